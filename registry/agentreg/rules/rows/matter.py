"""Rules about the frontmatter as a whole, and fields that no host gives a meaning."""

from __future__ import annotations

from agentreg.diff.kinds import Kind
from agentreg.model.definition import Host
from agentreg.rules.finding import Bump, Direction, Severity
from agentreg.rules.rule import Rule, Verdict

CRITICAL, HIGH, MEDIUM, LOW, NOTE = Severity
WIDENS, NARROWS, NEUTRAL = Direction
MAJOR, MINOR, PATCH, _ = Bump

MATTER: tuple[Rule, ...] = (
    Rule(
        "field-was-changed", (Kind.FIELD_CHANGED, Kind.FIELD_ADDED, Kind.FIELD_REMOVED), NOTE, NEUTRAL, PATCH,
        "{subject}: {before} became {after}",
        "The field has no effect that agentreg knows of; OpenCode and Codex pass on what they do not know.",
        on={Host.OPENCODE: Verdict(LOW, MINOR), Host.CODEX: Verdict(LOW, MINOR)},
    ),
    Rule(
        "field-was-repeated", (Kind.KEY_REPEATED,), MEDIUM, NEUTRAL, MINOR,
        "{subject} is stated more than once: {after}",
        "Readers of YAML take the last value, or refuse the file, so that the agent is missing there.",
        "state it once",
    ),
    Rule(
        "field-was-settled", (Kind.KEY_SETTLED,), NOTE, NEUTRAL, PATCH,
        "{subject} is no longer stated more than once: {before}",
        "Every reader takes the same value, and none refuses the file for it.",
    ),
    Rule(
        "frontmatter-became-invalid", (Kind.MATTER_INVALIDATED,), HIGH, WIDENS, MAJOR,
        "the frontmatter is no longer valid YAML for {host}",
        "A host may skip the file, or load it without its limits: then it has every tool.",
        "quote the value that holds a colon",
        mirror="frontmatter-became-valid", looks_closer=True,
    ),
    Rule(
        "frontmatter-became-valid", (Kind.MATTER_REPAIRED,), NOTE, NARROWS, PATCH,
        "the frontmatter is valid YAML now",
        "Hosts that skipped the file, or ignored its fields, now follow them.",
        mirror="frontmatter-became-invalid",
    ),
)  # fmt: skip
