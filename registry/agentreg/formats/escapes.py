"""Texts behind the escapes of YAML, JSON and TOML: what their readers make of them, and where it stands.

Nobody parses here: an escape means the same in a field, in JSON inside a prompt, and in a quoted passage.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from agentreg.formats.patterns import pattern
from agentreg.model.document import Span
from agentreg.records import NamedTuple
from agentreg.static import TYPE_CHECKING

if TYPE_CHECKING:
    import re

# A text in a text is escaped twice. What stands for a break or a quote ends a word, so it may stay.
_ESCAPE = pattern(
    r"\\{1,4}(?:/|x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U((?:000[0-9A-Fa-f]|0010)[0-9A-Fa-f]{4})|\r?\n[ \t]*)"
)


class Reading(NamedTuple):
    """A text as one that knows of escapes reads it, or as it is written.

    Attributes:
        text: What is read.
        starts: Where its pieces begin; a piece is what stands between two escapes, or what one stands for.
        written: Where the same pieces begin in the text as it is written.
    """

    text: str
    starts: tuple[int, ...] = (0,)
    written: tuple[int, ...] = (0,)

    def place(self, span: Span) -> Span:
        """Where something that was read is written."""
        return Span(self._place(span.start), self._place(span.end))

    def _place(self, at: int) -> int:
        piece = bisect_right(self.starts, at) - 1
        return self.written[piece] + at - self.starts[piece]


def readings(text: str) -> tuple[Reading, ...]:
    """The ways to read a text: behind its escapes, where it has any, and as it is written."""
    as_written = Reading(text)
    if "\\" not in text or _ESCAPE.search(text) is None:
        return (as_written,)
    return (_unescaped(text), as_written)


def _unescaped(text: str) -> Reading:
    read, starts, written, length = [], [], [], 0
    for place, piece in _pieces(text):
        read.append(piece)
        starts.append(length)
        written.append(place)
        length += len(piece)
    return Reading("".join(read), (*starts, length), (*written, len(text)))


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for escape in _ESCAPE.finditer(text):
        yield at, text[at : escape.start()]
        yield escape.start(), _meant(escape)
        at = escape.end()
    yield at, text[at:]


def _meant(escape: re.Match[str]) -> str:
    if code := escape[1] or escape[2] or escape[3]:
        return chr(int(code, 16))
    return "/" if escape[0].endswith("/") else ""
