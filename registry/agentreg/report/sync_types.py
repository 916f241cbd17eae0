"""The shape of what `sync --json` and `approve --json` say."""

from __future__ import annotations

from typing import Annotated, TypedDict

from agentreg.report.drift_types import ConflictData, VariantData
from agentreg.report.variant_types import CautionData, CollisionData, WideningData
from agentreg.rules.finding import Severity
from agentreg.sync.pushed import Push
from agentreg.sync.steps import Outcome


class SidesData(CollisionData):
    """A conflict of a merge: where it is, and what stands there on each side.

    Attributes:
        base: The text of the base that both come from.
        ours: The variant's.
        theirs: The newer base's.
    """

    base: str
    ours: str
    theirs: str


class StepData(VariantData):
    """What a sync does with one variant: the keys of a variant, and more.

    Attributes:
        outcome: What is done.
        reason: Why nothing is written, one sentence; empty otherwise.
        brought: What the base brings, in one line.
        kept: What of the project's own edits stays, in one line.
        conflicts: What a person has to decide.
        widenings: What the merged text lets the agent do more.
        warnings: What merged and should be looked at.
    """

    outcome: Annotated[str, Outcome]
    reason: str
    brought: str
    kept: str
    conflicts: list[SidesData]
    widenings: list[WideningData]
    warnings: list[CautionData]


class SyncedData(TypedDict):
    """What a sync did to one repository.

    Attributes:
        repository: What it is called: as it was named, or as a glob found it.
        error: Why it could not be read or written; null when it could.
        written: The files that were written.
        commit: The commit that has them; empty for none.
        pushed: What became of the branch at the remote; null where it was not pushed.
        request: The address of the pull or merge request; empty for none.
        conflicts: The conflicts that wait for a person.
        variants: What is done with each variant, sorted by path.
    """

    repository: str
    error: str | None
    written: list[str]
    commit: str
    pushed: Annotated[str, Push] | None
    request: str
    conflicts: list[ConflictData]
    variants: list[StepData]


class SyncData(TypedDict):
    """The repositories that were asked for.

    Attributes:
        repositories: One entry each, in the order in which they were named.
    """

    repositories: list[SyncedData]


class AnswerData(TypedDict):
    """A conflict that was answered with `--skip` or `--abort`.

    Attributes:
        repository: The repository's name.
        path: The variant's path.
        conflict: What became of its conflict.
    """

    repository: str
    path: str
    conflict: str


class AnswersData(TypedDict):
    """What `sync --skip` and `sync --abort` did.

    Attributes:
        repositories: One entry for each conflict.
    """

    repositories: list[AnswerData]


class AcceptedFindingData(TypedDict):
    """A finding that was accepted.

    Attributes:
        agent: The agent's name.
        path: Its path.
        rule: The rule that says it.
        severity: How much risk.
        fingerprint: Stays the same while rule, agent and judged texts do.
        message: One sentence.
    """

    agent: str
    path: str
    rule: str
    severity: Annotated[str, Severity]
    fingerprint: str
    message: str


class ApprovedData(TypedDict):
    """What `approve` accepted.

    Attributes:
        findings: Each one; `warnings` say what no decision accepts.
    """

    findings: list[AcceptedFindingData]
