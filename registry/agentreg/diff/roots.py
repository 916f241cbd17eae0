"""What the forms of an English word have in common, and a sentence by the roots of its words."""

from __future__ import annotations

from agentreg.diff.growth import told_words
from agentreg.formats.text import CROSSES
from agentreg.records import NamedTuple

_LEAST_STEM = 4
_NEGATIONS = frozenset(
    ("not", "never", "no", "cannot", "without", "avoid", "refrain", "forbidden", "prohibited", "disallowed")
)
# "Never hesitate to push" forbids to hesitate, and not to push.
_HESITATIONS = frozenset(("hesitate", "forget", "fail", "neglect", "afraid"))
_TICKS = frozenset("\u2705\u2713\u2714\u2611")
# What says how firmly, and not what.
_FIRMNESS = frozenset(
    (
        *("a", "an", "always", "also", "any", "at", "be", "by", "can", "circumstances", "do", "does", "ever"),
        *("feel", "fine", "free", "from", "i", "important", "is", "it", "it's", "just", "make", "may"),
        *("must", "of", "ok", "okay", "please", "shall", "should", "sure", "that", "the", "to", "under"),
        *("warning", "will", "you"),
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
    stem = word.removesuffix("ing")
    if stem != word and len(stem) >= _LEAST_STEM:
        return stem[:-1] if stem[-1] == stem[-2] else stem
    if len(word) >= _LEAST_STEM and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return word.removesuffix("e")


def sense(text: str) -> Sense:
    """What a sentence speaks of, and how often it denies something of that."""
    words = told_words(text)
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
            said.append(root(word))
        is_denied = denies(word)
    mark = any(one in text for one in _TICKS) - any(one in text for one in CROSSES)
    return Sense(tuple(sorted(said)), denials, mark)


def denies(word: str) -> bool:
    """Whether a word in small letters, or its root, denies: "not", "never", "doesn't"."""
    return word in _NEGATIONS or word.endswith(("n't", "n\u2019t"))
