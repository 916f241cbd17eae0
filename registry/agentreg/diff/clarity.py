"""Frontmatter that can no longer be read as it was meant, or in two ways, or can again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Kind
from agentreg.diff.stated import kind_of
from agentreg.formats.hosts.profile import FieldKind
from agentreg.model.definition import Definition
from agentreg.model.document import Span
from agentreg.model.fields import MERGE_KEY, Step

_LIMITS = (FieldKind.TOOLS, FieldKind.PERMISSION, FieldKind.SUPPLY)


def compare_unreadable(before: Definition, after: Definition) -> list[Change]:
    """What is to be said where one side cannot be read at all, and its fields not be told one by one."""
    was, now = _matter(before), _matter(after)
    if was == now:
        return []
    steps = (before.frontmatter.step, after.frontmatter.step)
    # What cannot be read on either side may be anything, rights included.
    kind = Kind.SETTING_CHANGED
    if steps[0] is not Step.UNREADABLE:
        kind = Kind.MATTER_INVALIDATED
    elif steps[1] is not Step.UNREADABLE:
        kind = Kind.MATTER_REPAIRED
    return [Change(kind, "frontmatter", was, now, before.document.fence, after.document.fence)]


def _matter(definition: Definition) -> str:
    span = definition.document.matter
    return span.of(definition.document.text) if span else ""


def compare_validity(before: Definition, after: Definition) -> list[Change]:
    """Frontmatter that became invalid YAML, or valid."""
    was, now = (side.frontmatter.step in (Step.STRICT, Step.ABSENT) for side in (before, after))
    if was == now:
        return []
    kind = Kind.MATTER_INVALIDATED if was else Kind.MATTER_REPAIRED
    fences = (before.document.fence, after.document.fence)
    return [Change(kind, "frontmatter", before.frontmatter.step, after.frontmatter.step, *fences)]


def compare_clarity(before: Definition, after: Definition) -> Iterator[Change]:
    """Fields that limit the agent and can now be read in two ways, or no longer, or in other two ways."""
    was, now = (set(side.frontmatter.ambiguous) for side in (before, after))
    for key in sorted(was | now):
        if key != MERGE_KEY and kind_of(key, before, after) not in _LIMITS:
            continue
        (old, was_at), (new, now_at) = _written(before, key), _written(after, key)
        if key not in was or key not in now:
            kind = Kind.RIGHTS_BLURRED if key in now else Kind.RIGHTS_CLEARED
            yield Change(kind, key, old, new, was_at, now_at)
        elif _shadowed(before, key) != _shadowed(after, key):
            yield Change(Kind.SETTING_CHANGED, key, old, new, was_at, now_at)


def compare_repetition(before: Definition, after: Definition) -> Iterator[Change]:
    """Fields that are stated more than once now, or no longer.

    One that limits the agent can be read in two ways then, and `compare_clarity` tells that.
    """
    was, now = _repeated(before), _repeated(after)
    for key in sorted(was | now):
        if key == MERGE_KEY or kind_of(key, before, after) in _LIMITS:
            continue
        (old, was_at), (new, now_at) = (_written(side, key, ", then ") for side in (before, after))
        if key not in was or key not in now:
            yield Change(Kind.KEY_REPEATED if key in now else Kind.KEY_SETTLED, key, old, new, was_at, now_at)
        elif _shadowed(before, key) != _shadowed(after, key):
            yield Change(Kind.FIELD_CHANGED, key, old, new, was_at, now_at)


def _repeated(definition: Definition) -> set[str]:
    if not definition.frontmatter.ambiguous:
        return set()
    counts = Counter(field.key for field in definition.frontmatter.fields)
    return {key for key, count in counts.items() if count > 1}


def blurred_limits(definition: Definition) -> Iterator[tuple[str, str, Span | None]]:
    """The fields that limit an agent and can be read in two ways: the key, what is written, and where."""
    for key in sorted(set(definition.frontmatter.ambiguous)):
        if key == MERGE_KEY or kind_of(key, definition, definition) in _LIMITS:
            yield key, *_written(definition, key)


def _shadowed(definition: Definition, key: str) -> list[str]:
    """What a host may read instead of the last field of a key: the others, and what it is an alias of."""
    texts = [
        (field.key, " ".join(field.lines.of(definition.document.text).split()))
        for field in definition.frontmatter.fields
    ]
    same = [text for name, text in texts if name == key]
    aliased = [text for _, text in texts if "&" in text] if any("*" in text for text in same) else []
    return [*same[:-1], *aliased]


def _written(definition: Definition, key: str, between: str = "\n") -> tuple[str, Span | None]:
    """A field as it stands in the file, all its repetitions, and where; the frontmatter if it is absent."""
    fields = [field for field in definition.frontmatter.fields if field.key == key]
    if not fields:
        return "", definition.document.fence
    place = Span(fields[0].lines.start, fields[-1].lines.end)
    return between.join(field.lines.of(definition.document.text).strip() for field in fields), place
