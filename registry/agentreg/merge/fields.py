"""Fields merged by key: each decided by what the sides mean, then laid out in the order of ours."""

from __future__ import annotations

from agentreg.merge.arrange import merge_order, merge_trivia
from agentreg.merge.body import merge_text
from agentreg.merge.entries import Block, Entry, read_block, read_header
from agentreg.merge.lists import Unmergeable, merge_items, read_items, write_items
from agentreg.merge.meaning import meaning
from agentreg.merge.policies import Policies, Policy
from agentreg.merge.scalars import restyled
from agentreg.merge.values import Choice, Clash, Decision, Part
from agentreg.model.document import Span
from agentreg.model.fields import Mapping
from agentreg.records import NamedTuple

# The last matching rule of such a mapping wins (OpenCode), so where a new one stands is a decision.
_ORDERED_MAPS = frozenset(("tools", "permission", "permissions"))
_NO_POLICIES: Policies = {}


class MergedFields(NamedTuple):
    """The outcome for a block of fields.

    Attributes:
        parts: Its text, with clashes.
        meanings: What re-reading the settled fields must give, by key.
        undecided: The keys that clash.
        decisions: How each changed field was decided.
    """

    parts: tuple[Part, ...]
    meanings: dict[str, object]
    undecided: frozenset[str]
    decisions: tuple[Decision, ...]


class _Trio(NamedTuple):
    """One field on the three sides, None where it is absent."""

    base: Entry | None
    ours: Entry | None
    theirs: Entry | None


class _Outcome(NamedTuple):
    """What becomes of one field: its lines (empty: absent) or a clash, what they mean, and why."""

    part: Part
    meaning: object = None
    decision: Decision | None = None


def merge_fields(base: Block, ours: Block, theirs: Block, policies: Policies = _NO_POLICIES) -> MergedFields:
    """Merge fields by key, whatever their order.

    Args:
        base: The common fields.
        ours: Our version, whose order, comments and style the result keeps.
        theirs: Their version; fields that only it has stand where it has them.
        policies: Who decides a field; by key.
    """
    keys = dict.fromkeys((*base.entries, *ours.entries, *theirs.entries))
    outcomes = {key: _decide(key, _trio(key, base, ours, theirs), policies.get(key)) for key in keys}
    leads = {key: _lead(_trio(key, base, ours, theirs)) for key in keys}
    present = {key: outcome for key, outcome in outcomes.items() if outcome.part}
    order = merge_order(set(present), ours.entries, theirs.entries)
    parts: list[Part] = [part for key in order for part in (leads[key], outcomes[key].part)]
    tail = merge_trivia(base.tail, ours.tail, theirs.tail)
    written = {line for part in (*parts, tail) if isinstance(part, str) for line in part.split("\n")}
    orphans = [line for key in keys if key not in present for line in leads[key].split("\n")]
    parts.append("".join(f"{line}\n" for line in orphans if line.strip() and line not in written) + tail)
    return MergedFields(
        tuple(part for part in parts if part),
        {key: outcomes[key].meaning for key in order if isinstance(outcomes[key].part, str)},
        frozenset(key for key in order if isinstance(outcomes[key].part, Clash)),
        tuple(outcome.decision for outcome in outcomes.values() if outcome.decision),
    )


def _trio(key: str, base: Block, ours: Block, theirs: Block) -> _Trio:
    return _Trio(base.entries.get(key), ours.entries.get(key), theirs.entries.get(key))


def _decide(key: str, trio: _Trio, policy: Policy | None) -> _Outcome:
    was, mine, others = map(meaning, trio)
    if policy in (Policy.OURS, Policy.THEIRS):
        told = Decision(key, Choice.POLICY, f"{policy} by policy")
        return _taken(trio.ours if policy is Policy.OURS else trio.theirs, told if mine != others else None)
    if policy is Policy.ASK and others not in (was, mine):
        return _clash(key, trio, "theirs changed it, and the policy is to ask")
    if mine == others:
        kept = trio.theirs if _text(trio.ours) == _text(trio.base) else trio.ours
        same = Decision(key, Choice.BOTH, "both sides made the same change")
        return _taken(kept, same if was != mine else None)
    if others == was:
        return _taken(trio.ours, Decision(key, Choice.OURS, "only ours changed it"))
    if mine == was:
        decision = Decision(key, Choice.THEIRS, "only theirs changed it")
        return _Outcome(_in_style_of_ours(trio), others, decision)
    return _both_changed(key, trio)


def _text(entry: Entry | None) -> str:
    return entry.text if entry else ""


def _taken(entry: Entry | None, decision: Decision | None) -> _Outcome:
    return _Outcome(_text(entry), meaning(entry), decision)


