"""Names that are taken for one another."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from unicodedata import normalize

from agentreg.formats.patterns import pattern
from agentreg.formats.unseen import UNSEEN

_PARTS = pattern(r"[-_ ]+")
_LEAST = 5
"""Letters of a word below which another letter makes another word: `ui` and `ux`."""


# Each agent of a collection is set against all others.
@lru_cache(4096)
def folded_name(name: str) -> str:
    """A name as hosts compare it: without case, blanks, what nobody sees, and compatibility forms."""
    plain = normalize("NFKC", "".join(char for char in name if char.isprintable() and char not in UNSEEN))
    return "".join(plain.casefold().split())


def name_without_marks(name: str) -> str:
    """A folded name without what stands between its words: `General_Purpose` is `general-purpose`."""
    return "".join(_PARTS.split(folded_name(name)))


def near_keys(name: str) -> Iterator[str]:
    """What a name has in common with all that `is_near` it: at least one of these each.

    Such names differ in one word, or only in the marks between the words.
    """
    words = _PARTS.split(folded_name(name))
    yield "".join(words)
    for place in range(len(words)):
        yield "-".join((*words[:place], "*", *words[place + 1 :]))


def is_near(one: str, other: str) -> bool:
    """Whether two names are not the same and differ in so little that a reader sees no difference.

    That is a letter more, less, other or in another place, in a word that is long enough; or only the marks
    between the words.
    """
    names = folded_name(one), folded_name(other)
    if names[0] == names[1] or abs(len(names[0]) - len(names[1])) > 1:
        return False
    parts = [_PARTS.split(name) for name in names]
    if "".join(parts[0]) == "".join(parts[1]):
        return True
    if len(parts[0]) != len(parts[1]):
        return False
    differing = [pair for pair in zip(*parts, strict=True) if pair[0] != pair[1]]
    return len(differing) == 1 and _is_slip(*differing[0])


def _is_slip(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _LEAST or one.rstrip("s") == other.rstrip("s"):
        return False
    start = next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), None)
    if start is None:
        return True
    rests = one[start:], other[start:]
    return (
        rests[0][1:] in (rests[1][1:], rests[1])
        or rests[0] == rests[1][1:]
        or (rests[0][:2] == rests[1][1::-1] and rests[0][2:] == rests[1][2:])
    )
