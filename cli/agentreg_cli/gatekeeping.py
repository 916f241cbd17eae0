"""How what accepts findings differs in what is compared: policies, and the baseline that is in use."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from agentreg.config.values import APPROVALS_NAME, CONFIG_NAME, PROJECT_NAME
from agentreg.errors import ConfigError
from agentreg.rules.approvals import Approvals, parse_approvals
from agentreg.rules.policy_change import Teller, approvals_change, baseline_change, policy_change
from agentreg_cli import places

if TYPE_CHECKING:
    from agentreg.review.ranges import Files, Tree
    from agentreg.rules.finding import Finding
    from agentreg.rules.settle import Terms

_NAMES = (CONFIG_NAME, PROJECT_NAME)


def watched(folder: Path, work_tree: Path | None, terms: Terms | None) -> dict[str, Teller]:
    """What to watch in a range: its path in the repository, and what tells its changes.

    Args:
        folder: Where the command runs: its policy stands there, or in a folder above.
        work_tree: The top of the repository; None for a bare one.
        terms: What accepts findings: its baseline and the policies that it extends are watched, too.
    """
    tellers: dict[str, Teller] = {**dict.fromkeys(_NAMES, policy_change), APPROVALS_NAME: approvals_change}
    if work_tree is None:
        return tellers
    inside = folder.resolve().relative_to(work_tree)
    folders = (inside, *inside.parents)
    found = {(one / name).as_posix(): tell for one in folders for name, tell in tellers.items()}
    if terms is None:
        return found
    used: list[tuple[str, Teller]] = [(file, policy_change) for file in terms.policy.files]
    if terms.baseline.place:
        used.append((terms.baseline.place, baseline_change))
    for file, tell in used:
        path = (folder / file).resolve()
        if path.is_relative_to(work_tree):
            found[path.relative_to(work_tree).as_posix()] = tell
    return found


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
    inside = folder.resolve().relative_to(work_tree)
    names = [(one / APPROVALS_NAME).as_posix() for one in (inside, *inside.parents)]
    # A link holds no text here, and so decides nothing.
    texts = before.files.texts(names)
    name = next((name for name in names if name in texts), None)
    return parse_approvals(_text(texts[name]), f"{before.label}{name}") if name else Approvals()


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


def tree_changes(before: Files, after: Files, names: Mapping[str, Teller]) -> list[Finding]:
    """How watched files differ between two trees."""
    one, other = (side.texts(names) for side in (before, after))
    found = (tell(_text(one.get(name)), _text(other.get(name)), name) for name, tell in names.items())
    return [finding for finding in found if finding]


def folder_changes(before: Path, after: Path) -> list[Finding]:
    """How the policy at the top of two folders differs."""
    found = (policy_change(_file(before / name), _file(after / name), name) for name in _NAMES)
    return [finding for finding in found if finding]


def _file(path: Path) -> str:
    return _text(path.read_bytes() if path.is_file() else None)


def _text(content: bytes | None) -> str:
    # What is no text cannot be followed, and is told as that.
    return (content or b"").decode("utf-8", "replace")
