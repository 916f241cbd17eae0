"""Edits of what an agent of Claude Code may do: tools, modes, hooks, servers, memory.

Which kinds of risk an edit adds or takes away is computed here from a table of our own (formats.md 1.4).
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from mutations.edit import NARROWS, NEUTRAL, WIDENS, Edit, Fact, Find, Operator, undone
from mutations.sheet import Sheet
from mutations.sites import field_patch, plain_value

_SHELL = frozenset(("execute", "network", "write"))
RISKS = {
    **dict.fromkeys(("Read", "Glob", "Grep", "LS"), frozenset(("read",))),
    **dict.fromkeys(("Edit", "Write", "NotebookEdit", "MultiEdit"), frozenset(("write",))),
    **dict.fromkeys(("WebFetch", "WebSearch"), frozenset(("network",))),
    **dict.fromkeys(("Task", "Agent", "Skill"), frozenset(("spawn",))),
    "Bash": _SHELL,
    "TodoWrite": frozenset(("session",)),
}
EVERYTHING = frozenset(("read", "session", "ask", "write", "spawn", "network", "execute"))
_CLAIM = frozenset(("rights",))
_STARTS = (
    ("Read",),
    ("Read", "Grep"),
    ("Read", "Grep", "Glob"),
    ("Read", "Write", "Edit"),
    ("Read", "Write", "Edit", "Bash"),
    ("Read", "WebFetch"),
    ("Read", "Grep", "mcp__tracker__list_issues"),
)


def risks_of(tools: Sequence[str]) -> frozenset[str]:
    """What the tools of a list can do; a tool of a server whatever a shell can."""
    kinds = [_SHELL if tool.startswith("mcp__") else RISKS[tool.partition("(")[0]] for tool in tools]
    return frozenset().union(*kinds)


def shifts(before: frozenset[str], after: frozenset[str]) -> tuple[Fact, ...]:
    """The findings that tell which kinds of risk came and went."""
    return tuple(
        Fact(f"permissions-were-{word}", ", ".join(sorted(risks)), direction)
        for word, risks, direction in (
            ("gained", after - before, WIDENS),
            ("lost", before - after, NARROWS),
        )
        if risks
    )


def _start(sheet: Sheet, random: Random) -> list[str]:
    """The definition's own tools where they are all known, else a list as many have it."""
    own = [tool.strip() for tool in plain_value(sheet, "tools").split(",")]
    known = all(tool in RISKS for tool in own) and len(set(own)) == len(own) > 1
    return own if known else list(random.choice(_STARTS))


def _listed(sheet: Sheet, before: str | None, after: str | None, *facts: Fact) -> Edit:
    """The definition with one list of tools before and another after."""
    sides = [(field_patch(sheet, "tools", value),) for value in (before, after)]
    return Edit(facts, before=sides[0], after=sides[1], claims=_CLAIM)


def _list_with(tool: str, kind: str, subject: str) -> Find:
    """A tool joins the list, or leaves it, according to `kind`."""

    def find(sheet: Sheet, random: Random) -> Edit | None:
        tools = [own for own in _start(sheet, random) if own != tool]
        if not tools or (tool == "Bash(git *)" and "Bash" in tools):
            return None
        more = list(tools)
        more.insert(random.randint(0, len(tools)), tool)
        sides, direction = [tools, more], WIDENS
        if kind.endswith("revoked"):
            sides, direction = [more, tools], NARROWS
        before, after = map(", ".join, sides)
        return _listed(sheet, before, after, Fact(kind, subject, direction), *shifts(*map(risks_of, sides)))

    return find


def _tools(before: str | None, after: str | None, *facts: Fact) -> Find:
    """The field as it stands before and after; `{own}` stands for the definition's tools."""

    def find(sheet: Sheet, random: Random) -> Edit | None:
        own = _start(sheet, random)
        one, other = (side and side.replace("{own}", ", ".join(own)) for side in (before, after))
        return _listed(sheet, one, other, *facts, *shifts(_risks_stated(one), _risks_stated(other)))

    return find


def _risks_stated(value: str | None) -> frozenset[str]:
    if value is None or value.strip("\"'") == "*":
        return EVERYTHING
    tools = [tool.strip() for tool in value.strip("[]").split(",") if tool.strip()]
    return risks_of(tools)


