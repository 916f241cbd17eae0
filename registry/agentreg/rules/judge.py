"""Changes in, findings out."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Protocol, cast

from agentreg.diff.changes import Change
from agentreg.model.definition import Definition
from agentreg.rules.case import Case, Hit, plain_hit
from agentreg.rules.finding import Finding, Severity
from agentreg.rules.rule import Rule
from agentreg.rules.table import RULES

# A message quotes at most this much of a text; the change beside it has all.
MOST_QUOTED = 160


class CloserLook(Protocol):
    """What a module in this package has that is named after a rule."""

    def find(self, case: Case, changes: tuple[Change, ...]) -> Iterable[Hit]:
        """What the rule finds, given the changes that called it."""


def judge(
    before: Definition | None, after: Definition | None, changes: tuple[Change, ...]
) -> tuple[Finding, ...]:
    """What the changes mean.

    Args:
        before: The definition before; None when the agent is new.
        after: The definition after; None when the agent is gone.
        changes: What `agentreg.diff` found between them.

    Returns:
        Findings, the most serious first, then in the order of the table and of the changes.
    """
    return judge_case(open_case(before, after, changes))


def judge_case(case: Case) -> tuple[Finding, ...]:
    """Like `judge`, for a case that is open already."""
    found = [finding for rule in RULES for finding in _apply(rule, case)]
    return tuple(sorted(found, key=lambda finding: finding.severity.rank))


def open_case(before: Definition | None, after: Definition | None, changes: tuple[Change, ...]) -> Case:
    """What the rules look at: both definitions, their changes, and what they may do."""
    from agentreg.formats.permissions import effective

    held = effective(before) if before else None
    holds = effective(after) if after else None
    return Case(before, after, changes, held, holds)


def _apply(rule: Rule, case: Case) -> list[Finding]:
    calling = tuple(change for change in case.changes if change.kind in rule.kinds)
    if not calling:
        return []
    if not rule.looks_closer:
        return [finding_of(rule, plain_hit(change), agent=case.name, host=case.host) for change in calling]
    module = cast(CloserLook, import_module(f"agentreg.rules.{rule.id.replace('-', '_')}"))
    return [finding_of(rule, hit, agent=case.name, host=case.host) for hit in module.find(case, calling)]


def finding_of(rule: Rule, hit: Hit, *, agent: str = "", host: str = "") -> Finding:
    """What a rule says about what it has found.

    Args:
        rule: The rule.
        hit: What it has found.
        agent: The agent's name; empty for what is about no single agent.
        host: The agent's main host, for a hit that names none.
    """
    hosts = hit.hosts or (host,)
    verdict = rule.verdict(hosts)
    message = rule.says.format(
        subject=hit.subject,
        before=_quoted(hit.before),
        after=_quoted(hit.after),
        host=" and ".join(hosts),
    )
    return Finding(
        rule.id,
        max(hit.severity or verdict.severity, verdict.severity, key=list(Severity).index),
        rule.direction,
        verdict.bump,
        hit.subject,
        message,
        rule.hint,
        hosts if rule.names_host else (),
        hit.before_span,
        hit.after_span,
        _judged(agent, hit, hosts if rule.names_host else ()),
    )


def _judged(agent: str, hit: Hit, hosts: tuple[str, ...]) -> tuple[str, ...]:
    """What tells a finding from others of its rule: no number of a place, no wrapping."""
    subject = (word for word in hit.subject.split() if not word.strip(".:)").isdigit())
    texts = (" ".join(text.split()) for text in (hit.before, hit.after))
    return agent, " ".join(subject), *texts, *hosts


def _quoted(text: str) -> str:
    line = " ".join(text.split()) or "none"
    return line if len(line) <= MOST_QUOTED else f"{line[: MOST_QUOTED - 1]}…"
