"""Whether a sentence demands or allows an act that another one forbids, whatever else it says.

The same act has the same verb, and an object that lies within what was forbidden ("in full" says how, "the
team's channel" is somewhere) or is wider ("every change" covers "a change that you did not read"). An act on
another object is another one: "log it twice" and "log it once".
"""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.align import MOST_CHARACTERS
from agentreg.diff.beyond import names_beyond
from agentreg.diff.leave import without_leave
from agentreg.diff.roots import Sense, denies, is_crossed, makes_case, root, sense, without_care, without_case
from agentreg.diff.voice import told_act
from agentreg.formats.patterns import pattern
from agentreg.formats.text import words
from agentreg.records import NamedTuple

# "And" may join two objects; a demand that follows one of these is another one than that before.
# "Anything but tags" is one object.
_CLAUSE_END = pattern(
    r"[.;:!?](?=\s|$)|[()\u2014]|(?<!thing )(?<!body )(?<!one )(?<!where )\bbut\b|\bwhereas\b"
)
_ALTERNATIVE = pattern(r",|\b(?:or|nor)\b")
# An order begins with its verb, or with one of these and its verb.
_LEADS = frozenset(
    (
        *("and", "or", "nor", "then", "please", "just", "also", "now", "instead", ",", "you", "agent"),
        *("agents", "always", "must", "should", "shall", "will", "ever", "so"),
    )
)
_JOINS = frozenset(("and", "or", "nor"))
# What stands behind one of these is no object of the verb any more.
_ENDS = frozenset((*_JOINS, ",", "instead", "rather", "than", "not", "that", "which", "who", "whose"))
_PREPOSITIONS = frozenset(
    (
        *("about", "against", "as", "at", "by", "for", "from", "in", "inside", "into", "of", "on", "onto"),
        *("outside", "over", "through", "to", "under", "via", "with", "within"),
    )
)
# A demand of all demands each; the roots of these words.
_EVERY = frozenset(
    map(
        root,
        (
            *("all", "any", "anybody", "anyone", "anything", "anywhere", "each", "every", "everybody"),
            *("everyone", "everything", "everywhere", "whatever"),
        ),
    )
)


class _Act(NamedTuple):
    """An act as it is told.

    Attributes:
        verb: The root of its verb.
        sense: All that is said of it.
        objects: By the preposition before them ("" for none), the roots of what it is done to or with.
        is_wide: Whether it is done to each and all.
    """

    verb: str
    sense: Sense
    objects: dict[str, frozenset[str]]
    is_wide: bool


def demands(said: str, banned: str) -> bool:
    """Whether a sentence demands or allows a forbidden act.

    Args:
        said: The sentence; what it forbids itself is not demanded.
        banned: What is forbidden, its verb first: "print secrets" of "Never print secrets; redact them".
    """
    ban = _banned(banned)
    verb = next(iter(_tokens(ban)), "")
    return bool(verb) and any(_is_same(ban, told) for told in _told(_ordered(said), root(verb)))


def _ordered(said: str) -> str:
    """A sentence as an order, where it tells an act that is not denied in other words, or by a cross."""
    if is_crossed(said):
        return ""
    told = told_act(said)
    return told.act if told and not told.is_denied else said


def is_whole(banned: str) -> bool:
    """Whether a ban names what the act is done to, and holds in each case."""
    return not makes_case(banned) and bool(_act(_banned(banned)).objects)


def named_by(banned: str) -> frozenset[str]:
    """The roots of what a sentence has to name that demands a forbidden act and no wider one."""
    return frozenset(sense(_ALTERNATIVE.split(banned, maxsplit=1)[0]).roots)


def covers(ban: str, other: str) -> bool:
    """Whether a ban forbids all that another one forbids; both with their verbs first.

    One that names only an act may be about what stands around it: "Do not refactor: code without tests".
    """
    is_named = bool(_act(_banned(other)).objects)
    return demands(ban, other) and any(
        demands(other, part.strip()) and bool(_act(part.strip()).objects) is is_named
        for part in _ALTERNATIVE.split(ban)
    )


def _banned(text: str) -> str:
    """A ban up to its first alternative: it forbids each. "Push or tag" has no object before it."""
    found = _ALTERNATIVE.search(text)
    first = text[: found.start()] if found else text
    return first if _act(first).objects else text


def _told(said: str, verb: str) -> Iterator[str]:
    """What a sentence says from each place on where it demands what a verb tells."""
    for clause in _CLAUSE_END.split(without_leave(without_care(said))):
        tokens = _tokens(clause)
        for place, token in enumerate(tokens):
            if denies(token):
                break
            if root(token) == verb and (not place or tokens[place - 1] in _LEADS):
                yield " ".join(tokens[place:])


def _is_same(banned: str, told: str) -> bool:
    if names_beyond(banned, told):
        return False
    ban, act = (_act(without_case(one, by)) for one, by in ((banned, told), (told, banned)))
    if ban.sense.denials != act.sense.denials:
        return False
    forbidden, demanded = (frozenset(one.sense.roots) - _JOINS for one in (ban, act))
    if act.is_wide and demanded - _EVERY <= forbidden:
        return True
    by, objects = next(iter(ban.objects.items()), ("", frozenset[str]()))
    return objects <= act.objects.get(by, frozenset()) and forbidden <= demanded


def _act(text: str) -> _Act:
    verb, *rest = _tokens(text) or [""]
    objects: dict[str, list[str]] = {}
    by = ""
    for token in rest:
        if token in _ENDS:
            break
        if token in _PREPOSITIONS:
            by = token
        elif roots := sense(token).roots:
            objects.setdefault(by, []).extend(roots)
    return _Act(
        root(verb),
        sense(text),
        {by: frozenset(told) for by, told in objects.items()},
        not _EVERY.isdisjoint(map(root, rest)),
    )


def _tokens(text: str) -> list[str]:
    """Words and commas, in small letters."""
    return [word.casefold() for word in words(text[:MOST_CHARACTERS]) if word[0].isalnum() or word == ","]
