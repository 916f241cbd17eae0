"""Rules about the model, and how it is used."""

from __future__ import annotations

from agentreg.diff.kinds import Kind
from agentreg.rules.finding import Bump, Direction, Severity
from agentreg.rules.rule import Rule

CRITICAL, HIGH, MEDIUM, LOW, NOTE = Severity
WIDENS, NARROWS, NEUTRAL = Direction
MAJOR, MINOR, PATCH, _ = Bump

MODEL: tuple[Rule, ...] = (
    Rule(
        "model-was-changed", (Kind.MODEL_CHANGED,), MEDIUM, NEUTRAL, MINOR,
        "{subject}: {before} became {after}",
        "Another model has another price and other abilities.",
    ),
    Rule(
        "model-setting-was-changed", (Kind.MODEL_SETTING_CHANGED,), LOW, NEUTRAL, PATCH,
        "{subject}: {before} became {after}",
        "The agent may think, run or cost more or less.",
    ),
    Rule(
        "model-was-raised", (Kind.MODEL_RAISED,), LOW, NEUTRAL, MINOR,
        "{subject}: {before} became {after}",
        "A model of a higher tier costs more.",
    ),
    Rule(
        "model-was-lowered", (Kind.MODEL_LOWERED,), MEDIUM, NEUTRAL, MINOR,
        "{subject}: {before} became {after}",
        "A model of a lower tier follows instructions less well.",
        "try the agent on its hardest task",
    ),
    Rule(
        "model-pinning-was-changed", (Kind.MODEL_PINNED, Kind.MODEL_UNPINNED), LOW, NEUTRAL, PATCH,
        "{subject}: {before} became {after}",
        "A pinned model stays the same until it is withdrawn; a floating name changes with its provider.",
    ),
    Rule(
        "effort-was-changed", (Kind.EFFORT_RAISED, Kind.EFFORT_LOWERED), LOW, NEUTRAL, PATCH,
        "{subject}: {before} became {after}",
        "The agent thinks more or less, at another price.",
    ),
    Rule(
        "turns-were-changed", (Kind.TURNS_RAISED, Kind.TURNS_LOWERED), LOW, NEUTRAL, PATCH,
        "{subject}: {before} became {after}",
        "The agent may stop earlier, or cost more.",
    ),
    Rule(
        "temperature-was-changed", (Kind.TEMPERATURE_RAISED, Kind.TEMPERATURE_LOWERED), LOW, NEUTRAL, PATCH,
        "{subject}: {before} became {after}",
        "Answers vary more or less between runs.",
    ),
)  # fmt: skip
