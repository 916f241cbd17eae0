"""A plan as a value: what becomes of each variant of one project."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from agentreg.config.values import VariantConfig
from agentreg.merge.values import Caution, Conflict, Danger
from agentreg.records import NamedTuple
from agentreg.rules.finding import Finding
from agentreg.variants.lock import LOCK_NAME, LockEntry
from agentreg.variants.standing import Standing


class Outcome(StrEnum):
    """What a sync does with one variant; the value is the word shown."""

    NOTHING = "nothing to do"
    UPDATE = "update"
    REMOVE = "remove"
    MARKED = "marked"
    CONFLICT = "conflict"
    HELD = "held"
    SKIPPED = "skipped"


WRITING = frozenset({Outcome.UPDATE, Outcome.MARKED, Outcome.REMOVE})
"""The outcomes by which something is written."""

_WIDENING = frozenset({Danger.WIDENED, Danger.RESTRICTION_LOST})
_NEVER = frozenset({Danger.UNRESOLVED, Danger.POLICY_NOT_KEPT})


class Step(NamedTuple):
    """What a sync does with one variant; all but the texts that are written has secrets masked.

    Attributes:
        standing: Where the variant stands.
        outcome: What is done.
        text: The text to write; with conflict markers for a conflict; None when nothing is merged.
        entry: What the lock says afterwards; None when it was never locked.
        news: What the base brought into the file, in one line; what it has to bring, for a conflict.
        kept: What of the project's own edits was kept, in one line; what it has, for a conflict.
        conflicts: What a person has to decide.
        widenings: What the merged text lets the agent do beyond ours, by the rules of a review.
        warnings: What merged and should be looked at.
        reason: Why nothing is written, one sentence; empty otherwise.
        declared: What the configuration says of it afterwards; None where it says nothing any more.
    """

    standing: Standing
    outcome: Outcome
    text: bytes | None = None
    entry: LockEntry | None = None
    news: str = ""
    kept: str = ""
    conflicts: tuple[Conflict, ...] = ()
    widenings: tuple[Finding, ...] = ()
    warnings: tuple[Caution, ...] = ()
    reason: str = ""
    declared: VariantConfig | None = None

    @property
    def path(self) -> str:
        """The variant's path inside its project."""
        return self.standing.variant.declared.path

    @property
    def widens(self) -> bool:
        """Whether the merged text lets the agent do more than ours does; of a conflict, that of theirs."""
        return bool(self.widenings) or not _WIDENING.isdisjoint(self._dangers)

    @property
    def waits_for_leave(self) -> bool:
        """Whether it is held, and leave to widen is all that it waits for."""
        return self.outcome is Outcome.HELD and self.widens and _NEVER.isdisjoint(self._dangers)

    @property
    def _dangers(self) -> set[Danger]:
        return {warning.danger for warning in self.warnings}


class Plan(NamedTuple):
    """What a sync does to one project.

    Attributes:
        steps: One per variant, sorted by path.
        lock: The lock file's text afterwards.
        before: The bytes of the lock and of what declares variants now, by path; None for no such file.
        declarations: The bytes of the configuration and of overlays afterwards, by path; those that stay
            are left out.
    """

    steps: tuple[Step, ...]
    lock: str
    before: Mapping[str, bytes | None] = {}
    declarations: Mapping[str, bytes] = {}

    @property
    def updates(self) -> tuple[Step, ...]:
        """The steps that write."""
        return tuple(step for step in self.steps if step.outcome in WRITING)

    @property
    def texts(self) -> dict[str, bytes | None]:
        """What each variant that is updated becomes, by path."""
        return {step.path: step.text for step in self.updates}

    @property
    def conflicts(self) -> tuple[Step, ...]:
        """The steps in which a person has to decide something, and has not or not well."""
        return tuple(step for step in self.steps if step.outcome is Outcome.CONFLICT)

    @property
    def held(self) -> tuple[Step, ...]:
        """The steps that merge, and that nobody has allowed yet."""
        return tuple(step for step in self.steps if step.outcome is Outcome.HELD)

    @property
    def left(self) -> tuple[Step, ...]:
        """The steps that a person must look at: nothing is written for them."""
        settled = (Outcome.UPDATE, Outcome.REMOVE, Outcome.NOTHING)
        return tuple(step for step in self.steps if step.outcome not in settled)

    @property
    def writes(self) -> dict[str, bytes | None]:
        """All that is written together, by path: variants, lock, declarations; None for what is removed."""
        if not self.updates:
            return {}
        changed = {step.path: step.text for step in self.updates if step.text != step.standing.file}
        return {**changed, **self.declarations, LOCK_NAME: self.lock.encode()}
