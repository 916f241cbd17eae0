"""What the normative words of a sentence demand or forbid."""

from __future__ import annotations

import re
from functools import lru_cache

from agentreg.diff.growth import told_words
from agentreg.diff.roots import REMEMBERED, root, sense
from agentreg.diff.voice import told_act
from agentreg.formats.norms import norm_words
from agentreg.formats.patterns import pattern
from agentreg.model.prompt import Constraint, Polarity
from agentreg.records import NamedTuple

ONLY = pattern(r"\bonly\b", re.IGNORECASE)
_CLAUSE_END = pattern(r"[.;:!?()\u2014]")
_PASSIVE = pattern(r"\W*(?:ever )?be\b", re.IGNORECASE)
# "If unsure, do not remove" speaks of what the case speaks of.
_CASE = pattern(r"\W*(?:if|when|whenever|while|where|unless|until)\b", re.IGNORECASE)
# Between the word that forbids and the verb.
_BETWEEN = pattern(
    r"\W*(?:(?:ever|to|also|just|again|even|directly|under any circumstances?)\b\W*)*", re.IGNORECASE
)
_FILLERS = frozenset(("to", "be", "ever", "also", "just"))


class Act(NamedTuple):
    """What a normative word is about.

    Attributes:
        words: The first words of it, in small letters.
        polarity: Whether it is demanded.
        clause: All of it; of "Secrets must be kept" with the secrets.
    """

    words: tuple[str, ...]
    polarity: Polarity
    clause: str

    @property
    def verb(self) -> tuple[str, ...]:
        """By what an act is known."""
        return tuple(map(root, self.words[:1]))


@lru_cache(REMEMBERED)
def acts_of(text: str) -> tuple[Act, ...]:
    """What each normative word of a sentence demands or forbids: the words behind it, else that before it."""
    found = [(word.start, word.end, word.norm.polarity) for word in norm_words(text)]
    found += [(*only.span(), Polarity.ONLY) for only in ONLY.finditer(text)]
    found.sort()
    acts: list[Act] = []
    subject: list[str] = []
    for place, (start, end, polarity) in enumerate(found):
        following = found[place + 1][0] if place + 1 < len(found) else len(text)
        clause = _CLAUSE_END.split(text[end:following], maxsplit=1)[0]
        # Of "Secrets must always be kept", both words are about the secrets.
        subject = told_words(text[found[place - 1][1] if place else 0 : start])[-1:] or subject
        words = tuple(telling(clause)[:2] or told_words(text[:start])[-1:])
        acts.append(Act(words, polarity, " ".join((*subject, clause)) if _PASSIVE.match(clause) else clause))
    return tuple(acts)


def telling(text: str) -> list[str]:
    """The words that tell an act, in small letters."""
    return [word for word in told_words(text) if word not in _FILLERS]


def banned(constraint: Constraint) -> list[str]:
    """What a constraint forbids, the verb of each act first."""
    if constraint.polarity is not Polarity.DO_NOT:
        return []
    told = told_act(constraint.text)
    if told and told.is_denied:
        return [told.act]
    acts = acts_of(constraint.text)
    if not acts:
        # A title or a lead binds what has no normative words of its own.
        return [constraint.core]
    least = 2 if _CASE.match(constraint.text) else 1
    forbidden = (act for act in acts if act.polarity is Polarity.DO_NOT and len(act.words) >= least)
    return [_BETWEEN.sub("", act.clause, count=1) for act in forbidden]


def known_by(constraint: Constraint) -> tuple[Polarity, tuple[str, ...], int] | None:
    """By what a constraint is known that is too short to be alike: "Do not tag" is "Never tag anything"."""
    said = sense(constraint.core)
    return (constraint.polarity, said.roots, said.denials) if said.roots else None
