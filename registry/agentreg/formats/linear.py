"""Regular expressions that take time linear in the text, whatever the text is: RE2, loaded when first used.

RE2 knows no look-around: who needs to know what stands beside a passage looks there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from agentreg.model.document import Span


class LinearPattern:
    """A pattern of RE2 that is compiled when it is first asked for something."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._compiled: Any = None

    def groups(self, text: str, inside: Span) -> Iterator[tuple[Span | None, ...]]:
        """Where a pattern and its groups match, from left to right.

        Args:
            text: Any text, lone surrogates included.
            inside: Where to look.

        Yields:
            The whole match, then each group; None for a group that has no part in it.
        """
        if self._compiled is None:
            import re2  # type: ignore[import-untyped]  # it has no stubs

            self._compiled = re2.compile(self._source)
        # A lone surrogate is no character to RE2; what stands in for it keeps the offsets.
        plain = text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
        for found in self._compiled.finditer(plain, *inside):
            spans = (found.span(number) for number in range(len(found.groups()) + 1))
            yield tuple(None if start < 0 else Span(start, end) for start, end in spans)
