"""The only writer into projects: a plan becomes files on disk, or one commit; all of it or nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from agentreg.errors import BadReference, SyncRefused
from agentreg.git.change import Change, write_change
from agentreg.git.commits import checked_out_at, identity, move_ref
from agentreg.git.contents import Contents
from agentreg.git.process import Git
from agentreg.records import NamedTuple
from agentreg.sync.clean import check_clean
from agentreg.sync.disk import replace_files
from agentreg.sync.hold import clear_stale_lock, hold_repository, read_journal
from agentreg.sync.journal import Intent, digest
from agentreg.sync.steps import Plan
from agentreg.variants.files import TreeFiles
from agentreg.variants.lock import LockEntry
from agentreg.variants.project import SYNC_SUBJECT, Project
from agentreg.variants.standing import base_name

# What a source or a manifest calls things must not become a trailer, a reference or a command of some forge.
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9._/-]+")
_NAME_LIMIT = 64
# The rules of git-check-ref-format(1), and names that Git would take for something else.
_NO_BRANCH = re.compile(
    r"[\x00-\x20\x7f~^:?*\[\\]|\.\.|@\{|//|/\.|\.lock(?:/|$)|^[-./]|[./]$|^(?:HEAD|@|[0-9a-f]{40}|[0-9a-f]{64})$|^$"
)


class Written(NamedTuple):
    """What an apply did.

    Attributes:
        paths: The files that were written, sorted.
        commit: The commit that was made; empty when the work tree was written.
        branch: The branch that was moved to it; empty likewise.
    """

    paths: tuple[str, ...]
    commit: str = ""
    branch: str = ""


def check_branch_name(branch: str) -> None:
    """Refuse what Git refuses as a branch name, or reads as something else.

    Raises:
        BadReference: It is no name for a branch.
    """
    if _NO_BRANCH.search(branch):
        raise BadReference(f"{branch!r} is no name for a branch", hint="use letters, digits, dots, dashes")


def check_writable(plan: Plan, project: Project, branch: str = "") -> None:
    """Refuse a plan whose files must not be written now; writing checks this itself.

    Args:
        plan: A plan made from this project.
        project: A project on disk, or as a branch has it.
        branch: The branch that would be written; empty for the work tree.

    Raises:
        SyncRefused: A file holds uncommitted work, there is no work tree, or the branch is checked out.
        BadReference: The branch's name is none.
        ReadError: A file cannot be read.
    """
    if branch:
        check_branch_name(branch)
        _check_not_checked_out(_repository(project), f"refs/heads/{branch}")
    else:
        _work_tree(project)
        check_clean(project, plan.writes, _begun(project))


def write_work_tree(plan: Plan, project: Project) -> Written:
    """Write a plan's files on disk: all of them, or none.

    Args:
        plan: A plan made from this project.
        project: A project on disk.

    Returns:
        What was written.

    Raises:
        SyncRefused: See `check_writable`; or a file lies in a place that is refused.
        Overtaken: A file changed meanwhile.
        ReadError: A file cannot be read.
    """
    # On disk nothing is removed: the plan leaves that to a branch.
    writes = {path: data for path, data in plan.writes.items() if data is not None}
    texts = {step.path: step.standing.file for step in plan.updates}
    check_writable(plan, project)
    with hold_repository(_repository(project)) as journal:
        if dead := journal.read():
            clear_stale_lock(_repository(project), dead)
        files = {project.inside(path): digest(data) for path, data in writes.items()}
        # What a killed run has written stays known until all of it is replaced.
        with journal.during(Intent(files={**(dead.files if dead else {}), **files})):
            replace_files(_work_tree(project), writes, {**texts, **plan.before})
    return Written(tuple(sorted(writes)))


def write_branch(plan: Plan, project: Project, branch: str) -> Written:
    """Write a plan as one commit on a branch, without a checkout: work tree, index and HEAD stay as they are.

    The branch is created, or moved on from where it was when the plan was made. The commit's date is that of
    the newest base in it, or of its parent: the same plan makes the same commit, whoever runs it and when.

    Args:
        plan: A plan made from this project.
        project: The project as `open_branch` read it.
        branch: The branch's short name.

    Returns:
        What was written, and the commit.

    Raises:
        SyncRefused: See `check_writable`.
        Overtaken: The branch moved meanwhile.
        GitError: Git does not know the user, or cannot write.
    """
    check_writable(plan, project, branch)
    git, ref = _repository(project), f"refs/heads/{branch}"
    files = {project.inside(path): data for path, data in plan.writes.items()}
    with hold_repository(git) as journal:
        if dead := journal.read():
            clear_stale_lock(git, dead)
        change = Change(project.start, files, identity(git, _date(plan)), commit_message(plan))
        contents = project.files.contents if isinstance(project.files, TreeFiles) else Contents(git)
        commit = write_change(git, change, contents)
        with journal.during(Intent(ref, commit)):
            move_ref(git, ref, new=commit, old=project.here)
    return Written(tuple(sorted(plan.writes)), commit, branch)


def _date(plan: Plan) -> int:
    newest = (step.standing.newest for step in plan.updates)
    return max((base.time for base in newest if base), default=0)


def _begun(project: Project) -> Mapping[str, str]:
    """What a killed run may have written into the work tree already: place and digest of each file."""
    dead = read_journal(_repository(project))
    return dead.files if dead else {}


def settle(project: Project) -> None:
    """Take away what a killed run wrote down and nobody needs: its work was done, or is done by nobody.

    Args:
        project: A project in which nothing is to be written.

    Raises:
        SyncRefused: Another run holds it for too long, or its Git folder cannot be written.
    """
    if project.git is None or read_journal(project.git) is None:
        return
    with hold_repository(project.git) as journal:
        if dead := journal.read():
            clear_stale_lock(project.git, dead)
        journal.forget()


def commit_message(plan: Plan) -> str:
    """The message of a sync's commit: a fixed template, in which names are reduced to plain characters."""
    lines = [told_move(step.path, step.standing.variant.locked, step.entry) for step in plan.updates]
    return "\n".join([SYNC_SUBJECT, "", *lines, ""])


def told_move(path: str, before: LockEntry | None, after: LockEntry | None) -> str:
    """One line on what became of a variant, in a commit message or a request: `- path: base 1.0.0 -> 1.1.0`.

    Args:
        path: The variant's path.
        before: What the lock said of it; None when it was no variant.
        after: What it says now; None when the variant is gone.
    """
    entry = after or before
    base = plain_name(entry.base) if entry else ""
    if after is None:
        return f"- {plain_name(path)}: removed, as {base} was"
    versions = [plain_name(base_name(one)) for one in (before, after) if one]
    return f"- {plain_name(path)}: {base} {' -> '.join(versions)}"


def plain_name(text: str) -> str:
    """What a message may hold of a name that others chose."""
    return _NOT_PLAIN.sub("-", text)[:_NAME_LIMIT]


def _work_tree(project: Project) -> Path:
    if project.folder is None:
        raise SyncRefused(f"{project.name} has no work tree", hint="sync on a branch with --branch")
    return project.folder


def _repository(project: Project) -> Git:
    if project.git is None:
        raise SyncRefused(f"{project.name} is in no Git repository")
    return project.git


def _check_not_checked_out(git: Git, ref: str) -> None:
    if place := checked_out_at(git, ref):
        raise SyncRefused(
            f"{ref.removeprefix('refs/heads/')} is checked out in {place}",
            hint="name another branch with --branch, or write the files there with --work-tree",
        )
