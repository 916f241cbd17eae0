"""Changes in one line, for histories: `+Bash; model sonnet -> opus; step 3 moved`."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from agentreg.diff.changes import Area, Change, Kind, is_meaningful

# Longer lists are counted: a line is to be read at a glance.
MOST_NAMED = 3
MOST_VALUE = 40

_SIGNS = {
    Kind.TOOL_GRANTED: "+",
    Kind.SERVER_GRANTED: "+",
    Kind.TOOL_REVOKED: "-",
    Kind.SERVER_REVOKED: "-",
    Kind.TOOL_DENIED: "!",
    Kind.TOOL_UNDENIED: "un-!",
}
_WHOLE = {
    Kind.TOOLS_UNRESTRICTED: "all tools",
    Kind.TOOLS_RESTRICTED: "tools listed",
    Kind.MATTER_INVALIDATED: "frontmatter invalid",
    Kind.MATTER_REPAIRED: "frontmatter valid",
}


def summarize(changes: Iterable[Change]) -> str:
    """Say in one line what differs.

    Args:
        changes: What `compare` gave, in its order.

    Returns:
        The facts in the order of a report, joined by semicolons; `reformatted` when nothing means anything,
        empty without changes. Holds untrusted text.
    """
    told = list(changes)
    meaningful = [change for change in told if is_meaningful(change)]
    if not meaningful:
        return "reformatted" if told else ""
    groups = groupby(meaningful, lambda change: change.kind)
    return "; ".join(_group(kind, list(group)) for kind, group in groups)


def _group(kind: Kind, group: list[Change]) -> str:
    if kind in _WHOLE:
        return _WHOLE[kind]
    if kind in _SIGNS:
        return _joined([f"{_SIGNS[kind]}{_tool(change)}" for change in group], f"{_SIGNS[kind]}{{}} tools")
    if group[0].area in (Area.MODEL, Area.PERMISSIONS) or kind in (Kind.RENAMED, Kind.SPECIFIER_CHANGED):
        return _joined([_value_change(change) for change in group], f"{{}} {group[0].area} fields")
    word = kind.value.rpartition("-")[2]
    if group[0].area in (Area.CONSTRAINTS, Area.ROLE):
        name = kind.value.partition("-")[0]
        return f"{name} {word}" if len(group) == 1 else f"{len(group)} {name}s {word}"
    if kind.value.startswith("content-"):
        return f"content {word}" if len(group) == 1 else f"{len(group)} blocks {word}"
    name = kind.value.partition("-")[0]
    return _joined([f"{_cut(change.subject)} {word}" for change in group], f"{{}} {name}s {word}")


def _tool(change: Change) -> str:
    return change.subject.partition(" ")[2] or change.subject


def _value_change(change: Change) -> str:
    if change.before and change.after:
        return f"{change.subject} {_cut(change.before)} -> {_cut(change.after)}"
    sign, value = ("+", change.after) if change.after else ("-", change.before)
    return f"{sign}{change.subject} {_cut(value)}".rstrip()


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MOST_VALUE else f"{line[: MOST_VALUE - 1]}…"


def _joined(parts: list[str], counted: str) -> str:
    if len(parts) > MOST_NAMED:
        return counted.format(len(parts))
    return ", ".join(parts)
