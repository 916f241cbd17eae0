"""The output area: report templates, and what is said about the answer beside demands and steps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from agentreg.diff.changes import Change, mirror
from agentreg.diff.contents import take_runs, text_of
from agentreg.diff.kinds import Kind
from agentreg.diff.lcs import alike
from agentreg.diff.ledger import Ledger, Lone, Part, both
from agentreg.diff.match import Pair
from agentreg.diff.units import Outline
from agentreg.formats.blocks import content_start
from agentreg.formats.outputs import read_outputs
from agentreg.formats.text import normalize, sentences
from agentreg.model.document import Span
from agentreg.model.outward import OutputKind
from agentreg.records import NamedTuple


class _Contract(NamedTuple):
    """What some units of a prompt say of its output.

    Attributes:
        side: The prompt.
        templates: The units that are templates.
        rules: The sentences of a unit that are rules for the answer and no constraints.
        whole: The units that say nothing else.
    """

    side: Outline
    templates: frozenset[int]
    rules: dict[int, list[Span]]
    whole: frozenset[int]


def compare_outputs(ledger: Ledger) -> list[Change]:
    """Tell what became of templates and of rules for the answer."""
    kept = [pair for pair in ledger.edited.values() if pair.before not in ledger.moved]
    one = _contract(ledger.before, {*ledger.gone, *(pair.before for pair in kept)})
    other = _contract(ledger.after, {*ledger.new, *(pair.after for pair in kept)})
    changes = [change for pair in kept for change in _edited(ledger, pair, (one, other))]
    return [*changes, *_gone(ledger.lone[0], one), *map(mirror, _gone(ledger.lone[1], other))]


def _contract(side: Outline, places: set[int]) -> _Contract:
    templates: set[int] = set()
    rules: dict[int, list[Span]] = defaultdict(list)
    for output in read_outputs(side.text, side.prompt.blocks, side.prompt.sections, sorted(places)):
        place = side.range_of(Span(0, output.span.start + 1)).stop - 1
        if output.kind is OutputKind.TEMPLATE:
            templates.add(place)
        elif output.kind is OutputKind.RULE and not _binds(side, place, output.span):
            rules[place].append(output.span)
    whole = frozenset(place for place, spans in rules.items() if len(spans) == _count(side, place))
    return _Contract(side, frozenset(templates), dict(rules), whole)


def _binds(side: Outline, place: int, span: Span) -> bool:
    return any(
        found.span.start < span.end and span.start < found.span.end for found in side.constraints[place]
    )


def _count(side: Outline, place: int) -> int:
    start = content_start(side.text, side.prompt.blocks[place])
    return sum(1 for _ in sentences(side.text[start : side.units[place].span.end]))


def _edited(ledger: Ledger, pair: Pair, contracts: tuple[_Contract, _Contract]) -> list[Change]:
    one, other = contracts
    if pair.before in one.templates and pair.after in other.templates:
        return [_whole(ledger, pair, Kind.TEMPLATE_CHANGED, "template")]
    if pair.before in one.whole and pair.after in other.whole:
        return [_whole(ledger, pair, Kind.OUTPUT_RULE_CHANGED, "output rule")]
    told = list(_sentences(ledger, pair, contracts))
    ledger.tell(part for _, part in told)
    return [change for change, _ in told]


def _whole(ledger: Ledger, pair: Pair, kind: Kind, word: str) -> Change:
    del ledger.edited[pair.before]
    old, new = ledger.before.units[pair.before], ledger.after.units[pair.after]
    subject = both(_subject(word, ledger.before, pair.before), _subject(word, ledger.after, pair.after))
    return Change(kind, subject, old.text, new.text, old.span, new.span, alike(old.text, new.text))


def _sentences(
    ledger: Ledger, pair: Pair, contracts: tuple[_Contract, _Contract]
) -> Iterator[tuple[Change, Part]]:
    """Rules for the answer in a text that says other things as well."""
    one, other = (
        {normalize(span.of(contract.side.text)): span for span in contract.rules.get(place, ())}
        for contract, place in zip(contracts, pair[:2], strict=True)
    )
    old, new = [text for text in one if text not in other], [text for text in other if text not in one]
    if len(old) != len(new):
        return
    subject = _subject("output rule", ledger.before, pair.before)
    for text, now in zip(old, new, strict=True):
        spans = one[text], other[now]
        if ledger.differs_beside(*spans):
            change = Change(Kind.OUTPUT_RULE_CHANGED, subject, text, now, *spans, alike(text, now))
            yield change, spans


def _gone(lone: Lone, contract: _Contract) -> list[Change]:
    side = lone.side
    changes = []
    for place in sorted(contract.templates & lone.places):
        first = place - 1 if _is_announced(lone, place) else place
        run = lone.take(range(first, place + 1))
        changes.append(_removal(Kind.TEMPLATE_REMOVED, _subject("template", side, place), side, run))
    for run in take_runs(lone, sorted(contract.whole & lone.places)):
        word = "output rule" if len(run) == 1 else f"{len(run)} output rules"
        changes.append(_removal(Kind.OUTPUT_RULE_REMOVED, _subject(word, side, run[0]), side, run))
    return changes


def _removal(kind: Kind, subject: str, side: Outline, run: range) -> Change:
    return Change(kind, subject, before=text_of(side, run), before_span=side.hull(run))


def _is_announced(lone: Lone, place: int) -> bool:
    """Whether a line that only announces a template goes with it."""
    if place - 1 not in lone.places or lone.side.constraints[place - 1]:
        return False
    return lone.side.prompt.blocks[place - 1].text.endswith((":", "\uff1a"))


def _subject(word: str, side: Outline, place: int) -> str:
    return side.placed(word, side.units[place].section)
