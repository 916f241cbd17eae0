"""Whether two role statements tell one persona in other words."""

from __future__ import annotations

from itertools import pairwise

from agentreg.diff.lcs import alike
from agentreg.formats.patterns import pattern
from agentreg.formats.text import sentences, words

# With less in common it is another role, not another wording; unless both say who the agent is.
SAME_ROLE = 0.5

# Of the words of a role that tell what it is about, so many are shared by one of the same agent: 12 of 20
# roles of real agents that were worded anew share them, and one in twenty of two agents of other names.
LEAST_SHARED = 0.2
_MOST_OF_SUBJECT = 160
# What an agent is told to do may take up what it was told of itself later, as far as this.
_MOST_TAKEN_UP = 400

# "You are a senior database administrator with ...": who, up to what describes it.
_WHO = (
    r"(?:an? |the )?([^.,;:\u2013\u2014]{1,80}?)"
    r"(?= (?:with|who|that|for|in|of|responsible|focus\w*|speciali[sz]\w*|dedicated|whose)\b"
    r"|[.,;:\u2013\u2014]|$)"
)
_PERSONA = pattern(rf"(?:^|[.!?:] )(?:you(?: are|['\u2019]re)|i(?: am|['\u2019]m)) {_WHO}")
# A section or a label that is called Role begins with who: "Senior glazier who fits old windows".
_TITLE = pattern(rf"\W*(?!(?:you|your|this|i|it|my|we|act|as)\b|(?:\w+ ){{1,4}}(?:is|are)\b){_WHO}")
_RANKS = frozenset(
    (
        *("senior", "lead", "principal", "elite", "experienced", "seasoned", "skilled", "master", "highly"),
        *("the", "an", "and", "specialized", "specialised", "expert", "specialist", "professional"),
        *("world", "class", "level", "dedicated"),
    )
)
# Every agent is one of these.
_ANYBODY = frozenset(
    ("agent", "assistant", "developer", "engineer", "programmer", "programming", "ai", "code", *_RANKS)
)
# What any role may be about.
_ANYTHING = frozenset(
    (
        *("about", "across", "best", "build", "create", "every", "experience", "expertise", "focus", "help"),
        *("handle", "knowledge", "modern", "practice", "practices", "project", "projects", "provide"),
        *("quality", "report", "software", "specializing", "specializes", "system", "systems", "tasks"),
        *("their", "these", "those", "through", "users", "using", "which", "while", "works", "years"),
        *("ensure", "ensures", "deliver"),
    )
)
# "debugger" and "debugging" are one; shorter words are compared whole.
_STEM = 5


def is_same_persona(before: str, after: str, names: tuple[str, str]) -> bool:
    """Whether it is one persona; what surrounds it is alike for all and may be long.

    Args:
        before: A role statement.
        after: Another one.
        names: What the agent is called beside each.
    """
    texts = before.lower(), after.lower()
    openings = [_opening(text) for text in texts]
    if openings[0] and openings[0] == openings[1]:
        return True
    said = [_PERSONA.search(text) for text in texts]
    found = [who or _TITLE.match(text) for who, text in zip(said, texts, strict=True)]
    told = [who[1] if who else "" for who in found]
    personas = [_stems(who, _ANYBODY) for who in told]
    if all(personas):
        if not personas[0].isdisjoint(personas[1]):
            return True
        if all(said):
            return False
    if _named(before, after, names) or alike(before, after) >= SAME_ROLE:
        return True
    # "An AI engineer" and "a senior AI engineer" are one, though any agent may be called so.
    plain = [_stems(who, _RANKS) for who in told]
    return not any(personas) and all(plain) and (plain[0] <= plain[1] or plain[1] <= plain[0])


def shares_subject(before: tuple[str, ...], after: str) -> bool:
    """Whether a text is still about what an agent was for, as far as the first sentence of each says.

    Args:
        before: What the agent was told of itself: its role, its name, its description.
        after: The role that it has now, or a sentence of its description. One that says who it is has to
            share more; one that says what it does may share that with all that was said before.
    """
    told, says_who = _subjects(_start(after)), _PERSONA.search(after.lower()) is not None
    if _is_enough(" ".join(map(_start, before)), told, 1 + says_who):
        return True
    return not says_who and _is_enough(" ".join(text[:_MOST_TAKEN_UP] for text in before), told, 2)


def _is_enough(known: str, told: frozenset[str], least: int) -> bool:
    shared = len(_subjects(known) & told)
    return shared >= least and shared >= LEAST_SHARED * len(told)


def _start(text: str) -> str:
    return (_opening(text) or text)[:_MOST_OF_SUBJECT]


def _subjects(text: str) -> frozenset[str]:
    without = _ANYBODY | _ANYTHING
    long = " ".join(word for word in words(text.lower().replace("-", " ")) if len(word) >= _STEM)
    return _stems(long, without, joined=False)


def _named(before: str, after: str, names: tuple[str, str]) -> bool:
    """Whether both say first that the agent is what its name says, as far as that tells it from others."""
    name = _stems(names[0], _ANYBODY, joined=False)
    if names[0] != names[1] or not name:
        return False
    said = (_stems(_opening(text), frozenset()) for text in (before, after))
    return all(2 * len(name & stems) > len(name) for stems in said)


def _opening(text: str) -> str:
    first = next(sentences(text), None)
    return first.of(text) if first else ""


def _stems(text: str, without: frozenset[str], *, joined: bool = True) -> frozenset[str]:
    """The words of a text by their beginnings; "full-stack" and "full stack" are "fullstack", too."""
    told = [word for word in words(text.lower().replace("-", " ").replace("_", " ")) if word[0].isalnum()]
    told = [word for word in told if word not in without]
    pairs = ["".join(pair) for pair in pairwise(told)] if joined else []
    return frozenset(word[:_STEM] for word in (*told, *pairs))
