"""What the forms of an English word have in common, and a sentence by the roots of its words."""

from __future__ import annotations

from functools import lru_cache

from agentreg.diff.growth import told_words
from agentreg.formats.norm_table import CARE
from agentreg.formats.norms import find_norm
from agentreg.formats.patterns import pattern
from agentreg.formats.text import CROSSES, lowered
from agentreg.records import NamedTuple

REMEMBERED = 4096
"""So many sentences are remembered with what was read in them: each is set against many others."""

_LEAST_STEM = 4
_NEGATIONS = frozenset(
    (
        *("not", "never", "no", "cannot", "without", "avoid", "refrain"),
        *("forbid", "forbidden", "forbids", "prohibit", "prohibited", "prohibits", "disallow", "disallowed"),
        *("unacceptable", "impermissible", "nothing", "nobody", "neither"),
    )
)
# What only asks for care, or stresses, says no more than the act: "Try not to push", "Do not push at all".
_CARE = pattern(rf"\b(?:{CARE}|see to it|try|aim|strive|attempt|at all|whatsoever)\b(?: that)?(?: to)?\b")
# Idioms that deny: "Steer clear of pushing", "Stop pushing", "instead of pushing".
_SHUNS = pattern(
    r"\b(?:(?:steer|keep|stay) (?:clear of|away from)|keep from|hold off(?: on| from)?|beware of|be wary of"
    r"|(?:stop|cease|quit)(?= \w+ing\b)|instead of|rather than)(?!\w)"
)
# What programs are made of and words are not: "`==`" and "`===`" are two things.
_SIGNS = pattern(r"[=<>!&|+%^~?#:]{2,}|(?<=`)[^\w\s`]+(?=`)")
# In which cases it is, or is not, to be done; with another object it is another rule.
_CASE = pattern(
    r"\b(?:without|unless|except|until|before|(?P<restricts>after|if|when|whenever|while|which|whose|who"
    r"|that(?= (?:you|they|we|is|are|was|were|has|have)\b)))\b"
)
# "Never hesitate to push" forbids to hesitate, and not to push.
_HESITATIONS = frozenset(("hesitate", "forget", "fail", "neglect", "afraid"))
_CROSSED = pattern(rf"\W{{0,4}}[{CROSSES}]")
_TICKS = frozenset("\u2705\u2713\u2714\u2611")
# Secure protocols are no plurals of the others.
_NO_PLURALS = frozenset(("ftps", "https", "imaps", "ldaps", "mqtts", "smtps", "wss"))
# What says how firmly, and not what; a ban of anything is one of all.
_FIRMNESS = frozenset(
    (
        *("a", "acceptable", "allow", "allowed", "allows", "an", "always", "also", "any", "at", "be", "by"),
        *("can", "circumstances", "do", "does", "ever", "permit", "permits", "permitted", "permissible"),
        *("feel", "fine", "free", "from", "i", "important", "is", "it", "it's", "just", "make", "may"),
        *("must", "of", "ok", "okay", "please", "shall", "should", "sure", "that", "the", "to", "under"),
        *("anybody", "anyone", "anything", "anywhere", "warning", "will", "you", "every", "each"),
        *("everything", "everybody", "everyone"),
    )
)


class Sense(NamedTuple):
    """What a sentence speaks of.

    Attributes:
        roots: The roots of its words, sorted, without those that deny or say how firmly.
        denials: How often it denies.
        mark: Below 0 for a cross, above for a tick, 0 for neither.
    """

    roots: tuple[str, ...]
    denials: int
    mark: int = 0

    def denies_otherwise(self, other: Sense) -> bool:
        """Whether the other denies what this does not, or the reverse: "not" twice may be for two things."""
        is_odd = (self.denials - other.denials) % 2 == 1
        differs = is_odd or (self.denials != other.denials and 0 in (self.denials, other.denials))
        # A cross that merely came or went is a bullet.
        return differs != (self.mark * other.mark < 0)


def root(word: str) -> str:
    """What "delete", "deletes" and "deleting", "commit" and "committing" have in common."""
    if word in _NO_PLURALS:
        return word
    stem = word.removesuffix("ing")
    if stem != word and len(stem) >= _LEAST_STEM:
        return stem[:-1] if stem[-1] == stem[-2] else stem
    if len(word) >= _LEAST_STEM and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return word.removesuffix("e")


@lru_cache(REMEMBERED)
def sense(text: str) -> Sense:
    """What a sentence speaks of, and how often it denies something of that."""
    words = [*told_words(_SHUNS.sub(" never ", without_care(text))), *_SIGNS.findall(text)]
    denials, said = 0, []
    is_denied = False
    for word in words:
        if word in _FIRMNESS:
            continue
        # Who never hesitates does it.
        if word in _HESITATIONS and is_denied:
            denials -= 1
        elif denies(word):
            denials += 1
        else:
            # "Neither push nor tag" is "not push or tag".
            said.append("or" if word == "nor" else root(word))
        is_denied = denies(word)
    mark = any(one in text for one in _TICKS) - any(one in text for one in CROSSES)
    return Sense(tuple(sorted(said)), denials, mark)


def is_crossed(text: str) -> bool:
    """Whether a sentence begins with a cross that forbids; before a word that binds it is a bullet."""
    return _CROSSED.match(text) is not None and sense(text).mark < 0 and not says_itself(text)


def says_itself(text: str) -> bool:
    """Whether a sentence has a word of its own that binds: it needs no title, lead or cross for that."""
    return find_norm(text) is not None or shuns(text)


def shuns(text: str) -> bool:
    """Whether a sentence begins with an idiom that denies: "Steer clear of pushing"."""
    return _SHUNS.match(lowered(text)) is not None


def speak_of_the_same(one: str, other: str) -> bool:
    """Whether one of two clauses names all that the other names.

    "Log twice" and "log once" name two things: where one is forbidden and the other demanded, the same is
    said. A case that only one of them makes is no such thing: "delete it without asking", "delete it".
    """
    said = [sense(without_case(clause, by)) for clause, by in ((one, other), (other, one))]
    # "Never commit without tests" and "always commit with tests" are one.
    if said[0].denials != said[1].denials:
        return False
    roots = [frozenset(clause.roots) for clause in said]
    return roots[0] <= roots[1] or roots[1] <= roots[0]


def without_case(clause: str, other: str) -> str:
    """A clause up to a case that it makes, when the other knows nothing of that.

    "When it is red" and "when it is green" are two cases; where only one of two clauses makes such a one, the
    other holds in it, too.
    """
    found = _CASE.search(lowered(clause))
    if found is None or not set(sense(other).roots).isdisjoint(sense(clause[found.end() :]).roots):
        return clause
    if found["restricts"] and any(case["restricts"] for case in _CASE.finditer(lowered(other))):
        return clause
    return clause[: found.start()]


def makes_case(clause: str) -> bool:
    """Whether a clause says in which cases it is, or is not, to be done."""
    return _CASE.search(lowered(clause)) is not None


def without_care(text: str) -> str:
    """A sentence in small letters without what only asks for care."""
    return _CARE.sub(" ", lowered(text))


def denies(word: str) -> bool:
    """Whether a word in small letters, or its root, denies: "not", "never", "doesn't"."""
    return word in _NEGATIONS or word.endswith(("n't", "n\u2019t"))
