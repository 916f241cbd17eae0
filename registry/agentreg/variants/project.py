"""Where a project is: a folder in a work tree, or a commit of a repository, with its manifest and lock."""

from __future__ import annotations

from pathlib import Path

from agentreg.config.location import Location
from agentreg.config.values import CONFIG_NAME
from agentreg.errors import ReadError
from agentreg.git.locate import repository_around
from agentreg.git.process import Git, Trust
from agentreg.git.refs import (
    Ref,
    commits,
    default_branch,
    head_commit,
    list_refs,
    main_branch,
    merge_base,
    places_of,
)
from agentreg.git.squashed import holds_work
from agentreg.records import NamedTuple
from agentreg.variants.files import DiskFiles, Files, TreeFiles

SYNC_SUBJECT = "Bring agent variants up to their bases"
"""The first line of all commits of a sync, by which they are known; and the title of a request for them."""


class Project(NamedTuple):
    """A project to read, and maybe to write.

    Attributes:
        name: What to call it before people: the path that the user gave.
        files: Its files.
        git: Its repository; None for a folder outside of any.
        folder: Where its files are on disk; None when they are read from a commit.
        prefix: The folder of the project inside its repository, POSIX; empty at the top.
        start: The commit that the files are read from; with a folder on disk, HEAD's commit. Empty when there
            is none yet.
        tip: The commit of the branch that was asked for: here, or else as it was fetched from its origin, as
            for `git switch`; empty when there is no such branch yet.
        here: The commit of that branch in this repository itself; empty when it is not there.
        apart: Whether that branch and the main one each have commits that the other has not.
        checkout: Where the branch's repository is checked out, when its files are read from a commit all the
            same; None for nowhere.
        head: The commit of HEAD there; empty when there is none.
        reads: The branch that is read in place of a work tree with a configuration; empty for none.
        remote: Where the repository was fetched from, when it is a mirror of ours; None for the user's own.
    """

    name: str
    files: Files
    git: Git | None
    folder: Path | None
    prefix: str
    start: str
    tip: str = ""
    here: str = ""
    apart: bool = False
    checkout: Path | None = None
    head: str = ""
    reads: str = ""
    remote: Location | None = None

    def inside(self, path: str) -> str:
        """A path of the project as a path of its repository."""
        return f"{self.prefix}/{path}" if self.prefix else path


def open_project(path: Path, name: str, branch: str = "") -> Project:
    """The project in a folder on disk; of a bare repository, as its HEAD commit has it.

    Args:
        path: The folder.
        name: What to call the project.
        branch: A branch of which the commit is to be known as well; empty for none.

    Raises:
        ReadError: There is no such folder, or nothing was ever committed to the bare repository.
        GitError: Its repository cannot be read.
    """
    if not path.is_dir():
        raise ReadError(f"{name}: there is no such folder")
    found = repository_around(path)
    if found is None:
        return Project(name, DiskFiles(path), None, path, "", "")
    git = Git(found.git_dir, Trust.TARGET)
    head, *found_at = commits(git, ["HEAD", *(places_of(branch) if branch else ())])
    tip = next(filter(None, found_at), "")
    if found.work_tree is None:
        return _at_commit(git, name, head, "")._replace(tip=tip)
    prefix = _prefix(path, found.work_tree)
    return Project(name, DiskFiles(path), git, path, prefix, head, tip)


def open_branch(path: Path, name: str, branch: str) -> Project:
    """The project as a branch has it; as the main branch has it where that holds all work of the other.

    Raises:
        ReadError: The folder is in no repository, or nothing was ever committed.
        GitError: The repository cannot be read.
    """
    found = repository_around(path) if path.is_dir() else None
    if found is None:
        raise ReadError(f"{name}: there is no Git repository")
    git = Git(found.git_dir, Trust.TARGET)
    prefix = _prefix(path, found.work_tree) if found.work_tree else ""
    refs = list_refs(git)
    main = main_branch(refs)
    head = (main.commit or "") if main else head_commit(git)
    known = {ref.name: ref.commit or "" for ref in refs}
    here, there = (known.get(place, "") for place in places_of(branch))
    tip = here or there
    common = merge_base(git, head, tip) if head and tip else tip
    apart = bool(head and tip) and common not in (head, tip)
    if apart and holds_work(git, head, tip, made=SYNC_SUBJECT):
        apart, common = False, tip
    start = head if head and common == tip else tip
    where = (main.short if main else "HEAD") if start == head else branch
    return _at_commit(git, name, start, prefix)._replace(
        tip=tip,
        here=here,
        apart=apart,
        checkout=path if found.work_tree else None,
        head=_head(git, refs) if found.work_tree else "",
        reads=where if (path / CONFIG_NAME).is_file() else "",
    )


def _head(git: Git, refs: tuple[Ref, ...]) -> str:
    """The commit of HEAD; Git is asked only where HEAD names no branch."""
    named = default_branch(refs)
    return named.commit or "" if named else head_commit(git)


def _at_commit(git: Git, name: str, commit: str, prefix: str) -> Project:
    if not commit:
        raise ReadError(f"{name}: nothing was ever committed", hint="commit the project first")
    return Project(name, TreeFiles(git, commit, prefix), git, None, prefix, commit)


def _prefix(path: Path, work_tree: Path) -> str:
    inside = path.resolve().relative_to(work_tree).as_posix()
    return "" if inside == "." else inside
