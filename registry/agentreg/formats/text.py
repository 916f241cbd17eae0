"""Prose: what of it is form, and where its words and sentences are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, zip_longest

from agentreg.formats.patterns import pattern
from agentreg.model.document import Span

# Stands for a code span while the emphasis around it is taken off.
_HELD = "\0"
# Each pattern stops at the next mark of its kind, so that none of them reads a text twice.
_CODE = pattern(r"`[^`]*`")
_STARS = (
    pattern(r"(?<![\w*\\])\*(?![\s*])([^*]+)(?<![\s\\])\*(?![\w*])"),
    pattern(r"(?<!\\)\*\*(?!\s)([^*]+)(?<![\s\\])\*\*"),
)
_UNDERSCORES = (
    pattern(r"(?<![\w_\\])_(?![\s_])([^_]+)(?<![\s\\])_(?![\w_])"),
    pattern(r"(?<![\w\\])__(?!\s)([^_]+)(?<![\s\\])__(?!\w)"),
)
_STRUCK = pattern(r"~~[^~]+~~(?!~)|<(del|s|strike)>[^<]*</\1>")
_ESCAPE = pattern(r"\\([!-/:-@\[-`{-~])")
_WORD = pattern(r"\w+(?:['\u2019\-]\w+)*|[^\w\s]")
# The end of a sentence: closing marks and blanks may follow; wide marks need no blank. A row of dots is
# looked at once, from its start.
_STOP = pattern(r"(?<![.!?])[.!?]++[\"'”\u2019)\]*_~]*+(?=\s)|[。\uff01\uff1f]+[”\u2019\uff09」]*")
_ABBREVIATIONS = frozenset(
    [
        "e.g",
        "i.e",
        "etc",
        "vs",
        "cf",
        "dr",
        "mr",
        "mrs",
        "ms",
        "prof",
        "st",
        "no",
        "nos",
        "fig",
        "eq",
        "sec",
        "ch",
        "vol",
        "pp",
        "approx",
        "incl",
        "resp",
        "dept",
        "inc",
        "ltd",
        "co",
    ]
)
_CLOSED_BY = {"`": "`", '"': '"', "'": "'", ")": "(", "]": "[", "}": "{"}
_REST = pattern(r"\w{0,40}")
_LOWER_ASCII = {capital: capital + 32 for capital in range(ord("A"), ord("Z") + 1)}
_LAST_WORD = pattern(r"[\w.]+$")

CROSSES = "\u274c\u26d4\U0001f6ab\u2717\u2718"
"""The signs by which people say that something is not to be done."""


def normalize(text: str) -> str:
    """Prose without its form: emphasis, escapes and wrapping removed; code keeps its backticks.

    Args:
        text: Markdown prose of one block, without its block markers.

    Returns:
        One line; equal for two texts that say the same in the same words.
    """
    if "*" not in text and "_" not in text and "\\" not in text:
        return " ".join(text.split())
    held = text.replace(_HELD, "\ufffd")
    codes = _CODE.findall(held)
    bare = _without_emphasis(_CODE.sub(_HELD, held) if codes else held)
    if "\\" in bare:
        bare = _ESCAPE.sub(_inner, bare)
    if codes:
        bare = "".join(chain.from_iterable(zip_longest(bare.split(_HELD), codes, fillvalue="")))
    return " ".join(bare.split())


def _without_emphasis(text: str) -> str:
    # Twice: once for what stands inside, once for what stands around it.
    for mark, patterns in (("*", _STARS), ("_", _UNDERSCORES), ("*", _STARS), ("_", _UNDERSCORES)):
        if mark in text:
            for pattern in patterns:
                text = pattern.sub(_inner, text)
    return text


def unstruck(text: str) -> str:
    """The text with blanks in place of what is struck through (`~~so~~`, `<del>`), at the same length."""
    return _STRUCK.sub(_blanks, text) if "~~" in text or "</" in text else text


def _blanks(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _inner(found: re.Match[str]) -> str:
    return found[1]


def lowered(text: str) -> str:
    """The text in lower case at the same length, so that offsets in it are offsets in the text."""
    lower = text.lower()
    # A few capitals, such as I with a dot, become two characters.
    return lower if len(lower) == len(text) else text.translate(_LOWER_ASCII)


def words(text: str) -> tuple[str, ...]:
    """The words and single punctuation marks of a text, in order."""
    return tuple(_WORD.findall(text))


def has_other_letters(text: str) -> bool:
    """Whether a text has a letter that is not a Latin one."""
    # The extended Latin blocks end there (Unicode 15, blocks 0000 to 024F).
    return not text.isascii() and any(char > "\u024f" and char.isalpha() for char in text)


def sentences(text: str) -> Iterator[Span]:
    """Where the sentences of a prose text are.

    Args:
        text: One paragraph or item; line ends inside it are wrapping.

    Yields:
        Offsets into `text`, without the blanks around; each non-blank character is in one sentence.
    """
    start = 0
    for stop in _STOP.finditer(text):
        if _ends_sentence(text, start, stop):
            span = trimmed(text, start, stop.end())
            if span.end > span.start:
                yield span
            start = stop.end()
    span = trimmed(text, start, len(text))
    if span.end > span.start:
        yield span


def quotation(text: str, span: Span) -> str:
    """A passage to the end of its last word, with the signs that close what was opened in it."""
    rest = _REST.match(text, span.end) if _is_word(text, span.end) else None
    end = rest.end() if rest else span.end
    while text[end : end + 1] in _CLOSED_BY and _is_open(text[span.start : end], text[end]):
        end += 1
    return text[span.start : end]


def _is_word(text: str, place: int) -> bool:
    return text[max(0, place - 1) : place].isalnum() and text[place : place + 1].isalnum()


def _is_open(quoted: str, closing: str) -> bool:
    opening = _CLOSED_BY[closing]
    if opening == closing:
        return quoted.count(closing) % 2 == 1
    return quoted.count(opening) > quoted.count(closing)


def trimmed(text: str, start: int, end: int) -> Span:
    """A range of a text without the blanks at its ends."""
    if start < end and not (text[start].isspace() or text[end - 1].isspace()):
        return Span(start, end)
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    return Span(start + lead, max(start + lead, end - (len(piece) - len(piece.rstrip()))))


def _ends_sentence(text: str, start: int, stop: re.Match[str]) -> bool:
    if stop.group()[0] != ".":
        return True
    word = _LAST_WORD.search(text, max(start, stop.start() - 24), stop.start())
    if word is None:
        return True
    last = word.group()
    # `e.g.`, `Dr.`, an initial, or the number of an item do not end a sentence.
    return (
        last.lower() not in _ABBREVIATIONS and not (len(last) == 1 and last.isalpha()) and not last.isdigit()
    )
