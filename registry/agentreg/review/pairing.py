"""The agents of two trees, matched, with what stands in the place of those that seem new or gone."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.diff.files import FilePair, pair_files
from agentreg.diff.kinds import Kind as ChangeKind
from agentreg.model.definition import Definition, Kind
from agentreg.model.document import Span
from agentreg.records import NamedTuple
from agentreg.review.values import Gap, Labelled
from agentreg.sources.collection import Collection, Unread, uncompared


class Paired(NamedTuple):
    """One agent of two trees.

    Attributes:
        before: The definition before; None for a new agent.
        after: The definition after; None for one that is gone.
        across_files: What is known about the two beyond their contents: moved, copied.
    """

    before: Labelled | None
    after: Labelled | None
    across_files: tuple[Change, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether both sides are the same file with the same text, so that there is nothing to compare."""
        if self.before is None or self.after is None or self.across_files:
            return False
        one, other = self.before.definition, self.after.definition
        return (one.path, one.document.text) == (other.path, other.document.text)


def pair_trees(before: Collection, after: Collection, labels: tuple[str, str]) -> list[Paired]:
    """The agents of two trees, matched; other kinds of file only where one of them was or is an agent.

    An agent whose file could not be read on one side is neither new nor gone: `gaps_between` tells of it.

    Args:
        before: What the one tree holds.
        after: What the other holds.
        labels: How to call the two trees; a path is put behind.
    """
    places = _Places(before), _Places(after)
    pairs = pair_files(places[0].agents, places[1].agents)
    return [
        Paired(_labelled(pair.before, labels[0]), _labelled(pair.after, labels[1]), pair.changes)
        for found in pairs
        for pair in _placed(found, *places)
    ]


class _Places:
    """What stands where in one tree."""

    def __init__(self, read: Collection) -> None:
        self.agents = [item for item in read.definitions if item.kind is Kind.AGENT]
        self.others = {item.path: item for item in read.definitions if item.kind is not Kind.AGENT}
        self._unread = read.unread

    def unread_at(self, path: str) -> Unread | None:
        """What could not be read at a path, or at a folder above it."""
        return next((item for item in self._unread if f"{path}/".startswith(f"{item.path}/")), None)


def _placed(pair: FilePair, before: _Places, after: _Places) -> Iterator[FilePair]:
    """A pair, with what is where an agent was or is that has no counterpart."""
    now, was = pair.after, pair.before
    if was and (now is None or _has(pair, ChangeKind.MERGED_AWAY)):
        if after.unread_at(was.path) is None:
            other = after.others.get(was.path)
            yield FilePair(was, other) if other else pair
    elif now and was and was.path != now.path and after.unread_at(was.path):
        # What stands at the old place may be the same agent, by way of a link.
        yield pair._replace(changes=(Change(ChangeKind.COPIED, "file", was.path, now.path),))
    elif now and was is None:
        if unread := before.unread_at(now.path):
            yield FilePair(None, now, (_became_readable(now, unread),))
        else:
            yield pair._replace(before=before.others.get(now.path))
    else:
        yield pair


def _has(pair: FilePair, kind: ChangeKind) -> bool:
    return any(change.kind is kind for change in pair.changes)


def _became_readable(agent: Definition, unread: Unread) -> Change:
    reason = f"it could not be read, for {unread.diagnostic.message}"
    whole = Span(0, len(agent.document.text))
    return Change(ChangeKind.STARTED_LOADING, f"agent {agent.name}", reason, agent.name, after_span=whole)


def agents_of(read: Collection) -> frozenset[str]:
    """The paths of the agents that a place holds."""
    return frozenset(item.path for item in read.definitions if item.kind is Kind.AGENT)


def _labelled(definition: Definition | None, label: str) -> Labelled | None:
    return Labelled(definition, f"{label}{definition.path}") if definition else None


def gaps_between(before: Collection, after: Collection) -> tuple[Gap, ...]:
    """What stands between two collections and a full comparison."""
    now = {item.path for item in after.unread}
    return tuple(
        _gap(item, before if item.path in now else after, is_past=item.path not in now)
        for item in uncompared(before, after)
    )


def _gap(unread: Unread, other: Collection, *, is_past: bool) -> Gap:
    """A gap, with how many agents the other side has below what could not be entered."""
    path, found = unread.path, unread.diagnostic
    told = f"before the change, {found.message}" if is_past else found.message
    below = sum(
        1 for item in other.definitions if item.kind is Kind.AGENT and item.path.startswith(f"{path}/")
    )
    if below:
        told += f"; {below} agent{'' if below == 1 else 's'} {'are' if is_past else 'were'} below it"
    return Gap(path, told, found.line, found.hint)
