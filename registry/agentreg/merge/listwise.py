"""Lists merged by item: numbers are derived, bullets and indentation are form, items are independent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from agentreg.merge.items import Line, Numbering, Shape, read_lines, renumbered, rewritten, three_way
from agentreg.merge.lines import Edit, Origin, Stretch, merge3
from agentreg.merge.refusals import Refusals, Side
from agentreg.merge.values import Part
from agentreg.merge.wording import alike
from agentreg.records import NamedTuple

# More pairs than this are not compared: such edits are left to a person.
_MOST_PAIRS = 1_000
_REWRITTEN = "one side changed how these items are written, the other what they say"

# How items of the base begin -> how they begin on a side, for each list of the base.
_Styles = Mapping[int, Mapping[Shape, Shape]]


def merge_listwise(base: str, ours: str, theirs: str) -> tuple[Part, ...]:
    """Merge a text by lines, its list items by what they say.

    Edits of different items of one list never collide, nor do new items of both sides at one place unless
    they are alike; ours come first.

    Args:
        base: The common text; every line ended, as in the other two.
        ours: Our version.
        theirs: Their version.
    """
    trio = _Trio(read_lines(base), read_lines(ours), read_lines(theirs))
    sides = [Side.of([line.raw for line in lines], [line.says for line in lines]) for lines in trio]
    stretches = merge3(*(side.keys for side in sides), apart=_independence(trio))
    refusals, restyler = Refusals(*sides), _Restyler(trio, stretches)
    numbering = Numbering()
    parts: list[Part] = []
    for stretch in stretches:
        reason = refusals.reason(stretch)
        settled = None if reason else restyler.settled(stretch)
        # Behind a clash the numbers go on as they would behind ours.
        lines = trio.ours[slice(*stretch.ours)] if settled is None else settled
        text = "".join(line.raw for line in renumbered(lines, numbering))
        parts.append(refusals.clash(stretch, reason or _REWRITTEN) if settled is None else text)
    return tuple(part for part in parts if part)


class _Trio(NamedTuple):
    base: Sequence[Line]
    ours: Sequence[Line]
    theirs: Sequence[Line]

    def at(self, stretch: Stretch) -> _Trio:
        return _Trio(
            self.base[slice(*stretch.base)],
            self.ours[slice(*stretch.ours)],
            self.theirs[slice(*stretch.theirs)],
        )


class _Restyler:
    """Writes what one side says in the bullets and indentation that the other side has given to the list."""

    def __init__(self, trio: _Trio, stretches: Sequence[Stretch]) -> None:
        self._trio = trio
        self._lists = _lists(trio.base)
        aligned = [(self._lists[slice(*stretch.base)], trio.at(stretch)) for stretch in stretches]
        self._by_ours = _styles((lists, part.base, part.ours) for lists, part in aligned)
        self._by_theirs = _styles((lists, part.base, part.theirs) for lists, part in aligned)

    def settled(self, stretch: Stretch) -> Sequence[Line] | None:
        """The lines of a stretch; None when one side changed their form in a way that cannot be followed."""
        base, ours, theirs = self._trio.at(stretch)
        here = self._lists[max(stretch.base[0] - 1, 0)] if self._lists else 0
        match stretch.origin:
            case Origin.BASE:
                return [three_way(*lines) for lines in zip(base, ours, theirs, strict=True)]
            case Origin.OURS:
                return _restyled(ours, base, theirs, self._by_theirs.get(here, {}))
            case Origin.THEIRS:
                return _restyled(theirs, base, ours, self._by_ours.get(here, {}))
            case Origin.BOTH | Origin.CONFLICT:
                return ours


def _lists(lines: Sequence[Line]) -> list[int]:
    """The list that each line belongs to: a heading or a paragraph ends one."""
    numbers, number = [], 0
    for line in lines:
        number += line.shape is None and line.raw[:1] not in (" ", "\t", "\r", "\n", "")
        numbers.append(number)
    return numbers


def _styles(aligned: Iterable[tuple[Sequence[int], Sequence[Line], Sequence[Line]]]) -> _Styles:
    """Which shape of the base became which of a side, for those that became one shape in a whole list."""
    became: dict[int, dict[Shape, set[Shape]]] = {}
    for lists, base, side in aligned:
        if [line.says for line in base] != [line.says for line in side]:
            continue
        for number, before, after in zip(lists, base, side, strict=True):
            if before.shape and after.shape:
                became.setdefault(number, {}).setdefault(before.shape, set()).add(after.shape)
    return {
        number: {before: after.pop() for before, after in shapes.items() if len(after) == 1}
        for number, shapes in became.items()
    }


def _restyled(
    lines: Sequence[Line], base: Sequence[Line], kept: Sequence[Line], styles: Mapping[Shape, Shape]
) -> Sequence[Line] | None:
    """What one side wrote for lines of the base that the other side has kept, perhaps in another form."""
    reshaped = [(one, other) for one, other in zip(base, kept, strict=True) if one.shape != other.shape]
    if reshaped and len(base) == len(lines) == 1:
        return [three_way(base[0], lines[0], kept[0])] if lines[0].shape else None
    if any(one.shape is None or styles.get(one.shape) != other.shape for one, other in reshaped):
        return None
    return [_shaped(line, styles.get(line.shape, line.shape)) if line.shape else line for line in lines]


def _shaped(line: Line, shape: Shape) -> Line:
    return line if shape == line.shape else rewritten(line._replace(shape=shape))


def _independence(trio: _Trio) -> Callable[[Edit, Edit], bool]:
    """Whether two edits that touch are edits of different items of one list, and not alike."""
    after = {Origin.OURS: trio.ours, Origin.THEIRS: trio.theirs}

    def independent(left: Edit, right: Edit) -> bool:
        new, newer = (after[edit.side][edit.after_start : edit.after_end] for edit in (left, right))
        removed = (*trio.base[left.start : left.end], *trio.base[right.start : right.end])
        indents = {line.shape.indent if line.shape else None for line in (*removed, *new, *newer)}
        if len(indents) > 1 or None in indents or len(new) * len(newer) > _MOST_PAIRS:
            return False
        return not any(alike(one.rest, other.rest) for one in new for other in newer)

    return independent
