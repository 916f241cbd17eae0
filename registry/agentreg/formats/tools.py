"""Tool lists: how they are stated, and their entries in canonical spelling."""

from __future__ import annotations

import re
from typing import assert_never

from agentreg.formats.hosts.profile import Dialect, HostProfile
from agentreg.model.document import Span
from agentreg.model.fields import Frontmatter, Listing, Mapping, Scalar, Style, Value
from agentreg.model.tools import Effect, ToolEntry, ToolPolicy, ToolState

_SPECIFIED = re.compile(r"([^()\s]+)[ \t]*\((.*)\)", re.DOTALL)
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]{0,2}[ \t]*\r?\n")
_EFFECTS = {
    "true": Effect.ALLOW,
    "allow": Effect.ALLOW,
    "ask": Effect.ASK,
    "false": Effect.DENY,
    "deny": Effect.DENY,
}
# A tool set of VS Code and what stands before the slash of a server's tool look alike.
_TOOL_SETS = frozenset(("read", "search", "edit", "execute", "web", "agent", "todo", "vscode", "browser"))
_EVERYTHING = frozenset(("*", "all", "all tools"))


def read_policy(frontmatter: Frontmatter, profile: HostProfile, text: str) -> ToolPolicy:
    """Read which tools a definition states, in one host's terms.

    Args:
        frontmatter: The fields.
        profile: The host whose spelling and keys count.
        text: `Document.text`, into which the fields' spans point.

    Returns:
        The policy; entries keep the order written.
    """
    if profile.dialect is Dialect.OPENCODE:
        return _rules(frontmatter, profile)
    value = frontmatter.get("tools") if "tools" in profile.fields else None
    denied = frontmatter.get("disallowedTools") if "disallowedTools" in profile.fields else None
    entries = () if value is None else _entries(value, profile, text)
    return ToolPolicy(
        state=_state(value, entries),
        entries=entries,
        denied=() if denied is None else _entries(denied, profile, text),
        ordered=isinstance(value, Mapping),
        span=None if value is None else value.span,
    )


def split_entries(text: str) -> tuple[Span, ...]:
    """Split a tool list written as text at its commas and line ends, except inside parentheses.

    Args:
        text: The list, e.g. `Read, Bash(git *), Agent(a, b)`.

    Returns:
        Where each entry stands in `text`, blanks and quotes around it left out; empty entries are dropped.
    """
    spans: list[Span] = []
    depth, start = 0, 0
    for position, character in enumerate(text):
        if character == "(":
            depth += 1
        elif character == ")":
            depth = max(0, depth - 1)
        elif character in ",\n" and not depth:
            spans.append(_trimmed(text, start, position))
            start = position + 1
    spans.append(_trimmed(text, start, len(text)))
    return tuple(span for span in spans if span.end > span.start)


def parse_entry(raw: str, profile: HostProfile, *, span: Span, effect: Effect = Effect.ALLOW) -> ToolEntry:
    """Read one entry of a tool list.

    Args:
        raw: The entry as written, trimmed.
        profile: The host whose names and aliases count.
        span: Where it is written.
        effect: What the list that holds it does with its tools.

    Returns:
        The entry, its name in the host's canonical spelling.
    """
    found = _SPECIFIED.fullmatch(raw)
    written, specifier = (found.group(1), found.group(2)) if found else (raw, None)
    name, server = _canonical(written, profile)
    return ToolEntry(raw, name, _specifier(name, specifier), server, effect, span)


def _canonical(written: str, profile: HostProfile) -> tuple[str, str | None]:
    match profile.dialect:
        case Dialect.CLAUDE:
            return _claude_name(written, profile)
        case Dialect.COPILOT:
            return _copilot_name(written, profile)
        case Dialect.GEMINI:
            return profile.aliases.get(written, written), _underscored_server(written)
        case Dialect.OPENCODE:
            folded = written.lower()
            return profile.aliases.get(folded, folded), None
        case other:
            assert_never(other)


def _claude_name(written: str, profile: HostProfile) -> tuple[str, str | None]:
    if not written.startswith("mcp__"):
        return profile.aliases.get(written, written), None
    server = written[len("mcp__") :].partition("__")[0]
    if server in ("", "*"):
        return "mcp__*", "*"
    # `mcp__s` and `mcp__s__*` both mean every tool of the server.
    return written.removesuffix("__*"), server


def _copilot_name(written: str, profile: HostProfile) -> tuple[str, str | None]:
    folded = written.lower()
    if folded in profile.aliases or folded in profile.pool:
        return profile.aliases.get(folded, folded), None
    owner, slash, _tool = written.partition("/")
    if slash and owner.lower() not in _TOOL_SETS:
        return written, owner
    if written.startswith("mcp__"):
        return _claude_name(written, profile)
    return (folded if slash else written), None


def _underscored_server(written: str) -> str | None:
    if not written.startswith("mcp_"):
        return None
    return written[len("mcp_") :].partition("_")[0] or "*"


def _specifier(name: str, written: str | None) -> str | None:
    if written is None or written.strip() in ("", "*"):
        return None
    if name == "Agent":
        return ", ".join(sorted(part.strip() for part in written.split(",")))
    text = written.strip()
    # `git:*` is the older spelling of `git *`; the colon means nothing elsewhere.
    return f"{text[:-2]} *" if text.endswith(":*") else text


