"""Whether release notes name only agents that differ, and each so that no other one can be meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from agentreg.model.definition import Definition
from agentreg.review.changelog import Changelog

Tree = Mapping[str, tuple[str, object]]
"""The agents of a tree by path: what each is called, and what stands for its content."""


def tree_of(agents: Iterable[Definition]) -> Tree:
    """The agents of a tree by path."""
    return {agent.path: (agent.name, agent.document.text) for agent in agents}


def wrongly_named(changelog: Changelog, before: Tree, after: Tree) -> Iterator[str]:
    """What notes call agents that did not change, or may be taken for one that did not."""
    meant = _meant(before), _meant(after)
    for _, notes in changelog.parts:
        for called in (called for note in notes for called in note.agents):
            sides = [names[called] for names in meant]
            is_clear = all(len(paths) < 2 for paths in sides)
            differs = any(before.get(path) != after.get(path) for paths in sides for path in paths)
            if not (is_clear and differs):
                yield called


def _meant(tree: Tree) -> dict[str, set[str]]:
    """The paths that a reader may take a name for, with and without a path behind it."""
    meant: dict[str, set[str]] = defaultdict(set)
    for path, (name, _) in tree.items():
        signs = f'(named "{name}")' if name else "(no name)"
        called = name if any(map(str.isalnum, name)) else signs
        meant[called].add(path)
        meant[f"{called} ({path})"].add(path)
    return meant
