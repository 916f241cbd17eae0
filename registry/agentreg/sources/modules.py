"""Files in the submodules of a repository: which commit of one a tree names, and what that holds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath

from agentreg.errors import GitError
from agentreg.git.locate import repository_at
from agentreg.git.objects import BlobReader
from agentreg.git.process import Git, Trust
from agentreg.git.trees import blob_at
from agentreg.records import NamedTuple


class Module(NamedTuple):
    """A submodule as a tree names it.

    Attributes:
        path: Its folder.
        commit: The full id of its commit; empty where none is checked out.
    """

    path: str
    commit: str


def module_around(path: str, commit_of: Callable[[str], str | None]) -> Module | None:
    """The submodule in which a path is; None for in none.

    Args:
        path: A POSIX path.
        commit_of: The commit of the submodule at a folder; None where none is.
    """
    folders = map(str, PurePosixPath(path).parents)
    found = ((folder, commit_of(folder)) for folder in folders)
    return next((Module(folder, commit) for folder, commit in found if commit is not None), None)


def text_in_module(work_tree: Path, module: Module, path: str) -> bytes | None:
    """The content of a file in a submodule; None where that commit or the file is not here.

    Args:
        work_tree: The top of the repository that the submodule is in.
        module: The submodule.
        path: The file's path from that top.
    """
    repository = repository_at(work_tree / module.path)
    if repository is None or not module.commit:
        return None
    git = Git(repository.git_dir, Trust.TARGET)
    try:
        entry = blob_at(git, module.commit, path.removeprefix(f"{module.path}/"))
        with BlobReader(git) as reader:
            return reader.read(entry.oid) if entry and entry.is_file else None
    except GitError:
        return None
