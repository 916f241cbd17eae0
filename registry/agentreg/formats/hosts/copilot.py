"""GitHub Copilot (cloud agent and CLI) and VS Code, which share paths and most fields.

Sources: docs.github.com custom-agents-configuration; code.visualstudio.com custom agents, 2026-07;
anthropics/claude-plugins-official#326 for what the CLI does with bad YAML.
"""

from __future__ import annotations

from agentreg.formats.hosts.profile import Dialect, FieldKind, HostProfile, Identity, Verdict
from agentreg.formats.hosts.risks import NETWORK, READ, SESSION, SHELL, SPAWN, WRITE
from agentreg.formats.patterns import pattern
from agentreg.model.definition import Host, Outcome
from agentreg.model.fields import Step
from agentreg.model.tools import Grant

_SHARED = {
    "name": FieldKind.IDENTITY,
    "description": FieldKind.ROUTING,
    "target": FieldKind.ROUTING,
    "tools": FieldKind.TOOLS,
    "model": FieldKind.MODEL,
    "disable-model-invocation": FieldKind.ROUTING,
    "user-invocable": FieldKind.ROUTING,
    "user-invokable": FieldKind.ROUTING,
    "infer": FieldKind.ROUTING,
}
_COPILOT_FIELDS = {**_SHARED, "mcp-servers": FieldKind.SUPPLY, "metadata": FieldKind.METADATA}
_VSCODE_FIELDS = {
    **_SHARED,
    "disallowedTools": FieldKind.TOOLS,
    "agents": FieldKind.PERMISSION,
    "argument-hint": FieldKind.INTERFACE,
    "handoffs": FieldKind.ROUTING,
    "hooks": FieldKind.SUPPLY,
    # The key of chat modes, which are read as agents.
    "mode": FieldKind.BEHAVIOUR,
}

_POOL = {
    "read": READ,
    "search": READ,
    "edit": WRITE,
    "execute": SHELL,
    "web": NETWORK,
    "agent": SPAWN,
    "todo": SESSION,
}
_ALIASES = {
    **dict.fromkeys(("shell", "bash", "powershell", "runcommands", "runinterminal"), "execute"),
    **dict.fromkeys(("notebookread",), "read"),
    **dict.fromkeys(("multiedit", "write", "notebookedit"), "edit"),
    **dict.fromkeys(("grep", "glob"), "search"),
    **dict.fromkeys(("custom-agent", "task", "runsubagent"), "agent"),
    **dict.fromkeys(("websearch", "webfetch"), "web"),
    **dict.fromkeys(("todowrite", "todos"), "todo"),
    # VS Code put its tools into sets in 2025 and goes on reading their old names.
    **dict.fromkeys(("editfiles",), "edit/editfiles"),
    **{name: f"search/{name}" for name in ("changes", "codebase", "searchresults", "usages")},
    **{name: f"read/{name}" for name in ("problems", "terminallastcommand", "terminalselection")},
    **{name: f"execute/{name}" for name in ("runtests", "testfailure")},
    **{name: f"web/{name}" for name in ("fetch", "githubrepo")},
    # Sets of a few months, likewise (`legacyToolReferenceFullNames` of these tools).
    **{f"runcommands/{name}": f"read/{name}" for name in ("terminallastcommand", "terminalselection")},
    **{f"runcommands/{name}": f"execute/{name}" for name in ("runinterminal", "getterminaloutput")},
    **{f"runtasks/{name}": f"execute/{name}" for name in ("createandruntask", "runtask", "gettaskoutput")},
}

_ERROR = Verdict(Outcome.SKIPS, "its frontmatter is no valid YAML: the file is listed as an error")
_UNKNOWN = Verdict(Outcome.UNCERTAIN, "what it does with invalid YAML is not documented")

COPILOT = HostProfile(
    host=Host.COPILOT,
    reads=pattern(
        r"(?:^|/)\.github/agents/[^/]+\.md\Z|(?:^|/)agents/[^/]+\.agent\.md\Z|(?:^|/)\.claude/agents/[^/]+\.md\Z"
    ),
    fields=_COPILOT_FIELDS,
    pool=_POOL,
    aliases=_ALIASES,
    members={"edit": "edit/editfiles", "search": "search/codebase", "web": "web/fetch"},
    steps={
        Step.ABSENT: Verdict(Outcome.SKIPS, "it needs a description"),
        Step.REQUOTED: _ERROR,
        Step.LINEWISE: _ERROR,
        Step.UNREADABLE: _ERROR,
    },
    dialect=Dialect.COPILOT,
    folds_case=True,
    identity=Identity.FILE,
    required=("description",),
)
VSCODE = COPILOT._replace(
    host=Host.VSCODE,
    reads=pattern(r"(?:^|/)\.(?:github|claude)/agents/[^/]+\.md\Z|\.agent\.md\Z|\.chatmode\.md\Z"),
    fields=_VSCODE_FIELDS,
    steps={Step.REQUOTED: _UNKNOWN, Step.LINEWISE: _UNKNOWN, Step.UNREADABLE: _UNKNOWN},
    absent=Grant.DEFAULT,
    identity=Identity.NAME_OR_FILE,
    required=(),
    guest_fields=frozenset(("name", "description", "tools", "disallowedTools")),
)
