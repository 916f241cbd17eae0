"""A review as a Code Quality report, which GitLab shows in a merge request, beside the changed lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256

from agentreg.config.values import CONFIG_NAME
from agentreg.records import NamedTuple
from agentreg.report.columns import shortened
from agentreg.report.json_text import json_text
from agentreg.report.locations import Locations
from agentreg.report.review_facts import sentence
from agentreg.review.values import AgentReview, Lack, Review
from agentreg.rules.finding import Finding, Severity

MOST_CHARACTERS = 500

_GRAVITY = {
    Severity.CRITICAL: "blocker",
    Severity.HIGH: "critical",
    Severity.MEDIUM: "major",
    Severity.LOW: "minor",
    Severity.NOTE: "info",
}


class _Issue(NamedTuple):
    name: str
    gravity: str
    told: str
    path: str
    line: int
    known_by: str


def render_codequality(review: Review) -> str:
    """A review as the JSON of a Code Quality report.

    Args:
        review: What to show: what could not be compared or read, and its open findings.

    Returns:
        The document. Each issue has a line, the first one where it is about the whole file, and a fingerprint
        of its own: of several with one GitLab shows the first.
    """
    issues = [*_gaps(review), *_flaws(review), *_about_policy(review)]
    issues += [one for agent in review.agents for one in _about(agent)]
    times: Counter[tuple[str, str]] = Counter()
    rows = []
    for issue in issues:
        key = (issue.path, issue.known_by)
        rows.append(_row(issue, times[key]))
        times[key] += 1
    return json_text(rows)


def _gaps(review: Review) -> Iterator[_Issue]:
    for gap in review.gaps:
        # This sink wants a path, and a program has none.
        path, id_ = gap.path if gap.lack is Lack.FILE else CONFIG_NAME, f"not-{gap.lack}"
        yield _Issue(id_, "blocker", gap.sentence, path, gap.line or 1, id_)


def _flaws(review: Review) -> Iterator[_Issue]:
    for flaw in review.flaws:
        told, line = f"this manifest was not read: {flaw.told}", flaw.why.line or 1
        yield _Issue("manifest-not-read", "major", told, flaw.path, line, "manifest-not-read")


def _about_policy(review: Review) -> Iterator[_Issue]:
    # What is said of a policy names its file in the sentence, and this sink wants a path.
    for finding in review.findings:
        yield _issue(finding, finding.message, CONFIG_NAME, 1)


def _about(agent: AgentReview) -> Iterator[_Issue]:
    place = Locations(agent)
    for finding in agent.findings:
        region = place.region(finding)
        yield _issue(finding, sentence(agent, finding), place.path, region.start_line if region else 1)


def _issue(finding: Finding, said: str, path: str, line: int) -> _Issue:
    return _Issue(finding.rule, _GRAVITY[finding.severity], said, path, line, finding.fingerprint)


def _row(issue: _Issue, time: int) -> dict[str, object]:
    known_by = "\0".join((issue.path, issue.known_by, str(time)))
    return {
        "type": "issue",
        "check_name": issue.name,
        "description": shortened(issue.told, MOST_CHARACTERS),
        "severity": issue.gravity,
        "fingerprint": sha256(known_by.encode("utf-8", "surrogateescape")).hexdigest(),
        "location": {"path": issue.path, "lines": {"begin": issue.line}},
    }
