"""The first lines of an agent: name, versions, how serious its changes are, what it gains and loses."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from agentreg.diff.kinds import Kind
from agentreg.model.tools import Risk
from agentreg.report.columns import wrapped
from agentreg.report.finding_lines import SEVERITY_LABELS
from agentreg.report.labels import Label, Line, Piece
from agentreg.report.page import Page
from agentreg.review.values import AgentReview
from agentreg.rules.finding import Bump, Severity
from agentreg.rules.view import View


def render_headline(agent: AgentReview, place: str, page: Page) -> Iterator[Line]:
    """`python-dev 1.3.0* -> 2.0.0*  HIGH  gains execute, network`, and below it where that is."""
    yield from wrapped(headline(agent, agent.called), page.columns)
    yield from wrapped([Piece(place, Label.FAINT)], page.columns, "  ")


def headline(agent: AgentReview, name: str) -> list[Piece]:
    """What the first line says, in pieces."""
    start = _start(agent, name)
    facts = [fact for fact in (verdict(agent), *rights(agent), _bump(agent)) if fact]
    return [*start, Piece("  "), Piece("; ".join(facts))] if facts else start


def _start(agent: AgentReview, name: str) -> list[Piece]:
    pieces = [Piece(name, Label.NAME)]
    if named := versions(agent):
        pieces += [Piece(" "), Piece(named, Label.VERSION)]
    if agent.severity:
        pieces += [Piece("  "), Piece(agent.severity.upper(), SEVERITY_LABELS[agent.severity])]
    return pieces


def versions(agent: AgentReview) -> str:
    """`1.3.0* -> 2.0.0*`; the one that is known; empty for none."""
    known = [side.version for side in (agent.was, agent.after) if side and side.version]
    return " -> ".join(dict.fromkeys(known))


def rights(agent: AgentReview) -> list[str]:
    """What the agent gains, and what it loses; of a new one what it may do on its main host."""
    if agent.was is None:
        return [f"may {', '.join(view.gained)}" for view in agent.views[:1] if view.gained]
    facts = [f"gains {risks}" for risks in _by_hosts(agent.views, lambda view: view.gained)]
    opened = [view.host for view in agent.views if view.is_opened and not view.gained]
    if opened:
        # Where it could do all that a tool can do before, no risk says that there are more tools.
        behind = "" if opened[0] == agent.views[0].host else f" ({', '.join(opened)})"
        facts.append(f"gains every other tool{behind}")
    if agent.after:
        facts += [f"loses {risks}" for risks in _by_hosts(agent.views, lambda view: view.lost)]
    return facts


def _by_hosts(views: tuple[View, ...], risks_of: Callable[[View], tuple[Risk, ...]]) -> Iterator[str]:
    """`execute, network`; what holds only on hosts other than the main one, with their names."""
    groups: dict[tuple[str, ...], list[Risk]] = defaultdict(list)
    for risk in reversed(Risk):
        hosts = tuple(view.host for view in views if risk in risks_of(view))
        if hosts:
            groups[() if hosts[0] == views[0].host else hosts].append(risk)
    for hosts, risks in sorted(groups.items()):
        yield f"{', '.join(risks)} ({', '.join(hosts)})" if hosts else ", ".join(risks)


def verdict(agent: AgentReview) -> str:
    """What is said of an agent that came, went, or only looks different; empty for any other."""
    if agent.was is None:
        return "new copy" if agent.is_copy else "new"
    if agent.after is None:
        return "gone"
    if agent.is_bystander:
        return "unchanged, hit by what changed around it"
    return "only the formatting differs" if agent.is_reformatted_only else ""


def said(agent: AgentReview) -> str:
    """What differs, in one line; of a copy against its origin, and nothing of an agent that came or went."""
    from agentreg.diff.summary import summarize

    if agent.before is None or agent.after is None:
        return ""
    if not agent.is_copy:
        return summarize(agent.changes)
    told = summarize(change for change in agent.changes if change.kind is not Kind.COPIED)
    return f"compared with {agent.before.path}: {told or 'the same'}"


def _bump(agent: AgentReview) -> str:
    """What a version would have to say; two versions say it themselves."""
    if agent.bump is Bump.NONE or " -> " in versions(agent):
        return ""
    return f"{agent.bump} bump"


def where(agent: AgentReview) -> str:
    """The files by the names that the user gave."""
    return _arrow([side.label for side in (agent.before, agent.after) if side])


def paths(agent: AgentReview) -> str:
    """The files by their paths, where all agents are compared between the same two trees."""
    return _arrow([side.path for side in (agent.before, agent.after) if side])


def _arrow(names: list[str]) -> str:
    return " -> ".join(dict.fromkeys(names))


def brief_headline(agent: AgentReview, name: str, grave: Severity = Severity.HIGH) -> list[Piece]:
    """The first line of an agent of which no more than two are shown: why it is grave is in it."""
    pieces = headline(agent, name)
    told = reasons(agent, grave)
    return [*pieces, Piece(f"; {told}", Label.FAINT)] if told else pieces


def shortest_headline(agent: AgentReview, name: str, grave: Severity = Severity.HIGH) -> list[Piece]:
    """What is said of an agent that has one line, before what changed in it."""
    facts = [fact for fact in (verdict(agent), *rights(agent), reasons(agent, grave)) if fact]
    start = _start(agent, name)
    return [*start, Piece(f"  {'; '.join(facts)}", Label.FAINT)] if facts else start


def reasons(agent: AgentReview, grave: Severity = Severity.HIGH) -> str:
    """The rules of all findings that are grave; else of the gravest one, where that is medium.

    What is gained is told by `rights`.

    Args:
        agent: The agent.
        grave: From which severity on a finding is grave: high, or less.

    Returns:
        `role-was-replaced, server-was-granted (2 times), +3 medium`, with how many more there are of medium
        severity; empty where nothing is as grave.
    """
    open_ = [one for one in agent.findings if not (agent.was and agent.gained and one.rule == _GAINED)]
    named = [one for one in open_ if one.severity.at_least(grave)]
    medium = [one for one in open_ if one.severity is Severity.MEDIUM]
    if agent.severity is Severity.MEDIUM and medium and not named:
        named = [one for one in medium if one.rule == medium[0].rule]
    times = Counter(one.rule for one in named)
    told = [f"{rule} ({count} times)" if count > 1 else rule for rule, count in times.items()]
    left = len(medium) - sum(one.severity is Severity.MEDIUM for one in named)
    return ", ".join((*told, *([f"+{left} medium"] if left else [])))


_GAINED = "permissions-were-gained"
