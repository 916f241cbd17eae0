"""Sentences that set aside what a model was told elsewhere: facts about the whole definition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from agentreg.diff.changes import Change, mirror
from agentreg.diff.kinds import Kind
from agentreg.diff.ledger import Ledger, Part
from agentreg.diff.statement_pairs import Place
from agentreg.diff.units import Outline
from agentreg.formats.constraints import stated_by
from agentreg.formats.overrides import find_overrides
from agentreg.formats.voids import loosens, loosens_these, may_void, voids
from agentreg.model.definition import Definition
from agentreg.model.document import Span
from agentreg.model.prompt import BlockKind, Polarity
from agentreg.records import NamedTuple

_SUBJECT = "override"


class Said(NamedTuple):
    """A sentence that sets something aside, and where."""

    text: str
    span: Span


def compare_overrides(ledger: Ledger) -> list[Change]:
    """Tell the sentences of a prompt that set something aside and did not before; wherever they moved."""
    edited = ledger.edited.values()
    said = (
        _said(ledger.before, sorted(ledger.gone | {pair.before for pair in edited})),
        _said(ledger.after, sorted(ledger.new | {pair.after for pair in edited})),
    )
    new, gone = _beyond(said[1], said[0]), _beyond(said[0], said[1])
    parts: list[Part] = [
        (None, one.span) for one in new if ledger.parts[1].unit_at(one.span) in ledger.origin
    ]
    parts += [(one.span, None) for one in gone if ledger.parts[0].unit_at(one.span) in ledger.partner]
    ledger.tell(parts)
    return [
        *(_added(one, _unit_before(ledger, one.span)) for one in new),
        *(mirror(_added(one, _unit_after(ledger, one.span))) for one in gone),
    ]


def compare_header_overrides(before: Definition, after: Definition) -> list[Change]:
    """Tell what a field sets aside and no field did before; hosts show descriptions to other agents."""
    said = list(said_in_fields(before)), list(said_in_fields(after))
    return [
        *(_added(one, None) for one in _beyond(said[1], said[0])),
        *(mirror(_added(one, None)) for one in _beyond(said[0], said[1])),
    ]


def said_in_units(side: Outline, places: Iterable[int]) -> Iterator[Said]:
    """The sentences of some units that set something aside."""
    for number in places:
        place = Place(side, number)
        # What stands in a fence is a sample.
        if place.unit.kind is not BlockKind.FENCE and any(find_overrides(place.unit.text)):
            for span in place.sentences:
                if any(find_overrides(said := place.said(span))):
                    yield Said(said, span)


def said_in_fields(definition: Definition) -> Iterator[Said]:
    """What the fields of a definition set aside."""
    text = definition.document.text
    for field in definition.frontmatter.fields:
        for found in find_overrides(field.lines.of(text)):
            span = Span(field.lines.start + found.start, field.lines.start + found.end)
            yield Said(" ".join(span.of(text).split()), span)


def _said(side: Outline, places: list[int]) -> list[Said]:
    """The sentences of some units that set something aside, or take force from rules."""
    return sorted({*said_in_units(side, places), *_voiding(side, places)}, key=lambda said: said.span)


def _voiding(side: Outline, places: list[int]) -> Iterator[Said]:
    for number in places:
        place = Place(side, number)
        if place.unit.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM) or not may_void(place.unit.text):
            continue
        # "They are optional" in an item is about what stands before it there.
        is_alone = place.unit.kind is BlockKind.PARAGRAPH and _is_under_rules(place)
        for span in place.sentences:
            said = place.said(span)
            if voids(said) or loosens(said) or (is_alone and loosens_these(said)):
                yield Said(said, span)


def _is_under_rules(place: Place) -> bool:
    """Whether the title above a unit makes demands of what stands below."""
    if place.unit.section < 0:
        return False
    norm = stated_by(place.side.prompt.sections[place.unit.section].title)
    return norm is not None and norm.polarity is Polarity.DO


def _beyond(one: list[Said], other: list[Said]) -> list[Said]:
    """What one side says and the other does not; of several that are the same, the last."""
    left = Counter(said.text for said in other)
    more = []
    for said in one:
        if left[said.text]:
            left[said.text] -= 1
        else:
            more.append(said)
    return more


def _unit_before(ledger: Ledger, span: Span) -> Span | None:
    pair = ledger.origin.get(ledger.parts[1].unit_at(span))
    return ledger.before.units[pair.before].span if pair else None


def _unit_after(ledger: Ledger, span: Span) -> Span | None:
    pair = ledger.partner.get(ledger.parts[0].unit_at(span))
    return ledger.after.units[pair.after].span if pair else None


def _added(said: Said, counterpart: Span | None) -> Change:
    return Change(Kind.OVERRIDE_ADDED, _SUBJECT, "", said.text, counterpart, said.span)
