"""Bases by way of the index: which revision, by its rows; which text, from the mirror of its source."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from agentreg.errors import ReadError, UnknownReference
from agentreg.git.objects import BlobReader
from agentreg.git.process import Git
from agentreg.index.resolve import Loaded, Place, load
from agentreg.index.store import Reader, Window
from agentreg.index.values import IndexedSource
from agentreg.variants.lock import LockEntry, fingerprint
from agentreg.variants.standing import Base

NEWEST = "*"
"""The version of a variant that follows the default branch of its source."""


class IndexedBases:
    """The bases that an index knows; a context manager over the mirrors that it reads from."""

    def __init__(self, reader: Reader, place: Place) -> None:
        self._reader = reader
        self._place = place
        self._sources = {source.name.casefold(): source for source in reader.sources()}
        self._mirrors: dict[str, BlobReader] = {}
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def locked(self, entry: LockEntry) -> bytes:
        """The text that a lock entry names.

        Raises:
            ReadError: The source is not indexed, is another one than the lock says, or lost the text.
        """
        source = self._source(entry.base)
        if source.location != entry.source:
            raise ReadError(
                f"{source.name} is {source.location} now, and {entry.path} was locked to {entry.source}",
                hint="if you trust the new one, run `agentreg track --as-is` for this variant again",
            )
        text = self._mirror(source).read(entry.blob)
        if text is None:
            raise ReadError(
                f"the base of {entry.path}, blob {entry.blob[:10]}, is not in {source.name} any more",
                hint="run `agentreg index`; if its history was rewritten, track the variant again",
            )
        if fingerprint(text) != entry.sha256:
            raise ReadError(f"the lock of {entry.path} does not fit blob {entry.blob[:10]}")
        return text

    def newest(self, base: str, version: str) -> Base | None:
        """The newest revision of a base inside a version range; None when its source no longer has it.

        Raises:
            ReadError: The source is not indexed.
            UnknownReference: The base has no such version.
            AmbiguousReference: The source has several agents of this name.
        """
        self._source(base)
        try:
            current = load(base, self._place)
        except UnknownReference:
            return None
        if current.revision is None or not self._reader.agent(current.revision.agent_id).live:
            return None
        return self._base(current if version == NEWEST else load(f"{base}@{version}", self._place))

    def named(self, reference: str) -> tuple[Base, Loaded]:
        """The base that a user names, with all that its reference led to.

        Raises:
            BadReference: It names no revision of an indexed agent.
        """
        loaded = load(reference, self._place)
        if loaded.revision is None:
            raise UnknownReference(
                f"{reference} is a file, not an agent of a source", hint="name SOURCE/AGENT"
            )
        return self._base(loaded), loaded

    def behind(self, entry: LockEntry, newest: Base) -> int | None:
        """How many revisions lie between a locked base and a newer one; None when that cannot be told."""
        blobs = [revision.blob for revision in self._reader.revisions(newest.agent_id, Window())]
        if newest.blob not in blobs or entry.blob not in blobs:
            return None
        return max(blobs.index(entry.blob) - blobs.index(newest.blob), 0) or None

    def _base(self, loaded: Loaded) -> Base:
        revision = loaded.revision
        assert revision is not None  # noqa: S101  a reference to an agent leads to a revision
        source = self._sources[revision.source.casefold()]
        return Base(
            text=loaded.data,
            version="",
            source=source.location,
            commit=revision.commit,
            blob=revision.blob,
            agent_id=revision.agent_id,
        )

    def _source(self, base: str) -> IndexedSource:
        name = base.partition("/")[0]
        source = self._sources.get(name.casefold())
        if source is None:
            raise ReadError(
                f"{name} is not indexed", hint="add it with `agentreg add`, then `agentreg index`"
            )
        return source

    def _mirror(self, source: IndexedSource) -> BlobReader:
        if source.git_dir not in self._mirrors:
            reader = BlobReader(Git(Path(source.git_dir)))
            self._mirrors[source.git_dir] = self._open.enter_context(reader)
        return self._mirrors[source.git_dir]
