"""What a sync tells: the plans, and what became of each project."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from agentreg.errors import AgentregError
from agentreg.report.drift import idle_lines, uncommitted_lines
from agentreg.report.plan import plan_data, plan_lines
from agentreg.report.sync_types import SyncData, SyncedData
from agentreg.report.waiting import conflicts_data
from agentreg.sync.apply import check_writable
from agentreg.sync.pending import Answer
from agentreg.sync.steps import Outcome
from agentreg.variants.drift import Drift
from agentreg_cli.errors import ExitCode
from agentreg_cli.fleet import json_of_many, say_errors
from agentreg_cli.output import data, note, warn
from agentreg_cli.session import Session
from agentreg_cli.syncing import Job, standings

_LEAVE = "--allow-widening"
_ONCE = "that leave counts for one run"


def judged_now(job: Job, branch: str) -> Job:
    """The job with the reason why it could not be written now."""
    if job.project is None or job.plan is None or not job.writes:
        return job
    try:
        check_writable(job.plan, job.project, branch)
    except AgentregError as error:
        return job._replace(error=error)
    return job


def show_plans(session: Session, jobs: tuple[Job, ...]) -> None:
    """Show what is to be done, before anything is."""
    for job in jobs:
        if job.project and job.project.apart:
            warn(
                f"{job.name}: the branch goes on without what the main one got since: merge that into it, "
                "or merge the branch"
            )
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


def finish(session: Session, jobs: tuple[Job, ...], otherwise: ExitCode, *, named: bool = False) -> ExitCode:
    """Tell what was done.

    Args:
        session: The run.
        jobs: The projects.
        otherwise: The exit code when nothing failed and nothing was left.
        named: Whether the projects were named: whoever goes on has to name them again.
    """
    if session.json:
        found: SyncData = {"repositories": [_data(job) for job in jobs]}
        json_of_many("sync", found, errors=[job.error for job in jobs], warnings=_cautions(jobs))
    else:
        _tell(session, jobs, named=named)
    left = [step for job in jobs if job.plan for step in job.plan.left]
    if any(job.error for job in jobs) or any(step.standing.drift is Drift.UNREADABLE for step in left):
        return ExitCode.FAILED
    return ExitCode.FINDINGS if left else otherwise


def _tell(session: Session, jobs: tuple[Job, ...], *, named: bool) -> None:
    for job in jobs:
        for said in _said(job, f" {shlex.quote(job.name)}" if named else ""):
            note(session, f"{job.name}: {said}")
    say_errors((job.name, job.error) for job in jobs)
    if len(jobs) > 1:
        note(session, _summary(jobs))
    if any(job.written and job.written.commit and not job.pushed and not job.error for job in jobs):
        note(session, "the branch is to be merged; --push or --pr brings it to where others see it")


def _summary(jobs: tuple[Job, ...]) -> str:
    """How many projects had what happen to them; one of which a part was left counts for that."""
    failed = sum(job.error is not None for job in jobs)
    left = sum(job.error is None and job.plan is not None and bool(job.plan.left) for job in jobs)
    written = sum(job.written is not None for job in jobs)
    counts = ((written, "written"), (left, "with variants left"), (failed, "failed"))
    told = ", ".join(f"{count} {what}" for count, what in counts if count) or "nothing to do"
    return f"{len(jobs)} repositories: {told}"


def _said(job: Job, name: str) -> list[str]:
    """What was done to a project, a line each; the name is that of the project where one has to be typed."""
    said = []
    if job.written:
        where = f" in commit {job.written.commit[:10]} on {job.written.branch}" if job.written.commit else ""
        said.append(f"wrote {', '.join(job.written.paths)}{where}")
    if job.pushed:
        said.append(f"pushed: the branch at origin is {job.pushed}")
    if job.request:
        said.append(job.request)
    said += [f"what was edited there before is in {place}" for place in job.aside]
    return said + list(_waiting(job, f"agentreg sync --continue{name}"))


def _waiting(job: Job, command: str) -> Iterator[str]:
    """What a person has to do about conflicts, a line each; the command is the one that goes on."""
    steps = {job.project.inside(one.path): one for one in job.plan.left} if job.project and job.plan else {}
    held = {path for path, one in steps.items() if one.outcome is Outcome.HELD}
    resolved = [one.path for one in job.kept if one.answer is Answer.RESOLVED and one.path in held]
    waiting = [one for one in job.kept if one.answer is not Answer.SKIPPED and one.path not in resolved]
    unknown = _unknown_bases(job)
    for path in sorted(unknown):
        yield f"{path}: its conflict is with a newer base than is indexed here: run `agentreg index`"
    waiting = [one for one in waiting if one.path not in unknown]
    for one in waiting:
        yield f"{one.path}: resolve its conflict in {one.file}"
    if any(one.path in steps and steps[one.path].widens for one in waiting):
        yield f"then run `{command} {_LEAVE}`: theirs lets the agent do more than ours does, and {_ONCE}"
    elif waiting:
        yield f"then run `{command}`"
    for path in resolved:
        if steps[path].waits_for_leave:
            yield f"{path}: its conflict is resolved, and held: `{command} {_LEAVE}` writes it; {_ONCE}"
        else:
            yield f"{path}: its conflict is resolved, and held: see above"


def _unknown_bases(job: Job) -> set[str]:
    """The paths of conflicts that wait for a base which this registry does not know."""
    known = standings(job)
    waiting = [one for one in job.kept if one.answer is not Answer.SKIPPED and one.path in known]
    return {one.path for one in waiting if not one.fits(known[one.path])}


def _data(job: Job) -> SyncedData:
    return {
        "repository": job.name,
        "error": job.error.message if job.error else None,
        "written": list(job.written.paths) if job.written else [],
        "commit": job.written.commit if job.written else "",
        "pushed": job.pushed.value if job.pushed else None,
        "request": job.request,
        "conflicts": conflicts_data(job.kept),
        "variants": plan_data(job.plan) if job.plan else [],
    }
