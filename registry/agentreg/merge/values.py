"""A merge as a value: the text, what a person still has to decide, what was decided, what to look at."""

from __future__ import annotations

from enum import StrEnum

from agentreg.formats.conflicts import GIT_SIZE
from agentreg.model.document import Span
from agentreg.records import NamedTuple


class Labels(NamedTuple):
    """What the three inputs are called in conflict markers, and how long those are at least."""

    base: str = "base"
    ours: str = "ours"
    theirs: str = "theirs"
    size: int = GIT_SIZE


class Clash(NamedTuple):
    """A stretch that only a person can decide.

    Attributes:
        subject: What conflicts, in the reader's words (`model`, `workflow lines`); one line.
        reason: Why it was not merged, one sentence.
        base: The stretch in the base; empty, or whole lines with their line feeds. So are the other two.
        ours: The stretch in ours.
        theirs: The stretch in theirs.
    """

    subject: str
    reason: str
    base: str
    ours: str
    theirs: str


Part = str | Clash
"""A merged text is a row of parts: text that is settled, and clashes that are not."""


class Conflict(NamedTuple):
    """A clash, and where it stands in the merged text.

    Attributes:
        subject: What conflicts.
        reason: Why it was not merged.
        base: The stretch in the base.
        ours: The stretch in ours.
        theirs: The stretch in theirs.
        span: From the first marker up to the end of the last one's line, in characters of the decoded result.
    """

    subject: str
    reason: str
    base: str
    ours: str
    theirs: str
    span: Span


class Choice(StrEnum):
    """How something was decided."""

    OURS = "ours"
    THEIRS = "theirs"
    BOTH = "both"
    MERGED = "merged"
    POLICY = "policy"
    CONFLICT = "conflict"
    LINES = "lines"


class Decision(NamedTuple):
    """One decision.

    Attributes:
        subject: What was decided: a field's name, `body`, `frontmatter`, `file`.
        choice: How.
        reason: Why, one sentence.
    """

    subject: str
    choice: Choice
    reason: str


class Danger(StrEnum):
    """What kind of trouble a clean text may still mean."""

    WIDENED = "permissions-widened"
    RESTRICTION_LOST = "restriction-lost"
    RULE_LOST = "rule-lost"
    POLICY_NOT_KEPT = "policy-not-kept"
    UNRESOLVED = "unresolved-conflict"
    RENAMED = "agent-renamed"
    TOUCHING = "edits-touch"
    REVOKED_TOOL = "revoked-tool-used"
    LOST_REFERENCE = "reference-lost"
    OPPOSED_RULES = "rules-opposed"
    OVERRULED = "news-overruled"


class Caution(NamedTuple):
    """Something a person should look at although the text merged.

    Attributes:
        danger: What kind of trouble.
        subject: The field or passage concerned.
        message: One sentence.
        span: Where it stands in the decoded result; None where that is no one place.
    """

    danger: Danger
    subject: str
    message: str
    span: Span | None = None

    @property
    def sentence(self) -> str:
        """`model: ours changed it`: what it is about, and what is to be looked at."""
        return f"{self.subject}: {self.message}"


class Merged(NamedTuple):
    """The outcome of a merge.

    Attributes:
        text: The bytes to write; with conflict markers when there are conflicts.
        conflicts: What is left to decide, in the order of the text.
        decisions: What was decided, frontmatter first.
        warnings: What merged and may still be wrong.
    """

    text: bytes
    conflicts: tuple[Conflict, ...] = ()
    decisions: tuple[Decision, ...] = ()
    warnings: tuple[Caution, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether nothing is left to decide."""
        return not self.conflicts
