"""A review as Markdown for a pull request: whatever a definition says, it cannot break out of its place.

Untrusted text stands only in inline code and in fences, each with more backticks than any run inside, so that
mentions, links, images, HTML and quick actions in it stay text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agentreg.report.change_lines import render_changes
from agentreg.report.columns import shortened
from agentreg.report.fold import fold
from agentreg.report.page import Detail, Page
from agentreg.report.visible import visible, visible_line
from agentreg.review import AgentReview, Review
from agentreg.rules.finding import Finding, Severity

# GitHub refuses a comment of more than 65,536 characters.
MOST_CHARACTERS = 60_000

_TICKS = re.compile(r"`+")
_COLUMNS = 100


def render_markdown(review: Review, detail: Detail = Detail.NORMAL) -> str:
    """A review as Markdown.

    Args:
        review: What to show.
        detail: How much of it; an agent of which all would not fit is shown in less detail.

    Returns:
        At most 60,000 characters; agents that do not fit are counted, never cut in the middle.
    """
    parts = [_heading(review)]
    used = len(parts[0])
    folded = fold(review)
    for place, agent in enumerate(folded.shown):
        part = "\n".join(_agent(agent, detail))
        if used + len(part) > MOST_CHARACTERS:
            part = "\n".join(_agent(agent, Detail.NORMAL))
        if used + len(part) > MOST_CHARACTERS:
            left = len(folded.shown) - place
            parts.append(f"{left} more changed agents do not fit here.\n")
            break
        parts.append(part)
        used += len(part)
    if folded.reformatted:
        names = ", ".join(code(agent.name) for agent in folded.reformatted)
        fits = detail is Detail.ALL and used + len(names) <= MOST_CHARACTERS
        parts.append(f"{folded.line}{f': {names}' if fits else ''}.\n")
    return "\n".join(parts)


def _heading(review: Review) -> str:
    changed = len(review.agents)
    return f"## Agents: {changed} changed, {review.unchanged} unchanged\n"


def _agent(agent: AgentReview, detail: Detail) -> Iterator[str]:
    severity = f" — {agent.severity}" if agent.severity else ""
    yield f"### {code(agent.name or '(no name)')}{severity}\n"
    for side, word in ((agent.before, "before"), (agent.after, "after")):
        if side is not None:
            yield f"- {word}: {code(side.label)}"
    yield f"- bump: {agent.bump}"
    if agent.gained:
        yield f"- gains: {', '.join(agent.gained)}"
    if agent.lost:
        yield f"- loses: {', '.join(agent.lost)}"
    yield ""
    weighty = [finding for finding in agent.findings if finding.severity.at_least(Severity.MEDIUM)]
    if weighty:
        yield "| severity | rule | |"
        yield "|---|---|---|"
        for finding in weighty:
            yield _row(finding)
        yield ""
    yield "<details><summary>changes</summary>\n"
    yield fenced(_changes(agent, detail))
    yield "\n</details>\n"


def _row(finding: Finding) -> str:
    # A bar ends a cell, also inside code.
    message = shortened(finding.message, 200).replace("|", "\u00a6")
    return f"| {finding.severity} | `{finding.rule}` | {code(message)} |"


def _changes(agent: AgentReview, detail: Detail) -> str:
    lines = render_changes(agent, Page(_COLUMNS, detail))
    text = "\n".join("".join(piece.text for piece in line).rstrip() for line in lines)
    return visible(text.strip("\n"))


def code(text: str) -> str:
    """Untrusted text as inline code."""
    line = visible_line(text)
    ticks = "`" * (_longest_run(line) + 1)
    pad = " " if line.startswith("`") or line.endswith("`") or not line.strip() else ""
    return f"{ticks}{pad}{line}{pad}{ticks}"


def fenced(text: str) -> str:
    """Untrusted lines as a fence."""
    ticks = "`" * max(3, _longest_run(text) + 1)
    return f"{ticks}text\n{text}\n{ticks}"


def _longest_run(text: str) -> int:
    return max((len(run) for run in _TICKS.findall(text)), default=0)
