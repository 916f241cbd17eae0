"""Leave: what a sentence lets the model do or not do, where another one demands it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.diff.consent import is_waiver
from agentreg.diff.growth import told_words
from agentreg.diff.kinds import Kind
from agentreg.formats.constraints import is_leave
from agentreg.formats.norm_table import NO_BOTHER, NO_NEED
from agentreg.formats.patterns import pattern
from agentreg.formats.text import lowered

_PERMITS = pattern(
    r"\b(?:(?:may|might) (?:want|wish|choose) to|can|could|may|might|feel free to"
    r"|(?:is|are) (?:free|welcome|allowed|permitted|ok|okay|fine) to)\b(?! (?:not|never|only)\b)"
)
_EXCUSES = pattern(
    r"\b(?:need not|needn['\u2019]t|(?:do|does)(?: not|n['\u2019]t) (?:need|have) to"
    r"|(?:is|are) not (?:required|obliged) to|no obligation to|no longer (?:need|have) to"
    rf"|{NO_NEED}|{NO_BOTHER})\b"
)
_EXCUSES_THING = pattern(r"\b(?:bother (?:with|about)|no need for)(?! \w+ing\b)\b")
_SPOKEN_TO = pattern(r"\b(?:you|it|there|agents?) ")
# The act is named next to the word that leaves it free.
_NEAR = 40


def as_leave(change: Change) -> Change:
    """A constraint that came or went and only leaves something free, as that."""
    if change.kind is Kind.CONSTRAINT_ADDED and _frees(change.after):
        return change._replace(kind=Kind.LEAVE_GIVEN, subject="leave")
    if change.kind is Kind.CONSTRAINT_REMOVED and _frees(change.before):
        return change._replace(kind=Kind.LEAVE_WITHDRAWN, subject="leave")
    return change


def _frees(said: str) -> bool:
    """Whether a constraint leaves something free: a ban of asking leaves free what is asked for."""
    return is_leave(said) or is_waiver(said)


def permitted(text: str) -> set[str]:
    """The acts that a sentence says can be done, each by its first word."""
    return set(_acts(text, _PERMITS))


def excused(text: str) -> set[str]:
    """The acts that a sentence says need not be done, each by its first word."""
    return set(_acts(text, _EXCUSES))


def excuses_thing(text: str) -> bool:
    """Whether a sentence says of a thing that it is not needed, whatever would be done with it."""
    return _EXCUSES_THING.search(lowered(text)) is not None


def without_excuses(text: str) -> str:
    """A sentence that tells what need not be done as one that tells what is done."""
    return _EXCUSES.sub("", lowered(text))


def without_leave(text: str) -> str:
    """A sentence without the words that leave it free, and without whom they speak to: the act alone."""
    return _SPOKEN_TO.sub("", _PERMITS.sub("", lowered(text))).strip(" .")


def _acts(text: str, leave: re.Pattern[str]) -> Iterator[str]:
    for found in leave.finditer(lowered(text)):
        words = told_words(text[found.end() : found.end() + _NEAR])
        # "May be run" is about running.
        yield from words[words[:1] == ["be"] :][:1]
