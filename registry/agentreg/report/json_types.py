"""The shape of a review in JSON, documented as it is published (docs/json.md says when it may change)."""

from __future__ import annotations

from typing import Annotated, TypedDict

from agentreg.report.agent_types import AdviceData, AgentData, FindingData
from agentreg.review.scan import Asked
from agentreg.review.values import Outcome
from agentreg.rules.finding import Severity


class PairData(AgentData):
    """Two definitions that were named: the keys of an agent, and what concerns the whole project.

    Attributes:
        policy: Findings about the policy itself, such as a waiver that is out of date.
    """

    policy: list[FindingData]


class GapData(TypedDict):
    """A file that could not be compared.

    Attributes:
        path: Where it is.
        reason: Why, one sentence.
        line: The line that is to blame; null for the whole file.
        hint: What to do about it; empty when there is nothing useful to say.
    """

    path: str
    reason: str
    line: int | None
    hint: str


class ScopeData(TypedDict):
    """What was compared.

    Attributes:
        before: How people call the one side.
        after: How people call the other.
        before_commit: The full commit id of the one side; empty where it is no commit.
        after_commit: The same of the other.
        command: The command that makes the same review again.
        where: Where it has to run for that: `at COMMIT` names what is checked out, since the policy and the
            baseline are those of the folder; empty where nothing there judges.
    """

    before: str
    after: str
    before_commit: str
    after_commit: str
    command: str
    where: str


class VerdictData(TypedDict):
    """What a review comes to.

    Attributes:
        outcome: `incomplete` says that no finding fails, and that not all could be compared.
        level: From which severity a finding fails, where no scope of the policy says otherwise; null for
            never.
        scoped: The levels that scopes of the policy have for agents of the review, in their place; null for
            never.
        failing: How many findings fail.
        agents: In how many agents these are.
    """

    outcome: Annotated[str, Outcome]
    level: Annotated[str, Severity] | None
    scoped: list[Annotated[str, Severity] | None]
    failing: int
    agents: int


class ScanData(TypedDict):
    """Whether gitleaks looked for secrets as well.

    Attributes:
        asked: `not installed` and `left out` (by an option) say that it was not; why it `failed` a gap says.
        version: Its version; empty where it was not asked.
    """

    asked: Annotated[str, Asked]
    version: str


class ReviewData(TypedDict):
    """Two folders, or a range.

    Attributes:
        agents: Those of which something differs, the most serious first, then by name.
        unchanged: How many others were compared.
        policy: Findings about the policy itself, such as a waiver that is out of date.
        gaps: What could not be compared; each is told in `errors`, too.
        scope: What was compared; null for folders that were named.
        verdict: What it comes to; null for `agentreg diff`.
        release: The version that all changes together ask for, where tags version the repository; null where
            they do not.
        gitleaks: Whether gitleaks looked for secrets as well; null where nobody looked for any.
    """

    agents: list[AgentData]
    unchanged: int
    policy: list[FindingData]
    gaps: list[GapData]
    scope: ScopeData | None
    verdict: VerdictData | None
    release: AdviceData | None
    gitleaks: ScanData | None
