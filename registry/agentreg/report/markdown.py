"""A review as Markdown for a pull request: whatever a definition says, it cannot break out of its place.

Untrusted text stands only in inline code and in fences, each with more backticks than any run inside, so that
mentions, links, images, HTML and quick actions in it stay text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from agentreg.diff.summary import summarize
from agentreg.formats.manifests import Flaw
from agentreg.report.change_lines import render_changes
from agentreg.report.columns import shortened
from agentreg.report.counts import plural
from agentreg.report.entries import FilePlaces, Places
from agentreg.report.fitting import fitting, names_of
from agentreg.report.fold import Folded, fold
from agentreg.report.gap_lines import counted_gaps
from agentreg.report.headline import reasons, rights, versions, where
from agentreg.report.labels import Line
from agentreg.report.markdown_text import MOST_CHARACTERS, code, fenced
from agentreg.report.page import Detail, Names, Page
from agentreg.report.text import render_body
from agentreg.report.together import group_facts, of_them, render_shared
from agentreg.report.visible import visible
from agentreg.review.values import AgentReview, Gap, Review
from agentreg.rules.finding import Finding, Severity

# So many files that could not be compared, or read, are named.
MOST_NAMED = 20
MOST_PATH = 300

_COLUMNS = 100
_DASH = " — "


def render_markdown(review: Review, detail: Detail = Detail.NORMAL) -> str:
    """A review as Markdown.

    Args:
        review: What to show.
        detail: How much of it; an agent of which all would not fit is shown in less detail.

    Returns:
        At most 60,000 characters; of agents that do not fit the names stand there, as far as these fit, and
        none is cut in the middle.
    """
    parts = ["\n".join((_heading(review), *not_compared(review), *not_read(review)))]
    used = len(parts[0])
    folded = fold(review, detail)
    page = Page(_COLUMNS, detail, Names.ALL, review.grave)
    pages = dict.fromkeys((page, page._replace(detail=Detail.NORMAL)))
    ways = [partial(_part, folded=folded, page=shown) for shown in pages]
    parts += fitting(folded.groups, ways, MOST_CHARACTERS - used)
    used = sum(map(len, parts))
    if folded.reformatted:
        parts += names_of(folded.reformatted, folded.line, MOST_CHARACTERS - used)
        used = sum(map(len, parts))
    parts += accepted(review, detail, MOST_CHARACTERS - used)
    return "\n".join(parts)


def accepted(review: Review, detail: Detail, room: int) -> Iterator[str]:
    """What the project has accepted and what is to be told of its policy, where there is room for it."""
    if not (review.findings or any(agent.settled for agent in review.agents)):
        return
    from agentreg.report.accepted import render_accepted

    for shown in dict.fromkeys((detail, Detail.NORMAL)):
        text = _text(render_accepted(review, Page(_COLUMNS, shown)))
        if text and len(text) + 20 < room:
            yield f"{fenced(text)}\n"
            return


def accepted_folded(review: Review, room: int) -> Iterator[str]:
    """What the project has accepted, folded: each with what found it, the reason, and who decided."""
    from agentreg.report.accepted import counted_accepted, render_accepted

    if not (counted := counted_accepted(review)):
        return
    text = _text(render_accepted(review._replace(findings=()), Page(_COLUMNS, Detail.ALL)))
    whole = f"<details><summary>{counted}</summary>\n\n{fenced(text)}\n\n</details>\n"
    yield whole if len(whole) < room else f"{counted}; they do not fit here.\n"


def _heading(review: Review) -> str:
    changed = len(review.agents)
    return f"## Agents: {changed} changed, {review.unchanged} unchanged\n"


def not_compared(review: Review) -> Iterator[str]:
    """What could not be compared, as lines; of many files the first."""
    if not review.gaps:
        return
    yield f"**{counted_gaps(review.gaps)}**\n"
    yield from first_of(review.gaps)


def not_read(review: Review) -> Iterator[str]:
    """The manifests that cannot be read, as lines; of many the first."""
    if not review.flaws:
        return
    yield f"**{plural(len(review.flaws), 'manifest')} could not be read**\n"
    yield from first_of(review.flaws)


def first_of(files: Sequence[Gap | Flaw]) -> Iterator[str]:
    """Files that could not be compared or read as the items of a list; of many the first."""
    for file in files[:MOST_NAMED]:
        yield f"- {code(shortened(file.place, MOST_PATH))}: {code(file.told)}"
    if len(files) > MOST_NAMED:
        yield f"- and {len(files) - MOST_NAMED} more"
    yield ""


def _part(group: tuple[AgentReview, ...], folded: Folded, page: Page) -> str:
    if len(group) > 1:
        return "\n".join(_together(group, page._replace(detail=Detail.NORMAL)))
    return "\n".join(_brief(group[0], page) if folded.overview else _agent(group[0], page))


def _together(group: tuple[AgentReview, ...], page: Page) -> Iterator[str]:
    yield f"### {group_title(group)}\n"
    yield f"{group_facts(group)}\n"
    yield fenced(_text(render_shared(group, page)))
    yield ""


def group_title(group: tuple[AgentReview, ...]) -> str:
    """How many agents changed alike, and how serious that is: of all, or of the gravest of them."""
    severity = group[0].severity
    return f"{len(group)} agents{f'{of_them(group, code) or _DASH}{severity}' if severity else ''}"


def _brief(agent: AgentReview, page: Page) -> Iterator[str]:
    facts = [*rights(agent), reasons(agent, page.grave)]
    told = "; ".join(fact for fact in facts if fact)
    yield f"- {_name(agent)}{_severity(agent)}{f', {told}' if told else ''}: {code(summarize(agent.changes))}"


def _severity(agent: AgentReview) -> str:
    return f"{_DASH}{agent.severity}" if agent.severity else ""


def _name(agent: AgentReview) -> str:
    named = versions(agent)
    return f"{code(agent.called)}{f' {code(named)}' if named else ''}"


def _agent(agent: AgentReview, page: Page) -> Iterator[str]:
    yield f"### {_name(agent)}{_severity(agent)}\n"
    yield f"{code(where(agent))}\n"
    facts = [*rights(agent), f"{agent.bump} bump"] if agent.findings else rights(agent)
    if facts:
        yield f"{'; '.join(facts)}\n"
    weighty = [finding for finding in agent.findings if page.is_weighty(finding.severity)]
    if weighty:
        yield "| severity | rule | |"
        yield "|---|---|---|"
        for finding in weighty:
            yield _row(finding)
        yield ""
    yield "<details><summary>changes</summary>\n"
    yield fenced(_text(render_changes(list(agent.changes), Places(agent), page)))
    yield "\n</details>\n"


def changes_of(group: tuple[AgentReview, ...], detail: Detail, grave: Severity) -> str:
    """What is found and what changed in agents that changed alike, as lines for a fence."""
    page = Page(_COLUMNS, detail, Names.ALL, grave)
    if len(group) > 1:
        return _text(render_shared(group, page))
    agent = group[0]
    return _text(render_body(agent, (FilePlaces(agent), Places(agent)), page))


def _row(finding: Finding) -> str:
    # A bar ends a cell, also inside code.
    message = shortened(finding.message, 200).replace("|", "\u00a6")
    return f"| {finding.severity} | `{finding.rule}` | {code(message)} |"


def _text(lines: Iterable[Line]) -> str:
    text = "\n".join("".join(piece.text for piece in line).rstrip() for line in lines)
    return visible(text.strip("\n"))
