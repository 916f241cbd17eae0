"""The shape of one agent of a review in JSON, documented as it is published; see `json_types`."""

from __future__ import annotations

from typing import Annotated, TypedDict

from agentreg.diff.kinds import Area
from agentreg.model.tools import Risk
from agentreg.review.additions import VersionFit
from agentreg.rules.finding import Bump, Direction, Severity
from agentreg.rules.settle import Means


class SpanData(TypedDict):
    """Where something stands in a file.

    Attributes:
        start: Character offset of its first character.
        end: Character offset behind its last character.
        line: 1-based line of its first character.
        last_line: 1-based line of its last character.
    """

    start: int
    end: int
    line: int
    last_line: int


class SpansData(TypedDict):
    """A place on each side.

    Attributes:
        before: The place before; null where there is none.
        after: The place after; null where there is none.
    """

    before: SpanData | None
    after: SpanData | None


class ChangeData(TypedDict):
    """One fact: what differs, without judgement.

    Attributes:
        area: The part of the agent concerned: `tools`, `workflow`, `constraints` and so on.
        kind: What happened; `agentreg explain KIND` tells more.
        subject: What it happened to, as a person would name it.
        before: The text before, without formatting noise; empty when there was none.
        after: The text after.
        similarity: 0 to 1: how much of an edited text stayed.
        spans: Where it stands.
    """

    area: Annotated[str, Area]
    kind: str
    subject: str
    before: str
    after: str
    similarity: float
    spans: SpansData


class FindingData(TypedDict):
    """One judgement.

    Attributes:
        rule: The id of the rule; `agentreg explain RULE` tells more.
        severity: `critical`, `high`, `medium`, `low` or `note`: how much risk.
        direction: `widens`, `narrows` or `neutral`: which way what the agent may do goes.
        bump: `major`, `minor`, `patch` or `none`: the version bump it asks for.
        subject: What it is about.
        message: One sentence for a person.
        hint: What to do or to check; may be empty.
        hosts: The hosts for which it holds; empty when it does not depend on the host.
        fingerprint: Stays the same while rule, agent and judged texts do, wherever they stand.
        spans: Where it stands.
    """

    rule: str
    severity: Annotated[str, Severity]
    direction: Annotated[str, Direction]
    bump: Annotated[str, Bump]
    subject: str
    message: str
    hint: str
    hosts: list[str]
    fingerprint: str
    spans: SpansData


class SettledData(TypedDict):
    """A finding that the project has accepted.

    Attributes:
        finding: The finding.
        by: What accepted it.
        place: Where that is written.
        reason: Why it was accepted; may be empty.
        until: The last day on which it is, as `YYYY-MM-DD`; null for ever.
    """

    finding: FindingData
    by: Annotated[str, Means]
    place: str
    reason: str
    until: str | None


class SideData(TypedDict):
    """One side of a comparison.

    Attributes:
        label: The side as the user named it.
        path: The file's path inside its source.
        host: The id of the path's host; `generic` for none, judged as Claude Code reads it
            once installed; `unknown` for a dot-folder of a program that agentreg does not know.
        version: Its version, with a star when it is derived; null where none is known.
    """

    label: str
    path: str
    host: str
    version: str | None


class PermissionsData(TypedDict):
    """What an agent may do on one host.

    Attributes:
        unrestricted: Whether it has every tool of the host, MCP servers included.
        tools: The host's names of what is granted.
        limits: The entries that grant one of these within limits only, as `Bash(git log:*)`.
        risks: The risk classes of that.
        because: Where it follows from, in one sentence.
        unsure: Whether nobody can say what else it may use: then the tools are those that it has for certain.
    """

    unrestricted: bool
    tools: list[str]
    limits: list[str]
    risks: list[Annotated[str, Risk]]
    because: str
    unsure: bool


class HostData(TypedDict):
    """What one host lets an agent do.

    Attributes:
        host: The id of the host.
        before: Before; null where it did not load the agent.
        after: Now; null where it does not load the agent.
    """

    host: str
    before: PermissionsData | None
    after: PermissionsData | None


class AdviceData(TypedDict):
    """The version that a change asks for, against the one that is declared.

    Attributes:
        fit: How the declared version fits.
        before: The version declared before; empty for none.
        after: The version declared now; empty for none.
        wanted: The version that the findings ask for; empty where none was declared before.
    """

    fit: Annotated[str, VersionFit]
    before: str
    after: str
    wanted: str


class AffectedData(TypedDict):
    """A variant that gets the change with its next sync.

    Attributes:
        repository: The project's name in the fleet.
        path: The variant's path in it.
        version: The version of the base that it has now; empty where none is known.
    """

    repository: str
    path: str
    version: str


class CopyData(TypedDict):
    """An agent of another source that is a copy, and that nobody tracks.

    Attributes:
        source: The source's name.
        path: Its path there.
        share: The share of lines that both have, from 0 to 1, estimated.
        exact: Whether it is the same text, byte for byte.
    """

    source: str
    path: str
    share: float
    exact: bool


class AgentData(TypedDict):
    """One agent.

    Attributes:
        agent: Its name now, or before for one that is gone.
        before: The side before; null for a new agent. For a copy that of its origin, which stays.
        after: The side after; null for one that is gone.
        severity: The greatest severity of its findings; null without findings.
        bump: The greatest bump of its findings.
        gained: Risk classes of what it may do now and could not do before, the greatest first.
        lost: Risk classes of what it could do before and may not now.
        changes: The facts, by area, then by position.
        findings: The judgement, the most serious first.
        settled: What was accepted of it.
        permissions: What each host lets it do; empty where no right can differ.
        existing: Findings about its state that it had before, too.
        advice: The version it asks for; null for one that is new or gone, or where nobody asked.
        affected: The variants that descend from it.
        copies: Agents of other sources that are copies of it and no variants.
        bystander: Whether nothing differs in it, and what changed around it is why it is here.
    """

    agent: str
    before: SideData | None
    after: SideData | None
    severity: Annotated[str, Severity] | None
    bump: Annotated[str, Bump]
    gained: list[Annotated[str, Risk]]
    lost: list[Annotated[str, Risk]]
    changes: list[ChangeData]
    findings: list[FindingData]
    settled: list[SettledData]
    permissions: list[HostData]
    existing: list[FindingData]
    advice: AdviceData | None
    affected: list[AffectedData]
    copies: list[CopyData]
    bystander: bool
