"""How a patch calls what it means: by the words with which it begins."""

from __future__ import annotations

from collections.abc import Sequence

_FEWEST_WORDS = 4


def shortest_name(text: str, known: Sequence[str]) -> str:
    """The fewest words with which one text begins and no other; empty when there are none.

    Args:
        text: The text.
        known: All texts from which it must be told, itself among them.
    """
    words = text.split(" ")
    others = [one for one in known if one != text]
    for count in range(min(_FEWEST_WORDS, len(words)), len(words) + 1):
        name = " ".join(words[:count])
        if name and not any(one.startswith(name) for one in others):
            return name
    return ""
