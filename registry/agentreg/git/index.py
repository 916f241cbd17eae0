"""What is staged, and which files of a work tree count.

Git lists both by `ls-files`. By itself that runs `core.fsmonitor`, and nothing else; the hardened call turns
it off. Never `status` or `diff`, which run the filters that a repository's attributes name.
"""

from __future__ import annotations

import os
from pathlib import Path

from agentreg.git.process import Git
from agentreg.git.trees import TreeEntry
from agentreg.model.paths import shown_path
from agentreg.records import NamedTuple

_SPARSE = "S"
"""What `ls-files -t` calls an entry that is not to be in the work tree."""


class Index(NamedTuple):
    """What is staged.

    Attributes:
        entries: The files, as a commit would hold them.
        unmerged: The paths in conflict, which no commit could hold.
        sparse: The paths that a sparse checkout leaves out of the work tree.
    """

    entries: tuple[TreeEntry, ...]
    unmerged: tuple[str, ...] = ()
    sparse: frozenset[str] = frozenset()


def read_index(git: Git, file: Path | None = None) -> Index:
    """Read what is staged.

    Args:
        git: The repository.
        file: Another index than the repository's own, as a hook of `git commit PATH` is given one.

    Raises:
        GitError: The index cannot be read.
    """
    env = {"GIT_INDEX_FILE": os.fspath(file)} if file else {}
    records = git.run(["ls-files", "--stage", "-t", "-z"], env=env).split(b"\0")
    entries: list[TreeEntry] = []
    unmerged: dict[str, None] = {}
    sparse: set[str] = set()
    for facts, _, path in (record.partition(b"\t") for record in records if record):
        tag, mode, oid, stage = facts.decode("ascii").split(" ")
        if tag == _SPARSE:
            sparse.add(shown_path(path))
        if stage == "0":
            entries.append(TreeEntry(shown_path(path), mode, oid))
        else:
            unmerged[shown_path(path)] = None
    return Index(tuple(entries), tuple(unmerged), frozenset(sparse))


def list_work_tree(git: Git, folder: Path) -> list[bytes]:
    """The files that Git knows or would offer to add: tracked ones, also deleted, and those not ignored.

    Args:
        git: The repository.
        folder: The top of its work tree, absolute.

    Returns:
        Paths from the top, sorted, as bytes: names need not be text.

    Raises:
        GitError: The index or a folder cannot be read.
    """
    # A `core.worktree` of the repository's own could lead anywhere.
    env = {"GIT_WORK_TREE": os.fspath(folder)}
    which = ["--cached", "--others", "--exclude-standard"]
    output = git.run(["ls-files", *which, "--full-name", "-z", "--", folder], env=env)
    return sorted({path for path in output.split(b"\0") if path})
