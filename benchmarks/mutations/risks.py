"""Which kinds of risk a list of tools holds, from a table of our own (formats.md 1.4)."""

from __future__ import annotations

from collections.abc import Sequence

from mutations.edit import NARROWS, WIDENS, Fact

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
