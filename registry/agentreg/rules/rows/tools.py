"""Rules about which tools the agent has, and what it can do with them."""

from __future__ import annotations

from agentreg.diff.kind_table import KINDS
from agentreg.diff.kinds import Area, Kind
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
    if kind not in (Kind.AGENT_ADDED, Kind.AGENT_REMOVED) and KINDS[kind].area is not Area.POLICY
)

TOOLS: tuple[Rule, ...] = (
    Rule(
        "tools-became-unrestricted", (Kind.TOOLS_UNRESTRICTED,), CRITICAL, WIDENS, MINOR,
        "the agent now has every tool of {host}, MCP servers included",
        "Without a list, or with a wildcard, a host grants all its tools, also those added later.",
        "name the tools that the agent needs",
        mirror="tools-became-restricted",
    ),
    Rule(
        "tools-became-restricted", (Kind.TOOLS_RESTRICTED,), NOTE, NARROWS, MAJOR,
        "the agent now has only the tools that its list names",
        "Steps that need any other tool stop working.",
        mirror="tools-became-unrestricted",
    ),
    Rule(
        "tools-became-unstated", (Kind.TOOLS_UNSTATED,), MEDIUM, WIDENS, MAJOR,
        "the list of tools is gone ({before}), and what {host} grants without one is not known",
        "The agent may have every tool, or none: the host does not say, or nobody knows the host.",
        "name the tools that the agent needs",
        mirror="tools-became-stated",
    ),
    Rule(
        "tools-became-stated", (Kind.TOOLS_STATED,), MEDIUM, NARROWS, MAJOR,
        "lists its tools now ({after}); what it had on {host} without a list is not known",
        "The agent has what its list names; whether that is more or less than before, nobody can say.",
        "check that its work needs them, and no others",
        mirror="tools-became-unstated",
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
        "tool-denial-was-lifted", (Kind.TOOL_UNDENIED,), HIGH, WIDENS, MINOR,
        "{subject} is no longer forbidden",
        "A tool that was forbidden on purpose can be used again, where the agent has it.",
        mirror="tool-was-denied", looks_closer=True,
    ),
    Rule(
        "tool-was-denied", (Kind.TOOL_DENIED,), NOTE, NARROWS, MAJOR,
        "{subject} is forbidden",
        "Steps that need this tool stop working, if the agent had it.",
        mirror="tool-denial-was-lifted", looks_closer=True,
    ),
    Rule(
        "specifier-was-widened", (Kind.SPECIFIER_WIDENED,), HIGH, WIDENS, MINOR,
        "{subject} is limited less",
        "The tool accepts more: high for a whole interpreter, any address, any deletion, or no limit at all.",
        "check that its work needs it",
        mirror="specifier-was-narrowed", looks_closer=True,
    ),
    Rule(
        "specifier-was-narrowed", (Kind.SPECIFIER_NARROWED,), NOTE, NARROWS, MAJOR,
        "{subject} is limited more",
        "The tool accepts less; hosts differ in how strictly they hold to it.",
        mirror="specifier-was-widened", looks_closer=True,
    ),
    Rule(
        "specifier-was-changed", (Kind.SPECIFIER_CHANGED,), HIGH, NEUTRAL, MAJOR,
        "{before} became {after}",
        "The tool accepts other things than before, and no longer all that it did.",
        looks_closer=True,
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
)  # fmt: skip
