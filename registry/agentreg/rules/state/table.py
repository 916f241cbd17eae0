"""All rules that judge one definition as it is, in one audited table; each has a module of its name.

A rule and the rules that judge the change leading there (`twins`) ask the same detector.
"""

from __future__ import annotations

from agentreg.diff.kinds import Area
from agentreg.rules.finding import Bump, Direction, Severity
from agentreg.rules.rule import Rule

CRITICAL, HIGH, MEDIUM, LOW, NOTE = Severity
WIDENS, NARROWS, NEUTRAL = Direction
NONE = Bump.NONE

_IDENTITY = (
    Rule(
        "name-is-built-in", (), HIGH, NEUTRAL, NONE,
        "{subject} takes the place of an agent that {host} brings along, or is hidden behind it",
        "Whoever calls the agent of that name gets this one, or never reaches it.",
        "choose another name, unless replacing it is meant",
        about=Area.IDENTITY, looks_closer=True,
    ),
    Rule(
        "name-is-taken", (), HIGH, NEUTRAL, NONE,
        "{subject} is also the name of {after}",
        "Only one of two agents with one name is loaded; which one, the reader cannot choose. High where one "
        "that is new may take the place of another, and may do more than that; else medium.",
        "give one of them another name",
        about=Area.IDENTITY, looks_closer=True, looks_around=True,
    ),
    Rule(
        "name-is-similar", (), MEDIUM, NEUTRAL, NONE,
        "{subject} is almost {after}",
        "Two names that differ in a letter are taken for one another; that is how a foreign agent slips in.",
        "check that it is the agent that is meant",
        about=Area.IDENTITY, looks_closer=True, looks_around=True,
    ),
    Rule(
        "agent-is-not-loaded", (), MEDIUM, NEUTRAL, NONE,
        "it is not loaded by {host}: {after}",
        "The file looks like an agent, and nobody can call it; most hosts skip it without a word.",
        "mend what the reason names, or move the file where no host looks for agents",
        about=Area.IDENTITY, twins=("agent-was-disabled",), looks_closer=True,
    ),
    Rule(
        "agent-is-overlooked", (), MEDIUM, NEUTRAL, NONE,
        "it looks like an agent, and no host reads it: {after}",
        "Nobody can call it, or on some machines only: not every file system tells case apart.",
        "move or rename the file",
        about=Area.IDENTITY, twins=("agent-was-disabled", "agent-was-withdrawn"), looks_closer=True,
    ),
    Rule(
        "agent-is-unlisted", (), MEDIUM, NEUTRAL, Bump.MAJOR,
        "{after} lists {subject} no more",
        "Whoever installs the plugin, or looks into the marketplace, no longer gets the agent, though its "
        "file is there. A review tells it, for it knows what was listed before.",
        "list it, or delete the file",
        about=Area.IDENTITY, looks_closer=True, looks_around=True,
    ),
    Rule(
        "trigger-is-broad", (), MEDIUM, NEUTRAL, NONE,
        "the description asks for the agent: {after}",
        "The host calls the agent for tasks that others are meant for; a note where it only insists.",
        "say for which tasks it is, and for which it is not",
        about=Area.ROUTING, twins=("trigger-was-broadened",), looks_closer=True,
    ),
)  # fmt: skip

