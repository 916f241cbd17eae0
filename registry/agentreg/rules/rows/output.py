"""Rules about what the agent delivers."""

from __future__ import annotations

from agentreg.diff.kinds import Kind
from agentreg.rules.finding import Bump, Direction, Severity
from agentreg.rules.rule import Rule

CRITICAL, HIGH, MEDIUM, LOW, NOTE = Severity
WIDENS, NARROWS, NEUTRAL = Direction
MAJOR, MINOR, PATCH, _ = Bump

OUTPUT: tuple[Rule, ...] = (
    Rule(
        "output-path-was-changed",
        (Kind.OUTPUT_PATH_CHANGED, Kind.OUTPUT_PATH_ADDED, Kind.OUTPUT_PATH_REMOVED),
        MEDIUM, NEUTRAL, MAJOR,
        "{subject}: {before} became {after}",
        "Whoever reads the agent's files looks for them at the old place.",
        "search for the old path",
    ),
    Rule(
        "template-was-changed",
        (Kind.TEMPLATE_CHANGED, Kind.TEMPLATE_ADDED, Kind.TEMPLATE_REMOVED),
        MEDIUM, NEUTRAL, MINOR,
        "{subject} changed",
        "Whoever reads the agent's report may count on its form.",
    ),
    Rule(
        "output-rule-was-changed",
        (Kind.OUTPUT_RULE_CHANGED, Kind.OUTPUT_RULE_ADDED, Kind.OUTPUT_RULE_REMOVED),
        LOW, NEUTRAL, MINOR,
        "{subject} changed",
        "What the agent delivers to its caller is different.",
    ),
)  # fmt: skip
