"""Which findings a project has accepted; none is dropped, each is kept with what accepted it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING

from agentreg.diff.files import own_paths
from agentreg.model.definition import Definition
from agentreg.records import NamedTuple
from agentreg.rules.approvals import Approval, Approvals, content_hash
from agentreg.rules.baseline import Baseline
from agentreg.rules.case import Case, Hit
from agentreg.rules.finding import Finding
from agentreg.rules.judge import finding_of
from agentreg.rules.policy import Policy
from agentreg.rules.table import CHANGE_RULES, RULES_BY_ID
from agentreg.rules.waivers import Standing, ended, refused, standing, unused, waived_by

if TYPE_CHECKING:
    from datetime import date


class Means(StrEnum):
    """What accepted a finding."""

    OFF = "off"
    WAIVER = "waiver"
    IGNORE = "ignore"
    APPROVAL = "approval"
    BASELINE = "baseline"


class Settled(NamedTuple):
    """A finding that was accepted.

    Attributes:
        finding: The finding.
        means: What accepted it.
        place: Where that is written: `agentreg.toml:12`, a file, or a line of the definition itself.
        reason: Why, in the words of whoever accepted it.
        until: The last day on which that holds; None for always.
    """

    finding: Finding
    means: Means
    place: str
    reason: str = ""
    until: date | None = None


class Terms(NamedTuple):
    """What a project makes of findings.

    Attributes:
        today: The day on which it is asked; the library has no clock.
        policy: Its policy.
        baseline: What it accepted so far.
        approvals: What reviewers decided about single findings.
        asked: The rules that are asked this time: what accepts findings of any other is not called idle.
    """

    today: date
    policy: Policy = Policy()
    baseline: Baseline = Baseline("")
    approvals: Approvals = Approvals()
    asked: frozenset[str] = CHANGE_RULES


class Settlement(NamedTuple):
    """The findings about one agent: those that are open, and those that were accepted."""

    findings: tuple[Finding, ...]
    settled: tuple[Settled, ...] = ()


def settle(case: Case, findings: Iterable[Finding], terms: Terms) -> Settlement:
    """Part the findings about one agent.

    Args:
        case: The agent.
        findings: What the rules found.
        terms: What accepts them.

    Returns:
        The open findings, the most serious first, with those about the agent's own waivers; and the accepted.
    """
    desk = open_desk(case, terms)
    hits: dict[str, Iterable[Hit]] = {}
    if case.after:
        hits = {
            "waiver-was-refused": refused(case.after),
            "waiver-became-stale": ended(case.after, terms.today),
        }
    answers = [desk.answer(finding) for finding in (*findings, *_findings(case, hits))]
    used = {answer.place for answer in answers if isinstance(answer, Settled)}
    if voided := list(filter(None, map(desk.voided, answers))):
        answers += map(desk.answer, _findings(case, {"approval-became-void": [_voided(voided)]}))
    asked = (waiver for waiver in desk.waivers if waiver.after.rule in terms.asked)
    idle = [waiver for waiver in asked if waiver.place not in used]
    answers += map(desk.answer, _findings(case, {"waiver-became-unused": map(unused, idle)}))
    still_open = [answer for answer in answers if isinstance(answer, Finding)]
    still_open.sort(key=lambda finding: finding.severity.rank)
    return Settlement(tuple(still_open), tuple(answer for answer in answers if isinstance(answer, Settled)))


def _voided(approvals: list[Approval]) -> Hit:
    """One hit for all decisions about an agent: who edits its text once voids them together."""
    times = Counter(approval.rule for approval in approvals)
    rules = ", ".join(f"{rule} ({count} times)" if count > 1 else rule for rule, count in times.items())
    said = (f"{one.reason}{f', by {one.by}' if one.by else ''}" for one in approvals)
    prints = " ".join(approval.fingerprint for approval in approvals)
    return Hit(f"approval of {rules}", "; ".join(dict.fromkeys(said)), prints)


def _findings(case: Case, hits: dict[str, Iterable[Hit]]) -> list[Finding]:
    return [
        finding_of(RULES_BY_ID[rule], hit, agent=case.name) for rule, found in hits.items() for hit in found
    ]


class Desk(NamedTuple):
    """What decides on the findings about one agent.

    Attributes:
        sides: The agent before and after.
        waivers: Its own waivers that count.
        terms: What holds for all agents.
        after: The agent after; None for one that is gone.
        own: The paths before and after at which it is the agent itself.
    """

    sides: tuple[Definition, ...]
    waivers: tuple[Standing, ...]
    terms: Terms
    after: Definition | None
    own: tuple[str, ...]

    def answer(self, finding: Finding) -> Finding | Settled:
        """A finding as it stays open, of the severity that the policy states, or as it was accepted."""
        policy, paths = self.terms.policy, [side.path for side in self.sides]
        if waived := waived_by(finding):
            # It is as serious as what it will let pass, here.
            serious = policy.severity(finding._replace(rule=waived), paths)
            finding = finding._replace(severity=serious or finding.severity)
        severity = policy.severity(finding, paths)
        if severity is None:
            return Settled(finding, Means.OFF, policy.place, "the policy turns the rule off")
        finding = finding._replace(severity=severity)
        settled = self._waived(finding) or self._ignored(finding) or self._approved(finding)
        return settled or self._known(finding) or finding

    def voided(self, answer: Finding | Settled) -> Approval | None:
        """The approval of an open finding that held for another text; None where there is none."""
        if isinstance(answer, Settled):
            return None
        return next((one for one in self.terms.approvals.about(answer) if one.path in self.own), None)

    def _waived(self, finding: Finding) -> Settled | None:
        found = next((waiver for waiver in self.waivers if waiver.covers(finding)), None)
        if found is None:
            return None
        return Settled(finding, Means.WAIVER, found.place, found.after.reason, found.after.until)

    def _ignored(self, finding: Finding) -> Settled | None:
        policy = self.terms.policy
        for ignore in policy.ignores:
            if (
                ignore.rule == finding.rule
                and ignore.holds(self.terms.today)
                and all(ignore.covers(policy.named(side.name, side.path)) for side in self.sides)
                and (not ignore.fingerprint or ignore.fingerprint == finding.fingerprint)
            ):
                return Settled(finding, Means.IGNORE, ignore.place, ignore.reason, ignore.until)
        return None

    def _approved(self, finding: Finding) -> Settled | None:
        decided = self.terms.approvals.about(finding)
        if not decided:
            return None
        here = self.sides[-1].path, content_hash(self.after.document.text if self.after else "")
        found = next((one for one in decided if (one.path, one.content) == here), None)
        if found is None:
            return None
        who = f", approved by {found.by}" if found.by else ""
        when = f" on {found.date.isoformat()}" if found.date else ""
        return Settled(finding, Means.APPROVAL, found.place, f"{found.reason}{who}{when}")

    def _known(self, finding: Finding) -> Settled | None:
        baseline = self.terms.baseline
        return Settled(finding, Means.BASELINE, baseline.place) if baseline.of(finding, self.own) else None


def open_desk(case: Case, terms: Terms) -> Desk:
    """What decides on the findings about one agent."""
    sides = tuple(side for side in (case.before, case.after) if side)
    # What was accepted of its origin nobody accepted of a copy.
    waivers = standing(None if case.is_copy else case.before, case.after)
    holding = (one for one in waivers if one.after.until is None or one.after.until >= terms.today)
    own = own_paths([side.path for side in sides], case.changes)
    return Desk(sides, tuple(holding), terms, case.after, own)
