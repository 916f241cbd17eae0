"""What a merge decides: by field where there are fields to trust, else by line."""

from __future__ import annotations

from agentreg.formats.document import opens_frontmatter
from agentreg.merge.body import merge_body, merge_text
from agentreg.merge.entries import Header, read_header
from agentreg.merge.fields import MergedFields, merge_fields
from agentreg.merge.gate import (
    objection_to_fields,
    objection_to_lines,
    objection_to_repeats,
    objection_to_returns,
    objection_to_structure,
)
from agentreg.merge.numbers import misnumbered
from agentreg.merge.policies import BODY, Policies, Policy
from agentreg.merge.touching import touching
from agentreg.merge.values import Caution, Choice, Clash, Danger, Decision, Part
from agentreg.records import NamedTuple


class Texts(NamedTuple):
    """The three contents, every line ended by a line feed."""

    base: str
    ours: str
    theirs: str


class Draft(NamedTuple):
    """A merge before it gets its form back."""

    parts: tuple[Part, ...]
    decisions: tuple[Decision, ...]
    warnings: tuple[Caution, ...] = ()


class _Headers(NamedTuple):
    base: Header
    ours: Header
    theirs: Header


def draft(texts: Texts, policies: Policies) -> Draft:
    """Merge three contents.

    What Git's line merge gives is taken as it is when it is clean and reads as decided; otherwise fields are
    merged by key and the body by line. What does not read as decided after that is merged by line as a whole.

    Args:
        texts: The contents.
        policies: Who decides fields, or the prompt.
    """
    base, ours, theirs = map(read_header, texts)
    if base is None or ours is None or theirs is None:
        return _by_lines(texts, "not every side has fields that read without doubt", policies)
    headers = _Headers(base, ours, theirs)
    fields = merge_fields(base.block, ours.block, theirs.block, policies)
    body_policy = policies.get(BODY, Policy.MERGE)
    whole = merge_text(*texts)
    warnings = tuple(touching(fields.decisions, whole))
    settled_by_line = not _clashes(whole) and not fields.undecided and body_policy is Policy.MERGE
    settled_by_line = settled_by_line and not misnumbered(settled(whole), texts.base, texts[1:])
    if settled_by_line and not _objection(whole, texts, headers, fields):
        return Draft(whole, fields.decisions + _body_decisions(headers, ()), warnings)
    if body_policy is not Policy.MERGE:
        return _with_body(headers, fields, body_policy, warnings)
    body = merge_body(base.body, ours.body, theirs.body)
    parts = (*_head(headers, fields), *body)
    objection = _objection(parts, texts, headers, fields)
    if objection:
        return _by_lines(texts, f"fields could not be merged by key: {objection}", policies)
    return Draft(parts, fields.decisions + _body_decisions(headers, body), warnings)


def _with_body(
    headers: _Headers, fields: MergedFields, policy: Policy, warnings: tuple[Caution, ...]
) -> Draft:
    """The merged fields above a prompt that a policy decides."""
    base, ours, theirs = (header.body for header in headers)
    head, decision = _head(headers, fields), Decision(BODY, Choice.POLICY, f"{policy} by policy")
    if policy is Policy.ASK and theirs not in (base, ours):
        reason = "theirs changed it, and the policy is to ask"
        decision = Decision(BODY, Choice.CONFLICT, reason)
        return Draft(
            (*head, Clash(BODY, reason, base, ours, theirs)), (*fields.decisions, decision), warnings
        )
    told = (decision,) if ours != theirs else ()
    body = theirs if policy is Policy.THEIRS else ours
    return Draft(tuple(part for part in (*head, body) if part), fields.decisions + told, warnings)


def settled(parts: tuple[Part, ...]) -> str:
    """The text with every clash decided for ours."""
    return "".join(part if isinstance(part, str) else part.ours for part in parts)


def _head(headers: _Headers, fields: MergedFields) -> tuple[Part, ...]:
    opening = _newer(*(header.opening for header in headers))
    closing = _newer(*(header.closing for header in headers))
    return (opening, *fields.parts, closing)


def _newer(base: str, ours: str, theirs: str) -> str:
    """A fence as the side that changed it writes it (blanks may follow the dashes); ours where both did."""
    return theirs if ours == base else ours


def _by_lines(texts: Texts, reason: str, policies: Policies) -> Draft:
    # Lists in a frontmatter that cannot be read are no place for independent items.
    by_line = any(map(opens_frontmatter, texts))
    parts = merge_text(*texts) if by_line else merge_body(*texts)
    objection = "" if _clashes(parts) else _objection_to_text(parts, texts)
    if objection:
        parts = (Clash("file", objection, *texts),)
    decisions = (Decision("file", Choice.LINES, reason), *_conflict_decisions(parts))
    keys = ", ".join(sorted(policies))
    message = f"the file was merged line by line, so the policy for {keys} was not applied"
    warnings = (Caution(Danger.POLICY_NOT_KEPT, "file", message),) if policies else ()
    return Draft(parts, decisions, warnings)


def _objection(parts: tuple[Part, ...], texts: Texts, headers: _Headers, fields: MergedFields) -> str:
    text, sides = settled(parts), (texts.ours, texts.theirs)
    objection = objection_to_fields(text, (headers.ours, headers.theirs), fields)
    objection = objection or objection_to_repeats(text, sides)
    if not _clashes(parts):
        objection = objection or objection_to_returns(
            text, headers.base.body, (headers.ours.body, headers.theirs.body)
        )
    return objection or objection_to_lines(_everything(parts), texts.base, sides)


def _objection_to_text(parts: tuple[Part, ...], texts: Texts) -> str:
    sides = (texts.ours, texts.theirs)
    text = settled(parts)
    objection = objection_to_structure(text, sides) or objection_to_repeats(text, sides)
    objection = objection or objection_to_returns(text, texts.base, sides)
    return objection or objection_to_lines(text, texts.base, sides)


def _everything(parts: tuple[Part, ...]) -> str:
    return "".join(part if isinstance(part, str) else part.ours + part.base + part.theirs for part in parts)


def _clashes(parts: tuple[Part, ...]) -> list[Clash]:
    return [part for part in parts if isinstance(part, Clash)]


def _conflict_decisions(parts: tuple[Part, ...]) -> tuple[Decision, ...]:
    return tuple(Decision(clash.subject, Choice.CONFLICT, clash.reason) for clash in _clashes(parts))


def _body_decisions(headers: _Headers, parts: tuple[Part, ...]) -> tuple[Decision, ...]:
    base, ours, theirs = (header.body for header in headers)
    if ours == theirs == base:
        return ()
    if ours == theirs:
        return (Decision("body", Choice.BOTH, "both sides made the same change"),)
    if theirs == base:
        return (Decision("body", Choice.OURS, "only ours changed it"),)
    if ours == base:
        return (Decision("body", Choice.THEIRS, "only theirs changed it"),)
    conflicts = _conflict_decisions(parts)
    return conflicts or (Decision("body", Choice.MERGED, "both sides changed different lines"),)
