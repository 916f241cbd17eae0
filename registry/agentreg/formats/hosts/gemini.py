"""Gemini CLI, whose schema is strict: one unknown key and the file is not loaded.

Source: google-gemini/gemini-cli packages/core/src/agents/agentLoader.ts and docs/core/subagents.md, 2026-08.
"""

from __future__ import annotations

from agentreg.formats.hosts.profile import Dialect, FieldKind, HostProfile, Identity, UnknownKeys, Verdict
from agentreg.formats.hosts.risks import ASK, NETWORK, READ, SESSION, SHELL, SPAWN, WRITE
from agentreg.formats.patterns import pattern
from agentreg.model.definition import Host, Outcome
from agentreg.model.document import Document
from agentreg.model.fields import Frontmatter, Listing, Step

_NAME = pattern(r"[a-z0-9_-]+\Z")
_ERROR = Verdict(Outcome.SKIPS, "its frontmatter is no valid YAML")


def _name_is_a_slug(_document: Document, frontmatter: Frontmatter, _path: str) -> Verdict | None:
    if _NAME.match(frontmatter.text("name") or ""):
        return None
    return Verdict(Outcome.SKIPS, "its name must be lower-case letters, digits, `-` and `_`")


def _tools_are_a_list(_document: Document, frontmatter: Frontmatter, _path: str) -> Verdict | None:
    tools = frontmatter.get("tools")
    if tools is None or isinstance(tools, Listing):
        return None
    return Verdict(Outcome.SKIPS, "`tools` must be a list")


GEMINI = HostProfile(
    host=Host.GEMINI,
    reads=pattern(r"(?:^|/)\.gemini/agents/[^/_][^/]*\.md\Z"),
    fields={
        "kind": FieldKind.PERMISSION,
        "name": FieldKind.IDENTITY,
        "display_name": FieldKind.INTERFACE,
        "description": FieldKind.ROUTING,
        "tools": FieldKind.TOOLS,
        "mcp_servers": FieldKind.SUPPLY,
        "model": FieldKind.MODEL,
        "temperature": FieldKind.MODEL,
        "max_turns": FieldKind.BEHAVIOUR,
        "timeout_mins": FieldKind.BEHAVIOUR,
        "agent_card_url": FieldKind.SUPPLY,
        "agent_card_json": FieldKind.SUPPLY,
        "auth": FieldKind.SUPPLY,
    },
    pool={
        **dict.fromkeys(("read_file", "read_many_files", "glob", "list_directory", "grep_search"), READ),
        **dict.fromkeys(("write_file", "replace"), WRITE),
        "run_shell_command": SHELL,
        **dict.fromkeys(("web_fetch", "google_web_search"), NETWORK),
        "activate_skill": SPAWN,
        **dict.fromkeys(("write_todos", "save_memory", "enter_plan_mode", "exit_plan_mode"), SESSION),
        "ask_user": ASK,
    },
    aliases={"search_file_content": "grep_search"},
    steps=dict.fromkeys((Step.ABSENT, Step.REQUOTED, Step.LINEWISE, Step.UNREADABLE), _ERROR),
    dialect=Dialect.GEMINI,
    closed=True,
    identity=Identity.NAME,
    brings=frozenset(("codebase_investigator", "cli_help", "generalist")),
    required=("name", "description"),
    unknown_keys=UnknownKeys.REJECTED,
    checks=(_name_is_a_slug, _tools_are_a_list),
)
