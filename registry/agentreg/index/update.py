"""All sources of a registry, fetched and indexed one after the other; one that fails harms no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from agentreg.config.values import SourceConfig
from agentreg.errors import AgentregError, GitError, IndexUnavailable, ReadError
from agentreg.index.build import SourceReport, Workshop, index_source
from agentreg.index.plugins import manifest_notes
from agentreg.index.pool import Readers
from agentreg.index.store import Writer
from agentreg.records import NamedTuple
from agentreg.sources.mirror import Mirror, Reach, heal_mirror, open_mirror, update_mirror


class Stage(NamedTuple):
    """How far a run is.

    Attributes:
        source: The source at work.
        place: Its place among the sources, from 0.
        doing: What is done to it, for people.
    """

    source: str
    place: int
    doing: str


class Plan(NamedTuple):
    """What to index and how.

    Attributes:
        sources: The sources, in the order of the configuration.
        folder: The configuration's folder: relative locations start there.
        cache_dir: Where mirrors are kept.
        reach: Whether sources are fetched.
        jobs: How many processes read texts.
    """

    sources: Sequence[SourceConfig]
    folder: Path
    cache_dir: Path
    reach: Reach
    jobs: int


class Outcome(NamedTuple):
    """How it went with a source.

    Attributes:
        report: What was done; nothing when it failed.
        notes: What a careful user must know, one sentence each.
        error: Why it failed; None when it did not.
    """

    report: SourceReport
    notes: tuple[str, ...] = ()
    error: AgentregError | None = None


def update_index(writer: Writer, plan: Plan, progress: Callable[[Stage], None]) -> Iterator[Outcome]:
    """Bring the index up to every source.

    Args:
        writer: The index.
        plan: What to index and how.
        progress: Hears how far it is.

    Yields:
        How it went with each source, as soon as it is done.

    Raises:
        IndexUnavailable: The index itself cannot be written.
    """
    with Readers(plan.jobs) as readers:
        for place, source in enumerate(plan.sources):
            tell = _Teller(progress, Stage(source.name, place, "looking"))
            try:
                yield _indexed(source, plan, Workshop(writer, readers, tell.revisions), tell)
            except IndexUnavailable:
                raise
            except AgentregError as error:
                yield Outcome(SourceReport(source.name), error=error)
            except OSError as error:
                failed = ReadError(f"{error.filename or plan.cache_dir}: {error.strerror or error}")
                yield Outcome(SourceReport(source.name), error=failed)


class _Teller(NamedTuple):
    """Puts what fetching and writing say into stages."""

    progress: Callable[[Stage], None]
    stage: Stage

    def fetched(self, doing: str, done: int, total: int) -> None:
        """Hears a transfer."""
        share = f" {100 * done // total} %" if total else ""
        self.progress(self.stage._replace(doing=f"{doing}{share}"))

    def revisions(self, count: int) -> None:
        """Hears the writer."""
        self.progress(self.stage._replace(doing=f"{count:,} revisions"))


def _indexed(source: SourceConfig, plan: Plan, workshop: Workshop, tell: _Teller) -> Outcome:
    mirror = _mirror(source, plan, tell)
    try:
        return _outcome(source, mirror, workshop)
    except GitError:
        healed = _healed(source, plan, tell)
        if healed is None:
            raise
    return _outcome(source, healed, workshop)


def _outcome(source: SourceConfig, mirror: Mirror, workshop: Workshop) -> Outcome:
    report = index_source(source, mirror, workshop)
    notes = tuple(manifest_notes(mirror)) if report.changed else ()
    return Outcome(report, (*mirror.notes, *notes))


def _healed(source: SourceConfig, plan: Plan, tell: _Teller) -> Mirror | None:
    """A new mirror in place of a damaged one; None when it is not damaged, or nothing may be fetched."""
    if plan.reach is Reach.OFFLINE:
        return None
    return heal_mirror(source, plan.cache_dir, folder=plan.folder, progress=tell.fetched)


def _mirror(source: SourceConfig, plan: Plan, tell: _Teller) -> Mirror:
    tell.progress(tell.stage)
    match plan.reach:
        case Reach.FETCH:
            return update_mirror(source, plan.cache_dir, folder=plan.folder, progress=tell.fetched)
        case Reach.OFFLINE:
            return open_mirror(source, plan.cache_dir, folder=plan.folder)
