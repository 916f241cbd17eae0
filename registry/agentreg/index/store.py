"""What the rest of the program asks of an index, whatever keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from agentreg.index.values import Agent, IndexedSource, Revision, SourceStats, Status
from agentreg.records import NamedTuple

if TYPE_CHECKING:
    from agentreg.index.facts import TextFacts


class Scope(StrEnum):
    """Which revisions count."""

    MAINLINE = "mainline"
    ALL = "all"


class AgentFilter(NamedTuple):
    """Which agents are wanted; empty fields want all.

    Attributes:
        name: A glob over names.
        source: A glob over source names.
        host: A host's id.
        model: A glob over models as written.
        tool: A tool that the agent may use, by any name that a host has for it.
        live: True leaves out agents that are in no default branch.
    """

    name: str = ""
    source: str = ""
    host: str = ""
    model: str = ""
    tool: str = ""
    live: bool = True


class Window(NamedTuple):
    """Which part of an agent's history is wanted, newest first.

    Attributes:
        scope: On which branches.
        until: Nothing after this moment; None for all.
        limit: At most so many; -1 for all.
    """

    scope: Scope = Scope.MAINLINE
    until: int | None = None
    limit: int = -1


class Found(NamedTuple):
    """A search result: the agent, and whether its name or description matched (not only its prompt)."""

    agent: Agent
    in_header: bool


class Pair(NamedTuple):
    """Two texts, and where they were read; all that can be said of a change follows from these."""

    before_blob: str
    before_path: str
    blob: str
    path: str


class Told(NamedTuple):
    """What happened between two texts.

    Attributes:
        summary: In one line that holds untrusted text; empty when nothing did.
        bump: The version bump that it asks for (a `Bump` value).
        because: What asks for that, in a sentence that holds untrusted text.
    """

    summary: str
    bump: str
    because: str


class Reader(Protocol):
    """Questions to an index."""

    def close(self) -> None:
        """Let go of it."""

    def sources(self) -> list[IndexedSource]:
        """Every source, by name."""

    def agents(self, wanted: AgentFilter) -> list[Agent]:
        """The agents that a filter lets through, by name, then source, then path."""

    def agents_named(self, name: str, source: str = "") -> list[Agent]:
        """Agents of this newest name, compared without case; of one source unless that is empty."""

    def agents_at(self, path: str, source: str = "") -> list[Agent]:
        """Agents that are or were at exactly this path."""

    def agents_formerly(self, name: str, source: str = "") -> list[Agent]:
        """Agents that once had this name."""

    def names(self) -> list[tuple[str, str]]:
        """(source, name) of every agent that is in a default branch now."""

    def paths(self, agent_id: int) -> list[str]:
        """Every path that the agent ever had."""

    def revisions(self, agent_id: int, window: Window) -> list[Revision]:
        """The agent's revisions, newest first."""

    def sketches(self, source: str) -> list[tuple[int, bytes]]:
        """(agent id, sketch) of every text that an agent of a source has or had."""

    def newest_sketches(self) -> dict[int, bytes]:
        """The sketch of the newest text of every agent that is in a default branch, by the agent's id."""

    def refs(self, source: str) -> dict[str, str]:
        """Full ref name -> commit id."""

    def stated_versions(self, agent_id: int) -> list[tuple[str, Revision]]:
        """(version, revision) for each mainline revision that states another version than the one before."""

    def search(self, words: str, limit: int) -> list[Found]:
        """Agents in default branches that say all of these words, best first (see `words.match_words`)."""

    def told(self, pairs: Iterable[Pair], algorithm: str) -> dict[Pair, Told]:
        """What is kept of some pairs, as far as this algorithm said it."""

    def stats(self) -> list[SourceStats]:
        """What the index holds, source by source."""


