"""What a release review says in one sentence each, the same on a terminal and on a pull request."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from agentreg.model.tools import Permissions
from agentreg.records import NamedTuple
from agentreg.report.counts import plural
from agentreg.report.gap_lines import counted_gaps
from agentreg.report.page import Detail
from agentreg.review.additions import Advice, Affected, Copy, VersionFit
from agentreg.review.scan import Asked, Scan
from agentreg.review.values import AgentReview, Outcome, Review, Scope, Verdict
from agentreg.rules.finding import Bump, Finding, Severity

SHORT = 10
"""Digits of a commit id beside the name that people use."""

MOST_TOOLS = 6
"""More tools than this are told by what they can do."""

UNSURE = "what is not known"
"""Told in the place of tools where nobody can say what else an agent may use."""

MOST_NAMED = 3
"""So many variants or copies are named, unless all detail is asked for."""

MOST_SOURCES = 6
"""So many sources are named that have copies."""


def because(verdict: Verdict, review: Review) -> str:
    """Why a review ended as it did."""
    if verdict.outcome is Outcome.FAILED and verdict.level is None and not verdict.agents:
        return f"{plural(verdict.failing, 'change')} of the policy itself, which no policy lets pass"
    if verdict.outcome is Outcome.FAILED:
        agents = f" in {plural(verdict.agents, 'agent')}" if verdict.agents else ""
        return f"{plural(verdict.failing, 'finding')} {_bar(verdict)}{agents}"
    if verdict.outcome is Outcome.INCOMPLETE:
        return f"{counted_gaps(review.gaps)}; no finding {_bar(verdict)}"
    return f"no finding {_bar(verdict)}"


def _bar(verdict: Verdict) -> str:
    """What the findings that fail have in common."""
    if verdict.scoped:
        fail = "fail" if verdict.failing > 1 else "fails"
        scopes = ", ".join(map(_from, verdict.scoped))
        return f"that {fail} ({_from(verdict.level)}; in scopes of the policy {scopes})"
    return _from(verdict.level) if verdict.level else "that fails: `fail-on` is `off`"


def _from(level: Severity | None) -> str:
    return f"at {level} or above" if level else "never"


def scope_line(scope: Scope) -> str:
    """`Compared v1.2.0 (8f2d1c0a9b) with HEAD (03c5d7e1f2)`."""
    sides = (_named(scope.before, scope.before_commit), _named(scope.after, scope.after_commit))
    return f"Compared {' with '.join(sides)}"


def reproduce_label(scope: Scope) -> str:
    """`Reproduce at f0e4f89051d9`: what stands before the command; without the place where none matters."""
    return f"Reproduce {scope.where}" if scope.where else "Reproduce"


def _named(name: str, commit: str) -> str:
    return f"{name} ({commit[:SHORT]})" if commit and not commit.startswith(name) else name


def scan_line(scan: Scan | None, detail: Detail = Detail.NORMAL) -> str:
    """`Secrets: gitleaks 8.18.4 was asked as well`; that it was not is a detail; empty for nothing."""
    if scan and scan.asked is Asked.ASKED:
        return f"Secrets: gitleaks {scan.version} was asked as well"
    if scan and scan.asked in (Asked.ABSENT, Asked.LEFT_OUT) and detail is Detail.ALL:
        return f"Secrets: gitleaks was not asked as well ({scan.asked})"
    return ""


def counted_agents(review: Review) -> str:
    """`3 agents changed, 1 of them in form only, 2 unchanged ones hit by that, 40 unchanged`."""
    form = sum(agent.is_reformatted_only for agent in review.agents)
    hit = sum(agent.is_bystander for agent in review.agents)
    of_form = f", {form} of them in form only" if form else ""
    of_hit = (
        f", {plural(hit, 'other')} hit by what changed around {'it' if hit == 1 else 'them'}" if hit else ""
    )
    return (
        f"{plural(len(review.agents) - hit, 'agent')} changed{of_form}{of_hit}, {review.unchanged} unchanged"
    )


def counted_severities(review: Review) -> dict[Severity, int]:
    """How many open findings there are of each severity, the gravest first."""
    findings = [*review.findings, *(finding for agent in review.agents for finding in agent.findings)]
    counted = Counter(finding.severity for finding in findings)
    return {severity: counted[severity] for severity in Severity if counted[severity]}


def sentence(agent: AgentReview, finding: Finding) -> str:
    """A finding about an agent as an annotation says it, with what is to be done."""
    return f"{agent.called}: {finding.message}{f' ({finding.hint})' if finding.hint else ''}"


def permissions(agent: AgentReview) -> Iterator[str]:
    """What each host lets an agent do, before and after; nothing where that is the same."""
    hosts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for view in agent.views:
        hosts[_may(view.held), _may(view.holds)].append(view.host)
    for (held, holds), names in hosts.items():
        sides = [side for side, known in ((held, agent.was), (holds, agent.after)) if known]
        if len(set(sides)) == len(sides):
            verb = "may use" if agent.after else "could use"
            yield f"{verb} {' -> '.join(sides)} ({', '.join(names)})"


def _may(permissions: Permissions | None) -> str:
    if permissions is None:
        return "nothing: it is not loaded"
    if permissions.unrestricted:
        return "every tool"
    tools = (*permissions.named, UNSURE) if permissions.unsure else permissions.named
    if len(tools) > MOST_TOOLS:
        return f"{len(tools)} tools that {', '.join(permissions.risks)}"
    return ", ".join(tools) or "no tool"


def existing(agent: AgentReview) -> str:
    """What was found in an agent before, too, and need not be decided now."""
    counted = Counter(finding.rule for finding in agent.existing)
    rules = ", ".join(f"{rule} ({count})" if count > 1 else rule for rule, count in sorted(counted.items()))
    return f"{plural(len(agent.existing), 'finding')} from before: {rules}"


def version_advice(advice: Advice, bump: Bump) -> str:
    """How a declared version fits; empty where it does, or where none is declared."""
    asked = f"{advice.wanted} is asked for ({bump})"
    match advice.fit:
        case VersionFit.KEPT:
            return f"version {advice.after} was kept: {asked}"
        case VersionFit.TOO_SMALL:
            return f"version {advice.before} -> {advice.after} is too small a step: {asked}"
        case VersionFit.LOWERED:
            return f"version {advice.before} -> {advice.after} goes back: {asked}"
        case _:
            return ""


def versions_advice(agents: Sequence[AgentReview]) -> str:
    """How the declared versions of many agents fit, counted; empty where all fit."""
    counted = Counter(agent.advice.fit for agent in agents if agent.advice)
    words = {
        VersionFit.KEPT: "kept by",
        VersionFit.TOO_SMALL: "raised by too little in",
        VersionFit.LOWERED: "lowered in",
    }
    told = [f"{said} {plural(counted[fit], 'agent')}" for fit, said in words.items() if counted[fit]]
    return f"versions: {', '.join(told)}" if told else ""


def release_advice(advice: Advice, bump: Bump) -> str:
    """Which release the changes ask for."""
    if not advice.before:
        return f"release {advice.after}"
    if advice.fit is VersionFit.UNKNOWN:
        return _unknown_release(advice, bump)
    if not advice.after:
        if bump is Bump.NONE:
            return f"nothing since {advice.before} asks for a release"
        return f"asks for release {advice.wanted} ({bump}) after {advice.before}"
    if advice.fit is VersionFit.FITS:
        return f"release {advice.before} -> {advice.after} fits ({bump})"
    return f"release: {version_advice(advice, bump)}"


def _unknown_release(advice: Advice, bump: Bump) -> str:
    asked = f"whether release {advice.before} -> {advice.after} fits"
    if not advice.after:
        asked = f"which release is asked for after {advice.before}"
    least = "" if bump is Bump.NONE else f"; {advice.wanted} at least ({bump})"
    return f"{asked} is unknown, for not all could be compared{least}"


class Named(NamedTuple):
    """What is said of several things of others, and which these are.

    Attributes:
        what: What there is of them, in our words.
        names: The first of them; untrusted text.
    """

    what: str
    names: str

    @property
    def sentence(self) -> str:
        """Both."""
        return f"{self.what}: {self.names}"


def descendants(affected: Sequence[Affected], detail: Detail) -> Named | None:
    """How many variants descend from what changed, and in which repositories; None for none."""
    if not affected:
        return None
    names = [f"{one.repository}/{one.path}{f' at {one.version}' if one.version else ''}" for one in affected]
    repositories = plural(len({one.repository for one in affected}), "repository")
    return Named(f"affects {plural(len(names), 'variant')} in {repositories}", _first(names, detail))


def untracked(copies: Sequence[Copy]) -> Named | None:
    """How many copies nobody tracks, and in which sources; None for none."""
    if not copies:
        return None
    counted = Counter(one.source for one in copies)
    exact = sum(one.is_exact for one in copies)
    told = f" ({exact} with the same text)" if exact else ""
    sources = [f"{name} ({count})" for name, count in sorted(counted.items())]
    what = f"copies, not tracked: {len(copies)} in {plural(len(counted), 'source')}{told}"
    return Named(what, _some(sources, MOST_SOURCES))


def untracked_of(agent: AgentReview, detail: Detail) -> Named | None:
    """The copies of an agent that nobody tracks, the nearest first; None for none."""
    if not agent.copies:
        return None
    return Named("copies, not tracked", _first([f"{one.source}/{one.path}" for one in agent.copies], detail))


def _first(names: Sequence[str], detail: Detail) -> str:
    return _some(names, len(names) if detail is Detail.ALL else MOST_NAMED)


def _some(names: Sequence[str], most: int) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f"{', '.join(names[:most])}{more}"


ADOPT = "`agentreg adopt` in their repositories makes such copies variants"
"""What helps copies that nobody tracks."""
