"""Rules about the order of work."""

from __future__ import annotations

from agentreg.diff.kinds import Kind
from agentreg.rules.finding import Bump, Direction, Severity
from agentreg.rules.rule import Rule

CRITICAL, HIGH, MEDIUM, LOW, NOTE = Severity
WIDENS, NARROWS, NEUTRAL = Direction
MAJOR, MINOR, PATCH, _ = Bump

WORKFLOW: tuple[Rule, ...] = (
    Rule(
        "step-was-added", (Kind.STEP_ADDED,), LOW, NEUTRAL, MINOR,
        "{subject} is new: {after}",
        "The agent does one thing more.",
    ),
    Rule(
        "step-was-removed", (Kind.STEP_REMOVED,), MEDIUM, NEUTRAL, MAJOR,
        "{subject} is gone: {before}",
        "The agent no longer does something that it was told to do.",
    ),
    Rule(
        "step-was-moved", (Kind.STEP_MOVED,), LOW, NEUTRAL, MINOR,
        "moved: {subject}",
        "The agent does the same in another order.",
        looks_closer=True,
    ),
    Rule(
        "question-was-postponed", (Kind.STEP_MOVED,), MEDIUM, WIDENS, MINOR,
        "somebody is asked later now: {subject}",
        "A step that waited for an answer is done before there is one.",
        mirror="question-was-advanced",
        looks_closer=True,
    ),
    Rule(
        "question-was-advanced", (Kind.STEP_MOVED,), NOTE, NARROWS, MINOR,
        "somebody is asked earlier now: {subject}",
        "A step that was done unasked waits for an answer.",
        mirror="question-was-postponed",
        looks_closer=True,
    ),
    Rule(
        "step-was-edited", (Kind.STEP_EDITED,), LOW, NEUTRAL, MINOR,
        "{subject} now says: {after}",
        "The agent does something differently.",
    ),
    Rule(
        "step-was-split", (Kind.STEP_SPLIT, Kind.STEPS_MERGED), NOTE, NEUTRAL, PATCH,
        "told in other portions: {subject}",
        "The same work is told in more or fewer steps.",
    ),
    Rule(
        "workflow-was-added", (Kind.WORKFLOW_ADDED,), LOW, NEUTRAL, MINOR,
        "{subject} is new",
        "The agent follows a procedure that it did not have.",
    ),
    Rule(
        "workflow-was-removed", (Kind.WORKFLOW_REMOVED,), HIGH, NEUTRAL, MAJOR,
        "{subject} is gone",
        "The agent no longer has the procedure; it works as it sees fit. Medium where it has another one "
        "that is not much shorter; low for practices, principles or tips, which order nothing, and where "
        "only the titles of its steps went and what stood below them did not.",
        looks_closer=True,
    ),
    Rule(
        "workflow-was-rewritten", (Kind.WORKFLOW_REWRITTEN,), MEDIUM, NEUTRAL, MAJOR,
        "{subject} is told anew: none of its steps stayed",
        "The agent still has a procedure, and it may be another one.",
    ),
    Rule(
        "workflow-was-reordered", (Kind.WORKFLOW_REORDERED,), MEDIUM, NEUTRAL, MINOR,
        "{subject} runs in another order",
        "Steps that need the result of others may run before them.",
    ),
)  # fmt: skip
