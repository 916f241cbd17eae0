"""Rules about who the agent is told to be."""

from __future__ import annotations

from agentreg.diff.kinds import Kind
from agentreg.rules.finding import Bump, Direction, Severity
from agentreg.rules.rule import Rule

CRITICAL, HIGH, MEDIUM, LOW, NOTE = Severity
WIDENS, NARROWS, NEUTRAL = Direction
MAJOR, MINOR, PATCH, _ = Bump

ROLE: tuple[Rule, ...] = (
    Rule(
        "role-was-replaced", (Kind.ROLE_REPLACED,), HIGH, NEUTRAL, MAJOR,
        "the agent is told to be someone else: {after}",
        "What callers rely on the agent for may no longer be its job. Medium where an agent of the same name "
        "is told of its own subject in other words.",
        looks_closer=True,
    ),
    Rule(
        "role-was-changed", (Kind.ROLE_CHANGED, Kind.ROLE_ADDED), LOW, NEUTRAL, MINOR,
        "the agent is told otherwise who it is: {after}",
        "The role colours everything the agent does.",
    ),
    Rule(
        "role-was-removed", (Kind.ROLE_REMOVED,), MEDIUM, NEUTRAL, MAJOR,
        "the prompt no longer says who the agent is: {before}",
        "Without a role, the host's general one applies.",
    ),
    Rule(
        "stance-was-changed", (Kind.STANCE_CHANGED,), CRITICAL, NEUTRAL, MAJOR,
        "{subject}: it is now told: {after}",
        "An agent that only planned or reviewed may now act, or the reverse: its callers count on that.",
        "check every caller of the agent",
    ),
    Rule(
        "responsibility-was-added", (Kind.RESPONSIBILITY_ADDED,), LOW, NEUTRAL, MINOR,
        "new duty: {after}",
        "The agent does one thing more.",
    ),
    Rule(
        "responsibility-was-removed", (Kind.RESPONSIBILITY_REMOVED,), MEDIUM, NEUTRAL, MAJOR,
        "no longer a duty: {before}",
        "Callers may count on what the agent no longer does.",
    ),
    Rule(
        "responsibility-was-changed", (Kind.RESPONSIBILITY_CHANGED,), LOW, NEUTRAL, MINOR,
        "duty reworded: {after}",
        "The agent does something differently.",
    ),
)  # fmt: skip
