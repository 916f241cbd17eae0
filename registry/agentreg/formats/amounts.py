"""Bounds in numbers: "at most three files", "no fewer than 2 reviewers", "within five minutes"."""

from __future__ import annotations

import re

from agentreg.formats.patterns import pattern
from agentreg.formats.text import lowered
from agentreg.records import NamedTuple


class Bound(NamedTuple):
    """A number that something must not pass.

    Attributes:
        is_upper: Whether more is too much; else less is too little.
        value: The number; of times, in seconds.
        unit: Of what, the words behind it in small letters; `second` of any time.
        in_case: Whether it tells when something is to be done, and not how far: "if more than three fail".
    """

    is_upper: bool
    value: float
    unit: frozenset[str]
    in_case: bool


_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {
    **{word: float(value) for value, word in enumerate(_SMALL)},
    **{word: 20.0 + 10.0 * place for place, word in enumerate(_TENS)},
    **dict.fromkeys(("a", "an", "once", "single"), 1.0),
    **dict.fromkeys(("twice", "couple"), 2.0),
    "half": 0.5,
    "thrice": 3.0,
    "dozen": 12.0,
    "hundred": 100.0,
    "thousand": 1000.0,
}
_SCALES = {"k": 1e3, "m": 1e6, "dozen": 12.0, "hundred": 100.0, "thousand": 1e3, "million": 1e6}
_SECONDS = {
    **dict.fromkeys(("second", "seconds", "sec", "secs", "s"), 1.0),
    **dict.fromkeys(("millisecond", "milliseconds", "ms"), 0.001),
    **dict.fromkeys(("minute", "minutes", "min", "mins"), 60.0),
    **dict.fromkeys(("hour", "hours", "h"), 3600.0),
    **dict.fromkeys(("day", "days"), 86400.0),
    **dict.fromkeys(("week", "weeks"), 604800.0),
}
_WORDS = "|".join(sorted(_VALUES, key=len, reverse=True))
_NUMBER = (
    rf"(?:(?:the|about|around|roughly|exactly|a total of) )?(?P<number>\d+(?:[.,]\d+)*|(?:{_WORDS})\b)"
    r"(?:[ -](?P<ones>one|two|three|four|five|six|seven|eight|nine)\b)?"
    r"[ -]?(?P<scale>(?:k|m|dozen|hundred|thousand|million)\b)?"
)
_MORE = r"(?:more|longer|greater|higher|larger|bigger|later) than|over|above|exceed(?:s|ing)?|beyond"
_LESS = r"(?:fewer|less|lower|shorter|smaller|earlier) than|under|below"
# Upper bounds, lower ones, and those that a "not" before them turns.
_BEFORE = pattern(
    r"(?:\b(?P<most>at (?:the )?most|an? max(?:imum)? of|max(?:imum|\.)?(?: of)?|up to|within"
    r"|(?:no|not) (?:more|longer|greater|higher|larger|bigger|later) than"
    r"|limit(?:ed)?\b[^.;:,]{0,40}? to)"
    r"|\b(?P<least>at (?:the (?:very )?)?least|an? min(?:imum)? of|min(?:imum|\.)?(?: of)?"
    r"|(?:no|not) (?:fewer|less|lower|shorter|smaller|earlier) than)"
    rf"|\b(?P<over>{_MORE})|\b(?P<under>{_LESS})"
    rf"|(?P<most_sign>\u2264|<=)|(?P<least_sign>\u2265|>=))[: ]*{_NUMBER}"
)
_BEHIND = pattern(
    rf"(?<![\w.,])(?!an?\b){_NUMBER}(?P<between>(?: (?!or\b|and\b|at\b)[a-z-]+){{0,3}}) ?,? ?"
    r"(?:(?P<most>at (?:the )?most|(?:or|and) (?:fewer|less|under|below)|max(?:imum)?\b|tops\b)"
    r"|(?P<least>at (?:the )?least|(?:or|and) (?:more|over|above|up)\b|min(?:imum)?\b))"
)
_UNIT = pattern(r"[ -]?(?:(?:an?|of) )?(%|[a-z]+)?(?:[ -]+([a-z]+))?(?:[ -]+([a-z]+))?")
_NO_UNITS = frozenset(
    (
        *("in", "of", "per", "for", "to", "a", "an", "the", "at", "on", "by", "and", "or", "before", "after"),
        *("from", "with", "is", "are", "each", "every", "different", "other", "new", "if", "when", "that"),
    )
)
_DENIED = pattern(
    r"(?:\b(?:not|never|no|nor|cannot|avoid\w*|refrain|forbidden|prohibited)\b|n['\u2019]t\b)"
    # "Never merge without at least two reviews": what is forbidden ends there.
    r"(?:(?!\b(?:without|unless|until|before|if|when|whenever)\b)[^.;:!?,])*$"
)
_IN_CASE = pattern(r"\b(?:if|when|whenever|where|in case|that|which|who)\b[^.;:!?,]*$")
# "It takes up to five minutes" states how it is.
_STATED = pattern(r"\b(?:takes?|took|lasts?|is|are|was|were|has|have|support\w*|contain\w*)(?: \w+){0,3} ?$")
# "It can hold up to five crates" does, too; "it may hold no more than five" bounds.
_POSSIBLE = pattern(r"\b(?:may|might|can|could|provid\w+|includ\w+)(?: \w+){0,3} ?$")
_LOOSE = ("up to", "within")
_REPEATED = frozenset(("once", "twice", "thrice"))
_TIMES = frozenset(("time",))


