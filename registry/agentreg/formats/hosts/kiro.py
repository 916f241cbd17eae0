"""Kiro (IDE 1.0, CLI 2 and 3): `tools` is what an agent has, `allowedTools` what it uses without asking.

Sources: kiro.dev/docs/custom-agents and its configuration-reference, read 2026-11 in copies of 2026-09; names
of older tools from docs/agent-format.md and built-in-tools.md of aws/amazon-q-developer-cli, which became
Kiro's CLI, and from kiro.dev/docs/cli/reference/built-in-tools. Of its two forms Markdown is read, not JSON.

Uncertain: what a missing `tools` grants is not documented. CLI 1 and 2 are reported to grant no tool at all
(kirodotdev/Kiro#6714, 7839, 10426), also with `allowedTools`; of CLI 3 and the IDE nobody says. Nor is it
documented what bad YAML and unknown keys do in Markdown.
"""

from __future__ import annotations

from agentreg.formats.hosts.profile import Dialect, FieldKind, HostProfile, Identity, UnknownKeys, Verdict
from agentreg.formats.hosts.risks import NETWORK, READ, SESSION, SHELL, SPAWN, WRITE
from agentreg.formats.patterns import pattern
from agentreg.model.definition import Host, Outcome
from agentreg.model.fields import Step
from agentreg.model.tools import Grant

_UNKNOWN = Verdict(Outcome.UNCERTAIN, "what it does with invalid YAML is not documented")

KIRO = HostProfile(
    host=Host.KIRO,
    reads=pattern(r"(?:^|/)\.kiro/agents/(?s:.+)\.md\Z"),
    fields={
        "name": FieldKind.IDENTITY,
        "description": FieldKind.ROUTING,
        "tools": FieldKind.TOOLS,
        "excludedTools": FieldKind.TOOLS,
        "allowedTools": FieldKind.PERMISSION,
        "permissions": FieldKind.PERMISSION,
        "toolsSettings": FieldKind.PERMISSION,
        "toolAliases": FieldKind.PERMISSION,
        "includeMcpJson": FieldKind.PERMISSION,
        "includePowers": FieldKind.PERMISSION,
        "mcpServers": FieldKind.SUPPLY,
        "hooks": FieldKind.SUPPLY,
        "model": FieldKind.MODEL,
        "prompt": FieldKind.BEHAVIOUR,
        "resources": FieldKind.BEHAVIOUR,
        "welcomeMessage": FieldKind.INTERFACE,
        "keyboardShortcut": FieldKind.INTERFACE,
    },
    # The first are tags, open sets: a tool that is added to one later is granted with it.
    pool={
        **dict.fromkeys(("read", "grep", "glob", "code", "introspect"), READ),
        "write": WRITE,
        "shell": SHELL,
        "aws": SHELL,
        **dict.fromkeys(("web", "web_fetch", "web_search", "report"), NETWORK),
        **dict.fromkeys(("subagent", "delegate"), SPAWN),
        **dict.fromkeys(("context", "knowledge", "todo_list", "thinking", "session"), SESSION),
    },
    aliases={
        "fs_read": "read",
        "fs_write": "write",
        **dict.fromkeys(("execute_bash", "execute_cmd"), "shell"),
        "use_aws": "aws",
        "use_subagent": "subagent",
        "todo": "todo_list",
        **dict.fromkeys(("report_issue", "gh_issue"), "report"),
    },
    steps={Step.REQUOTED: _UNKNOWN, Step.LINEWISE: _UNKNOWN, Step.UNREADABLE: _UNKNOWN},
    dialect=Dialect.KIRO,
    identity=Identity.PATH,
    absent=Grant.UNKNOWN,
    unknown_keys=UnknownKeys.UNCERTAIN,
    members={"web": "web_fetch"},
    denies="excludedTools",
    frees="allowedTools",
    builtin="@builtin",
)
