"""Many agents in which the same kinds of thing changed, told once: what, how often, and in whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import groupby

from agentreg.diff.changes import Change, is_meaningful
from agentreg.diff.kinds import Area, Kind
from agentreg.diff.summary import MOST_ID
from agentreg.report.columns import folded, shortened, width, wrapped
from agentreg.report.counts import plural
from agentreg.report.entries import Entry, render_entry
from agentreg.report.finding_lines import SEVERITY_LABELS
from agentreg.report.labels import Label, Line, Piece
from agentreg.report.naming import first_names, name_lines
from agentreg.report.newcomers import newcomers
from agentreg.report.page import Detail, Medium, Names, Page
from agentreg.report.paths import moved_paths
from agentreg.report.visible import one_line, visible_line
from agentreg.report.wording import joined, mark, phrase, short_subject
from agentreg.review.called import distinct_names, names_together
from agentreg.review.values import AgentReview
from agentreg.rules.finding import Bump, Severity

# So many different things of one kind are named, as far as they take no more than some two lines.
MOST_NAMED = 6
MOST_NAMES = 110

# So many rules of one severity have a line each, where the least is to be shown.
MOST_APART = 2

# Of a group that changed in more ways than this only the areas are told where little is to be shown.
_MOST_KINDS = {Detail.LEAST: 1, Detail.LESS: 6}

# So many agents that are less serious than the others of their group are named rather than counted.
MOST_EXCEPTED = 2

# A longer value says little in a list.
MOST_VALUE = 24

# A longer folder is told with each path rather than once before the names.
MOST_FOLDER = 32

Group = tuple[AgentReview, ...]

_WHOLE = {
    Kind.AGENT_ADDED: "new",
    Kind.AGENT_REMOVED: "gone",
    Kind.MERGED_AWAY: "gone, while near twins stay",
}
_NO_HEADING = Piece("  ")
_VALUED = (Area.MODEL, Area.METADATA, Area.PERMISSIONS)


def render_together(group: Group, page: Page) -> Iterator[Line]:
    """A group of agents as one entry: how many, how serious, and `render_shared`.

    Args:
        group: The agents, the most serious first.
        page: What the lines are to fit.
    """
    yield from _title(group, page)
    yield from render_shared(group, page)


def render_bare(group: Group, page: Page) -> Iterator[Line]:
    """A group in as few lines as can be: how serious, each grave rule, the others in one line, and whom."""
    page = page._replace(detail=Detail.LEAST, medium=Medium.ABOVE)
    names = distinct_names(group)
    yield from _title(group, page)
    yield from _findings(group, names, page)
    yield from _named((Piece("  agents  ", Label.HEADING),), names, page)


def _title(group: Group, page: Page) -> Iterator[Line]:
    pieces = [Piece(f"{len(group)} agents", Label.NAME)]
    if severity := group[0].severity:
        pieces += [
            Piece(of_them(group, _short_name) or "  "),
            Piece(severity.upper(), SEVERITY_LABELS[severity]),
        ]
    yield from wrapped([*pieces, Piece("  "), Piece(group_facts(group))], page.columns)


def render_shared(group: Group, page: Page) -> Iterator[Line]:
    """What is found and what changed in a group, each with how often, and the agents' names."""
    names, folder = names_together(group)
    if width(folder) > MOST_FOLDER:
        names, folder = distinct_names(group), ""
    yield from _findings(group, names, page)
    yield from _changes(group, page)
    place = f" in {visible_line(folder)}" if folder else ""
    yield from _named((Piece(f"  agents{place}  ", Label.HEADING),), names, page)


def _named(start: Line, names: list[str], page: Page) -> Iterator[Line]:
    """Names behind the start of a line; as many as the page is to have, those of further lines below."""
    taken = sum(width(piece.text) for piece in start)
    room = page.columns - taken
    lines = [first_names(names, room)] if page.names is Names.FIRST else list(name_lines(names, room))
    for line in lines:
        yield (*start, Piece(line, Label.NAME))
        start = (Piece(" " * taken),)


