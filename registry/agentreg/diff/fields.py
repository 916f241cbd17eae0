"""Frontmatter fields: routing, permissions, model, metadata, each by what its host takes it for."""

from __future__ import annotations

from agentreg.diff.changes import Change
from agentreg.diff.clarity import compare_clarity, compare_repetition, compare_unreadable, compare_validity
from agentreg.diff.field_areas import COMPARERS, ROUTING_TEXT
from agentreg.diff.placement import compare_loading, compare_places
from agentreg.diff.stated import Stated, kind_of, meant, stated_fields
from agentreg.diff.tools import compare_tools
from agentreg.formats.hosts.profile import FieldKind
from agentreg.model.definition import Definition, Host
from agentreg.model.fields import Scalar, Step

# Hosts that read one format; a file that goes from one of these rows to another is converted.
_FORMATS = {
    **dict.fromkeys((Host.CLAUDE_CODE, Host.CLAUDE_PLUGIN, Host.GENERIC, Host.UNKNOWN), "Claude Code"),
    **dict.fromkeys((Host.COPILOT, Host.VSCODE), "Copilot"),
}


def compare_fields(before: Definition, after: Definition) -> list[Change]:
    """What differs in the frontmatter, tools included.

    Where one side cannot be read at all, its fields are not told one by one; where it is written for another
    host, they are compared by what both hosts know.
    """
    if Step.UNREADABLE in (before.frontmatter.step, after.frontmatter.step):
        return compare_unreadable(before, after)
    invalid = compare_validity(before, after)
    if is_conversion(before, after):
        from agentreg.diff.conversion import compare_conversion

        return [*compare_conversion(before, after), *invalid]
    changes = [*invalid, *compare_tools(before, after), *compare_clarity(before, after)]
    changes += compare_repetition(before, after)
    if not invalid:
        changes += compare_loading(before, after)
    return [*changes, *compare_places(before, after), *_compare(before, after)]


def is_conversion(before: Definition, after: Definition) -> bool:
    """Whether the two sides are written in the formats of different hosts."""
    present = Step.ABSENT not in (before.frontmatter.step, after.frontmatter.step)
    return present and _FORMATS.get(before.host, before.host) != _FORMATS.get(after.host, after.host)


def _compare(before: Definition, after: Definition) -> list[Change]:
    one, other = stated_fields(before), stated_fields(after)
    changes: list[Change] = []
    for key in dict.fromkeys((*one, *other)):
        old, new = one.get(key), other.get(key)
        if meant(key, old) != meant(key, new):
            changes += compare_field(key, (before, old), (after, new))
    return changes


def compare_field(
    key: str, before: tuple[Definition, Stated | None], after: tuple[Definition, Stated | None]
) -> list[Change]:
    """What the change of one field is, by what the hosts of either side take it for."""
    kind = kind_of(key, before[0], after[0])
    told = _compare_routing(key, before, after) if kind is FieldKind.ROUTING else None
    if key == "name":
        told = _compare_names(kind, before, after)
    return COMPARERS[kind](key, before[1], after[1]) if told is None else told


def _compare_names(
    kind: FieldKind, before: tuple[Definition, Stated | None], after: tuple[Definition, Stated | None]
) -> list[Change] | None:
    """What other hosts call the agent now; None where the main one goes by its name, or none goes by it."""
    if kind is FieldKind.IDENTITY and before[1] and after[1]:
        return None
    # Most edits leave the name alone, and starting up is part of every `diff`.
    from agentreg.diff.renames import compare_names

    return list(compare_names(before, after)) or None


def _compare_routing(
    key: str, before: tuple[Definition, Stated | None], after: tuple[Definition, Stated | None]
) -> list[Change] | None:
    """What differs between two texts for which the agent is chosen; None for any other field."""
    if key != ROUTING_TEXT:
        return None
    # Most edits leave the description alone, and starting up is part of every `diff`.
    from agentreg.diff.routing import RoutingText, compare_routing_texts

    sides = [
        RoutingText(side.document.text, stated.tree, stated.lines)
        for side, stated in (before, after)
        if stated is not None and isinstance(stated.tree, Scalar)
    ]
    return compare_routing_texts(key, *sides) if len(sides) == len((before, after)) else None
