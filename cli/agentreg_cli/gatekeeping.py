"""How what accepts findings differs in what is compared: policies, and the baseline that is in use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from agentreg.config.values import CONFIG_NAME, PROJECT_NAME
from agentreg.rules.policy_change import Teller, baseline_change, policy_change

if TYPE_CHECKING:
    from agentreg.git.objects import BlobReader
    from agentreg.git.process import Git
    from agentreg.git.trees import TreeEntry
    from agentreg.rules.finding import Finding

_NAMES = (CONFIG_NAME, PROJECT_NAME)


def watched(folder: Path, work_tree: Path | None, baseline: str = "") -> dict[str, Teller]:
    """What to watch in a range: its path in the repository, and what tells its changes.

    Args:
        folder: Where the command runs: its policy stands there, or in a folder above.
        work_tree: The top of the repository; None for a bare one.
        baseline: The baseline in use, from that folder; empty for none.
    """
    if work_tree is None:
        return dict.fromkeys(_NAMES, policy_change)
    inside = folder.resolve().relative_to(work_tree)
    folders = (inside, *inside.parents)
    found: dict[str, Teller] = {(one / name).as_posix(): policy_change for one in folders for name in _NAMES}
    path = (folder / baseline).resolve()
    if baseline and path.is_relative_to(work_tree):
        found[path.relative_to(work_tree).as_posix()] = baseline_change
    return found


def range_changes(git: Git, commits: tuple[str, str], names: dict[str, Teller]) -> list[Finding]:
    """How watched files differ between two commits."""
    from agentreg.git.objects import BlobReader
    from agentreg.git.trees import blob_at

    sides = [[blob_at(git, commit, name) for name in names] for commit in commits]
    if sides[0] == sides[1]:
        return []
    with BlobReader(git) as reader:
        texts = [[_blob(reader, entry) for entry in side] for side in sides]
    found = (
        tell(before, after, name) for (name, tell), before, after in zip(names.items(), *texts, strict=True)
    )
    return [finding for finding in found if finding]


def _blob(reader: BlobReader, entry: TreeEntry | None) -> str:
    return _text((reader.read(entry.oid) if entry and entry.is_file else None) or b"")


def folder_changes(before: Path, after: Path) -> list[Finding]:
    """How the policy at the top of two folders differs."""
    found = (policy_change(_file(before / name), _file(after / name), name) for name in _NAMES)
    return [finding for finding in found if finding]


def _file(path: Path) -> str:
    return _text(path.read_bytes() if path.is_file() else b"")


def _text(content: bytes) -> str:
    # What is no text cannot be followed, and is told as that.
    return content.decode("utf-8", "replace")
