"""A sync of several projects: planned, written, published; what fails in one leaves the others be."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from agentreg.config.fleet import Member
from agentreg.config.location import LocationKind
from agentreg.errors import AgentregError, Overtaken, SyncRefused
from agentreg.git.push import Push
from agentreg.records import NamedTuple
from agentreg.sources.mirror import Reach
from agentreg.sync.apply import Written, settle, write_branch, write_work_tree
from agentreg.sync.hold import hold_repository
from agentreg.sync.journal import digest
from agentreg.sync.pending import Conflicts, Pending
from agentreg.sync.plan import make_plan
from agentreg.sync.steps import Outcome, Plan
from agentreg.sync.terms import Terms, Versions
from agentreg.variants.latest import LatestBases
from agentreg.variants.project import Project, open_branch, open_project
from agentreg.variants.survey import Survey
from agentreg_cli.board import board
from agentreg_cli.fleet import Opening, open_bases, opening, survey_all
from agentreg_cli.jobs import Tell, run_jobs
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
    with open_bases(session) as indexed:
        bases = LatestBases(indexed) if order.terms.versions is Versions.LATEST else indexed
        how = _on_branch(session, order.branch) if order.branch else opening(session)
        surveys = survey_all(session, covered, bases, how, jobs=order.jobs)
    return tuple(_job(*pair, order.terms) for pair in surveys)


def carried_out(session: Session, jobs: tuple[Job, ...], order: Order) -> tuple[Job, ...]:
    """Write what is to be written, several projects at a time; every job ends, whatever happens to others."""

    def carry_out(job: Job, tell: Tell) -> Job:
        tell("writing")
        done = _tried(_written(session, job, order), _keep, order)
        if order.pushes:
            from agentreg_cli.publishing import published

            tell("pushing")
            done = _tried(done, published, order)
        return done

    named = [(job.name, job) for job in jobs]
    with board(session, "Writing", len(named)) as shown:
        return tuple(run_jobs(carry_out, named, shown, order.jobs))


def repositories(covered: tuple[Member, ...]) -> Iterator[tuple[Member, Conflicts]]:
    """The conflicts that wait in each project that is on disk.

    Raises:
        ReadError: A project is in no repository, or nothing was ever committed.
    """
    for member in covered:
        project = open_project(member.path, member.name)
        if project.git is not None:
            yield member, Conflicts(project.git)


def _on_branch(session: Session, branch: str) -> Opening:
    cache_dir, reach = session.cache_dir, Reach.OFFLINE if session.offline else Reach.FETCH

    def open_any(member: Member, tell: Tell) -> Project:
        if member.location.kind is LocationKind.PATH:
            return open_branch(member.path, member.name, branch)
        from agentreg.variants.remote import open_remote

        tell("looking")
        return open_remote(member, cache_dir, reach, branch=branch)

    return open_any


def _job(member: Member, survey: Survey, terms: Terms) -> Job:
    project = survey.project
    if project is None:
        return Job(member, error=survey.error)
    try:
        pending = Conflicts(project.git).read() if project.git else {}
        plan = make_plan(survey.standings, project, terms._replace(pending=pending))
        # In a work tree, what is on disk is what is seen.
        unseen = survey.uncommitted if project.folder is None else ()
        return Job(member, project, plan, uncommitted=unseen)
    except AgentregError as error:
        return Job(member, error=error)


def _written(session: Session, job: Job, order: Order) -> Job:
    """The job after it was written; one that another run overtook is planned again, and may be done now."""
    done = _tried(job, _write, order)
    for _ in range(_ATTEMPTS):
        if not isinstance(done.error, Overtaken):
            break
        (again,) = planned(session, (job.member,), order)
        if again.plan and again.plan.writes and again.plan.texts != (job.plan and job.plan.texts):
            # Nobody has seen this plan.
            break
        done = _tried(again, _write, order)
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


def _keep(job: Job, _order: Order) -> Job:
    """Keep what a person has to decide; what was decided, or is out of date, is kept no longer."""
    project, plan = job.project, job.plan
    if project is None or plan is None or project.git is None:
        return job
    conflicts = Conflicts(project.git)
    before = conflicts.read()
    standings = {project.inside(step.path): step.standing for step in plan.left}
    still = {path: one for path, one in before.items() if path in standings and one.fits(standings[path])}
    found = {one.path: one for one in _found(plan, project, conflicts)}
    if found or before:
        done = {project.inside(step.path) for step in plan.updates if job.written}
        with hold_repository(project.git):
            conflicts.keep((found | still).values(), done)
    return job._replace(kept=tuple(conflicts.read().values()))


def _found(plan: Plan, project: Project, conflicts: Conflicts) -> Iterator[Pending]:
    for step in plan.steps:
        if step.outcome is Outcome.CONFLICT and step.standing.newest and step.text:
            path, ours = project.inside(step.path), digest(step.standing.file or b"")
            file, marked = conflicts.place(path), digest(step.text)
            yield Pending(path, ours, step.standing.newest.blob, marked, file, text=step.text)


def _tried(job: Job, act: Callable[[Job, Order], Job], order: Order) -> Job:
    if job.error is not None:
        return job
    try:
        return act(job, order)
    except AgentregError as error:
        return job._replace(error=error)
    except OSError as error:
        return job._replace(error=SyncRefused(f"{job.name}: {error}"))
