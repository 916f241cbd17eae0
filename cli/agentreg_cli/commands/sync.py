"""`agentreg sync`: bring variants up to their bases, over one project or many."""

from __future__ import annotations

import click

from agentreg.config.fleet import Member
from agentreg.errors import AgentregError, BadReference
from agentreg.report.drift import idle_lines, uncommitted_lines
from agentreg.report.plan import plan_data, plan_lines
from agentreg.sync.apply import check_branch_name, check_writable
from agentreg.sync.pending import Answer, skipped
from agentreg.sync.terms import InConflict, LocalEdits, Terms, Versions, Widening
from agentreg.variants.drift import Drift
from agentreg_cli.asking import confirmed
from agentreg_cli.errors import ExitCode
from agentreg_cli.fleet import json_of_many, members, say_error
from agentreg_cli.options import check_option, dry_run_option, fleet_jobs_option, json_option, yes_option
from agentreg_cli.output import data, note, warn
from agentreg_cli.session import Session, pass_session
from agentreg_cli.syncing import Job, Order, carried_out, planned, repositories

BRANCH = "agentreg/sync"
"""The branch that a sync commits on, unless another one is named."""


@click.command()
@click.argument("names", nargs=-1, metavar="[REPO]...")
@click.option("--branch", metavar="NAME", help=f"Commit on this branch, without a checkout; {BRANCH}.")
@click.option("--work-tree", is_flag=True, help="Write the files on disk instead, where they are clean.")
@click.option("--push", is_flag=True, help="Push the branch to origin.")
@click.option("--pr", is_flag=True, help="Push it, and open a pull or merge request with gh or glab.")
@click.option("--allow-widening", is_flag=True, help="Also write what lets an agent do more than ours does.")
@click.option("--latest", is_flag=True, help="Bring the newest bases, and let the ranges allow them.")
@click.option("--force", is_flag=True, help="Overwrite local edits; owned fields stay.")
@click.option("--markers", is_flag=True, help="Commit conflicts, too, with markers to be resolved there.")
@click.option("--continue", "goes_on", is_flag=True, help="Take the conflicts that were resolved since.")
@click.option(
    "--skip", is_flag=True, help="Leave variants with conflicts as they are until their bases move on."
)
@click.option("--abort", is_flag=True, help="Forget the conflicts that wait, with what was edited in them.")
@fleet_jobs_option
@dry_run_option
@check_option
@yes_option
@json_option
@pass_session
def command(
    session: Session,
    *,
    names: tuple[str, ...],
    branch: str | None,
    work_tree: bool,
    push: bool,
    pr: bool,
    allow_widening: bool,
    latest: bool,
    force: bool,
    markers: bool,
    goes_on: bool,
    skip: bool,
    abort: bool,
    jobs: int,
    dry_run: bool,
    check: bool,
    yes: bool,
) -> int:
    """Bring the variants of each REPO up to their bases by a three-way merge.

    REPO is the folder of a project or a bare repository; without any, this project and its fleet are
    brought up. One commit is made on a branch that starts at the main branch, or goes on from its own
    commits; nothing is checked out.

    A variant with conflicts is left as it is, and its merged text with markers is kept in a file that is
    named: edit that, then --continue; or --skip it, or --abort.
    """
    _check_options(work_tree=work_tree, branch=branch, push=push or pr, ends=(goes_on, skip, abort))
    covered = members(session, names)
    if abort or skip:
        return _answered(session, covered, abort=abort)
    terms = Terms(
        Widening.ALLOW if allow_widening else Widening.HOLD,
        LocalEdits.OVERWRITE if force else LocalEdits.KEEP,
        InConflict.MARK if markers else InConflict.LEAVE,
        Versions.LATEST if latest else Versions.IN_RANGE,
    )
    if goes_on:
        covered = _waiting(covered)
    order = Order(
        "" if work_tree else branch or BRANCH,
        terms,
        pushes=push or pr,
        requests=pr,
        jobs=jobs,
    )
    if order.branch:
        check_branch_name(order.branch)
    plans = planned(session, covered, order)
    if not session.json:
        _show_plans(session, plans)
    wanted = any(job.writes for job in plans)
    if dry_run or check:
        judged = tuple(_judged(job, order.branch) for job in plans) if dry_run else plans
        drifts = wanted or any(job.uncommitted for job in plans)
        return _finish(session, judged, ExitCode.FINDINGS if check and drifts else ExitCode.CLEAN)
    if wanted and not yes and not confirmed(session):
        note(session, "nothing was written")
        return ExitCode.FINDINGS
    return _finish(session, carried_out(session, plans, order), ExitCode.CLEAN)


def _check_options(*, work_tree: bool, branch: str | None, push: bool, ends: tuple[bool, ...]) -> None:
    if branch and work_tree:
        raise click.UsageError("--branch and --work-tree exclude each other")
    if push and work_tree:
        raise click.UsageError("--work-tree makes no commit that could be pushed")
    if sum(ends) > 1:
        raise click.UsageError("--continue, --skip and --abort exclude one another")


