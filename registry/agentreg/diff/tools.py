"""The tools area: which tools were granted, revoked, denied, limited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Kind
from agentreg.diff.tool_entries import covers, names_server, reach_of, subject_of
from agentreg.diff.tool_rules import compare_rules, shifted, whole
from agentreg.formats.permissions import stated_policy
from agentreg.model.definition import Definition
from agentreg.model.document import Span
from agentreg.model.tools import Effect, ToolEntry
from agentreg.records import NamedTuple

# Which of so many limits of one tool covers which is not looked into any more.
MOST_PAIRS = 10_000


class _List(NamedTuple):
    """The entries of a list by what makes them the same grant, and where the list stands."""

    entries: dict[str, ToolEntry]
    place: Span | None


def compare_tools(before: Definition, after: Definition) -> list[Change]:
    """What differs between two tool policies, both in the terms of one host.

    A list that goes away, or becomes a wildcard, is one change and not one for each tool.
    """
    one, other = stated_policy(before), stated_policy(after)
    if one.ordered and other.ordered:
        return compare_rules(one, other)
    denied = (_listed(one.denied, _extent(one.denied)), _listed(other.denied, _extent(other.denied)))
    denials = _compare(*denied, come=Kind.TOOL_DENIED, gone=Kind.TOOL_UNDENIED)
    if one.is_open != other.is_open:
        kind = Kind.TOOLS_UNRESTRICTED if other.is_open else Kind.TOOLS_RESTRICTED
        return [whole(kind, one, other), *denials]
    if other.is_open:
        return denials
    listed = _listed(one.entries, one.span), _listed(other.entries, other.span)
    return [*_compare(*listed, come=Kind.TOOL_GRANTED, gone=Kind.TOOL_REVOKED), *denials]


def _extent(entries: tuple[ToolEntry, ...]) -> Span | None:
    return Span(entries[0].span.start, entries[-1].span.end) if entries else None


def _listed(entries: tuple[ToolEntry, ...], place: Span | None) -> _List:
    """The last entry of each key counts; one that a wider one includes adds nothing."""
    reach = reach_of(entries)
    return _List({entry.key: entry for entry in entries if not reach.includes(entry)}, place)


def _compare(before: _List, after: _List, *, come: Kind, gone: Kind) -> list[Change]:
    lost = [entry for key, entry in before.entries.items() if key not in after.entries]
    new = [entry for key, entry in after.entries.items() if key not in before.entries]
    changes = list(_limits(lost, new)) if come is Kind.TOOL_GRANTED else []
    reaches = reach_of(before.entries.values()), reach_of(after.entries.values())
    for entry in lost:
        if not reaches[1].includes(entry):
            kind = _kind(entry, gone, Kind.TOOL_UNDENIED)
            changes.append(Change(kind, subject_of(entry), entry.key, "", entry.span, after.place))
    for entry in new:
        if not reaches[0].includes(entry):
            kind = _kind(entry, come, Kind.TOOL_DENIED)
            changes.append(Change(kind, subject_of(entry), "", entry.key, before.place, entry.span))
    for key, old in before.entries.items():
        now = after.entries.get(key)
        if now is not None and old.effect is not now.effect:
            effects = old.effect, now.effect
            changes.append(Change(shifted(effects), subject_of(now), *effects, old.span, now.span))
    return changes


def _kind(entry: ToolEntry, plain: Kind, denying: Kind) -> Kind:
    """What it is that an entry came or went: more where it stands for a server, else where it denies."""
    if entry.effect is Effect.DENY:
        return denying
    whole_server = {Kind.TOOL_GRANTED: Kind.SERVER_GRANTED, Kind.TOOL_REVOKED: Kind.SERVER_REVOKED}
    return whole_server.get(plain, plain) if names_server(entry) else plain


def _limits(lost: list[ToolEntry], new: list[ToolEntry]) -> Iterator[Change]:
    """Entries of one tool that differ in their specifier only; they are taken out of both lists."""
    by_name: dict[str, tuple[list[ToolEntry], list[ToolEntry]]] = defaultdict(lambda: ([], []))
    for side, entries in enumerate((lost, new)):
        for entry in entries:
            by_name[entry.name][side].append(entry)
    told: set[str] = set()
    for name, (old, fresh) in by_name.items():
        kind = _limit(old, fresh)
        if kind is not None:
            told.add(name)
            yield _limited(kind, old, fresh)
    for entries in (lost, new):
        entries[:] = [entry for entry in entries if entry.name not in told]


def _limit(before: list[ToolEntry], after: list[ToolEntry]) -> Kind | None:
    """What became of a tool's limits; None where the entries are better told one by one."""
    if not before or not after or len(before) * len(after) > MOST_PAIRS:
        return None
    if any(entry.effect is not Effect.ALLOW for entry in (*before, *after)):
        return None
    if all(any(covers(wide, entry) for wide in after) for entry in before):
        return Kind.SPECIFIER_WIDENED
    if all(any(covers(wide, entry) for wide in before) for entry in after):
        return Kind.SPECIFIER_NARROWED
    return Kind.SPECIFIER_CHANGED if len(before) == len(after) == 1 else None


def _limited(kind: Kind, before: list[ToolEntry], after: list[ToolEntry]) -> Change:
    old, new = (", ".join(entry.key for entry in entries) for entries in (before, after))
    return Change(kind, f"tool {before[0].name}", old, new, _extent(tuple(before)), _extent(tuple(after)))
