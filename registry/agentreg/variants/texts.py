"""The texts of indexed sources, read from their mirrors."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from agentreg.errors import ReadError
from agentreg.git.objects import BlobReader
from agentreg.git.process import Git
from agentreg.index.store import Reader
from agentreg.index.values import IndexedSource


class IndexedTexts:
    """Reads texts by their blob ids, each once; `close` ends the processes that it takes."""

    def __init__(self, reader: Reader) -> None:
        self._sources = {source.name.casefold(): source for source in reader.sources()}
        self._mirrors: dict[str, BlobReader] = {}
        self._texts: dict[tuple[str, str], bytes] = {}

    def close(self) -> None:
        """Let go of the mirrors."""
        for mirror in self._mirrors.values():
            mirror.close()

    def source(self, base: str) -> IndexedSource:
        """The source of a base, which is called `source/agent` or by its source alone.

        Raises:
            ReadError: It is not indexed, or its mirror is gone.
        """
        name = base.partition("/")[0]
        source = self._sources.get(name.casefold())
        if source is None:
            near = get_close_matches(name.casefold(), self._sources, n=1)
            meant = f"did you mean {self._sources[near[0]].name}? else " if near else ""
            raise ReadError(
                f"{name} is not indexed", hint=f"{meant}run `agentreg add`, then `agentreg index`"
            )
        if not Path(source.git_dir).is_dir():
            raise ReadError(f"the mirror of {name} is gone", hint="`agentreg index` makes it again")
        return source

    def read(self, source: IndexedSource, blob: str, what: str) -> bytes:
        """A text.

        Args:
            source: Where it comes from.
            blob: Its full object id.
            what: What to call it in messages.

        Raises:
            ReadError: It is not in the mirror of the source, or cannot be read.
        """
        key = (source.git_dir, blob)
        if key not in self._texts:
            self._texts[key] = self._read(source, blob, what)
        return self._texts[key]

    def _read(self, source: IndexedSource, blob: str, what: str) -> bytes:
        if source.git_dir not in self._mirrors:
            self._mirrors[source.git_dir] = BlobReader(Git(Path(source.git_dir)))
        text = self._mirrors[source.git_dir].read(blob)
        if text is None:
            raise ReadError(
                f"{what}, blob {blob[:10]}, is not in the mirror of {source.name}",
                hint="run `agentreg index`; if its history was rewritten, track the variant again",
            )
        return text
