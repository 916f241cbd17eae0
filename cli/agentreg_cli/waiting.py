"""Conflicts that wait for a person, over several projects: gone on with, skipped, forgotten."""

from __future__ import annotations

from agentreg.config.fleet import Member
from agentreg.errors import AgentregError, BadReference
from agentreg.sources.mirror import Reach
from agentreg.sync.pending import Answer, Asked, Conflicts, Pending
from agentreg.variants.project import Project
from agentreg_cli.asking import confirmed
from agentreg_cli.errors import ExitCode
from agentreg_cli.fleet import json_of_many, opening, say_errors
from agentreg_cli.jobs import silent
from agentreg_cli.output import data, note
from agentreg_cli.session import Session
from agentreg_cli.syncing import Job, Order, planned, standings


def waiting(session: Session, covered: tuple[Member, ...]) -> tuple[tuple[Member, ...], Asked]:
    """The projects in which conflicts wait, and what was asked of the sync that found them.

    Raises:
        BadReference: None waits, or they are of syncs that were asked for different things.
    """
    jobs = [_opened(session, member) for member in covered]
    found = [job for job in jobs if job.error or any(map(_waits, job.kept))]
    asked = {one.asked for job in jobs for one in job.kept if _waits(one)}
    if not asked:
        say_errors((job.name, job.error) for job in found)
        raise BadReference(
            "no conflict waits in these projects", hint="`agentreg sync` says what is to be done"
        )
    if len(asked) > 1:
        told = ", ".join(f"{job.name} ({_told(one.asked)})" for job in found for one in job.kept[:1])
        raise BadReference(
            f"the conflicts are of different syncs: {told}", hint="name the REPOs that go on together"
        )
    return tuple(job.member for job in found), asked.pop()


def skip_conflicts(session: Session, covered: tuple[Member, ...], order: Order, *, dry_run: bool) -> ExitCode:
    """Leave the variants whose conflicts wait as they are, until their bases move on.

    A conflict that was resolved is left for --continue, unless what it was resolved to cannot be taken.
    """
    done = []
    for job in [_opened(session, member) for member in covered]:
        skipped = {one.path for one in job.kept if one.answer is Answer.OPEN}
        if any(one.answer is Answer.RESOLVED for one in job.kept):
            skipped |= _faulty(session, job, order)
        if skipped and not dry_run and job.project and job.project.git:
            wanted = [one._replace(answer=Answer.SKIPPED) if one.path in skipped else one for one in job.kept]
            Conflicts(job.project.git, job.project.prefix).keep(wanted, {})
        done.append((job, sorted(skipped)))
    return _finish(session, done, "to be skipped" if dry_run else "skipped")


def _faulty(session: Session, job: Job, order: Order) -> set[str]:
    """The paths of conflicts that were resolved in a way that cannot be taken."""
    resolved = [one for one in job.kept if one.answer is Answer.RESOLVED]
    found = set()
    for asked in sorted({one.asked for one in resolved}):
        terms = order.terms._replace(versions=asked.versions)
        (again,) = planned(session, (job.member,), order._replace(branch=asked.branch, terms=terms))
        open_ = {step.path for step in again.plan.conflicts} if again.plan else set()
        known = {path: one for path, one in standings(again).items() if one.variant.declared.path in open_}
        found |= {one.path for one in resolved if one.path in known and one.fits(known[one.path])}
    return found


def drop_conflicts(session: Session, covered: tuple[Member, ...], *, yes: bool, dry_run: bool) -> ExitCode:
    """Forget the conflicts that wait; what was edited in their files is dropped after a yes."""
    jobs = [_opened(session, member) for member in covered]
    edited = [(job, one) for job in jobs for one in job.kept if one.is_edited]
    for job, one in edited:
        note(session, f"{job.name}: {one.path}: {one.file} was edited")
    if edited and not (yes or dry_run) and not confirmed(session, "Drop what was edited?"):
        note(session, "nothing was forgotten")
        return ExitCode.FINDINGS
    done = []
    for job in jobs:
        if job.project and job.project.git and job.kept and not dry_run:
            Conflicts(job.project.git, job.project.prefix).drop()
        done.append((job, [one.path for one in job.kept]))
    return _finish(session, done, "to be forgotten" if dry_run else "forgotten")


def _opened(session: Session, member: Member) -> Job:
    """A project with the conflicts that wait in it; nothing is fetched for that."""
    try:
        project = opening(session, reach=Reach.OFFLINE)(member, silent)
    except AgentregError as error:
        return Job(member, error=error)
    return Job(member, project, kept=_conflicts(project))


def _conflicts(project: Project) -> tuple[Pending, ...]:
    return tuple(Conflicts(project.git, project.prefix).read().values()) if project.git else ()


def _waits(one: Pending) -> bool:
    return one.answer is not Answer.SKIPPED


def _told(asked: Asked) -> str:
    return f"{asked.branch or 'the work tree'}, versions {asked.versions}"


def _finish(session: Session, done: list[tuple[Job, list[str]]], what: str) -> ExitCode:
    if session.json:
        rows = [
            {"repository": job.name, "path": path, "conflict": what} for job, paths in done for path in paths
        ]
        json_of_many("sync", {"repositories": rows}, errors=[job.error for job, _ in done])
    else:
        told = "".join(f"{job.name}: {path}: conflict {what}\n" for job, paths in done for path in paths)
        data(session, told or "no conflicts\n")
        say_errors((job.name, job.error) for job, _ in done)
    return ExitCode.FAILED if any(job.error for job, _ in done) else ExitCode.CLEAN
