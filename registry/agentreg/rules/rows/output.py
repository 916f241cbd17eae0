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
        "output-path-was-changed", (Kind.OUTPUT_PATH_CHANGED,), HIGH, NEUTRAL, MAJOR,
        "the agent is to write to {after} instead of {before}",
        "Whoever reads the agent's files looks for them at the old place; high where the new one is outside"
        " the project, or holds what other programs obey.",
        "search for the old path",
        looks_closer=True,
    ),
    Rule(
        "output-path-was-added", (Kind.OUTPUT_PATH_ADDED,), HIGH, NEUTRAL, MINOR,
        "the agent is to write to {after}",
        "One more file is written; high where it is outside the project, or holds what other programs obey.",
        looks_closer=True,
    ),
    Rule(
        "output-path-was-removed", (Kind.OUTPUT_PATH_REMOVED,), MEDIUM, NEUTRAL, MAJOR,
        "the agent is no longer told to write to {before}",
        "Whoever reads that file may find an old one, or none.",
        "search for the path",
    ),
    Rule(
        "template-was-changed", (Kind.TEMPLATE_CHANGED,), MEDIUM, NEUTRAL, MINOR,
        "{subject} changed",
        "Whoever reads the agent's report may count on its form. Low where it is a sample of JSON in which "
        "only values differ.",
        looks_closer=True,
    ),
    Rule(
        "template-was-added", (Kind.TEMPLATE_ADDED,), LOW, NEUTRAL, MINOR,
        "{subject} is new",
        "What the agent reports has a form that it did not have.",
    ),
    Rule(
        "template-was-removed", (Kind.TEMPLATE_REMOVED,), MEDIUM, NEUTRAL, MINOR,
        "{subject} is gone",
        "The form of what the agent reports is up to the model.",
    ),
    Rule(
        "output-rule-was-changed", (Kind.OUTPUT_RULE_CHANGED,), LOW, NEUTRAL, MINOR,
        "to be delivered now: {after}",
        "What the agent delivers to its caller is different.",
    ),
    Rule(
        "output-rule-was-added", (Kind.OUTPUT_RULE_ADDED,), NOTE, NEUTRAL, MINOR,
        "to be delivered as well: {after}",
        "The agent delivers something more to its caller, or in another way.",
    ),
    Rule(
        "output-rule-was-removed", (Kind.OUTPUT_RULE_REMOVED,), LOW, NEUTRAL, MINOR,
        "no longer to be delivered: {before}",
        "Its caller may count on what the agent no longer delivers.",
    ),
)  # fmt: skip
