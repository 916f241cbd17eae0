"""Many findings as the few things that they are: what was done alike in many agents, and what alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator

from agentreg.records import NamedTuple
from agentreg.report.columns import shortened, shortened_before_host, width
from agentreg.report.counts import plural
from agentreg.report.finding_lines import SEVERITY_LABELS
from agentreg.report.labels import Label, Line, Piece
from agentreg.review.called import distinct_names
from agentreg.review.values import AgentReview, Review
from agentreg.rules.finding import Finding, Severity
from agentreg.rules.table import RULES_BY_ID

LEAST = 20
"""Fewer findings than this are read one by one."""

LEAST_ALIKE = 3
"""So many agents have a section of one title in common before that is told as one thing."""

LEAST_LINES = 4
"""In fewer lines nothing can be told of them."""

_DIFFER = "texts differ"
# How subjects begin that are agents as wholes, and what is said of a copy.
_AGENT = "agent"
_BESIDE = "compared with "


class Shape(NamedTuple):
    """One thing that was found in several agents.

    Attributes:
        severity: How serious it is.
        rule: The rule that found it.
        told: What it says, of the first agent; untrusted text.
        agents: Who it was found in.
        is_same: Whether the texts are the same in each.
    """

    severity: Severity
    rule: str
    told: str
    agents: tuple[str, ...]
    is_same: bool

    @property
    def where(self) -> str:
        """`15 agents  constraint-was-removed`, and whether their texts differ."""
        return f"{plural(len(self.agents), 'agent')}  {self.rule}{'' if self.is_same else f', {_DIFFER}'}"


class Shapes(NamedTuple):
    """What was found at medium and above.

    Attributes:
        found: How many findings.
        repeated: What several agents have in common, the gravest first, then what most have.
        alone: The findings that nothing else is like, each with its agent.
    """

    found: int
    repeated: tuple[Shape, ...]
    alone: tuple[tuple[str, Finding], ...]

    @property
    def title(self) -> str:
        """What is told of all together."""
        edits = plural(len(self.repeated), "edit")
        return f"{self.found} at medium or above: {edits} over several agents, {len(self.alone)} alone"

    @property
    def rest(self) -> str:
        """How many stand alone, by rule, the gravest first, and in how many agents; empty for none."""
        if not self.alone:
            return ""
        counted = Counter((one.severity, one.rule) for _, one in self.alone)
        order = sorted(counted, key=lambda one: (one[0].rank, -counted[one]))
        rules = ", ".join(f"{_gravity(one[0])}{one[1]} ({counted[one]})" for one in order)
        return f"{len(self.alone)} in {plural(len({name for name, _ in self.alone}), 'agent')}: {rules}"


def _gravity(severity: Severity) -> str:
    return f"{severity.upper()} " if severity.at_least(Severity.HIGH) else ""


_Found = tuple[str, Finding]


def shapes_of(review: Review) -> Shapes | None:
    """Part the findings of a review.

    Returns:
        None where they are few enough to be read one by one, or where nothing repeats.
    """
    found = list(_weighty(review.agents))
    if len(found) < LEAST:
        return None
    repeated, rest = _part(found, _text, least=2, is_same=True)
    alike, alone = _part(rest, _subject, least=LEAST_ALIKE, is_same=False)
    shapes = sorted((*repeated, *alike), key=lambda one: (one.severity.rank, -len(one.agents), one.rule))
    return Shapes(len(found), tuple(shapes), tuple(alone)) if shapes else None


def _weighty(agents: tuple[AgentReview, ...]) -> Iterator[_Found]:
    for agent, name in zip(agents, distinct_names(agents), strict=True):
        for finding in agent.findings:
            if finding.severity.at_least(Severity.MEDIUM):
                yield name, finding


def _text(finding: Finding) -> Hashable:
    """What was judged, without the agent in which."""
    return finding.judged[1:]


def _subject(finding: Finding) -> Hashable:
    """What it is about, where that has a name: a section by its title, and of an agent that it is one."""
    first, _, name = finding.judged[1].partition(" ") if finding.judged else ("", "", "")
    return (first if first == _AGENT else finding.judged[1]) if name else None


def _told(finding: Finding, names: tuple[str, ...], *, is_same: bool) -> str:
    """What a shape says: what the words of the rule name, or what all texts are about."""
    if finding.subject.startswith(f"{_AGENT} "):
        return ", ".join(names)
    if not is_same:
        return finding.subject
    message = finding.message
    if message.startswith(_BESIDE):
        message = message.partition(": ")[2]
    start = RULES_BY_ID[finding.rule].says.partition("{")[0]
    told = message.removeprefix(start)
    return _opened(told) if start.endswith("(") and told != message else told


def _opened(text: str) -> str:
    """A text that stood behind a bracket, without the one that closed it."""
    depth = 1
    for place, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if not depth:
            return text[:place] + text[place + 1 :]
    return text


def _part(
    found: list[_Found], likeness: Callable[[Finding], Hashable], *, least: int, is_same: bool
) -> tuple[list[Shape], list[_Found]]:
    """Findings that so many agents have in common, and the others."""
    groups: dict[Hashable, list[_Found]] = defaultdict(list)
    for name, finding in found:
        groups[finding.severity, finding.rule, likeness(finding)].append((name, finding))
    shapes: list[Shape] = []
    rest: list[_Found] = []
    for group in groups.values():
        names = tuple(dict.fromkeys(name for name, _ in group))
        first = group[0][1]
        if len(names) < least or likeness(first) is None:
            rest += group
        else:
            told = _told(first, names, is_same=is_same)
            is_whole = is_same or first.subject.startswith(f"{_AGENT} ")
            shapes.append(Shape(first.severity, first.rule, told, names, is_whole))
    return shapes, rest


def render_shapes(shapes: Shapes, columns: int, lines: int) -> Iterator[Line]:
    """The few things as lines.

    Args:
        shapes: What to tell.
        columns: The width of a line.
        lines: At most so many.
    """
    yield (Piece(shapes.title, Label.HEADING),)
    kept = lines - 1 - bool(shapes.rest)
    shown = shapes.repeated if len(shapes.repeated) <= kept else shapes.repeated[: kept - 1]
    for shape in shown:
        start = (
            Piece(f"  {shape.severity.upper():<9}", SEVERITY_LABELS[shape.severity]),
            Piece(shape.where, Label.HEADING),
        )
        room = columns - sum(width(piece.text) for piece in start) - 2
        yield (*start, Piece(f": {shortened_before_host(shape.told, max(1, room))}"))
    if left := len(shapes.repeated) - len(shown):
        yield (Piece(f"           and {left} more in several agents (-v shows all)", Label.FAINT),)
    if shapes.rest:
        yield (Piece("  alone    ", Label.HEADING), Piece(shortened(shapes.rest, columns - 11)))
