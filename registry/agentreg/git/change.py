"""A commit that changes some files of another one: no checkout, no index, no filter, no hook.

Only the folders on the way to the files that change are read, and what is new is written by one process.
Any name and any mode that the trees hold stays as it is: callers judge the paths that they write.
"""

from __future__ import annotations

from collections.abc import Mapping

from agentreg.errors import GitError
from agentreg.git.commits import Signature, commit_text
from agentreg.git.contents import Contents
from agentreg.git.pack import Object, object_id, write_objects
from agentreg.git.process import Git
from agentreg.git.trees import FOLDER
from agentreg.git.write import Leaf
from agentreg.records import NamedTuple

_FILE = "100644"
# Old trees hold modes of files that Git no longer writes (100664).
_REGULAR = "100"


class Change(NamedTuple):
    """A commit to be written; the same change is always the same commit.

    Attributes:
        parent: The commit that it follows, a full id.
        files: What each path shall hold; None removes it. Folders that become empty go away.
        author: Who, and when: not before the parent's date, though.
        message: The whole message.
    """

    parent: str
    files: Mapping[str, bytes | None]
    author: Signature
    message: str


_Tree = dict[bytes, Leaf]


def write_change(git: Git, change: Change, contents: Contents) -> str:
    """Write a commit; nothing points at it yet.

    A file that is there keeps its mode; a new one is a plain file.

    Args:
        git: The repository.
        change: What to write.
        contents: Reads this repository; what it has read already is not read again.

    Returns:
        The commit's id.

    Raises:
        GitError: A path leads through something that is no folder or to something that is no file, or Git
            could not read or write.
    """
    writer = _Writer(contents, change.parent)
    try:
        parent, tree = contents.commit(change.parent), writer.changed(change.files)
    finally:
        contents.close()
    author = change.author._replace(time=max(change.author.time, _date(parent)))
    commit = Object("commit", commit_text(tree, (change.parent,), author, change.message))
    write_objects(git, [*writer.objects.values(), commit], like=change.parent)
    return object_id(commit, like=change.parent)


class _Writer:
    """Makes the objects of a changed tree."""

    def __init__(self, contents: Contents, parent: str) -> None:
        self._contents = contents
        self._parent = parent
        self.objects: dict[str, Object] = {}

    def changed(self, files: Mapping[str, bytes | None]) -> str:
        """The id of the parent's tree with some files changed."""
        raw = {path.encode("utf-8", "surrogateescape"): data for path, data in files.items()}
        changes = {tuple(path.split(b"/")): data for path, data in raw.items()}
        return self._folder(self._parent, changes) or self._add(Object("tree", b""))

    def _folder(self, oid: str, files: Mapping[tuple[bytes, ...], bytes | None]) -> str:
        entries = dict(self._contents.folder(oid)) if oid else {}
        below: dict[bytes, dict[tuple[bytes, ...], bytes | None]] = {}
        for (name, *rest), data in files.items():
            if rest:
                below.setdefault(name, {})[tuple(rest)] = data
            else:
                self._put(entries, name, data)
        for name, inner in below.items():
            found = entries.get(name)
            if found is not None and found.mode != FOLDER:
                raise GitError(f"{name.decode(errors='replace')} is no folder in tree {oid}")
            new = self._folder(found.oid if found else "", inner)
            entries.pop(name, None)
            if new:
                entries[name] = Leaf(FOLDER, new)
        return self._add(Object("tree", _tree_bytes(entries))) if entries else ""

    def _put(self, entries: _Tree, name: bytes, data: bytes | None) -> None:
        mode = entries[name].mode if name in entries else _FILE
        if not mode.startswith(_REGULAR):
            raise GitError(f"{name.decode(errors='replace')} is no regular file")
        entries.pop(name, None)
        if data is not None:
            entries[name] = Leaf(mode, self._add(Object("blob", data)))

    def _add(self, item: Object) -> str:
        oid = object_id(item, like=self._parent)
        self.objects[oid] = item
        return oid


def _tree_bytes(entries: _Tree) -> bytes:
    """A tree as Git stores it: sorted as if the names of folders ended in a slash."""
    names = sorted(entries, key=lambda name: name + b"/" if entries[name].mode == FOLDER else name)
    return b"".join(_tree_entry(name, entries[name]) for name in names)


def _tree_entry(name: bytes, leaf: Leaf) -> bytes:
    # A tree leaves out the zero that `ls-tree` writes before a folder's mode.
    return leaf.mode.lstrip("0").encode() + b" " + name + b"\0" + bytes.fromhex(leaf.oid)


def _date(commit: bytes) -> int:
    """When a commit was made; 0 for one whose date is no number."""
    header = commit.partition(b"\n\n")[0].split(b"\n")
    line = next((line for line in header if line.startswith(b"committer ")), b"")
    words = line.rpartition(b"> ")[2].split(b" ")
    return int(words[0]) if words[0].isdigit() else 0
