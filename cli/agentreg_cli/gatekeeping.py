"""How what accepts findings differs in what is compared: policies, and the baseline that is in use."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from agentreg.config.table import is_project_file
from agentreg.config.values import APPROVALS_NAME, CONFIG_NAME, PROJECT_MARK, PROJECT_NAME
from agentreg.errors import ConfigError
from agentreg.records import NamedTuple
from agentreg.rules.approvals import Approvals, parse_approvals
from agentreg.rules.policy_change import (
    Stated,
    Teller,
    approvals_change,
    baseline_change,
    policy_change,
    policy_out_of_sight,
    policy_replacement,
)
from agentreg.sources.modules import text_in_module
from agentreg_cli import places

if TYPE_CHECKING:
    from agentreg.review.ranges import Files, Tree
    from agentreg.rules.finding import Finding
    from agentreg.rules.settle import Terms

_NAMES = (CONFIG_NAME, PROJECT_NAME)
_MEND_BEFORE = "mend it; --trust-approvals counts those of the side after, where it is mended already"


class Watched(NamedTuple):
    """What to watch in a range.

    Attributes:
        configs: The paths at which a configuration counts, the nearest first.
        tellers: What tells the changes of a file, by its path in the repository.
        work_tree: The top of the repository, where submodules are checked out; None for none.
    """

    configs: tuple[str, ...]
    tellers: Mapping[str, Teller]
    work_tree: Path | None = None


def watched(folder: Path, work_tree: Path | None, terms: Terms | None) -> Watched:
    """What to watch in a range.

    Args:
        folder: Where the command runs: its policy stands there, or in a folder above.
        work_tree: The top of the repository; None for a bare one.
        terms: What accepts findings: its baseline and the policies that it extends are watched, too.
    """
    folders = _folders(folder, work_tree) if work_tree else (PurePath(),)
    configs = tuple((one / name).as_posix() for one in folders for name in _NAMES)
    found: dict[str, Teller] = dict.fromkeys(configs, policy_change)
    found |= {(one / APPROVALS_NAME).as_posix(): approvals_change for one in folders}
    if terms is None or work_tree is None:
        return Watched(configs, found, work_tree)
    used: list[tuple[str, Teller]] = [(file, policy_change) for file in terms.policy.files]
    if terms.baseline.place:
        used.append((terms.baseline.place, baseline_change))
    for file, tell in used:
        path = (folder / file).resolve()
        if path.is_relative_to(work_tree):
            found[path.relative_to(work_tree).as_posix()] = tell
    return Watched(configs, found, work_tree)


def _folders(folder: Path, work_tree: Path) -> tuple[PurePath, ...]:
    """The folders of the repository in which a command looks for its files, the nearest first."""
    inside = folder.resolve().relative_to(work_tree)
    return (inside, *inside.parents)


def approved_before(before: Tree, folder: Path, work_tree: Path | None) -> Approvals:
    """The decisions that the one side of a range holds already: those nobody can bring with a change.

    Args:
        before: That side.
        folder: Where the command runs.
        work_tree: The top of the repository; None for a bare one.

    Raises:
        ConfigError: They cannot be read or followed.
    """
    if work_tree is None:
        return Approvals()
    names = [(one / APPROVALS_NAME).as_posix() for one in _folders(folder, work_tree)]
    # A link holds no text here, and so decides nothing.
    texts = before.files.texts(names)
    name = next((name for name in names if name in texts), None)
    try:
        return parse_approvals(as_text(texts[name]), f"{before.label}{name}") if name else Approvals()
    except ConfigError as error:
        raise ConfigError(error.message, hint=_MEND_BEFORE) from error


def refuse_links(work_tree: Path, files: Iterable[Path]) -> None:
    """Refuse what accepts findings where the repository only links to it: no range tells what a link means.

    Args:
        work_tree: The top of the repository.
        files: Absolute paths; those outside of the repository are nobody's change here.

    Raises:
        ConfigError: One of them is a symbolic link, or behind one.
    """
    for file in files:
        place = Path(os.path.normpath(file))
        if not place.is_relative_to(work_tree):
            continue
        inside = place.relative_to(work_tree)
        if any((work_tree / part).is_symlink() for part in (inside, *inside.parents[:-1])):
            raise ConfigError(f"{inside.as_posix()} leads through a symbolic link", hint=places.NO_LINK)


def tree_changes(before: Files, after: Files, watched: Watched) -> list[Finding]:
    """How watched files differ between two trees; those in a submodule between its commits."""
    one, other = (_decoded(side.texts(watched.tellers)) for side in (before, after))
    unseen: list[Finding | None] = []
    for name in watched.tellers:
        modules = before.module_at(name), after.module_at(name)
        if watched.work_tree is None or modules[0] == modules[1]:
            continue
        for texts, module in zip((one, other), modules, strict=True):
            if module and (content := text_in_module(watched.work_tree, module, name)) is not None:
                texts[name] = as_text(content)
            elif module:
                unseen.append(policy_out_of_sight(name, f"{module.commit[:10]} of its submodule is not here"))
                one.pop(name, None)
                other.pop(name, None)
                break
    return [*filter(None, unseen), *_changes(one, other, watched)]


def folder_changes(before: Path, after: Path) -> list[Finding]:
    """How the policy at the top of two folders differs."""
    one, other = (
        _decoded({name: file.read_bytes() for name in _NAMES if (file := side / name).is_file()})
        for side in (before, after)
    )
    return _changes(one, other, Watched(_NAMES, dict.fromkeys(_NAMES, policy_change)))


def _changes(before: Mapping[str, str], after: Mapping[str, str], watched: Watched) -> list[Finding]:
    """How texts differ; a configuration that counts instead of another one is compared with that one."""
    told: list[Finding | None] = []
    done: set[str] = set()
    one, other = (counting(side, watched.configs) for side in (before, after))
    if one and other and one.origin != other.origin:
        told.append(policy_replacement(one, other))
        done = ({one.origin} - after.keys()) | ({other.origin} - before.keys())
    told += [
        tell(before.get(name, ""), after.get(name, ""), name)
        for name, tell in watched.tellers.items()
        if name not in done
    ]
    return [finding for finding in told if finding]


def counting(texts: Mapping[str, str], configs: Iterable[str]) -> Stated | None:
    """The configuration that counts, as `places.find_config` chooses it; None for none."""
    found = (Stated(name, texts[name]) for name in configs if name in texts)
    return next((one for one in found if not is_project_file(one.origin) or PROJECT_MARK in one.text), None)


def _decoded(contents: Mapping[str, bytes]) -> dict[str, str]:
    return {name: as_text(content) for name, content in contents.items()}


def as_text(content: bytes) -> str:
    """The text of a file that accepts findings."""
    # What is no text cannot be followed, and is told as that.
    return content.decode("utf-8", "replace")
