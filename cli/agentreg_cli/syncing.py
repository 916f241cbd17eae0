"""A sync of several projects: planned, written, published; what fails in one leaves the others be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path

from agentreg.config.fleet import Member
from agentreg.errors import AgentregError, Overtaken, SyncRefused
from agentreg.records import NamedTuple
from agentreg.sync.apply import Written, settle, write_branch, write_work_tree
from agentreg.sync.journal import digest
from agentreg.sync.pending import Answer, Asked, Conflicts, Pending
from agentreg.sync.plan import make_plan
from agentreg.sync.pushed import Push
from agentreg.sync.steps import Plan
from agentreg.sync.terms import Terms, Versions
from agentreg.variants.latest import LatestBases
from agentreg.variants.project import Project, open_branch
from agentreg.variants.standing import Standing
from agentreg.variants.survey import Survey
from agentreg_cli.board import board
from agentreg_cli.copies import Tell
from agentreg_cli.errors import crash
from agentreg_cli.fleet import open_bases, opening, over_projects, read, survey
from agentreg_cli.jobs import run_jobs, silent
from agentreg_cli.session import Session

_ATTEMPTS = 5
"""How often a project is planned again that other runs write at the same time."""


class Order(NamedTuple):
    """What a sync is asked to do.

    Attributes:
        branch: The branch that it commits on; empty for the work tree.
        terms: How it decides.
        pushes: Whether the branch is pushed.
        requests: Whether a pull or merge request is opened for it.
        jobs: How many projects are written at the same time.
    """

    branch: str
    terms: Terms
    pushes: bool = False
    requests: bool = False
    jobs: int = 1


class Job(NamedTuple):
    """One project on its way.

    Attributes:
        member: The project's name and place.
        project: The project; None when it could not be read.
        plan: What is to be done; None like `project`.
        written: What was done; None when nothing was.
        kept: The conflicts that wait for a person now.
        aside: Where texts were set aside which somebody had written to conflicts that are out of date.
        pushed: What became of the branch at the remote; None when it was not pushed.
        uncommitted: The files that declare or lock its variants, and say on disk what this sync does not see.
        request: The address of the pull or merge request; empty when there is none.
        error: Why the project was left as it is; None otherwise.
    """

    member: Member
    project: Project | None = None
    plan: Plan | None = None
    written: Written | None = None
    kept: tuple[Pending, ...] = ()
    aside: tuple[Path, ...] = ()
    pushed: Push | None = None
    uncommitted: tuple[str, ...] = ()
    request: str = ""
    error: AgentregError | None = None

    @property
    def name(self) -> str:
        """What to call the project."""
        return self.member.name

    @property
    def writes(self) -> bool:
        """Whether something is to be written."""
        return self.plan is not None and bool(self.plan.writes)


def planned(session: Session, covered: tuple[Member, ...], order: Order) -> tuple[Job, ...]:
    """Read every project and decide what is to be done."""
    return tuple(
        job for _, job in over_projects(session, covered, partial(_planning, session, order), jobs=order.jobs)
    )


@contextmanager
def _planning(session: Session, order: Order) -> Iterator[Callable[[Member, Tell], Job]]:
    """What decides about one project, by an index that is open meanwhile."""
    how = opening(session)
    if order.branch:
        how = opening(session, partial(open_branch, branch=order.branch), branch=order.branch)
    with open_bases(session) as indexed:
        bases = LatestBases(indexed) if order.terms.versions is Versions.LATEST else indexed
        yield lambda member, tell: _job(member, survey(read(how, member, tell), bases), order.terms)


def carried_out(session: Session, jobs: tuple[Job, ...], order: Order) -> tuple[Job, ...]:
    """Write what is to be written, several projects at a time; every job ends, whatever happens to others."""
    named = [(job.name, job) for job in jobs]
    shown = board(session, "Writing", len(named))
    return tuple(run_jobs(lambda: nullcontext(partial(_carry_out, session, order)), named, shown, order.jobs))


def _carry_out(session: Session, order: Order, job: Job, tell: Tell) -> Job:
    tell("writing")
    done = _tried(_written(session, job, order), partial(kept, order=order))
    if order.pushes:
        from agentreg_cli.publishing import published

        tell("pushing")
        done = _tried(done, partial(published, order=order))
    return done


def _job(member: Member, survey: Survey, terms: Terms) -> Job:
    project = survey.project
    if project is None:
        return Job(member, error=survey.error)
    pending = Conflicts(project.git, project.prefix).read() if project.git else {}

    def plan(job: Job) -> Job:
        return job._replace(plan=make_plan(survey.standings, project, terms._replace(pending=pending)))

    # In a work tree, what is on disk is what is seen.
    unseen = survey.uncommitted if project.folder is None else ()
    return _tried(Job(member, project, uncommitted=unseen), plan)


def _written(session: Session, job: Job, order: Order) -> Job:
    """The job after it was written; one that another run overtook is planned again, and may be done now."""
    done = _tried(job, partial(_write, order=order))
    for _ in range(_ATTEMPTS):
        if not isinstance(done.error, Overtaken):
            break
        with _planning(session, order) as plan:
            again = plan(job.member, silent)
        if again.plan and again.plan.writes and again.plan.texts != (job.plan and job.plan.texts):
            # Nobody has seen this plan.
            break
        done = _tried(again, partial(_write, order=order))
    return done


def _write(job: Job, order: Order) -> Job:
    if job.project is None or job.plan is None:
        return job
    if job.writes and job.project.remote and not order.pushes:
        raise SyncRefused(
            f"{job.name} is elsewhere: nothing was written", hint="--push brings the branch there"
        )
    if not job.writes:
        settle(job.project)
        return job
    if order.branch:
        return job._replace(written=write_branch(job.plan, job.project, order.branch))
    return job._replace(written=write_work_tree(job.plan, job.project))


def kept(job: Job, order: Order) -> Job:
    """Keep what a person has to decide; what was decided, or is out of date, is kept no longer.

    Args:
        job: A project whose plan was carried out, or was to be.
        order: What was asked for; whoever continues continues that.
    """
    project, plan = job.project, job.plan
    if project is None or plan is None or project.git is None:
        return job
    conflicts, asked = Conflicts(project.git, project.prefix), Asked(order.branch, order.terms.versions)
    before = conflicts.read()
    written = {project.inside(step.path): step.text for step in plan.updates if job.written}
    found = {one.path: one for one in _found(project, plan, conflicts, asked)}
    still = _still(standings(job), before, asked)
    wanted = found | {path: one for path, one in still.items() if path not in written}
    aside = conflicts.keep(wanted.values(), written) if wanted or before else ()
    return job._replace(kept=tuple(conflicts.read().values()), aside=aside)


def standings(job: Job) -> dict[str, Standing]:
    """Where the variants of a project stand, by their paths in its repository."""
    project, plan = job.project, job.plan
    return {project.inside(step.path): step.standing for step in plan.steps} if project and plan else {}


def _still(known: Mapping[str, Standing], before: Mapping[str, Pending], asked: Asked) -> dict[str, Pending]:
    """The conflicts that waited and wait on: of the same texts, and with a file that was not taken away.

    One that this run has met goes on as this run was asked for; one of a base that is not known here stays as
    it is.
    """
    still = {}
    for path, one in before.items():
        standing = known.get(path)
        if standing is None or not (one.text or one.answer is Answer.SKIPPED):
            continue
        if one.fits(standing):
            still[path] = one._replace(asked=asked)
        elif one.may_come(standing):
            still[path] = one
    return still


def _found(project: Project, plan: Plan, conflicts: Conflicts, asked: Asked) -> Iterator[Pending]:
    for step in plan.conflicts:
        newest = step.standing.newest
        if newest and step.text:
            path, ours = project.inside(step.path), digest(step.standing.file or b"")
            file, marked = conflicts.place(path), digest(step.text)
            yield Pending(path, ours, newest.blob, newest.time, marked, file, asked, text=step.text)


def _tried(job: Job, act: Callable[[Job], Job]) -> Job:
    """The job after it was acted on, or with the error that kept it from that."""
    if job.error is not None:
        return job
    try:
        return act(job)
    except AgentregError as error:
        return job._replace(error=error)
    except OSError as error:
        return job._replace(error=SyncRefused(f"{job.name}: {error}"))
    except Exception as error:  # noqa: BLE001  a bug that one project meets is that project's error
        return job._replace(error=crash(error))
