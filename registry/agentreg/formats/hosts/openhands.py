"""OpenHands: an agent without a tool list has no tools but those that end its work.

Sources: docs.openhands.dev/sdk/guides/agent-file-based, OpenHands/software-agent-sdk
openhands-sdk/openhands/sdk/subagent/schema.py, read 2026-11 in copies of 2026.
`.agents/agents/`, which it reads as well, is a folder of several programs: there nobody's rules are taken.

Uncertain: the names of all its tools, and what invalid YAML does.
"""

from __future__ import annotations

from agentreg.formats.hosts.profile import FieldKind, HostProfile, Verdict
from agentreg.formats.hosts.risks import NETWORK, READ, SESSION, SHELL, SPAWN, WRITE
from agentreg.formats.patterns import pattern
from agentreg.model.definition import Host, Outcome
from agentreg.model.fields import Step
from agentreg.model.tools import Grant

_UNKNOWN = Verdict(Outcome.UNCERTAIN, "what it does with invalid YAML is not documented")

OPENHANDS = HostProfile(
    host=Host.OPENHANDS,
    reads=pattern(r"(?:^|/)\.openhands/agents/[^/]+\.md\Z"),
    fields={
        "name": FieldKind.IDENTITY,
        "description": FieldKind.ROUTING,
        "tools": FieldKind.TOOLS,
        "permission_mode": FieldKind.PERMISSION,
        "model": FieldKind.MODEL,
        "profile_store_dir": FieldKind.MODEL,
        "skills": FieldKind.BEHAVIOUR,
        "max_iteration_per_run": FieldKind.BEHAVIOUR,
        "mcp_servers": FieldKind.SUPPLY,
        "hooks": FieldKind.SUPPLY,
        "color": FieldKind.INTERFACE,
    },
    pool={
        **dict.fromkeys(("glob", "grep"), READ),
        **dict.fromkeys(("file_editor", "planning_file_editor", "apply_patch"), WRITE),
        "terminal": SHELL,
        "browser_tool_set": NETWORK,
        **dict.fromkeys(("delegate", "task_tool_set"), SPAWN),
        **dict.fromkeys(("task_tracker", "think", "finish"), SESSION),
    },
    aliases={},
    steps={Step.REQUOTED: _UNKNOWN, Step.LINEWISE: _UNKNOWN, Step.UNREADABLE: _UNKNOWN},
    absent=Grant.NONE,
)
