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
        "reference-was-changed",
        (Kind.REFERENCE_CHANGED, Kind.REFERENCE_ADDED, Kind.REFERENCE_REMOVED),
        NOTE, NEUTRAL, PATCH,
        "{subject} changed",
        "The agent is pointed to another file, tool or agent.",
    ),
    Rule(
        "import-was-added", (Kind.IMPORT_ADDED,), HIGH, WIDENS, MINOR,
        "{subject} is taken into the prompt",
        "Whoever can change that file changes what the agent is told.",
        "read the file, and who may change it",
        mirror="import-was-removed",
    ),
    Rule(
        "import-was-removed", (Kind.IMPORT_REMOVED,), LOW, NARROWS, MINOR,
        "{subject} is no longer taken into the prompt",
        "What that file said to the agent is gone.",
        mirror="import-was-added",
    ),
    Rule(
        "url-was-added", (Kind.URL_ADDED,), LOW, NEUTRAL, PATCH,
        "{subject} is new",
        "The agent may call the address or follow what stands there.",
    ),
    Rule(
        "url-was-removed", (Kind.URL_REMOVED,), NOTE, NEUTRAL, PATCH,
        "{subject} is gone",
        "The agent is no longer pointed to the address.",
    ),
)  # fmt: skip
