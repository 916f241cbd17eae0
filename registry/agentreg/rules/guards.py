"""Which hooks can refuse what the agent is about to do."""

from __future__ import annotations

from agentreg.diff.changes import Change

# Claude Code, VS Code, Copilot, Kiro and OpenHands (their pages on hooks): events before something is done.
_EVENTS = (
    *("PreToolUse", "preToolUse", "pre_tool_use", "PermissionRequest"),
    *("UserPromptSubmit", "userPromptSubmitted"),
)


def is_guard(change: Change) -> bool:
    """Whether a change of a hook is about one that can refuse."""
    return change.subject.removeprefix("hook ").startswith(_EVENTS)