def of_them(group: Group, shown: Callable[[str], str]) -> str:
    """`, 33 of them `, where not all of a group are as serious as its gravest; empty where all are.

    Args:
        group: The agents, the most serious first.
        shown: How the untrusted name of an agent is written: `, all but planner ` names one or two others.
    """
    named = zip(group, distinct_names(group), strict=True)
    others = [name for agent, name in named if agent.severity is not group[0].severity]
    if 0 < len(others) <= min(MOST_EXCEPTED, len(group) // 2):
        return f", all but {' and '.join(map(shown, others))} "
    return f", {len(group) - len(others)} of them " if others else ""


def _short_name(name: str) -> str:
    return shortened(one_line(name), MOST_VALUE)


def group_facts(group: Group) -> str:
    """`gain execute (25), write (3); major bump`."""
    facts = [
        f"{verb} {_counted(Counter(risks))}"
        for verb, risks in (
            ("gain", [risk.value for agent in group for risk in agent.gained if agent.was]),
            ("lose", [risk.value for agent in group for risk in agent.lost if agent.after]),
        )
        if risks
    ]
    bump = next(bump for bump in Bump if any(agent.bump is bump for agent in group))
    if all(agent.is_bystander for agent in group):
        asked = "" if bump is Bump.NONE else f"; {bump} bump"
        return f"unchanged, hit by what changed around them{asked}"
    return "; ".join([*filter(None, (_whole(group),)), *facts, f"{bump} bump"])


def _whole(group: Group) -> str:
    """What happened to agents as wholes, and what the new ones may do: `new: 5 may execute`."""
    rights = newcomers(group)
    new = sum(agent.was is None for agent in group)
    came = _came_or_went(group)
    if came and came is not Kind.AGENT_ADDED:
        return _WHOLE[came]
    word = "new copies" if all(agent.is_copy for agent in group) else "new"
    return f"{word if new == len(group) else f'{new} new'}: {rights}" if rights else ""


def _came_or_went(group: Group) -> Kind | None:
    """The one thing that happened to all of a group, where each of them is new or gone as a whole."""
    kinds = {change.kind for agent in group for change in agent.changes if is_meaningful(change)}
    if Kind.AGENT_REMOVED in kinds:
        kinds.discard(Kind.MERGED_AWAY)
    return kinds.pop() if len(kinds) == 1 and kinds <= _WHOLE.keys() else None


_About = dict[str, list[str]]
"""The names of the agents that each rule is about."""


def _findings(group: Group, named: list[str], page: Page) -> Iterator[Line]:
    """How many agents each weighty rule is about, and which."""
    about: dict[Severity, _About] = defaultdict(lambda: defaultdict(list))
    for agent, name in zip(group, named, strict=True):
        for finding in agent.findings:
            if page.is_weighty(finding.severity) or agent.is_bystander:
                about[finding.severity][finding.rule].append(name)
    for severity in sorted(about, key=lambda severity: severity.rank):
        rules = {rule: list(dict.fromkeys(names)) for rule, names in about[severity].items()}
        is_above = page.medium is Medium.ABOVE and not severity.at_least(page.grave)
        if is_above or (page.detail is Detail.LEAST and len(rules) > MOST_APART):
            lines = list(_briefly(severity, rules, page))
            yield from [_one(lines, page)] if is_above else lines
            continue
        for rule, names in rules.items():
            yield from _rule(severity, rule, (names, len(group)), page)
            yield from _same_words(group, rule, page)


def _briefly(severity: Severity, rules: _About, page: Page) -> Iterator[Line]:
    """How many agents each of many rules is about, in few lines; a grave one is always named."""
    most = len(rules) if severity.at_least(page.grave) else MOST_NAMED
    told = [f"{rule} ({len(names)})" for rule, names in sorted(rules.items(), key=lambda one: -len(one[1]))]
    told = [*told[:most], *([plural(len(told) - most, "more rule")] if len(told) > most else [])]
    yield from folded((_mark(severity), Piece(", ".join(told))), page.columns)


def _one(lines: list[Line], page: Page) -> Line:
    """The first of several lines, with a sign that there are more."""
    if len(lines) == 1:
        return lines[0]
    *front, last = lines[0]
    taken = sum(width(piece.text) for piece in front)
    return (*front, Piece(shortened(f"{last.text} …", page.columns - taken), last.label))


def _mark(severity: Severity) -> Piece:
    return Piece(f"  {severity.upper():<9}", SEVERITY_LABELS[severity])


def _rule(severity: Severity, rule: str, about: tuple[list[str], int], page: Page) -> Iterator[Line]:
    """How many agents of so many a rule is about; which, where it is not about all."""
    names, count = about
    start = (_mark(severity), Piece(rule, Label.HEADING), Piece(f" ({plural(len(names), 'agent')})"))
    room = page.columns - sum(width(piece.text) for piece in start) - 2
    if len(names) == count:
        yield start
    elif page.names is Names.ALL:
        yield start
        yield from _named((Piece(" " * 11),), names, page)
    else:
        yield (*start, Piece(f": {first_names(names, room)}")) if room > MOST_VALUE else start


def _same_words(group: Group, rule: str, page: Page) -> Iterator[Line]:
    """What a rule says of agents that did not change, where it is the same of all: no change tells it."""
    said = {one.message for agent in group for one in agent.findings if one.rule == rule}
    if len(said) == 1 and all(agent.is_bystander for agent in group):
        yield from wrapped([Piece(said.pop())], page.columns, " " * 11)


def _changes(group: Group, page: Page) -> Iterator[Line]:
    if _came_or_went(group):
        # The names are all that there is to tell, and stand below.
        return
    changes = [change for agent in group for change in agent.changes if is_meaningful(change)]
    kinds = {kind: place for place, kind in enumerate(Kind)}
    areas = {area: place for place, area in enumerate(Area)}
    changes.sort(key=lambda change: (areas[change.area], kinds[change.kind]))
    is_grave = any(one.at_least(Severity.HIGH) for one in (agent.severity for agent in group) if one)
    detail = Detail.LESS if is_grave and page.detail is Detail.LEAST else page.detail
    if len({change.kind for change in changes}) > _MOST_KINDS.get(detail, len(Kind)):
        if page.medium is Medium.HERE:
            yield from _areas(changes, page)
        return
    for area, of_area in groupby(changes, lambda change: change.area):
        heading = Piece(f"  {area.value}", Label.HEADING)
        if page.detail is not Detail.LEAST:
            yield (heading,)
            heading = _NO_HEADING
        for _, of_kind in groupby(of_area, lambda change: change.kind):
            yield from _kind(list(of_kind), heading, page)
            heading = _NO_HEADING


def _areas(changes: list[Change], page: Page) -> Iterator[Line]:
    """How many changes each area has, by what happened."""
    told = []
    for area, of_area in groupby(changes, lambda change: change.area):
        signs = Counter(mark(change).text for change in of_area)
        told.append(f"{area.value} {' '.join(f'{sign}{count}' for sign, count in signs.items())}")
    yield from folded((Piece("  changes  ", Label.HEADING), Piece(", ".join(told))), page.columns)


def _kind(changes: list[Change], heading: Piece, page: Page) -> Iterator[Line]:
    """All changes of one kind: in full when they are one change, else what they are about and how often."""
    sign = mark(changes[0])
    start = (heading, Piece(f"  {sign.text} ", sign.label))
    if len({change[1:4] for change in changes}) == 1:
        named = (*start, Piece(phrase(changes[0])))
        yield from render_entry(Entry(named, f"({len(changes)})", " " * 8, gap=" "), changes[0], page)
        return
    told = moved_paths(changes) or _counted(Counter(map(_label, changes)))
    yield from folded((*start, Piece(visible_line(told))), page.columns)


def _label(change: Change) -> str:
    """What a change is called among others of its kind; a short value is part of it."""
    name, values = phrase(change), [change.before, change.after]
    most = MOST_ID if change.area is Area.MODEL else MOST_VALUE
    if change.area not in _VALUED or max(map(len, values)) > most:
        return name
    told = (
        " -> ".join(value or "none" for value in values)
        if all(values) or _is_edit(change)
        else "".join(values)
    )
    return f"{short_subject(change.subject)} {told}"


def _is_edit(change: Change) -> bool:
    return mark(change).text == "~"


def _counted(counts: Counter[str]) -> str:
    """`tools Edit (98), Glob (34), and 5 more`, the most frequent first."""
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    named: list[str] = []
    for name, count in ranked[:MOST_NAMED]:
        if named and sum(map(len, named)) + len(name) > MOST_NAMES:
            break
        named.append(f"{name} ({count})" if count > 1 else name)
    left = len(ranked) - len(named)
    return f"{joined(named)}, and {left} more" if left > 0 else joined(named)
