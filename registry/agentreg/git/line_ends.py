"""Which files of a work tree Git gives other line ends when they are added.

`ls-files --eol` reads attributes and contents and, under the hardened call, runs nothing: no filter, no hook.
"""

from __future__ import annotations

import os
from pathlib import Path

from agentreg.git.process import Git
from agentreg.model.paths import shown_path

_CONVERTS = ("true", "yes", "on", "1", "input")


def list_converted(git: Git, folder: Path) -> frozenset[str]:
    """The tracked files whose CRLF becomes LF when they are added, by attributes or by `core.autocrlf`.

    Args:
        git: The repository.
        folder: The top of its work tree, absolute.

    Returns:
        Paths from the top; what Git takes for binary is not among them.

    Raises:
        GitError: The index cannot be read.
    """
    by_default = _converts_by_default(git)
    env = {"GIT_WORK_TREE": os.fspath(folder)}
    output = git.run(["ls-files", "--eol", "--full-name", "-z", "--", folder], env=env)
    records = (record.partition(b"\t") for record in output.split(b"\0") if record)
    return frozenset(shown_path(path) for facts, _, path in records if _converts(facts, by_default))


def _converts(facts: bytes, by_default: bool) -> bool:  # noqa: FBT001  # an answer, not a choice
    """Whether Git converts a file of which `--eol` says `i/lf w/crlf attr/text=auto`."""
    _index, work_tree, attributes = facts.decode("ascii").split(maxsplit=2)
    text = attributes.removeprefix("attr/").split(" ")[0]
    if text == "text":
        return True
    is_text = work_tree != "w/-text"
    return is_text and (text == "text=auto" or (text == "" and by_default))


def _converts_by_default(git: Git) -> bool:
    told = git.attempt(["config", "--get", "core.autocrlf"])
    return told.code == 0 and told.output.decode("utf-8", "replace").strip().casefold() in _CONVERTS
