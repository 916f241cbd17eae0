"""What can differ between two definitions: facts, each with its place on both sides, no judgement.

To notice a new kind of change: a member of `Kind`, its row in `KINDS`, and the comparer of its area.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from agentreg.model.document import Span


class Area(StrEnum):
    """The part of an agent that a change concerns, in the order of a report."""

    IDENTITY = "identity"
    ROUTING = "routing"
    TOOLS = "tools"
    PERMISSIONS = "permissions"
    MODEL = "model"
    ROLE = "role"
    WORKFLOW = "workflow"
    CONSTRAINTS = "constraints"
    STRUCTURE = "structure"
    METADATA = "metadata"
    FORMAT = "format"


class Kind(StrEnum):
    """What happened. The value is the word used in reports, in JSON and by `agentreg explain`."""

    AGENT_ADDED = "agent-added"
    AGENT_REMOVED = "agent-removed"
    STARTED_LOADING = "started-loading"
    STOPPED_LOADING = "stopped-loading"
    RENAMED = "renamed"
    FILE_MOVED = "file-moved"
    COPIED = "copied"
    MERGED_AWAY = "merged-away"
    CONVERTED = "converted"
    DESCRIPTION_CHANGED = "description-changed"
    INVOCATION_CHANGED = "invocation-changed"
    TOOL_GRANTED = "tool-granted"
    TOOL_REVOKED = "tool-revoked"
    TOOLS_UNRESTRICTED = "tools-unrestricted"
    TOOLS_RESTRICTED = "tools-restricted"
    TOOL_DENIED = "tool-denied"
    TOOL_UNDENIED = "tool-undenied"
    SPECIFIER_WIDENED = "specifier-widened"
    SPECIFIER_NARROWED = "specifier-narrowed"
    SPECIFIER_CHANGED = "specifier-changed"
    SERVER_GRANTED = "server-granted"
    SERVER_REVOKED = "server-revoked"
    TOOLS_REORDERED = "tools-reordered"
    MODE_WIDENED = "mode-widened"
    MODE_NARROWED = "mode-narrowed"
    MODE_CHANGED = "mode-changed"
    HOOK_ADDED = "hook-added"
    HOOK_REMOVED = "hook-removed"
    HOOK_CHANGED = "hook-changed"
    MCP_SERVER_ADDED = "mcp-server-added"
    MCP_SERVER_REMOVED = "mcp-server-removed"
    MCP_SERVER_CHANGED = "mcp-server-changed"
    SETTING_CHANGED = "setting-changed"
    RIGHTS_BLURRED = "rights-became-ambiguous"
    RIGHTS_CLEARED = "rights-became-clear"
    MODEL_CHANGED = "model-changed"
    MODEL_SETTING_CHANGED = "model-setting-changed"
    ROLE_ADDED = "role-added"
    ROLE_REMOVED = "role-removed"
    ROLE_CHANGED = "role-changed"
    ROLE_REPLACED = "role-replaced"
    STEP_ADDED = "step-added"
    STEP_REMOVED = "step-removed"
    STEP_MOVED = "step-moved"
    STEP_EDITED = "step-edited"
    CONSTRAINT_ADDED = "constraint-added"
    CONSTRAINT_REMOVED = "constraint-removed"
    CONSTRAINT_STRENGTHENED = "constraint-strengthened"
    CONSTRAINT_WEAKENED = "constraint-weakened"
    CONSTRAINT_INVERTED = "constraint-inverted"
    CONSTRAINT_EDITED = "constraint-edited"
    SECTION_ADDED = "section-added"
    SECTION_REMOVED = "section-removed"
    SECTION_RENAMED = "section-renamed"
    SECTION_MOVED = "section-moved"
    CONTENT_ADDED = "content-added"
    CONTENT_REMOVED = "content-removed"
    CONTENT_EDITED = "content-edited"
    CONTENT_MOVED = "content-moved"
    FIELD_ADDED = "field-added"
    FIELD_REMOVED = "field-removed"
    FIELD_CHANGED = "field-changed"
    REFORMATTED = "reformatted"
    MATTER_INVALIDATED = "frontmatter-became-invalid"
    MATTER_REPAIRED = "frontmatter-became-valid"
    ENCODING_CHANGED = "encoding-changed"
    LINE_ENDS_CHANGED = "line-ends-changed"


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
    Kind.DESCRIPTION_CHANGED: KindFacts(Area.ROUTING, "The text by which the agent is chosen differs."),
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
    Kind.MODEL_SETTING_CHANGED: KindFacts(Area.MODEL, "Effort, turns, temperature or the like differ."),
    Kind.ROLE_ADDED: KindFacts(Area.ROLE, "The prompt says who the agent is.", Kind.ROLE_REMOVED),
    Kind.ROLE_REMOVED: KindFacts(Area.ROLE, "The prompt no longer says who the agent is.", Kind.ROLE_ADDED),
    Kind.ROLE_CHANGED: KindFacts(Area.ROLE, "Who the agent is told to be is worded otherwise."),
    Kind.ROLE_REPLACED: KindFacts(
        Area.ROLE, "The agent is told to be someone else; little is left in common."
    ),
    Kind.STEP_ADDED: KindFacts(Area.WORKFLOW, "A workflow has a step more.", Kind.STEP_REMOVED),
    Kind.STEP_REMOVED: KindFacts(Area.WORKFLOW, "A workflow has a step less.", Kind.STEP_ADDED),
    Kind.STEP_MOVED: KindFacts(Area.WORKFLOW, "A workflow step stands elsewhere; it may be edited as well."),
    Kind.STEP_EDITED: KindFacts(Area.WORKFLOW, "A workflow step says something else."),
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
    Kind.SECTION_ADDED: KindFacts(Area.STRUCTURE, "The prompt has a section more.", Kind.SECTION_REMOVED),
    Kind.SECTION_REMOVED: KindFacts(Area.STRUCTURE, "The prompt has a section less.", Kind.SECTION_ADDED),
    Kind.SECTION_RENAMED: KindFacts(Area.STRUCTURE, "A section has another title."),
    Kind.SECTION_MOVED: KindFacts(Area.STRUCTURE, "A section stands at another place."),
    Kind.CONTENT_ADDED: KindFacts(Area.STRUCTURE, "The prompt says something more.", Kind.CONTENT_REMOVED),
    Kind.CONTENT_REMOVED: KindFacts(Area.STRUCTURE, "The prompt says something less.", Kind.CONTENT_ADDED),
    Kind.CONTENT_EDITED: KindFacts(Area.STRUCTURE, "A paragraph, item, table or fence says something else."),
    Kind.CONTENT_MOVED: KindFacts(Area.STRUCTURE, "Content stands elsewhere; it may be edited as well."),
    Kind.FIELD_ADDED: KindFacts(Area.METADATA, "The frontmatter has a field more.", Kind.FIELD_REMOVED),
    Kind.FIELD_REMOVED: KindFacts(Area.METADATA, "The frontmatter has a field less.", Kind.FIELD_ADDED),
    Kind.FIELD_CHANGED: KindFacts(Area.METADATA, "A frontmatter field has another value."),
    Kind.REFORMATTED: KindFacts(Area.FORMAT, "The text looks different and means the same."),
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


class Change(NamedTuple):
    """One fact: what differs between a definition before and after.

    Attributes:
        kind: What happened; its area follows from it.
        subject: What it happened to, as a person would name it: `step 3`, `tool Bash`, `section Output`.
        before: The text concerned before, without formatting noise; empty when there was none.
        after: The text concerned after.
        before_span: Where it stands in the text before; None when it was not there.
        after_span: Where it stands in the text after; None when it is not there.
        similarity: 0 to 1, how much of an edited text stayed; 1 for a plain move, 0 without a counterpart.
    """

    kind: Kind
    subject: str
    before: str = ""
    after: str = ""
    before_span: Span | None = None
    after_span: Span | None = None
    similarity: float = 0.0

    @property
    def area(self) -> Area:
        """The area that the change belongs to."""
        return KINDS[self.kind].area


def mirror(change: Change) -> Change:
    """The change that comparing the other way round gives."""
    return Change(
        KINDS[change.kind].mirror or change.kind,
        change.subject,
        change.after,
        change.before,
        change.after_span,
        change.before_span,
        change.similarity,
    )


_AREAS = list(Area)
_KIND_ORDER = {kind: place for place, kind in enumerate(Kind)}


def in_order(changes: list[Change]) -> tuple[Change, ...]:
    """The changes by area, then by position, then by kind and subject: the order of every report."""
    return tuple(sorted(changes, key=_place))


def _place(change: Change) -> tuple[int, int, int, int, str]:
    before, after = change.before_span, change.after_span
    start = after.start if after else before.start if before else 0
    other = before.start if before else 0
    return (_AREAS.index(change.area), start, other, _KIND_ORDER[change.kind], change.subject)


# Frontmatter that became invalid is a matter of form too, but hosts read it otherwise.
FORM_ONLY = frozenset((Kind.REFORMATTED, Kind.ENCODING_CHANGED, Kind.LINE_ENDS_CHANGED))


def is_meaningful(change: Change) -> bool:
    """Whether the change is more than formatting."""
    return change.kind not in FORM_ONLY
