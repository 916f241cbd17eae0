"""A finding: what a change means to the reader, how serious it is, and which version bump it asks for."""

from __future__ import annotations

from enum import StrEnum

from agentreg.model.document import Span
from agentreg.records import NamedTuple

FINGERPRINT_DIGITS = 16
_HEXADECIMAL = frozenset("0123456789abcdef")


class Severity(StrEnum):
    """How much risk a change carries, from the greatest. Nothing to do with compatibility."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for the greatest risk, larger for less."""
        return _SEVERITIES.index(self)

    def at_least(self, level: Severity) -> bool:
        """Whether this is as serious as `level`, or more."""
        return self.rank <= level.rank


_SEVERITIES = list(Severity)


class Direction(StrEnum):
    """Which way a change goes: what the agent may do grows, shrinks, or neither."""

    WIDENS = "widens"
    NARROWS = "narrows"
    NEUTRAL = "neutral"


class Bump(StrEnum):
    """The version bump a change asks for, from the greatest. Nothing to do with risk."""

    MAJOR = "major"
    MINOR = "minor"
    PATCH = "patch"
    NONE = "none"


class Finding(NamedTuple):
    """A judgement about one or several changes.

    Attributes:
        rule: The id of the rule that says so.
        severity: How much risk.
        direction: Which way.
        bump: Which version bump.
        subject: What it is about, as the change names it.
        message: One sentence for a person; holds untrusted text.
        hint: What to do or to check; empty when there is nothing useful to say.
        hosts: The ids of the hosts for which it holds; empty when it does not depend on the host.
        before_span: Where it stands before; None when nowhere.
        after_span: Where it stands after; None when nowhere.
        judged: The agent's name and the texts that were judged; places are no part of it.
    """

    rule: str
    severity: Severity
    direction: Direction
    bump: Bump
    subject: str
    message: str
    hint: str = ""
    hosts: tuple[str, ...] = ()
    before_span: Span | None = None
    after_span: Span | None = None
    judged: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits that stay the same while rule, agent and judged texts do.

        A reviewer's decision about a finding must survive that lines move.
        """
        from hashlib import sha256

        text = "\0".join((self.rule, *self.judged))
        return sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:FINGERPRINT_DIGITS]


def is_hexadecimal(text: str, digits: int = FINGERPRINT_DIGITS) -> bool:
    """Whether a text is a number of so many digits, as fingerprints and hashes are written."""
    return len(text) == digits and set(text) <= _HEXADECIMAL


def greatest_bump(findings: tuple[Finding, ...]) -> Bump:
    """The bump that all findings together ask for."""
    asked = {finding.bump for finding in findings}
    return next((bump for bump in Bump if bump in asked), Bump.NONE)


def greatest_severity(findings: tuple[Finding, ...]) -> Severity | None:
    """The severity of the most serious finding; None without findings."""
    return min((finding.severity for finding in findings), key=lambda severity: severity.rank, default=None)
