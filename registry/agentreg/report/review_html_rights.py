"""What an agent of a review may do on each of its hosts, as a table of HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from agentreg.diff.kinds import Area
from agentreg.model.tools import Permissions, Risk
from agentreg.report.html import code
from agentreg.report.review_facts import UNSURE
from agentreg.review.values import AgentReview
from agentreg.rules.finding import Direction, Severity
from agentreg.rules.table import RULES_BY_ID
from agentreg.rules.view import View


def render_rights(agent: AgentReview) -> Iterator[str]:
    """What each host lets an agent do, before and after; nothing where no right can differ.

    Yields:
        Lines of HTML.
    """
    rows = [
        f'<tr><th scope="row">{view.host}</th>{_may("before", view.held)}{_may("after", view.holds)}'
        f"{_difference(view, agent)}</tr>"
        for view in agent.views
    ]
    if rows:
        headers = "".join(
            f'<th scope="col">{name}</th>' for name in ("host", "before", "after", "difference")
        )
        yield "<details open><summary>What it may do</summary>"
        yield f"<table><thead><tr>{headers}</tr></thead><tbody>{''.join(rows)}</tbody></table></details>"


def _may(label: str, permissions: Permissions | None) -> str:
    if permissions is None:
        told = "not loaded"
    elif permissions.unrestricted:
        told = "every tool"
    else:
        known = (code(", ".join(permissions.named)) if permissions.tools else "",)
        told = " ".join(filter(None, (*known, UNSURE if permissions.unsure else ""))) or "no tool"
    return f'<td data-label="{label}"><span>{told}</span></td>'


def _difference(view: View, agent: AgentReview) -> str:
    """What can be done that could not, else which tools; and what was found of the limits of these."""
    gains = "gains" if view.held else "may"
    gained = [f"{gains} {_risks(view.gained)}"] if view.gained else _came(view)
    lost = [f"loses {_risks(view.lost)}"] if view.lost else _went(view)
    looser = [f"<code>{rule}</code>" for rule in dict.fromkeys(_looser(view.host, agent))]
    bad = [f'<span class="bad">{said}</span>' for said in (*gained, *looser)]
    good = [f'<span class="good">{said}</span>' for said in lost]
    told = "; ".join((*bad, *good)) or "none"
    return f'<td data-label="difference"><span>{told}</span></td>'


def _came(view: View) -> list[str]:
    """The tools that an agent has now and had not, where they can do no more than those that it had."""
    if view.held is None or view.holds is None:
        return []
    more = [tool for tool in view.holds.tools if tool not in view.held.tools]
    every = "every other tool" if view.is_opened else ""
    named = code(", ".join(more)) if more else ""
    return [f"gains {': '.join(filter(None, (every, named)))}"] if every or named else []


def _went(view: View) -> list[str]:
    if view.held is None or view.holds is None or view.holds.unrestricted or view.holds.unsure:
        return []
    less = [tool for tool in view.held.tools if tool not in view.holds.tools]
    return [f"loses {code(', '.join(less))}"] if less else []


def _looser(host: str, agent: AgentReview) -> Iterator[str]:
    """The rules that say that what the agent may do grew on a host, beside the one that the risks tell."""
    for finding in agent.findings:
        of_rights = RULES_BY_ID[finding.rule].area in (Area.TOOLS, Area.PERMISSIONS)
        is_told = finding.rule == "permissions-were-gained" or not finding.severity.at_least(Severity.MEDIUM)
        if of_rights and finding.direction is Direction.WIDENS and not is_told:
            yield from [finding.rule] if not finding.hosts or host in finding.hosts else []


def _risks(risks: Iterable[Risk]) -> str:
    return ", ".join(risks)
