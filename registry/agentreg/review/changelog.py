"""Release notes of agents, for those who use them: what breaks, is riskier, new, changed, better or mended.

They are drawn from what the changes ask for and from what they risk, and say nothing of mere form.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator
from enum import StrEnum

from agentreg.diff.changes import Change, is_meaningful
from agentreg.diff.kinds import Area, Kind
from agentreg.formats.read import read_definition
from agentreg.records import NamedTuple
from agentreg.review.called import called
from agentreg.review.namesakes import one_less, one_more
from agentreg.review.risks import is_risk, told_risks
from agentreg.review.sentences import told_changes, told_finding, told_rights
from agentreg.review.values import AgentReview, Gap, Review, Scope
from agentreg.rules.finding import Bump, Direction, Finding
from agentreg.rules.gravity import is_grave
from agentreg.rules.table import RULES_BY_ID
from agentreg.static import TYPE_CHECKING

if TYPE_CHECKING:
    from agentreg.formats.manifests import Flaw


class Part(StrEnum):
    """The parts of release notes, in their order; the value is the title.

    RISKIER: the agent may do more, or something holds it less than before. IMPROVED: something holds it more.
    CHANGED: nobody can tell whether that is better.
    """

    BREAKING = "breaking"
    RISKIER = "riskier"
    NEW = "new"
    CHANGED = "changed"
    IMPROVED = "improved"
    FIXED = "fixed"


FIXES = frozenset(
    {
        "frontmatter-became-valid",
        "hidden-text-was-removed",
        "lookalike-name-was-removed",
        "override-was-removed",
        "rights-became-clear",
    }
)
"""Rules that say that something was wrong before."""

_ADDING = (
    "added",
    "broadened",
    "copied",
    "enabled",
    "extended",
    "granted",
    "lifted",
    "unrestricted",
    "widened",
)
"""Last words of the rules by which an agent can do what it could not."""

_UNSEEN = (Kind.SECTION_MOVED, Kind.CONSTRAINT_MOVED, Kind.CONTENT_MOVED)
"""What stands elsewhere in a prompt is the same to whoever uses the agent."""

_WITHDRAWN = "agent-was-withdrawn"
"""Of a file that moved so, this says all: that it moved is why."""

_GAINED = "permissions-were-gained"

_REVOKED = "tool-was-revoked"

MOST_SENTENCES = 2
"""More findings of one rule than this are one line."""

MOST_TEXT = 80
"""Characters of a text that is gone."""


class Note(NamedTuple):
    """What users of some agents are told.

    Attributes:
        agents: The agents of which this is true, by name; with the path where several have the name.
        lines: What there is to know; holds untrusted text.
    """

    agents: tuple[str, ...]
    lines: tuple[str, ...]


class Changelog(NamedTuple):
    """Release notes.

    Attributes:
        parts: What is told, by part; none without a note.
        scope: What was compared.
        gaps: What the notes lack, for it could not be compared.
        flaws: Manifests of plugins beside the agents that cannot be read.
    """

    parts: tuple[tuple[Part, tuple[Note, ...]], ...]
    scope: Scope | None = None
    gaps: tuple[Gap, ...] = ()
    flaws: tuple[Flaw, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether nothing was in the way of telling all."""
        return not self.gaps and not self.flaws


def changelog_of(review: Review) -> Changelog:
    """Draw release notes from a review.

    Args:
        review: The review; what was accepted in it changes the agent all the same.

    Returns:
        The notes; agents of which the same is true are one note, and notes stand by their first agent.
    """
    told: dict[Part, dict[tuple[str, ...], list[str]]] = {part: defaultdict(list) for part in Part}
    name_of = called(review.agents)
    came = {agent.paths[-1] for agent in review.agents if agent.was is None}
    for agent in sorted(review.agents, key=lambda agent: (agent.name, agent.paths)):
        for part, lines in _notes(agent, came):
            if lines:
                told[part][lines].append(name_of(agent))
    parts = (
        (part, tuple(Note(tuple(dict.fromkeys(names)), lines) for lines, names in notes.items()))
        for part, notes in told.items()
        if notes
    )
    return Changelog(tuple(parts), review.scope, review.gaps, review.flaws)


def _notes(agent: AgentReview, came: Container[str]) -> Iterator[tuple[Part, tuple[str, ...]]]:
    """What is told of one agent, each part once."""
    found = [*agent.findings, *(done.finding for done in agent.settled)]
    if agent.was is None:
        # What a new agent may do is no change for anybody; what is wrong with it is worth a word.
        yield Part.RISKIER, tuple(told_risks(one for one in found if one.bump is Bump.NONE))
        yield Part.NEW, tuple(_introduced(agent, came))
        return
    if agent.after is None:
        yield Part.BREAKING, (one_less(agent),)
        return
    findings = [one for one in found if _counts(one)]
    about = _by_change(agent, findings)
    parts = _sorted(about, [one for one in found if is_risk(one)])
    yield Part.BREAKING, tuple(_broken(findings, about))
    yield Part.RISKIER, tuple(told_risks(_with_tools(found, parts[Part.RISKIER])))
    for part in (Part.NEW, Part.CHANGED, Part.IMPROVED, Part.FIXED):
        yield part, tuple(told_changes(parts[part]))


def _counts(finding: Finding) -> bool:
    return finding.bump is not Bump.NONE and RULES_BY_ID[finding.rule].area is not Area.POLICY


