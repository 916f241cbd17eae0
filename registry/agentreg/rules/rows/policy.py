"""Rules about what accepts findings: waivers, ignores and baselines are judged like any other change."""

from __future__ import annotations

from agentreg.diff.kinds import Kind
from agentreg.rules.finding import Bump, Direction, Severity
from agentreg.rules.rule import Rule

CRITICAL, HIGH, MEDIUM, LOW, NOTE = Severity
WIDENS, NARROWS, NEUTRAL = Direction
MAJOR, MINOR, PATCH, NONE = Bump

POLICY: tuple[Rule, ...] = (
    Rule(
        "waiver-was-added", (Kind.WAIVER_ADDED,), CRITICAL, WIDENS, PATCH,
        "a new {subject} {after}",
        "It does not hold in the change that brings it; from the next one on it passes what the rule finds.",
        "accept it only if what it waives may happen again",
        mirror="waiver-was-removed", looks_closer=True,
    ),
    Rule(
        "waiver-was-removed", (Kind.WAIVER_REMOVED,), NOTE, NARROWS, PATCH,
        "{subject} is gone: {before}",
        "What the rule finds is told again.",
        mirror="waiver-was-added",
    ),
    Rule(
        "waiver-was-changed", (Kind.WAIVER_CHANGED,), CRITICAL, NEUTRAL, PATCH,
        "{subject}: {before} became {after}",
        "It does not hold in the change that edits it; from the next one on it does.",
        "check what it passes now, and for how long",
        looks_closer=True,
    ),
    Rule(
        "waiver-was-refused", (), LOW, NEUTRAL, NONE,
        "{subject}: {after}",
        "A comment that is meant to waive something cannot be followed, so that nothing is waived.",
    ),
    Rule(
        "waiver-became-stale", (), MEDIUM, NEUTRAL, NONE,
        "{subject} ended on {before}",
        "Its date has passed: what it accepted is told again.",
        "remove it, or decide anew",
    ),
    Rule(
        "waiver-became-unused", (), NOTE, NEUTRAL, NONE,
        "{subject} has nothing to accept",
        "An agent that it is about was compared, and the rule found nothing there that it covers.",
        "remove it when it has done its work",
    ),
    Rule(
        "policy-was-changed", (), CRITICAL, NEUTRAL, NONE,
        "{subject}: {after}",
        "What is compared changes what judges the next change; a note where it only lets less pass.",
        "read it as a change of the gate itself: no policy can set how serious that is",
    ),
    Rule(
        "approvals-were-changed", (), MEDIUM, NEUTRAL, NONE,
        "{subject} {after}",
        "What is compared brings decisions about itself: in a range they need `--trust-approvals` to count.",
        "check who decided; let the file have owners, or make this high in the policy where nobody looks",
    ),
    Rule(
        "approval-became-void", (), MEDIUM, NEUTRAL, NONE,
        "{subject} no longer holds ({before})",
        "A reviewer accepted the finding for the text that the agent had then; it has another one now.",
        "decide anew with `agentreg approve`",
    ),
    Rule(
        "baseline-became-stale", (), MEDIUM, NEUTRAL, NONE,
        "{before}: {after}",
        "What was accepted of an agent at a path is not found there any more: it is gone (a note), or the"
        " agent is elsewhere now, and nobody accepted it there.",
        "write the baseline anew with --write-baseline",
    ),
)  # fmt: skip
