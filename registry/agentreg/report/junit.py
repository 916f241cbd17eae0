"""A review as JUnit XML, which CI servers show: a suite for each agent, a case for each finding."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from agentreg.records import NamedTuple
from agentreg.report.columns import shortened
from agentreg.report.locations import Locations
from agentreg.report.page import Detail
from agentreg.report.review_facts import descendants, untracked_of
from agentreg.report.visible import visible, visible_line
from agentreg.review.values import AgentReview, Review
from agentreg.rules.finding import Finding, Severity
from agentreg.rules.table import RULES_BY_ID

FAILS_FROM = Severity.MEDIUM
"""The severity from which a finding fails its case, where no gate was asked."""

MOST_CHARACTERS = 500


class _Case(NamedTuple):
    """A test case: what it is called, and the element that says how it ended; none when it passed."""

    name: str
    place: str
    outcome: str = ""
    content: str = ""


def render_junit(review: Review) -> str:
    """A review as JUnit XML.

    Args:
        review: What to show.

    Returns:
        The document: who else has an agent is a property of its suite. Findings are failures from the
        severity on that the gate has, and below it their cases pass and say what was found; accepted ones are
        skipped with the reason, what could not be compared is an error, and a manifest that cannot be read is
        skipped: nobody could look at what it states.
    """
    suites = [
        _suite(agent.called, list(_cases(agent, _level(review, agent))), _properties(agent))
        for agent in review.agents
    ]
    if review.gaps:
        gaps = [
            _Case(f"not {gap.lack}", gap.place, "error", _element("error", gap.told)) for gap in review.gaps
        ]
        suites.append(_suite("not compared", gaps))
    if review.flaws:
        cases = [_Case("manifest not read", one.place, "skipped", _skipped(one.told)) for one in review.flaws]
        suites.append(_suite("manifests", cases))
    if review.findings:
        # No policy lets pass what is critical about itself.
        strict = (review.verdict.level if review.verdict else FAILS_FROM) or Severity.CRITICAL
        suites.append(_suite("policy", [_open(finding, "", strict) for finding in review.findings]))
    body = "\n".join(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="agentreg">\n{body}\n</testsuites>\n'


def _level(review: Review, agent: AgentReview) -> Severity | None:
    return review.verdict.level_of(agent) if review.verdict else FAILS_FROM


def attribute(text: str) -> str:
    """Untrusted text as a quoted attribute."""
    return quoteattr(visible_line(text))


def content(text: str) -> str:
    """Untrusted text between two tags: XML knows no character that `visible` would not name."""
    return escape(visible(text))


def _cases(agent: AgentReview, level: Severity | None) -> Iterator[_Case]:
    place = Locations(agent)
    for finding in agent.findings:
        region = place.region(finding)
        yield _open(finding, f"{place.path}:{region.start_line}" if region else place.path, level)
    for settled in agent.settled:
        yield _Case(settled.finding.rule, place.path, "skipped", _skipped(settled.reason, settled.place))
    if not agent.findings and not agent.settled:
        yield _Case("no finding", place.path)


def _properties(agent: AgentReview) -> str:
    """The variants that descend from an agent, and its copies; empty for none."""
    others = {
        "affects": descendants(agent.affected, Detail.ALL),
        "copies": untracked_of(agent, Detail.ALL),
    }
    lines = "".join(
        f"<property name={attribute(name)} value={attribute(shortened(told.names, MOST_CHARACTERS))}/>\n"
        for name, told in others.items()
        if told
    )
    return f"<properties>\n{lines}</properties>\n" if lines else ""


def _open(finding: Finding, place: str, level: Severity | None) -> _Case:
    told = f"{finding.severity} {finding.rule}: {shortened(finding.message, MOST_CHARACTERS)}"
    if level is None or not finding.severity.at_least(level):
        return _Case(finding.rule, place, "", f"<system-out>{content(told)}</system-out>")
    lines = [place, RULES_BY_ID[finding.rule].meaning, finding.hint, f"fingerprint {finding.fingerprint}"]
    detail = "\n".join(filter(None, lines))
    return _Case(finding.rule, place, "failure", _element("failure", told, finding.severity, detail))


def _skipped(*reasons: str) -> str:
    return f"<skipped message={attribute(' '.join(filter(None, reasons)))}/>"


def _element(name: str, told: str, kind: str = "", detail: str = "") -> str:
    typed = f" type={attribute(kind)}" if kind else ""
    return f"<{name} message={attribute(told)}{typed}>{content(detail)}</{name}>"


def _suite(name: str, cases: list[_Case], properties: str = "") -> str:
    counts = {
        "tests": len(cases),
        "failures": sum(case.outcome == "failure" for case in cases),
        "errors": sum(case.outcome == "error" for case in cases),
        "skipped": sum(case.outcome == "skipped" for case in cases),
    }
    numbers = " ".join(f'{key}="{number}"' for key, number in counts.items())
    lines = "\n".join(map(_case, cases))
    return f"<testsuite name={attribute(name)} {numbers}>\n{properties}{lines}\n</testsuite>"


def _case(case: _Case) -> str:
    start = f"<testcase name={attribute(case.name)} classname={attribute(case.place or 'policy')}"
    return f"{start}>{case.content}</testcase>" if case.content else f"{start}/>"
