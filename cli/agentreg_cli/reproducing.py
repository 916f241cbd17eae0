"""Where the command that makes the same review again has to run: what judges comes from the folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from agentreg.config.values import APPROVALS_NAME
from agentreg.git.refs import head_commit
from agentreg.sources.revision import commit_tree
from agentreg_cli import places
from agentreg_cli.beginnings import SHORT
from agentreg_cli.gatekeeping import Watched, as_text, counting
from agentreg_cli.policy import Gate

if TYPE_CHECKING:
    from agentreg_cli.trees import Sides


def told_where(folder: Path, sides: Sides, files: Watched, gate: Gate) -> str:
    """What must be checked out, in which folder, and with which edits.

    Args:
        folder: Where the command runs.
        sides: The trees that it compares.
        files: What accepts findings there.
        gate: What the command line says of how findings are judged.

    Returns:
        Such as `at f0e4f89051 in team/ with agentreg.toml as edited here`; empty where nothing in the folder
        judges, or what is judged is in no commit.
    """
    work_tree = sides.repository.work_tree
    if work_tree is None or gate.no_policy or not sides.after.commit:
        return ""
    commit = head_commit(sides.git)
    head = sides.after.files if commit == sides.after.commit else commit_tree(sides.git, commit)
    names = [
        name
        for name in files.tellers
        if (gate.trust_approvals or PurePosixPath(name).name != APPROVALS_NAME) and not head.module_at(name)
    ]
    committed = {name: as_text(content) for name, content in head.texts(names).items()}
    edited = sorted(_differing(_on_disk(work_tree, names), committed, files.configs))
    inside = folder.resolve().relative_to(work_tree).as_posix()
    told = [f"at {commit[:SHORT]}"]
    if inside != ".":
        told.append(f"in {inside}/")
    if edited:
        told.append(f"with {', '.join(edited)} as edited here")
    elif (config := places.find_config(folder)) and not config.resolve().is_relative_to(work_tree):
        told.append(f"with the {config.name} above the repository")
    return " ".join(told)


def _on_disk(work_tree: Path, names: Iterable[str]) -> dict[str, str]:
    found = ((name, work_tree / name) for name in names)
    return {name: as_text(path.read_bytes()) for name, path in found if path.is_file()}


def _differing(one: Mapping[str, str], other: Mapping[str, str], configs: tuple[str, ...]) -> Iterator[str]:
    """The files that judge otherwise on two sides; of configurations only the one that counts does."""
    counted = [counting(side, configs) for side in (one, other)]
    if counted[0] and counted[1] and counted[0].origin != counted[1].origin:
        yield counted[0].origin
    judging = {stated.origin for stated in counted if stated}
    for name in one.keys() | other.keys():
        if (name in judging or name not in configs) and _lines(one, name) != _lines(other, name):
            yield name


def _lines(texts: Mapping[str, str], name: str) -> list[str]:
    # Git may check files out with other line ends than it keeps.
    return texts.get(name, "").splitlines()
