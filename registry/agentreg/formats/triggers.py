"""Trigger wording: how insistently, and for how much, a routing text asks a host to call its agent.

Claude Code's documentation (sub-agents) tells authors to write "use proactively" or "MUST BE USED" so that an
agent is delegated to more often; a wide scope ("for everything") takes over the work of other agents.
"""

from __future__ import annotations

from enum import Enum, IntEnum

from agentreg.formats.patterns import pattern
from agentreg.formats.text import lowered, normalize, sentences, words
from agentreg.model.document import Span
from agentreg.records import NamedTuple


class Insistence(IntEnum):
    """How firmly a routing text asks for its agent."""

    OFFERED = 0
    EAGER = 1
    DEMANDED = 2


class Occasion(Enum):
    """What a sentence says about when to call the agent."""

    UNSAID = "unsaid"
    USE = "use"
    EVERYTHING = "use for everything"
    ONLY = "use for this only"
    NOT = "do not use"


class Statement(NamedTuple):
    """One sentence of a routing text.

    Attributes:
        text: What it says, without formatting noise.
        span: Where it is, as offsets into the routing text.
        insistence: How firmly it asks for the agent.
        occasion: Whether it is about when to call the agent, and which way.
    """

    text: str
    span: Span
    insistence: Insistence
    occasion: Occasion


_CALL = r"(?:use|invoke|call|run|consult|trigger|activate|engage|delegate to)"
_CALLED = r"(?:used|invoked|called|run|consulted|triggered|activated|engaged)"
_AGENT = r"(?: (?:this|the)(?: sub-?)? ?(?:agent|one|subagent|sub-agent)| it| me)?"
_DEMAND = pattern(
    rf"\b(?:must|always)(?: \w+ly)?(?: always)? be(?: \w+ly)? {_CALLED}\b"
    rf"|\bmust {_CALL} (?:this|the) (?:sub-?)?agent\b"
    rf"|^\W*(?:you )?always {_CALL}\b"
    r"|必须使用|必須使用|必ず使用|반드시 사용"
)
_EAGER = pattern(
    # As a command ("Use proactively", "PROACTIVELY") or as the agent's manner ("Proactively reviews").
    r"\bpro-?actively\b"
    rf"|\b{_CALL}{_AGENT} (?:immediately|automatically)\b|\b{_CALLED} (?:immediately|automatically)\b"
    rf"|\b(?:immediately|automatically) (?:be )?(?:{_CALL}|{_CALLED})\b"
    r"|\b(?:proaktiv|proactivement|proactivamente|proativamente|proattivamente)\b"
    r"|主动|主動|立即用于|立即使用|積極的に|プロアクティブに|선제적으로|적극적으로"
)
_NOT = pattern(
    rf"(?:^|[;,(:\u2013\u2014-] ?|\b(?:but|and|agent|it|please|should) )\W*"
    rf"(?:(?:do not|don['\u2019]t|never|not) (?:be )?(?:{_CALL}|{_CALLED})"
    r"|avoid (?:using|invoking|calling))\b"
    r"|^\W*(?:this agent is )?not (?:for|intended|meant|suitable|suited)\b"
    r"|^\W*skip (?:for|if|when|this agent)\b"
    r"|请勿使用|不要使用|不要用于|不用于|使用しない"
)
_ONLY = pattern(
    rf"\b{_CALL}{_AGENT} (?:only|solely|exclusively)\b|\bonly (?:be )?(?:{_CALL}|{_CALLED})\b"
    r"|仅在|僅在|仅用于|只用于"
)
_EVERYTHING = pattern(
    r"\b(?:everything|anything"
    r"|(?:any|all|every)(?: (?:kind|type|sort)s? of)?(?: single| possible)?"
    r" (?:task|request|question|work|change|prompt)s?)\b"
    r"|任何任务|所有任务"
)
# "Any request involving databases" is about databases.
_LIMITED = pattern(
    r" (?:involv|concern|regard|requir|relat|us|touch|affect)\w*\b"
    r"| (?:about|that|which|who|where|with|in|on|of|for|from|to(?! th))\b|\w*(?:涉及|关于)"
)
_FOR_ALL = pattern(
    r"\b(?:agent|assistant|helper|expert) for (?:everything|anything)\b"
    r"|\bno matter what\b|\bwhatever the task\b|\ball (?:work|tasks|requests) to (?:this|the) agent\b"
)
_USE = pattern(
    rf"^\W*{_CALL}\b|\b(?:should|must|can|may|to)(?: \w+ly)? be (?:\w+ly )?{_CALLED}\b"
    rf"|\b{_CALL} (?:this|the) agent\b|^\W*(?:utilise[rz]?|verwende|nutze|usar?)\b"
)

