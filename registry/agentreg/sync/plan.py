"""What a sync would do to one project, as a value: computed from texts alone, nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

from agentreg.diff.compare import compare
from agentreg.diff.summary import summarize
from agentreg.errors import SyncRefused
from agentreg.formats.read import read_definition
from agentreg.merge.engine import merge
from agentreg.merge.policies import owned
from agentreg.merge.unresolved import unfinished
from agentreg.merge.values import Caution, Choice, Conflict, Danger, Decision, Labels, Merged
from agentreg.records import NamedTuple
from agentreg.rules.finding import Finding
from agentreg.sync.pending import Answer, Pending
from agentreg.sync.target import check_place, check_target
from agentreg.sync.widening import widenings
from agentreg.variants.drift import Drift
from agentreg.variants.files import Files
from agentreg.variants.lock import LOCK_NAME, LockEntry, render_lock
from agentreg.variants.project import Project
from agentreg.variants.rendering import with_line_ends_of
from agentreg.variants.standing import Base, Standing, base_name, lock_entry

# Many projects of a fleet have the same texts: so many answers are kept.
_REMEMBERED = 512
_WIDENING = frozenset({Danger.WIDENED, Danger.RESTRICTION_LOST})


class Widening(StrEnum):
    """What to do with a merge that lets an agent do more than the project's own file does."""

    HOLD = "hold"
    ALLOW = "allow"


class LocalEdits(StrEnum):
    """What to do with edits of the project's own."""

    KEEP = "keep"
    OVERWRITE = "overwrite"


class InConflict(StrEnum):
    """What to do with a variant that both sides changed in ways only a person can join."""

    LEAVE = "leave"
    MARK = "mark"


class Terms(NamedTuple):
    """How a sync decides what it is asked to decide.

    Attributes:
        widening: What it does with merges that let an agent do more.
        edits: What it does with local edits.
        conflict: What it does with conflicts.
        pending: Conflicts that were kept for a person, by the path inside the repository.
    """

    widening: Widening = Widening.HOLD
    edits: LocalEdits = LocalEdits.KEEP
    conflict: InConflict = InConflict.LEAVE
    pending: Mapping[str, Pending] = {}


class Outcome(StrEnum):
    """What a sync does with one variant; the value is the word shown."""

    NOTHING = "nothing to do"
    UPDATE = "update"
    MARKED = "marked"
    CONFLICT = "conflict"
    HELD = "held"
    SKIPPED = "skipped"


class Step(NamedTuple):
    """What a sync does with one variant.

    Attributes:
        standing: Where the variant stands.
        outcome: What is done.
        text: The text to write; with conflict markers for a conflict; None when nothing is merged.
        entry: What the lock says afterwards; None when it was never locked.
        news: What the base brought, in one line.
        kept: What of the project's own edits was kept, in one line.
        conflicts: What a person has to decide.
        widenings: What the merged text lets the agent do beyond ours, by the rules of a review.
        warnings: What merged and should be looked at.
        reason: Why nothing is written, one sentence; empty otherwise.
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

    @property
    def path(self) -> str:
        """The variant's path inside its project."""
        return self.standing.variant.declared.path


class Plan(NamedTuple):
    """What a sync does to one project.

    Attributes:
        steps: One per variant, sorted by path.
        lock: The lock file's text afterwards.
        lock_before: The lock file's bytes now; None when there is none.
    """

    steps: tuple[Step, ...]
    lock: str
    lock_before: bytes | None = None

    @property
    def updates(self) -> tuple[Step, ...]:
        """The steps that write."""
        return tuple(step for step in self.steps if step.outcome in (Outcome.UPDATE, Outcome.MARKED))

    @property
    def texts(self) -> dict[str, bytes | None]:
        """What each variant that is updated becomes, by path."""
        return {step.path: step.text for step in self.updates}

    @property
    def left(self) -> tuple[Step, ...]:
        """The steps that a person must look at: nothing is written for them."""
        settled = (Outcome.UPDATE, Outcome.NOTHING)
        return tuple(step for step in self.steps if step.outcome not in settled)

    @property
    def writes(self) -> dict[str, bytes]:
        """All that is written together, by path: changed variants and the lock, or nothing."""
        if not self.updates:
            return {}
        before = {step.path: step.standing.file for step in self.updates}
        written = {
            path: text for path, text in self.texts.items() if text is not None and text != before[path]
        }
        return written | {LOCK_NAME: self.lock.encode()}


def make_plan(standings: tuple[Standing, ...], project: Project, terms: Terms) -> Plan:
    """Decide what a sync does.

    Args:
        standings: The variants of one project.
        project: The project; the places that would be written are judged by its files.
        terms: What was asked for.

    Raises:
        ReadError: The lock cannot be read.
    """
    steps = tuple(_plan_step(standing, project, terms) for standing in standings)
    lock = render_lock(step.entry for step in steps if step.entry)
    return Plan(steps, lock, project.files.read(LOCK_NAME))


