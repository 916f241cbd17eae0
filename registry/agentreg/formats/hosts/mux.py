"""Mux, whose agents have no tools but those that `tools` adds, and what their `base` has.

Source: coder/mux docs/agents/index.mdx, read 2026-11.

Uncertain: what invalid YAML does. A base that is not one of Mux's own is another file: what it has is not
looked up here.
"""

from __future__ import annotations

from agentreg.formats.hosts.profile import Dialect, FieldKind, HostProfile, Identity, UnknownKeys, Verdict
from agentreg.formats.hosts.risks import ASK, NETWORK, READ, SESSION, SHELL, SPAWN, WRITE
from agentreg.formats.patterns import pattern
from agentreg.model.definition import Host, Outcome
from agentreg.model.fields import Step
from agentreg.model.tools import Grant

_UNKNOWN = Verdict(Outcome.UNCERTAIN, "what it does with invalid YAML is not documented")

MUX = HostProfile(
    host=Host.MUX,
    reads=pattern(r"(?:^|/)\.mux/agents/[^/]+\.md\Z"),
    fields={
        "name": FieldKind.IDENTITY,
        "description": FieldKind.ROUTING,
        "base": FieldKind.PERMISSION,
        "tools": FieldKind.TOOLS,
        "subagent": FieldKind.ROUTING,
        "ai": FieldKind.MODEL,
        "prompt": FieldKind.BEHAVIOUR,
        "ui": FieldKind.INTERFACE,
    },
    pool={
        "file_read": READ,
        **dict.fromkeys(("file_edit_insert", "file_edit_replace_lines", "file_edit_replace_string"), WRITE),
        **dict.fromkeys(("bash", "bash_output", "bash_background_list", "bash_background_terminate"), SHELL),
        **dict.fromkeys(("web_fetch", "web_search"), NETWORK),
        **dict.fromkeys(("task", "task_await", "task_list", "task_terminate"), SPAWN),
        "task_apply_git_patch": WRITE,
        **dict.fromkeys(("todo_read", "todo_write", "agent_report"), SESSION),
        **dict.fromkeys(("propose_plan", "ask_user_question"), ASK),
    },
    aliases={},
    steps={Step.REQUOTED: _UNKNOWN, Step.LINEWISE: _UNKNOWN, Step.UNREADABLE: _UNKNOWN},
    dialect=Dialect.MUX,
    identity=Identity.FILE,
    absent=Grant.NONE,
    required=("name",),
    unknown_keys=UnknownKeys.UNCERTAIN,
    brings=frozenset(("ask", "exec", "explore", "orchestrator", "plan", "compact")),
)