def _state(value: Value | None, entries: tuple[ToolEntry, ...]) -> ToolState:
    if value is None:
        return ToolState.ABSENT
    if isinstance(value, Scalar) and value.is_null:
        return ToolState.NULL
    if not entries:
        return ToolState.EMPTY
    if any(entry.name.lower() in _EVERYTHING and entry.effect is Effect.ALLOW for entry in entries):
        return ToolState.ALL
    return ToolState.LISTED


def _entries(value: Value, profile: HostProfile, text: str) -> tuple[ToolEntry, ...]:
    match value:
        case Scalar() if value.is_null:
            return ()
        case Scalar():
            return tuple(parse_entry(raw, profile, span=span) for raw, span in _written(value, text))
        case Listing(items=items):
            return tuple(
                entry for item in items if isinstance(item, Scalar) for entry in _item(item, profile)
            )
        case Mapping():
            return _rule_entries(value, profile)
        case other:
            assert_never(other)


def _item(item: Scalar, profile: HostProfile) -> tuple[ToolEntry, ...]:
    raw = item.text.strip()
    return (parse_entry(raw, profile, span=item.span),) if raw else ()


def _written(value: Scalar, text: str) -> list[tuple[str, Span]]:
    """The entries of a list that is one text, each with its place in the file."""
    start, end = value.span
    if value.style in (Style.SINGLE, Style.DOUBLE):
        start, end = start + 1, end - 1
    elif value.style in (Style.LITERAL, Style.FOLDED):
        header = _BLOCK_HEADER.match(text, start, end)
        start = header.end() if header else start
    elif text[start:end].startswith("["):
        # A flow list that is no YAML, kept as text by the tolerant reader.
        start, end = start + 1, end - text[start:end].endswith("]")
    written = text[start:end]
    return [
        (" ".join(span.of(written).split()), Span(start + span.start, start + span.end))
        for span in split_entries(written)
    ]


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] in "'\""):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "'\""):
        end -= 1
    if text.startswith("- ", start, end):
        return _trimmed(text, start + 2, end)
    return Span(start, end)


def _rules(frontmatter: Frontmatter, profile: HostProfile) -> ToolPolicy:
    """OpenCode: `tools`, then `permission`, then `permissions`; the last entry that matches wins."""
    stated = [(key, frontmatter.get(key)) for key in ("tools", "permission", "permissions")]
    present = [(key, value) for key, value in stated if value is not None]
    if not present:
        return ToolPolicy(ToolState.ABSENT, ordered=True)
    entries: list[ToolEntry] = []
    for _key, value in present:
        entries += (
            _rule_entries(value, profile) if not isinstance(value, Scalar) else _one_rule(value, profile)
        )
    key, value = present[-1]
    state = ToolState.NULL if isinstance(value, Scalar) and value.is_null else ToolState.EMPTY
    return ToolPolicy(
        ToolState.LISTED if entries else state, tuple(entries), ordered=True, key=key, span=value.span
    )


def _one_rule(value: Scalar, profile: HostProfile) -> tuple[ToolEntry, ...]:
    if value.is_null:
        return ()
    effect = _EFFECTS.get(value.text.strip().lower())
    return () if effect is None else (parse_entry("*", profile, span=value.span, effect=effect),)


def _rule_entries(value: Listing | Mapping, profile: HostProfile) -> tuple[ToolEntry, ...]:
    if isinstance(value, Listing):
        return tuple(entry for item in value.items for entry in _listed_rule(item, profile))
    entries: list[ToolEntry] = []
    for field in value.fields:
        span = Span(field.key_span.start, field.value.span.end)
        match field.value:
            case Scalar(text=word):
                entries.append(parse_entry(field.key, profile, span=span, effect=_effect(word)))
            case Mapping(fields=inner):
                entries += [_specific(field.key, rule.key, rule.value, profile) for rule in inner]
            case Listing():
                entries.append(parse_entry(field.key, profile, span=span))
            case other:
                assert_never(other)
    return tuple(entries)


def _specific(tool: str, pattern: str, value: Value, profile: HostProfile) -> ToolEntry:
    word = value.text if isinstance(value, Scalar) else ""
    return parse_entry(f"{tool}({pattern})", profile, span=value.span, effect=_effect(word))


def _listed_rule(item: Value, profile: HostProfile) -> tuple[ToolEntry, ...]:
    """One rule of OpenCode V2: `{action, resource, effect}`."""
    if isinstance(item, Scalar):
        return _item(item, profile)
    if not isinstance(item, Mapping):
        return ()
    parts = {field.key: field.value.text for field in item.fields if isinstance(field.value, Scalar)}
    raw = f"{parts.get('action', '*')}({parts.get('resource', '*')})"
    return (parse_entry(raw, profile, span=item.span, effect=_effect(parts.get("effect", ""))),)


def _effect(word: str) -> Effect:
    # A word that no host knows: the widest reading.
    return _EFFECTS.get(word.strip().lower(), Effect.ALLOW)
