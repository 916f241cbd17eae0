"""Rules about what the prompt points to."""

from __future__ import annotations

from agentreg.diff.kinds import Kind
from agentreg.rules.finding import Bump, Direction, Severity
from agentreg.rules.rule import Rule

CRITICAL, HIGH, MEDIUM, LOW, NOTE = Severity
WIDENS, NARROWS, NEUTRAL = Direction
MAJOR, MINOR, PATCH, _ = Bump

REFERENCES: tuple[Rule, ...] = (
    Rule(
        "reference-was-changed", (Kind.REFERENCE_CHANGED,), NOTE, NEUTRAL, PATCH,
        "the prompt names {after} instead of {before}",
        "The agent is pointed to another file, tool, agent or page.",
        looks_closer=True,
    ),
    Rule(
        "reference-was-added", (Kind.REFERENCE_ADDED,), NOTE, NEUTRAL, PATCH,
        "the prompt names {after}",
        "The agent is pointed to a file, tool or agent that it was not pointed to.",
    ),
    Rule(
        "reference-was-removed", (Kind.REFERENCE_REMOVED,), NOTE, NEUTRAL, PATCH,
        "the prompt no longer names {before}",
        "The agent is no longer pointed to a file, tool or agent.",
    ),
    Rule(
        "import-was-added", (Kind.IMPORT_ADDED, Kind.REFERENCE_CHANGED), HIGH, WIDENS, MINOR,
        "{after} is taken into the prompt",
        "Whoever can change that file changes what the agent is told; high for a file outside the project.",
        "read the file, and who may change it",
        mirror="import-was-removed",
        looks_closer=True,
    ),
    Rule(
        "import-was-removed", (Kind.IMPORT_REMOVED,), LOW, NARROWS, MINOR,
        "{before} is no longer taken into the prompt",
        "What that file said to the agent is gone.",
        mirror="import-was-added",
    ),
    Rule(
        "url-was-added", (Kind.URL_ADDED, Kind.REFERENCE_CHANGED), HIGH, NEUTRAL, PATCH,
        "the prompt leads to {after}",
        "The agent may call the address or follow what stands there; high for one that is made to take data, "
        "medium for a new host that something is sent to.",
        "look at what stands there, and at what is sent",
        looks_closer=True,
    ),
    Rule(
        "url-was-removed", (Kind.URL_REMOVED,), NOTE, NEUTRAL, PATCH,
        "the prompt no longer leads to {before}",
        "The agent is no longer pointed to the address.",
    ),
)  # fmt: skip
