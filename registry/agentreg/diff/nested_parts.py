"""The named parts of nested frontmatter: hooks that run on an event, MCP servers that are started.

Claude Code: `event -> [{matcher, hooks: [handler]}]`; VS Code: `event -> [handler]`; servers are a map from
their names, or a list of names and one-key maps (code.claude.com, code.visualstudio.com).
"""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.model.document import Span
from agentreg.model.fields import Listing, Mapping, Scalar, Value, plain
from agentreg.records import NamedTuple


class Part(NamedTuple):
    """One named part of a nested field.

    Attributes:
        word: What it is: `hook` or `mcp server`.
        group: Parts of one group are told as one that changed, if their values agree (an event's hooks).
        name: What tells it from others: the event and its matcher, the server's name.
        value: What it states, as plain data.
        span: Where it stands; the first of a group has the lines that open the group.
    """

    word: str
    group: str
    name: str
    value: object
    span: Span


def hook_parts(hooks: Value, lines: Span) -> list[Part]:
    """The handlers of a `hooks` field, each by its event and matcher.

    Args:
        hooks: The field's value.
        lines: The lines that the field occupies.
    """
    if not isinstance(hooks, Mapping):
        return [Part("hook", "", "", plain(hooks), lines)]
    parts: list[Part] = []
    for place, event in enumerate(hooks.fields):
        groups = event.value.items if isinstance(event.value, Listing) else (event.value,)
        opening = event.lines.start if place else lines.start
        for group in groups:
            start = group.span.start if parts and parts[-1].group == event.key else opening
            parts += _handlers(event.key, group, Span(start, group.span.end))
    return parts


def _handlers(event: str, group: Value, span: Span) -> Iterator[Part]:
    data = plain(group)
    inner = group.get("hooks") if isinstance(group, Mapping) else None
    if not isinstance(data, dict) or not isinstance(inner, Listing) or not inner.items:
        matcher = data.pop("matcher", "") if isinstance(data, dict) else ""
        yield Part("hook", event, _hook_name(event, matcher), data, span)
        return
    shared = {key: value for key, value in data.items() if key not in ("matcher", "hooks")}
    for place, handler in enumerate(inner.items, 1):
        stated = plain(handler)
        value = {**stated, **shared} if isinstance(stated, dict) else stated
        start = span.start if place == 1 else handler.span.start
        end = span.end if place == len(inner.items) else handler.span.end
        yield Part("hook", event, _hook_name(event, data.get("matcher", "")), value, Span(start, end))


def _hook_name(event: str, matcher: object) -> str:
    # No matcher, an empty one and a star all match everything.
    return f"{event} {matcher}" if matcher not in ("", "*") else event


def server_parts(servers: Value, lines: Span) -> list[Part]:
    """The MCP servers of a field, each by its name.

    Args:
        servers: The field's value.
        lines: The lines that the field occupies.
    """
    parts = list(_servers(servers, lines))
    return [parts[0]._replace(span=Span(lines.start, parts[0].span.end)), *parts[1:]] if parts else []


def _servers(servers: Value, lines: Span) -> Iterator[Part]:
    match servers:
        case Mapping(fields=fields):
            for field in fields:
                yield Part("mcp server", "", field.key, plain(field.value), field.lines)
        case Listing(items=items):
            for item in items:
                yield from _servers(item, item.span)
        case Scalar(text=name):
            yield Part("mcp server", "", name, name, lines)
