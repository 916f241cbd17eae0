"""Edits of what else says what an agent of Claude Code may do: modes, hooks, servers, memory, isolation."""

from __future__ import annotations

from random import Random

from mutations.edit import NARROWS, NEUTRAL, WIDENS, Edit, Fact, Find, Operator
from mutations.sheet import Sheet
from mutations.sites import field_patch

_CLAIM = frozenset(("rights",))


def _state(key: str, values: tuple[str | None, str | None], *facts: Fact) -> Find:
    """A field other than the tools, with a list of tools that already writes and runs."""

    def find(sheet: Sheet, _random: Random) -> Edit | None:
        tools = field_patch(sheet, "tools", "Read, Write, Edit, Bash")
        before, after = ((tools, field_patch(sheet, key, value)) for value in values)
        return Edit(facts, before=before, after=after, claims=_CLAIM)

    return find


def _remember(sheet: Sheet, _random: Random) -> Edit | None:
    """A memory adds Read, Write and Edit even when the list leaves them out."""
    tools = field_patch(sheet, "tools", "Read, Grep")
    facts = (Fact("memory-granted", "memory", WIDENS), Fact("permissions-were-gained", "write", WIDENS))
    return Edit(
        facts,
        before=(tools, field_patch(sheet, "memory", None)),
        after=(tools, field_patch(sheet, "memory", "project")),
        claims=_CLAIM,
    )


def _hook(command: str, event: str = "PreToolUse") -> str:
    called = f"hooks:\n        - type: command\n          command: {command}"
    return f"\n  {event}:\n    - matcher: Bash\n      {called}"


def _server(command: str) -> str:
    return f"\n  - freight:\n      type: stdio\n      command: {command}"


_HOOK, _SERVER = r"hook PreToolUse( Bash)?", r"mcp server freight"
_STOP = r"hook Stop( Bash)?"
# A hook that runs before a tool can refuse it: what it adds or takes away is a guard as well.
_GUARDED = Fact("guard-was-added", _HOOK, NARROWS)
_UNGUARDED = Fact("guard-was-removed", _HOOK, WIDENS)


def _rights(name: str, find: Find) -> Operator:
    return Operator(name, find, "rights", "claude")


def _mode(name: str, values: tuple[str | None, str | None], kind: str, direction: str) -> Operator:
    return _rights(name, _state("permissionMode", values, Fact(kind, "permissionMode", direction)))


PERMISSIONS = (
    _mode("stop asking", (None, "bypassPermissions"), "mode-widened", WIDENS),
    _mode("edit without asking", ("plan", "acceptEdits"), "mode-widened", WIDENS),
    _mode("leave plan mode", ("plan", None), "mode-widened", WIDENS),
    _mode("ask again", ("bypassPermissions", "default"), "mode-narrowed", NARROWS),
    _mode("refuse instead of asking", ("acceptEdits", "dontAsk"), "mode-changed", NEUTRAL),
    _rights(
        "add a hook",
        _state("hooks", (None, _hook("./check.sh")), Fact("hook-added", _HOOK, WIDENS), _GUARDED),
    ),
    _rights(
        "remove a hook",
        _state("hooks", (_hook("./check.sh"), None), Fact("hook-removed", _HOOK, NARROWS), _UNGUARDED),
    ),
    _rights(
        "run another command",
        _state("hooks", (_hook("./check.sh"), _hook("./report.sh")), Fact("hook-changed", _HOOK)),
    ),
    _rights(
        "run a command at the end",
        _state("hooks", (None, _hook("./note.sh", "Stop")), Fact("hook-added", _STOP, WIDENS)),
    ),
    _rights(
        "run no command at the end",
        _state("hooks", (_hook("./note.sh", "Stop"), None), Fact("hook-removed", _STOP, NARROWS)),
    ),
    _rights(
        "bring a server",
        _state("mcpServers", (None, _server("freightd")), Fact("mcp-server-added", _SERVER, WIDENS)),
    ),
    _rights(
        "bring no server",
        _state("mcpServers", (_server("freightd"), None), Fact("mcp-server-removed", _SERVER, NARROWS)),
    ),
    _rights(
        "start another server",
        _state("mcpServers", (_server("freightd"), _server("railwayd")), Fact("mcp-server-changed", _SERVER)),
    ),
    _rights("remember", _remember),
    _rights("forget", _state("memory", ("project", None), Fact("memory-revoked", "memory", NARROWS))),
    _rights("remember elsewhere", _state("memory", ("local", "user"), Fact("memory-changed", "memory"))),
    _rights(
        "work on a copy",
        _state("isolation", (None, "worktree"), Fact("isolation-added", "isolation", NARROWS)),
    ),
    _rights(
        "work in the checkout",
        _state("isolation", ("worktree", None), Fact("isolation-removed", "isolation", WIDENS)),
    ),
    _rights("run unwatched", _state("background", (None, "true"), Fact("background-changed", "background"))),
    _rights(
        "submit at the start",
        _state("initialPrompt", (None, "/deploy"), Fact("initial-prompt-changed", "initialPrompt")),
    ),
)
