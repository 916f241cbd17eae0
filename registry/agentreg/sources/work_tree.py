"""The definitions of a work tree, as the next `git add --all` would find them.

Files that Git ignores are left out: they are nobody's change, and a `node_modules` is full of Markdown.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from agentreg.errors import ReadError
from agentreg.formats.locate import is_candidate, leads_to_agents
from agentreg.formats.read import read_definition
from agentreg.git.index import list_work_tree, read_index
from agentreg.git.line_ends import list_converted
from agentreg.git.locate import repository_at
from agentreg.git.objects import SIZE_LIMIT
from agentreg.git.pack import Object, file_id, object_id
from agentreg.git.process import Git, Trust
from agentreg.git.refs import head_commit
from agentreg.model.paths import shown_path
from agentreg.sources.collection import (
    SPECIAL,
    SUBMODULE,
    SYMLINK,
    UNSETTLED,
    Collection,
    Unread,
    collection,
    places_of,
    too_large,
)
from agentreg.sources.modules import Module, module_around
from agentreg.sources.revision import GitTree

_SHA1 = "0" * 40
"""Any id of a repository that has none to show."""


class WorkTree:
    """The files on disk that Git knows or would offer to add.

    What a sparse checkout leaves out counts as it is staged. A file that differs from the staged one in its
    line ends only is read as staged where Git would add it so; elsewhere it is a change like any other.
    """

    def __init__(self, git: Git, folder: Path) -> None:
        self._git = git
        self._folder = folder
        index = read_index(git)
        self._staged = {entry.path: entry.oid for entry in index.entries}
        self._unmerged = index.unmerged
        self._like = next(iter(self._staged.values()), _SHA1)
        # The name of a repository inside this one ends in a slash until it is added.
        listed = (raw.rstrip(b"/") for raw in list_work_tree(git, folder))
        files = {shown_path(raw): os.fsdecode(raw) for raw in listed}
        left_out = {path for path in index.sparse if not os.path.lexists(folder / files.get(path, path))}
        self._sparse = GitTree(git, (entry for entry in index.entries if entry.path in left_out))
        self._files = {path: name for path, name in files.items() if path not in left_out}

    def definitions(self) -> Collection:
        """Every definition. Symbolic links are not followed, neither as files nor as folders.

        Raises:
            ReadError: A file cannot be read.
        """
        sparse = self._sparse.definitions()
        read = list(sparse.definitions)
        unread = [*sparse.unread, *(Unread(path, UNSETTLED) for path in self._unmerged if is_candidate(path))]
        for path in filter(self._counts, self._files):
            match self._content(path):
                case bytes(data):
                    read.append(read_definition(data, path))
                case Unread() as found:
                    unread.append(found)
        return collection(read, unread)

    def texts(self, paths: Iterable[str]) -> dict[str, bytes]:
        """The contents of some files, by path; nothing for what is no file here, or too large to be read.

        Raises:
            ReadError: A file cannot be read.
        """
        asked = list(paths)
        found = ((path, self._content(path)) for path in asked if path in self._files)
        texts = {path: data for path, data in found if isinstance(data, bytes)}
        return texts | self._sparse.texts(asked)

    def holds(self, path: str) -> bool:
        """Whether there is a file or a folder at a path, ignored ones included."""
        if self._sparse.holds(path):
            return True
        try:
            return os.path.lexists(self._folder / path.strip("/"))
        except ValueError:
            return False

    def module_at(self, path: str) -> Module | None:
        """The submodule in which a path is, at the commit that is checked out; None for in none."""
        return module_around(path, self._module_commit)

    def _module_commit(self, folder: str) -> str | None:
        if folder not in self._files:
            return None
        inner = repository_at(self._folder / self._files[folder])
        return head_commit(Git(inner.git_dir, Trust.TARGET)) if inner else None

    def places(self) -> frozenset[str]:
        """All files that are there, and all folders that they are in; ignored ones left out."""
        there = (path for path, name in self._files.items() if os.path.lexists(self._folder / name))
        return places_of(there) | self._sparse.places()

    def _counts(self, path: str) -> bool:
        """Whether a file could be a definition, or what is no file could lead to some."""
        if is_candidate(path):
            return True
        place = self._folder / self._files[path]
        return (place.is_symlink() or place.is_dir()) and leads_to_agents(path)

    def _content(self, path: str) -> bytes | Unread | None:
        """A file's bytes, or why they are not read; None where there is no file."""
        name = Path(self._files[path])
        place = self._folder / name
        try:
            if any((self._folder / parent).is_symlink() for parent in name.parents):
                return Unread(path, SYMLINK)
            facts = place.lstat()
            if stat.S_ISLNK(facts.st_mode):
                return Unread(path, SYMLINK, self._blob_id(os.fsencode(place.readlink())))
            if not stat.S_ISREG(facts.st_mode):
                return self._submodule(path) if stat.S_ISDIR(facts.st_mode) else Unread(path, SPECIAL)
            if facts.st_size > SIZE_LIMIT:
                return Unread(path, too_large(facts.st_size, SIZE_LIMIT), file_id(place, like=self._like))
            return self._as_added(path, place.read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise ReadError(f"{place} cannot be read: {error.strerror}") from error

    def _submodule(self, path: str) -> Unread:
        """A repository inside this one; what is staged, where it was not checked out."""
        is_empty = not any((self._folder / self._files[path]).iterdir())
        return Unread(path, SUBMODULE, self._staged.get(path, "") if is_empty else "")

    @cached_property
    def _converted(self) -> frozenset[str]:
        return list_converted(self._git, self._folder)

    def _as_added(self, path: str, data: bytes) -> bytes:
        oid = self._staged.get(path)
        if oid is None or b"\r\n" not in data or self._blob_id(data) == oid:
            return data
        plain = data.replace(b"\r\n", b"\n")
        return plain if self._blob_id(plain) == oid and path in self._converted else data

    def _blob_id(self, data: bytes) -> str:
        return object_id(Object("blob", data), like=self._like)
