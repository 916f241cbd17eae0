"""What the index knows, as values. Times are seconds since the epoch; row ids mean nothing outside."""

from __future__ import annotations

from enum import StrEnum

from agentreg.records import NamedTuple


class Status(StrEnum):
    """What a commit did to a definition."""

    ADDED = "added"
    MODIFIED = "modified"
    DELETED = "deleted"
    RENAMED = "renamed"
    MOVED = "moved"
    COPIED = "copied"


class Revision(NamedTuple):
    """A definition at a commit of a source.

    Attributes:
        id: Row id in this index.
        source: The source's name.
        agent_id: Row id of the agent whose revision this is.
        name: The agent's name at this revision; for a deletion its name before.
        path: Where the file is (was, for a deletion) inside the source, POSIX.
        commit: Full commit id.
        blob: Full blob id; empty for a deletion.
        before_blob: Blob id of the revision that this commit changed; empty for a first revision.
        before_path: Path of that revision when it differs from `path`; empty otherwise.
        author: The author's name, untrusted like every text here.
        email: The author's address.
        time: When it was committed.
        subject: First line of the commit message.
        status: What the commit did.
        mainline: Whether the commit is reachable from the source's default branch.
        refs: Short names of tags, then branches, that point at exactly this commit.
    """

    id: int
    source: str
    agent_id: int
    name: str
    path: str
    commit: str
    blob: str
    before_blob: str
    before_path: str
    author: str
    email: str
    time: int
    subject: str
    status: Status
    mainline: bool
    refs: tuple[str, ...] = ()


class Agent(NamedTuple):
    """A lineage of definitions in one source: one agent through edits, renames and moves.

    Attributes:
        id: Row id in this index.
        source: The source's name.
        name: The newest name.
        path: The newest path.
        description: The newest routing text.
        model: The model asked for, as written; empty when there is none.
        tools: What the tool list grants, in canonical spelling, sorted.
        tool_state: How the list is stated (a `ToolState` value).
        risks: What the agent may do on its main host (`Risk` values).
        unrestricted: Whether it has every tool of its main host.
        host: The main host (a `Host` value).
        step: How tolerant the reading had to be (a `Step` value).
        blob: Blob id of the newest text.
        time: When the newest revision was committed.
        revisions: How many revisions are indexed.
        live: Whether the file is in the default branch now.
    """

    id: int
    source: str
    name: str
    path: str
    description: str
    model: str
    tools: tuple[str, ...]
    tool_state: str
    risks: tuple[str, ...]
    unrestricted: bool
    host: str
    step: str
    blob: str
    time: int
    revisions: int
    live: bool


class IndexedSource(NamedTuple):
    """A source as it was when it was last indexed.

    Attributes:
        id: Row id in this index.
        name: Its name.
        location: Where it comes from.
        git_dir: Its mirror, from which texts are read.
        filters: What was included and excluded, as text that is equal for equal filters.
        default_ref: Full name of its default branch; empty when it has none.
        indexed: When it was last indexed; 0 when indexing was never finished.
    """

    id: int
    name: str
    location: str
    git_dir: str
    filters: str
    default_ref: str
    indexed: int


class SourceStats(NamedTuple):
    """What the index holds of one source.

    Attributes:
        source: The source's name.
        agents: Agents in the default branch now.
        deleted: Agents that are there no more, or never were (other branches).
        revisions: Revisions of all of them.
        texts: Distinct texts of all revisions.
        bytes: Size of those texts.
        steps: How tolerant the reading had to be -> number of texts.
        troubles: What reading noticed -> number of texts.
    """

    source: str
    agents: int
    deleted: int
    revisions: int
    texts: int
    bytes: int
    steps: dict[str, int]
    troubles: dict[str, int]


class VersionOrigin(StrEnum):
    """Who says so."""

    TAG = "tag"
    FIELD = "field"
    PLUGIN = "plugin"


class DeclaredVersion(NamedTuple):
    """A version that somebody declared for a revision.

    Attributes:
        version: The version as text, without a tag's prefix.
        origin: Where it is declared.
        ref: The tag's short name, or the path of the file that states it.
        revision: The revision that carries it.
    """

    version: str
    origin: VersionOrigin
    ref: str
    revision: Revision


class DerivedVersion(NamedTuple):
    """The version that follows for a revision from what all revisions up to it changed.

    Attributes:
        version: Three numbers; nobody declared it, so it is shown with a star.
        revision: The revision. Several have one version where only the formatting changed.
        bump: What it asked for (a `Bump` value); empty for the first.
        because: What asked for that, in a sentence that holds untrusted text; empty when nothing did.
    """

    version: str
    revision: Revision
    bump: str
    because: str


class Versions(NamedTuple):
    """What one revision is called.

    Attributes:
        declared: The highest version declared for exactly this revision; empty when there is none.
        derived: Its derived version; empty on other branches than the default one.
    """

    declared: str = ""
    derived: str = ""

    @property
    def labels(self) -> tuple[str, ...]:
        """What there is, the derived version first and with its star."""
        return tuple(filter(None, (self.derived and f"{self.derived}*", self.declared)))