def bounds_of(said: str) -> tuple[Bound, ...]:
    """The bounds that a sentence names, in order; none of what it states as a fact.

    Args:
        said: The sentence, of a thousand characters at most: looking takes the square of its length.
    """
    plain = " ".join(lowered(said).split())
    found = [*_BEFORE.finditer(plain), *_BEHIND.finditer(plain)]
    taken: dict[int, Bound] = {}
    for one in sorted(found, key=lambda match: match.start("number")):
        bound = _bound(plain, one)
        if bound is not None:
            taken.setdefault(one.start("number"), bound)
    return tuple(taken.values())


def _bound(plain: str, found: re.Match[str]) -> Bound | None:
    names = found.groupdict()
    before = plain[: found.start()]
    is_denied = _DENIED.search(before) is not None
    turns = names.get("over") or names.get("under")
    is_upper = bool(names["most"] or names.get("most_sign") or names.get("under"))
    if is_denied and (turns or names["most"] == "within"):
        is_upper = not is_upper
    elif is_denied:
        return None
    if not is_denied and (_STATED.search(before) or (names["most"] in _LOOSE and _POSSIBLE.search(before))):
        return None
    value = _value(found)
    if value is None:
        return None
    between = names.get("between") or plain[found.end() :]
    unit, factor = (_TIMES, 1.0) if found["number"] in _REPEATED else _unit(between)
    return Bound(is_upper, value * factor, unit, _IN_CASE.search(before) is not None)


def _value(found: re.Match[str]) -> float | None:
    number, ones, scale = found["number"], found["ones"], found["scale"]
    value = _VALUES.get(number)
    if value is None:
        digits = number.replace(",", "")
        if digits.count(".") > 1:
            # A version.
            return None
        value = float(digits)
    return (value + (_VALUES[ones] if ones else 0.0)) * _SCALES.get(scale or "", 1.0)


def _unit(behind: str) -> tuple[frozenset[str], float]:
    """Of what there are so many, and how many seconds one of them has."""
    found = _UNIT.match(behind)
    named: list[str] = []
    for word in found.groups() if found else ():
        if word is None or word in _NO_UNITS:
            break
        if word in _SECONDS and not named:
            return frozenset(("second",)), _SECONDS[word]
        named.append(_singular(word))
    return frozenset(named), 1.0


def _singular(word: str) -> str:
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")
