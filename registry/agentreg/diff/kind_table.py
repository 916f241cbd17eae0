"""Each kind of change with its area, its meaning and what it is the other way round."""

from __future__ import annotations

from agentreg.diff.kinds import Area, Kind
from agentreg.records import NamedTuple


class KindFacts(NamedTuple):
    """One row of `KINDS`.

    Attributes:
        area: The area that the kind belongs to.
        meaning: One sentence for `agentreg explain`.
        mirror: The kind that the reversed comparison gives; None when it is the same.
    """

    area: Area
    meaning: str
    mirror: Kind | None = None


KINDS: dict[Kind, KindFacts] = {
    Kind.AGENT_ADDED: KindFacts(
        Area.IDENTITY, "An agent exists that did not exist before.", Kind.AGENT_REMOVED
    ),
    Kind.AGENT_REMOVED: KindFacts(Area.IDENTITY, "An agent no longer exists.", Kind.AGENT_ADDED),
    Kind.STARTED_LOADING: KindFacts(
        Area.IDENTITY, "A file that no host took for an agent is one now.", Kind.STOPPED_LOADING
    ),
    Kind.STOPPED_LOADING: KindFacts(
        Area.IDENTITY, "The file is there, and no host takes it for an agent any more.", Kind.STARTED_LOADING
    ),
    Kind.RENAMED: KindFacts(Area.IDENTITY, "The agent answers to another name."),
    Kind.FILE_MOVED: KindFacts(
        Area.IDENTITY, "The same agent is in another file; some hosts name it by its path."
    ),
    Kind.COPIED: KindFacts(Area.IDENTITY, "An agent is a copy of one that still exists.", Kind.MERGED_AWAY),
    Kind.MERGED_AWAY: KindFacts(Area.IDENTITY, "An agent is gone; a near twin of it stays.", Kind.COPIED),
    Kind.CONVERTED: KindFacts(Area.IDENTITY, "The definition is written for another host."),
    Kind.CONVERSION_LOST: KindFacts(
        Area.IDENTITY,
        "What the old host read has no counterpart in the format of the new one.",
        Kind.CONVERSION_GAINED,
    ),
    Kind.CONVERSION_GAINED: KindFacts(
        Area.IDENTITY, "The format of the new host states what the old one could not.", Kind.CONVERSION_LOST
    ),
    Kind.DESCRIPTION_CHANGED: KindFacts(Area.ROUTING, "The text by which the agent is chosen differs."),
    Kind.TRIGGER_BROADENED: KindFacts(
        Area.ROUTING,
        "The agent is offered for more: proactive wording, a command to use it, a wider scope.",
        Kind.TRIGGER_NARROWED,
    ),
    Kind.TRIGGER_NARROWED: KindFacts(
        Area.ROUTING, "The agent is offered for less, or less insistently.", Kind.TRIGGER_BROADENED
    ),
    Kind.EXAMPLE_ADDED: KindFacts(
        Area.ROUTING, "One example more shows when the agent is to be called.", Kind.EXAMPLE_REMOVED
    ),
    Kind.EXAMPLE_REMOVED: KindFacts(
        Area.ROUTING, "An example of when the agent is to be called is gone.", Kind.EXAMPLE_ADDED
    ),
    Kind.EXAMPLE_CHANGED: KindFacts(
        Area.ROUTING, "An example of when the agent is to be called says something else."
    ),
    Kind.INVOCATION_CHANGED: KindFacts(Area.ROUTING, "Who may call the agent, or where it exists, differs."),
    Kind.TOOL_GRANTED: KindFacts(
        Area.TOOLS, "The agent may use a tool that it could not use.", Kind.TOOL_REVOKED
    ),
    Kind.TOOL_REVOKED: KindFacts(Area.TOOLS, "The agent may no longer use a tool.", Kind.TOOL_GRANTED),
    Kind.TOOLS_UNRESTRICTED: KindFacts(
        Area.TOOLS, "The list went away or became a wildcard: every tool is granted.", Kind.TOOLS_RESTRICTED
    ),
    Kind.TOOLS_RESTRICTED: KindFacts(
        Area.TOOLS, "A tool list appeared: the agent has only what it names.", Kind.TOOLS_UNRESTRICTED
    ),
    Kind.TOOLS_UNSTATED: KindFacts(
        Area.TOOLS,
        "The list went away, and what the host grants without one is not known.",
        Kind.TOOLS_STATED,
    ),
    Kind.TOOLS_STATED: KindFacts(
        Area.TOOLS,
        "A tool list appeared where it is not known what the host granted without one.",
        Kind.TOOLS_UNSTATED,
    ),
    Kind.TOOL_DENIED: KindFacts(Area.TOOLS, "A tool became forbidden.", Kind.TOOL_UNDENIED),
    Kind.TOOL_UNDENIED: KindFacts(Area.TOOLS, "A tool is no longer forbidden.", Kind.TOOL_DENIED),
    Kind.SPECIFIER_WIDENED: KindFacts(
        Area.TOOLS, "A tool is limited less by what stands in its parentheses.", Kind.SPECIFIER_NARROWED
    ),
    Kind.SPECIFIER_NARROWED: KindFacts(
        Area.TOOLS, "A tool is limited more by what stands in its parentheses.", Kind.SPECIFIER_WIDENED
    ),
    Kind.SPECIFIER_CHANGED: KindFacts(Area.TOOLS, "What stands in a tool's parentheses differs."),
    Kind.SERVER_GRANTED: KindFacts(
        Area.TOOLS, "Every tool of an MCP server was granted.", Kind.SERVER_REVOKED
    ),
    Kind.SERVER_REVOKED: KindFacts(
        Area.TOOLS, "Every tool of an MCP server was revoked.", Kind.SERVER_GRANTED
    ),
    Kind.TOOLS_REORDERED: KindFacts(Area.TOOLS, "The same rules in another order, where the last one wins."),
    Kind.MODE_WIDENED: KindFacts(Area.PERMISSIONS, "More runs without asking.", Kind.MODE_NARROWED),
    Kind.MODE_NARROWED: KindFacts(Area.PERMISSIONS, "Less runs without asking.", Kind.MODE_WIDENED),
    Kind.MODE_CHANGED: KindFacts(Area.PERMISSIONS, "The permission mode differs; neither is simply wider."),
    Kind.HOOK_ADDED: KindFacts(
        Area.PERMISSIONS, "A command runs on an event that had none.", Kind.HOOK_REMOVED
    ),
    Kind.HOOK_REMOVED: KindFacts(
        Area.PERMISSIONS, "A command no longer runs; it may have been a guard.", Kind.HOOK_ADDED
    ),
    Kind.HOOK_CHANGED: KindFacts(Area.PERMISSIONS, "What runs on an event differs."),
    Kind.MCP_SERVER_ADDED: KindFacts(
        Area.PERMISSIONS, "The agent brings an MCP server.", Kind.MCP_SERVER_REMOVED
    ),
    Kind.MCP_SERVER_REMOVED: KindFacts(
        Area.PERMISSIONS, "The agent no longer brings an MCP server.", Kind.MCP_SERVER_ADDED
    ),
    Kind.MCP_SERVER_CHANGED: KindFacts(Area.PERMISSIONS, "How an MCP server is started or reached differs."),
    Kind.MEMORY_GRANTED: KindFacts(
        Area.PERMISSIONS,
        "The agent keeps a memory of its own; some hosts grant file tools for it.",
        Kind.MEMORY_REVOKED,
    ),
    Kind.MEMORY_REVOKED: KindFacts(
        Area.PERMISSIONS, "The agent no longer keeps a memory.", Kind.MEMORY_GRANTED
    ),
    Kind.MEMORY_CHANGED: KindFacts(Area.PERMISSIONS, "The agent keeps its memory in another scope."),
    Kind.ISOLATION_ADDED: KindFacts(
        Area.PERMISSIONS, "The agent works on a copy of its own.", Kind.ISOLATION_REMOVED
    ),
    Kind.ISOLATION_REMOVED: KindFacts(
        Area.PERMISSIONS, "The agent works in the shared checkout.", Kind.ISOLATION_ADDED
    ),
    Kind.BACKGROUND_CHANGED: KindFacts(Area.PERMISSIONS, "Whether the agent runs unattended differs."),
    Kind.INITIAL_PROMPT_CHANGED: KindFacts(
        Area.PERMISSIONS, "What is submitted to the agent at its start, unasked, differs."
    ),
    Kind.FIELD_WOKEN: KindFacts(
        Area.PERMISSIONS,
        "A field that the host ignored where the file was has effect where it is now.",
        Kind.FIELD_SILENCED,
    ),
    Kind.FIELD_SILENCED: KindFacts(
        Area.PERMISSIONS,
        "A field that had effect where the file was is ignored where it is now.",
        Kind.FIELD_WOKEN,
    ),
    Kind.SETTING_CHANGED: KindFacts(Area.PERMISSIONS, "A field that changes what the agent may do differs."),
    Kind.RIGHTS_BLURRED: KindFacts(
        Area.PERMISSIONS,
        "A field that limits the agent can now be read in two ways, so that some host may not heed it.",
        Kind.RIGHTS_CLEARED,
    ),
    Kind.RIGHTS_CLEARED: KindFacts(
        Area.PERMISSIONS, "A field that limits the agent can be read in one way only.", Kind.RIGHTS_BLURRED
    ),
    Kind.MODEL_CHANGED: KindFacts(Area.MODEL, "The agent asks for another model."),
    Kind.MODEL_RAISED: KindFacts(
        Area.MODEL, "The agent asks for a model of a higher tier.", Kind.MODEL_LOWERED
    ),
    Kind.MODEL_LOWERED: KindFacts(
        Area.MODEL, "The agent asks for a model of a lower tier.", Kind.MODEL_RAISED
    ),
    Kind.MODEL_PINNED: KindFacts(
        Area.MODEL, "A name that floats from model to model became the id of one.", Kind.MODEL_UNPINNED
    ),
    Kind.MODEL_UNPINNED: KindFacts(
        Area.MODEL, "The id of one model became a name that floats.", Kind.MODEL_PINNED
    ),
    Kind.EFFORT_RAISED: KindFacts(Area.MODEL, "The agent is to think more.", Kind.EFFORT_LOWERED),
    Kind.EFFORT_LOWERED: KindFacts(Area.MODEL, "The agent is to think less.", Kind.EFFORT_RAISED),
    Kind.TURNS_RAISED: KindFacts(
        Area.MODEL, "The agent may take more turns, or any number.", Kind.TURNS_LOWERED
    ),
    Kind.TURNS_LOWERED: KindFacts(Area.MODEL, "The agent may take fewer turns.", Kind.TURNS_RAISED),
    Kind.TEMPERATURE_RAISED: KindFacts(
        Area.MODEL, "The model is sampled more freely.", Kind.TEMPERATURE_LOWERED
    ),
    Kind.TEMPERATURE_LOWERED: KindFacts(
        Area.MODEL, "The model is sampled more strictly.", Kind.TEMPERATURE_RAISED
    ),
    Kind.MODEL_SETTING_CHANGED: KindFacts(Area.MODEL, "Effort, turns, temperature or the like differ."),
    Kind.ROLE_ADDED: KindFacts(Area.ROLE, "The prompt says who the agent is.", Kind.ROLE_REMOVED),
    Kind.ROLE_REMOVED: KindFacts(Area.ROLE, "The prompt no longer says who the agent is.", Kind.ROLE_ADDED),
    Kind.ROLE_CHANGED: KindFacts(Area.ROLE, "Who the agent is told to be is worded otherwise."),
    Kind.ROLE_REPLACED: KindFacts(
        Area.ROLE, "The agent is told to be someone else; little is left in common."
    ),
    Kind.STANCE_CHANGED: KindFacts(
        Area.ROLE, "What kind of work the agent does or refuses differs: to plan, to review, to implement."
    ),
    Kind.RESPONSIBILITY_ADDED: KindFacts(
        Area.ROLE, "The agent has a duty more.", Kind.RESPONSIBILITY_REMOVED
    ),
    Kind.RESPONSIBILITY_REMOVED: KindFacts(
        Area.ROLE, "The agent has a duty less.", Kind.RESPONSIBILITY_ADDED
    ),
    Kind.RESPONSIBILITY_CHANGED: KindFacts(Area.ROLE, "A duty of the agent is worded otherwise."),
    Kind.STEP_ADDED: KindFacts(Area.WORKFLOW, "A workflow has a step more.", Kind.STEP_REMOVED),
    Kind.STEP_REMOVED: KindFacts(Area.WORKFLOW, "A workflow has a step less.", Kind.STEP_ADDED),
    Kind.STEP_MOVED: KindFacts(Area.WORKFLOW, "A workflow step stands elsewhere; it may be edited as well."),
    Kind.STEP_EDITED: KindFacts(Area.WORKFLOW, "A workflow step says something else."),
    Kind.STEP_SPLIT: KindFacts(
        Area.WORKFLOW, "One step became several that say the same together.", Kind.STEPS_MERGED
    ),
    Kind.STEPS_MERGED: KindFacts(
        Area.WORKFLOW, "Several steps became one that says the same.", Kind.STEP_SPLIT
    ),
    Kind.WORKFLOW_ADDED: KindFacts(Area.WORKFLOW, "The prompt has a workflow more.", Kind.WORKFLOW_REMOVED),
    Kind.WORKFLOW_REMOVED: KindFacts(Area.WORKFLOW, "A whole workflow is gone.", Kind.WORKFLOW_ADDED),
    Kind.WORKFLOW_REWRITTEN: KindFacts(
        Area.WORKFLOW, "No step of a workflow stayed; other steps, or other words, took its place."
    ),
    Kind.WORKFLOW_REORDERED: KindFacts(
        Area.WORKFLOW, "The steps of a workflow stand in a largely different order."
    ),
    Kind.CONSTRAINT_ADDED: KindFacts(
        Area.CONSTRAINTS, "The prompt demands or forbids one thing more.", Kind.CONSTRAINT_REMOVED
    ),
    Kind.CONSTRAINT_REMOVED: KindFacts(
        Area.CONSTRAINTS, "A demand or prohibition is gone.", Kind.CONSTRAINT_ADDED
    ),
    Kind.CONSTRAINT_STRENGTHENED: KindFacts(
        Area.CONSTRAINTS, "The same is demanded more firmly.", Kind.CONSTRAINT_WEAKENED
    ),
    Kind.CONSTRAINT_WEAKENED: KindFacts(
        Area.CONSTRAINTS, "The same is demanded less firmly.", Kind.CONSTRAINT_STRENGTHENED
    ),
    Kind.CONSTRAINT_INVERTED: KindFacts(Area.CONSTRAINTS, "What was forbidden is demanded, or the reverse."),
    Kind.CONSTRAINT_EDITED: KindFacts(Area.CONSTRAINTS, "A demand or prohibition is worded otherwise."),
    Kind.CONSTRAINT_MOVED: KindFacts(Area.CONSTRAINTS, "A demand or prohibition stands elsewhere."),
    Kind.LEAVE_GIVEN: KindFacts(
        Area.CONSTRAINTS,
        "A sentence says that the agent may do something, or that it need not.",
        Kind.LEAVE_WITHDRAWN,
    ),
    Kind.LEAVE_WITHDRAWN: KindFacts(
        Area.CONSTRAINTS,
        "What said that the agent may do something, or that it need not, is gone.",
        Kind.LEAVE_GIVEN,
    ),
    Kind.OVERRIDE_ADDED: KindFacts(
        Area.CONSTRAINTS,
        "A sentence sets aside what the model is told elsewhere, or keeps something from its user.",
        Kind.OVERRIDE_REMOVED,
    ),
    Kind.OVERRIDE_REMOVED: KindFacts(
        Area.CONSTRAINTS,
        "What set aside other instructions, or kept something from the user, is gone.",
        Kind.OVERRIDE_ADDED,
    ),
    Kind.OUTPUT_PATH_ADDED: KindFacts(
        Area.OUTPUT, "The agent is to write one file more.", Kind.OUTPUT_PATH_REMOVED
    ),
    Kind.OUTPUT_PATH_REMOVED: KindFacts(
        Area.OUTPUT, "The agent is to write one file less.", Kind.OUTPUT_PATH_ADDED
    ),
    Kind.OUTPUT_PATH_CHANGED: KindFacts(Area.OUTPUT, "The agent is to write to another file."),
    Kind.TEMPLATE_ADDED: KindFacts(
        Area.OUTPUT, "What the agent reports has a template more.", Kind.TEMPLATE_REMOVED
    ),
    Kind.TEMPLATE_REMOVED: KindFacts(
        Area.OUTPUT, "What the agent reports has a template less.", Kind.TEMPLATE_ADDED
    ),
    Kind.TEMPLATE_CHANGED: KindFacts(Area.OUTPUT, "What the agent reports has another form."),
    Kind.OUTPUT_RULE_ADDED: KindFacts(
        Area.OUTPUT, "One thing more is said about what the agent delivers.", Kind.OUTPUT_RULE_REMOVED
    ),
    Kind.OUTPUT_RULE_REMOVED: KindFacts(
        Area.OUTPUT, "One thing less is said about what the agent delivers.", Kind.OUTPUT_RULE_ADDED
    ),
    Kind.OUTPUT_RULE_CHANGED: KindFacts(Area.OUTPUT, "What is said about what the agent delivers differs."),
    Kind.SECTION_ADDED: KindFacts(Area.STRUCTURE, "The prompt has a section more.", Kind.SECTION_REMOVED),
    Kind.SECTION_REMOVED: KindFacts(Area.STRUCTURE, "The prompt has a section less.", Kind.SECTION_ADDED),
    Kind.SECTION_RENAMED: KindFacts(Area.STRUCTURE, "A section has another title."),
    Kind.SECTION_MOVED: KindFacts(Area.STRUCTURE, "A section stands at another place."),
    Kind.CONTENT_ADDED: KindFacts(Area.STRUCTURE, "The prompt says something more.", Kind.CONTENT_REMOVED),
    Kind.CONTENT_REMOVED: KindFacts(Area.STRUCTURE, "The prompt says something less.", Kind.CONTENT_ADDED),
    Kind.CONTENT_EDITED: KindFacts(Area.STRUCTURE, "A paragraph, item, table or fence says something else."),
    Kind.CONTENT_MOVED: KindFacts(Area.STRUCTURE, "Content stands elsewhere; it may be edited as well."),
    Kind.REFERENCE_ADDED: KindFacts(
        Area.REFERENCES,
        "The prompt names a file, tool or agent that it did not name.",
        Kind.REFERENCE_REMOVED,
    ),
    Kind.REFERENCE_REMOVED: KindFacts(
        Area.REFERENCES, "The prompt no longer names a file, tool or agent.", Kind.REFERENCE_ADDED
    ),
    Kind.REFERENCE_CHANGED: KindFacts(
        Area.REFERENCES, "The prompt names another file, tool or agent in the same place."
    ),
    Kind.IMPORT_ADDED: KindFacts(
        Area.REFERENCES, "The text of another file is taken into the prompt.", Kind.IMPORT_REMOVED
    ),
    Kind.IMPORT_REMOVED: KindFacts(
        Area.REFERENCES, "The text of another file is no longer taken into the prompt.", Kind.IMPORT_ADDED
    ),
    Kind.URL_ADDED: KindFacts(
        Area.REFERENCES, "The prompt names an address that it did not name.", Kind.URL_REMOVED
    ),
    Kind.URL_REMOVED: KindFacts(Area.REFERENCES, "The prompt no longer names an address.", Kind.URL_ADDED),
    Kind.FIELD_ADDED: KindFacts(Area.METADATA, "The frontmatter has a field more.", Kind.FIELD_REMOVED),
    Kind.FIELD_REMOVED: KindFacts(Area.METADATA, "The frontmatter has a field less.", Kind.FIELD_ADDED),
    Kind.FIELD_CHANGED: KindFacts(Area.METADATA, "A frontmatter field has another value."),
    Kind.WAIVER_ADDED: KindFacts(
        Area.POLICY, "The definition waives the findings of a rule.", Kind.WAIVER_REMOVED
    ),
    Kind.WAIVER_REMOVED: KindFacts(
        Area.POLICY, "The definition no longer waives the findings of a rule.", Kind.WAIVER_ADDED
    ),
    Kind.WAIVER_CHANGED: KindFacts(
        Area.POLICY, "A waiver has another reason or date, or is about another section."
    ),
    Kind.HIDDEN_ADDED: KindFacts(
        Area.FORMAT,
        "Characters that nobody sees came into the text: a model reads them.",
        Kind.HIDDEN_REMOVED,
    ),
    Kind.HIDDEN_REMOVED: KindFacts(
        Area.FORMAT, "Characters that nobody saw are gone from the text.", Kind.HIDDEN_ADDED
    ),
    Kind.LOOKALIKE_ADDED: KindFacts(
        Area.FORMAT,
        "A name looks like another one and is not: it has other letters that look alike.",
        Kind.LOOKALIKE_REMOVED,
    ),
    Kind.LOOKALIKE_REMOVED: KindFacts(
        Area.FORMAT, "A name that only looked like another one is gone.", Kind.LOOKALIKE_ADDED
    ),
    Kind.REFORMATTED: KindFacts(Area.FORMAT, "The text looks different and means the same."),
    Kind.KEY_REPEATED: KindFacts(
        Area.FORMAT,
        "A field is stated more than once: hosts take the last one, or refuse the file.",
        Kind.KEY_SETTLED,
    ),
    Kind.KEY_SETTLED: KindFacts(
        Area.FORMAT,
        "A field that was stated more than once is stated once, or not at all.",
        Kind.KEY_REPEATED,
    ),
    Kind.MATTER_INVALIDATED: KindFacts(
        Area.FORMAT, "The YAML is no longer valid: hosts repair, drop or ignore it.", Kind.MATTER_REPAIRED
    ),
    Kind.MATTER_REPAIRED: KindFacts(
        Area.FORMAT,
        "The YAML became valid: what some hosts ignored is now read by all.",
        Kind.MATTER_INVALIDATED,
    ),
    Kind.ENCODING_CHANGED: KindFacts(
        Area.FORMAT, "A byte order mark, or bytes that are no UTF-8, came or went."
    ),
    Kind.LINE_ENDS_CHANGED: KindFacts(Area.FORMAT, "The lines end in other characters."),
}
