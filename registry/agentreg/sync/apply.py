"""The only writer into projects: a plan becomes files on disk, or one commit; all of it or nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from agentreg.errors import BadReference, SyncRefused
from agentreg.git.commits import Draft, identity, move_ref, store_commit, worktrees
from agentreg.git.process import Git
from agentreg.git.write import FILE, Leaf, store_blob, store_tree
from agentreg.records import NamedTuple
from agentreg.sync.clean import check_clean
from agentreg.sync.disk import replace_files
from agentreg.sync.plan import Plan, Step
from agentreg.variants.files import TreeFiles
from agentreg.variants.lock import LOCK_NAME
from agentreg.variants.project import Project, branch_tip
from agentreg.variants.standing import base_name

_SUBJECT = "Bring agent variants up to their bases"
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
    """

    paths: tuple[str, ...]
    commit: str = ""


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
        check_clean(project, plan.writes)


def write_work_tree(plan: Plan, project: Project) -> Written:
    """Write a plan's files on disk: all of them, or none.

    Args:
        plan: A plan made from this project.
        project: A project on disk.

    Returns:
        What was written.

    Raises:
        SyncRefused: See `check_writable`; or a file changed meanwhile, or lies in a place that is refused.
        ReadError: A file cannot be read.
    """
    check_writable(plan, project)
    writes = plan.writes
    texts = {step.path: step.standing.file for step in plan.updates}
    replace_files(_work_tree(project), writes, texts | {LOCK_NAME: plan.lock_before})
    return Written(tuple(sorted(writes)))


def write_branch(plan: Plan, project: Project, *, branch: str, time: int) -> Written:
    """Write a plan as one commit on a branch, without a checkout: work tree, index and HEAD stay as they are.

    The branch is created, or moved on from where it was when the plan was made.

    Args:
        plan: A plan made from this project.
        project: The project as `open_branch` read it.
        branch: The branch's short name.
        time: The commit's date, in seconds since the epoch.

    Returns:
        What was written, and the commit.

    Raises:
        SyncRefused: See `check_writable`; or the branch moved meanwhile.
        GitError: Git does not know the user, or cannot write.
    """
    check_writable(plan, project, branch)
    git = _repository(project)
    if branch_tip(git, branch) != project.tip:
        raise SyncRefused(f"{project.name}: {branch} moved meanwhile", hint="run the same command again")
    writes = {project.inside(path): data for path, data in plan.writes.items()}
    tree = store_tree(git, project.start, _leaves(git, project.start, writes))
    draft = Draft(tree, (project.start,), identity(git, time), commit_message(plan))
    commit = store_commit(git, draft)
    move_ref(git, f"refs/heads/{branch}", new=commit, old=project.tip)
    return Written(tuple(sorted(plan.writes)), commit)


def commit_message(plan: Plan) -> str:
    """The message of a sync's commit: a fixed template, in which names are reduced to plain characters."""
    lines = [f"- {_plain(step.path)}: {_move(step)}" for step in plan.updates]
    return "\n".join([_SUBJECT, "", *lines, ""])


def _move(step: Step) -> str:
    declared, locked = step.standing.variant
    old, new = _plain(base_name(locked)), _plain(base_name(step.standing.newest))
    return f"{_plain(declared.base)} {old} -> {new}"


def _plain(text: str) -> str:
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
    place = next((tree.path for tree in worktrees(git) if tree.branch == ref), None)
    if place is not None:
        raise SyncRefused(
            f"{ref.removeprefix('refs/heads/')} is checked out in {place}",
            hint="name another branch, or leave out --branch to write the work tree",
        )


def _leaves(git: Git, commit: str, writes: Mapping[str, bytes]) -> dict[str, Leaf | None]:
    """The blobs to put; an executable file stays executable."""
    before = TreeFiles(git, commit)
    modes = {path: leaf.mode for path in writes if (leaf := before.leaf(path))}
    return {path: Leaf(modes.get(path, FILE), store_blob(git, data)) for path, data in writes.items()}