_RIGHTS = (
    Rule(
        "tools-are-unrestricted", (), MEDIUM, NEUTRAL, NONE,
        "the agent has every tool of {host}: {after}",
        "It also gets each tool and MCP server that is added later; a note where no list is stated at all.",
        "name the tools that the agent needs",
        about=Area.TOOLS, twins=("tools-became-unrestricted", "server-was-granted"), looks_closer=True,
    ),
    Rule(
        "shell-is-unrestricted", (), NOTE, NEUTRAL, NONE,
        "{subject} may run any command",
        "A shell writes files and reaches the network, whatever the agent is for.",
        "name the commands that it needs, where the host can hold it to them",
        about=Area.TOOLS, twins=("tool-was-granted", "specifier-was-widened"), looks_closer=True,
    ),
    Rule(
        "tool-is-unknown", (), LOW, NEUTRAL, NONE,
        "{host} has no tool called {subject}: {after}",
        "A host drops a name that it does not know: the agent lacks the tool that was meant.",
        "write the name as the host does",
        about=Area.TOOLS, looks_closer=True,
    ),
    Rule(
        "tool-is-not-granted", (), MEDIUM, NEUTRAL, NONE,
        "the prompt uses {subject}, which the agent does not have on {host}",
        "The step cannot be done, or is done by other means.",
        "grant the tool, or leave the step out",
        about=Area.TOOLS, looks_closer=True,
    ),
    Rule(
        "permission-mode-is-wide", (), HIGH, NEUTRAL, NONE,
        "the agent acts without asking: {subject} {after}",
        "The agent acts without asking; high where nothing is asked at all.",
        "leave the decision to whoever runs the agent",
        about=Area.PERMISSIONS, twins=("permission-mode-was-widened", "permission-mode-was-changed"),
        looks_closer=True,
    ),
    Rule(
        "hook-is-run", (), HIGH, NEUTRAL, NONE,
        "{subject} runs: {after}",
        "A command runs on the reader's machine without being asked for, whatever the tools are. High where "
        "no tool of the agent runs commands, and where it sends data out, runs what an address sends, or "
        "reads keys; else medium.",
        "read the command",
        about=Area.PERMISSIONS, twins=("hook-was-added", "hook-was-changed", "field-was-woken"),
        looks_closer=True,
    ),
    Rule(
        "mcp-server-is-brought", (), HIGH, NEUTRAL, NONE,
        "{subject} comes with the agent: {after}",
        "A process is started, or an address is called, when the agent runs. High where its command sends "
        "data out, runs what an address sends, or reads keys, or its address is made to take data; low for a "
        "server that is only named; else medium.",
        "read the command or address",
        about=Area.PERMISSIONS, twins=("mcp-server-was-added", "mcp-server-was-changed", "field-was-woken"),
        looks_closer=True,
    ),
    Rule(
        "initial-prompt-is-submitted", (), HIGH, NEUTRAL, NONE,
        "the agent starts by itself with: {after}",
        "It is submitted without being asked for, slash commands included. High where it has data sent out, "
        "what an address sends run, or keys read; else medium.",
        "read the text",
        about=Area.PERMISSIONS, twins=("initial-prompt-was-changed", "field-was-woken"), looks_closer=True,
    ),
    Rule(
        "memory-is-kept", (), MEDIUM, NEUTRAL, NONE,
        "the agent keeps a memory: {after}",
        "What it writes down, it follows in later runs; Claude Code grants Read, Write and Edit for that.",
        "check who can write what it remembers",
        about=Area.PERMISSIONS, twins=("memory-was-granted", "memory-scope-was-changed"), looks_closer=True,
    ),
    Rule(
        "skill-is-preloaded", (), LOW, NEUTRAL, NONE,
        "all that its skills say is part of the prompt: {after}",
        "Who changes such a skill changes what the agent is told from the start.",
        "read the skills as well",
        about=Area.PERMISSIONS, twins=("setting-was-changed",), looks_closer=True,
    ),
    Rule(
        "rights-are-ambiguous", (), HIGH, NEUTRAL, NONE,
        "{subject} can be read in two ways",
        "Hosts read it differently, so that the agent may have more tools than is seen.",
        "state it once, as a plain value",
        about=Area.PERMISSIONS, twins=("rights-became-ambiguous",), looks_closer=True,
    ),
    Rule(
        "frontmatter-is-invalid", (), HIGH, NEUTRAL, NONE,
        "the frontmatter is no valid YAML for {host}",
        "A host may skip the file, or load it without its limits: then it has every tool.",
        "quote the value that holds a colon",
        about=Area.METADATA, twins=("frontmatter-became-invalid",), looks_closer=True,
    ),
)  # fmt: skip

_INSTRUCTIONS = (
    Rule(
        "instruction-is-overridden", (), MEDIUM, NEUTRAL, NONE,
        "it says: {after}",
        "The model is told to set aside what it is told elsewhere, or to act behind the back of its user.",
        "ask what it is to set aside, and why",
        about=Area.CONSTRAINTS, twins=("override-was-added",), looks_closer=True,
    ),
    Rule(
        "safeguard-is-skipped", (), MEDIUM, NEUTRAL, NONE,
        "{after} skips what would ask or check",
        "What a person, a hook or a protection that is switched off would have stopped goes through.",
        "leave the option out, or say who is to approve it",
        about=Area.CONSTRAINTS, looks_closer=True,
    ),
    Rule(
        "remote-script-is-run", (), HIGH, NEUTRAL, NONE,
        "it runs what an address sends: {after}",
        "Whoever controls the address, or the way to it, runs any command on the reader's machine. High for "
        "a shell that somebody at an address types into; else medium.",
        "load it, check it, then run it; or name a package and its version",
        about=Area.REFERENCES, looks_closer=True,
    ),
    Rule(
        "files-are-deleted", (), HIGH, NEUTRAL, NONE,
        "all that is there is deleted: {after}",
        "The root, a home, a folder of the system or a disk is gone, and nothing brings it back.",
        "name the folder that is meant, below the project",
        about=Area.CONSTRAINTS, looks_closer=True,
    ),
    Rule(
        "files-are-sent-out", (), MEDIUM, NEUTRAL, NONE,
        "files leave the machine: {after}",
        "A whole tree goes to another machine, with whatever lies in it: keys, drafts, the history.",
        "name the files that are meant, and who may read them there",
        about=Area.REFERENCES, looks_closer=True,
    ),
    Rule(
        "command-is-embedded", (), MEDIUM, NEUTRAL, NONE,
        "a command stands in the prompt: {after}",
        "Where the text is loaded as a command or a skill, it runs before anybody has read it. Medium where "
        "it is given a file outside the project; else a note.",
        "keep to files of the project",
        about=Area.REFERENCES, looks_closer=True,
    ),
    Rule(
        "credentials-are-read", (), HIGH, NEUTRAL, NONE,
        "it reads {subject}: {after}",
        "What is read opens other doors, and is sent to the model with everything else. High where the "
        "same sentence or step, or one beside it, has data sent out; else medium.",
        "name the one value that is needed, and let the reader supply it",
        about=Area.REFERENCES, looks_closer=True,
    ),
)  # fmt: skip

