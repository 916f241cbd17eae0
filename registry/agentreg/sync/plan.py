"""What a sync would do to one project, as a value: computed from texts alone, nothing is written."""

from __future__ import annotations

from functools import lru_cache

from agentreg.config.values import VariantConfig
from agentreg.diff.summary import summarize_between
from agentreg.errors import SyncRefused
from agentreg.formats.read import read_definition
from agentreg.merge.engine import merge
from agentreg.merge.gate import objection_to_structure
from agentreg.merge.policies import Policy, owned
from agentreg.merge.unresolved import is_unfinished
from agentreg.merge.values import Choice, Danger, Decision, Labels, Merged
from agentreg.sync.carry import with_declarations
from agentreg.sync.pending import Answer, Pending
from agentreg.sync.shown import as_shown
from agentreg.sync.steps import Outcome, Plan, Step
from agentreg.sync.target import check_place, check_target
from agentreg.sync.terms import InConflict, LocalEdits, Terms, Widening
from agentreg.sync.widening import widenings, with_theirs
from agentreg.variants.drift import Drift
from agentreg.variants.files import Files
from agentreg.variants.lock import LOCK_NAME, fingerprint, render_lock
from agentreg.variants.overruled import overruled
from agentreg.variants.project import Project
from agentreg.variants.ranges import widened
from agentreg.variants.rendering import with_line_ends_of
from agentreg.variants.standing import Base, Standing, base_name, lock_entry

# Many projects of a fleet have the same texts: so many answers are kept.
_REMEMBERED = 512


def make_plan(standings: tuple[Standing, ...], project: Project, terms: Terms) -> Plan:
    """Decide what a sync does.

    Args:
        standings: The variants of one project.
        project: The project; the places that would be written are judged by its files.
        terms: What was asked for.

    Raises:
        ReadError: The lock cannot be read.
        ConfigError: A file that declares a variant would have to be edited by hand.
        SyncRefused: Such a file lies where nothing is written.
    """
    steps = tuple(_plan_step(standing, project, terms) for standing in standings)
    lock = render_lock(step.entry for step in steps if step.entry)
    return with_declarations(Plan(steps, lock, {LOCK_NAME: project.files.read(LOCK_NAME)}), project)


def _plan_step(standing: Standing, project: Project, terms: Terms) -> Step:
    variant = standing.variant
    unchanged = Step(standing, Outcome.NOTHING, entry=variant.locked, declared=variant.declared)
    match standing:
        case Standing(drift=Drift.CURRENT | Drift.MODIFIED):
            return _marked(unchanged) if is_unfinished(standing.file or b"") else unchanged
        case Standing(drift=Drift.ORPHANED, base=bytes(base), file=bytes(file), deleted=True):
            return _orphan(unchanged, project, edited=fingerprint(base) != fingerprint(file))
        case Standing(older=True):
            return unchanged._replace(outcome=Outcome.SKIPPED, reason=standing.trouble)
        case Standing(base=bytes(base), newest=Base() as newest, file=bytes(file)):
            reason = _bad_place(project.files, standing.variant.declared.path)
            if reason:
                return unchanged._replace(outcome=Outcome.SKIPPED, reason=reason)
            if standing.rendering is not None:
                return _rendered(unchanged, newest, standing.rendering, terms)
            overwrites = terms.edits is LocalEdits.OVERWRITE
            pending = None if overwrites else terms.pending.get(project.inside(unchanged.path))
            if pending and pending.fits(standing) and pending.answer is Answer.SKIPPED:
                reason = "its conflict was skipped, until the base moves on"
                return unchanged._replace(outcome=Outcome.SKIPPED, reason=reason)
            if pending and (fault := _fault(pending, standing)):
                return unchanged._replace(outcome=Outcome.CONFLICT, text=pending.text, reason=fault)
            merged = _decided(pending, standing) or _merge(standing, base, newest, file, terms.edits)
            told = _told(unchanged, newest, merged)
            if overwrites and told.kept:
                told = told._replace(kept="", reason=f"overwrites: {told.kept}")
            return _judged(told, newest, terms)
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
    lost = overruled(standing.overlays, standing.base or b"", newest.text)
    return _judged(_told(unchanged, newest, Merged(text, warnings=lost)), newest, terms)


