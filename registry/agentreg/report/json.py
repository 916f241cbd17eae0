"""A review as plain data for JSON: types of its own, so that the library's values can change without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agentreg.diff.changes import Change
from agentreg.model.document import LineIndex, Span
from agentreg.model.tools import Permissions
from agentreg.report.agent_types import (
    AdviceData,
    AffectedData,
    AgentData,
    ChangeData,
    CopyData,
    FindingData,
    HostData,
    PermissionsData,
    SettledData,
    SideData,
    SpanData,
    SpansData,
)
from agentreg.report.json_types import GapData, PairData, ReviewData, ScanData, ScopeData, VerdictData
from agentreg.review.additions import Advice, Affected, Copy
from agentreg.review.scan import Scan
from agentreg.review.values import AgentReview, Gap, Review, Scope, Side, Verdict
from agentreg.rules.finding import Finding
from agentreg.rules.view import View

if TYPE_CHECKING:
    from agentreg.rules.settle import Settled


def review_data(review: Review) -> ReviewData:
    """Several agents as plain data."""
    return {
        "agents": [agent_data(agent) for agent in review.agents],
        "unchanged": review.unchanged,
        "policy": _policy(review),
        "gaps": [_gap(gap) for gap in review.gaps],
        "scope": scope_data(review.scope) if review.scope else None,
        "verdict": _verdict(review.verdict) if review.verdict else None,
        "release": _advice(review.release) if review.release else None,
        "gitleaks": scan_data(review.scan) if review.scan else None,
    }


def scan_data(scan: Scan) -> ScanData:
    """Whether gitleaks was asked, as plain data."""
    return {"asked": scan.asked.value, "version": scan.version}


def _verdict(verdict: Verdict) -> VerdictData:
    return {
        "outcome": verdict.outcome.value,
        "level": verdict.level.value if verdict.level else None,
        "scoped": [level.value if level else None for level in verdict.scoped],
        "failing": verdict.failing,
        "agents": verdict.agents,
    }


def _gap(gap: Gap) -> GapData:
    return {"path": gap.path, "reason": gap.reason, "line": gap.line or None, "hint": gap.hint}


def scope_data(scope: Scope) -> ScopeData:
    """What was compared as plain data."""
    return {
        "before": scope.before,
        "after": scope.after,
        "before_commit": scope.before_commit,
        "after_commit": scope.after_commit,
        "command": scope.command,
        "where": scope.where,
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
        "permissions": [_host(view) for view in agent.views],
        "existing": [_finding(finding, lines) for finding in agent.existing],
        "advice": _advice(agent.advice) if agent.advice else None,
        "affected": [_affected(one) for one in agent.affected],
        "copies": [_copy(one) for one in agent.copies],
        "bystander": agent.is_bystander,
    }


def _advice(advice: Advice) -> AdviceData:
    return {
        "fit": advice.fit.value,
        "before": advice.before,
        "after": advice.after,
        "wanted": advice.wanted,
    }


def _affected(one: Affected) -> AffectedData:
    return {"repository": one.repository, "path": one.path, "version": one.version}


def _copy(one: Copy) -> CopyData:
    return {"source": one.source, "path": one.path, "share": round(one.share, 2), "exact": one.is_exact}


def _host(view: View) -> HostData:
    return {"host": view.host, "before": _permissions(view.held), "after": _permissions(view.holds)}


def _permissions(permissions: Permissions | None) -> PermissionsData | None:
    if permissions is None:
        return None
    return {
        "unrestricted": permissions.unrestricted,
        "tools": list(permissions.tools),
        "limits": list(permissions.limits),
        "risks": [risk.value for risk in permissions.risks],
        "because": permissions.because,
        "unsure": permissions.unsure,
    }


class _Lines:
    """The line numbers of both sides."""

    def __init__(self, agent: AgentReview) -> None:
        self._before = LineIndex(agent.before.text if agent.before else "")
        self._after = LineIndex(agent.after.text if agent.after else "")

    def spans(self, before: Span | None, after: Span | None) -> SpansData:
        return {"before": _span(before, self._before), "after": _span(after, self._after)}


def _span(span: Span | None, lines: LineIndex) -> SpanData | None:
    if span is None:
        return None
    start, end = span
    last = max(start, end - 1)
    return {"start": start, "end": end, "line": lines.line(start), "last_line": lines.line(last)}


def _side(side: Side | None) -> SideData | None:
    if side is None:
        return None
    return {"label": side.label, "path": side.path, "host": side.host, "version": side.version or None}


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
