"""The corpus as Git repositories, and what their commits did to agents."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from agentreg.diff.changes import Change
from agentreg.diff.compare import compare
from agentreg.diff.files import pair_files
from agentreg.formats.locate import is_candidate
from agentreg.formats.read import read_definition
from agentreg.git.history import Commit, walk
from agentreg.git.objects import BlobReader
from agentreg.git.process import Git
from agentreg.git.refs import list_refs
from agentreg.model.definition import Definition, Kind
from support.shared import BUNDLES


@contextmanager
def open_mirrors() -> Iterator[dict[str, Git]]:
    """Every bundle of the corpus as a bare repository, by its name; gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        mirrors = {}
        for bundle in BUNDLES:
            target = Path(folder) / f"{bundle.stem}.git"
            subprocess.run(["git", "clone", "--quiet", "--mirror", bundle, target], check=True)
            mirrors[bundle.stem] = Git(target)
        yield mirrors


def history(git: Git) -> Iterator[Commit]:
    """All commits that touch what may be a definition, the newest first."""
    return walk(git, {ref.commit for ref in list_refs(git) if ref.commit}, keep=is_candidate)


def consecutive(git: Git) -> Iterator[tuple[Definition, Definition]]:
    """Each pair of contents that one path had one after the other."""
    seen: dict[tuple[str, str], str] = {}
    for commit in history(git):
        for entry in commit.changes:
            if entry.status == "M" and entry.mode.startswith("100"):
                seen.setdefault((entry.before[0], entry.oid), entry.path)
    with BlobReader(git) as reader:
        for (before, after), path in seen.items():
            data = reader.read(before), reader.read(after)
            if data[0] is not None and data[1] is not None:
                yield read_definition(data[0], path), read_definition(data[1], path)


Pairs = Iterable[tuple[str, tuple[Definition, Definition]]]


def newest_agents(pairs: Pairs) -> list[tuple[str, Definition]]:
    """The last text of each agent that changed, with the name of its repository.

    Args:
        pairs: What `consecutive` gives, the newest first, each with the name of the repository.
    """
    last: dict[tuple[str, str], Definition] = {}
    for name, (_, after) in pairs:
        if after.kind is Kind.AGENT:
            last.setdefault((name, after.path), after)
    return [(name, definition) for (name, _), definition in last.items()]


def both_sides(git: Git, commit: Commit) -> tuple[list[Definition], list[Definition]]:
    """What a commit touched, as it was before and after."""
    with BlobReader(git) as reader:
        return (list(_definitions(reader, commit, _before)), list(_definitions(reader, commit, _after)))


def changes_of(git: Git, commit: Commit, path: str = "") -> list[Change]:
    """What a commit changed in the agent at `path` after it, wherever it was; in all without a path."""
    sides = both_sides(git, commit)
    changes: list[Change] = []
    # The one file may have been no agent before: a commit had left it almost empty.
    for pair in pair_files(*sides) if path else pair_files(*map(agents, sides)):
        if not path or (pair.after and pair.after.path == path):
            changes += pair.changes
            changes += compare(pair.before, pair.after) if pair.before and pair.after else ()
    return changes


def agents(definitions: Iterable[Definition]) -> list[Definition]:
    """Those that are agents."""
    return [definition for definition in definitions if definition.kind is Kind.AGENT]


def _before(commit: Commit) -> Iterator[tuple[str, str]]:
    return ((entry.before[0], entry.path) for entry in commit.changes if entry.before[0].strip("0"))


def _after(commit: Commit) -> Iterator[tuple[str, str]]:
    return ((entry.oid, entry.path) for entry in commit.changes if not entry.is_deleted)


def _definitions(
    reader: BlobReader, commit: Commit, pick: Callable[[Commit], Iterator[tuple[str, str]]]
) -> Iterator[Definition]:
    for oid, path in pick(commit):
        data = reader.read(oid)
        if data is not None:
            yield read_definition(data, path)
