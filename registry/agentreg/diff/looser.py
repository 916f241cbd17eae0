"""Which of two sentences about the same leaves more free: by a way out, a wider bound, a wider source."""

from __future__ import annotations

from agentreg.diff.growth import told_words
from agentreg.formats.text import lowered

_WAYS_OUT = (
    *("unless", "except", "if ", "when", "where", "as ", "so long", "provid", " or ", "discretion", "judg"),
    *("nice to", "nice-to", "permitting", "best effort", "while", "until", "in case", "on cond"),
    *("ignor", "disregard", "regardless", "irrespective", "whatever", "no matter", "even ", "||", "--", "("),
    *("wait",),
)
_SOURCES = (
    *("any", "every", "some", "whoever", "whomever", "all ", "the person", "the one", "the user"),
    *("a user", "people", " or "),
)
_BOUNDS = (
    *(" most", "at most", "max", "up to", "within", "limit", " than ", " least", "at least", "min"),
    *("over ", "above ", "exceed", "beyond ", "under ", "below ", "\u2264", "<=", "\u2265", ">="),
    *(" or fewer", " or less", " or more", " and more", " tops"),
)
_LIMITED = ("only", "solely", "exclusively", " alone", " else")
# So much of a sentence is looked at.
_MOST_CHARACTERS = 1000
_ONLY = frozenset(("only", "solely", "exclusively"))


def is_looser(before: str, after: str, *, is_ban: bool) -> int:
    """How much more one of two sentences leaves free than the other.

    Args:
        before: A sentence.
        after: One that may say the same, with more left free.
        is_ban: Whether they forbid.

    Returns:
        Above 0 where more is left free after, below 0 where less is; 0 where it is the same, or cannot be
        said.
    """
    texts = lowered(before[:_MOST_CHARACTERS]), lowered(after[:_MOST_CHARACTERS])
    freer = _frees(*texts, is_ban=is_ban) - _frees(*texts[::-1], is_ban=is_ban)
    return freer or _moved(*texts)


def _frees(one: str, other: str, *, is_ban: bool) -> bool:
    return _drops_only(one, other) or _adds_way_out(one, other, is_ban=is_ban) or _widens_source(one, other)


def _adds_way_out(one: str, other: str, *, is_ban: bool) -> bool:
    if not _holds(other, _WAYS_OUT):
        return False
    from agentreg.diff.ways_out import adds_way_out

    return adds_way_out(one, other, is_ban=is_ban)


def _widens_source(one: str, other: str) -> bool:
    if not _holds(other, _SOURCES) and not _holds(one, _LIMITED):
        return False
    from agentreg.diff.commanders import HINTS, widens_source

    return _holds(one, HINTS) and _holds(other, HINTS) and widens_source(one, other)


def _moved(one: str, other: str) -> int:
    if not (_holds(one, _BOUNDS) and _holds(other, _BOUNDS)):
        return 0
    from agentreg.diff.amounts import moves_bounds

    return moves_bounds(one, other)


def _drops_only(one: str, other: str) -> bool:
    """Whether all that two sentences differ in is that one says "only"."""
    if "only" not in one and not any(word in one for word in _ONLY):
        return False
    words = told_words(one)
    rest = [word for word in words if word not in _ONLY]
    return rest == told_words(other) and len(rest) < len(words)


def _holds(text: str, hints: tuple[str, ...]) -> bool:
    return any(hint in text for hint in hints)
