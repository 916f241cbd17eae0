"""Bases by way of the index: which revision, by its rows; which text, from the mirror of its source."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from agentreg.config.location import parse_location
from agentreg.errors import BadReference, ReadError, UnknownReference
from agentreg.index.alike import most_alike
from agentreg.index.lookup import find_agent, qualified
from agentreg.index.reference import AgentReference
from agentreg.index.selection import revisions_with_text, select
from agentreg.index.selector import InRange, Named, Newest, Selector, parse_selector
from agentreg.index.semver import Version, parse_version
from agentreg.index.store import Reader, Scope, Window
from agentreg.index.telling import Teller
from agentreg.index.values import Agent, Revision
from agentreg.index.versions import declared_versions, same_version
from agentreg.variants.lock import LockEntry, fingerprint
from agentreg.variants.origin import Written
from agentreg.variants.standing import Base, base_name
from agentreg.variants.texts import IndexedTexts

NEWEST = "*"
"""The version of a variant that follows the default branch of its source."""


_SHORTLIST = 8
"""Agents whose texts are read to find out where a file comes from."""


class IndexedBases:
    """The bases that an index knows; a context manager over the mirrors that it reads from.

    What was found once is remembered: many projects follow few bases.
    Ranges mean declared versions, and derived ones where none of those fits; without a teller only declared.
    """

    def __init__(self, reader: Reader, teller: Teller | None = None) -> None:
        self._reader = reader
        self._teller = teller
        self._texts = IndexedTexts(reader)
        self._newest: dict[tuple[str, str], Base | None] = {}
        self._blobs: dict[int, list[str]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._texts.close()

    def locked(self, entry: LockEntry) -> bytes:
        """The text that a lock entry names.

        Raises:
            ReadError: The source is not indexed, is another one than the lock says, or lost the text.
            ConfigError: The lock names a source that could never be one.
        """
        source = self._texts.source(entry.base)
        if source.location != entry.source and _is_remote(entry.source):
            raise ReadError(
                f"{source.name} is {source.location} now, and {entry.path} was locked to {entry.source}",
                hint="if you trust the new one, run"
                f" `agentreg track --as-is {entry.base}@{base_name(entry)} {entry.path}`",
            )
        text = self._texts.read(source, entry.blob, f"the base of {entry.path}")
        if fingerprint(text) != entry.sha256:
            raise ReadError(f"the lock of {entry.path} does not fit blob {entry.blob[:10]}")
        return text

    def newest(self, base: str, version: str) -> Base | None:
        """The newest revision of a base inside a version range; None when its source no longer has it.

        Raises:
            ReadError: The source is not indexed, or the text is not in its mirror.
            UnknownReference: The base has no such version.
            AmbiguousReference: The source has several agents of this name.
        """
        key = (base, version)
        if key not in self._newest:
            self._newest[key] = self._find_newest(base, version)
        return self._newest[key]

    def _find_newest(self, base: str, version: str) -> Base | None:
        self._texts.source(base)
        try:
            agent = find_agent(self._reader, base)
        except UnknownReference:
            return None
        if not agent.live:
            return None
        return self._chosen(agent, version)._replace(renamed=self._new_name(agent, base))

    def deleted(self, base: str) -> bool:
        """Whether a base was in its source once, and was deleted there."""
        try:
            return not find_agent(self._reader, base).live
        except BadReference:
            return False

    def is_of(self, entry: LockEntry, base: str) -> bool:
        """Whether a locked text is a revision of this base, whatever the lock calls it."""
        try:
            return self._holds(find_agent(self._reader, base), entry)
        except BadReference:
            return False

    def descendant(self, entry: LockEntry, version: str) -> Base | None:
        """The newest revision of the very agent whose text is locked, whatever has its name now.

        Raises:
            ReadError: The source is not indexed, or the text is not in its mirror.
            UnknownReference: The agent has no such version.
        """
        source, name = self._texts.source(entry.base).name, entry.base.partition("/")[2]
        reader = self._reader
        searches = (reader.agents_named, reader.agents_at, reader.agents_formerly)
        candidates = {agent.id: agent for search in searches for agent in search(name, source)}
        found = next((one for one in candidates.values() if one.live and self._holds(one, entry)), None)
        if found is None:
            return None
        name = self.named_by(found)
        return self._chosen(found, version)._replace(renamed="" if name == entry.base else name)

    def _holds(self, agent: Agent, entry: LockEntry) -> bool:
        """Whether a locked text is a revision of an agent: its copies have the blob, but not the commit."""
        revisions = self._reader.revisions(agent.id, Window(Scope.ALL))
        return any((one.commit, one.blob) == (entry.commit, entry.blob) for one in revisions)

    def _chosen(self, agent: Agent, version: str) -> Base:
        return self._base(agent, Newest() if version == NEWEST else parse_selector(version))

    def named(self, reference: AgentReference) -> tuple[str, Base]:
        """The base that a user names.

        Returns:
            `source/agent`, with the agent's path where its source has several of that name; and the base.

        Raises:
            BadReference: It names no revision of an indexed agent, or several.
        """
        agent = find_agent(self._reader, reference.name)
        return self.named_by(agent), self._base(agent, reference.selector)

    def behind(self, entry: LockEntry, newest: Base) -> int | None:
        """How many revisions lie between a locked base and a newer one; None when that cannot be told."""
        distance = self._distance(entry, newest)
        return distance if distance and distance > 0 else None

    def is_older(self, entry: LockEntry, newest: Base) -> bool:
        """Whether a base is older than the locked one: by their places in history, else by their versions."""
        distance = self._distance(entry, newest)
        if distance is not None:
            return distance < 0
        was, now = parse_version(entry.version), parse_version(newest.version)
        return bool(was and now and now < was)

    def _distance(self, entry: LockEntry, newest: Base) -> int | None:
        """How many revisions the locked base lies before another one; None when that cannot be told."""
        agent = newest.agent_id
        if agent not in self._blobs:
            self._blobs[agent] = [revision.blob for revision in self._reader.revisions(agent, Window())]
        blobs = self._blobs[agent]
        if newest.blob not in blobs or entry.blob not in blobs:
            return None
        return blobs.index(entry.blob) - blobs.index(newest.blob)

    def check_origin(self, origin: str) -> None:
        """Refuse a source, or `source/agent`, that cannot be looked in.

        Raises:
            ReadError: The source is not indexed.
            BadReference: It has no such agent, or several; the hint suggests the nearest names.
        """
        self._texts.source(origin)
        if "/" in origin:
            try:
                find_agent(self._reader, origin)
            except UnknownReference as error:
                raise UnknownReference(f"{origin} is no indexed agent", hint=error.hint) from error

    def candidates(self, origin: str, file: bytes) -> list[Agent]:
        """The agents that a file may be a copy of.

        Args:
            origin: A source, or `source/agent` for this agent alone.
            file: The file's text.

        Returns:
            Of a whole source the few whose texts, of whatever revision, have most lines in common with it.

        Raises:
            ReadError: The source is not indexed.
            BadReference: It has no such agent, or several.
        """
        source = self._texts.source(origin)
        if "/" in origin:
            return [find_agent(self._reader, origin)]
        return most_alike(self._reader, source.name, file, count=_SHORTLIST)

    def written(self, agent: Agent) -> list[Written]:
        """An agent's revisions with their texts, newest first, each text once.

        Texts that are lost or too large to be read are left out: no file need wait for them.
        """
        source = self._texts.source(f"{agent.source}/")
        first: dict[str, Revision] = {}
        for revision in revisions_with_text(self._reader, agent):
            first.setdefault(revision.blob, revision)
        found = []
        for blob, revision in first.items():
            with suppress(ReadError):
                found.append(Written(revision, self._texts.read(source, blob, revision.path)))
        return found

    def named_by(self, agent: Agent) -> str:
        """`source/agent`, with the agent's path where its source has several of that name."""
        twins = [one for one in self._reader.agents_named(agent.name, agent.source) if one.live]
        return qualified(agent, twins)

    def _new_name(self, agent: Agent, base: str) -> str:
        """What an agent is called now; empty when that is how it was asked for."""
        asked = base.partition("/")[2]
        is_current = asked == agent.path or asked.casefold() == agent.name.casefold()
        return "" if is_current else self.named_by(agent)

    def revised(self, agent: Agent, revision: Revision) -> Base:
        """One revision of an agent as a base.

        Raises:
            ReadError: Its text is not in the mirror of its source.
        """
        return self._as_base(agent, revision, Newest())

    def _base(self, agent: Agent, selector: Selector) -> Base:
        revision = select(self._reader, agent, selector, teller=self._teller).revision
        return self._as_base(agent, revision, selector)

    def _as_base(self, agent: Agent, revision: Revision, selector: Selector) -> Base:
        source = self._texts.source(revision.source)
        return Base(
            text=self._texts.read(source, revision.blob, f"{source.name}/{revision.path}"),
            path=revision.path,
            version=self._version(agent, revision, selector),
            source=source.location,
            commit=revision.commit,
            blob=revision.blob,
            agent_id=revision.agent_id,
            time=revision.time,
        )

    def _version(self, agent: Agent, revision: Revision, selector: Selector) -> str:
        """The highest version declared for a revision, of those that were asked for."""
        declared = declared_versions(self._reader, agent)
        versions = [one.version for one in declared if one.revision.id == revision.id]
        match selector:
            case InRange(range=asked):
                fitting = [one for one in versions if asked.allows(parse_version(one) or Version(0))]
            case Named(name):
                fitting = [one for one in versions if same_version(one, name)]
            case _:
                fitting = []
        return next(iter(fitting or versions), "")


def _is_remote(location: str) -> bool:
    # A path is another one on each machine, so only addresses are compared.
    return parse_location(location, Path()).is_remote
