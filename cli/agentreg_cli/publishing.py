"""What a sync has written, brought to where others see it: the branch pushed, a request opened for it."""

from __future__ import annotations

from agentreg.formats.read import read_definition
from agentreg.git.forge import Request, open_request
from agentreg.git.locate import common_dir, repository_around
from agentreg.git.process import Git
from agentreg.git.push import push_branch, remote_url
from agentreg.report.markdown import render_markdown
from agentreg.review.compare import gather, review_pair
from agentreg.review.values import Labelled
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
    git, url = project.git, _url(project, project.git)
    pushed = job._replace(pushed=push_branch(git, url, order.branch, commit))
    if not order.requests or job.plan is None or not job.plan.updates:
        return pushed
    folder = project.folder or common_dir(git.git_dir)
    return pushed._replace(request=open_request(folder, url, _request(job.plan, order.branch)))


def _url(project: Project, git: Git) -> str:
    if project.remote is not None:
        return project.remote.text
    found = repository_around(project.folder or git.git_dir)
    return remote_url(git, (found.work_tree if found else None) or git.git_dir)


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
