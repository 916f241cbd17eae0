"""The prompt: merged by line where that is enough, and by list item where lines collide."""

from __future__ import annotations

from agentreg.merge.lines import merge3
from agentreg.merge.numbers import misnumbered
from agentreg.merge.refusals import Refusals, Side
from agentreg.merge.values import Clash, Part
from agentreg.model.document import split_lines


def merge_body(base: str, ours: str, theirs: str) -> tuple[Part, ...]:
    """Merge three prompts.

    Args:
        base: The common prompt; every line ended, as in the other two.
        ours: Our version.
        theirs: Their version.

    Returns:
        Settled text and clashes, in order.
    """
    by_line = merge_text(base, ours, theirs)
    collisions = _clashes(by_line)
    settled = "".join(part for part in by_line if isinstance(part, str))
    if not collisions and not misnumbered(settled, base, (ours, theirs)):
        return by_line
    # Not before lines collide, which is seldom: a driver of Git is one start a file.
    from agentreg.merge.listwise import merge_listwise

    by_item = merge_listwise(base, ours, theirs)
    if not collisions:
        return by_line if _clashes(by_item) else by_item
    by_line = by_item if _clashes(by_item) < collisions else by_line
    return _by_structure(base, ours, theirs, by_line) if _clashes(by_line) else by_line


def _by_structure(base: str, ours: str, theirs: str, by_line: tuple[Part, ...]) -> tuple[Part, ...]:
    from agentreg.merge.order import Unordered
    from agentreg.merge.structure import merge_structure

    try:
        parts = merge_structure(base, ours, theirs).parts
        # Which side is called ours must not decide whether somebody is asked.
        back = merge_structure(base, theirs, ours).parts
    except Unordered:
        return by_line
    return parts if _clashes(parts) == _clashes(back) < _clashes(by_line) else by_line


def merge_text(base: str, ours: str, theirs: str) -> tuple[Part, ...]:
    """Merge a text by lines, as Git does but for what `agentreg.merge.refusals` refuses.

    Args:
        base: The common text; every line ended, as in the other two.
        ours: Our version.
        theirs: Their version.

    Returns:
        Settled text and clashes, in order.
    """
    sides = [Side.of(lines, lines) for lines in map(split_lines, (base, ours, theirs))]
    refusals = Refusals(*sides)
    parts: list[Part] = []
    for stretch in merge3(*(side.keys for side in sides)):
        reason = refusals.reason(stretch)
        text = "".join(stretch.taken(sides[1].lines, sides[2].lines))
        parts.append(refusals.clash(stretch, reason) if reason else text)
    return tuple(part for part in parts if part)


def _clashes(parts: tuple[Part, ...]) -> int:
    return sum(isinstance(part, Clash) for part in parts)
