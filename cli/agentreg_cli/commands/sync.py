"""`agentreg sync`: bring variants up to their bases, over one project or many."""

from __future__ import annotations

import sys
import time

import click

from agentreg.config.fleet import Member
from agentreg.errors import AgentregError
from agentreg.records import NamedTuple
from agentreg.report.drift import idle_lines
from agentreg.report.plan import plan_data, plan_lines
from agentreg.sync.apply import Written, check_branch_name, check_writable, write_branch, write_work_tree
from agentreg.sync.plan import Plan, Widening, make_plan
from agentreg.variants.drift import Drift
from agentreg.variants.project import Project, open_branch
from agentreg.variants.survey import Survey
from agentreg_cli.errors import ExitCode
from agentreg_cli.fleet import (
    Opening,
    json_of_many,
    members,
    open_bases,
    open_member,
    say_error,
    survey_all,
)
from agentreg_cli.jobs import Tell
from agentreg_cli.options import check_option, dry_run_option, json_option, yes_option
from agentreg_cli.output import data, note, warn
from agentreg_cli.session import Session, pass_session


class Job(NamedTuple):
    """One project on its way: planned, then written.

    Attributes:
        name: What to call the project.
        project: The project; None when it could not be read.
        plan: What is to be done; None like `project`.
        written: What was done; None when nothing was.
        error: Why the project was left as it is; None otherwise.
    """

    name: str
    project: Project | None = None
    plan: Plan | None = None
    written: Written | None = None
    error: AgentregError | None = None


@click.command()
@click.argument("repositories", nargs=-1, metavar="[REPO]...")
@click.option("--branch", metavar="NAME", default="", help="Commit on this branch, without a checkout.")
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
    branch: str,
    allow_widening: bool,
    dry_run: bool,
    check: bool,
    yes: bool,
) -> int:
    """Bring the variants of each REPO up to their bases by a three-way merge.

    REPO is the folder of a project or a bare repository; without any, this project and its fleet are
    brought up. The work tree is written, clean files only; or a commit on the branch that --branch names,
    which starts at HEAD, or goes on from its own commits. Variants with conflicts are left as they are.
    """
    if branch:
        check_branch_name(branch)
    widening = Widening.ALLOW if allow_widening else Widening.HOLD
    jobs = _planned(session, repositories, branch, widening)
    if not session.json:
        _show_plans(session, jobs)
    wanted = any(job.plan and job.plan.writes for job in jobs)
    if dry_run:
        jobs = tuple(_judged(job, branch) for job in jobs)
    if dry_run or check or not wanted:
        return _finish(session, jobs, ExitCode.FINDINGS if check and wanted else ExitCode.CLEAN)
    if not yes and not _confirmed(session):
        note(session, "nothing was written")
        return ExitCode.FINDINGS
    moment = int(time.time())
    return _finish(session, tuple(_applied(job, branch, moment) for job in jobs), ExitCode.CLEAN)


def _planned(
    session: Session, repositories: tuple[str, ...], branch: str, widening: Widening
) -> tuple[Job, ...]:
    with open_bases(session) as bases:
        surveys = survey_all(session, members(session, repositories), bases, _opening(branch))
    return tuple(_job(survey, widening) for survey in surveys)


def _opening(branch: str) -> Opening:
    def on_branch(member: Member, _tell: Tell) -> Project:
        return open_branch(member.path, member.name, branch)

    return on_branch if branch else open_member


def _job(survey: Survey, widening: Widening) -> Job:
    if survey.project is None:
        return Job(survey.name, error=survey.error)
    try:
        plan = make_plan(survey.standings, survey.project.files, widening)
    except AgentregError as error:
        return Job(survey.name, error=error)
    return Job(survey.name, survey.project, plan)


def _judged(job: Job, branch: str) -> Job:
    """The job with the reason why it could not be written now."""
    if job.project is None or job.plan is None or not job.plan.writes:
        return job
    try:
        check_writable(job.plan, job.project, branch)
    except AgentregError as error:
        return job._replace(error=error)
    return job


def _applied(job: Job, branch: str, moment: int) -> Job:
    if job.project is None or job.plan is None or not job.plan.writes:
        return job
    try:
        if branch:
            return job._replace(written=write_branch(job.plan, job.project, branch=branch, time=moment))
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
            warn(f"{job.name}: the branch goes on from its own state, it does not contain HEAD")
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
