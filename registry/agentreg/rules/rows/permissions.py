"""Rules about what runs or is allowed beside the tools."""

from __future__ import annotations

from agentreg.diff.kinds import Kind
from agentreg.rules.finding import Bump, Direction, Severity
from agentreg.rules.rule import Rule

CRITICAL, HIGH, MEDIUM, LOW, NOTE = Severity
WIDENS, NARROWS, NEUTRAL = Direction
MAJOR, MINOR, PATCH, _ = Bump

PERMISSIONS: tuple[Rule, ...] = (
    Rule(
        "permission-mode-was-widened", (Kind.MODE_WIDENED,), HIGH, WIDENS, MINOR,
        "{subject}: {before} became {after}",
        "More is done without asking. Of tools that are named for that: high for what executes or calls the"
        " network, low for what only reads.",
        mirror="permission-mode-was-narrowed", looks_closer=True,
    ),
    Rule(
        "permission-mode-was-narrowed", (Kind.MODE_NARROWED,), NOTE, NARROWS, MAJOR,
        "{subject}: {before} became {after}",
        "Work that ran alone may now wait for an answer, or be refused.",
        mirror="permission-mode-was-widened",
    ),
    Rule(
        "permission-mode-was-changed", (Kind.MODE_CHANGED,), HIGH, NEUTRAL, MINOR,
        "{subject}: {before} became {after}",
        "What runs without asking is different; neither mode simply includes the other."
        " High where none was stated, and the new one asks less than is usual; a note where it is as usual.",
        looks_closer=True,
    ),
    Rule(
        "hook-was-added", (Kind.HOOK_ADDED,), HIGH, WIDENS, MINOR,
        "{subject} runs: {after}",
        "A command runs on the reader's machine without being asked for.",
        "read the command",
        mirror="hook-was-removed",
    ),
    Rule(
        "hook-was-removed", (Kind.HOOK_REMOVED,), NOTE, NARROWS, MINOR,
        "{subject} no longer runs: {before}",
        "What the command did on that event is no longer done.",
        mirror="hook-was-added",
    ),
    Rule(
        "guard-was-removed", (Kind.HOOK_REMOVED, Kind.HOOK_CHANGED), HIGH, WIDENS, MINOR,
        "{subject} no longer guards: {before}",
        "A hook that runs before something is done can refuse it: without it, what it refused is possible. "
        "One whose command always ends well (`true`, `exit 0`), or that stands before less, counts as gone.",
        "read what the command refused",
        mirror="guard-was-added", looks_closer=True,
    ),
    Rule(
        "guard-was-added", (Kind.HOOK_ADDED,), NOTE, NARROWS, MINOR,
        "{subject} can refuse what the agent is about to do: {after}",
        "A hook that runs before something is done can refuse it.",
        mirror="guard-was-removed", looks_closer=True,
    ),
    Rule(
        "hook-was-changed", (Kind.HOOK_CHANGED,), HIGH, NEUTRAL, MINOR,
        "{subject}: {before} became {after}",
        "Another command runs on the reader's machine.",
        "read the command",
    ),
    Rule(
        "mcp-server-was-added", (Kind.MCP_SERVER_ADDED,), HIGH, WIDENS, MINOR,
        "{subject} comes with the agent: {after}",
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
        "{subject}: {before} became {after}",
        "Another process or address stands behind the same name.",
        "read the command or address",
    ),
    Rule(
        "setting-was-changed", (Kind.SETTING_CHANGED,), MEDIUM, NEUTRAL, MINOR,
        "{subject}: {before} became {after}",
        "The field changes what the agent may do, knows or calls.",
    ),
    Rule(
        "rights-became-ambiguous", (Kind.RIGHTS_BLURRED,), CRITICAL, WIDENS, MINOR,
        "{subject} can now be read in two ways",
        "Hosts read it differently; critical where one that does not heed it gives the agent every tool.",
        "state it once, as a plain value",
        mirror="rights-became-clear", looks_closer=True,
    ),
    Rule(
        "rights-became-clear", (Kind.RIGHTS_CLEARED,), NOTE, NARROWS, PATCH,
        "{subject} can be read in one way only",
        "Every host now heeds the same value.",
        mirror="rights-became-ambiguous",
    ),
    Rule(
        "memory-was-granted", (Kind.MEMORY_GRANTED,), HIGH, WIDENS, MINOR,
        "the agent keeps a memory: {after}",
        "What it writes down, it follows in later runs; Claude Code grants Read, Write and Edit for that.",
        "check who can write what it remembers",
        mirror="memory-was-revoked",
    ),
    Rule(
        "memory-was-revoked", (Kind.MEMORY_REVOKED,), NOTE, NARROWS, MAJOR,
        "the agent keeps no memory any more: {before}",
        "Steps that count on what was remembered stop working.",
        mirror="memory-was-granted",
    ),
    Rule(
        "memory-scope-was-changed", (Kind.MEMORY_CHANGED,), MEDIUM, NEUTRAL, MINOR,
        "{subject}: {before} became {after}",
        "What the agent remembers reaches other projects or people than before.",
    ),
    Rule(
        "isolation-was-removed", (Kind.ISOLATION_REMOVED,), MEDIUM, WIDENS, MINOR,
        "the agent no longer works on a copy of its own: {before}",
        "The agent writes into the shared checkout, beside other work.",
        mirror="isolation-was-added",
    ),
    Rule(
        "isolation-was-added", (Kind.ISOLATION_ADDED,), NOTE, NARROWS, MINOR,
        "the agent works on a copy of its own: {after}",
        "The agent works on a copy: its changes have to be brought back.",
        mirror="isolation-was-removed",
    ),
    Rule(
        "background-was-changed", (Kind.BACKGROUND_CHANGED,), LOW, NEUTRAL, MINOR,
        "{subject}: {before} became {after}",
        "In the background nobody watches the agent, and fewer tools exist.",
    ),
    Rule(
        "initial-prompt-was-changed", (Kind.INITIAL_PROMPT_CHANGED,), HIGH, NEUTRAL, MINOR,
        "the agent starts by itself with: {after}",
        "It is submitted without being asked for, slash commands included.",
        "read the text",
    ),
    Rule(
        "field-was-woken", (Kind.FIELD_WOKEN,), HIGH, WIDENS, MINOR,
        "{subject} takes effect now: {after}",
        "The host ignored the field where the file came from; here it is followed.",
        "read what it starts or allows",
        mirror="field-was-silenced",
    ),
    Rule(
        "field-was-silenced", (Kind.FIELD_SILENCED,), MEDIUM, NARROWS, MAJOR,
        "{subject} has no effect any more: {before}",
        "The host followed the field where the file came from; here it is ignored.",
        mirror="field-was-woken",
    ),
)  # fmt: skip
