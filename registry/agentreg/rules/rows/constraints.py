"""Rules about what is demanded and forbidden."""

from __future__ import annotations

from agentreg.diff.kinds import Kind
from agentreg.rules.finding import Bump, Direction, Severity
from agentreg.rules.rule import Rule

CRITICAL, HIGH, MEDIUM, LOW, NOTE = Severity
WIDENS, NARROWS, NEUTRAL = Direction
MAJOR, MINOR, PATCH, _ = Bump

CONSTRAINTS: tuple[Rule, ...] = (
    Rule(
        "constraint-was-removed", (Kind.CONSTRAINT_REMOVED,), MEDIUM, WIDENS, MINOR,
        "no longer said: {before}",
        "What was demanded or forbidden is up to the model.",
        mirror="constraint-was-added",
        looks_closer=True,
    ),
    Rule(
        "constraint-was-added", (Kind.CONSTRAINT_ADDED,), NOTE, NARROWS, MINOR,
        "newly said: {after}",
        "One thing more is demanded or forbidden.",
        mirror="constraint-was-removed",
    ),
    Rule(
        "leave-was-given", (Kind.LEAVE_GIVEN,), HIGH, WIDENS, MINOR,
        "newly left to it: {after}",
        "The agent is told that it may do something, or that it need not.",
        "check that nobody counts on the agent not doing it",
        mirror="leave-was-withdrawn",
        looks_closer=True,
    ),
    Rule(
        "leave-was-withdrawn", (Kind.LEAVE_WITHDRAWN,), NOTE, NARROWS, MINOR,
        "no longer left to it: {before}",
        "The agent is no longer told that it may do something, or that it need not.",
        mirror="leave-was-given",
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
        "the opposite is said now: {after}",
        "The agent is told the opposite of what it was told.",
    ),
    Rule(
        "constraint-was-edited", (Kind.CONSTRAINT_EDITED,), LOW, NEUTRAL, PATCH,
        "reworded: {after}",
        "A demand or prohibition covers other things, or says the same in other words.",
    ),
    Rule(
        "constraint-was-moved", (Kind.CONSTRAINT_MOVED,), NOTE, NEUTRAL, PATCH,
        "stands elsewhere: {after}",
        "The same is demanded at another place.",
    ),
    Rule(
        "override-was-added", (Kind.OVERRIDE_ADDED,), HIGH, WIDENS, MINOR,
        "newly said: {after}",
        "The model is told to set aside what it is told elsewhere, or to act behind the back of its user.",
        "ask what it is to set aside, and why",
        mirror="override-was-removed",
        looks_closer=True,
    ),
    Rule(
        "override-was-removed", (Kind.OVERRIDE_REMOVED,), NOTE, NARROWS, MINOR,
        "no longer said: {before}",
        "What the model is told elsewhere holds.",
        mirror="override-was-added",
    ),
)  # fmt: skip
