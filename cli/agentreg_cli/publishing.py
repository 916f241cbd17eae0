"""What a sync has written, brought to where others see it: the branch pushed, a request opened for it."""

from __future__ import annotations

from functools import partial
from itertools import accumulate

from agentreg.errors import AgentregError
from agentreg.formats.read import read_definition
from agentreg.git.forge import Request, open_request
from agentreg.git.locate import repository_around
from agentreg.git.process import Git
from agentreg.git.push import push_branch, remote_url
from agentreg.git.refs import list_refs, main_branch, merge_base
from agentreg.git.squashed import holds_work
from agentreg.report.markdown import render_markdown
from agentreg.review.compare import gather, review_pair
from agentreg.review.values import AgentReview, Labelled
from agentreg.sync.apply import told_move
from agentreg.sync.pushed import push_between
from agentreg.variants.files import TreeFiles
from agentreg.variants.lock import LOCK_NAME, LockEntry, parse_lock
from agentreg.variants.project import SYNC_SUBJECT, Project
from agentreg_cli.syncing import Job, Order

_ROOM_FOR_MOVES = 5_000
"""Characters of a request's text beside the review, which has a limit of its own: GitHub takes 65,536."""


def published(job: Job, order: Order) -> Job:
    """The job after its branch was pushed, and a request opened for it if that was asked for.

    Raises:
        SyncRefused: The remote, or the forge's program, refuses.
        GitError: The remote cannot be reached.
    """
    project = job.project
    if project is None or project.git is None:
        return job
    git, main = project.git, main_branch(list_refs(project.git))
    held = main.commit if main and main.commit else ""
    # What an earlier run committed and the main branch has not: then the project is read from that tip.
    earlier = project.tip if project.start == project.tip != held else ""
    commit = job.written.commit if job.written else earlier
    if not commit:
        return job
    url = _url(project, git)
    may_replace = partial(_is_held, git, held)
    before = push_branch(git, url, order.branch, commit, may_replace=may_replace)
    pushed = job._replace(pushed=push_between(before, commit))
    if not order.requests:
        return pushed
    request = _request(git, held, commit, project.prefix)._replace(branch=order.branch)
    return pushed._replace(request=open_request(url, request))


def _is_held(git: Git, main: str, commit: str) -> bool:
    """Whether the main branch holds all that a branch made up to a commit; never for one that is not here."""
    try:
        return bool(main) and holds_work(git, main, commit, made=SYNC_SUBJECT)
    except AgentregError:
        return False


def _url(project: Project, git: Git) -> str:
    if project.remote is not None:
        return project.remote.text
    found = repository_around(project.folder or git.git_dir)
    return remote_url(git, (found.work_tree if found else None) or git.git_dir)


def _request(git: Git, main: str, commit: str, prefix: str) -> Request:
    """A request that tells all of the branch, also what earlier runs have committed."""
    start = merge_base(git, main, commit) if main else None
    before, after = TreeFiles(git, start or commit, prefix), TreeFiles(git, commit, prefix)
    with before.at_once(), after.at_once():
        old, new = _locked(before), _locked(after)
        paths = [path for path in sorted({*old, *new}) if old.get(path) != new.get(path)]
        moves = [told_move(path, old.get(path), new.get(path)) for path in paths]
        review = gather([_reviewed(path, before, after) for path in paths])
    return Request("", SYNC_SUBJECT, f"{_listed(moves)}\n\n{render_markdown(review)}")


def _listed(moves: list[str]) -> str:
    """The moves as lines: the first ones that there is room for, and how many more there are."""
    ends = accumulate(len(move) + 1 for move in moves)
    shown = sum(end <= _ROOM_FOR_MOVES for end in ends)
    rest = [f"- and {len(moves) - shown} more"] if shown < len(moves) else []
    return "\n".join([*moves[:shown], *rest])


def _locked(files: TreeFiles) -> dict[str, LockEntry]:
    text = (files.read(LOCK_NAME) or b"").decode("utf-8", "replace")
    return {entry.path: entry for entry in parse_lock(text, LOCK_NAME)} if text else {}


def _reviewed(path: str, before: TreeFiles, after: TreeFiles) -> AgentReview:
    old, new = (_labelled(path, files.read(path)) for files in (before, after))
    return review_pair(old, new)


def _labelled(path: str, text: bytes | None) -> Labelled | None:
    return None if text is None else Labelled(read_definition(text, path), path)
