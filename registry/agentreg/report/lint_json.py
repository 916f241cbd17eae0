"""Agents judged as they are, as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from agentreg.model.document import LineIndex, Span
from agentreg.report.json import scan_data
from agentreg.report.json_types import ScanData
from agentreg.review.values import AgentReview, Review
from agentreg.rules.finding import Finding
from agentreg.rules.settle import Settled


class PlaceData(TypedDict):
    """Where something stands in a file.

    Attributes:
        start: Offset of its first character.
        end: Offset behind its last.
        line: The line of its first character.
        column: The column of its first character.
    """

    start: int
    end: int
    line: int
    column: int


class StateFindingData(TypedDict):
    """One judgement of a definition as it is.

    Attributes:
        rule: The id of the rule; `agentreg explain RULE` tells more.
        severity: `critical`, `high`, `medium`, `low` or `note`: how much risk.
        subject: What it is about.
        message: One sentence for a person.
        hint: What to do or to check; may be empty.
        hosts: The hosts for which it holds; empty when it does not depend on the host.
        fingerprint: Stays the same while rule, agent and judged texts do, wherever they stand.
        place: Where it stands; null for what is nowhere, or about the whole.
    """

    rule: str
    severity: str
    subject: str
    message: str
    hint: str
    hosts: list[str]
    fingerprint: str
    place: PlaceData | None


class AcceptedData(TypedDict):
    """A finding that the project has accepted.

    Attributes:
        finding: The finding.
        by: What accepted it.
        place: Where that is written.
        reason: Why it was accepted; may be empty.
        until: The last day on which it is, as `YYYY-MM-DD`; null for ever.
    """

    finding: StateFindingData
    by: str
    place: str
    reason: str
    until: str | None


class LintedData(TypedDict):
    """One agent as it is.

    Attributes:
        agent: Its name.
        label: The file as the user named it.
        path: The file's path inside its project.
        host: The id of the path's host; `generic` for none, judged as Claude Code reads it
            once installed; `unknown` for a dot-folder of a program that agentreg does not know.
        severity: The greatest severity of its findings; null without findings.
        findings: What is open, the most serious first.
        settled: What the project has accepted.
    """

    agent: str
    label: str
    path: str
    host: str
    severity: str | None
    findings: list[StateFindingData]
    settled: list[AcceptedData]


class LintData(TypedDict):
    """What `agentreg lint` says.

    Attributes:
        agents: All that were read, the most serious first.
        policy: What is to be said of the project's own policy.
        gitleaks: Whether gitleaks looked for secrets as well; null where nobody looked for any.
    """

    agents: list[LintedData]
    policy: list[StateFindingData]
    gitleaks: ScanData | None


def lint_data(review: Review) -> LintData:
    """A review of one state as plain data."""
    nowhere = LineIndex("")
    return {
        "agents": [_linted(agent) for agent in review.agents],
        "policy": [_finding(finding, nowhere) for finding in review.findings],
        "gitleaks": scan_data(review.scan) if review.scan else None,
    }


def _linted(agent: AgentReview) -> LintedData:
    side = agent.after
    lines = LineIndex(side.text if side else "")
    return {
        "agent": agent.name,
        "label": side.label if side else "",
        "path": side.path if side else "",
        "host": side.host if side else "",
        "severity": agent.severity.value if agent.severity else None,
        "findings": [_finding(finding, lines) for finding in agent.findings],
        "settled": _settled(agent.settled, lines),
    }


def _settled(settled: Sequence[Settled], lines: LineIndex) -> list[AcceptedData]:
    return [
        {
            "finding": _finding(one.finding, lines),
            "by": one.means.value,
            "place": one.place,
            "reason": one.reason,
            "until": one.until.isoformat() if one.until else None,
        }
        for one in settled
    ]


def _finding(finding: Finding, lines: LineIndex) -> StateFindingData:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "subject": finding.subject,
        "message": finding.message,
        "hint": finding.hint,
        "hosts": list(finding.hosts),
        "fingerprint": finding.fingerprint,
        "place": _place(finding.after_span, lines),
    }


def _place(span: Span | None, lines: LineIndex) -> PlaceData | None:
    if span is None:
        return None
    line, column = lines.line(span.start), lines.column(span.start)
    return {"start": span.start, "end": span.end, "line": line, "column": column}
