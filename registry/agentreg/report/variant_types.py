"""The shape of what is said of single variants in JSON: by `outdated`, `why`, `adopt` and `propose`."""

from __future__ import annotations

from typing import Annotated, TypedDict

from agentreg.merge.values import Danger
from agentreg.report.drift_types import LockedData, VariantData
from agentreg.rules.finding import Severity
from agentreg.sync.why import Brake


class OutdatedData(VariantData):
    """A variant that has a newer base: the keys of a variant, and one more.

    Attributes:
        latest: The newest revision of its base at all.
    """

    latest: LockedData


class LagsData(TypedDict):
    """The variants of one repository that have a newer base.

    Attributes:
        repository: What it is called: as it was named, or as a glob found it.
        error: Why it could not be read; null when it could.
        variants: Those that have a newer base, sorted by path.
        notes: What else is to be known of it, a sentence each.
    """

    repository: str
    error: str | None
    variants: list[OutdatedData]
    notes: list[str]


class OutdatedFleetData(TypedDict):
    """The repositories that were asked for.

    Attributes:
        repositories: One entry each, in the order in which they were named.
    """

    repositories: list[LagsData]


class DisagreementData(TypedDict):
    """A place where lock, configuration and variants do not agree.

    Attributes:
        repository: The repository's name.
        path: The file.
        message: What is wrong, one sentence.
        hint: What to do about it.
    """

    repository: str
    path: str
    message: str
    hint: str


class AgreementData(TypedDict):
    """What `status --lock` found.

    Attributes:
        disagreements: Every place; none where all is well.
    """

    disagreements: list[DisagreementData]


class HoldData(TypedDict):
    """One thing that holds a variant back.

    Attributes:
        by: What kind of thing.
        message: What of it, one sentence.
    """

    by: Annotated[str, Brake]
    message: str


class AccountData(VariantData):
    """What explains a variant: its keys, and more.

    Attributes:
        owned: The fields that are the project's own.
        latest: The newest revision of its base at all; null where that is not known.
        holds: What holds it back.
        edits: Its local edits, a line each.
    """

    owned: list[str]
    latest: LockedData | None
    holds: list[HoldData]
    edits: list[str]


class OriginData(TypedDict):
    """The revision of a base that a copy comes from.

    Attributes:
        version: The version that its source declares for it; empty when there is none.
        commit: Full commit id.
        blob: Full blob id.
        path: Its path in the source.
        time: When it was committed, in UTC.
    """

    version: str
    commit: str
    blob: str
    path: str
    time: str


class AdoptionData(TypedDict):
    """A file and the base that was found for it.

    Attributes:
        path: The file.
        base: The base agent, `source/agent`.
        range: Which versions of the base it is to follow.
        owned: The fields that are the project's own.
        revision: The revision that it comes from.
        lines_in_common: 0 to 1: how many of its lines are the base's.
        words_in_common: 0 to 1: how many of its words are.
        edits: Its local edits in one line; empty for none.
        behind: Revisions between that base and the newest.
    """

    path: str
    base: str
    range: str
    owned: list[str]
    revision: OriginData
    lines_in_common: float
    words_in_common: float
    edits: str
    behind: int


class AdoptedData(TypedDict):
    """What `adopt` found and did.

    Attributes:
        adopted: The files for which a base was found.
        already: Those that are variants already.
        written: What was written.
    """

    adopted: list[AdoptionData]
    already: list[str]
    written: list[str]


class WideningData(TypedDict):
    """Something that an agent may do with a merge, and may not without it.

    Attributes:
        rule: The rule that says so.
        severity: How much risk.
        message: One sentence.
    """

    rule: str
    severity: Annotated[str, Severity]
    message: str


class CautionData(TypedDict):
    """Something that merged and should be looked at.

    Attributes:
        danger: What kind of trouble it may mean.
        subject: The field or passage concerned.
        message: One sentence.
    """

    danger: Annotated[str, Danger]
    subject: str
    message: str


class CollisionData(TypedDict):
    """Something that both sides changed otherwise.

    Attributes:
        subject: The field or passage concerned.
        reason: Why nobody but a person can decide it.
    """

    subject: str
    reason: str


class OfferedData(TypedDict):
    """The revision of a base that edits are offered to.

    Attributes:
        version: The version that its source declares for it; empty when there is none.
        commit: Full commit id.
        blob: Full blob id.
        path: Its path in the source.
    """

    version: str
    commit: str
    blob: str
    path: str


class ProposalData(TypedDict):
    """What a variant would bring to its base, and what was written of that.

    Attributes:
        path: The variant.
        base: The base agent, `source/agent`.
        revision: The newest revision of the base, into which the edits are merged.
        brings: What that changes, in one line.
        conflicts: Where the edits collide with the base's own news; nothing is written then.
        widenings: What the base could do with it that it cannot now.
        warnings: What merged and should be looked at.
        branch: The new branch in the source; empty for none.
        commit: The commit on it; empty for none.
        patch: The patch, where it was written nowhere else.
        written: The file that holds the patch; empty for none.
    """

    path: str
    base: str
    revision: OfferedData
    brings: str
    conflicts: list[CollisionData]
    widenings: list[WideningData]
    warnings: list[CautionData]
    branch: str
    commit: str
    patch: str
    written: str
