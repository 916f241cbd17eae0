"""Which hooks can refuse what the agent is about to do."""

from __future__ import annotations

from agentreg.diff.changes import Change
from agentreg.diff.nested_parts import Part, hook_parts
from agentreg.formats.guarding import can_refuse
from agentreg.model.definition import Definition
from agentreg.model.document import Span

# Claude Code, VS Code, Copilot, Kiro and OpenHands (their pages on hooks): events before something is done.
_EVENTS = (
    *("PreToolUse", "preToolUse", "pre_tool_use", "PermissionRequest"),
    *("UserPromptSubmit", "userPromptSubmitted"),
)
# No matcher and a star match everything.
_ALL = ("", "*", ".*")
_GROUPED = frozenset("([{\\")


def is_guard(change: Change) -> bool:
    """Whether a change of a hook is about one that stands before something is done."""
    return change.subject.removeprefix("hook ").startswith(_EVENTS)


def guard_at(definition: Definition | None, span: Span | None) -> Part | None:
    """The hook of a definition that stands at a place, where it can refuse; None for any other."""
    fields = definition.frontmatter.fields if definition else ()
    parts = (
        part for field in fields if field.key == "hooks" for part in hook_parts(field.value, field.lines)
    )
    return next((part for part in parts if part.span == span and can_refuse(part.value)), None)


def stands_before(part: Part, other: Part) -> bool:
    """Whether a hook runs before all that another one of its event runs before."""
    one, all_of_other = (each.name.removeprefix(each.group).strip() for each in (part, other))
    if one in _ALL or one == all_of_other:
        return True
    if all_of_other in _ALL or not _GROUPED.isdisjoint(one + all_of_other):
        return False
    return set(all_of_other.split("|")) <= set(one.split("|"))
