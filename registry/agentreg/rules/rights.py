"""The rows about who the agent is to its host and what it may do: the frontmatter's side of the table."""

from __future__ import annotations

from agentreg.diff.changes import KINDS, Area, Kind
from agentreg.rules.finding import Bump, Direction, Severity
from agentreg.rules.rule import Rule

CRITICAL, HIGH, MEDIUM, LOW, NOTE = Severity
WIDENS, NARROWS, NEUTRAL = Direction
MAJOR, MINOR, PATCH, _ = Bump

# Whatever line caused it: what an agent may do is computed from both definitions as a whole, so that every
# kind of change between two calls the rule and nothing that is gained goes without a finding. An agent that
# is new or gone has nothing to compare with.
_MAY_CHANGE_PERMISSIONS = tuple(
    kind
    for kind in sorted(Kind, key=lambda kind: KINDS[kind].area is not Area.TOOLS)
    if kind not in (Kind.AGENT_ADDED, Kind.AGENT_REMOVED)
)

RIGHTS: tuple[Rule, ...] = (
    Rule(
        "agent-was-added", (Kind.AGENT_ADDED,), LOW, WIDENS, MINOR,
        "{subject} is new",
        "An agent that nobody has reviewed can now be chosen.",
        "read it whole: there is no earlier revision to compare with",
        mirror="agent-was-removed",
    ),
    Rule(
        "agent-was-removed", (Kind.AGENT_REMOVED,), MEDIUM, NARROWS, MAJOR,
        "{subject} is gone",
        "Whatever calls this agent by name no longer finds it.",
        mirror="agent-was-added",
    ),
    Rule(
        "agent-was-enabled", (Kind.STARTED_LOADING,), LOW, WIDENS, MINOR,
        "{subject} is loaded now; before: {before}",
        "An agent that nobody has reviewed can now be chosen.",
        "read it whole: there is no earlier revision to compare with",
        mirror="agent-was-disabled",
    ),
    Rule(
        "agent-was-disabled", (Kind.STOPPED_LOADING,), MEDIUM, NARROWS, MAJOR,
        "no host loads {subject} any more: {after}",
        "Whatever calls this agent by name no longer finds it.",
        mirror="agent-was-enabled",
    ),
    Rule(
        "agent-was-renamed", (Kind.RENAMED,), MEDIUM, NEUTRAL, MAJOR,
        "{before} is now called {after}",
        "Prompts, hooks and permission rules that use the old name no longer reach the agent.",
        "search for the old name",
    ),
    Rule(
        "agent-file-was-moved", (Kind.FILE_MOVED,), LOW, NEUTRAL, PATCH,
        "moved from {before} to {after}",
        "Hosts that take an agent's name or rights from its path may read it otherwise.",
    ),
    Rule(
        "agent-was-copied", (Kind.COPIED,), LOW, WIDENS, MINOR,
        "{after} is a copy of {before}",
        "Two definitions of nearly one text exist; a host may choose either.",
        mirror="agent-was-merged",
    ),
    Rule(
        "agent-was-merged", (Kind.MERGED_AWAY,), LOW, NARROWS, MAJOR,
        "{before} is gone; {after} is nearly the same and stays",
        "Whatever calls the agent that is gone by its path no longer finds it.",
        mirror="agent-was-copied",
    ),
    Rule(
        "agent-was-converted", (Kind.CONVERTED,), MEDIUM, NEUTRAL, MAJOR,
        "written for {before} before, for {after} now",
        "Another host reads other fields; what it does not know is lost or ignored.",
        "compare what the agent may do, not the lines",
    ),
    Rule(
        "routing-text-was-changed", (Kind.DESCRIPTION_CHANGED,), LOW, NEUTRAL, MINOR,
        "{subject} changed",
        "The host chooses the agent by its description: it may be called for other tasks, or no longer.",
    ),
    Rule(
        "invocation-was-changed", (Kind.INVOCATION_CHANGED,), MEDIUM, NEUTRAL, MINOR,
        "{subject} changed",
        "Who can call the agent, or on which host it exists, is different.",
    ),
    Rule(
        "tools-became-unrestricted", (Kind.TOOLS_UNRESTRICTED,), CRITICAL, WIDENS, MINOR,
        "the agent has every tool of {host}, MCP servers included",
        "Without a list, or with a wildcard, a host grants all its tools, also those added later.",
        "name the tools that the agent needs",
        mirror="tools-became-restricted",
    ),
    Rule(
        "tools-became-restricted", (Kind.TOOLS_RESTRICTED,), NOTE, NARROWS, MAJOR,
        "the agent has only the tools that its list names",
        "Steps that need any other tool stop working.",
        mirror="tools-became-unrestricted",
    ),
    Rule(
        "permissions-were-gained", _MAY_CHANGE_PERMISSIONS, HIGH, WIDENS, MINOR,
        "gains {after} on {host}",
        "The agent can do a kind of thing to the world that it could not do before.",
        "check that its work needs it",
        mirror="permissions-were-lost", looks_closer=True,
    ),
    Rule(
        "permissions-were-lost", _MAY_CHANGE_PERMISSIONS, NOTE, NARROWS, MAJOR,
        "loses {before} on {host}",
        "Steps that need this kind of tool stop working.",
        mirror="permissions-were-gained", looks_closer=True,
    ),
    Rule(
        "tool-was-granted", (Kind.TOOL_GRANTED,), LOW, WIDENS, MINOR,
        "{subject} is granted",
        "The agent may use one tool more.",
        mirror="tool-was-revoked",
    ),
    Rule(
        "tool-was-revoked", (Kind.TOOL_REVOKED,), NOTE, NARROWS, MAJOR,
        "{subject} is no longer granted",
        "Steps that need this tool stop working.",
        mirror="tool-was-granted",
    ),
    Rule(
        "tool-denial-was-lifted", (Kind.TOOL_UNDENIED,), MEDIUM, WIDENS, MINOR,
        "{subject} is no longer forbidden",
        "A tool that was forbidden on purpose can be used again.",
        mirror="tool-was-denied",
    ),
    Rule(
        "tool-was-denied", (Kind.TOOL_DENIED,), NOTE, NARROWS, MAJOR,
        "{subject} is forbidden",
        "Steps that need this tool stop working.",
        mirror="tool-denial-was-lifted",
    ),
    Rule(
        "specifier-was-widened", (Kind.SPECIFIER_WIDENED,), MEDIUM, WIDENS, MINOR,
        "{before} became {after}",
        "The tool accepts more than it did.",
        mirror="specifier-was-narrowed",
    ),
    Rule(
        "specifier-was-narrowed", (Kind.SPECIFIER_NARROWED,), NOTE, NARROWS, MAJOR,
        "{before} became {after}",
        "The tool accepts less; hosts differ in how strictly they hold to it.",
        mirror="specifier-was-widened",
    ),
    Rule(
        "specifier-was-changed", (Kind.SPECIFIER_CHANGED,), MEDIUM, NEUTRAL, MINOR,
        "{before} became {after}",
        "The tool accepts other things than before.",
    ),
    Rule(
        "server-was-granted", (Kind.SERVER_GRANTED,), HIGH, WIDENS, MINOR,
        "every tool of {subject} is granted",
        "The server decides what its tools can do, now and later.",
        "name the tools of the server that the agent needs",
        mirror="server-was-revoked",
    ),
    Rule(
        "server-was-revoked", (Kind.SERVER_REVOKED,), NOTE, NARROWS, MAJOR,
        "no tool of {subject} is granted any more",
        "Steps that need this server stop working.",
        mirror="server-was-granted",
    ),
    Rule(
        "tool-rules-were-reordered", (Kind.TOOLS_REORDERED,), HIGH, NEUTRAL, MINOR,
        "the rules of {subject} stand in another order",
        "On {host} the last matching rule wins: the same lines in another order allow other things.",
    ),
    Rule(
        "permission-mode-was-widened", (Kind.MODE_WIDENED,), HIGH, WIDENS, MINOR,
        "{subject}: {before} became {after}",
        "More is done without asking.",
        mirror="permission-mode-was-narrowed",
    ),
    Rule(
        "permission-mode-was-narrowed", (Kind.MODE_NARROWED,), NOTE, NARROWS, MAJOR,
        "{subject}: {before} became {after}",
        "Work that ran alone may now wait for an answer, or be refused.",
        mirror="permission-mode-was-widened",
    ),
    Rule(
        "permission-mode-was-changed", (Kind.MODE_CHANGED,), MEDIUM, NEUTRAL, MINOR,
        "{subject}: {before} became {after}",
        "What runs without asking is different; neither mode simply includes the other.",
    ),
    Rule(
        "hook-was-added", (Kind.HOOK_ADDED,), HIGH, WIDENS, MINOR,
        "{subject} runs a command",
        "A command runs on the reader's machine without being asked for.",
        "read the command",
        mirror="hook-was-removed",
    ),
    Rule(
        "hook-was-removed", (Kind.HOOK_REMOVED,), MEDIUM, NARROWS, MINOR,
        "{subject} no longer runs its command",
        "A hook can be a guard: without it, what it refused is possible.",
        mirror="hook-was-added",
    ),
    Rule(
        "hook-was-changed", (Kind.HOOK_CHANGED,), HIGH, NEUTRAL, MINOR,
        "{subject} runs something else",
        "Another command runs on the reader's machine.",
        "read the command",
    ),
    Rule(
        "mcp-server-was-added", (Kind.MCP_SERVER_ADDED,), HIGH, WIDENS, MINOR,
        "{subject} comes with the agent",
        "A process is started, or an address is called, when the agent runs.",
        "read the command or address",
        mirror="mcp-server-was-removed",
    ),
    Rule(
        "mcp-server-was-removed", (Kind.MCP_SERVER_REMOVED,), NOTE, NARROWS, MAJOR,
        "{subject} no longer comes with the agent",
        "Steps that need this server stop working.",
        mirror="mcp-server-was-added",
    ),
    Rule(
        "mcp-server-was-changed", (Kind.MCP_SERVER_CHANGED,), HIGH, NEUTRAL, MINOR,
        "{subject} is started or reached otherwise",
        "Another process or address stands behind the same name.",
        "read the command or address",
    ),
    Rule(
        "setting-was-changed", (Kind.SETTING_CHANGED,), MEDIUM, NEUTRAL, MINOR,
        "{subject} changed",
        "The field changes what the agent may do, keeps, or is told at its start.",
    ),
    Rule(
        "field-was-changed", (Kind.FIELD_CHANGED, Kind.FIELD_ADDED, Kind.FIELD_REMOVED), NOTE, NEUTRAL, PATCH,
        "{subject} changed",
        "The field has no effect that agentreg knows of; a host may pass it on or refuse the file for it.",
    ),
    Rule(
        "rights-became-ambiguous", (Kind.RIGHTS_BLURRED,), HIGH, WIDENS, MINOR,
        "{subject} can now be read in two ways",
        "Hosts read it differently; where one does not heed it, the agent has every tool.",
        "state it once, as a plain value",
        mirror="rights-became-clear",
    ),
    Rule(
        "rights-became-clear", (Kind.RIGHTS_CLEARED,), NOTE, NARROWS, PATCH,
        "{subject} can be read in one way only",
        "Every host now heeds the same value.",
        mirror="rights-became-ambiguous",
    ),
    Rule(
        "frontmatter-became-invalid", (Kind.MATTER_INVALIDATED,), HIGH, WIDENS, MAJOR,
        "the frontmatter is no longer valid YAML",
        "A host may skip the file, or load it without its limits: then it has every tool.",
        "quote the value that holds a colon",
        mirror="frontmatter-became-valid", looks_closer=True,
    ),
    Rule(
        "frontmatter-became-valid", (Kind.MATTER_REPAIRED,), NOTE, NARROWS, PATCH,
        "the frontmatter is valid YAML now",
        "Hosts that skipped the file, or ignored its fields, now follow them.",
        mirror="frontmatter-became-invalid",
    ),
)  # fmt: skip
