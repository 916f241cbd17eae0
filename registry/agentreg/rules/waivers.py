"""Inline waivers in force: a change never accepts itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Area
from agentreg.diff.waivers import WAIVER_OF, match_waivers, subject
from agentreg.formats.waivers import read_waivers
from agentreg.model.definition import Definition
from agentreg.model.document import LineIndex, Span
from agentreg.model.waiver import Waiver
from agentreg.records import NamedTuple
from agentreg.rules.case import Hit, plain_hit
from agentreg.rules.finding import Finding, Severity
from agentreg.rules.table import RULES_BY_ID

if TYPE_CHECKING:
    from datetime import date

_WEIGHED = ("waiver-was-added", "waiver-was-changed")


class Standing(NamedTuple):
    """A waiver that stood before and still stands, on a line of the definition now."""

    before: Waiver
    after: Waiver
    line: int

    @property
    def place(self) -> str:
        """Where it is written, for people."""
        return f"line {self.line}"

    def covers(self, finding: Finding) -> bool:
        """Whether it accepts a finding: every place of it must be within reach."""
        if finding.rule != self.after.rule:
            return False
        if self.after.reach is None:
            return True
        places = [
            (finding.before_span, self.before.reach),
            (finding.after_span, self.after.reach),
        ]
        stated = [(span, reach) for span, reach in places if span is not None]
        return bool(stated) and all(_is_within(span, reach) for span, reach in stated)


def _is_within(span: Span, reach: Span | None) -> bool:
    return reach is None or (reach.start <= span.start and span.end <= reach.end)


def standing(before: Definition | None, after: Definition | None) -> tuple[Standing, ...]:
    """The waivers that count in a comparison: those that say the same on both sides.

    One that is new or edited would let a change accept itself; it counts from the next comparison on.
    """
    kept = match_waivers(before, after).kept
    if not kept or after is None:
        return ()
    lines = LineIndex(after.document.text)
    return tuple(
        Standing(one, other, lines.line(other.span.start)) for one, other in kept if not refusal(other.rule)
    )


def weighed(changes: Iterable[Change]) -> Iterator[Hit]:
    """One hit for each waiver, as serious as what it will let pass."""
    for change in changes:
        rule = RULES_BY_ID.get(change.subject.removeprefix(WAIVER_OF))
        yield plain_hit(change)._replace(severity=rule.severity if rule else Severity.LOW)


def waived_by(finding: Finding) -> str:
    """The rule that the waiver is about which a finding tells as new or changed; empty for other findings."""
    return finding.subject.removeprefix(WAIVER_OF) if finding.rule in _WEIGHED else ""


def refusal(rule: str) -> str:
    """Why a rule cannot be waived within a definition; empty when it can."""
    known = RULES_BY_ID.get(rule)
    if known is None:
        from difflib import get_close_matches

        near = get_close_matches(rule, list(RULES_BY_ID), n=1)
        return f"there is no rule {rule}{f': did you mean {near[0]}?' if near else ''}"
    if known.area is Area.POLICY:
        return f"{rule} is about waivers and cannot be waived by one; a policy can set its severity"
    return ""


def refused(after: Definition) -> Iterator[Hit]:
    """What is meant as a waiver in a definition and cannot be followed."""
    waivers = read_waivers(after)
    for comment in waivers.refused:
        yield Hit("waiver", comment.text, comment.why, after_span=comment.span)
    for waiver in waivers.valid:
        if why := refusal(waiver.rule):
            yield Hit(subject(waiver), "", why, after_span=waiver.span)


def ended(after: Definition, today: date) -> Iterator[Hit]:
    """The waivers of a definition whose last day has passed."""
    for waiver in read_waivers(after).valid:
        if waiver.until is not None and waiver.until < today:
            yield Hit(subject(waiver), waiver.until.isoformat(), after_span=waiver.span)


def unused(waiver: Standing) -> Hit:
    """A waiver that found nothing to accept."""
    return Hit(subject(waiver.after), "", waiver.after.reason, waiver.before.span, waiver.after.span)