# How much a word lets in. Only words that say nothing else: "general" and "full" describe more often.
WIDE = frozenset(("any", "all", "every", "everything", "anything", "whatever", "任何", "所有"))
NARROW = frozenset(
    ("only", "solely", "exclusively", "specific", "specifically", "strictly", "just", "仅", "只")
)
# Words that stand around a cue and go with it: "Use this agent PROACTIVELY", "all kinds of".
FILLERS = frozenset(
    (
        *(
            "use",
            "used",
            "invoke",
            "call",
            "run",
            "be",
            "must",
            "should",
            "this",
            "the",
            "agent",
            "it",
            "and",
        ),
        *("of", "for", "when", "kind", "kinds", "type", "types", "sort", "sorts", "a", "an", "please", "to"),
        *("do", "not", "don't", "never", "avoid", "using"),
    )
)
# A paragraph or a list item ends what is said; so does the `\n` that stands as such in an unquoted value.
_BREAK = pattern(r"\n[ \t]*(?=\n|[-*\u2022] )|(?:\\n)+")


def read_statements(text: str, inside: Span) -> list[Statement]:
    """Cut a stretch of a routing text into sentences and say what each asks for.

    Args:
        text: The routing text.
        inside: Where in it to look.

    Returns:
        The sentences that hold a word, in order.
    """
    found = []
    start = inside.start
    for stop in (*(mark.span() for mark in _BREAK.finditer(text, *inside)), (inside.end, inside.end)):
        for piece in sentences(text[start : stop[0]]):
            span = Span(start + piece.start, start + piece.end)
            said = normalize(span.of(text))
            if any(map(str.isalnum, said)):
                found.append(Statement(said, span, *_asked(said)))
        start = stop[1]
    return found


def _asked(written: str) -> tuple[Insistence, Occasion]:
    said = lowered(written)
    if _NOT.search(said):
        return Insistence.OFFERED, Occasion.NOT
    insistence, is_use = _insistence(written, said), _USE.search(said) is not None
    if _ONLY.search(said):
        return insistence, Occasion.ONLY
    if not is_use and insistence is Insistence.OFFERED:
        return insistence, Occasion.UNSAID
    return insistence, Occasion.EVERYTHING if _EVERYTHING.search(said) else Occasion.USE


def _insistence(written: str, said: str) -> Insistence:
    if _DEMAND.search(said):
        return Insistence.DEMANDED
    eager = _EAGER.search(said)
    # "Agents resolve issues proactively" praises; a command, a beginning or capitals ask.
    asks = eager and (
        not eager.start() or written[eager.start()].isupper() or not eager[0].isascii() or _USE.search(said)
    )
    return Insistence.EAGER if asks else Insistence.OFFERED


def is_for_everything(statement: Statement) -> bool:
    """Whether a sentence calls the agent for all tasks there are, and says nothing of what they are about."""
    said = lowered(statement.text)
    if _FOR_ALL.search(said):
        return True
    if statement.occasion is not Occasion.EVERYTHING:
        return False
    return any(not _LIMITED.match(said, found.end()) for found in _EVERYTHING.finditer(said))


def without_cues(said: str) -> tuple[str, ...]:
    """The words of a sentence without those that only say how firmly to call the agent."""
    bare = _EAGER.sub(" ", _DEMAND.sub(" ", lowered(said)))
    return tuple(word for word in words(bare) if word[0].isalnum() and word not in FILLERS)
