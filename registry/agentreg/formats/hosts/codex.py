"""Codex, whose agents are TOML files and configuration layers, without a tool list.

Sources: developers.openai.com/codex/subagents, read 2026-04.
"""

from __future__ import annotations

from agentreg.formats.hosts.profile import FieldKind, HostProfile, Identity, UnknownKeys, Verdict
from agentreg.formats.hosts.risks import NETWORK, READ, SHELL, SPAWN, WRITE
from agentreg.formats.patterns import pattern
from agentreg.model.definition import Host, Outcome
from agentreg.model.fields import Step

CODEX = HostProfile(
    host=Host.CODEX,
    reads=pattern(r"(?:^|/)\.codex/agents/[^/]+\.toml\Z"),
    fields={
        "name": FieldKind.IDENTITY,
        "description": FieldKind.ROUTING,
        "developer_instructions": FieldKind.BEHAVIOUR,
        "model": FieldKind.MODEL,
        "model_reasoning_effort": FieldKind.MODEL,
        "sandbox_mode": FieldKind.PERMISSION,
        "approval_policy": FieldKind.PERMISSION,
        "sandbox_workspace_write": FieldKind.PERMISSION,
        "mcp_servers": FieldKind.SUPPLY,
        "skills": FieldKind.BEHAVIOUR,
        "nickname_candidates": FieldKind.INTERFACE,
    },
    pool={
        **dict.fromkeys(("read_file", "list_dir", "grep_files"), READ),
        "apply_patch": WRITE,
        "shell": SHELL,
        "web_search": NETWORK,
        "spawn_agent": SPAWN,
    },
    aliases={},
    steps={Step.UNREADABLE: Verdict(Outcome.SKIPS, "it is no valid TOML")},
    identity=Identity.NAME,
    brings=frozenset(("default", "worker", "explorer")),
    required=("name", "description", "developer_instructions"),
    unknown_keys=UnknownKeys.FORWARDED,
)
