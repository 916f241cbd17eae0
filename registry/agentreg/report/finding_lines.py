"""The findings of one agent as labelled lines: by severity, those of one rule together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Area
from agentreg.model.document import Span
from agentreg.records import NamedTuple
from agentreg.report.columns import folded, width, wrapped
from agentreg.report.entries import Entry, Places, render_entry, render_name
from agentreg.report.labels import Label, Line, Piece
from agentreg.report.page import Detail, Page
from agentreg.report.passages import below, passages
from agentreg.report.visible import visible_line
from agentreg.report.wording import name
from agentreg.rules.finding import Finding, Severity
from agentreg.rules.rule import Rule
from agentreg.rules.table import RULES_BY_ID

SEVERITY_LABELS = {severity: Label(severity.value) for severity in Severity}

# Of many findings of one rule so many are shown, unless they are grave or all detail is asked for.
MOST_OF_A_RULE = 3

# Fields of which a rule's id says enough.
_OBVIOUS = ("definition", "description", "name")

_INDENT = " " * 11

_Where = tuple[str, Span | None, Span | None]


class Told(NamedTuple):
    """A finding and the change that it is about; None where it is about several, or about none."""

    finding: Finding
    change: Change | None


def weighty(findings: tuple[Finding, ...], changes: tuple[Change, ...], page: Page) -> list[Told]:
    """The findings that are shown before the changes, each with its own; the rest only repeat the changes."""
    standing: dict[_Where, list[Change]] = defaultdict(list)
    for change in changes:
        standing[change.subject, change.before_span, change.after_span].append(change)
    told: list[Told] = []
    shown: set[int] = set()
    for finding in findings:
        # Where nothing changed there is nothing that a finding could repeat.
        if page.is_weighty(finding.severity) or not changes:
            there = standing[finding.subject, finding.before_span, finding.after_span]
            own = next((change for change in there if change.kind in RULES_BY_ID[finding.rule].kinds), None)
            # What a graver finding has shown is not shown again.
            told.append(Told(finding, None if id(own) in shown else own))
            shown.add(id(own))
    return told


def render_findings(told: list[Told], places: Places, page: Page) -> Iterator[Line]:
    """Findings with what their changes say."""
    for _, group in groupby(told, lambda item: (item.finding.severity, item.finding.rule)):
        yield from _rule(list(group), places, page)


def render_minor(minor: list[Finding], page: Page) -> Iterator[Line]:
    """What the findings mean that only repeat a change, and so are not `weighty`: one entry for each rule."""
    for _, group in groupby(minor, lambda finding: (finding.severity, finding.rule)):
        alike = list(group)
        start = _start(alike[0])
        if len(alike) == 1:
            yield from folded(start, page.columns)
        else:
            yield from folded((*start, Piece(f" ({len(alike)} times)")), page.columns)
            for finding in alike:
                print_ = Piece(f"  {_print(finding)}", Label.FAINT)
                yield from wrapped([Piece(finding.message), print_], page.columns, _INDENT)
        yield from _meaning(alike, page)


def _start(finding: Finding) -> Line:
    label = SEVERITY_LABELS[finding.severity]
    return (Piece(f"  {finding.severity.upper():<9}", label), Piece(finding.rule, Label.HEADING))


def _rule(group: list[Told], places: Places, page: Page) -> Iterator[Line]:
    first = group[0].finding
    start = _start(first)
    if len(group) == 1:
        yield from _single(start, group[0], places, page)
    else:
        yield from folded((*start, Piece(f" ({len(group)} times)")), page.columns)
        is_whole = page.detail is Detail.ALL or first.severity.at_least(page.grave)
        most = len(group) if is_whole else MOST_OF_A_RULE
        for item in group[:most]:
            yield from _one_of_many(item, places, page)
            if page.detail is Detail.ALL:
                yield (Piece(f"{_INDENT}  {_print(item.finding)}", Label.FAINT),)
        if most < len(group):
            yield (Piece(f"{_INDENT}… and {len(group) - most} more (-v shows all)", Label.FAINT),)
    if page.detail is Detail.ALL:
        yield from _meaning([item.finding for item in group], page)


def _meaning(alike: list[Finding], page: Page) -> Iterator[Line]:
    """What the findings of one rule mean; of several each has said by itself how a decision knows it."""
    first = alike[0]
    print_ = f" {_print(first)}" if len(alike) == 1 else ""
    told = f"{explained(RULES_BY_ID[first.rule], first)}{print_}"
    yield from wrapped([Piece(told, Label.FAINT)], page.columns, _INDENT)


def _print(finding: Finding) -> str:
    return f"Fingerprint {finding.fingerprint}."


def explained(rule: Rule, finding: Finding) -> str:
    """What a finding means, where, and what to do about it."""
    hosts = f" On {', '.join(finding.hosts)}." if finding.hosts else ""
    return f"{rule.meaning}{hosts}{f' Hint: {finding.hint}.' if finding.hint else ''}"


def _single(start: Line, item: Told, places: Places, page: Page) -> Iterator[Line]:
    change = item.change
    said = visible_line(_said(item))
    place = places.of([change]) if change else places.of_finding(item.finding)
    named = (*start, Piece(f": {said}")) if said else start
    if _width(named) + (len(place) + 2 if place else 0) > page.columns:
        if _width(start) + len(place) + 2 > page.columns:
            # The name of a rule is what others look for: it is never cut.
            yield start
            yield from wrapped([Piece(place, Label.FAINT)], page.columns, _INDENT)
        else:
            yield from render_name(Entry(start, place, _INDENT), page)
        yield from wrapped([Piece(said)], page.columns, _INDENT)
        yield from below(passages(change, page), page, _INDENT) if change else ()
    elif change:
        yield from render_entry(Entry(named, place, _INDENT), change, page)
    else:
        yield (*named, Piece(f"  {place}", Label.FAINT)) if place else named


def _one_of_many(item: Told, places: Places, page: Page) -> Iterator[Line]:
    finding, change = item
    if change is None or change.area is Area.FORMAT:
        # All that there is to say is the message: where it were cut, what it is about could be lost.
        place = places.of([change]) if change else places.of_finding(finding)
        tail = [Piece(f"  {place}", Label.FAINT)] if place else []
        yield from wrapped([Piece(finding.message), *tail], page.columns, _INDENT)
        return
    said, place = _said(item), places.of([change])
    name, place = (Piece(said), place) if said else (Piece(place, Label.FAINT), "")
    yield from render_entry(Entry((Piece(_INDENT), name), place, f"{_INDENT}  "), change, page)


def _said(item: Told) -> str:
    """What of a message the change's own texts do not say: who it is about, or all of it."""
    finding, change = item
    rule = RULES_BY_ID[finding.rule]
    if change is None or change.area is Area.FORMAT:
        return finding.message
    if "{before}" not in rule.says and "{after}" not in rule.says:
        return finding.message
    subject = name(change)
    is_obvious = subject in _OBVIOUS or set(subject.casefold().split()) <= set(rule.id.split("-"))
    return "" if is_obvious else subject


def _width(line: Line) -> int:
    return sum(width(piece.text) for piece in line)
