"""Changes in one line, for histories: `+Bash; model sonnet -> opus; step 3 moved`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from agentreg.diff.changes import Change, is_meaningful
from agentreg.diff.kinds import Area, Kind
from agentreg.formats.addresses import host_behind
from agentreg.model.definition import Definition

# Longer lists are counted: a line is to be read at a glance.
MOST_NAMED = 3
MOST_TOOLS = 4
MOST_NAMES = 60
MOST_VALUE = 40
# A model is one by its whole id, region and provider included.
MOST_ID = 120
# A prompt with more changes than this, of more kinds than this, is not the same prompt edited.
MOST_EDITS = 12
MOST_KINDS = 4

_PROMPT = (Area.ROLE, Area.WORKFLOW, Area.CONSTRAINTS, Area.OUTPUT, Area.STRUCTURE)
_SIGNS = {
    Kind.TOOL_GRANTED: "+",
    Kind.SERVER_GRANTED: "+",
    Kind.TOOL_REVOKED: "-",
    Kind.SERVER_REVOKED: "-",
}
_FORBIDDEN = {Kind.TOOL_DENIED: "forbidden", Kind.TOOL_UNDENIED: "no longer forbidden"}
_WHOLE = {
    Kind.TOOLS_UNRESTRICTED: "all tools",
    Kind.TOOLS_RESTRICTED: "tools listed",
    Kind.TOOLS_UNSTATED: "no tools stated",
    Kind.TOOLS_STATED: "tools listed",
    Kind.MATTER_INVALIDATED: "frontmatter invalid",
    Kind.MATTER_REPAIRED: "frontmatter valid",
    Kind.TRIGGER_BROADENED: "broader trigger",
    Kind.TRIGGER_NARROWED: "narrower trigger",
    Kind.STARTED_LOADING: "loads now",
    Kind.STOPPED_LOADING: "no longer loads",
    Kind.MERGED_AWAY: "merged away",
}
# An agent that the prompt names is not one that came or went.
_NAMING = {
    Kind.REFERENCE_ADDED: "names",
    Kind.REFERENCE_REMOVED: "no longer names",
    Kind.REFERENCE_CHANGED: "names",
    Kind.IMPORT_ADDED: "imports",
    Kind.IMPORT_REMOVED: "no longer imports",
    Kind.URL_ADDED: "names",
    Kind.URL_REMOVED: "no longer names",
}
# What has no name of its own, and what one of them is called.
_UNNAMED = {
    "block": "content",
    "constraint": "constraint",
    "leave": "leave",
    "output rule": "output rule",
    "responsibility": "responsibility",
    "role": "role",
    "template": "template",
}


def summarize_between(before: Definition, after: Definition) -> str:
    """Say in one line what differs between two texts of an agent; see `summarize`."""
    from agentreg.diff.compare import compare

    return summarize(compare(before, after))


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
    edits = [change for change in meaningful if change.area in _PROMPT]
    if len(edits) <= MOST_EDITS or len({change.kind for change in edits}) <= MOST_KINDS:
        return "; ".join(_groups(meaningful))
    others = [change for change in meaningful if change.area not in _PROMPT]
    return "; ".join((*_groups(others), f"rewritten: {_amounts(edits)}"))


def _groups(changes: list[Change]) -> list[str]:
    """All changes that are told alike as one part, where the first of them stands."""
    groups: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        groups[_NAMING.get(change.kind, change.kind)].append(change)
    return [_group(group[0].kind, group) for group in groups.values()]


def _group(kind: Kind, group: list[Change]) -> str:
    if kind in _WHOLE:
        return _WHOLE[kind]
    if kind in _SIGNS:
        names = [f"{_SIGNS[kind]}{_tool(change)}" for change in group]
        return ", ".join(names) if len(names) <= MOST_TOOLS else f"{_SIGNS[kind]}{len(names)} tools"
    if kind in _FORBIDDEN:
        word = _FORBIDDEN[kind]
        return _joined(_subjects(group, "tool"), f"{_many('tool', len(group))} {word}", word)
    if group[0].area in (Area.MODEL, Area.PERMISSIONS) or kind in (Kind.RENAMED, Kind.SPECIFIER_CHANGED):
        return _joined([_value_change(change) for change in group], f"{len(group)} {group[0].area} fields")
    if kind in _NAMING:
        return (
            f"{_NAMING[kind]} {_joined([_cut(change.subject) for change in group], f'{len(group)} things')}"
        )
    noun, word = _noun(kind), kind.value.rpartition("-")[2]
    counted = f"{_many(noun, len(group))} {word}"
    if noun in _UNNAMED:
        return counted if len(group) > 1 else f"{_UNNAMED[noun]} {word}"
    subjects = _subjects(group, noun)
    says_it = word == "changed" and all(" -> " in subject for subject in subjects)
    return _joined(subjects, counted, "" if says_it else word)


def _noun(kind: Kind) -> str:
    noun = kind.value.rpartition("-")[0].replace("-", " ")
    return {"content": "block", "steps": "step"}.get(noun, noun)


def _many(noun: str, count: int) -> str:
    """`1 step`, `2 responsibilities`."""
    if count == 1:
        return f"1 {noun}"
    return f"{count} {noun[:-1]}ies" if noun.endswith("ty") else f"{count} {noun}s"


def _subjects(group: list[Change], noun: str) -> list[str]:
    """What the changes are about; of several, only the first says what they are."""
    # `output path a -> output path b` says twice what it is about.
    names = [_cut(change.subject.replace(f" -> {noun} ", " -> ", 1)) for change in group]
    if len(names) > 1 and all(name.startswith(f"{noun} ") and " -> " not in name for name in names):
        first, *others = (name.removeprefix(f"{noun} ") for name in names)
        return [f"{noun}s {first}", *others]
    return names


def _amounts(edits: list[Change]) -> str:
    """How many steps, sections and so on differ, however they do."""
    counts = Counter(_noun(change.kind) for change in edits)
    return ", ".join(
        noun if noun in ("role", "stance") else _many(noun, count) for noun, count in counts.items()
    )


def _tool(change: Change) -> str:
    return change.subject.partition(" ")[2] or change.subject


def _value_change(change: Change) -> str:
    if change.before and change.after:
        return f"{change.subject} {_value(change, change.before)} -> {_value(change, change.after)}"
    sign, value = ("+", change.after) if change.after else ("-", change.before)
    return f"{sign}{change.subject} {_value(change, value)}".rstrip()


def _value(change: Change, value: str) -> str:
    return _cut(value, MOST_ID if change.area is Area.MODEL else MOST_VALUE)


def _cut(text: str, most: int = MOST_VALUE) -> str:
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    host = host_behind(line, most - 1)
    if host is None:
        return f"{line[: most - 1]}…"
    head = line[: host.start] if host.start < most else f"{line[: most - 1]}…"
    return f"{head}{host.of(line)}{'…' if host.end < len(line) else ''}"


def _joined(parts: list[str], counted: str, word: str = "") -> str:
    line = ", ".join(parts)
    if len(parts) > MOST_NAMED or (len(parts) > 1 and len(line) > MOST_NAMES):
        return counted
    return f"{line} {word}".rstrip()
