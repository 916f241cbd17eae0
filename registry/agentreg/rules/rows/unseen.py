"""Rules about what a reader does not see."""

from __future__ import annotations

from agentreg.diff.kinds import Kind
from agentreg.rules.finding import Bump, Direction, Severity
from agentreg.rules.rule import Rule

CRITICAL, HIGH, MEDIUM, LOW, NOTE = Severity
WIDENS, NARROWS, NEUTRAL = Direction
MAJOR, MINOR, PATCH, _ = Bump

UNSEEN: tuple[Rule, ...] = (
    Rule(
        "hidden-text-was-added", (Kind.HIDDEN_ADDED,), CRITICAL, WIDENS, PATCH,
        "it holds {subject}: {after}",
        "A model reads what nobody sees; critical for characters that can spell a text.",
        "take it out, or ask who put it there",
        mirror="hidden-text-was-removed", looks_closer=True,
    ),
    Rule(
        "hidden-text-was-removed", (Kind.HIDDEN_REMOVED,), NOTE, NARROWS, PATCH,
        "{subject} are gone: {before}",
        "What nobody saw is no longer read.",
        mirror="hidden-text-was-added",
    ),
    Rule(
        "lookalike-name-was-added", (Kind.LOOKALIKE_ADDED,), HIGH, WIDENS, PATCH,
        "{subject} is not {after}: it has other letters that look alike",
        "A reader takes it for a name that it is not; a host drops it, or finds something else by it.",
        "write the name in plain letters of one script",
        mirror="lookalike-name-was-removed",
    ),
    Rule(
        "lookalike-name-was-removed", (Kind.LOOKALIKE_REMOVED,), NOTE, NARROWS, PATCH,
        "{subject} is gone: it only looked like {before}",
        "The names that are left are what they look like.",
        mirror="lookalike-name-was-added",
    ),
)  # fmt: skip
