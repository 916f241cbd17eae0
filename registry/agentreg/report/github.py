"""A review as workflow commands: GitHub shows them as annotations beside the changed lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from agentreg.records import NamedTuple
from agentreg.report.columns import shortened
from agentreg.report.counts import plural
from agentreg.report.locations import Locations, Region
from agentreg.report.page import Detail
from agentreg.report.review_facts import because, descendants, sentence
from agentreg.report.visible import visible_line
from agentreg.review.values import AgentReview, Lack, Review
from agentreg.rules.finding import Finding, Severity

MOST_OF_A_LEVEL = 10
"""GitHub shows so many errors, warnings and notices of a step each, and drops the others silently."""

MOST_CHARACTERS = 500

_LEVELS = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "notice",
    Severity.NOTE: "notice",
}


class _Annotation(NamedTuple):
    level: str
    title: str
    message: str
    path: str = ""
    region: Region | None = None


def render_github(review: Review) -> str:
    """A review as one workflow command a line.

    Args:
        review: What to show: what could not be compared or read, then its open findings, the gravest first.

    Returns:
        Lines; the last one counts, the variants that are affected as well, and says how many annotations
        GitHub would not show.
    """
    shown: Counter[str] = Counter()
    lines, left = [], 0
    for annotation in _annotations(review):
        shown[annotation.level] += 1
        if shown[annotation.level] > MOST_OF_A_LEVEL:
            left += 1
        else:
            lines.append(_command(annotation))
    told = [plural(sum(shown.values()) - len(review.gaps) - len(review.flaws), "finding")]
    if review.verdict:
        told.insert(0, f"{review.verdict.outcome}: {because(review.verdict, review)}")
    if review.gaps:
        told.append(f"{len(review.gaps)} not compared")
    if review.flaws:
        told.append(f"{plural(len(review.flaws), 'manifest')} not read")
    if affected := descendants([one for agent in review.agents for one in agent.affected], Detail.NORMAL):
        # How many, and not which: nothing of others stands in a line that is no command.
        told.append(affected.what)
    if left:
        told.append(f"{left} not annotated (GitHub shows {MOST_OF_A_LEVEL} of a level)")
    lines.append(f"agentreg: {', '.join(told)}")
    return "\n".join(lines) + "\n"


def message(text: str) -> str:
    """Untrusted text as the message of a command: it stays in its line, and commands nothing."""
    return visible_line(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def value(text: str) -> str:
    """Untrusted text as the value of a command's property."""
    return message(text).replace(":", "%3A").replace(",", "%2C")


def _annotations(review: Review) -> Iterator[_Annotation]:
    for gap in review.gaps:
        of_file = gap.lack is Lack.FILE
        title = f"not {gap.lack}" if of_file else f"{gap.path} was not {gap.lack}"
        yield _Annotation("error", title, gap.told, gap.path if of_file else "", _line(gap.line))
    for flaw in review.flaws:
        yield _Annotation("warning", "manifest not read", flaw.told, flaw.path, _line(flaw.why.line))
    found = [(finding, agent) for agent in review.agents for finding in agent.findings]
    found.sort(key=lambda item: item[0].severity.rank)
    places = {id(agent): Locations(agent) for agent in review.agents}
    for finding in review.findings:
        yield _Annotation(_LEVELS[finding.severity], _title(finding), finding.message)
    for finding, agent in found:
        yield _about(finding, agent, places[id(agent)])


def _line(line: int) -> Region | None:
    return Region(line, 1, line, 1) if line else None


def _about(finding: Finding, agent: AgentReview, place: Locations) -> _Annotation:
    said, region = sentence(agent, finding), place.region(finding)
    if region and (line := place.line_before(finding)):
        # What stands there now is something else.
        said = f"{said} (line {line} before)"
    return _Annotation(_LEVELS[finding.severity], _title(finding), said, place.path, region)


def _title(finding: Finding) -> str:
    return f"{finding.severity} {finding.rule}"


def _command(annotation: _Annotation) -> str:
    properties = {"file": annotation.path, **_place(annotation.region), "title": annotation.title}
    told = ",".join(f"{name}={value(text)}" for name, text in properties.items() if text)
    return f"::{annotation.level} {told}::{message(shortened(annotation.message, MOST_CHARACTERS))}"


def _place(region: Region | None) -> dict[str, str]:
    if region is None:
        return {}
    place = {"line": str(region.start_line)}
    # An annotation of several lines is shown below the last of them: far from where it begins.
    if region.start_line == region.end_line:
        place |= {"col": str(region.start_column), "endColumn": str(region.end_column)}
    return place
