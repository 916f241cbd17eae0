"""`agentreg sync`: bring variants up to their bases, over one project or many."""

from __future__ import annotations

import sys

import click

from agentreg.errors import AgentregError, Overtaken
from agentreg.records import NamedTuple
from agentreg.report.drift import idle_lines
from agentreg.report.plan import plan_data, plan_lines
from agentreg.sync.apply import (
    Written,
    check_branch_name,
    check_writable,
    settle,
    write_branch,
    write_work_tree,
)
from agentreg.sync.plan import Plan, Widening, make_plan
from agentreg.variants.drift import Drift
from agentreg.variants.project import Project, open_branch
from agentreg.variants.survey import Survey
from agentreg_cli.errors import ExitCode
from agentreg_cli.fleet import (
    Member,
    Opening,
    json_of_many,
    members,
    open_bases,
    open_member,
    say_error,
    survey_all,
)
from agentreg_cli.options import check_option, dry_run_option, json_option, yes_option
from agentreg_cli.output import data, note, warn
from agentreg_cli.session import Session, pass_session

BRANCH = "agentreg/sync"
"""The branch that a sync commits on, unless another one is named."""

_ATTEMPTS = 5
"""How often a project is planned again that other runs write at the same time."""


class Target(NamedTuple):
    """What a sync is to write.

    Attributes:
        branch: The branch that it commits on; empty for the work tree.
        widening: What it does with merges that let an agent do more.
    """

    branch: str
    widening: Widening


class Job(NamedTuple):
    """One project on its way: planned, then written.

    Attributes:
        member: The project's name and place.
        project: The project; None when it could not be read.
        plan: What is to be done; None like `project`.
        written: What was done; None when nothing was.
        error: Why the project was left as it is; None otherwise.
    """

    member: Member
    project: Project | None = None
    plan: Plan | None = None
    written: Written | None = None
    error: AgentregError | None = None

    @property
    def name(self) -> str:
        """What to call the project."""
        return self.member.name


@click.command()
@click.argument("repositories", nargs=-1, metavar="[REPO]...")
@click.option("--branch", metavar="NAME", help=f"Commit on this branch, without a checkout; {BRANCH}.")
@click.option("--work-tree", is_flag=True, help="Write the files on disk instead, where they are clean.")
@click.option("--allow-widening", is_flag=True, help="Also write what lets an agent do more than ours does.")
@dry_run_option
@check_option
@yes_option
@json_option
@pass_session
def command(
    session: Session,
    *,
    repositories: tuple[str, ...],
    branch: str | None,
    work_tree: bool,
    allow_widening: bool,
    dry_run: bool,
    check: bool,
    yes: bool,
) -> int:
    """Bring the variants of each REPO up to their bases by a three-way merge.

    REPO is the folder of a project or a bare repository; without any, this project and its fleet are
    brought up. One commit is made on a branch that starts at the main branch, or goes on from its own
    commits; nothing is checked out. Variants with conflicts are left as they are.
    """
    if branch and work_tree:
        raise click.UsageError("--branch and --work-tree exclude each other")
    target = Target(
        "" if work_tree else branch or BRANCH, Widening.ALLOW if allow_widening else Widening.HOLD
    )
    if target.branch:
        check_branch_name(target.branch)
    jobs = _planned(session, members(session, repositories), target)
    if not session.json:
        _show_plans(session, jobs)
    wanted = any(job.plan and job.plan.writes for job in jobs)
    if dry_run:
        jobs = tuple(_judged(job, target.branch) for job in jobs)
    elif not check:
        jobs = tuple(map(_settled, jobs))
    if dry_run or check or not wanted:
        return _finish(session, jobs, ExitCode.FINDINGS if check and wanted else ExitCode.CLEAN)
    if not yes and not _confirmed(session):
        note(session, "nothing was written")
        return ExitCode.FINDINGS
    return _finish(session, tuple(_written(session, job, target) for job in jobs), ExitCode.CLEAN)


def _planned(session: Session, covered: tuple[Member, ...], target: Target) -> tuple[Job, ...]:
    with open_bases(session) as bases:
        surveys = survey_all(session, covered, bases, _opening(target.branch))
    return tuple(
        _job(member, survey, target.widening) for member, survey in zip(covered, surveys, strict=True)
    )


