"""The rows about what the agent is told, and by which model it is heard: the prompt's side of the table."""

from __future__ import annotations

from agentreg.diff.changes import Kind
from agentreg.rules.finding import Bump, Direction, Severity
from agentreg.rules.rule import Rule

CRITICAL, HIGH, MEDIUM, LOW, NOTE = Severity
WIDENS, NARROWS, NEUTRAL = Direction
MAJOR, MINOR, PATCH, _ = Bump

WORDING: tuple[Rule, ...] = (
    Rule(
        "model-was-changed", (Kind.MODEL_CHANGED,), MEDIUM, NEUTRAL, MINOR,
        "{subject}: {before} became {after}",
        "Another model has another price and other abilities.",
    ),
    Rule(
        "model-setting-was-changed", (Kind.MODEL_SETTING_CHANGED,), LOW, NEUTRAL, PATCH,
        "{subject} changed",
        "The agent may think, run or cost more or less.",
    ),
    Rule(
        "role-was-replaced", (Kind.ROLE_REPLACED,), HIGH, NEUTRAL, MAJOR,
        "the agent is told to be someone else",
        "What callers rely on the agent for may no longer be its job.",
    ),
    Rule(
        "role-was-changed", (Kind.ROLE_CHANGED, Kind.ROLE_ADDED), LOW, NEUTRAL, MINOR,
        "who the agent is told to be changed",
        "The role colours everything the agent does.",
    ),
    Rule(
        "role-was-removed", (Kind.ROLE_REMOVED,), MEDIUM, NEUTRAL, MAJOR,
        "the prompt no longer says who the agent is",
        "Without a role, the host's general one applies.",
    ),
    Rule(
        "step-was-added", (Kind.STEP_ADDED,), LOW, NEUTRAL, MINOR,
        "{subject} is new",
        "The agent does one thing more.",
    ),
    Rule(
        "step-was-removed", (Kind.STEP_REMOVED,), MEDIUM, NEUTRAL, MAJOR,
        "{subject} is gone",
        "The agent no longer does something that it was told to do.",
    ),
    Rule(
        "step-was-moved", (Kind.STEP_MOVED,), LOW, NEUTRAL, MINOR,
        "{subject} stands elsewhere",
        "The agent does the same in another order.",
    ),
    Rule(
        "step-was-edited", (Kind.STEP_EDITED,), LOW, NEUTRAL, MINOR,
        "{subject} says something else",
        "The agent does something differently.",
    ),
    Rule(
        "constraint-was-removed", (Kind.CONSTRAINT_REMOVED,), MEDIUM, WIDENS, MINOR,
        "no longer said: {before}",
        "What was demanded or forbidden is up to the model.",
        mirror="constraint-was-added",
    ),
    Rule(
        "constraint-was-added", (Kind.CONSTRAINT_ADDED,), NOTE, NARROWS, MINOR,
        "new: {after}",
        "One thing more is demanded or forbidden.",
        mirror="constraint-was-removed",
    ),
    Rule(
        "constraint-was-weakened", (Kind.CONSTRAINT_WEAKENED,), MEDIUM, WIDENS, MINOR,
        "less firm now: {after}",
        "A model takes a recommendation less seriously than a command.",
        mirror="constraint-was-strengthened",
    ),
    Rule(
        "constraint-was-strengthened", (Kind.CONSTRAINT_STRENGTHENED,), NOTE, NARROWS, MINOR,
        "firmer now: {after}",
        "The same is demanded with more weight.",
        mirror="constraint-was-weakened",
    ),
    Rule(
        "constraint-was-inverted", (Kind.CONSTRAINT_INVERTED,), HIGH, NEUTRAL, MAJOR,
        "turned round: {after}",
        "The agent is told the opposite of what it was told.",
    ),
    Rule(
        "constraint-was-edited", (Kind.CONSTRAINT_EDITED,), LOW, NEUTRAL, PATCH,
        "reworded: {after}",
        "A demand or prohibition covers other things, or says the same in other words.",
    ),
    Rule(
        "section-was-removed", (Kind.SECTION_REMOVED,), MEDIUM, NEUTRAL, MINOR,
        "{subject} is gone",
        "With a section go the steps and constraints that stood in it.",
        looks_closer=True,
    ),
    Rule(
        "section-was-added", (Kind.SECTION_ADDED,), NOTE, NEUTRAL, MINOR,
        "{subject} is new",
        "The agent is told something more.",
    ),
    Rule(
        "structure-was-changed", (Kind.SECTION_RENAMED, Kind.SECTION_MOVED), NOTE, NEUTRAL, PATCH,
        "{subject} is named or placed otherwise",
        "The same is said under another title or at another place.",
    ),
    Rule(
        "content-was-changed",
        (Kind.CONTENT_EDITED, Kind.CONTENT_ADDED, Kind.CONTENT_REMOVED, Kind.CONTENT_MOVED),
        NOTE, NEUTRAL, PATCH,
        "{subject} changed",
        "The agent is told more, less or other things.",
    ),
)  # fmt: skip
