"""The texts of an agent before and after, line beside line: by section as the diff matched them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agentreg.diff.align import Gap, Match, common, in_order, similar
from agentreg.diff.layout import Cut, Layout
from agentreg.model.document import split_lines
from agentreg.records import NamedTuple
from agentreg.review.values import Side

# Of more pairs of lines than this it is not asked which became which.
MOST_PAIRS = 10_000


class Line(NamedTuple):
    """A line of one side: its number from 1, and its text without its end."""

    number: int
    text: str


class Row(NamedTuple):
    """A line before and what it is after; None where there is none."""

    before: Line | None
    after: Line | None

    @property
    def is_same(self) -> bool:
        """Whether both sides say the same, to the character."""
        return self.before is not None and self.after is not None and self.before.text == self.after.text


class Part(NamedTuple):
    """A section of the prompt without its subsections, the frontmatter, or what stands before all sections.

    Attributes:
        title: What it is called after, else before; empty for what has no title.
        rows: Its lines.
        moved: Whether it stands elsewhere among the sections.
    """

    title: str
    rows: tuple[Row, ...]
    moved: bool = False


def side_by_side(before: Side | None, after: Side | None, layout: Layout) -> tuple[Part, ...]:
    """Set two texts side by side.

    Args:
        before: The side before; None for a new agent.
        after: The side after; None for one that is gone.
        layout: How they lie beside each other.

    Returns:
        The parts as they stand after, each beside what it was; a part that is gone stands where it was. Every
        line of both texts is in exactly one row.
    """
    was, now = _Text(before, layout.before), _Text(after, layout.after)
    return tuple(
        Part(
            now.cut.title(pair[1]) or was.cut.title(pair[0]),
            tuple(_rows(was.lines(pair[0]), now.lines(pair[1]))),
            pair[0] in layout.moved,
        )
        for pair in _in_order(was.parts, now.parts, dict(layout.matched))
    )


class _Text:
    """A side, cut into parts; one that is not there has none."""

    def __init__(self, side: Side | None, cut: Cut | None) -> None:
        self.cut = cut or Cut(())
        self._lines = [
            line.removesuffix("\n").removesuffix("\r") for line in split_lines(side.text if side else "")
        ]
        self._ends = (*self.cut.starts[1:], len(self._lines))

    @property
    def parts(self) -> range:
        return range(len(self.cut.starts))

    def lines(self, part: int | None) -> list[Line]:
        if part is None:
            return []
        places = range(self.cut.starts[part], self._ends[part])
        return [Line(place + 1, self._lines[place]) for place in places]


_Pair = tuple[int | None, int | None]


def _in_order(one: range, other: range, matched: dict[int, int]) -> Iterator[_Pair]:
    """The parts as they stand after; one that is gone behind the part that it stood behind."""
    was = {now: before for before, now in matched.items()}
    gone = [part for part in one if part not in matched]
    for now in other:
        before = was.get(now)
        while before is not None and gone and gone[0] < before:
            yield gone.pop(0), None
        yield before, now
    yield from ((part, None) for part in gone)


def _rows(before: list[Line], after: list[Line]) -> Iterator[Row]:
    texts = [line.text for line in before], [line.text for line in after]
    start = Match(-1, -1)
    for match in (*common(*texts), Match(len(before), len(after))):
        gap = Gap(tuple(range(start.before + 1, match.before)), tuple(range(start.after + 1, match.after)))
        for was, now in _within(gap, *texts):
            yield Row(before[was] if was is not None else None, after[now] if now is not None else None)
        if match.before < len(before):
            yield Row(before[match.before], after[match.after])
        start = match


def _within(gap: Gap, before: Sequence[str], after: Sequence[str]) -> Iterator[_Pair]:
    """The lines between two that stayed, those beside each other of which one became the other."""
    was = now = 0
    for match in _edits(gap, before, after):
        one, other = gap.before.index(match.before), gap.after.index(match.after)
        yield from ((place, None) for place in gap.before[was:one])
        yield from ((None, place) for place in gap.after[now:other])
        yield match.before, match.after
        was, now = one + 1, other + 1
    yield from ((place, None) for place in gap.before[was:])
    yield from ((None, place) for place in gap.after[now:])


def _edits(gap: Gap, before: Sequence[str], after: Sequence[str]) -> list[Match]:
    if not 0 < len(gap.before) * len(gap.after) <= MOST_PAIRS:
        return []
    alike = sorted(match for match in similar(gap, before, after) if before[match.before].strip())
    stays = in_order([match.after for match in alike])
    return [match for place, match in enumerate(alike) if place in stays]
