"""The routing area: what the texts by which a host chooses the agent ask for.

An edit is told as the facts that it consists of: how firmly and for how much the agent is offered, and its
examples. Only what is left of it is a changed description.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from agentreg.diff.changes import Change
from agentreg.diff.examples import Shown, compare_examples, said, told
from agentreg.diff.explain import unexplained_lines
from agentreg.diff.kinds import Kind
from agentreg.diff.lcs import alike
from agentreg.diff.triggers import Trigger, Turn, compare_triggers
from agentreg.formats.examples import read_examples
from agentreg.formats.patterns import pattern
from agentreg.formats.triggers import Statement, read_statements
from agentreg.formats.written import offsets_in_file
from agentreg.model.document import Span
from agentreg.model.fields import Scalar
from agentreg.records import NamedTuple

# What only announces the examples comes and goes with them; left behind, it announces nothing.
_LEAD = pattern(
    r"(?:specifically|(?:\w+ )?examples?(?: usage| include)?|for example|<examples>)\W*", re.IGNORECASE
)


class RoutingText(NamedTuple):
    """One side's routing text.

    Attributes:
        text: The whole file.
        value: The routing text as a host reads it.
        lines: The lines that its field occupies.
    """

    text: str
    value: Scalar
    lines: Span


class _Side(NamedTuple):
    """A routing text with its sentences, its examples, and the place of each character in the file."""

    source: RoutingText
    offsets: Sequence[int]
    statements: list[Statement]
    examples: list[Shown]


def compare_routing_texts(key: str, before: RoutingText, after: RoutingText) -> list[Change]:
    """Tell what differs between two routing texts.

    Args:
        key: The field that holds them; the subject of what is told.
        before: The text before.
        after: The text after.

    Returns:
        Changes of the routing area; none where only the wrapping or the order of the examples differs.
    """
    one, other = sides = _read(before), _read(after)
    if not one.statements or not other.statements:
        return [_whole(key, before, after)]
    found = compare_triggers(one.statements, other.statements)
    changes = [
        *(change for fate in compare_examples(one.examples, other.examples) if (change := told(fate))),
        *(_trigger(key, fact, sides) for fact in found.triggers),
        *_rest(key, found.rest, sides),
    ]
    if not changes and _order(one) != _order(other):
        return [_whole(key, before, after)]
    return _placed([_with_both(change, sides) for change in changes], sides)


def _read(source: RoutingText) -> _Side:
    value = source.value.text
    offsets = offsets_in_file(source.text, source.value)
    examples = read_examples(value, Span(0, len(value)))
    starts = (0, *(example.span.end for example in examples))
    ends = (*(example.span.start for example in examples), len(value))
    statements: list[Statement] = []
    for start, end in zip(starts, ends, strict=True):
        stretch = read_statements(value, Span(start, end))
        announces = stretch and _LEAD.fullmatch(stretch[-1].text)
        statements += stretch[:-1] if announces else stretch
    side = _Side(source, offsets, statements, [])
    side.examples.extend(
        Shown(f"example {number}", said(example), _place(side, example.span))
        for number, example in enumerate(examples, 1)
    )
    return side


def _place(side: _Side, piece: Span) -> Span:
    """Where a piece of a routing text is in the file; the whole field when that is not known."""
    if piece.end > len(side.offsets):
        return side.source.lines
    return Span(side.offsets[piece.start], side.offsets[piece.end - 1] + 1)


def _order(side: _Side) -> list[str]:
    return [statement.text for statement in side.statements]


def _whole(key: str, before: RoutingText, after: RoutingText) -> Change:
    texts = before.value.text, after.value.text
    return Change(Kind.DESCRIPTION_CHANGED, key, *texts, before.lines, after.lines, alike(*texts))


_Sides = tuple[_Side, _Side]


def _trigger(key: str, fact: Trigger, sides: _Sides) -> Change:
    return _change(fact.kind, key, ([one] if one else [] for one in fact.turn), sides)


def _rest(key: str, turns: list[Turn], sides: _Sides) -> list[Change]:
    """One change for all that is left: a routing text is short, and read as a whole."""
    if not turns:
        return []
    statements = (
        sorted((one for one in side if one is not None), key=lambda one: one.span)
        for side in ([turn.before for turn in turns], [turn.after for turn in turns])
    )
    return [_change(Kind.DESCRIPTION_CHANGED, key, statements, sides)]


def _change(kind: Kind, key: str, statements: Iterable[list[Statement]], sides: _Sides) -> Change:
    texts, spans = [], []
    for side, said_there in zip(sides, statements, strict=True):
        texts.append(" ".join(statement.text for statement in said_there))
        hull = Span(said_there[0].span.start, said_there[-1].span.end) if said_there else None
        spans.append(_place(side, hull) if hull else None)
    share = alike(*texts) if all(texts) else 0.0
    return Change(kind, key, texts[0], texts[1], spans[0], spans[1], share)


def _with_both(change: Change, sides: _Sides) -> Change:
    """What has no counterpart changed the field on that side all the same."""
    before, after = change.before_span or sides[0].source.lines, change.after_span or sides[1].source.lines
    return change._replace(before_span=before, after_span=after)


def _placed(changes: list[Change], sides: _Sides) -> list[Change]:
    """Where the field was wrapped anew as well, all its lines are the place."""
    one, other = (_only(side.source) for side in sides)
    if not changes or not unexplained_lines(one, other, changes):
        return changes
    return [
        change._replace(before_span=sides[0].source.lines, after_span=sides[1].source.lines)
        for change in changes
    ]


def _only(source: RoutingText) -> str:
    """The field alone, with blanks for all that stands before it: offsets stay."""
    return " " * source.lines.start + source.lines.of(source.text)
