"""Pass, fail, or not all of it was seen."""

from __future__ import annotations

import pytest

from agentreg.review.values import AgentReview, Gap, Outcome, Review, Side, Verdict
from agentreg.review.verdict import reach_verdict
from agentreg.rules.finding import Bump, Direction, Finding, Severity

CRITICAL, HIGH, MEDIUM, LOW, NOTE = Severity
PASSED, FAILED, INCOMPLETE = Outcome
GAP = (Gap("x.md", "a symbolic link is never followed"),)


def finding(severity: Severity) -> Finding:
    return Finding("tool-was-granted", severity, Direction.WIDENS, Bump.MINOR, "tool Bash", "tool Bash")


def agent(name: str, *severities: Severity) -> AgentReview:
    side = Side(f"{name}.md", f"{name}.md", "claude-code", "")
    return AgentReview(name, side, side, (), tuple(map(finding, severities)), (), ())


TABLE = [
    (Review(()), HIGH, Verdict(PASSED, HIGH)),
    (Review((agent("a", MEDIUM),)), HIGH, Verdict(PASSED, HIGH)),
    (Review((agent("a", HIGH, LOW), agent("a", CRITICAL, HIGH))), HIGH, Verdict(FAILED, HIGH, 3, 2)),
    (Review((), findings=(finding(CRITICAL),)), HIGH, Verdict(FAILED, HIGH, 1, 0)),
    (Review((agent("a", LOW),), gaps=GAP), HIGH, Verdict(INCOMPLETE, HIGH)),
    (Review((agent("a", HIGH),), gaps=GAP), HIGH, Verdict(FAILED, HIGH, 1, 1)),
    (Review((agent("a", CRITICAL),)), None, Verdict(PASSED, None)),
    (Review((), findings=(finding(CRITICAL),)), None, Verdict(FAILED, None, 1, 0)),
    (Review((), findings=(finding(HIGH),)), None, Verdict(PASSED, None)),
]


@pytest.mark.parametrize(("review", "level", "expected"), TABLE)
def test_a_review_is_put_before_a_level(review: Review, level: Severity | None, expected: Verdict) -> None:
    assert reach_verdict(review, lambda _paths: level) == expected


def test_each_agent_is_judged_by_the_level_of_its_paths() -> None:
    review = Review((agent("draft", CRITICAL), agent("final", LOW)))
    levels = {("draft.md", "draft.md"): None, ("final.md", "final.md"): LOW, (): HIGH}
    verdict = reach_verdict(review, levels.__getitem__)
    assert verdict[:5] == (FAILED, HIGH, 1, 1, LOW)
    assert [verdict.level_of(one) for one in (*review.agents, agent("other"))] == [None, LOW, HIGH]
    assert verdict.scoped == (LOW, None)
