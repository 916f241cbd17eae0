"""Text and queries in the form in which the full-text index takes them."""

from __future__ import annotations

import re

# Scripts written without spaces: each character is a word of its own.
_UNSPACED = re.compile("([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f])")
_SURROGATE = re.compile("[\ud800-\udfff]")
_WORD = re.compile(r"[^\W_]+")


def storable(text: str) -> str:
    """A text that a database takes: bytes that were no text came in as lone surrogates, and become U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


def searchable(text: str) -> str:
    """A text as the full-text index takes it: no lone surrogates, and words where a script has no spaces."""
    if text.isascii():
        return text
    return _UNSPACED.sub(r" \1 ", storable(text))


def match_words(query: str) -> str:
    """A user's query as a match expression: every word must occur.

    Nothing of the query reaches the expression but its letters and digits, so it cannot be malformed.

    Returns:
        The expression; empty when the query holds no word.
    """
    return " ".join(f'"{word}"' for word in _WORD.findall(searchable(query)))


def match_beginning(query: str) -> str:
    """Like `match_words`, but the last word may be the beginning of one; dear in a large table."""
    expression = match_words(query)
    return f"{expression}*" if expression else ""