class PathRow(NamedTuple):
    """A reading as rows refer to it.

    Attributes:
        id: Row id of the reading.
        text: Row id of the text.
        name: The name it found.
        is_agent: Whether it found an agent.
        sketch: Of the text.
        is_settled: Whether another try would find the same.
    """

    id: int
    text: int
    name: str
    is_agent: bool
    sketch: bytes
    is_settled: bool = True


class NewCommit(NamedTuple):
    """A commit to be written."""

    oid: str
    author: str
    email: str
    time: int
    subject: str


class NewRevision(NamedTuple):
    """A revision to be written; readings by row id, a path before only where it differs."""

    path: str
    reading: int | None
    before_reading: int | None
    before_path: str | None
    status: Status


class Writer(Protocol):
    """Changes to an index; one process at a time, each source in one transaction."""

    def close(self) -> None:
        """Let go of it."""

    def transaction(self) -> AbstractContextManager[None]:
        """All that is written inside appears at once, or not at all."""

    def source(self, name: str) -> IndexedSource | None:
        """What was indexed under this name."""

    def sources(self) -> list[IndexedSource]:
        """Every source, by name."""

    def save_source(self, source: IndexedSource) -> int:
        """Write a source's row (its `id` is not used); returns the row id."""

    def forget_source(self, source_id: int) -> None:
        """Drop all rows of a source; readings of texts stay, they hold for any source."""

    def refs(self, source_id: int) -> dict[str, str]:
        """Full ref name -> commit id, as last indexed."""

    def save_refs(self, source_id: int, refs: Mapping[str, str]) -> None:
        """Replace the refs."""

    def readings(self, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], PathRow]:
        """The readings that are there already, by (blob id, path)."""

    def save_text(self, text: TextFacts) -> None:
        """Write a text's facts and words, and its readings, none of which is there already."""

    def unsettled(self, source_id: int) -> list[tuple[str, str]]:
        """(blob id, path) of the readings that a source uses and that are to be tried again."""

    def save_unsettled(self, source_id: int, readings: Iterable[int]) -> None:
        """Remember that a source uses readings, by row id, that are to be tried again."""

    def forget_unsettled(self, source_id: int) -> None:
        """Drop the unsettled readings that a source uses, and every source that uses one of them."""

    def save_commit(self, source_id: int, commit: NewCommit, revisions: Iterable[NewRevision]) -> None:
        """Write a commit with its revisions."""

    def drop_commits(self, source_id: int, oids: Iterable[str]) -> int:
        """Drop commits that no ref reaches any more; returns the number of revisions dropped."""

    def mark_mainline(self, source_id: int, oids: Iterable[str], *, value: bool) -> None:
        """Say which commits are, or are no longer, reachable from the default branch."""

    def history(self, source_id: int) -> Iterator[HistoryRow]:
        """Every revision of a source, parents before children."""

    def mark_copies(self, copies: Mapping[int, tuple[int, int] | None]) -> None:
        """Make added revisions copies, or plain again: revision -> (path, reading) copied, or None."""

    def save_agents(self, source_id: int, agents: Iterable[NewAgent]) -> None:
        """Make these the agents of a source, keeping the row ids of those that are there already."""

    def save_told(self, told: Mapping[Pair, Told], algorithm: str) -> None:
        """Keep what an algorithm said, in place of what another one did."""


class HistoryRow(NamedTuple):
    """A revision as `agents` needs it to draw lineages: row ids, and the facts that decide."""

    id: int
    path_id: int
    path: str
    reading: int | None
    text: int | None
    before_path: int | None
    status: Status
    commit: bytes
    time: int
    mainline: bool


class NewAgent(NamedTuple):
    """An agent to be written.

    Attributes:
        origin: The path at which it was first seen: what stays when all else changes.
        path: Its newest path.
        paths: Row ids of all its paths.
        reading: Row id of its newest reading.
        time: When its newest revision was committed.
        revisions: How many it has.
        live: Whether it is in the default branch now.
    """

    origin: str
    path: str
    paths: tuple[int, ...]
    reading: int
    time: int
    revisions: int
    live: bool
