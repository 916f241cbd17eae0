"""One value with all that a report shows."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from agentreg.diff.changes import Change, is_meaningful
from agentreg.diff.files import own_paths
from agentreg.diff.kinds import Kind
from agentreg.model.definition import Definition
from agentreg.model.tools import Risk
from agentreg.records import NamedTuple
from agentreg.rules.finding import Bump, Finding, Severity, greatest_bump, greatest_severity
from agentreg.rules.view import View
from agentreg.static import TYPE_CHECKING

if TYPE_CHECKING:
    from agentreg.diff.layout import Layout
    from agentreg.formats.manifests import Flaw
    from agentreg.review.additions import Advice, Affected, Copy
    from agentreg.review.scan import Scan
    from agentreg.rules.settle import Settled


class Side(NamedTuple):
    """One side of a comparison, as a report needs it.

    Attributes:
        label: How to call it: a path, `HEAD~1:agents/reviewer.md`, `source/reviewer@1.2.0`.
        path: Its path inside its source.
        host: The id of its main host.
        text: `Document.text`, into which spans point; its secrets are masked, character by character.
        version: The name of its version as people write it, `1.4.0`, or `1.4.0*` for a derived one; empty
            where none is known.
        content: The hash by which a decision knows the text as it is; empty where nothing in it is masked.
    """

    label: str
    path: str
    host: str
    text: str
    version: str = ""
    content: str = ""


class Lack(StrEnum):
    """What is missing from a review; the value says what did not happen to it.

    FILE: a file of which nothing is known. PROGRAM: what another program would have found.
    """

    FILE = "compared"
    PROGRAM = "asked"


class Gap(NamedTuple):
    """A file that could not be compared, or a program that could not be asked: it never counts as clean.

    Attributes:
        path: Where it is; the name of a program.
        reason: Why, one sentence.
        line: The line that is to blame, 1-based; 0 for the whole file.
        hint: What to do about it; empty when there is nothing useful to say.
        lack: What is missing.
    """

    path: str
    reason: str
    line: int = 0
    hint: str = ""
    lack: Lack = Lack.FILE

    @property
    def place(self) -> str:
        """The path, with the line where one is to blame."""
        return f"{self.path}:{self.line}" if self.line else self.path

    @property
    def told(self) -> str:
        """The reason and the remedy."""
        return f"{self.reason} ({self.hint})" if self.hint else self.reason

    @property
    def sentence(self) -> str:
        """The same in one sentence."""
        return f"{self.place} was not {self.lack}: {self.told}"


class Scope(NamedTuple):
    """What was compared.

    Attributes:
        before: How people call the one side: `v1.2.0`, `main`, `HEAD`.
        after: How people call the other: `HEAD`, `the index`, `the work tree`.
        before_commit: The full commit id of the one side; empty where it is no commit.
        after_commit: The same of the other.
        command: The command that makes the same review again.
        where: Where it has to run for that, since the policy and the baseline are those of the folder: `at
            f0e4f89051d9 in team/` names what is checked out; empty where nothing there judges.
    """

    before: str
    after: str
    before_commit: str = ""
    after_commit: str = ""
    command: str = ""
    where: str = ""


class Outcome(StrEnum):
    """How a review ended; the value is the word shown.

    FAILED: a finding is as serious as the gate says. INCOMPLETE: none is, and not all could be compared.
    """

    PASSED = "pass"
    FAILED = "fail"
    INCOMPLETE = "incomplete"


class Verdict(NamedTuple):
    """What a review comes to.

    Attributes:
        outcome: How it ended.
        level: From which severity a finding fails, where no scope of the policy says otherwise; None for
            never.
        failing: How many findings fail.
        agents: In how many agents these are.
        grave: From which severity on each finding is told, however short its agent is: high, or less where
            less fails somewhere.
        elsewhere: The level for each agent of which a scope of the policy says otherwise, by its paths.
    """

    outcome: Outcome
    level: Severity | None
    failing: int = 0
    agents: int = 0
    grave: Severity = Severity.HIGH
    elsewhere: Mapping[tuple[str, ...], Severity | None] = MappingProxyType({})

    @property
    def scoped(self) -> tuple[Severity | None, ...]:
        """The levels that scopes of the policy have for agents here, the gravest first, never at last."""
        return tuple(sorted(set(self.elsewhere.values()), key=lambda one: one.rank if one else len(Severity)))

    def level_of(self, agent: AgentReview) -> Severity | None:
        """From which severity a finding about an agent fails; None for never."""
        return self.elsewhere.get(agent.paths, self.level)


class AgentReview(NamedTuple):
    """One agent: what changed in it and what that means.

    Attributes:
        name: The agent's name now, or before for one that is gone.
        before: The side before; None for a new agent. For a copy that of its origin, which is no other than
            it was.
        after: The side after; None for one that is gone.
        changes: The facts.
        findings: The judgement, the most serious first.
        gained: The risk classes of what the agent may do now and could not do before, the greatest first.
        lost: Those of what it could do before and may not now.
        settled: Findings that the project has accepted; they are in `findings` no more.
        views: What each host lets it do, before and after; none where no right can differ.
        existing: Findings about its state that it had before, too: nobody has to decide them now.
        advice: The version it asks for; None for an agent that is new or gone, for a copy under another name,
            or where nobody asked.
        affected: The variants that descend from it; none where nobody asked.
        copies: Agents of other sources that are copies of it and no variants; none where nobody asked.
        is_bystander: Whether nothing differs in it, and what changed around it is why it is told.
        layout: How its texts lie beside each other; None for an agent that is judged as it is.
        holders: The paths of all agents that have its name now, or the one that it had; none where no other
            agents were looked at.
        shares_name: Whether another agent of the two trees has, or had, its name or the one that it had.
    """

    name: str
    before: Side | None
    after: Side | None
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]
    gained: tuple[Risk, ...]
    lost: tuple[Risk, ...]
    settled: tuple[Settled, ...] = ()
    views: tuple[View, ...] = ()
    existing: tuple[Finding, ...] = ()
    advice: Advice | None = None
    affected: tuple[Affected, ...] = ()
    copies: tuple[Copy, ...] = ()
    is_bystander: bool = False
    layout: Layout | None = None
    holders: tuple[str, ...] = ()
    shares_name: bool = False

    @property
    def called(self) -> str:
        """Its name where people read it; also for one that has none, or one that is signs only."""
        if self.name and not self.is_named:
            return f'(named "{self.name}")'
        return self.name or "(no name)"

    @property
    def is_named(self) -> bool:
        """Whether its name is one that a reader takes for a name: `[` of a broken file is none."""
        return any(map(str.isalnum, self.name))

    @property
    def severity(self) -> Severity | None:
        """The severity of the most serious finding; None without findings."""
        return greatest_severity(self.findings)

    @property
    def bump(self) -> Bump:
        """The version bump that the findings ask for together; who accepts a risk still changes the agent."""
        return greatest_bump((*self.findings, *(one.finding for one in self.settled)))

    @property
    def known(self) -> tuple[Finding, ...]:
        """The findings that a baseline holds."""
        from agentreg.rules.settle import Means

        return tuple(one.finding for one in self.settled if one.means is Means.BASELINE)

    @property
    def paths(self) -> tuple[str, ...]:
        """The agent's paths before and after."""
        return tuple(side.path for side in (self.before, self.after) if side)

    @property
    def own_paths(self) -> tuple[str, ...]:
        """Those of `paths` at which it is an agent itself, and not another one that it is compared with."""
        return own_paths(self.paths, self.changes)

    @property
    def names(self) -> tuple[str, ...]:
        """The agent's name now, and the one that it had before."""
        former = (change.before for change in self.changes if change.kind is Kind.RENAMED)
        return (self.name, *former)

    @property
    def is_copy(self) -> bool:
        """Whether it is new, and a copy, under whatever name, of an agent that is still there."""
        return any(change.kind is Kind.COPIED for change in self.changes)

    @property
    def was(self) -> Side | None:
        """What the agent itself was before; None for a new one, for a copy, and where no host loaded it."""
        return None if self.is_copy or self._was_no_agent else self.before

    @property
    def _was_no_agent(self) -> bool:
        """Whether no host loaded the file that was there before."""
        started = any(change.kind is Kind.STARTED_LOADING for change in self.changes)
        return started and all(view.held is None for view in self.views)

    @property
    def others(self) -> tuple[str, ...]:
        """The paths of the other agents that have its name now, or the one that it had."""
        here = self.after.path if self.after else ""
        return tuple(path for path in self.holders if path != here)

    @property
    def is_reformatted_only(self) -> bool:
        """Whether something differs, and nothing that means anything."""
        return bool(self.changes) and not any(is_meaningful(change) for change in self.changes)