def _empty(sheet: Sheet, random: Random) -> Edit | None:
    """An empty list takes each tool away."""
    own = _start(sheet, random)
    facts = [Fact("tool-revoked", f"tool {tool.replace('Task', 'Agent')}", NARROWS) for tool in own]
    return _listed(sheet, ", ".join(own), "[]", *facts, *shifts(risks_of(own), frozenset()))


def _deny(*, lift: bool) -> Find:
    def find(sheet: Sheet, _random: Random) -> Edit | None:
        patches = [(field_patch(sheet, "disallowedTools", value),) for value in (None, "NotebookEdit")]
        tools = field_patch(sheet, "tools", None)
        fact = Fact("tool-denied", "tool NotebookEdit", NARROWS)
        if lift:
            patches.reverse()
            fact = Fact("tool-undenied", "tool NotebookEdit", WIDENS)
        before, after = ((tools, *patch) for patch in patches)
        return Edit((fact,), before=before, after=after, claims=_CLAIM)

    return find


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


def _twice(sheet: Sheet, _random: Random) -> Edit | None:
    """Which of two `tools` lines counts is the host's choice: it may be neither."""
    once, twice = "tools: Read, Bash, Grep\n", "tools: Read, Bash, Grep\ntools: Read, Bash, Grep\n"
    spot = field_patch(sheet, "tools", None)
    gained = shifts(risks_of(("Read", "Bash")), EVERYTHING)
    return Edit(
        (Fact("rights-became-ambiguous", "tools", WIDENS), *gained),
        before=(spot._replace(text=once),),
        after=(spot._replace(text=twice),),
        claims=_CLAIM,
    )


def _once(sheet: Sheet, random: Random) -> Edit | None:
    lost = shifts(EVERYTHING, risks_of(("Read", "Bash")))
    return undone(_twice(sheet, random), Fact("rights-became-clear", "tools", NARROWS), *lost)


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
_OPEN = Fact("tools-unrestricted", "tools", WIDENS)
_CLOSED = Fact("tools-restricted", "tools", NARROWS)


def _rights(name: str, find: Find) -> Operator:
    return Operator(name, find, "rights", "claude")


def _mode(name: str, values: tuple[str | None, str | None], kind: str, direction: str) -> Operator:
    return _rights(name, _state("permissionMode", values, Fact(kind, "permissionMode", direction)))


RIGHTS = (
    *(
        _rights(f"grant {tool}", _list_with(tool, "tool-granted", f"tool {subject}"))
        for tool, subject in (
            ("LS", "LS"),
            ("Bash", "Bash"),
            ("WebFetch", "WebFetch"),
            ("Write", "Write"),
            ("Task", "Agent"),
            ("Bash(git *)", r"Bash\(git \*\)"),
            ("mcp__freight__book_slot", "mcp__freight__book_slot"),
        )
    ),
    *(
        _rights(f"revoke {tool}", _list_with(tool, "tool-revoked", f"tool {tool}"))
        for tool in ("LS", "Bash", "WebSearch", "Edit", "mcp__freight__book_slot")
    ),
    _rights("grant a server", _list_with("mcp__freight", "server-granted", "server freight")),
    _rights("revoke a server", _list_with("mcp__freight__*", "server-revoked", "server freight")),
    _rights("drop the list", _tools("{own}", None, _OPEN)),
    _rights("list a star", _tools("{own}", '"*"', _OPEN)),
    _rights("drop an empty list", _tools("[]", None, _OPEN)),
    _rights("state a list", _tools(None, "{own}", _CLOSED)),
    _rights("empty the list", _empty),
    _rights(
        "limit the shell",
        _tools("Read, Bash", "Read, Bash(git *)", Fact("specifier-narrowed", "tool Bash", NARROWS)),
    ),
    _rights(
        "free the shell",
        _tools("Read, Bash(git log *)", "Read, Bash", Fact("specifier-widened", "tool Bash", WIDENS)),
    ),
    _rights(
        "limit the shell less",
        _tools("Read, Bash(git log *)", "Read, Bash(git *)", Fact("specifier-widened", "tool Bash", WIDENS)),
    ),
    _rights(
        "limit the shell to other commands",
        _tools("Read, Bash(git *)", "Read, Bash(npm *)", Fact("specifier-changed", "tool Bash", NEUTRAL)),
    ),
    _rights("forbid a tool", _deny(lift=False)),
    _rights("no longer forbid a tool", _deny(lift=True)),
    _rights("write the list twice", _twice),
    _rights("write the list once", _once),
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
