"""A review as plain data for JSON: types of its own, so that the library's values can change without it.

New keys may come at any time; any other change of them raises the schema version of the whole output.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from agentreg.diff.changes import Change
from agentreg.model.document import LineIndex, Span
from agentreg.review import AgentReview, Review, Side
from agentreg.rules.finding import Finding

if TYPE_CHECKING:
    from agentreg.rules.settle import Settled


class SpanData(TypedDict):
    """Where something stands: character offsets into the file's text, and the 1-based line of the start."""

    start: int
    end: int
    line: int


class SpansData(TypedDict):
    """A place on each side; null where there is none."""

    before: SpanData | None
    after: SpanData | None


class ChangeData(TypedDict):
    """One fact."""

    area: str
    kind: str
    subject: str
    before: str
    after: str
    similarity: float
    spans: SpansData


class FindingData(TypedDict):
    """One judgement."""

    rule: str
    severity: str
    direction: str
    bump: str
    subject: str
    message: str
    hint: str
    hosts: list[str]
    fingerprint: str
    spans: SpansData


class SettledData(TypedDict):
    """A finding that was accepted."""

    finding: FindingData
    by: str
    place: str
    reason: str
    until: str | None


class SideData(TypedDict):
    """One side of the comparison."""

    label: str
    path: str
    host: str


class AgentData(TypedDict):
    """One agent."""

    agent: str
    before: SideData | None
    after: SideData | None
    severity: str | None
    bump: str
    gained: list[str]
    lost: list[str]
    changes: list[ChangeData]
    findings: list[FindingData]
    settled: list[SettledData]


class PairData(AgentData):
    """Two definitions that were named."""

    policy: list[FindingData]


class ReviewData(TypedDict):
    """Several agents."""

    agents: list[AgentData]
    unchanged: int
    policy: list[FindingData]


def review_data(review: Review) -> ReviewData:
    """Several agents as plain data."""
    return {
        "agents": [agent_data(agent) for agent in review.agents],
        "unchanged": review.unchanged,
        "policy": _policy(review),
    }


def pair_data(agent: AgentReview, review: Review) -> PairData:
    """One agent as plain data, with what is to be told of the project's policy."""
    return {**agent_data(agent), "policy": _policy(review)}


def _policy(review: Review) -> list[FindingData]:
    nowhere = _Lines(AgentReview("", None, None, (), (), (), ()))
    return [_finding(finding, nowhere) for finding in review.findings]


def agent_data(agent: AgentReview) -> AgentData:
    """One agent as plain data."""
    lines = _Lines(agent)
    return {
        "agent": agent.name,
        "before": _side(agent.before),
        "after": _side(agent.after),
        "severity": agent.severity.value if agent.severity else None,
        "bump": agent.bump.value,
        "gained": [risk.value for risk in agent.gained],
        "lost": [risk.value for risk in agent.lost],
        "changes": [_change(change, lines) for change in agent.changes],
        "findings": [_finding(finding, lines) for finding in agent.findings],
        "settled": [_settled(one, lines) for one in agent.settled],
    }


class _Lines:
    """The line numbers of both sides."""

    def __init__(self, agent: AgentReview) -> None:
        self._before = LineIndex(agent.before.text if agent.before else "")
        self._after = LineIndex(agent.after.text if agent.after else "")

    def spans(self, before: Span | None, after: Span | None) -> SpansData:
        return {"before": _span(before, self._before), "after": _span(after, self._after)}


def _span(span: Span | None, lines: LineIndex) -> SpanData | None:
    return None if span is None else {"start": span.start, "end": span.end, "line": lines.line(span.start)}


def _side(side: Side | None) -> SideData | None:
    return None if side is None else {"label": side.label, "path": side.path, "host": side.host}


def _change(change: Change, lines: _Lines) -> ChangeData:
    return {
        "area": change.area.value,
        "kind": change.kind.value,
        "subject": change.subject,
        "before": change.before,
        "after": change.after,
        "similarity": change.similarity,
        "spans": lines.spans(change.before_span, change.after_span),
    }


def _settled(one: Settled, lines: _Lines) -> SettledData:
    return {
        "finding": _finding(one.finding, lines),
        "by": one.means.value,
        "place": one.place,
        "reason": one.reason,
        "until": one.until.isoformat() if one.until else None,
    }


def _finding(finding: Finding, lines: _Lines) -> FindingData:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "direction": finding.direction.value,
        "bump": finding.bump.value,
        "subject": finding.subject,
        "message": finding.message,
        "hint": finding.hint,
        "hosts": list(finding.hosts),
        "fingerprint": finding.fingerprint,
        "spans": lines.spans(finding.before_span, finding.after_span),
    }
