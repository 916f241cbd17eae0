"""Soft hyphens in prose: where a long word may be broken (UAX #14, class BA), a page shows the same word."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from agentreg.formats.fences import outside_fences
from agentreg.formats.norms import norm_words
from agentreg.formats.overrides import find_overrides
from agentreg.formats.patterns import pattern

SOFT_HYPHEN = "\u00ad"
_TOKEN = pattern(r"\S++")
_HEADER = pattern(r"\ufeff?---[ \t]*+\r?\n(?:(?!---)[^\n]*+\n)*+---")
_CODE = pattern(r"`[^`\n]*+`")
# Not the marks of code and of names: `, @, /, _ and a dash before an option.
_AROUND = "\"'.,;:!?()[]{}<>*~\u2026\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb"
_INSIDE = str.maketrans("", "", "-\u2010\u2011'\u2019")
# What hyphenation leaves on a line, and the shortest word that it breaks (TeX has 2 and 3).
_LEAST_PART, _LEAST_WORD = 2, 5


def lawful_hyphens(text: str) -> frozenset[int]:
    """Where soft hyphens stand as a hyphenation puts them, in words of prose that order nothing.

    A word that binds, or a passage that sets aside other orders, is never parted so: nobody would find it.
    """
    prose = _prose(text)
    places = [place for token in _TOKEN.finditer(prose) for place in _places(token.group(), token.start())]
    return frozenset(places) - frozenset(_parting(text, places)) if places else frozenset()


def _prose(text: str) -> str:
    """The text with blanks in place of the frontmatter and all code, at the same length."""
    header = _HEADER.match(text)
    lines = text[header.end() if header else 0 :].splitlines(keepends=True)
    kept = (
        line if is_outside else " " * len(line)
        for line, is_outside in zip(lines, outside_fences(lines), strict=True)
    )
    blank = " " * (header.end() if header else 0)
    return _CODE.sub(lambda code: " " * len(code.group()), blank + "".join(kept))


def _places(token: str, start: int) -> Iterator[int]:
    if SOFT_HYPHEN in token and _is_hyphenated(token.strip(_AROUND)):
        yield from (start + at for at, char in enumerate(token) if char == SOFT_HYPHEN)


def _is_hyphenated(word: str) -> bool:
    parts = word.split(SOFT_HYPHEN)
    if word.startswith("-") or "--" in word or sum(map(len, parts)) < _LEAST_WORD:
        return False
    # A capital within a word is that of a name in code.
    inner = word.isupper() or not any(part[:1].isupper() for part in parts[1:])
    return inner and all(len(part) >= _LEAST_PART and part.translate(_INSIDE).isalpha() for part in parts)


def _parting(text: str, places: list[int]) -> Iterator[int]:
    """Those of some places that part what binds or what overrides."""
    bare = text.replace(SOFT_HYPHEN, "")
    every = [place for place, char in enumerate(text) if char == SOFT_HYPHEN]
    at = {place - number: place for number, place in enumerate(every)}
    ends = sorted(at)
    kept = frozenset(places)
    spans = [*((word.start, word.end) for word in norm_words(bare)), *find_overrides(bare)]
    for start, end in spans:
        for bare_place in ends[bisect_right(ends, start) : bisect_right(ends, end - 1)]:
            if at[bare_place] in kept:
                yield at[bare_place]
