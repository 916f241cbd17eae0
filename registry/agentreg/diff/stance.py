"""The role area, its loudest part: an agent that only planned or reviewed may now act, or the reverse."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Kind
from agentreg.diff.ledger import Ledger
from agentreg.diff.units import Outline
from agentreg.model.document import Span
from agentreg.records import NamedTuple
from agentreg.static import TYPE_CHECKING

if TYPE_CHECKING:
    from agentreg.formats.stance import Stand

# No refusal does without one of each.
_REFUSES = ("not", "n't", "n\u2019t", "never", "no ", "only")
_OBJECTS = ("implement", "cod", "files", "source", "solutions", "tests", "only")


class _Side(NamedTuple):
    """A prompt, its refusals to change code, and which unit of the other side each of its units became."""

    outline: Outline
    refusals: list[Stand]
    became: dict[int, int]


def compare_stance(ledger: Ledger) -> list[Change]:
    """Tell that a prompt no longer forbids the agent to change code and tells it to do so; or the reverse.

    It is told beside the edits that it consists of, but for a ban that was turned, and takes nothing from
    them: it looks at the whole difference, so it comes before the areas that take theirs out. A prompt that
    says both, or neither, has no stance.
    """
    changed = (
        ledger.gone | set(ledger.edited),
        ledger.new | {pair.after for pair in ledger.edited.values()},
    )
    sides = ledger.before, ledger.after
    # What both prompts say alike tells no difference.
    if not any(map(_may_refuse, sides, changed)) or not any(map(_refusals, sides, changed)):
        return []
    became = (
        {place: pair.after for place, pair in ledger.partner.items()},
        {place: pair.before for place, pair in ledger.origin.items()},
    )
    before, after = (
        _Side(side, _refusals(side, range(len(side.units))), partners)
        for side, partners in zip(sides, became, strict=True)
    )
    if bool(before.refusals) == bool(after.refusals):
        return []
    act = _act(before, after) if before.refusals else _act(after, before)
    if act is None:
        return []
    was, now = (before.refusals or [act])[0], (after.refusals or [act])[0]
    subject = f"stance {_work(before)} -> {_work(after)}"
    return [Change(Kind.STANCE_CHANGED, subject, was.text, now.text, was.span, now.span)]


def beside_stance(stance: list[Change], told: list[Change]) -> list[Change]:
    """What was told of constraints, without a ban of which the stance tells already that it was turned."""
    return [change for change in told if not any(_is_told_by(one, change) for one in stance)]


def _is_told_by(stance: Change, change: Change) -> bool:
    """Whether a ban was turned by the two sentences that show the stance, or by one of them."""
    if change.kind is not Kind.CONSTRAINT_INVERTED:
        return False
    sides = (stance.before_span, change.before_span), (stance.after_span, change.after_span)
    return any(one and other and one.start < other.end and other.start < one.end for one, other in sides)


def _may_refuse(side: Outline, among: Iterable[int]) -> bool:
    """Whether one of some units may hold a refusal: a cheap look, because most prompts keep their stance."""
    texts = (side.units[place].text.lower() for place in among)
    return any(
        any(word in text for word in _OBJECTS) and any(word in text for word in _REFUSES) for text in texts
    )


def _refusals(side: Outline, among: Iterable[int]) -> list[Stand]:
    from agentreg.formats.stance import read_refusals

    return read_refusals(side.text, side.prompt, sorted(among))


def _work(side: _Side) -> str:
    from agentreg.formats.stance import Work, work_of

    return work_of(side.refusals[0].text, side.outline.prompt) if side.refusals else Work.IMPLEMENTS


def _act(refusing: _Side, other: _Side) -> Stand | None:
    """What the prompt without refusals tells the agent to do that the one with refusals does not."""
    starts, units = refusing.outline.starts, other.outline.units
    places = {bisect_right(starts, stand.span.start) - 1 for stand in refusing.refusals}
    instead = [units[refusing.became[place]].span for place in places if place in refusing.became]
    known = {stand.text for stand in _acts(refusing.outline, [])}
    return next((stand for stand in _acts(other.outline, instead) if stand.text not in known), None)


def _acts(side: Outline, orders: list[Span]) -> list[Stand]:
    from agentreg.formats.acts import read_acts

    return read_acts(side.text, side.prompt, orders)
