"""One agent of a review as HTML: its findings, what it may do, who is affected, and its texts."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.model.document import LineIndex, Span
from agentreg.records import NamedTuple
from agentreg.report.accepted import word_of
from agentreg.report.change_lines import render_changes
from agentreg.report.counts import plural
from agentreg.report.entries import Places
from agentreg.report.headline import rights, said, verdict, versions
from agentreg.report.html import attribute, code, text
from agentreg.report.labels import Label, Piece
from agentreg.report.page import Detail, Page
from agentreg.report.review_facts import version_advice
from agentreg.report.review_html_rights import render_rights
from agentreg.report.review_html_texts import Anchors, render_texts
from agentreg.review.additions import Copy
from agentreg.review.values import AgentReview
from agentreg.rules.finding import Bump, Finding, Severity
from agentreg.rules.questions import question_of
from agentreg.rules.settle import Settled
from agentreg.rules.table import RULES_BY_ID

_COLUMNS = 100
_MARKED = {Label.ADDED: "added", Label.REMOVED: "removed", Label.HEADING: "heading", Label.FAINT: "faint"}


class Shown(NamedTuple):
    """How an agent stands on the page.

    Attributes:
        name: The id of its element: letters and digits of ours.
        called: What it is called beside the others.
        place: Where it is.
        is_open: Whether it is unfolded at first.
    """

    name: str
    called: str
    place: str
    is_open: bool


def render_agent(agent: AgentReview, how: Shown) -> Iterator[str]:
    """One agent, folded behind its headline.

    Args:
        agent: The agent.
        how: How it stands there.

    Yields:
        Lines of HTML.
    """
    opened = " open" if how.is_open else ""
    yield f'<details class="agent" id="{how.name}"{opened}><summary>{_headline(agent, how.called)}</summary>'
    yield f'<div class="inside"><p class="faint">{code(how.place)}</p>'
    yield from _facts(agent)
    links = _Links(agent, how.name)
    for finding in agent.findings:
        yield from _finding(finding, links)
    yield from _list("accepted", [_settled(one, links) for one in agent.settled])
    yield from _list("there before", [_old(finding, links) for finding in agent.existing])
    yield from render_rights(agent)
    if not agent.is_bystander:
        yield from _changes(agent)
    yield from _texts(agent, links)
    yield "</div></details>"


def _texts(agent: AgentReview, links: _Links) -> Iterator[str]:
    """Both texts; one that is gone is folded: nobody has to decide on it line by line."""
    shown = render_texts(agent, links.anchors)
    if agent.after is None:
        yield from ("<details><summary>Its text</summary>", *shown, "</details>")
    else:
        is_one = agent.before is None or agent.is_bystander
        both = "Its origin and the copy" if agent.is_copy else "Before and after"
        yield from (f"<h3>{'Its text' if is_one else both}</h3>", *shown)


def badge(severity: Severity) -> str:
    """A severity as a word that is seen at once."""
    return f'<span class="severity {severity}">{severity}</span>'


def _headline(agent: AgentReview, called: str) -> str:
    named = versions(agent)
    parts = [
        badge(agent.severity) if agent.severity else "",
        f"<h2>{text(called)}</h2>",
        f"<code>{text(named)}</code>" if named else "",
        "; ".join(filter(None, (verdict(agent), *rights(agent), _bump(agent.bump)))),
        f'<span class="faint said">{text(told)}</span>' if (told := said(agent)) else "",
    ]
    return " ".join(filter(None, parts))


def _bump(bump: Bump) -> str:
    return "" if bump is Bump.NONE else f"{bump} bump"


def _facts(agent: AgentReview) -> Iterator[str]:
    advice = version_advice(agent.advice, agent.bump) if agent.advice else ""
    if advice:
        yield f'<p class="wait">{text(advice)}</p>'
    variants = [
        f"{code(one.path)} in {code(one.repository)}{f' at {code(one.version)}' if one.version else ''}"
        for one in agent.affected
    ]
    yield from _list("variants that descend from it", variants)
    copies = [f"{code(one.path)} in {code(one.source)}, {_nearness(one)}" for one in agent.copies]
    yield from _list("copies that nobody tracks", copies)


def _nearness(copy: Copy) -> str:
    return "the same text" if copy.is_exact else f"about {copy.share:.0%} of its lines"


class _Links:
    """Where findings lead to in the texts below."""

    def __init__(self, agent: AgentReview, name: str) -> None:
        self._name = name
        self._was = "of its origin" if agent.is_copy else "before"
        self._before = LineIndex(agent.before.text if agent.before else "")
        self._after = LineIndex(agent.after.text if agent.after else "")
        told = (*agent.findings, *(one.finding for one in agent.settled), *agent.existing)
        self.anchors = Anchors(
            name,
            {self._before.line(one.before_span.start) for one in told if one.before_span},
            {self._after.line(one.after_span.start) for one in told if one.after_span},
        )

    def of(self, finding: Finding) -> str:
        """Links to the lines that a finding is about."""
        before = self._link("was", finding.before_span, self._before)
        after = self._link("now", finding.after_span, self._after)
        return ", ".join(filter(None, (before, after)))

    def _link(self, side: str, span: Span | None, index: LineIndex) -> str:
        if span is None:
            return ""
        line = index.line(span.start)
        word = self._was if side == "was" else "after"
        return f'<a href="#{self._name}-{side}-{line}">line {line} {word}</a>'


def _finding(finding: Finding, links: _Links) -> Iterator[str]:
    rule = RULES_BY_ID[finding.rule]
    data = f'data-severity="{finding.severity}" data-area="{attribute(rule.area)}"'
    yield f'<details class="finding" {data}><summary>{badge(finding.severity)} <code>{finding.rule}</code>'
    yield f"{text(finding.message)}</summary>"
    facts = {
        "to answer": question_of(finding.rule) if finding.severity.at_least(Severity.MEDIUM) else "",
        "means": text(rule.meaning),
        "do": text(finding.hint),
        "on": text(", ".join(finding.hosts)),
        "where": links.of(finding),
        "bump": finding.bump.value,
        "fingerprint": code(finding.fingerprint),
    }
    told = "".join(f"<dt>{word}</dt><dd>{fact}</dd>" for word, fact in facts.items() if fact)
    yield f'<dl class="inside">{told}</dl></details>'


def _settled(one: Settled, links: _Links) -> str:
    until = f" until {one.until.isoformat()}" if one.until else ""
    why = f"{text(one.reason)} ({code(one.place)}{until})" if one.reason else f"{code(one.place)}{until}"
    return f"{word_of(one.means)}: {_old(one.finding, links)}: {why}"


def _old(finding: Finding, links: _Links) -> str:
    place = links.of(finding)
    told = f"{badge(finding.severity)} <code>{finding.rule}</code> {text(finding.message)}"
    return f"{told} ({place})" if place else told


def _list(title: str, items: list[str]) -> Iterator[str]:
    if items:
        rows = "".join(f"<li>{item}</li>" for item in items)
        yield f"<details><summary>{title} ({len(items)})</summary><ul>{rows}</ul></details>"


def _changes(agent: AgentReview) -> Iterator[str]:
    shown = render_changes(list(agent.changes), Places(agent), Page(_COLUMNS, Detail.ALL))
    content = "\n".join("".join(map(_piece, line)) for line in shown)
    count = plural(len(agent.changes), "change")
    yield f'<details class="changes"><summary>{count}, by area</summary><pre>{content}</pre></details>'


def _piece(piece: Piece) -> str:
    kind = _MARKED.get(piece.label)
    return f'<span class="{kind}">{text(piece.text)}</span>' if kind else text(piece.text)
