"""The agents of a source, drawn from all its revisions: which paths are one, and where each stands now."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from agentreg.index.lineages import KnownPath, Link, group
from agentreg.index.store import HistoryRow, NewAgent, PathRow
from agentreg.index.values import Status
from agentreg.records import NamedTuple


class Drawn(NamedTuple):
    """What the history of a source comes to.

    Attributes:
        agents: Its agents.
        copies: Added revisions that turn out to be copies, or no copies any more: revision -> (path, reading)
            that it is a copy of, as row ids, or None.
    """

    agents: list[NewAgent]
    copies: dict[int, tuple[int, int] | None]


class _Origin(NamedTuple):
    """Where a text was seen first."""

    time: int
    path: str
    path_id: int
    reading: int


class _Stand(NamedTuple):
    """The newest text of a path: what the default branch says before what other branches say."""

    mainline: bool
    time: int
    place: int
    path: str
    reading: int


def draw_agents(history: Iterable[HistoryRow], live: Mapping[str, PathRow]) -> Drawn:
    """Find the agents of a source.

    Args:
        history: Its revisions, oldest first.
        live: Path -> reading of the definitions in its default branch now.
    """
    rows = list(history)
    first: dict[int, KnownPath] = {}
    stands: dict[int, _Stand] = {}
    for place, row in enumerate(rows):
        first.setdefault(row.path_id, KnownPath(row.path_id, row.path, row.time, row.path in live))
        if row.reading is not None:
            stand = _Stand(row.mainline, row.time, place, row.path, row.reading)
            stands[row.path_id] = max(stand, stands.get(row.path_id, stand))
    members: defaultdict[str, list[int]] = defaultdict(list)
    for path_id, root in group(first.values(), _links(rows)).items():
        members[root.path].append(path_id)
    counts = Counter(row.path_id for row in rows)
    agents = []
    for origin, paths in sorted(members.items()):
        found = [stands[path_id] for path_id in paths if path_id in stands]
        # Of a path in a shallow clone, nothing but the deletion may be known.
        if found:
            agent = _agent(origin, tuple(sorted(paths)), found, live)
            agents.append(agent._replace(revisions=sum(counts[path_id] for path_id in paths)))
    return Drawn(agents, _copies(rows))


def _links(rows: list[HistoryRow]) -> Iterator[Link]:
    for row in rows:
        if row.status in (Status.RENAMED, Status.MOVED) and row.before_path is not None:
            yield Link(row.mainline, row.time, row.commit, row.before_path, row.path_id)


def _copies(rows: list[HistoryRow]) -> dict[int, tuple[int, int] | None]:
    """Added definitions whose text was at another path before: what differs from what the rows say."""
    origins: dict[int, _Origin] = {}
    for row in rows:
        if row.text is not None and row.reading is not None:
            origin = _Origin(row.time, row.path, row.path_id, row.reading)
            origins[row.text] = min(origin, origins.get(row.text, origin))
    found: dict[int, tuple[int, int] | None] = {}
    for row in rows:
        if row.text is None or row.status not in (Status.ADDED, Status.COPIED):
            continue
        origin = origins[row.text]
        is_copy = origin.path_id != row.path_id and origin.time < row.time
        if is_copy and row.before_path != origin.path_id:
            found[row.id] = (origin.path_id, origin.reading)
        elif not is_copy and row.status is Status.COPIED:
            found[row.id] = None
    return found


def _agent(
    origin: str, paths: tuple[int, ...], stands: list[_Stand], live: Mapping[str, PathRow]
) -> NewAgent:
    """An agent at its newest stand."""
    now = [stand for stand in stands if stand.path in live]
    newest = max(now or stands)
    reading = live[newest.path].id if now else newest.reading
    return NewAgent(origin, newest.path, paths, reading, newest.time, revisions=0, live=bool(now))
