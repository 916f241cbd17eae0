"""A commit that changes some files of another one: no checkout, no index, no filter, no hook.

Only the folders on the way to the files that change are read, in one process, and what is new is written by
another. Any name and any mode that the trees hold stays as it is: callers judge the paths that they write.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from agentreg.errors import GitError
from agentreg.git.child import Child
from agentreg.git.commits import Signature, commit_text
from agentreg.git.oid import checked
from agentreg.git.pack import Object, object_id, write_objects
from agentreg.git.process import Git
from agentreg.records import NamedTuple

_FILE, _FOLDER = b"100644", b"40000"
# Old trees hold modes of files that Git no longer writes (100664).
_REGULAR = b"100"
# Bytes of a commit or tree that are read; a folder of 200,000 files has about ten times less.
_LIMIT = 64 * 1024 * 1024


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


class _Entry(NamedTuple):
    mode: bytes
    oid: bytes


_Tree = dict[bytes, _Entry]


def write_change(git: Git, change: Change) -> str:
    """Write a commit; nothing points at it yet.

    A file that is there keeps its mode; a new one is a plain file.

    Args:
        git: The repository.
        change: What to write.

    Returns:
        The commit's id.

    Raises:
        GitError: A path leads through something that is no folder or to something that is no file, or Git
            could not read or write.
    """
    with _reading(git) as child:
        writer, parent = _Writer(child, change.parent), _read(child, change.parent, b"commit")
        tree = writer.changed(_root(parent), change.files)
    author = change.author._replace(time=max(change.author.time, _date(parent)))
    commit = Object("commit", commit_text(tree, (change.parent,), author, change.message))
    write_objects(git, [*writer.objects.values(), commit], like=change.parent)
    return object_id(commit, like=change.parent)


class _Writer:
    """Makes the objects of a changed tree."""

    def __init__(self, child: Child, like: str) -> None:
        self._child = child
        self._like = like
        self.objects: dict[str, Object] = {}

    def changed(self, root: str, files: Mapping[str, bytes | None]) -> str:
        """The id of a tree with some files changed."""
        parts = {
            tuple(path.encode("utf-8", "surrogateescape").split(b"/")): data for path, data in files.items()
        }
        return self._folder(root, parts) or self._add(Object("tree", b""))

    def _folder(self, oid: str, files: Mapping[tuple[bytes, ...], bytes | None]) -> str:
        entries = _read_tree(self._child, oid) if oid else {}
        below: dict[bytes, dict[tuple[bytes, ...], bytes | None]] = {}
        for (name, *rest), data in files.items():
            if rest:
                below.setdefault(name, {})[tuple(rest)] = data
            else:
                self._put(entries, name, data)
        for name, inner in below.items():
            found = entries.get(name)
            if found is not None and found.mode != _FOLDER:
                raise GitError(f"{name.decode(errors='replace')} is no folder in tree {oid}")
            new = self._folder(found.oid.hex() if found else "", inner)
            entries.pop(name, None)
            if new:
                entries[name] = _Entry(_FOLDER, bytes.fromhex(new))
        return self._add(Object("tree", _tree_bytes(entries))) if entries else ""

    def _put(self, entries: _Tree, name: bytes, data: bytes | None) -> None:
        mode = entries[name].mode if name in entries else _FILE
        if not mode.startswith(_REGULAR):
            raise GitError(f"{name.decode(errors='replace')} is no regular file")
        entries.pop(name, None)
        if data is not None:
            entries[name] = _Entry(mode, bytes.fromhex(self._add(Object("blob", data))))

    def _add(self, item: Object) -> str:
        oid = object_id(item, like=self._like)
        self.objects[oid] = item
        return oid


def _tree_bytes(entries: _Tree) -> bytes:
    """A tree as Git stores it: sorted as if the names of folders ended in a slash."""
    names = sorted(entries, key=lambda name: name + b"/" if entries[name].mode == _FOLDER else name)
    return b"".join(entries[name].mode + b" " + name + b"\0" + entries[name].oid for name in names)


@contextmanager
def _reading(git: Git) -> Iterator[Child]:
    with git.start(["cat-file", "--batch"]) as child:
        child.allow(git.timeout)
        yield child


def _root(commit: bytes) -> str:
    return commit.partition(b"\n")[0].removeprefix(b"tree ").decode("ascii")


def _date(commit: bytes) -> int:
    """When a commit was made; 0 for one whose date is no number."""
    header = commit.partition(b"\n\n")[0].split(b"\n")
    line = next((line for line in header if line.startswith(b"committer ")), b"")
    words = line.rpartition(b"> ")[2].split(b" ")
    return int(words[0]) if words[0].isdigit() else 0


def _read_tree(child: Child, oid: str) -> _Tree:
    data, entries = _read(child, oid, b"tree"), {}
    at, size = 0, len(oid) // 2
    while at < len(data):
        end = data.index(b"\0", at)
        mode, _, name = data[at:end].partition(b" ")
        at = end + 1 + size
        entries[name] = _Entry(mode, data[end + 1 : at])
    return entries


def _read(child: Child, oid: str, kind: bytes) -> bytes:
    child.stdin.write(f"{checked(oid)}\n".encode())
    child.stdin.flush()
    match child.stdout.readline().split():
        case [_, found, size] if found == kind and int(size) <= _LIMIT:
            return child.stdout.read(int(size) + 1)[:-1]
        case _:
            raise GitError(f"{kind.decode()} {oid} cannot be read", hint="`git fsck` tells more")
