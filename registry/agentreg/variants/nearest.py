"""Which of many texts a file is nearest to: pure, and whatever the order of its lines.

Lines tell an edited copy from everything else; words tell its revisions apart, where one line differs in all
of them. Both are counted as often as they occur.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from agentreg.records import NamedTuple

# Bytes above ASCII are parts of words: what a text is encoded in does not matter here.
_WORD = re.compile(rb"[\w\x80-\xff]+")


class Nearness(NamedTuple):
    """How near two texts are; each share is of both texts together, from 0.0 to 1.0.

    Attributes:
        lines: The share of lines that both have.
        words: The share of words that both have.
        equal: Whether they differ in line ends at most.
    """

    lines: float
    words: float
    equal: bool = False

    @property
    def share(self) -> float:
        """What counts: the mean of lines and words."""
        return (self.lines + self.words) / 2


class Ranked(NamedTuple):
    """A text's place among those that were given, and how near it is."""

    place: int
    nearness: Nearness


def rank(file: bytes, texts: Iterable[bytes]) -> list[Ranked]:
    """Order texts by how near they are to a file, the nearest first.

    Args:
        file: The text to start from.
        texts: What it may have been copied from, the newest first.

    Returns:
        All of them; of equally near ones, one that says the same comes first, then the newest.
    """
    own = _Counted(file)
    ranked = [Ranked(place, own.nearness(text)) for place, text in enumerate(texts)]
    return sorted(ranked, key=lambda one: (one.nearness.share, one.nearness.equal), reverse=True)


class _Counted:
    """A text with its lines and words counted, to be compared with any number of others."""

    def __init__(self, text: bytes) -> None:
        self._text = _plain(text)
        self._lines = _lines(self._text)
        self._words = _words(self._lines)

    def nearness(self, other: bytes) -> Nearness:
        text = _plain(other)
        lines = _lines(text)
        mine, theirs = self._lines - lines, lines - self._lines
        # The words of common lines are common: only those of the others need to be looked at.
        their_words = _words(theirs)
        my_words = _words(mine) if mine.total() < self._lines.total() else self._words
        common = self._words.total() - my_words.total()
        both = 2 * common + my_words.total() + their_words.total()
        return Nearness(
            lines=_share(self._lines.total() - mine.total(), self._lines.total() + lines.total()),
            words=_share(common + (my_words & their_words).total(), both),
            equal=text == self._text,
        )


def _plain(text: bytes) -> bytes:
    return text.replace(b"\r\n", b"\n")


def _lines(text: bytes) -> Counter[bytes]:
    return Counter(line for line in map(bytes.strip, text.split(b"\n")) if line)


def _words(lines: Counter[bytes]) -> Counter[bytes]:
    return Counter(_WORD.findall(b"\n".join(lines.elements())))


def _share(common: int, together: int) -> float:
    return 2 * common / together if together else 1.0
