"""One screen shared by the parts of a report: each is told in as much detail as there is room for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from agentreg.records import NamedTuple
from agentreg.report.columns import width
from agentreg.report.counts import plural
from agentreg.report.labels import Label, Line, Piece
from agentreg.report.naming import first_names
from agentreg.review.called import distinct_names
from agentreg.review.values import AgentReview

MOST_LINES = 40
"""More lines than these are no single screen: who wants them asks for all detail."""

DENSE = 2
"""Agents in no more lines than these stand below each other without a blank one."""

Lines = tuple[Line, ...]


class Part(NamedTuple):
    """Something to tell.

    Attributes:
        ways: How it can be told, the most detailed first.
        agents: Who it is about; nobody for what is no agent.
        is_needed: Whether it is told at least in its last way, however little room there is.
    """

    ways: tuple[Lines, ...]
    agents: tuple[AgentReview, ...] = ()
    is_needed: bool = True


def fit_screen(parts: Sequence[Part], lines: int, columns: int) -> Iterator[Line]:
    """Parts in their order, each in the most detailed way that there is room for.

    Args:
        parts: What to tell; of what is not needed the first is told first.
        lines: What the screen holds. No more are used, unless what is needed takes more by itself.
        columns: The width of a line.

    Yields:
        Lines; the last of the agents counts those that are left out.
    """
    chosen = [len(part.ways) - 1 if part.is_needed else None for part in parts]
    # What is said of all agents together is worth as much as each of those that are not grave.
    half = (_height(parts, chosen) + lines) // 2
    for place, part in enumerate(parts):
        if not part.agents:
            _improve(parts, chosen, place, half)
    for place, part in enumerate(parts):
        if not part.is_needed and not _take(parts, chosen, (place, len(part.ways) - 1), lines):
            break
    for place in sorted(range(len(parts)), key=lambda place: not parts[place].is_needed):
        _improve(parts, chosen, place, lines)
    yield from _joined(_shown(parts, chosen, columns))


def _improve(parts: Sequence[Part], chosen: list[int | None], place: int, lines: int) -> None:
    """Tell a part in the first way that there is room for; it stays as it is where none fits."""
    for way in range(chosen[place] or 0):
        if _take(parts, chosen, (place, way), lines):
            return


def _take(parts: Sequence[Part], chosen: list[int | None], choice: tuple[int, int], lines: int) -> bool:
    """Whether there is room for a part in a way; where there is, that is its way from now on."""
    place, way = choice
    before, chosen[place] = chosen[place], way
    if _height(parts, chosen) <= lines:
        return True
    chosen[place] = before
    return False


def _height(parts: Sequence[Part], chosen: Sequence[int | None]) -> int:
    """The lines that parts take, with the blank ones and the one for who is left out."""
    sizes: list[tuple[int, bool]] = []
    is_whole = True
    for part, way in zip(parts, chosen, strict=True):
        if way is not None:
            sizes.append((len(part.ways[way]), bool(part.agents)))
        elif is_whole:
            sizes.append((1, True))
            is_whole = False
    sizes = [size for size in sizes if size[0]]
    blank = sum(not (_is_dense(one) and _is_dense(other)) for one, other in pairwise(sizes))
    return sum(size for size, _ in sizes) + blank


def _is_dense(size: tuple[int, bool]) -> bool:
    lines, is_agent = size
    return is_agent and lines <= DENSE


def _shown(parts: Sequence[Part], chosen: Sequence[int | None], columns: int) -> Iterator[tuple[Lines, bool]]:
    """The lines of each part that is told, and whether it is about agents."""
    left = [agent for part, way in zip(parts, chosen, strict=True) if way is None for agent in part.agents]
    for part, way in zip(parts, chosen, strict=True):
        if way is not None:
            yield part.ways[way], bool(part.agents)
        elif left:
            yield (_more(left, columns),), True
            left = []


def _joined(shown: Iterator[tuple[Lines, bool]]) -> Iterator[Line]:
    last: tuple[int, bool] | None = None
    for lines, is_agent in shown:
        if not lines:
            continue
        size = len(lines), is_agent
        if last and not (_is_dense(last) and _is_dense(size)):
            yield ()
        yield from lines
        last = size


def _more(agents: Sequence[AgentReview], columns: int) -> Line:
    """`and 14 more agents, 3 medium, 11 low (-v shows all): worker and 13 more`."""
    counts = Counter(agent.severity for agent in agents if agent.severity)
    told = [f"and {plural(len(agents), 'more agent')}", *(f"{count} {one}" for one, count in counts.items())]
    start = Piece(f"{', '.join(told)} (-v shows all): ", Label.FAINT)
    return (start, Piece(first_names(distinct_names(agents), columns - width(start.text)), Label.NAME))


def cuts(lines: Lines, least: int) -> Iterator[Lines]:
    """The first lines of a part, as many as a screen holds first, and how many more there are.

    Args:
        lines: All lines.
        least: So many are always there.
    """
    least = max(least, 1)
    for kept in range(min(len(lines) - 2, max(MOST_LINES, least)), least - 1, -1):
        # A blank line at the end says nothing.
        if lines[kept - 1]:
            yield (*lines[:kept], left_line(len(lines) - kept))


def left_line(count: int) -> Line:
    """How many lines of a part are left out."""
    return (Piece(f"  … {plural(count, 'more line')} (-v shows all)", Label.FAINT),)