def _introduced(agent: AgentReview, came: Container[str]) -> Iterator[str]:
    """A new agent by itself: what differs from the one that it is a copy of changed for nobody."""
    former = agent.names[-1]
    beside = one_more(agent, came)
    if not agent.is_copy or agent.name != former or not beside:
        yield _described(agent)
        if agent.views and (rights := told_rights(agent.views[0].holds)):
            yield rights
    if agent.is_copy and agent.name != former:
        yield f"a copy of {former or agent.paths[0]}"
    if beside:
        yield beside


def _described(agent: AgentReview) -> str:
    """What the description of an agent says first."""
    side = agent.after
    text = side.text.encode("utf-8", "surrogateescape") if side else b""
    described = " ".join(read_definition(text, side.path if side else "").description.split())
    first, stop, _ = described.partition(". ")
    return f"{first}{stop.strip()}" or "new"


About = list[tuple[Change, list[Finding]]]
"""Changes that mean something, each with the findings about it."""


def _by_change(agent: AgentReview, findings: list[Finding]) -> About:
    there: dict[tuple[object, ...], list[Finding]] = defaultdict(list)
    for finding in findings:
        there[finding.subject, finding.before_span, finding.after_span].append(finding)
    unseen = (*_UNSEEN, Kind.FILE_MOVED) if any(one.rule == _WITHDRAWN for one in findings) else _UNSEEN
    found = []
    for change in agent.changes:
        if is_meaningful(change) and change.area is not Area.POLICY and change.kind not in unseen:
            own = there[change.subject, change.before_span, change.after_span]
            found.append((change, [one for one in own if change.kind in RULES_BY_ID[one.rule].kinds]))
    return found


def _sorted(about: About, risks: list[Finding]) -> dict[Part, list[Change]]:
    """The changes by part, given the risks that are told of the agent."""
    parts: dict[Part, list[Change]] = {part: [] for part in Part}
    for change, findings in about:
        part = _part(findings)
        parts[_riskier(change, risks) if part is Part.NEW else part].append(change)
    return parts


def _riskier(change: Change, risks: list[Finding]) -> Part:
    """Where to tell what is new: a tool by which kinds of right are gained, and a text that holds a risk."""
    gaining = next((one for one in risks if one.rule == _GAINED), None)
    if change.kind is Kind.TOOL_GRANTED and gaining and is_grave(_tool(change), gaining.hosts):
        return Part.RISKIER
    # The text may be good for something else, too.
    return Part.CHANGED if any(_holds(change, one) for one in risks) else Part.NEW


def _holds(change: Change, risk: Finding) -> bool:
    """Whether a risk of the definition as it is stands in what was added."""
    there, inside = change.after_span, risk.after_span
    is_of_state = not RULES_BY_ID[risk.rule].kinds
    return bool(is_of_state and there and inside and there.start < inside.end and inside.start < there.end)


def _tool(change: Change) -> str:
    return change.subject.partition(" ")[2]


def _with_tools(findings: list[Finding], riskier: list[Change]) -> Iterator[Finding]:
    """The findings; the first about kinds of right that are gained says by which tools."""
    names = [_tool(change) for change in riskier if change.kind is Kind.TOOL_GRANTED]
    told = f", by the tool{'s' if len(names) > 1 else ''} {', '.join(names)}" if names else ""
    for finding in findings:
        if told and finding.rule == _GAINED and is_risk(finding):
            yield finding._replace(message=f"{finding.message}{told}")
            told = ""
        else:
            yield finding


def _broken(findings: list[Finding], about: About) -> Iterator[str]:
    """What breaks, by name: a sentence each, or one for several of a rule."""
    texts = {id(one): change.before for change, ones in about for one in ones}
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.bump is Bump.MAJOR:
            by_rule[finding.rule].append(finding)
    for rule, ones in by_rule.items():
        if rule == _REVOKED:
            yield f"may no longer use {', '.join(dict.fromkeys(map(_named, ones)))}"
        elif len(ones) > MOST_SENTENCES:
            yield f"{_listed(ones)} {rule.rpartition('-')[2]}"
        else:
            yield from dict.fromkeys(_sentence(one, texts.get(id(one), "")) for one in ones)


def _named(finding: Finding) -> str:
    return finding.subject.partition(" ")[2] or finding.subject


def _sentence(finding: Finding, gone: str) -> str:
    """What a finding says, with the text that is gone where it only names its place."""
    told, text = told_finding(finding), " ".join(gone.split())
    if not told.endswith("is gone") or not text or text in told:
        return told
    return f"{told}: {text if len(text) <= MOST_TEXT else f'{text[: MOST_TEXT - 1]}…'}"


def _listed(findings: list[Finding]) -> str:
    """`tools Write, Edit, Bash`."""
    subjects = list(dict.fromkeys(one.subject for one in findings))
    noun = subjects[0].partition(" ")[0]
    if not all(subject.startswith(f"{noun} ") for subject in subjects):
        return ", ".join(subjects)
    return f"{noun}s {', '.join(subject.removeprefix(f'{noun} ') for subject in subjects)}"


def _part(findings: list[Finding]) -> Part:
    if any(one.bump is Bump.MAJOR for one in findings):
        return Part.BREAKING
    if any(one.rule in FIXES for one in findings):
        return Part.FIXED
    # That the agent gains a kind of right does not say by which tool.
    if any(is_risk(one) and one.rule != _GAINED for one in findings):
        return Part.RISKIER
    if any(one.bump is Bump.MINOR and one.rule.endswith(_ADDING) for one in findings):
        return Part.NEW
    directions = {one.direction for one in findings}
    is_held = Direction.NARROWS in directions and Direction.WIDENS not in directions
    return Part.IMPROVED if is_held else Part.CHANGED