def _opening(branch: str) -> Opening:
    def on_branch(member: Member) -> Project:
        return open_branch(member.path, member.name, branch)

    return on_branch if branch else open_member


def _job(member: Member, survey: Survey, widening: Widening) -> Job:
    if survey.project is None:
        return Job(member, error=survey.error)
    try:
        plan = make_plan(survey.standings, survey.project.files, widening)
    except AgentregError as error:
        return Job(member, error=error)
    return Job(member, survey.project, plan)


def _settled(job: Job) -> Job:
    """The job, once what a killed run left in a project that needs nothing is gone."""
    if job.project is None or job.plan is None or job.plan.writes:
        return job
    try:
        settle(job.project)
    except AgentregError as error:
        return job._replace(error=error)
    return job


def _judged(job: Job, branch: str) -> Job:
    """The job with the reason why it could not be written now."""
    if job.project is None or job.plan is None or not job.plan.writes:
        return job
    try:
        check_writable(job.plan, job.project, branch)
    except AgentregError as error:
        return job._replace(error=error)
    return job


def _written(session: Session, job: Job, target: Target) -> Job:
    """The job after it was written; one that another run overtook is planned again, and may be done now."""
    done = _applied(job, target.branch)
    for _ in range(_ATTEMPTS):
        if not isinstance(done.error, Overtaken):
            break
        (again,) = _planned(session, (job.member,), target)
        if again.plan and again.plan.writes and again.plan.texts != (job.plan and job.plan.texts):
            # Nobody has seen this plan.
            break
        done = _applied(again, target.branch)
    return done


def _applied(job: Job, branch: str) -> Job:
    if job.project is None or job.plan is None or not job.plan.writes:
        return job
    try:
        if branch:
            return job._replace(written=write_branch(job.plan, job.project, branch))
        return job._replace(written=write_work_tree(job.plan, job.project))
    except AgentregError as error:
        return job._replace(error=error)


def _confirmed(session: Session) -> bool:
    if session.json or not has_terminal():
        raise click.UsageError("nobody can be asked here: -y writes without asking, -n only shows")
    return click.confirm("Write this?", err=True)


def has_terminal() -> bool:
    """Whether a person can be asked."""
    return sys.stdin.isatty()


def _show_plans(session: Session, jobs: tuple[Job, ...]) -> None:
    for job in jobs:
        if job.project and job.project.apart:
            warn(
                f"{job.name}: the branch goes on from its own state, without what the main one has got since"
            )
        if job.plan:
            data(session, plan_lines(job.name, job.plan))
    for line in _idle(jobs):
        warn(line)


def _idle(jobs: tuple[Job, ...]) -> list[str]:
    plans = [(job.name, job.plan) for job in jobs if job.plan]
    return [
        f"{name}: {line}" for name, plan in plans for line in idle_lines(step.standing for step in plan.steps)
    ]


def _finish(session: Session, jobs: tuple[Job, ...], otherwise: ExitCode) -> ExitCode:
    """Tell what was done; the exit code is `otherwise` when nothing failed and nothing was left."""
    if session.json:
        repositories, errors = [_data(job) for job in jobs], [job.error for job in jobs]
        json_of_many("sync", {"repositories": repositories}, errors=errors, warnings=_idle(jobs))
    else:
        _tell(session, jobs)
    left = [step for job in jobs if job.plan for step in job.plan.left]
    if any(job.error for job in jobs) or any(step.standing.drift is Drift.UNREADABLE for step in left):
        return ExitCode.FAILED
    return ExitCode.FINDINGS if left else otherwise


def _tell(session: Session, jobs: tuple[Job, ...]) -> None:
    for job in jobs:
        if job.written:
            commit = f" in commit {job.written.commit[:10]}" if job.written.commit else ""
            note(session, f"{job.name}: wrote {', '.join(job.written.paths)}{commit}")
        if job.error:
            say_error(job.name, job.error)


def _data(job: Job) -> dict[str, object]:
    return {
        "repository": job.name,
        "error": job.error.message if job.error else None,
        "written": list(job.written.paths) if job.written else [],
        "commit": job.written.commit if job.written else "",
        "variants": plan_data(job.plan) if job.plan else [],
    }
