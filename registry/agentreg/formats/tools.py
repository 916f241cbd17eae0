"""Tool policies: how a definition states its tools, in the terms of one host."""

from __future__ import annotations

from agentreg.formats.comma_lists import split_entries
from agentreg.formats.hosts.profile import Dialect, HostProfile
from agentreg.formats.patterns import pattern
from agentreg.formats.tool_entries import parse_entry
from agentreg.formats.tool_rules import read_rules, rule_entries
from agentreg.model.definition import NO_HOST
from agentreg.model.document import Span
from agentreg.model.fields import Frontmatter, Listing, Mapping, Scalar, Style, Value
from agentreg.model.tools import Effect, ToolEntry, ToolPolicy, ToolState
from agentreg.static import assert_never

__all__ = ("parse_entry", "read_policy")

_BLOCK_HEADER = pattern(r"[|>][-+0-9]{0,2}[ \t]*\r?\n")
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
        return read_rules(frontmatter, profile)
    if profile.dialect is Dialect.MUX:
        # Few files are of these two hosts, and starting up is part of every `diff`.
        from agentreg.formats.additions import read_additions

        return read_additions(frontmatter, profile)
    value, denied, free = (
        frontmatter.get(key) if key in profile.fields else None
        for key in ("tools", profile.denies, profile.frees)
    )
    entries = () if value is None else _entries(value, profile, text)
    policy = ToolPolicy(
        state=_state(value, entries),
        entries=entries,
        denied=() if denied is None else _entries(denied, profile, text),
        # A map in a folder of no host was written for OpenCode, as likely as not.
        ordered=isinstance(value, Mapping) and profile.host in NO_HOST,
        span=None if value is None else value.span,
        absent=profile.absent,
    )
    if profile.dialect is Dialect.KIRO:
        from agentreg.formats.capabilities import denials

        policy = policy._replace(denied=(*policy.denied, *denials(frontmatter, profile)))
    if free is not None and policy.is_unknown:
        return policy._replace(entries=_entries(free, profile, text))
    return policy


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
            return tuple(entry for item in items for entry in _item(item, profile))
        case Mapping():
            return rule_entries(value, profile)
        case other:
            assert_never(other)


def _item(item: Value, profile: HostProfile) -> tuple[ToolEntry, ...]:
    """One item; of a list or a map in a list a host may take every name, so that it grants what it names."""
    match item:
        case Scalar():
            raw = item.text.strip()
            return (parse_entry(raw, profile, span=item.span),) if raw else ()
        case Listing(items=items):
            return tuple(entry for inner in items for entry in _item(inner, profile))
        case Mapping():
            return rule_entries(item, profile)
        case other:
            assert_never(other)


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
