"""The act that a passive sentence, or one that begins with an "-ing", tells, its verb first."""

from __future__ import annotations

from functools import lru_cache

from agentreg.diff.align import MOST_CHARACTERS
from agentreg.diff.roots import denies
from agentreg.formats.patterns import pattern
from agentreg.formats.text import lowered
from agentreg.records import NamedTuple

# "Used" has one, "red" has none.
_LEAST_STEM = 2
# Participles that do not end in "ed".
_IRREGULAR = {
    "brought": "bring", "built": "build", "cut": "cut", "done": "do", "drawn": "draw", "given": "give",
    "held": "hold", "hidden": "hide", "kept": "keep", "left": "leave", "made": "make", "put": "put",
    "overwritten": "overwrite", "read": "read", "run": "run", "seen": "see", "sent": "send", "set": "set",
    "shown": "show", "sold": "sell", "stolen": "steal", "taken": "take", "told": "tell",
    "withdrawn": "withdraw", "written": "write",
}  # fmt: skip
# "Logged" is of "log", and "passed" of "pass".
_DOUBLED = frozenset("bdgmnprt")
_ADVERBS = (
    r"(?:\s+(?:also|always|ever|freely|never|no longer|not|now|only|safely|simply|strictly|still)){0,3}"
)
_PASSIVE = pattern(
    r"\b(?:(?:must|may|can|could|might|should|shall|will)(?:n['\u2019]t)?|cannot|is|are|ought to)"
    rf"{_ADVERBS}(?:\s+be\b)?{_ADVERBS}\s+(?P<verb>\w+)\b"
)
_CLAUSE_END = pattern(r"[.,;:!?()\u2014]")
_JUDGED = pattern(
    r"[\W_]*(?P<verb>\w{2,}ing)\s+(?P<object>[^.;:!?()\u2014]*?)\s+(?:is|are)"
    r"(?:\s+(?:also|always|explicitly|never|not|now|perfectly|strictly|totally)){0,3}"
    r"\s+(?:acceptable|allowed|banned|fine|forbidden|ok|okay|permitted|prohibited|unacceptable)\b"
    r"(?P<rest>[^.;:!?()\u2014]*)"
)
_FORBIDS = frozenset(("banned", "forbidden", "prohibited", "unacceptable"))


class Told(NamedTuple):
    """An act that a sentence tells in other words than an order does.

    Attributes:
        act: The verb by its root, and what it is done to: "log secrets" of "Secrets may be logged".
        is_denied: Whether the sentence says that it is not, or must not be, done.
    """

    act: str
    is_denied: bool


@lru_cache(maxsize=256)
def told_act(text: str) -> Told | None:
    """The act of a passive sentence, or of one that judges an act.

    The last ones are kept: each ban is looked for in each sentence that came.

    Args:
        text: One sentence.

    Returns:
        None for an order, and for every other sentence.
    """
    plain = lowered(text[:MOST_CHARACTERS])
    if judged := _JUDGED.match(plain):
        act = f"{_of_gerund(judged['verb'])} {judged['object']}{judged['rest']}"
        return Told(act, any(denies(word) or word in _FORBIDS for word in _words(judged[0])))
    for found in _PASSIVE.finditer(plain):
        verb = _of_participle(found["verb"])
        subject = _CLAUSE_END.split(plain[: found.start()])[-1].strip(" -*+>_") if verb else ""
        if subject:
            named = subject.removeprefix("no ")
            is_denied = named != subject or any(map(denies, _words(found[0])))
            return Told(f"{verb} {named}{plain[found.end() :].rstrip(' .!')}", is_denied)
    return None


def _words(text: str) -> list[str]:
    return text.replace("\u2019", "'").split()


def _of_participle(word: str) -> str:
    """The verb of a participle without its end; empty for any other word."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    stem = word.removesuffix("ed")
    return _stem(stem) if stem != word and len(stem) >= _LEAST_STEM else ""


def _of_gerund(word: str) -> str:
    return _stem(word.removesuffix("ing"))


def _stem(stem: str) -> str:
    if stem.endswith("i"):
        return f"{stem[:-1]}y"
    doubled = stem[-1:] == stem[-2:-1] and stem[-1] in _DOUBLED
    return stem[:-1] if doubled else stem
