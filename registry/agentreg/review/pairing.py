"""The agents of two trees, matched, with what stands in the place of those that seem new or gone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate

from agentreg.diff.changes import Change
from agentreg.diff.files import FilePair, pair_files
from agentreg.diff.kinds import Kind as ChangeKind
from agentreg.formats.plugin_lists import lister_of, listings
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
        holders: The paths of all agents of the later tree that have its name, or the one that it had.
        shares_name: Whether another agent of either tree has one of these names.
    """

    before: Labelled | None
    after: Labelled | None
    across_files: tuple[Change, ...] = ()
    holders: tuple[str, ...] = ()
    shares_name: bool = False

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
    holders = _holders(places[1].agents)
    times = Counter(name for pair in pairs for name in _names(pair))
    return [
        Paired(
            places[0].labelled(pair.before, labels[0]),
            places[1].labelled(pair.after, labels[1]),
            pair.changes,
            tuple(path for name in _names(found) for path in holders.get(name, ())),
            any(times[name] > 1 for name in _names(found)),
        )
        for found in pairs
        for pair in _placed(found, *places)
    ]


class _Places:
    """What stands where in one tree."""

    def __init__(self, read: Collection) -> None:
        self.agents = [item for item in read.definitions if item.kind is Kind.AGENT]
        self.others = {item.path: item for item in read.definitions if item.kind is not Kind.AGENT}
        self._unread = {item.path: item for item in read.unread}
        self._listed = listings(read.manifests)

    def labelled(self, definition: Definition | None, label: str) -> Labelled | None:
        """A definition of this tree as a comparison wants it; None for none."""
        if definition is None:
            return None
        path = definition.path
        return Labelled(definition, f"{label}{path}", listed_by=lister_of(path, self._listed))

    def unread_at(self, path: str) -> Unread | None:
        """What could not be read at a path, or at the topmost folder above it."""
        if not self._unread:
            return None
        return next((self._unread[place] for place in _way_to(path) if place in self._unread), None)


def _holders(agents: Iterable[Definition]) -> dict[str, tuple[str, ...]]:
    """The paths of the agents of each name."""
    paths = defaultdict[str, list[str]](list)
    for agent in agents:
        paths[agent.name].append(agent.path)
    return {name: tuple(sorted(found)) for name, found in paths.items()}


def _names(pair: FilePair) -> dict[str, None]:
    """What an agent is called and was, and not what its origin is, or the twin that stays."""
    own = (
        None if _has(pair, ChangeKind.MERGED_AWAY) else pair.after,
        None if _has(pair, ChangeKind.COPIED) else pair.before,
    )
    return {side.name: None for side in own if side}


def _way_to(path: str) -> Iterator[str]:
    """The folders that lead to a path, from the topmost, and the path itself."""
    return accumulate(path.split("/"), "{}/{}".format)


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


def gaps_between(before: Collection, after: Collection) -> tuple[Gap, ...]:
    """What stands between two collections and a full comparison."""
    found = uncompared(before, after)
    if not found:
        return ()
    now = {item.path for item in after.unread}
    were, are = _agents_below(before), _agents_below(after)
    return tuple(
        _gap_now(item, were[item.path]) if item.path in now else _gap_before(item, are[item.path])
        for item in found
    )


def _agents_below(read: Collection) -> Counter[str]:
    """How many agents each folder holds, those of its folders included."""
    return Counter(place for path in agents_of(read) for place in _way_to(path) if place != path)


def _gap_now(unread: Unread, lost: int) -> Gap:
    """What cannot be entered now, with how many agents it hides."""
    below = f"; {lost} agent{' was' if lost == 1 else 's were'} below it" if lost else ""
    return _gap(unread, f"{unread.diagnostic.message}{below}")


def _gap_before(unread: Unread, found: int) -> Gap:
    """What could not be entered before the change, with how many agents were found there since."""
    below = f"; {found} agent{' is' if found == 1 else 's are'} below it" if found else ""
    return _gap(unread, f"before the change, {unread.diagnostic.message}{below}")


def _gap(unread: Unread, told: str) -> Gap:
    return Gap(unread.path, told, unread.diagnostic.line, unread.diagnostic.hint)
