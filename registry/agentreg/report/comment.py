"""A release review as the comment of a bot on a pull request: one comment, found again by its first line.

A verdict, a table of what a reviewer has to answer, each agent folded, and what makes the same review again.
Untrusted text stands only in inline code and in fences, as in all Markdown of ours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from agentreg.records import NamedTuple
from agentreg.report.counts import plural
from agentreg.report.fitting import fitting, names_of
from agentreg.report.fold import Group, fold
from agentreg.report.headline import paths, rights, verdict, versions
from agentreg.report.markdown import (
    accepted,
    accepted_folded,
    changes_of,
    group_title,
    not_compared,
    not_read,
)
from agentreg.report.markdown_text import MOST_CHARACTERS, code, fenced
from agentreg.report.page import Detail, is_weighty
from agentreg.report.repeated import repeated
from agentreg.report.review_facts import (
    ADOPT,
    SHORT,
    because,
    counted_agents,
    counted_severities,
    descendants,
    existing,
    permissions,
    release_advice,
    scan_line,
    untracked,
    untracked_of,
    version_advice,
    versions_advice,
)
from agentreg.report.together import group_facts
from agentreg.review.called import distinct_names
from agentreg.review.values import AgentReview, Outcome, Review, Scope
from agentreg.rules.finding import Bump, Severity
from agentreg.rules.questions import question_of

MARK = "<!-- agentreg review -->"
"""The first line, by which a bot finds its own comment to write it anew."""

MOST_ROWS = 30
MOST_NAMED = 5
ENOUGH = 200
"""Characters kept free for the line that says what does not fit."""

_WORDS = {Outcome.PASSED: "pass", Outcome.FAILED: "fail", Outcome.INCOMPLETE: "incomplete"}


def render_comment(review: Review, detail: Detail = Detail.NORMAL) -> str:
    """A review as the comment on a pull request.

    Args:
        review: What to show, with its verdict.
        detail: How much of each agent; one of which all would not fit is shown in less detail.

    Returns:
        At most 60,000 characters. The verdict, the questions and how to make the review again are always
        there; of agents that do not fit the names are, as far as these fit, and none is cut in the middle.
    """
    head = [*_head(review), *_questions(review), *repeated(review), *not_compared(review), *not_read(review)]
    tail = [*_scope(review.scope, scan_line(review.scan))]
    room = MOST_CHARACTERS - _size(head) - _size(tail) - ENOUGH
    body = list(_agents(review, detail, room))
    settled = list(accepted(review._replace(agents=()), detail, room - _size(body)))
    settled += accepted_folded(review, room - _size(body) - _size(settled))
    return "\n".join([*head, *body, *settled, *tail]).rstrip("\n") + "\n"


def _size(parts: list[str]) -> int:
    return sum(len(part) + 1 for part in parts)


def _head(review: Review) -> Iterator[str]:
    yield MARK
    if review.verdict:
        yield f"## Agents: {_WORDS[review.verdict.outcome]}, {because(review.verdict, review)}\n"
    counts = ", ".join(f"{count} {severity}" for severity, count in counted_severities(review).items())
    told = [f"{counted_agents(review)}{f': {counts}' if counts else ''}"]
    if len(review.agents) > 1:
        told.append(f"All together: {group_facts(review.agents)}")
    if review.release:
        told.append(_started(release_advice(review.release, review.bump)))
    if versions := versions_advice(review.agents):
        told.append(_started(versions))
    yield "".join(f"{line}.  \n" for line in told)
    # Names of others stand in code only.
    if affected := descendants([one for agent in review.agents for one in agent.affected], Detail.NORMAL):
        yield f"{_started(affected.what)}: {code(affected.names)}.\n"
    if copies := untracked([one for agent in review.agents for one in agent.copies]):
        yield f"{_started(copies.what)}: {code(copies.names)}; {ADOPT}.\n"


def _started(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


class Row(NamedTuple):
    """What one rule found, for one question."""

    severity: Severity
    rule: str
    agents: tuple[str, ...]
    times: int


def _rows(review: Review) -> list[Row]:
    """What has to be answered, the gravest first; a rule that weighs more in some agents has two rows."""
    found: dict[tuple[Severity, str], list[str]] = defaultdict(list)
    for finding in review.findings:
        found[finding.severity, finding.rule].append("")
    for agent, name in zip(review.agents, distinct_names(review.agents), strict=True):
        for finding in agent.findings:
            if is_weighty(finding.severity, review.grave):
                found[finding.severity, finding.rule].append(name)
    rows = [
        Row(severity, rule, tuple(filter(None, dict.fromkeys(names))), len(names))
        for (severity, rule), names in found.items()
        if is_weighty(severity, review.grave)
    ]
    return sorted(rows, key=lambda row: (row.severity.rank, -row.times, row.rule))


def _questions(review: Review) -> Iterator[str]:
    rows = _rows(review)
    if not rows:
        return
    yield "| severity | found | where | to answer |"
    yield "|---|---|---|---|"
    for row in rows[:MOST_ROWS]:
        times = f" ({row.times})" if row.times > 1 else ""
        yield f"| {row.severity} | `{row.rule}`{times} | {_names(row.agents)} | {question_of(row.rule)} |"
    if len(rows) > MOST_ROWS:
        yield f"| | | | and {plural(len(rows) - MOST_ROWS, 'question')} more |"
    yield ""


def _names(names: tuple[str, ...]) -> str:
    shown = ", ".join(code(_cell(name)) for name in names[:MOST_NAMED])
    return f"{shown} and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else shown


def _cell(text: str) -> str:
    # A bar ends a cell, also inside code; nobody needs more of a name than this.
    return text.replace("|", "\u00a6")[:100]


def _agents(review: Review, detail: Detail, room: int) -> Iterator[str]:
    """Each agent or group folded, as long as there is room."""
    folded = fold(review, detail)
    details = dict.fromkeys((detail, Detail.NORMAL, Detail.LESS))
    ways = [partial(_part, detail=shown, grave=review.grave) for shown in details]
    parts = list(fitting(folded.groups, ways, room))
    yield from parts
    if folded.reformatted:
        yield from names_of(folded.reformatted, folded.line, room - _size(parts))


def _part(group: Group, detail: Detail, grave: Severity) -> str:
    return "\n".join(_group(group, detail, grave))


def _group(group: Group, detail: Detail, grave: Severity) -> Iterator[str]:
    agent = group[0]
    if len(group) > 1:
        yield f"### {group_title(group)}\n"
        yield f"{group_facts(group)}\n"
    else:
        named, severity = versions(agent), f" — {agent.severity}" if agent.severity else ""
        yield f"### {code(agent.called)}{f' {code(named)}' if named else ''}{severity}\n"
        yield from (f"{fact}  " for fact in _facts(agent))
    if changes := changes_of(group, detail, grave):
        yield "\n<details><summary>details</summary>\n"
        yield fenced(changes)
        yield "\n</details>"
    yield ""


def _facts(agent: AgentReview) -> Iterator[str]:
    yield code(paths(agent))
    bump = "" if agent.bump is Bump.NONE or not agent.findings else f"{agent.bump} bump"
    if told := [*filter(None, (verdict(agent), *rights(agent), bump))]:
        yield "; ".join(told)
    yield from (code(line) for line in permissions(agent))
    if agent.advice and (advice := version_advice(agent.advice, agent.bump)):
        yield code(advice)
    if affected := descendants(agent.affected, Detail.NORMAL):
        yield code(affected.sentence)
    if copies := untracked_of(agent, Detail.NORMAL):
        yield code(copies.sentence)
    if agent.existing:
        yield existing(agent)


def _scope(scope: Scope | None, asked: str) -> Iterator[str]:
    if scope is None:
        return
    sides = [
        f"{code(name)}{f' ({commit[:SHORT]})' if commit else ''}"
        for name, commit in ((scope.before, scope.before_commit), (scope.after, scope.after_commit))
    ]
    yield f"Compared {' with '.join(sides)}.  "
    if asked:
        yield f"{asked}.  "
    if scope.command:
        # Its folder has whatever name; of what is here only code may hold that.
        place = f" {code(scope.where)}" if scope.where else ""
        yield f"Reproduce{place}: {code(scope.command)}"
