"""Bringing the index up to a source's refs: only what is new is walked, only texts never seen are read.

The rows of refs are the commit point: they are written with all else of a source in one transaction, so that
an index that was interrupted at any moment knows exactly what it holds, and the next run goes on from there.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator

from agentreg.config.values import SourceConfig
from agentreg.formats.locate import is_candidate
from agentreg.git.history import Commit, walk
from agentreg.git.trees import list_tree
from agentreg.index.agents import draw_agents
from agentreg.index.pool import Pending, Readers, Wanted
from agentreg.index.reach import Moved, moved
from agentreg.index.revisions import keys_of, revisions_of
from agentreg.index.store import NewCommit, PathRow, Writer
from agentreg.index.values import IndexedSource
from agentreg.records import NamedTuple
from agentreg.sources.globs import selects
from agentreg.sources.mirror import Mirror, fetch_blobs

BATCH = 500
"""Changed files that are held at once; memory does not grow with history."""


class SourceReport(NamedTuple):
    """What indexing a source did.

    Attributes:
        source: The source's name.
        changed: Whether anything was new at all.
        revisions: Revisions that were new.
        texts: Texts that were read.
        dropped: Revisions that no ref reaches any more.
    """

    source: str
    changed: bool = False
    revisions: int = 0
    texts: int = 0
    dropped: int = 0


class Workshop(NamedTuple):
    """What indexing needs beside the source.

    Attributes:
        writer: The index.
        readers: Who reads texts.
        progress: Hears how many revisions of the source were written so far.
    """

    writer: Writer
    readers: Readers
    progress: Callable[[int], None]


class _Task(NamedTuple):
    """A source on its way into the index."""

    id: int
    source: SourceConfig
    mirror: Mirror
    moved: Moved

    def keep(self, path: str) -> bool:
        """Whether a path could be a definition and is wanted."""
        return is_candidate(path) and selects(self.source, path)


def index_source(source: SourceConfig, mirror: Mirror, tools: Workshop) -> SourceReport:
    """Bring the index up to the refs of a source's mirror.

    Args:
        source: The source.
        mirror: Its mirror, already updated.
        tools: Where to write, and who reads.

    Returns:
        What was done.

    Raises:
        GitError: The repository cannot be read; the index keeps what it had.
    """
    row = _row(source, mirror)
    tips = _tips(mirror)
    before = tools.writer.source(source.name)
    settles = before is not None and _can_settle(before.id, mirror, tools)
    known = before is not None and _is_same(before, row) and tools.writer.refs(before.id) == tips
    if known and not settles:
        return SourceReport(source.name)
    with tools.writer.transaction():
        if before is not None and settles:
            tools.writer.forget_unsettled(before.id)
            before = None
        task = _Task(0, source, mirror, _begin(tools.writer, mirror, before, row))
        return _bring_up(task._replace(id=tools.writer.save_source(row)), tips, tools)


def _can_settle(source_id: int, mirror: Mirror, tools: Workshop) -> bool:
    """Whether a text of a source that could not be read before now can: then all is drawn anew from it."""
    wanted = _wanted(tools.writer.unsettled(source_id))
    if not wanted:
        return False
    fetch_blobs(mirror, {item.oid for item in wanted})
    texts = tools.readers.alone(mirror.git_dir, wanted)
    return any(reading.is_settled for text in texts for reading in text.readings)


def forget_others(writer: Writer, names: Iterable[str]) -> list[str]:
    """Drop the sources that are not among `names`; returns which."""
    kept = set(names)
    gone = [source for source in writer.sources() if source.name not in kept]
    for source in gone:
        with writer.transaction():
            writer.forget_source(source.id)
    return [source.name for source in gone]


def begin_anew(writer: Writer, names: Iterable[str]) -> None:
    """Have some sources walked from their first commit at their next turn; until then they stay."""
    for name in names:
        source = writer.source(name)
        if source is not None:
            with writer.transaction():
                writer.save_refs(source.id, {})


def _tips(mirror: Mirror) -> dict[str, str]:
    """The commits that refs lead to, by names that can be stored: Git takes any bytes for one."""
    named = ((_storable(ref.name), ref.commit) for ref in mirror.refs)
    return {name: commit for name, commit in named if commit is not None}


def _storable(name: str) -> str:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _row(source: SourceConfig, mirror: Mirror) -> IndexedSource:
    filters = "\n".join([*source.include, "", *source.exclude])
    default = _storable(mirror.default.name) if mirror.default is not None else ""
    git_dir = str(mirror.git_dir)
    return IndexedSource(0, source.name, source.location, git_dir, filters, default, int(time.time()))


def _is_same(one: IndexedSource, other: IndexedSource) -> bool:
    return one[1:-1] == other[1:-1]


def _begin(writer: Writer, mirror: Mirror, before: IndexedSource | None, row: IndexedSource) -> Moved:
    """What is to be done; forgets a source that has to begin anew."""
    tips = _tips(mirror)
    new = (set(tips.values()), tips.get(row.default_ref))
    if before is not None:
        known = writer.refs(before.id)
        # Without refs, it is not known what was walked (see `begin_anew`).
        if known and before.filters == row.filters:
            change = moved(mirror.git, (set(known.values()), known.get(before.default_ref)), new)
            if change is not None:
                return change
        # Other paths are wanted, or old tips are gone so that what they alone reached cannot be told.
        writer.forget_source(before.id)
    return moved(mirror.git, (set(), None), new) or Moved()


def _bring_up(task: _Task, tips: dict[str, str], tools: Workshop) -> SourceReport:
    writer, change = tools.writer, task.moved
    report = _write_history(task, tools)
    dropped = writer.drop_commits(task.id, change.lost)
    writer.mark_mainline(task.id, change.off_mainline, value=False)
    writer.mark_mainline(task.id, change.on_mainline, value=True)
    drawn = draw_agents(writer.history(task.id), _live(task, writer))
    writer.mark_copies(drawn.copies)
    writer.save_agents(task.id, drawn.agents)
    writer.save_refs(task.id, tips)
    return report._replace(dropped=dropped)


def _write_history(task: _Task, tools: Workshop) -> SourceReport:
    revisions = texts = 0
    unsettled: set[int] = set()
    if set(task.moved.tips) - set(task.moved.known):
        tools.readers.warm()
    for commits, pending in _ahead(_batches(task), task, tools):
        for text in pending.texts():
            tools.writer.save_text(text)
            texts += 1
        readings = tools.writer.readings({key for commit in commits for key in keys_of(commit)})
        unsettled.update(row.id for row in readings.values() if not row.is_settled)
        for commit in commits:
            rows = revisions_of(commit, readings)
            if rows:
                tools.writer.save_commit(task.id, _new_commit(commit), rows)
                revisions += len(rows)
        tools.progress(revisions)
    tools.writer.save_unsettled(task.id, unsettled)
    return SourceReport(task.source.name, changed=True, revisions=revisions, texts=texts)


def _batches(task: _Task) -> Iterator[list[Commit]]:
    batch: list[Commit] = []
    size = 0
    for commit in walk(task.mirror.git, task.moved.tips, task.moved.known, keep=task.keep):
        if commit.changes:
            batch.append(commit)
            size += len(commit.changes)
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _ahead(
    batches: Iterator[list[Commit]], task: _Task, tools: Workshop
) -> Iterator[tuple[list[Commit], Pending]]:
    """Each batch with the texts that it needs, the next one's being read already while it is written."""
    waiting: list[tuple[list[Commit], Pending]] = []
    asked: list[set[tuple[str, str]]] = []
    for commits in batches:
        keys = {key for commit in commits for key in keys_of(commit)}.difference(*asked)
        new = keys - tools.writer.readings(keys).keys()
        fetch_blobs(task.mirror, {oid for oid, _ in new})
        waiting.append((commits, tools.readers.start(task.mirror.git_dir, _wanted(new))))
        asked.append(new)
        if len(waiting) > 1:
            yield waiting.pop(0)
            asked.pop(0)
    yield from waiting


def _wanted(keys: Iterable[tuple[str, str]]) -> list[Wanted]:
    places: dict[str, list[str]] = {}
    for oid, place in sorted(keys):
        places.setdefault(oid, []).append(place)
    return [Wanted(oid, tuple(found)) for oid, found in places.items()]


def _new_commit(commit: Commit) -> NewCommit:
    return NewCommit(commit.oid, commit.author, commit.email, commit.time, commit.subject)


def _live(task: _Task, writer: Writer) -> dict[str, PathRow]:
    """The definitions in the default branch now, by path."""
    default = task.mirror.default
    if default is None or default.commit is None:
        return {}
    tree = list_tree(task.mirror.git, default.commit)
    files = [(entry.oid, entry.path) for entry in tree if entry.is_file and task.keep(entry.path)]
    return {path: row for (_, path), row in writer.readings(files).items() if row.is_agent}
