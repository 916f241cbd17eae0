"""What an agent is told to make: the sentences by which it changes code itself."""

from __future__ import annotations

import re

from agentreg.formats.patterns import pattern
from agentreg.formats.stance import Stand, clauses_of, is_inside, sentences_holding
from agentreg.formats.text import lowered
from agentreg.model.document import Span
from agentreg.model.prompt import Prompt

# Each act holds one of these.
_HINTS = (
    *("implement", "build", "write", "develop", "modify", "edit", "fix", "refactor", "cod", "change", "ship"),
    *("deliver", "create", "produce"),
)
_MADE = (
    r"(?:code|features?|functionality|implementations?|applications?|apps?|backends?|frontends?|services?|apis?"
    r"|endpoints?|components?|systems?|fix(?:es)?|changes|migrations?|bugs?|errors?|solutions?|software|schemas?"
    r"|modules?|everything|end[ -]to[ -]end)"
)
# What is made then is a text about code.
_TEXT = (
    r"(?:plan|roadmap|strateg|guid|report|review|doc|spec|proposal|summar|example|snippet|detail|recommendation"
    r"|story|stories|ticket|task|prompt|test)"
)
_VERB = r"build|write|develop|modify|edit|fix|refactor|code|change|ship|deliver|create|produce"
_MAKE = (
    r"(?:(?:do|will|must|should|can|then|also|always|now|\w+ly) )*"
    rf"(?:(?:implement|do (?:the |all )?(?:actual )?(?:implementation|coding))\b"
    rf"|(?:{_VERB}) (?:[\w/-]+ ){{0,6}}?{_MADE}\b"
    rf"(?! {_TEXT}))"
)
# Said to the agent about itself; and what it is told as its role, or in place of a refusal.
_OWN_ACTS = pattern(
    rf"(?:.{{0,120}}(?:,|then|and) )?(?:you|your (?:job|role|task|mission|goal|responsibility) is to) {_MAKE}"
    r"|(?:.{1,80} )?(?:you are|as) an? (?:[\w-]+ ){0,3}?(?:implementation agent|implementer)\b"
    rf"|(?:always|must) {_MAKE}"
    r"|you are responsible for (?:implementing|(?:writing|building) the)\b"
)
_ORDERED_ACTS = pattern(rf"(?:{_OWN_ACTS.pattern})|(?:to )?{_MAKE}")
_TEXT_ABOUT = pattern(rf"\b{_TEXT}")


def read_acts(text: str, prompt: Prompt, orders: list[Span]) -> list[Stand]:
    """Find the sentences that tell the agent that it changes code itself.

    Args:
        text: The whole file.
        prompt: Its structure.
        orders: Where a bare order (`Implement the plan`) is what the agent is for, beside its roles. In a
            list of advice or in a step it may be about something else.

    Returns:
        The sentences in order; none from examples, tables and fences.
    """
    orders = [*orders, *(role.span for role in prompt.roles)]
    return [
        stand
        for stand in sentences_holding(_HINTS, text, prompt, range(len(prompt.blocks)))
        if _acts(stand.text, _ORDERED_ACTS if is_inside(stand.span, orders) else _OWN_ACTS)
    ]


def _acts(sentence: str, pattern: re.Pattern[str]) -> bool:
    found = map(pattern.match, clauses_of(lowered(sentence)))
    return any(act is not None and _TEXT_ABOUT.search(act[0]) is None for act in found)
