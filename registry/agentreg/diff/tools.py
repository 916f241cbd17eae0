"""The tools area: which tools were granted, revoked, denied, limited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import filterfalse

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Kind
from agentreg.diff.tool_entries import names_server, reach_of, subject_of, uncovered, widest
from agentreg.diff.tool_rules import compare_rules, extent_change, shifted, whole
from agentreg.formats.permissions import stated_policy
from agentreg.model.definition import Definition
from agentreg.model.document import Span
from agentreg.model.tools import Effect, ToolEntry
from agentreg.records import NamedTuple

# Entries by their tool and what they do with it.
_Tools = dict[tuple[str, Effect], list[ToolEntry]]


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
    if kind := extent_change(one, other):
        return [whole(kind, one, other), *denials]
    if any(side.is_open or side.is_unknown for side in (one, other)):
        return denials
    listed = _listed(one.entries, one.span), _listed(other.entries, other.span)
    return [*_compare(*listed, come=Kind.TOOL_GRANTED, gone=Kind.TOOL_REVOKED), *denials]


def _extent(entries: Iterable[ToolEntry]) -> Span | None:
    spans = [entry.span for entry in entries]
    return Span(min(span.start for span in spans), max(span.end for span in spans)) if spans else None


def _listed(entries: tuple[ToolEntry, ...], place: Span | None) -> _List:
    """The last entry of each key counts; one that a wider one includes adds nothing."""
    reach = reach_of(entries)
    listed = {entry.key: entry for entry in entries if not reach.includes(entry)}
    kept = {entry.key for tool in _by_tool(listed.values()).values() for entry in widest(tool)}
    return _List({key: entry for key, entry in listed.items() if key in kept}, place)


def _by_tool(entries: Iterable[ToolEntry]) -> _Tools:
    tools: _Tools = defaultdict(list)
    for entry in entries:
        tools[entry.name, entry.effect].append(entry)
    return tools


def _compare(before: _List, after: _List, *, come: Kind, gone: Kind) -> list[Change]:
    lost, new = _only(before, after), _only(after, before)
    changes = list(_limits(before, after, lost, new)) if come is Kind.TOOL_GRANTED else []
    for entry in _alone(lost, after):
        kind = _kind(entry, gone, Kind.TOOL_UNDENIED)
        changes.append(Change(kind, subject_of(entry), entry.key, "", entry.span, after.place))
    for entry in _alone(new, before):
        kind = _kind(entry, come, Kind.TOOL_DENIED)
        changes.append(Change(kind, subject_of(entry), "", entry.key, before.place, entry.span))
    for key, old in before.entries.items():
        now = after.entries.get(key)
        if now is not None and old.effect is not now.effect:
            effects = old.effect, now.effect
            changes.append(Change(shifted(effects), subject_of(now), *effects, old.span, now.span))
    return changes


def _only(one: _List, other: _List) -> _Tools:
    """The entries that the first of two lists has and the other has not."""
    return _by_tool(entry for key, entry in one.entries.items() if key not in other.entries)


def _alone(tools: _Tools, other: _List) -> Iterator[ToolEntry]:
    """The entries of which nothing in a list includes all that they stand for."""
    reach, there = reach_of(other.entries.values()), _by_tool(other.entries.values())
    for tool, entries in tools.items():
        yield from filterfalse(reach.includes, uncovered(entries, there.get(tool, ())))


def _kind(entry: ToolEntry, plain: Kind, denying: Kind) -> Kind:
    """What it is that an entry came or went: more where it stands for a server, else where it denies."""
    if entry.effect is Effect.DENY:
        return denying
    whole_server = {Kind.TOOL_GRANTED: Kind.SERVER_GRANTED, Kind.TOOL_REVOKED: Kind.SERVER_REVOKED}
    return whole_server.get(plain, plain) if names_server(entry) else plain


def _limits(before: _List, after: _List, lost: _Tools, new: _Tools) -> Iterator[Change]:
    """How the tools that both lists grant are limited otherwise; told entries are taken out of the others."""
    was, now = _by_tool(before.entries.values()), _by_tool(after.entries.values())
    for tool in dict.fromkeys((*lost, *new)):
        if tool not in was or tool not in now or tool[1] is not Effect.ALLOW:
            continue
        went, came = lost.pop(tool, []), new.pop(tool, [])
        kind = _limit(uncovered(went, now[tool]), uncovered(came, was[tool]))
        if kind is not None:
            places = _extent(went) or before.place, _extent(came) or after.place
            yield Change(kind, f"tool {tool[0]}", _keys(went), _keys(came), *places)


def _limit(went: list[ToolEntry], came: list[ToolEntry]) -> Kind | None:
    """What became of a tool's limits, by the entries that nothing on the other side includes."""
    if went and came:
        return Kind.SPECIFIER_CHANGED
    if came:
        return Kind.SPECIFIER_WIDENED
    return Kind.SPECIFIER_NARROWED if went else None


def _keys(entries: list[ToolEntry]) -> str:
    return ", ".join(entry.key for entry in entries)
