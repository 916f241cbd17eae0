"""Claude Code: agents of a project or user, agents of a plugin, and plain folders in its dialect.

Sources: code.claude.com/docs (sub-agents, tools-reference, plugins-reference), read 2026-08;
anthropics/claude-code issues 19501, 80890, 86841 and 91871 for what it does with bad YAML.
"""

from __future__ import annotations

from agentreg.formats.hosts.profile import FieldKind, HostProfile, Identity, UnknownKeys, Verdict
from agentreg.formats.hosts.risks import ASK, NETWORK, READ, SESSION, SHELL, SPAWN, WRITE
from agentreg.formats.patterns import pattern
from agentreg.model.definition import Host, Outcome
from agentreg.model.document import Document, LineEnds
from agentreg.model.fields import Frontmatter, Step
from agentreg.model.tools import Risk

PLUGIN_AGENTS = r"(?:^|/)(?:[\w-]+_)?plugins/([^/]+)/agents/"
"""Where a folder of plugins has the agents of one; its group is the plugin."""

# Supported by every kind of Claude Code agent, plugins included.
PLUGIN_FIELDS = {
    "name": FieldKind.IDENTITY,
    "description": FieldKind.ROUTING,
    "tools": FieldKind.TOOLS,
    "disallowedTools": FieldKind.TOOLS,
    "model": FieldKind.MODEL,
    "effort": FieldKind.MODEL,
    "maxTurns": FieldKind.BEHAVIOUR,
    "skills": FieldKind.BEHAVIOUR,
    "memory": FieldKind.PERMISSION,
    "background": FieldKind.BEHAVIOUR,
    "isolation": FieldKind.PERMISSION,
}
FIELDS = {
    **PLUGIN_FIELDS,
    "permissionMode": FieldKind.PERMISSION,
    "mcpServers": FieldKind.SUPPLY,
    "hooks": FieldKind.SUPPLY,
    "initialPrompt": FieldKind.SUPPLY,
    "color": FieldKind.INTERFACE,
}

POOL = {
    **dict.fromkeys(("Read", "Glob", "Grep", "LSP", "ListMcpResourcesTool", "ReadMcpResourceTool"), READ),
    **dict.fromkeys(("Edit", "Write", "NotebookEdit", "EnterWorktree", "ExitWorktree"), WRITE),
    **dict.fromkeys(("Bash", "PowerShell", "Monitor"), SHELL),
    **dict.fromkeys(("WebFetch", "WebSearch", "Artifact", "ShareOnboardingGuide"), NETWORK),
    **dict.fromkeys(("PushNotification", "SendUserFile"), NETWORK),
    **dict.fromkeys(("Agent", "Skill", "SendMessage", "ListAgents"), SPAWN),
    "RemoteTrigger": (Risk.NETWORK, Risk.SPAWN),
    **dict.fromkeys(("ToolSearch", "TodoWrite", "TaskCreate", "TaskGet", "TaskList", "TaskUpdate"), SESSION),
    **dict.fromkeys(("TaskStop", "CronCreate", "CronDelete", "CronList"), SESSION),
    "ReportFindings": ASK,
    # Older names that the host no longer lists, and many files still do.
    **dict.fromkeys(("LS", "NotebookRead"), READ),
    "MultiEdit": WRITE,
}
ALIASES = {
    "Task": "Agent",
    "View": "Read",
    "LSTool": "LS",
    "BashOutput": "TaskOutput",
    "AgentOutput": "TaskOutput",
    "KillShell": "TaskStop",
    "KillBash": "TaskStop",
}
STRIPPED = frozenset(
    (
        "AskUserQuestion",
        "EndConversation",
        "EnterPlanMode",
        "ExitPlanMode",
        "ScheduleWakeup",
        "TaskOutput",
        "WaitForMcpServers",
        "Workflow",
    )
)

