"""Words that turn a demand without a "not": "inside" and "outside", "run" and "skip", a contrast."""

from __future__ import annotations

from agentreg.diff.growth import told_words
from agentreg.diff.roots import root, sense
from agentreg.formats.patterns import pattern
from agentreg.formats.text import lowered

_PAIRS = (
    *(("inside", "outside"), ("within", "outside"), ("before", "after"), ("include", "exclude")),
    *(
        ("enable", "disable"),
        ("on", "off"),
        ("trusted", "untrusted"),
        ("ignored", "followed"),
        ("ignore", "follow"),
    ),
    *(("deny", "grant"), ("deny", "allow"), ("refuse", "grant"), ("refuse", "answer"), ("refuse", "accept")),
    *(("reject", "accept"), ("mask", "show"), ("mask", "print"), ("redact", "print"), ("hide", "show")),
    *(("encrypted", "unencrypted"), ("verified", "unverified"), ("signed", "unsigned"), ("lock", "unlock")),
    *(("staging", "production"), ("public", "private")),
)
_SWAPS = frozenset((*_PAIRS, *((other, one) for one, other in _PAIRS)))
# "Run the tests", "skip the tests": whatever the act was, it is left.
_LEAVES = frozenset(("skip", "omit", "ignore", "bypass", "neglect", "disregard", "forgo"))
_ARTICLES = frozenset(("the", "a", "an", "any", "all", "every", "each", "your", "its", "this", "that"))
# "Keep it on", "turn it off": how it is said.
_TURNING = ("keep", "leave", "turn", "switch", "set", "put")
# The share of what the shorter sentence says that the other one says, too.
_SAME_REST = 0.75
# "As data, not as instructions": what is set against each other, and what is denied.
_CONTRAST = pattern(
    r"\b(\w+)\W+(?:and )?(?:not|never|rather than|instead of) "
    r"((?:as|to|into|in|on|for|by|with|from|at|via|through) [^,.;:!?()]+)"
)
_DENIES = pattern(r"\b(?:not|never|nor|rather than|instead of)\b|n['\u2019]t\b")
# So much of the rest has to be spoken of for the contrast to be about the same.
_LEAST_SHARED = 2


def swaps_opposite(one: str, other: str) -> bool:
    """Whether two sentences say nearly the same, with a word of one in the place of its opposite."""
    words = told_words(one), told_words(other)
    swaps = [
        (was, now) for was, now in (*_SWAPS, *_left(*words), *(swap[::-1] for swap in _left(*words[::-1])))
        if was in words[0] and now in words[1] and was not in words[1] and now not in words[0]
    ]  # fmt: skip
    return any(
        _stand_alike(words, (was, now)) and _is_same_beside(one, other, (was, now)) for was, now in swaps
    )


def _left(one: list[str], other: list[str]) -> list[tuple[str, str]]:
    """The words of one sentence that may be the act which the other one leaves."""
    leaving = _LEAVES.intersection(other)
    return [] if leaving.intersection(one) else [(act, leave) for leave in leaving for act in one]


def _stand_alike(words: tuple[list[str], list[str]], swap: tuple[str, str]) -> bool:
    """Whether two words have the same behind them, or the same before them at the end of a sentence."""
    behind = [_behind(said, word) for said, word in zip(words, swap, strict=True)]
    if any(behind):
        return behind[0] == behind[1]
    before = [_behind(said[::-1], word) for said, word in zip(words, swap, strict=True)]
    return before[0] == before[1] != ""


def _behind(words: list[str], word: str) -> str:
    """The root of what stands behind a word, whatever article is between."""
    rest = words[words.index(word) + 1 :]
    return next((root(found) for found in rest if found not in _ARTICLES), "")


def _is_same_beside(one: str, other: str, swap: tuple[str, str]) -> bool:
    senses = sense(one), sense(other)
    # "Never commit before tests pass" and "Commit after tests pass" are one.
    if senses[0].denials != senses[1].denials:
        return False
    beside = {root(word) for word in (*swap, *_ARTICLES, *_TURNING)}
    before, after = (frozenset(said.roots) - beside for said in senses)
    return len(before & after) >= _SAME_REST * min(len(before), len(after)) > 0


def demands_denied(one: str, other: str) -> bool:
    """Whether one of two sentences demands what the other sets against what it demands."""
    found = _CONTRAST.search(lowered(one))
    if found is None:
        return False
    phrase, plain = found[2].strip(), lowered(other)
    return phrase in plain and _DENIES.search(plain) is None


def drops_contrast(one: str, other: str) -> bool:
    """Whether one of two sentences about the same says neither half of a contrast that the other makes."""
    found = _CONTRAST.search(lowered(one))
    if found is None or sense(other).denials:
        return False
    before, after = (frozenset(sense(said).roots) for said in (one, other))
    return root(found[1]) not in after and len(before & after) >= _LEAST_SHARED
