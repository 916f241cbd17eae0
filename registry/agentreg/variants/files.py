"""A project's files, wherever they are: a folder on disk, or a commit of a repository without a work tree."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from agentreg.errors import ReadError
from agentreg.git.contents import Contents
from agentreg.git.objects import SIZE_LIMIT
from agentreg.git.process import Git
from agentreg.git.trees import FOLDER, SUBMODULE, SYMLINK
from agentreg.git.write import Leaf


class Entry(StrEnum):
    """What stands at a name in a folder."""

    FILE = "file"
    FOLDER = "folder"
    SYMLINK = "symlink"
    SUBMODULE = "submodule"
    OTHER = "special file"


class Files(Protocol):
    """A tree of files with POSIX paths."""

    def read(self, path: str) -> bytes | None:
        """A file's bytes, or None when there is nothing at the path.

        Raises:
            ReadError: Something else than a readable file of a sane size stands there.
        """
        ...

    def entries(self, folder: str) -> Mapping[str, Entry]:
        """What a folder holds, by name; the root is the empty string, an absent folder is empty.

        Raises:
            ReadError: The folder cannot be read.
        """
        ...

    def at_once(self) -> AbstractContextManager[None]:
        """While it is open, reading is cheap: whatever that takes is kept at hand."""
        ...


class DiskFiles:
    """The files below a folder; symbolic links below it are not followed."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def read(self, path: str) -> bytes | None:
        """A file's bytes, or None when there is nothing at the path."""
        place = self.root / path
        try:
            facts = place.lstat()
            self._refuse_links(path.rpartition("/")[0])
            if not stat.S_ISREG(facts.st_mode):
                raise ReadError(f"{place} is no regular file")
            if facts.st_size > SIZE_LIMIT:
                raise ReadError(f"{place} is larger than {SIZE_LIMIT} bytes")
            return place.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError) as error:
            raise _unreadable(place, error) from error

    def entries(self, folder: str) -> Mapping[str, Entry]:
        """What a folder holds, by name."""
        place = self.root / folder
        try:
            with os.scandir(place) as found:
                self._refuse_links(folder)
                return {entry.name: _kind_on_disk(entry) for entry in found}
        except (FileNotFoundError, NotADirectoryError):
            return {}
        except (OSError, ValueError) as error:
            raise _unreadable(place, error) from error

    def at_once(self) -> AbstractContextManager[None]:
        """Nothing is needed for that."""
        return nullcontext()

    def _refuse_links(self, folder: str) -> None:
        place = self.root
        for name in filter(None, folder.split("/")):
            place /= name
            if place.is_symlink():
                raise ReadError(f"{place} is a symbolic link", hint="links inside a project are not followed")


def _unreadable(place: Path, error: OSError | ValueError) -> ReadError:
    # A ValueError is what a path gives that no system can have, with a NUL in it.
    return ReadError(f"{place}: {error.strerror if isinstance(error, OSError) else error}")


class TreeFiles:
    """The files of a commit, below a folder of its tree; what was read once is remembered."""

    def __init__(self, git: Git, commit: str, prefix: str = "") -> None:
        self._git = git
        self._commit = commit
        self._prefix = prefix
        self.contents = Contents(git)
        self._users = 0
        self._folders: dict[str, dict[bytes, Leaf]] = {}
        self._texts: dict[str, bytes] = {}

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Read all that is asked for in the body through one process, which ends with the body."""
        self._users += 1
        try:
            yield
        finally:
            self._users -= 1
            if self._users == 0:
                self.contents.close()

    def read(self, path: str) -> bytes | None:
        """A file's bytes, or None when there is nothing at the path."""
        with self.at_once():
            leaf = self.leaf(path)
            if leaf is None:
                return None
            if _KINDS.get(leaf.mode, Entry.FILE) is not Entry.FILE:
                raise ReadError(f"{self._commit}:{path} is no regular file")
            if leaf.oid not in self._texts:
                self._texts[leaf.oid] = self._text(path, leaf.oid)
            return self._texts[leaf.oid]

    def entries(self, folder: str) -> Mapping[str, Entry]:
        """What a folder holds, by name."""
        with self.at_once():
            return {
                name.decode(errors="surrogateescape"): _KINDS.get(leaf.mode, Entry.FILE)
                for name, leaf in self._folder(self._inside(folder)).items()
            }

    def at(self, commit: str) -> TreeFiles:
        """The same files as another commit has them, read through the same process while that is open."""
        other = TreeFiles(self._git, commit, self._prefix)
        other.contents = self.contents
        # Whoever opened the process ends it.
        other._users = 1
        return other

    def leaf(self, path: str) -> Leaf | None:
        """The tree entry at a path, or None."""
        folder, _, name = self._inside(path).rpartition("/")
        with self.at_once():
            return self._folder(folder).get(name.encode(errors="surrogateescape"))

    def _text(self, path: str, oid: str) -> bytes:
        data = self._content(oid)
        if data is None:
            raise ReadError(f"{self._commit}:{path} is not in {self._git.git_dir}", hint="fetch it first")
        return data

    def _content(self, oid: str) -> bytes | None:
        """The bytes of a blob; None when it is not here."""
        return self.contents.file(oid)

    def _inside(self, path: str) -> str:
        return "/".join(filter(None, (self._prefix, path)))

    def _folder(self, folder: str) -> dict[bytes, Leaf]:
        entries, path = self._listed("", self._commit), ""
        for name in folder.split("/") if folder else ():
            leaf = entries.get(name.encode(errors="surrogateescape"))
            if leaf is None or leaf.mode != FOLDER:
                return {}
            path = f"{path}/{name}"
            entries = self._listed(path, leaf.oid)
        return entries

    def _listed(self, path: str, treeish: str) -> dict[bytes, Leaf]:
        if path not in self._folders:
            self._folders[path] = self.contents.folder(treeish)
        return self._folders[path]


_KINDS = {FOLDER: Entry.FOLDER, SYMLINK: Entry.SYMLINK, SUBMODULE: Entry.SUBMODULE}


def _kind_on_disk(entry: os.DirEntry[str]) -> Entry:
    if entry.is_symlink():
        return Entry.SYMLINK
    if entry.is_dir():
        return Entry.SUBMODULE if os.path.lexists(Path(entry.path, ".git")) else Entry.FOLDER
    return Entry.FILE if entry.is_file() else Entry.OTHER
