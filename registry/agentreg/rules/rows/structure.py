"""Rules about the rest of the prompt."""

from __future__ import annotations

from agentreg.diff.kinds import Kind
from agentreg.rules.finding import Bump, Direction, Severity
from agentreg.rules.rule import Rule

CRITICAL, HIGH, MEDIUM, LOW, NOTE = Severity
WIDENS, NARROWS, NEUTRAL = Direction
MAJOR, MINOR, PATCH, _ = Bump

STRUCTURE: tuple[Rule, ...] = (
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
        "renamed or moved: {subject}",
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