_REFERENCES = (
    Rule(
        "data-is-sent-out", (), HIGH, NEUTRAL, NONE,
        "the prompt leads to {after}",
        "The address is made to take data: a drop, a tunnel, a paste, or a blank to be filled in.",
        "ask what is sent there, and to whom it belongs",
        about=Area.REFERENCES, twins=("url-was-added",), looks_closer=True,
    ),
    Rule(
        "import-is-outside", (), HIGH, NEUTRAL, NONE,
        "{after} is taken into the prompt",
        "The file lies outside the project, where no review sees it, and belongs to the agent's orders.",
        "keep the file in the project",
        about=Area.REFERENCES, twins=("import-was-added",), looks_closer=True,
    ),
    Rule(
        "reference-is-dead", (), MEDIUM, NEUTRAL, NONE,
        "{subject} {after} is not there",
        "The agent is pointed to a file that does not exist; medium for an import or a hook that a change "
        "broke, a note for a link that never led anywhere.",
        "mend the path, or leave it out",
        about=Area.REFERENCES, looks_closer=True, looks_around=True,
    ),
    Rule(
        "name-is-gone", (), MEDIUM, NEUTRAL, NONE,
        "it names {subject}, which is there no more",
        "Work is handed to an agent, a skill or a command that a change took away or renamed, or a "
        "permission names it; low where only the prompt does. A review tells it, for it knows what was there "
        "before.",
        "name what took its place, or leave it out",
        about=Area.REFERENCES, looks_closer=True, looks_around=True,
    ),
    Rule(
        "secret-is-exposed", (), CRITICAL, NEUTRAL, NONE,
        "it holds {subject}: {after}",
        "Whoever can read the file, its history or the model's answers has it.",
        "revoke it first, then take it out; it stays in the history",
        about=Area.REFERENCES, looks_closer=True,
    ),
)  # fmt: skip

_UNSEEN = (
    Rule(
        "text-is-hidden", (), CRITICAL, NEUTRAL, NONE,
        "it holds {subject}: {after}",
        "A model reads what nobody sees; critical for characters that can spell a text.",
        "take it out, or ask who put it there",
        about=Area.FORMAT, twins=("hidden-text-was-added",), looks_closer=True,
    ),
    Rule(
        "name-is-imitated", (), HIGH, NEUTRAL, NONE,
        "{subject} is not {after}: it has other letters that look alike, {before}",
        "A reader takes it for a name that it is not; a host drops it, or finds something else by it.",
        "write the name in plain letters of one script",
        about=Area.FORMAT, twins=("lookalike-name-was-added",), looks_closer=True,
    ),
    Rule(
        "instruction-is-hidden", (), HIGH, NEUTRAL, NONE,
        "a {subject} gives orders: {after}",
        "A page does not show it, and the model follows it: a comment, a title or alternative text, an "
        "element that is hidden, an address that holds a text. High where it touches rights, data, secrecy, "
        "tools or rules, medium where it turns to the agent or hides on purpose, low for a note to nobody.",
        "say it in the open, or leave it out",
        about=Area.FORMAT, looks_closer=True,
    ),
    Rule(
        "text-is-encoded", (), MEDIUM, NEUTRAL, NONE,
        "{subject}: {after}",
        "No reviewer reads it, and a model can.",
        "write it in plain text",
        about=Area.FORMAT, looks_closer=True,
    ),
)  # fmt: skip

_FORM = (
    Rule(
        "conflict-is-unresolved", (), HIGH, NEUTRAL, NONE,
        "a conflict is unresolved: {after}",
        "The agent is told both versions at once; in the frontmatter the markers make it no valid YAML.",
        "decide for one version, and take the markers out",
        about=Area.FORMAT, looks_closer=True,
    ),
)  # fmt: skip

STATE_RULES: tuple[Rule, ...] = (*_IDENTITY, *_RIGHTS, *_INSTRUCTIONS, *_REFERENCES, *_UNSEEN, *_FORM)

AROUND_RULES = tuple(rule for rule in STATE_RULES if rule.looks_around)
"""Those whose answer about a text depends on what is around it."""

REVIEW_RULES = frozenset(("agent-is-unlisted", "name-is-gone"))
"""Those that need to know what was there before: of a state alone they say nothing."""
