"""Qwen Code, which began as Gemini CLI and takes over Claude Code's fields.

Sources: QwenLM/qwen-code docs/users/features/sub-agents.md, packages/core/src/tools/tool-names.ts and
packages/core/src/subagents/agent-frontmatter-schema.ts, read 2026-11.

Uncertain: what its loader does with YAML that is not valid.
"""

from __future__ import annotations

from agentreg.formats.hosts.profile import FieldKind, HostProfile, Identity, Verdict
from agentreg.formats.hosts.risks import ASK, NETWORK, READ, SESSION, SHELL, SPAWN, WRITE
from agentreg.formats.patterns import pattern
from agentreg.model.definition import Host, Outcome
from agentreg.model.fields import Step

_UNKNOWN = Verdict(Outcome.UNCERTAIN, "what it does with invalid YAML is not documented")

QWEN = HostProfile(
    host=Host.QWEN,
    reads=pattern(r"(?:^|/)\.qwen/agents/[^/]+\.md\Z"),
    fields={
        "name": FieldKind.IDENTITY,
        "description": FieldKind.ROUTING,
        "tools": FieldKind.TOOLS,
        "disallowedTools": FieldKind.TOOLS,
        "approvalMode": FieldKind.PERMISSION,
        "permissionMode": FieldKind.PERMISSION,
        "model": FieldKind.MODEL,
        "modelConfig": FieldKind.MODEL,
        "runConfig": FieldKind.BEHAVIOUR,
        "maxTurns": FieldKind.BEHAVIOUR,
        "background": FieldKind.BEHAVIOUR,
        "mcpServers": FieldKind.SUPPLY,
        "hooks": FieldKind.SUPPLY,
        "color": FieldKind.INTERFACE,
    },
    pool={
        **dict.fromkeys(("read_file", "read_many_files", "list_directory"), READ),
        **dict.fromkeys(("grep_search", "glob", "lsp"), READ),
        **dict.fromkeys(("edit", "write_file"), WRITE),
        "run_shell_command": SHELL,
        **dict.fromkeys(("web_fetch", "web_search"), NETWORK),
        **dict.fromkeys(("agent", "skill", "send_message", "list_agents"), SPAWN),
        **dict.fromkeys(("task_create", "task_get", "task_list", "task_update", "task_stop"), SESSION),
        **dict.fromkeys(("task_output", "save_memory", "exit_plan_mode"), SESSION),
        "ask_user_question": ASK,
    },
    # Names of before, and those that its screens show.
    aliases={
        "search_file_content": "grep_search",
        "replace": "edit",
        "task": "agent",
        "todo_write": "task_list",
        "Edit": "edit",
        "WriteFile": "write_file",
        "ReadFile": "read_file",
        **dict.fromkeys(("Grep", "SearchFiles"), "grep_search"),
        **dict.fromkeys(("Glob", "FindFiles"), "glob"),
        "Shell": "run_shell_command",
        **dict.fromkeys(("ListFiles", "ReadFolder"), "list_directory"),
        **dict.fromkeys(("Agent", "Task"), "agent"),
        "Skill": "skill",
        "WebFetch": "web_fetch",
        "WebSearch": "web_search",
        **dict.fromkeys(("TaskList", "TodoWrite"), "task_list"),
    },
    steps={
        Step.ABSENT: Verdict(Outcome.SKIPS, "it needs a name and a description"),
        Step.REQUOTED: _UNKNOWN,
        Step.LINEWISE: _UNKNOWN,
        Step.UNREADABLE: _UNKNOWN,
    },
    stripped=frozenset(("ask_user_question",)),
    identity=Identity.NAME,
    brings=frozenset(("general-purpose", "Explore")),
    required=("name", "description"),
    closed=True,
)
