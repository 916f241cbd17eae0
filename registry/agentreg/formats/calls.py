"""Where a definition calls agents, skills and commands whose names are known."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from agentreg.formats.agent_names import read_agent_names
from agentreg.formats.patterns import pattern
from agentreg.formats.plain_names import is_named
from agentreg.model.definition import Definition, Host, Kind
from agentreg.model.document import Span
from agentreg.model.fields import Listing, Mapping, Scalar, Value
from agentreg.records import NamedTuple

_LISTED = {"agents": Kind.AGENT, "handoffs": Kind.AGENT, "skills": Kind.SKILL}
"""Fields that name what an agent works with; an item of `handoffs` names it in its `agent`."""

# By the tool's name, case folded. What stands in its parentheses, or below it in a map of permissions, is who
# may be called, or may not: a denial of an agent that has another name now denies nobody.
_CALLERS = {
    **dict.fromkeys(("agent", "task", "subagent", "delegate"), Kind.AGENT),
    "skill": Kind.SKILL,
}
_NEAR = 24
_WORDS = {
    Kind.AGENT: (
        pattern(r"[`\"'*]{0,3} (?:sub-?)?agents?\b", re.IGNORECASE),
        pattern(r"(?:\bagents?|subagent_type|\bTask|\bAgent|@agent-)[\s:=(`\"'*]{0,5}\Z", re.IGNORECASE),
    ),
    Kind.SKILL: (
        pattern(r"[`\"'*]{0,3} skills?\b", re.IGNORECASE),
        pattern(r"\bskills?[\s:=(`\"'*]{1,5}\Z", re.IGNORECASE),
    ),
}
# The first run of letters and digits of a name that is looked for, or the sign that it begins with.
_HEAD = pattern(r"[^\W_]+|[\W_]")
# What goes on behind a name is a longer one, or a path.
_PART = pattern(r"[\w/-]|\.\w")
# What stands before a slash that begins a path or an address, not a command.
_INSIDE = pattern(r"[\w.~/)\]}-]\Z")


class Call(NamedTuple):
    """A place where something is called by its name.

    Attributes:
        kind: An agent, a skill or a command.
        name: Its name.
        span: Where it is written.
        is_declared: Whether a field says so, which a host follows; a prompt only asks for it.
    """

    kind: Kind
    name: str
    span: Span
    is_declared: bool


def find_calls(definition: Definition, names: Iterable[tuple[Kind, str]]) -> Iterator[Call]:
    """Where a definition calls something.

    Args:
        definition: The definition.
        names: What to look for.

    Yields:
        First what is declared, then what the prompt says, each in the order of the file; a name that is also
        a word of prose counts only where it is marked as a name, where the kind is said beside it, or where
        the sentence can mean nothing else (`agentreg.formats.plain_names`).
    """
    wanted = set(names)
    for call in _declared(definition):
        if (call.kind, call.name) in wanted:
            yield call
    yield from _said(definition, wanted)


def _declared(definition: Definition) -> Iterator[Call]:
    for field in definition.frontmatter.fields:
        if kind := _LISTED.get(field.key):
            for scalar in _scalars(field.value):
                yield from _names(kind, scalar.text, scalar.span)
        elif field.key == "base" and definition.host is Host.MUX and isinstance(field.value, Scalar):
            yield from _names(Kind.AGENT, field.value.text, field.value.span)
    for entry in (*definition.tools.entries, *definition.tools.denied):
        kind = _CALLERS.get(entry.name.casefold())
        if kind and entry.specifier:
            yield from _names(kind, entry.specifier, entry.span)


def _scalars(value: Value) -> Iterator[Scalar]:
    match value:
        case Scalar():
            yield value
        case Listing():
            for item in value.items:
                yield from _scalars(item)
        case Mapping():
            if isinstance(agent := value.get("agent"), Scalar):
                yield agent


def _names(kind: Kind, text: str, span: Span) -> Iterator[Call]:
    for name in filter(None, map(str.strip, text.split(","))):
        yield Call(kind, name, span, is_declared=True)


def _said(definition: Definition, wanted: Collection[tuple[Kind, str]]) -> Iterator[Call]:
    text, body = definition.document.text, definition.document.body
    listed: set[Span] | None = None
    for kind, place in _places(text, body, wanted):
        if listed is None and kind is Kind.AGENT:
            listed = {one.span for one in read_agent_names(text, body)}
        if _is_name(text, place, kind) or (listed and kind is Kind.AGENT and place in listed):
            yield Call(kind, place.of(text), place, is_declared=False)


def _places(text: str, body: Span, wanted: Collection[tuple[Kind, str]]) -> Iterator[tuple[Kind, Span]]:
    """Where names stand alone: one pass, however many names there are, and none where no name is there."""
    kinds: dict[str, list[Kind]] = {}
    lengths: dict[str, set[int]] = {}
    for kind, name in sorted(wanted):
        if name in text and (head := _HEAD.match(name)):
            kinds.setdefault(name, []).append(kind)
            lengths.setdefault(head[0], set()).add(len(name))
    for head in _HEAD.finditer(text, *body) if kinds else ():
        for length in lengths.get(head[0], ()):
            place = Span(head.start(), head.start() + length)
            found = kinds.get(place.of(text), ())
            if found and place.end <= body.end and _stands_alone(text, place):
                yield from ((kind, place) for kind in found)


def _stands_alone(text: str, place: Span) -> bool:
    return not _PART.match(text, place.end) and not text[place.start - 1 : place.start].isalnum()


def _is_name(text: str, place: Span, kind: Kind) -> bool:
    before = text[max(0, place.start - _NEAR) : place.start]
    if kind is Kind.COMMAND:
        return before.endswith("/") and not _INSIDE.search(before[:-1])
    behind, ahead = _WORDS[kind]
    if behind.match(text, place.end) or ahead.search(before):
        return True
    after = text[place.end : place.end + 1]
    if before.endswith("@") or (before.endswith("`") and after == "`"):
        return True
    return kind is Kind.AGENT and is_named(text, place)
