"""A change: one fact about what differs between two definitions, and where; no judgement."""

from __future__ import annotations

from agentreg.diff.kind_table import KINDS
from agentreg.diff.kinds import FORM_ONLY, Area, Kind
from agentreg.model.document import Span
from agentreg.records import NamedTuple


class Change(NamedTuple):
    """One fact: what differs between a definition before and after.

    Attributes:
        kind: What happened; its area follows from it.
        subject: What it happened to, as a person would name it: `step 3`, `tool Bash`, `section Output`.
        before: The text concerned before, without formatting noise; empty when there was none.
        after: The text concerned after.
        before_span: Where it stands in the text before; None when it was not there.
        after_span: Where it stands in the text after; None when it is not there.
        similarity: 0 to 1, how much of an edited text stayed; 1 for a plain move, 0 without a counterpart.
    """

    kind: Kind
    subject: str
    before: str = ""
    after: str = ""
    before_span: Span | None = None
    after_span: Span | None = None
    similarity: float = 0.0

    @property
    def area(self) -> Area:
        """The area that the change belongs to."""
        return KINDS[self.kind].area


def mirror(change: Change) -> Change:
    """The change that comparing the other way round gives."""
    return Change(
        KINDS[change.kind].mirror or change.kind,
        change.subject,
        change.after,
        change.before,
        change.after_span,
        change.before_span,
        change.similarity,
    )


_AREAS = list(Area)
_KIND_ORDER = {kind: place for place, kind in enumerate(Kind)}


def in_order(changes: list[Change]) -> tuple[Change, ...]:
    """The changes by area, then by position, then by kind and subject: the order of every report."""
    return tuple(sorted(changes, key=_place))


def _place(change: Change) -> tuple[int, int, int, int, str]:
    before, after = change.before_span, change.after_span
    start = after.start if after else before.start if before else 0
    other = before.start if before else 0
    return (_AREAS.index(change.area), start, other, _KIND_ORDER[change.kind], change.subject)


def is_meaningful(change: Change) -> bool:
    """Whether the change is more than formatting."""
    return change.kind not in FORM_ONLY
