"""Changes in, findings out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib import import_module

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Area
from agentreg.formats.patterns import pattern
from agentreg.model.definition import Definition, Host
from agentreg.rules.case import Case, Hit, plain_hit
from agentreg.rules.finding import Bump, Finding, Severity
from agentreg.rules.rule import Rule, Verdict
from agentreg.rules.table import RULES, RULES_BY_ID
from agentreg.rules.view import views_of
from agentreg.static import TYPE_CHECKING

# A message quotes at most this much of a text; the change beside it has all.
MOST_QUOTED = 160
# A longer word is cut where the quotation ends.
_LONGEST_WORD = 40

# What happened to a copy, or to an agent that was merged away, is told of it alone.
_OF_ITSELF = ("agent-was-copied", "agent-was-merged", "agent-was-removed")

# Other characters that Python takes for blanks, such as a vertical tab, are content: a report names them.
# A line that begins anew behind one that did not end: the text behind a title, the next item.
_NEXT = pattern(r"(?<=[^\s.!?:;,])[ \t\r\n]*\n[ \t\r\n]*(?=[A-Z0-9`*])")
_WRAPPING = pattern(r"(?:[ \t\n]|\r\n)+")


if TYPE_CHECKING:
    from typing import Protocol

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
    if beside := case.beside:
        found = [_beside(finding, beside) for finding in found]
    return tuple(sorted(found, key=lambda finding: finding.severity.rank))


def _beside(finding: Finding, beside: str) -> Finding:
    """What is told of an agent beside another one: it did not change, so that nobody's use of it breaks."""
    if finding.rule in _OF_ITSELF or RULES_BY_ID[finding.rule].area is Area.POLICY:
        return finding
    bump = Bump.MINOR if finding.bump is Bump.MAJOR else finding.bump
    return finding._replace(bump=bump, message=f"{beside}: {finding.message}")


def open_case(before: Definition | None, after: Definition | None, changes: tuple[Change, ...]) -> Case:
    """What the rules look at: both definitions, their changes, and what they may do."""
    return Case(before, after, changes, views_of(before, after))


def _apply(rule: Rule, case: Case) -> list[Finding]:
    calling = tuple(change for change in case.changes if change.kind in rule.kinds)
    if not calling:
        return []
    if rule.looks_closer:
        hits = _closer_look(rule).find(case, calling)
    else:
        hits = (plain_hit(change)._replace(hosts=case.heeding(change)) for change in calling)
    return [
        finding_of(rule, alike, agent=case.name, host=case.host, place=case.place)
        for hit in hits
        for alike in _by_verdict(rule, hit)
    ]


def _closer_look(rule: Rule) -> CloserLook:
    name = f"agentreg.rules.{rule.id.replace('-', '_')}"
    return import_module(name)


def _by_verdict(rule: Rule, hit: Hit) -> Iterator[Hit]:
    """A hit once for all hosts on which it weighs the same."""
    if not rule.on or not hit.hosts:
        yield hit
        return
    groups: dict[Verdict | None, list[str]] = defaultdict(list)
    for host in hit.hosts:
        groups[rule.on.get(host)].append(host)
    for hosts in groups.values():
        yield hit._replace(hosts=tuple(hosts))


def finding_of(rule: Rule, hit: Hit, *, agent: str = "", host: str = "", place: str = "") -> Finding:
    """What a rule says about what it has found.

    Args:
        rule: The rule.
        hit: What it has found.
        agent: The agent's name; empty for what is about no single agent.
        host: The agent's main host, for a rule that names one and a hit that does not.
        place: What is to be said behind the names of hosts.
    """
    hosts = hit.hosts or ((host,) if "{host}" in rule.says else ())
    verdict = rule.verdict(hosts)
    message = rule.says.format(
        subject=hit.subject,
        before=_quoted(hit.before),
        after=_quoted(hit.after),
        host=f"{_enumerated(hosts)}{place}",
    )
    if hit.detail:
        message = f"{message}: {_quoted(hit.detail)}"
    if hit.because:
        message = f"{message}, because {hit.because}"
    return Finding(
        rule.id,
        max(hit.severity or verdict.severity, verdict.severity, key=list(Severity).index),
        rule.direction,
        max(hit.bump or verdict.bump, verdict.bump, key=list(Bump).index),
        hit.subject,
        message,
        hit.hint or rule.hint,
        hosts,
        hit.before_span,
        hit.after_span,
        _judged(agent, hit, hosts if rule.names_host else ()),
    )


def _judged(agent: str, hit: Hit, hosts: tuple[str, ...]) -> tuple[str, ...]:
    """What tells a finding from others of its rule: no number of a place, no wrapping."""
    subject = (word for word in hit.subject.split() if not word.strip(".:)").isdigit())
    texts = (" ".join(text.split()) for text in (hit.before, hit.after))
    return agent, " ".join(subject), *texts, *hosts


def _enumerated(names: tuple[str, ...]) -> str:
    told = ["an unknown host" if name == Host.UNKNOWN else name for name in names]
    return " and ".join(filter(None, (", ".join(told[:-1]), *told[-1:])))


def _quoted(text: str) -> str:
    line = _WRAPPING.sub(" ", _NEXT.sub("; ", text)).strip(" ") or "none"
    return line if len(line) <= MOST_QUOTED else _cut(line)


def _cut(line: str) -> str:
    """The start of a long line, to the end of a word, with the sign that closes code."""
    head = line[: MOST_QUOTED - 2]
    blank = head.rfind(" ", MOST_QUOTED - _LONGEST_WORD)
    head = head if blank < 0 or line[len(head)] == " " else head[:blank]
    return f"{head}…{'`' if head.count('`') % 2 else ''}"
