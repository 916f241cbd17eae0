"""What a sync has written, brought to where others see it: the branch pushed, a request opened for it."""

from __future__ import annotations

from agentreg.formats.read import read_definition
from agentreg.git.forge import Request, open_request
from agentreg.git.locate import common_dir
from agentreg.git.process import Git
from agentreg.git.push import push_branch, remote_url
from agentreg.git.transfer import with_origin
from agentreg.report.markdown import render_markdown
from agentreg.review import Labelled, gather, review_pair
from agentreg.sync.apply import commit_message
from agentreg.sync.steps import Plan
from agentreg.variants.project import Project
from agentreg_cli.syncing import Job, Order


def published(job: Job, order: Order) -> Job:
    """The job after its branch was pushed, and a request opened for it if that was asked for.

    Raises:
        SyncRefused: The remote, or the forge's program, refuses.
        GitError: The remote cannot be reached.
    """
    project = job.project
    if project is None or project.git is None:
        return job
    # Also what an earlier run committed and did not push.
    commit = job.written.commit if job.written else project.tip if project.start == project.tip else ""
    if not commit:
        return job
    git, url = _reaching(project, project.git)
    pushed = job._replace(pushed=push_branch(git, url, order.branch, commit))
    if not order.requests or job.plan is None or not job.plan.updates:
        return pushed
    folder = project.folder or common_dir(git.git_dir)
    return pushed._replace(request=open_request(folder, url, _request(job.plan, order.branch)))


def _reaching(project: Project, git: Git) -> tuple[Git, str]:
    """The repository with its `origin`, and where that is."""
    if project.remote is None:
        return git, remote_url(git)
    return with_origin(git, project.remote.text), project.remote.text


def _request(plan: Plan, branch: str) -> Request:
    title, _, rest = commit_message(plan).partition("\n")
    return Request(branch, title, f"{rest.strip()}\n\n{_review(plan)}")


def _review(plan: Plan) -> str:
    pairs = [
        review_pair(
            Labelled(read_definition(step.standing.file or b"", step.path), step.path),
            Labelled(read_definition(step.text or b"", step.path), step.path),
        )
        for step in plan.updates
    ]
    return render_markdown(gather(pairs, None))
