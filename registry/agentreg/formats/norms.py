"""Normative words of English: which sentences bind, how strongly and which way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agentreg.formats.patterns import pattern
from agentreg.formats.text import lowered
from agentreg.model.prompt import Polarity, Strength
from agentreg.records import NamedTuple


class Norm(NamedTuple):
    """How a sentence binds."""

    strength: Strength
    polarity: Polarity


class NormWord(NamedTuple):
    """A word that binds, and its place in the sentence."""

    norm: Norm
    start: int
    end: int


MUST_NOT = Norm(Strength.MUST, Polarity.DO_NOT)
_ONLY = Norm(Strength.MUST, Polarity.ONLY)
MUST = Norm(Strength.MUST, Polarity.DO)
_SHOULD_NOT = Norm(Strength.SHOULD, Polarity.DO_NOT)
_SHOULD = Norm(Strength.SHOULD, Polarity.DO)
_MAY = Norm(Strength.MAY, Polarity.DO)

# "You do not need to" frees, and "do not just" demands more.
_NO_BAN = r"\b(?! (?:just|only|need to|have to)\b)"
CARE = (
    r"be (?:very |extra |extremely )?(?:careful|cautious|mindful|sure|certain)"
    r"|take (?:great |special )?care|make sure|ensure|remember|watch out"
)
"""How a sentence asks for care; with a "not to" behind it, it forbids. A regular expression."""
# "Ask the user for approval", "wait for confirmation": an act that nobody is asked about stays undone.
CONSENT = r"approval|permission|consent|confirmation|authori[sz]ation|sign-off|go-ahead"
"""What is asked for; alternatives of a regular expression."""
_ASKING = (
    rf"(?:ask|get|obtain|seek|request|require|await|wait) (?:[\w'\u2019-]+ ){{0,5}}?(?:{CONSENT})"
    r"|ask (?:the|a|an|your) (?:user|human|owner|maintainer|operator|team|lead|person)s? (?:before|first)"
)
_NOT_TO = "(?:(?:not|never) to|to (?:not|never))"
# In the order in which they are tried at one place: "must not" before "must", "may only" before "may".
# "can" and "will" are left out: they describe far more often than they permit or demand.
_WORDS: tuple[tuple[str, Norm], ...] = (
    (rf"(?:try|aim|strive|attempt) {_NOT_TO}", _SHOULD_NOT),
    (rf"(?:{CARE}) {_NOT_TO}", MUST_NOT),
    (r"(?:is|are) (?:not (?:ok|okay|acceptable)|unacceptable)", MUST_NOT),
    (r"(?:should|ought) (?:not|never)|shouldn['\u2019]t", _SHOULD_NOT),
    (rf"(?:must|shall|can|do|does|is|are) (?:not|never){_NO_BAN}(?: (?:allowed|permitted)\b)?", MUST_NOT),
    (r"(?:you|it|agents?) may not", MUST_NOT),
    (rf"(?:must|do|does|can)n['\u2019]t{_NO_BAN}|cannot|never", MUST_NOT),
    (r"under no circumstances|(?:is|are) (?:strictly )?(?:forbidden|prohibited)|refuse to", MUST_NOT),
    (r"forbidden|prohibited|not allowed|not permitted|refrain from", MUST_NOT),
    (r"no (?:[\w-]+ ){1,4}(?:allowed|permitted|(?:may|must|shall) (?:be|leave))", MUST_NOT),
    (r"(?:(?:you|it|agents?) )?(?:must|may|should|shall|can|will) only|you only", _ONLY),
    (r"(?<!to )avoid(?:ing)?", _SHOULD_NOT),
    (r"must|shall|always|(?:is|are) (?:required|mandatory)(?: to)?", MUST),
    (_ASKING, MUST),
    (r"should|prefer|(?:is|are) (?:strongly )?recommended|ideally", _SHOULD),
    (r"(?:you|it|agents?) may(?! (?:need|want|be|have)\b)|optionally", _MAY),
    (r"(?:is|are) (?:optional|allowed|permitted)", _MAY),
)
_NORMS = {f"n{place}": norm for place, (_pattern, norm) in enumerate(_WORDS)}
_WORD = pattern(
    r"\b(?:" + "|".join(f"(?P<n{place}>{pattern})" for place, (pattern, _norm) in enumerate(_WORDS)) + r")\b"
)
# Each norm holds one of these words, or "not"; where there is none, a block need not be cut into sentences.
NORM_HINTS = (
    *("must", "never", "cannot", "n't", "n\u2019t", "only", "always", "shall", "avoid"),
    *("should", "prefer", "recommended", "ideally", "may", "optional", "forbidden", "prohibited"),
    *("unacceptable", "mandatory", "required", "circumstances", "refuse", "will", "refrain", "allowed"),
    *("permitted", "approval", "permission", "consent", "confirmation", "authori", "sign-off", "go-ahead"),
    *("ask the ", "ask a ", "ask an ", "ask your "),
)
# A word of its own: "not" is in every note, and in another.
NOT_HINT = pattern(r"\bnot\b|_not_", re.IGNORECASE)
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
_NOT_ALWAYS = ("not ", "isn't ", "almost ", "that are ", "that is ", "which are ", "which is ")
# "Do not", "don't" and "cannot" forbid when they address the agent: at the start of a clause or after "you".
_SPOKEN = pattern(
    rf"do(?: not|n['\u2019]t)|can(?:not| not|['\u2019]t)|(?:try|aim|strive|attempt|{CARE}) {_NOT_TO}"
    rf"|{_ASKING}"
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
        return _ONLY
    capitals = _CAPITALS.search(plain) if best is None else None
    if capitals is not None:
        return MUST if capitals.group(1) else _MAY
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
