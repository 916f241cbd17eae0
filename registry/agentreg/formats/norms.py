"""Normative words of English: which sentences bind, how strongly and which way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agentreg.formats.norm_table import ASKING, CARE, FREED, MAY, MUST, NOT_TO, ONLY, WORDS, Norm
from agentreg.formats.patterns import pattern
from agentreg.formats.text import lowered
from agentreg.model.prompt import Polarity, Strength
from agentreg.records import NamedTuple


class NormWord(NamedTuple):
    """A word that binds, and its place in the sentence."""

    norm: Norm
    start: int
    end: int


_NORMS = {f"n{place}": norm for place, (_pattern, norm) in enumerate(WORDS)}
# The first letters of all of them: most words of a text need no closer look.
_STARTS = (
    r"(?=a[gilrstvw]|be|ca|do|en|f[eo]|ge|h[ao]|i[dst]|m[au]|n[eo]|o[bpu]|p[ar]|re|s[eht]|t(?:[ar]|here)|un"
    r"|w[ai]|yo)"
)
_WORD = pattern(
    rf"\b{_STARTS}(?:"
    + "|".join(f"(?P<n{place}>{pattern})" for place, (pattern, _norm) in enumerate(WORDS))
    + r")\b"
)
# "Use only X" binds; "It only runs" and "Supports only X" describe.
_ONLY_WORD = pattern(
    r"\bONLY\b(?! (?:if|when|after|for)\b)|^[^\w]*Only (?!if the\b)"
    r"|^[^\w]*(?!(?:[Tt]h\w+|[Ii]t|[Hh]e|[Ss]he|[Nn]ot)\b)\w+(?<!s) only (?!if\b|when\b|after\b)"
)
# In small letters these describe; in capitals they are meant as in RFC 2119.
_CAPITALS = pattern(r"\b(?:MAY|(WILL))\b")
# "is not", "are not" state facts far more often than they forbid.
_FACTS = pattern(r"(?:is|are|does) (?:not|never)", re.IGNORECASE)
_DESCRIBED = pattern(
    r"\b(?:(?:if|when|whether|that|where|why|what|because|since)(?: (?:you|it))?"
    r"|which|who|they|users?|i|we)\s*$",
    re.IGNORECASE,
)
# "If tests are required": a condition demands nothing.
_CONDITION = pattern(r"\b(?:when|whenever|if|where|which|what|that)\b[^,;:.]*$", re.IGNORECASE)
# "The files you need to read", "it may have to be cut": nothing is demanded.
_NEEDS = pattern(r"(?:you|agents?) (?:have|has|needs?) to")
_NEEDS_TO_BE = pattern(r"(?:has|have|needs?) to be")
_MAY_BE = pattern(
    r"\b(?:not|whether)\b[^,;:.]*$"
    r"|(?:\b(?:may|might|could|would|who|often|sometimes|usually|typically|frequently|rarely)|n['\u2019]t)\s*$",
    re.IGNORECASE,
)
_NOT_ALWAYS = ("not ", "isn't ", "almost ", "that are ", "that is ", "which are ", "which is ")
_FREEING = pattern(FREED)
# "Do not", "don't" and "cannot" forbid when they address the agent: at the start of a clause or after "you".
_SPOKEN = pattern(
    rf"do(?: not|n['\u2019]t)|can(?:not| not|['\u2019]t)|(?:try|aim|strive|attempt|{CARE}) {NOT_TO}"
    rf"|{ASKING}"
)
_ADDRESSED = pattern(
    r"(?:^|[^\w\s'\u2019]|\b(?:you|and|but|or|then|so|please|agents?|instead|also|first|again))\s*$",
    re.IGNORECASE,
)
_EMPHASIS = pattern(
    r"^(?:critical|important|mandatory|note|warning|remember|most important|rule)\s*[:\uff1a!-]\s*",
    re.IGNORECASE,
)
_CODE = pattern(r"`[^`]*`")
_BLANKS = pattern(r"\s+")


def find_norm(sentence: str) -> Norm | None:
    """How a sentence binds, or None when it does not.

    Args:
        sentence: One sentence as written.

    Returns:
        The strongest of its normative words decides the strength, the first of those the polarity.
    """
    # A sentence may be wrapped between "must" and "not".
    plain = " ".join(_plain(sentence).split())
    best: Norm | None = None
    for norm, _, _ in _norms(plain):
        if best is None or _rank(norm) > _rank(best):
            best = norm
    may_be_only = best is None or best.polarity is Polarity.DO
    if may_be_only and "only" in plain.lower() and _ONLY_WORD.search(plain):
        return ONLY
    capitals = _CAPITALS.search(plain) if best is None else None
    if capitals is not None:
        return MUST if capitals.group(1) else MAY
    return best


def norm_words(sentence: str) -> tuple[NormWord, ...]:
    """The normative words of a sentence, in order; offsets into it."""
    return tuple(_norms(_plain(sentence)))


def _plain(sentence: str) -> str:
    """A sentence without its code, at the same length."""
    return _CODE.sub(lambda code: " " * len(code.group()), sentence) if "`" in sentence else sentence


def _norms(plain: str) -> Iterator[NormWord]:
    for found in _WORD.finditer(lowered(plain)):
        norm = _NORMS[str(found.lastgroup)]
        if not _states_fact(plain, found, norm):
            yield NormWord(norm, found.start(), found.end())


def _rank(norm: Norm) -> int:
    return list(Strength).index(norm.strength)


def _states_fact(plain: str, found: re.Match[str], norm: Norm) -> bool:
    word = found.group()
    if _FACTS.fullmatch(word):
        return not plain[found.start() : found.end()].isupper()
    before = plain[max(0, found.start() - 80) : found.start()]
    if word.startswith(("is ", "are ")):
        return _CONDITION.search(before) is not None
    if _NEEDS_TO_BE.fullmatch(word):
        return _CONDITION.search(before) is not None or _MAY_BE.search(before) is not None
    # "Name the cases that it may meet" is no leave.
    if word == "it may" or _NEEDS.fullmatch(word):
        return _ADDRESSED.search(before) is None
    # Not the word alone: some are known by what follows.
    if norm is MAY and _FREEING.match(found.string, found.start()):
        return _CONDITION.search(before) is not None
    if word.startswith("avoid"):
        return _DESCRIBED.search(before) is not None
    if norm is MUST and word == "always":
        return before.lower().endswith(_NOT_ALWAYS)
    if _SPOKEN.fullmatch(word) and not plain[found.start() : found.end()].isupper():
        return _DESCRIBED.search(before) is not None or _ADDRESSED.search(before) is None
    return False


def core_of(said: str) -> str:
    """What is left of a sentence without its normative words, in lower case: what it demands or forbids."""
    bare = _WORD.sub(" ", lowered(_ONLY_WORD.sub(" ", _EMPHASIS.sub("", said))))
    return _BLANKS.sub(" ", bare).strip(" .!:;,-—")
