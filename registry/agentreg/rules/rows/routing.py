"""Rules about when the agent is chosen."""

from __future__ import annotations

from agentreg.diff.kinds import Kind
from agentreg.rules.finding import Bump, Direction, Severity
from agentreg.rules.rule import Rule

CRITICAL, HIGH, MEDIUM, LOW, NOTE = Severity
WIDENS, NARROWS, NEUTRAL = Direction
MAJOR, MINOR, PATCH, _ = Bump

ROUTING: tuple[Rule, ...] = (
    Rule(
        "routing-text-was-changed", (Kind.DESCRIPTION_CHANGED,), LOW, NEUTRAL, MINOR,
        "{subject} changed",
        "The host chooses the agent by its description: it may be called for other tasks, or no longer.",
    ),
    Rule(
        "invocation-was-changed", (Kind.INVOCATION_CHANGED,), MEDIUM, NEUTRAL, MINOR,
        "{subject}: {before} became {after}",
        "Who can call the agent, or on which host it exists, is different.",
    ),
    Rule(
        "trigger-was-broadened", (Kind.TRIGGER_BROADENED,), MEDIUM, WIDENS, MINOR,
        "{subject} offers the agent for more: {before} -> {after}",
        "The host will call the agent more often, or for more kinds of task.",
        "check that it does not take over the work of other agents",
        mirror="trigger-was-narrowed",
    ),
    Rule(
        "trigger-was-narrowed", (Kind.TRIGGER_NARROWED,), LOW, NARROWS, MINOR,
        "{subject} offers the agent for less: {before} -> {after}",
        "The host will call the agent less often.",
        mirror="trigger-was-broadened",
    ),
    Rule(
        "example-was-added", (Kind.EXAMPLE_ADDED,), LOW, NEUTRAL, MINOR,
        "{subject} is new: {after}",
        "Hosts follow examples of use closely when they choose an agent: it may be called for more.",
    ),
    Rule(
        "example-was-removed", (Kind.EXAMPLE_REMOVED,), LOW, NEUTRAL, MINOR,
        "{subject} is gone: {before}",
        "Hosts follow examples of use closely when they choose an agent: it may be called for less.",
    ),
    Rule(
        "example-was-changed", (Kind.EXAMPLE_CHANGED,), LOW, NEUTRAL, MINOR,
        "{subject} changed: {before} -> {after}",
        "Hosts follow examples of use closely when they choose an agent.",
    ),
)  # fmt: skip