def _waiting(covered: tuple[Member, ...]) -> tuple[Member, ...]:
    """The projects in which conflicts wait."""
    waiting = tuple(member for member, conflicts in repositories(covered) if conflicts.read())
    if not waiting:
        raise BadReference(
            "no conflict waits in these projects", hint="`agentreg sync` says what is to be done"
        )
    return waiting


def _answered(session: Session, covered: tuple[Member, ...], *, abort: bool) -> ExitCode:
    """Forget the conflicts that wait, or skip those that nobody has resolved."""
    told = []
    for member, conflicts in repositories(covered):
        if abort:
            done = conflicts.drop()
        else:
            waiting = conflicts.read().values()
            done = tuple(one for one in waiting if one.answer is Answer.OPEN)
            conflicts.keep(skipped(waiting))
        told += [(member.name, one.path) for one in done]
    verb = "forgotten" if abort else "skipped"
    if session.json:
        rows = [{"repository": name, "path": path, "conflict": verb} for name, path in told]
        json_of_many("sync", {"repositories": rows}, errors=())
    else:
        data(
            session, "".join(f"{name}: {path}: conflict {verb}\n" for name, path in told) or "no conflicts\n"
        )
    return ExitCode.CLEAN


def _judged(job: Job, branch: str) -> Job:
    """The job with the reason why it could not be written now."""
    if job.project is None or job.plan is None or not job.writes:
        return job
    try:
        check_writable(job.plan, job.project, branch)
    except AgentregError as error:
        return job._replace(error=error)
    return job


def _show_plans(session: Session, jobs: tuple[Job, ...]) -> None:
    for job in jobs:
        if job.project and job.project.apart:
            warn(f"{job.name}: the branch goes on from its own state, without what the main one got since")
        if job.plan:
            data(session, plan_lines(job.name, job.plan))
    for line in _cautions(jobs):
        warn(line)


def _cautions(jobs: tuple[Job, ...]) -> list[str]:
    told = []
    for job in jobs:
        idle = idle_lines(step.standing for step in job.plan.steps) if job.plan else []
        told += [f"{job.name}: {line}" for line in (*uncommitted_lines(job.uncommitted), *idle)]
    return told


def _finish(session: Session, jobs: tuple[Job, ...], otherwise: ExitCode) -> ExitCode:
    """Tell what was done; the exit code is `otherwise` when nothing failed and nothing was left."""
    if session.json:
        found, errors = [_data(job) for job in jobs], [job.error for job in jobs]
        json_of_many("sync", {"repositories": found}, errors=errors, warnings=_cautions(jobs))
    else:
        _tell(session, jobs)
    left = [step for job in jobs if job.plan for step in job.plan.left]
    if any(job.error for job in jobs) or any(step.standing.drift is Drift.UNREADABLE for step in left):
        return ExitCode.FAILED
    return ExitCode.FINDINGS if left else otherwise


def _tell(session: Session, jobs: tuple[Job, ...]) -> None:
    for job in jobs:
        for said in _said(job):
            note(session, f"{job.name}: {said}")
        if job.error:
            say_error(job.name, job.error)
    if len(jobs) > 1:
        note(session, _summary(jobs))


def _summary(jobs: tuple[Job, ...]) -> str:
    """How many projects had what happen to them; one of which a part was left counts for that."""
    failed = sum(job.error is not None for job in jobs)
    left = sum(job.error is None and job.plan is not None and bool(job.plan.left) for job in jobs)
    written = sum(job.written is not None for job in jobs)
    counts = ((written, "written"), (left, "with variants left"), (failed, "failed"))
    told = ", ".join(f"{count} {what}" for count, what in counts if count) or "nothing to do"
    return f"{len(jobs)} repositories: {told}"


def _said(job: Job) -> list[str]:
    """What was done to a project, a line each."""
    said = []
    if job.written:
        commit = f" in commit {job.written.commit[:10]}" if job.written.commit else ""
        said.append(f"wrote {', '.join(job.written.paths)}{commit}")
    if job.pushed:
        said.append(f"pushed: the branch at origin is {job.pushed}")
    if job.request:
        said.append(job.request)
    waiting = [one for one in job.kept if one.answer is not Answer.SKIPPED]
    said += [f"{one.path}: resolve its conflict in {one.file}" for one in waiting]
    return said + (["then run `agentreg sync --continue`"] if waiting else [])


def _data(job: Job) -> dict[str, object]:
    return {
        "repository": job.name,
        "error": job.error.message if job.error else None,
        "written": list(job.written.paths) if job.written else [],
        "commit": job.written.commit if job.written else "",
        "pushed": job.pushed.value if job.pushed else None,
        "request": job.request,
        "conflicts": [
            {"path": one.path, "file": str(one.file), "answer": one.answer.value} for one in job.kept
        ],
        "variants": plan_data(job.plan) if job.plan else [],
    }
