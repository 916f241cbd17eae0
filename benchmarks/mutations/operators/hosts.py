"""Edits of what an agent may do, in the frontmatter of hosts other than Claude Code.

Each row replaces the whole frontmatter of a real definition; its prompt stays.
"""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from mutations.edit import ALONE, NARROWS, NEUTRAL, WIDENS, Edit, Fact, Find, Operator, Patch
from mutations.risks import shifts
from mutations.sheet import Sheet

_READ = frozenset(("read",))
_WRITE = frozenset(("write",))
_SHELL = frozenset(("execute", "network", "write"))
_NET = frozenset(("network",))
_ALL = frozenset(("read", "session", "ask", "write", "spawn", "network", "execute"))
_NONE: frozenset[str] = frozenset()


class Row(NamedTuple):
    """An edit of one host's frontmatter: lines that differ, what they say, and the risks before and after."""

    host: str
    name: str
    before: str
    after: str
    facts: tuple[Fact, ...]
    risks: tuple[frozenset[str], frozenset[str]] = (_NONE, _NONE)


def _granted(tool: str) -> Fact:
    return Fact("tool-granted", f"tool {tool}", WIDENS)


def _revoked(tool: str) -> Fact:
    return Fact("tool-revoked", f"tool {tool}", NARROWS)


def _denied(tool: str) -> Fact:
    return Fact("tool-denied", f"tool {tool}", NARROWS)


def _undenied(tool: str) -> Fact:
    return Fact("tool-undenied", f"tool {tool}", WIDENS)


_OPEN = Fact("tools-unrestricted", ".*", WIDENS)
_CLOSED = Fact("tools-restricted", ".*", NARROWS)
_SERVER = Fact("server-granted", "server freight", WIDENS)
_MORE = Fact("mode-widened", ".*", WIDENS)
_LESS = Fact("mode-narrowed", ".*", NARROWS)
_INVOKED = Fact("invocation-changed", ".*", NEUTRAL)

