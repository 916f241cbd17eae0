"""What earlier syncs of a project left to people: a branch to be merged, conflicts to be decided."""

from __future__ import annotations

from agentreg.git.process import Git
from agentreg.git.refs import commits, list_refs, main_branch, merge_base
from agentreg.git.squashed import holds_work
from agentreg.records import NamedTuple
from agentreg.sync.pending import Answer, Conflicts, Pending
from agentreg.variants.project import SYNC_SUBJECT, Project


class Waiting(NamedTuple):
    """What waits in a project.

    Attributes:
        branch: The branch of a sync that holds work which the main one lacks; empty for none.
        conflicts: The conflicts that nobody has decided or skipped, sorted by path; and those that were
            resolved, and not taken by a sync yet.
    """

    branch: str = ""
    conflicts: tuple[Pending, ...] = ()


def waiting_in(project: Project, branch: str) -> Waiting:
    """Tell what waits in a project.

    Args:
        project: The project, opened with the commit of that branch.
        branch: The branch that syncs commit on.

    Raises:
        GitError: The repository cannot be read.
    """
    if project.git is None:
        return Waiting()
    pending = Conflicts(project.git, project.prefix).read()
    conflicts = (one for _, one in sorted(pending.items()) if one.answer is not Answer.SKIPPED)
    tip = commits(project.git, [f"refs/heads/{branch}"])[0] if project.remote else project.tip
    unmerged = tip and _is_unmerged(project.git, tip)
    return Waiting(branch if unmerged else "", tuple(conflicts))


def _is_unmerged(git: Git, tip: str) -> bool:
    main = main_branch(list_refs(git))
    if main is None or main.commit is None:
        return True
    if merge_base(git, main.commit, tip) == tip:
        return False
    return not holds_work(git, main.commit, tip, made=SYNC_SUBJECT)
