"""Which secrets a text could hold at all: a question that is cheap to ask of every text.

The engine that finds them costs as much to load as all else that a driver of Git does.
"""

from __future__ import annotations

import re

from agentreg.formats.secret_table import TOKEN_FORMATS, TokenFormat

LEAST_WORD = 20
"""Characters that a secret has at least, with its prefix, for which only long words are looked at."""


def likely_formats(text: str) -> list[TokenFormat]:
    """The formats of which a text may hold a secret; none for nearly every text.

    Args:
        text: Any text.
    """
    words = "\n".join([word for word in text.split() if len(word) >= LEAST_WORD])
    return [token for token in TOKEN_FORMATS if _is_likely(token, text if token.by_text else words)]


def _is_likely(token: TokenFormat, text: str) -> bool:
    if not any(hint in text for hint in token.hints):
        return False
    return not token.near or re.search(token.near, text) is not None
