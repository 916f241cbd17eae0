"""What the forms of an English word have in common, and a sentence by the roots of its words."""

from __future__ import annotations

from agentreg.diff.growth import told_words
from agentreg.records import NamedTuple

_LEAST_STEM = 4
_NEGATIONS = frozenset(
    ("not", "never", "no", "cannot", "without", "avoid", "refrain", "forbidden", "prohibited", "disallowed")
)
# "Never hesitate to push" forbids to hesitate, and not to push.
_HESITATIONS = frozenset(("hesitate", "forget", "fail", "neglect", "afraid"))
_CROSSES = frozenset("\u274c\u26d4\U0001f6ab\u2717\u2718")
# What says how firmly, and not what.
_FIRMNESS = frozenset(
    (
        *("a", "an", "always", "also", "any", "at", "be", "by", "can", "circumstances", "do", "does", "ever"),
        *(
            "fine",
            "free",
            "from",
            "feel",
            "important",
            "i",
            "is",
            "it",
            "it's",
            "just",
            "make",
            "may",
            "must",
        ),
        *("of", "ok", "okay", "please", "shall", "should", "sure", "that", "the", "to", "under"),
        *("warning", "will", "you"),
    )
)


class Sense(NamedTuple):
    """What a sentence speaks of.

    Attributes:
        roots: The roots of its words, sorted, without those that deny or say how firmly.
        denials: How often it denies.
    """

    roots: tuple[str, ...]
    denials: int

    def denies_otherwise(self, other: Sense) -> bool:
        """Whether the other denies what this does not, or the reverse: "not" twice may be for two things."""
        differs = (self.denials - other.denials) % 2 == 1
        return differs or (self.denials != other.denials and 0 in (self.denials, other.denials))


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
    denied = [word for word in words if _denies(word)]
    # Who never hesitates does it.
    denials = len(denied) + sum(mark in text for mark in _CROSSES) - _undone(words)
    said = (word for word in words if word not in _FIRMNESS | _HESITATIONS and not _denies(word))
    return Sense(tuple(sorted(map(root, said))), max(denials, 0))


def _denies(word: str) -> bool:
    return word in _NEGATIONS or word.endswith(("n't", "n\u2019t"))


def _undone(words: list[str]) -> int:
    return sum(word in _HESITATIONS for word in words)
