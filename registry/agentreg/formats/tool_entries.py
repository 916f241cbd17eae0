"""Entries of a tool list: where each is written, and its host's canonical spelling."""

from __future__ import annotations

import re

from agentreg.formats.hosts.profile import Dialect, HostProfile
from agentreg.formats.patterns import pattern
from agentreg.model.document import Span
from agentreg.model.tools import Effect, ToolEntry
from agentreg.static import assert_never

_SPECIFIED = pattern(r"([^()\s]+)[ \t]*\((.*)\)", re.DOTALL)
# A tool set of VS Code and what stands before the slash of a server's tool look alike.
_TOOL_SETS = frozenset(("read", "search", "edit", "execute", "web", "agent", "todo", "vscode", "browser"))

# `:*` is the older spelling of ` *`, behind nothing.
_ANYTHING = ("", "*", ":*", "*:*")

# The servers that Copilot brings along, and those whose names say what they are.
_SERVER = pattern(r"\A(?:github|playwright)\Z|(?:\A|[-_.])mcp(?:\Z|[-_.])")


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
        case Dialect.KIRO:
            return _kiro_name(written, profile)
        case Dialect.MUX:
            return written.replace(".*", "*"), None
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
    if not slash and _SERVER.search(folded):
        # VS Code goes on reading the name alone, as it wrote it in 2025.
        return f"{written}/*", written
    return (folded if slash else written), None


def _kiro_name(written: str, profile: HostProfile) -> tuple[str, str | None]:
    """`@git`, `@git/status`, `@mcp` for every server, `@builtin/read` for `read`."""
    own = written.removeprefix(f"{profile.builtin}/")
    if not own.startswith("@") or own == profile.builtin:
        return profile.aliases.get(own, own), None
    server, _slash, tool = own[1:].partition("/")
    if server in ("mcp", "*") and tool in ("", "*"):
        return "@*/*", "*"
    return f"@{server}/{tool or '*'}", server


def _underscored_server(written: str) -> str | None:
    if not written.startswith("mcp_"):
        return None
    return written[len("mcp_") :].partition("_")[0] or "*"


def _specifier(name: str, written: str | None) -> str | None:
    if written is None or written.strip() in _ANYTHING:
        return None
    if name == "Agent":
        return ", ".join(sorted({part.strip() for part in written.split(",")}))
    text = written.strip()
    # `git:*` is the older spelling of `git *`; the colon means nothing elsewhere. `domain:*` is any.
    return f"{text[:-2]} *" if text.endswith(":*") and text != "domain:*" else text
