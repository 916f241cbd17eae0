"""Clauses of all but one thing, or of more or less than it: "anything other than HTTPS", "less than 3"."""

from __future__ import annotations

from agentreg.diff.growth import told_words
from agentreg.diff.roots import sense
from agentreg.formats.patterns import pattern
from agentreg.formats.text import lowered

_OTHERS = (
    r"(?:other|else) than"
    r"|(?:(?:any|no|some)(?:thing|body|one|where)|nothing|(?:any|no) \w+)"
    r" (?:but|except|besides|apart from|aside from)"
)
# "Rather than" denies what follows, and is no amount.
_AMOUNTS = r"(?:less|fewer|more|(?!other\b|rather\b)\w{2,20}er) than"
_BEYOND = pattern(rf"\b(?:{_OTHERS}|{_AMOUNTS})\b")
_AMOUNT = pattern(rf"\b{_AMOUNTS}\b")


def names_beyond(one: str, other: str) -> bool:
    """Whether one of two clauses is about what lies beyond the thing that the other names.

    To forbid that demands the thing itself: "never use anything but HTTPS" and "use HTTPS".
    """
    return _is_beyond(one, other) or _is_beyond(other, one)


def is_amount(text: str) -> bool:
    """Whether a text says more, or less, than something."""
    return _AMOUNT.search(lowered(text)) is not None


def _is_beyond(one: str, other: str) -> bool:
    plain = lowered(one)
    found = _BEYOND.search(plain)
    if found is None or _BEYOND.search(lowered(other)):
        return False
    named = next((roots for word in told_words(plain[found.end() :]) if (roots := sense(word).roots)), ())
    return bool(named) and set(named) <= set(sense(other).roots)
