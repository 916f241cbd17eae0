"""A review as one HTML page: what was found, filtered and walked through by keys, beside both texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from agentreg.diff.kinds import Area
from agentreg.report.counts import plural
from agentreg.report.fold import is_mere_form
from agentreg.report.gap_lines import not_whole
from agentreg.report.headline import paths, where
from agentreg.report.html import Page, code, render_page, text
from agentreg.report.review_facts import (
    because,
    counted_agents,
    counted_severities,
    release_advice,
    reproduce_label,
    scan_line,
    scope_line,
    versions_advice,
)
from agentreg.report.review_html_agent import Shown, badge, render_agent
from agentreg.report.together import group_facts
from agentreg.review.called import called
from agentreg.review.values import AgentReview, Gap, Outcome, Review
from agentreg.rules.finding import Finding, Severity
from agentreg.rules.table import RULES_BY_ID

# More agents than this are folded at first: their headlines are the list of contents.
MOST_OPEN = 8

_KINDS = {Outcome.PASSED: "good", Outcome.FAILED: "bad", Outcome.INCOMPLETE: "bad"}


def render_html(review: Review) -> str:
    """A review as a page that needs nothing else.

    Args:
        review: What to show.

    Returns:
        The page. All text of others is escaped, and what nobody would see is written out; it says the same
        without its script, which only filters, folds and moves the focus.
    """
    page = Page(
        "Agent review",
        _head(review),
        _body(review),
        _foot(),
        style="review.css",
        script="review.js",
    )
    return render_page(page)


def _head(review: Review) -> Iterator[str]:
    if review.verdict:
        outcome, why = review.verdict.outcome, because(review.verdict, review)
        yield f'<p class="verdict {_KINDS[outcome]}"><b>{outcome.upper()}</b> {text(why)}</p>'
    facts = [counted_agents(review), versions_advice(review.agents)]
    if len(review.agents) > 1:
        facts.append(f"all together: {group_facts(review.agents)}")
    if review.release:
        facts.append(release_advice(review.release, review.bump))
    yield from (f"<p>{text(fact)}</p>" for fact in facts if fact)
    counts = counted_severities(review).items()
    if counts:
        told = "".join(f"<li>{badge(severity)} <b>{count}</b></li>" for severity, count in counts)
        yield f'<ul class="tally">{told}</ul>'
    if review.scope:
        yield f'<p class="faint">{text(scope_line(review.scope))}.</p>'
        if said := scan_line(review.scan):
            yield f'<p class="faint">{text(said)}.</p>'
        if review.scope.command:
            label = text(reproduce_label(review.scope))
            yield f'<p class="faint">{label}: {code(review.scope.command)}</p>'


def _body(review: Review) -> Iterator[str]:
    yield from _gaps(review.gaps)
    for flaw in review.flaws:
        yield f'<div class="alert"><p>{text(flaw.sentence)}</p></div>'
    yield from _policy(review.findings)
    yield from _filter(review.agents)
    shown = [agent for agent in review.agents if not is_mere_form(agent, review.grave)]
    # What is said of the two sides above need not be said of each file.
    place = paths if review.scope else where
    name_of = called(review.agents)
    for number, agent in enumerate(shown, 1):
        how = Shown(f"a{number}", name_of(agent), place(agent), len(shown) <= MOST_OPEN)
        yield from render_agent(agent, how)
    form = [agent for agent in review.agents if is_mere_form(agent, review.grave)]
    yield from _reformatted([name_of(agent) for agent in form])
    if not review.agents and not review.findings and not review.gaps:
        yield "<p>No difference.</p>"


def _gaps(gaps: tuple[Gap, ...]) -> Iterator[str]:
    if gaps:
        items = "".join(f"<li>{code(gap.place)}: {text(gap.told)}</li>" for gap in gaps)
        yield f'<div class="alert"><p class="bad">{not_whole(gaps)}.</p><ul>{items}</ul></div>'


def _policy(findings: tuple[Finding, ...]) -> Iterator[str]:
    for finding in findings:
        told = f"{badge(finding.severity)} <code>{finding.rule}</code> {text(finding.message)}"
        yield f'<div class="alert"><p>{told}</p></div>'


def _filter(agents: Iterable[AgentReview]) -> Iterator[str]:
    """What the script needs; without it nothing of this is seen."""
    found = list(_findings(agents))
    if not found:
        return
    severities = [severity for severity in Severity if any(one.severity is severity for one in found)]
    areas = [area for area in Area if any(RULES_BY_ID[one.rule].area is area for one in found)]
    boxes = "".join(
        f'<label><input type="checkbox" value="{severity}" checked> {severity}</label>'
        for severity in severities
    )
    options = "".join(f'<option value="{area}">{area}</option>' for area in areas)
    yield '<form class="filter" role="search" aria-label="Filter the findings" hidden>'
    yield f"<fieldset><legend>Show</legend>{boxes}</fieldset>"
    yield f'<label>area <select><option value="">all</option>{options}</select></label>'
    yield '<label>text <input type="search" placeholder="rule, agent, words"></label>'
    yield '<button type="button" value="open">Unfold all</button>'
    yield '<button type="button" value="close">Fold all</button>'
    yield '<output aria-live="polite"></output></form>'


def _findings(agents: Iterable[AgentReview]) -> Iterator[Finding]:
    return (finding for agent in agents for finding in agent.findings)


def _reformatted(names: list[str]) -> Iterator[str]:
    if names:
        items = "".join(f"<li>{code(name)}</li>" for name in names)
        count = plural(len(names), "agent")
        yield f"<details><summary>{count}: only the formatting differs</summary><ul>{items}</ul></details>"


def _foot() -> Iterator[str]:
    keys = {"j": "next", "k": "previous", "Enter": "fold or unfold", "/": "filter"}
    told = ", ".join(f"<kbd>{key}</kbd> {word}" for key, word in keys.items())
    yield f'<footer><p class="keys" hidden>Keys: {told}.</p><p>Made by agentreg.</p></footer>'
