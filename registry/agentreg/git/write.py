"""Writing blobs and trees: no checkout, no index, no filter.

Trees are made with `mktree`, folder by folder, instead of a temporary index: nothing is left behind when the
program is killed, nothing is refreshed or filtered, and a repository of any size costs only the folders on
the way to the files that change. `mktree` takes any name and any mode: callers judge paths first.
"""

from __future__ import annotations

from collections.abc import Mapping

from agentreg.errors import GitError
from agentreg.git.process import Git
from agentreg.git.trees import FOLDER, SUBMODULE
from agentreg.records import NamedTuple

FILE = "100644"
"""The mode of a regular file."""


class Leaf(NamedTuple):
    """What a name in a tree stands for.

    Attributes:
        mode: As `ls-tree` prints it; old trees hold modes that Git no longer writes (100664).
        oid: The object's id.
    """

    mode: str
    oid: str

    @property
    def is_file(self) -> bool:
        """Whether it is a regular file, executable or not."""
        return self.mode.startswith("100")


def blob_id(git: Git, data: bytes) -> str:
    """The id that a text has as a blob of this repository; nothing is written, no filter runs."""
    return written_id(git.run(["hash-object", "--stdin"], data))


def store_blob(git: Git, data: bytes) -> str:
    """Write a blob and return its id; no filter runs."""
    return written_id(git.run(["hash-object", "-w", "--stdin"], data))


def folder_entries(git: Git, tree: str) -> dict[bytes, Leaf]:
    """The entries of one folder, by name.

    Args:
        git: The repository.
        tree: The id of a tree or commit.

    Raises:
        GitError: There is no such tree.
    """
    records = git.run(["ls-tree", "-z", "--full-tree", "--end-of-options", tree]).split(b"\0")
    return dict(map(_parse_entry, filter(None, records)))


def store_tree(git: Git, base: str | None, changes: Mapping[str, Leaf | None]) -> str:
    """Write a tree that differs from another in some files only.

    Args:
        git: The repository.
        base: The id of the tree or commit to start from; None to start from nothing.
        changes: What each path shall be; None removes it. Folders that become empty go away.

    Returns:
        The new tree's id, read back and compared.

    Raises:
        GitError: A path leads through something that is no folder, or Git did not write what was asked.
    """
    before = base or _store_entries(git, {})
    parts = {tuple(_raw(path).split(b"/")): leaf for path, leaf in changes.items()}
    after = _replaced(git, before, parts) or _store_entries(git, {})
    _check(git, (before, after), changes)
    return after


def written_id(output: bytes) -> str:
    """The object id that Git printed."""
    return output.decode("ascii").strip()


def _raw(path: str) -> bytes:
    return path.encode("utf-8", "surrogateescape")


def _check(git: Git, trees: tuple[str, str], changes: Mapping[str, Leaf | None]) -> None:
    """Read back what was written: the files that were named are as intended, and no other one differs."""
    before, after = trees
    wanted = {_raw(path): leaf for path, leaf in changes.items() if leaf is not None}
    found = git.run(["ls-tree", "-r", "-z", "--full-tree", "--end-of-options", after, "--", *changes])
    differing = git.run(["diff-tree", "-r", "-z", "--name-only", "--no-renames", before, after])
    touched = {name.decode(errors="surrogateescape") for name in differing.split(b"\0") if name}
    is_written = not changes or dict(map(_parse_entry, filter(None, found.split(b"\0")))) == wanted
    if not is_written or not touched <= set(changes):
        raise GitError(f"Git wrote another tree than {sorted(changes)} asked for: {after}")


def _replaced(git: Git, tree: str | None, changes: Mapping[tuple[bytes, ...], Leaf | None]) -> str | None:
    entries = folder_entries(git, tree) if tree else {}
    below: dict[bytes, dict[tuple[bytes, ...], Leaf | None]] = {}
    for (name, *rest), leaf in changes.items():
        if rest:
            below.setdefault(name, {})[tuple(rest)] = leaf
        else:
            _put(entries, name, leaf)
    for name, inner in below.items():
        folder = entries.get(name)
        if folder is not None and folder.mode != FOLDER:
            raise GitError(f"{name.decode(errors='replace')} is no folder in tree {tree}")
        oid = _replaced(git, folder.oid if folder else None, inner)
        _put(entries, name, Leaf(FOLDER, oid) if oid else None)
    return _store_entries(git, entries) if entries else None


def _put(entries: dict[bytes, Leaf], name: bytes, leaf: Leaf | None) -> None:
    if leaf is None:
        entries.pop(name, None)
    else:
        entries[name] = leaf


def _store_entries(git: Git, entries: Mapping[bytes, Leaf]) -> str:
    kinds = {FOLDER: "tree", SUBMODULE: "commit"}
    lines = (
        f"{leaf.mode} {kinds.get(leaf.mode, 'blob')} {leaf.oid}\t".encode() + name + b"\0"
        for name, leaf in entries.items()
    )
    # --missing: in a partial clone the untouched neighbours need not be here.
    return written_id(git.run(["mktree", "-z", "--missing"], b"".join(lines)))


def _parse_entry(record: bytes) -> tuple[bytes, Leaf]:
    facts, _, name = record.partition(b"\t")
    mode, _kind, oid = facts.decode().split(" ")
    return name, Leaf(mode, oid)