def _in_style_of_ours(trio: _Trio) -> str:
    """Their value; where ours was only written otherwise than the base, written as ours is."""
    base, ours, theirs = trio
    if base is None or ours is None or theirs is None or ours.text == base.text:
        return _text(theirs)
    items = [read_items(entry) for entry in (base, ours, theirs)]
    if all(items):
        try:
            return write_items(ours, merge_items(*(item or () for item in items)))
        except Unmergeable:
            return theirs.text
    if written := restyled(ours, theirs):
        return written
    from agentreg.merge.prose import in_block_of_ours

    return in_block_of_ours(base, ours, theirs) or theirs.text


def _both_changed(key: str, trio: _Trio) -> _Outcome:
    base, ours, theirs = trio
    if ours is None or theirs is None:
        return _clash(key, trio, "one side removed it and the other changed it")
    if base is None:
        return _clash(key, trio, "both sides added it with different values")
    try:
        text = _merged_text(base, ours, theirs)
    except Unmergeable as refusal:
        return _clash(key, trio, str(refusal))
    merged = read_alone(text)
    if merged is None or merged.key != key:
        return _clash(key, trio, "both sides changed it, and its lines merged do not read as one field")
    decision = Decision(key, Choice.MERGED, "both sides changed different parts of it")
    return _Outcome(text, meaning(merged), decision)


def _merged_text(base: Entry, ours: Entry, theirs: Entry) -> str:
    items = [read_items(entry) for entry in (base, ours, theirs)]
    if all(item is not None for item in items):
        return write_items(ours, merge_items(*(item or () for item in items)))
    if all(isinstance(entry.value, Mapping) for entry in (base, ours, theirs)):
        return _merged_mapping(base, ours, theirs)
    if any(isinstance(entry.value, Mapping) for entry in (base, ours, theirs)):
        from agentreg.merge.switches import merged_switches

        return merged_switches(base, ours, theirs)
    from agentreg.merge.prose import merged_prose

    if text := merged_prose(base, ours, theirs):
        return text
    parts = merge_text(base.text, ours.text, theirs.text)
    if any(isinstance(part, Clash) for part in parts):
        raise Unmergeable("both sides changed it differently")
    return "".join(part for part in parts if isinstance(part, str))


def _merged_mapping(base: Entry, ours: Entry, theirs: Entry) -> str:
    blocks = [_nested(entry) for entry in (base, ours, theirs)]
    was, mine, others = blocks
    if was is None or mine is None or others is None:
        raise Unmergeable("both sides changed it differently")
    if ours.key in _ORDERED_MAPS:
        _refuse_unordered(was, mine, others)
    merged = merge_fields(was, mine, others)
    if any(isinstance(part, Clash) for part in merged.parts):
        raise Unmergeable("both sides changed the same part of it")
    return _key_line(ours) + "".join(part for part in merged.parts if isinstance(part, str))


def _refuse_unordered(base: Block, ours: Block, theirs: Block) -> None:
    """Refuse to merge rules of which both sides changed the order, or the patterns below one of them."""
    if _added(base, ours) and _added(base, theirs):
        raise Unmergeable("both sides added rules, and their order matters")
    for side in (ours, theirs):
        kept = [key for key in side.entries if key in base.entries]
        if kept != [key for key in base.entries if key in side.entries]:
            raise Unmergeable("one side put its rules in another order")
    for key, entry in base.entries.items():
        values = {str(meaning(side.entries.get(key))) for side in (base, ours, theirs)}
        if isinstance(entry.value, Mapping) and len(values) > 2:
            raise Unmergeable(f"both sides changed the rules of {key}")


def _added(base: Block, side: Block) -> set[str]:
    return set(side.entries) - set(base.entries)


def _nested(entry: Entry) -> Block | None:
    value = entry.value
    if not isinstance(value, Mapping) or value.flow or not value.fields:
        return None
    start = entry.span.start + len(_key_line(entry))
    return read_block(entry.source, Span(start, entry.span.end), value.fields)


def _key_line(entry: Entry) -> str:
    return entry.text[: entry.text.index("\n") + 1]


def read_alone(lines: str) -> Entry | None:
    """Read the lines of one field by themselves; None when they are not one field."""
    header = read_header(f"---\n{lines}---\n")
    if header is None or len(header.block.entries) != 1:
        return None
    return next(iter(header.block.entries.values()))


def _clash(key: str, trio: _Trio, reason: str) -> _Outcome:
    clash = Clash(key, reason, _text(trio.base), _text(trio.ours), _text(trio.theirs))
    return _Outcome(clash, None, Decision(key, Choice.CONFLICT, reason))


def _lead(trio: _Trio) -> str:
    return merge_trivia(*(entry.lead if entry else "" for entry in trio))