def _orphan(unchanged: Step, project: Project, *, edited: bool) -> Step:
    """What is done with a variant whose base was deleted: a copy goes with it, an edited one stays."""
    if edited:
        reason = "its base was deleted, and it has own edits: take its [[variant]] block away to keep it"
    elif project.folder is not None:
        reason = "its base was deleted: a sync on a branch removes it"
    else:
        return unchanged._replace(
            outcome=Outcome.REMOVE, entry=None, declared=None, reason="its base was deleted"
        )
    return unchanged._replace(outcome=Outcome.SKIPPED, reason=reason)


def _bad_place(files: Files, path: str) -> str:
    try:
        check_target(path)
        check_place(files, path)
    except SyncRefused as error:
        return error.message
    return ""


def _marked(unchanged: Step) -> Step:
    return unchanged._replace(outcome=Outcome.HELD, reason="a conflict in it was never resolved")


def _fault(pending: Pending, standing: Standing) -> str:
    """Why the text that a person made of a conflict cannot be taken; empty when it can."""
    if pending.answer is not Answer.RESOLVED or not pending.fits(standing) or standing.newest is None:
        return ""
    texts = (pending.text, standing.file or b"", standing.newest.text)
    text, *sides = (one.decode("utf-8", "surrogateescape").replace("\r\n", "\n") for one in texts)
    objection = objection_to_structure(text, sides)
    return f"as it was resolved, {objection}: is a field stated twice?" if objection else ""


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
    policies = {key: Policy(value) for key, value in declared.policy} | dict(owned(declared.owned))
    return merge(base, file, newest.text, path=declared.path, labels=labels, policies=policies)


def _told(unchanged: Step, newest: Base, merged: Merged) -> Step:
    """The step with all that can be said of the merge; what is to be done is not decided yet."""
    standing, path = unchanged.standing, unchanged.path
    if merged.clean:
        news = _difference(standing.file, merged.text, path)
        kept = _difference(newest.text, merged.text, path)
    else:
        news = _difference(standing.base, newest.text, path)
        kept = _difference(standing.base, standing.file, path)
    told = unchanged._replace(
        text=merged.text,
        news=news,
        kept=kept,
        conflicts=merged.conflicts,
        widenings=_widenings(standing.file or b"", with_theirs(merged), path),
        warnings=merged.warnings,
    )
    return as_shown(told, (standing.base, standing.file, newest.text, merged.text))


_widenings = lru_cache(_REMEMBERED)(widenings)


def _judged(step: Step, newest: Base, terms: Terms) -> Step:
    declared = _declared(step.standing, newest)
    variant = step.standing.variant._replace(declared=declared)
    entry, step = lock_entry(variant, newest, step.standing.rendering), step._replace(declared=declared)
    if step.conflicts and terms.conflict is InConflict.LEAVE:
        return step._replace(outcome=Outcome.CONFLICT, reason=f"{len(step.conflicts)} to decide by hand")
    dangers = {warning.danger for warning in step.warnings}
    if Danger.UNRESOLVED in dangers:
        return step._replace(outcome=Outcome.HELD, reason="a conflict in it was never resolved")
    if Danger.POLICY_NOT_KEPT in dangers:
        return step._replace(outcome=Outcome.HELD, reason="an owned field would not stay ours")
    if terms.widening is Widening.HOLD and step.widens:
        reason = "it would let the agent do more than ours does; --allow-widening writes it"
        return step._replace(outcome=Outcome.HELD, reason=reason)
    if step.conflicts:
        return step._replace(outcome=Outcome.MARKED, entry=entry, reason="to be resolved on the branch")
    return step._replace(outcome=Outcome.UPDATE, entry=entry)


def _declared(standing: Standing, newest: Base) -> VariantConfig:
    """What the manifest says once the variant descends from this base: its name, a range that allows it."""
    declared = standing.variant.declared
    base = standing.renamed or declared.base
    return declared._replace(base=base, version=widened(declared.version, newest.version))


@lru_cache(_REMEMBERED)
def _difference(before: bytes | None, after: bytes | None, path: str) -> str:
    if before is None or after is None or before == after:
        return ""
    return summarize_between(read_definition(before, path), read_definition(after, path))
