"""The tools area: which tools were granted, revoked, denied, limited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Kind
from agentreg.model.definition import Definition
from agentreg.model.document import Span
from agentreg.model.tools import Effect, ToolEntry, ToolPolicy, ToolState

_SHELLS = frozenset(("Bash", "PowerShell", "shell"))


class Grant(NamedTuple):
    """What a policy says in the end about one canonical entry."""

    entry: ToolEntry
    effect: Effect


def compare_tools(before: Definition, after: Definition) -> list[Change]:
    """What differs between two tool policies, both in the terms of one host.

    A list that goes away, or becomes a wildcard, is one change and not one for each tool.
    """
    one, other = before.tools, after.tools
    if one.ordered and other.ordered:
        return _compare_rules(one, other)
    was_open, is_open = (side.tools.is_open for side in (before, after))
    denials = _denials(one, other)
    if was_open != is_open:
        kind = Kind.TOOLS_UNRESTRICTED if is_open else Kind.TOOLS_RESTRICTED
        return [_whole(kind, one, other), *denials]
    return denials if is_open else [*_entries(one, other), *denials]


def _whole(kind: Kind, before: ToolPolicy, after: ToolPolicy) -> Change:
    return Change(kind, "tools", stated(before), stated(after), before.span, after.span)


def stated(policy: ToolPolicy) -> str:
    """A policy in one line: how the list is stated, or what it names."""
    if policy.state is not ToolState.LISTED:
        return policy.state.value
    return ", ".join(dict.fromkeys(entry.key for entry in policy.entries))


def _compare_rules(before: ToolPolicy, after: ToolPolicy) -> list[Change]:
    """Policies of which the last matching rule wins (OpenCode); what no rule names is allowed."""
    if before.entries and not after.entries and _denies(before):
        return [_whole(Kind.TOOLS_UNRESTRICTED, before, after)]
    if after.entries and not before.entries and _denies(after):
        return [_whole(Kind.TOOLS_RESTRICTED, before, after)]
    if _same_in_other_order(before, after):
        return [_whole(Kind.TOOLS_REORDERED, before, after)]
    one, other = _final(before.entries), _final(after.entries)
    changes = []
    for key in dict.fromkeys((*one, *other)):
        entry = (other.get(key) or one[key]).entry
        old, new = (side.get(key) or side.get("*") or Grant(entry, Effect.ALLOW) for side in (one, other))
        if old.effect is not new.effect:
            spans = (one[key].entry.span if key in one else before.span, after.span)
            if key in other:
                spans = (spans[0], other[key].entry.span)
            changes.append(_shifted(entry, (old.effect, new.effect), spans))
    return changes


def _denies(policy: ToolPolicy) -> bool:
    return any(entry.effect is Effect.DENY for entry in policy.entries)


def _entries(before: ToolPolicy, after: ToolPolicy) -> list[Change]:
    one, other = _final(before.entries), _final(after.entries)
    lost = [grant for key, grant in one.items() if key not in other]
    new = [grant for key, grant in other.items() if key not in one]
    changes = list(_limits(lost, new))
    changes += [_gone(grant, after.span) for grant in lost]
    changes += [_come(grant, before.span) for grant in new]
    kept = [(grant, other[key]) for key, grant in one.items() if key in other]
    return changes + [
        _shifted(now.entry, (was.effect, now.effect), (was.entry.span, now.entry.span))
        for was, now in kept
        if was.effect is not now.effect
    ]


def _final(entries: tuple[ToolEntry, ...]) -> dict[str, Grant]:
    """The last entry of each key counts, on the hosts where keys can repeat with other effects."""
    return {entry.key: Grant(entry, entry.effect) for entry in entries}


def _same_in_other_order(before: ToolPolicy, after: ToolPolicy) -> bool:
    one = [(entry.key, entry.effect) for entry in before.entries]
    other = [(entry.key, entry.effect) for entry in after.entries]
    return one != other and sorted(one) == sorted(other) and len({effect for _, effect in one}) > 1


def _limits(lost: list[Grant], new: list[Grant]) -> Iterator[Change]:
    """Pairs that differ in their specifier only; they are taken out of both lists."""
    by_name: dict[str, tuple[list[Grant], list[Grant]]] = defaultdict(lambda: ([], []))
    for side, grants in enumerate((lost, new)):
        for grant in grants:
            by_name[grant.entry.name][side].append(grant)
    for name, (old, fresh) in by_name.items():
        if len(old) == len(fresh) == 1 and old[0].effect is fresh[0].effect is Effect.ALLOW:
            lost.remove(old[0])
            new.remove(fresh[0])
            yield _limit(name, old[0].entry, fresh[0].entry)


def _limit(name: str, before: ToolEntry, after: ToolEntry) -> Change:
    kind = Kind.SPECIFIER_CHANGED
    if _covers(after, before):
        kind = Kind.SPECIFIER_WIDENED
    elif _covers(before, after):
        kind = Kind.SPECIFIER_NARROWED
    return Change(kind, f"tool {name}", before.key, after.key, before.span, after.span)


def _covers(one: ToolEntry, other: ToolEntry) -> bool:
    """Whether an entry surely accepts all that another entry of the same tool accepts.

    `Bash(git *)` takes `git`, alone or with a blank behind it, `Bash(git*)` takes `gitk` too
    (code.claude.com/docs, permissions). Patterns of paths follow other rules.
    """
    if one.specifier is None or other.specifier is None:
        return one.specifier is None
    prefix, star, rest = one.specifier.partition("*")
    if one.name not in _SHELLS or not star or rest:
        return False
    told = other.specifier.partition("*")[0]
    return told.startswith(prefix) or f"{other.specifier} " == prefix


def _gone(grant: Grant, place: Span | None) -> Change:
    entry = grant.entry
    kind = Kind.TOOL_UNDENIED if grant.effect is Effect.DENY else Kind.TOOL_REVOKED
    if names_server(entry) and kind is Kind.TOOL_REVOKED:
        kind = Kind.SERVER_REVOKED
    return Change(kind, _subject(entry), entry.key, "", entry.span, place)


def _come(grant: Grant, place: Span | None) -> Change:
    entry = grant.entry
    kind = Kind.TOOL_DENIED if grant.effect is Effect.DENY else Kind.TOOL_GRANTED
    if names_server(entry) and kind is Kind.TOOL_GRANTED:
        kind = Kind.SERVER_GRANTED
    return Change(kind, _subject(entry), "", entry.key, place, entry.span)


def _shifted(
    entry: ToolEntry, effects: tuple[Effect, Effect], spans: tuple[Span | None, Span | None]
) -> Change:
    """The same entry with another effect: allow, ask, deny."""
    match effects:
        case Effect.DENY, _:
            kind = Kind.TOOL_UNDENIED
        case _, Effect.DENY:
            kind = Kind.TOOL_DENIED
        case Effect.ASK, _:
            kind = Kind.MODE_WIDENED
        case _:
            kind = Kind.MODE_NARROWED
    return Change(kind, _subject(entry), effects[0].value, effects[1].value, *spans)


def _denials(before: ToolPolicy, after: ToolPolicy) -> list[Change]:
    one = {entry.key: entry for entry in before.denied}
    other = {entry.key: entry for entry in after.denied}
    lifted = [
        Change(Kind.TOOL_UNDENIED, _subject(entry), key, "", entry.span, after.span)
        for key, entry in one.items()
        if key not in other
    ]
    return lifted + [
        Change(Kind.TOOL_DENIED, _subject(entry), "", key, before.span, entry.span)
        for key, entry in other.items()
        if key not in one
    ]


def names_server(entry: ToolEntry) -> bool:
    """Whether an entry stands for every tool of an MCP server."""
    if entry.server is None:
        return False
    return entry.name.endswith(("*", f"__{entry.server}")) or entry.server == "*"


def _subject(entry: ToolEntry) -> str:
    return f"server {entry.server}" if names_server(entry) else f"tool {entry.key}"