_ROWS = (
    Row("copilot", "grant execute", "tools: ['read']", "tools: ['read', 'execute']", (_granted("execute"),),
        (_READ, _READ | _SHELL)),
    Row("copilot", "grant edit by another name", "tools: ['read']", "tools: ['read', 'Write']",
        (_granted("edit"),), (_READ, _READ | _WRITE)),
    Row("copilot", "revoke web", "tools: ['read', 'web']", "tools: ['read']", (_revoked("web"),),
        (_READ | _NET, _READ)),
    Row("copilot", "drop the list", "tools: ['read']", "", (_OPEN,), (_READ, _ALL)),
    Row("copilot", "list a star", "tools: ['read']", "tools: ['*']", (_OPEN,), (_READ, _ALL)),
    Row("copilot", "state a list", "", "tools: ['read']", (_CLOSED,), (_ALL, _READ)),
    Row("copilot", "grant a server", "tools: ['read']", "tools: ['read', 'freight/*']", (_SERVER,),
        (_READ, _READ | _SHELL)),
    Row("copilot", "call by hand only", "tools: ['read']", "tools: ['read']\ndisable-model-invocation: true",
        (_INVOKED,)),
    Row("copilot", "for one product only", "tools: ['read']", "tools: ['read']\ntarget: vscode", (_INVOKED,)),
    Row("copilot", "bring a server", "tools: ['read']",
        "tools: ['read']\nmcp-servers:\n  freight:\n    type: local\n    command: freightd",
        (Fact("mcp-server-added", "mcp server freight", WIDENS),)),
    Row("vscode", "grant the terminal", "tools: ['read']", "tools: ['read', 'execute']",
        (_granted("execute"),), (_READ, _READ | _SHELL)),
    Row("vscode", "grant a server", "tools: ['read']", "tools: ['read', 'freight/*']", (_SERVER,),
        (_READ, _READ | _SHELL)),
    Row("gemini", "grant the shell", "tools:\n  - read_file", "tools:\n  - read_file\n  - run_shell_command",
        (_granted("run_shell_command"),), (_READ, _READ | _SHELL)),
    Row("gemini", "revoke the web", "tools:\n  - read_file\n  - web_fetch", "tools:\n  - read_file",
        (_revoked("web_fetch"),), (_READ | _NET, _READ)),
    Row("gemini", "drop the list", "tools:\n  - read_file", "", (_OPEN,), (_READ, _ALL)),
    Row("gemini", "grant a server", "tools:\n  - read_file", "tools:\n  - read_file\n  - mcp_freight_*",
        (_SERVER,), (_READ, _READ | _SHELL)),
    Row("gemini", "allow more turns", "max_turns: 10", "max_turns: 20", (Fact("turns-raised", "max_turns"),)),
    Row("gemini", "ask for a greater model", "model: gemini-2.5-flash", "model: gemini-2.5-pro",
        (Fact("model-raised", "model"),)),
    Row("gemini", "sample more freely", "temperature: 0.2", "temperature: 0.9",
        (Fact("temperature-raised", "temperature"),)),
    Row("opencode", "forbid edits", "permission:\n  bash: allow", "permission:\n  bash: allow\n  edit: deny",
        (_denied("edit"),)),
    Row("opencode", "allow edits again", "permission:\n  bash: allow\n  edit: deny",
        "permission:\n  bash: allow", (_undenied("edit"),)),
    Row("opencode", "stop asking", "permission:\n  bash: ask", "permission:\n  bash: allow", (_MORE,)),
    Row("opencode", "ask again", "permission:\n  bash: allow", "permission:\n  bash: ask", (_LESS,)),
    Row("opencode", "forbid the shell", "permission:\n  bash: ask", "permission:\n  bash: deny",
        (_denied("bash"),)),
    Row("opencode", "switch a tool off", "tools:\n  webfetch: true", "tools:\n  webfetch: false",
        (_denied("webfetch"),)),
    Row("opencode", "reorder rules",
        'permission:\n  bash:\n    "*": deny\n    "git *": allow',
        'permission:\n  bash:\n    "git *": allow\n    "*": deny',
        (Fact("tools-reordered", ".*", NEUTRAL),)),
    Row("opencode", "sample more strictly", "temperature: 0.7", "temperature: 0.1",
        (Fact("temperature-lowered", "temperature"),)),
    Row("opencode", "sample from more words", "top_p: 0.3", "top_p: 0.9",
        (Fact("model-setting-changed", "top_p"),)),
    Row("opencode", "call by hand only", "mode: subagent", "mode: primary", (_INVOKED,)),
    Row("cursor", "allow changes", "readonly: true", "readonly: false", (_MORE,), (_READ, _ALL)),
    Row("cursor", "forbid changes", "readonly: false", "readonly: true", (_LESS,), (_ALL, _READ)),
    Row("codex", "write to the workspace", 'sandbox_mode = "read-only"', 'sandbox_mode = "workspace-write"',
        (_MORE,), (_READ, _READ | {"write", "execute", "spawn"})),
    Row("codex", "leave the sandbox",
        'sandbox_mode = "workspace-write"', 'sandbox_mode = "danger-full-access"',
        (_MORE,), (_READ | {"write", "execute", "spawn"}, _ALL)),
    Row("codex", "only read", 'sandbox_mode = "workspace-write"', 'sandbox_mode = "read-only"',
        (_LESS,), (_READ | {"write", "execute", "spawn"}, _READ)),
    Row("codex", "never ask", 'approval_policy = "on-request"', 'approval_policy = "never"', (_MORE,)),
    Row("codex", "ask for a smaller model", 'model = "gpt-5"', 'model = "gpt-5-mini"',
        (Fact("model-lowered", "model"),)),
    Row("codex", "think more", 'model_reasoning_effort = "low"', 'model_reasoning_effort = "high"',
        (Fact("effort-raised", "model_reasoning_effort"),)),
)  # fmt: skip

_EQUALS = (
    Row("copilot", "spell tools otherwise", "tools: ['read', 'edit']", "tools: [Edit, Read]", ()),
    Row("copilot", "use the newer flag", "infer: false", "disable-model-invocation: true", ()),
    Row("vscode", "use the newer spelling", "user-invokable: false", "user-invocable: false", ()),
    Row("opencode", "use the newer word for turns", "maxSteps: 12", "steps: 12", ()),
    Row("opencode", "use the newer word for off", "disable: true", "disabled: true", ()),
    Row("gemini", "inherit the model aloud", "kind: local", "kind: local\nmodel: inherit", ()),
    Row("codex", "quote otherwise", 'sandbox_mode = "read-only"', "sandbox_mode = 'read-only'", ()),
)


def _find(row: Row) -> Find:
    def find(sheet: Sheet, _random: Random) -> Edit | None:
        place = sheet.matter_end
        before, after = ((Patch(place, place, f"{text}\n" * bool(text)),) for text in (row.before, row.after))
        facts = (*row.facts, *shifts(*row.risks))
        claims = frozenset(("rights", "model", *([ALONE] if row.host == "codex" else [])))
        return Edit(facts, before=before, after=after, claims=claims)

    return find


def _operators(rows: tuple[Row, ...], group: str) -> tuple[Operator, ...]:
    return tuple(Operator(f"{row.host}: {row.name}", _find(row), group, row.host) for row in rows)


HOSTS = (*_operators(_ROWS, "rights"), *_operators(_EQUALS, "form"))