_SKIPPED = "its frontmatter is no valid YAML, so the file is skipped without a word"
_STEPS = {
    Step.ABSENT: Verdict(Outcome.SKIPS, "without frontmatter it is taken for documentation"),
    Step.REQUOTED: Verdict(Outcome.LOADS, "its loader quotes the values that YAML rejects"),
    Step.LINEWISE: Verdict(Outcome.SKIPS, _SKIPPED),
    Step.UNREADABLE: Verdict(Outcome.SKIPS, _SKIPPED),
}
_BARE = "a plugin's agent whose frontmatter cannot be read is loaded without it, with every tool"
_PLUGIN_STEPS = {
    Step.ABSENT: Verdict(Outcome.LOADS_EMPTY, "a plugin's agent without frontmatter gets every tool"),
    Step.REQUOTED: _STEPS[Step.REQUOTED],
    Step.LINEWISE: Verdict(Outcome.LOADS_EMPTY, _BARE),
    Step.UNREADABLE: Verdict(Outcome.LOADS_EMPTY, _BARE),
}
_PLAIN = "no host is known to read this folder; shown as Claude Code reads it once it is installed"


def _is_requoted_crlf(document: Document, frontmatter: Frontmatter) -> bool:
    # anthropics/claude-code#80890: quoting and trying again works for LF only.
    return frontmatter.step is Step.REQUOTED and document.line_ends in (LineEnds.CRLF, LineEnds.MIXED)


def _crlf_skips(document: Document, frontmatter: Frontmatter, _path: str) -> Verdict | None:
    if not _is_requoted_crlf(document, frontmatter):
        return None
    return Verdict(Outcome.SKIPS, "its loader repairs invalid YAML only where lines end in LF")


def _crlf_loads_bare(document: Document, frontmatter: Frontmatter, _path: str) -> Verdict | None:
    if not _is_requoted_crlf(document, frontmatter):
        return None
    return Verdict(Outcome.LOADS_EMPTY, _BARE)


def _name_is_taken_as_given(_document: Document, frontmatter: Frontmatter, _path: str) -> Verdict | None:
    name = frontmatter.text("name") or ""
    if ":" in name or name.startswith("-"):
        return Verdict(Outcome.SKIPS, "its name must not hold a colon nor start with a dash")
    return None


def _plain_folder(_document: Document, frontmatter: Frontmatter, _path: str) -> Verdict | None:
    return Verdict(Outcome.UNCERTAIN, _PLAIN) if frontmatter.step is Step.STRICT else None


CLAUDE_CODE = HostProfile(
    host=Host.CLAUDE_CODE,
    reads=pattern(r"(?:^|/)\.claude/agents/(?s:.+)\.md\Z"),
    fields=FIELDS,
    pool=POOL,
    aliases=ALIASES,
    steps=_STEPS,
    stripped=STRIPPED,
    identity=Identity.NAME,
    required=("name", "description"),
    checks=(_crlf_skips, _name_is_taken_as_given),
    closed=True,
    brings=frozenset(("Explore", "Plan", "general-purpose", "statusline-setup", "claude-code-guide")),
)
CLAUDE_PLUGIN = CLAUDE_CODE._replace(
    host=Host.CLAUDE_PLUGIN,
    reads=pattern(rf"{PLUGIN_AGENTS}(?s:.+)\.md\Z"),
    fields=PLUGIN_FIELDS,
    steps=_PLUGIN_STEPS,
    identity=Identity.PLUGIN,
    required=(),
    checks=(_crlf_loads_bare, _name_is_taken_as_given),
    # Its agents are called by the name of the plugin as well.
    brings=frozenset(),
)
GENERIC = CLAUDE_CODE._replace(
    host=Host.GENERIC,
    reads=pattern(r"\A\Z"),
    steps={**_STEPS, Step.REQUOTED: Verdict(Outcome.UNCERTAIN, _PLAIN)},
    identity=Identity.NAME_OR_FILE,
    required=(),
    unknown_keys=UnknownKeys.UNCERTAIN,
    checks=(_crlf_skips, _plain_folder),
)
