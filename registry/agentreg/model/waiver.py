"""An inline waiver: a comment in a definition that accepts the findings of one rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agentreg.model.document import Span
from agentreg.records import NamedTuple

if TYPE_CHECKING:
    from datetime import date


class Waiver(NamedTuple):
    """A waiver that can be followed.

    Attributes:
        rule: The id of the rule, as written.
        reason: Why its findings are accepted.
        until: The last day on which it holds; None for always.
        section: The titles from the outermost section to the one that it is about; empty for a waiver in the
            frontmatter, which is about the whole agent, and for one before the first section.
        span: Where the comment is written.
        reach: Where a finding must stand to be covered; None for anywhere.
    """

    rule: str
    reason: str
    until: date | None
    section: tuple[str, ...]
    span: Span
    reach: Span | None

    @property
    def terms(self) -> tuple[object, ...]:
        """All that it says; equal for two that accept the same."""
        return self.rule, self.reason, self.until, self.section, self.reach is None


class Refusal(NamedTuple):
    """A comment that is meant as a waiver and is none.

    Attributes:
        text: The comment.
        why: What is wrong with it.
        span: Where it is written.
    """

    text: str
    why: str
    span: Span


class Waivers(NamedTuple):
    """What a definition waives.

    Attributes:
        valid: The waivers, in the order written.
        refused: What looks like one and is none.
    """

    valid: tuple[Waiver, ...] = ()
    refused: tuple[Refusal, ...] = ()