class Review(NamedTuple):
    """Several agents.

    Attributes:
        agents: Those of which something differs, and those that a change around them hits
            (`is_bystander`), the most serious first, then by name.
        unchanged: How many others were compared.
        findings: What is to be told of the project's own policy.
        gaps: What could not be compared.
        scope: What was compared; None for two definitions that were named.
        verdict: What it comes to; None where no gate was asked.
        release: The version that all changes together ask for, where the repository is versioned by its tags;
            None where it is not.
        flaws: Manifests of plugins beside the agents that cannot be read.
        scan: Whether gitleaks was asked about secrets; None where nobody looked for any.
    """

    agents: tuple[AgentReview, ...]
    unchanged: int = 0
    findings: tuple[Finding, ...] = ()
    gaps: tuple[Gap, ...] = ()
    scope: Scope | None = None
    verdict: Verdict | None = None
    release: Advice | None = None
    flaws: tuple[Flaw, ...] = ()
    scan: Scan | None = None

    @property
    def grave(self) -> Severity:
        """From which severity on each finding is told, however short its agent is."""
        return self.verdict.grave if self.verdict else Severity.HIGH

    @property
    def bump(self) -> Bump:
        """The version bump that all agents together ask for."""
        asked = {agent.bump for agent in self.agents}
        return next((bump for bump in Bump if bump in asked), Bump.NONE)


class Labelled(NamedTuple):
    """A definition, and what is known of it beyond its file.

    Attributes:
        definition: The definition.
        label: How to call it.
        version: Its version where that is known (`Side.version`).
        listed_by: The manifest of a plugin that lists it; empty for none, and where nobody looked.
    """

    definition: Definition
    label: str
    version: str = ""
    listed_by: str = ""