def _plan_step(standing: Standing, project: Project, terms: Terms) -> Step:
    unchanged = Step(standing, Outcome.NOTHING, entry=standing.variant.locked)
    match standing:
        case Standing(drift=Drift.CURRENT | Drift.MODIFIED) | Standing(drift=Drift.RENAMED, behind=0):
            return _marked(unchanged) if _is_unfinished(standing.file) else unchanged
        case Standing(base=bytes(base), newest=Base() as newest, file=bytes(file)):
            reason = _bad_place(project.files, standing.variant.declared.path)
            if reason:
                return unchanged._replace(outcome=Outcome.SKIPPED, reason=reason)
            if standing.rendering is not None:
                return _rendered(unchanged, newest, standing.rendering, terms)
            pending = terms.pending.get(project.inside(unchanged.path))
            if pending and pending.fits(standing) and pending.answer is Answer.SKIPPED:
                reason = "its conflict was skipped, until the base moves on"
                return unchanged._replace(outcome=Outcome.SKIPPED, reason=reason)
            merged = _decided(pending, standing) or _merge(standing, base, newest, file, terms.edits)
            return _judged(_told(unchanged, newest, merged), newest, terms)
        case _:
            reason = standing.trouble or "the file is not there"
            return unchanged._replace(outcome=Outcome.SKIPPED, reason=reason)


def _rendered(unchanged: Step, newest: Base, rendering: bytes, terms: Terms) -> Step:
    """What is done with a variant that its overlay makes: nothing of its file has to be kept."""
    standing = unchanged.standing
    if standing.drift is Drift.DIVERGED and terms.edits is LocalEdits.KEEP:
        made = f"it is made from {standing.variant.declared.overlay}, and was edited"
        extract = f"`agentreg variant extract {unchanged.path}` turns the edits into one"
        reason = f"{made}: edit the overlay instead, or {extract}; --force overwrites them"
        return unchanged._replace(outcome=Outcome.HELD, reason=reason)
    text = with_line_ends_of(standing.file or b"", rendering)
    return _judged(_told(unchanged, newest, Merged(text)), newest, terms)


def _bad_place(files: Files, path: str) -> str:
    try:
        check_target(path)
        check_place(files, path)
    except SyncRefused as error:
        return error.message
    return ""


def _is_unfinished(file: bytes | None) -> bool:
    return (
        file is not None and b"<<<<<<<" in file and bool(unfinished(file.decode("utf-8", "surrogateescape")))
    )


def _marked(unchanged: Step) -> Step:
    return unchanged._replace(outcome=Outcome.HELD, reason="a conflict in it was never resolved")


def _decided(pending: Pending | None, standing: Standing) -> Merged | None:
    """What a person has made of the conflict; None while nobody has."""
    if pending is None or pending.answer is not Answer.RESOLVED or not pending.fits(standing):
        return None
    return Merged(pending.text, decisions=(Decision("file", Choice.POLICY, "resolved by hand"),))


def _merge(standing: Standing, base: bytes, newest: Base, file: bytes, edits: LocalEdits) -> Merged:
    declared, locked = standing.variant
    if edits is LocalEdits.OVERWRITE:
        # As if nobody had edited it; what is declared as the project's own stays.
        base = file
    labels = Labels(
        base=f"{declared.base} {base_name(locked)}",
        ours=declared.path,
        theirs=f"{declared.base} {base_name(newest)}",
    )
    return merge(base, file, newest.text, path=declared.path, labels=labels, policies=owned(declared.owned))


def _told(unchanged: Step, newest: Base, merged: Merged) -> Step:
    """The step with all that can be said of the merge; what is to be done is not decided yet."""
    standing, path = unchanged.standing, unchanged.path
    return unchanged._replace(
        text=merged.text,
        news=_difference(standing.base, newest.text, path),
        kept=_difference(standing.base, standing.file, path),
        conflicts=merged.conflicts,
        widenings=_widenings(standing.file or b"", merged.text, path) if merged.clean else (),
        warnings=merged.warnings,
    )


_widenings = lru_cache(_REMEMBERED)(widenings)


def _judged(step: Step, newest: Base, terms: Terms) -> Step:
    entry = lock_entry(step.standing.variant, newest, step.standing.rendering)
    if step.conflicts and terms.conflict is InConflict.MARK:
        return step._replace(outcome=Outcome.MARKED, entry=entry, reason="to be resolved on the branch")
    if step.conflicts:
        return step._replace(outcome=Outcome.CONFLICT, reason=f"{len(step.conflicts)} to decide by hand")
    dangers = {warning.danger for warning in step.warnings}
    if Danger.UNRESOLVED in dangers:
        return step._replace(outcome=Outcome.HELD, reason="a conflict in it was never resolved")
    if Danger.POLICY_NOT_KEPT in dangers:
        return step._replace(outcome=Outcome.HELD, reason="an owned field would not stay ours")
    if terms.widening is Widening.HOLD and (step.widenings or not _WIDENING.isdisjoint(dangers)):
        reason = "it would let the agent do more than ours does; --allow-widening writes it"
        return step._replace(outcome=Outcome.HELD, reason=reason)
    return step._replace(outcome=Outcome.UPDATE, entry=entry)


@lru_cache(_REMEMBERED)
def _difference(before: bytes | None, after: bytes | None, path: str) -> str:
    if before is None or after is None or before == after:
        return ""
    return summarize(compare(read_definition(before, path), read_definition(after, path)))
