"""Other agents that a prompt names: to hand work over, to ask, to be asked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agentreg.formats.patterns import pattern
from agentreg.model.document import Span
from agentreg.model.outward import Reference, ReferenceKind

_NAME = r"([a-z][a-z0-9]{0,30}(?:-[a-z0-9]{1,30}){1,6})"
# The word behind a name: `code-reviewer agent`, `the "code-reviewer" subagent`.
_WORD = pattern(r" (?:sub-?)?agents?\b")
_ENDS_IN_NAME = pattern(r"(?<![\w-])" + _NAME + r"[`\"'*]{0,3}\Z")
_LONGEST = 80
_MENTION = pattern(r"@agent-" + _NAME)
_CALL = pattern(r"subagent_type[\"']?\s?[=:]\s?[\"'`]" + _NAME + r"[\"'`]")
# The usual list of neighbours: `- Collaborate with code-reviewer on quality`.
_NEIGHBOUR = pattern(
    r"^[ \t]*[-*] "
    r"(?:Collaborat|Work|Coordinat|Partner|Support|Guid|Help|Assist|Consult|Delegat|Hand|Engag)\w{0,4}"
    r"(?: off| over)?(?: with| to)? [`*]{0,3}" + _NAME + r"[`*]{0,3} (?:on|for|with|about|to|in|when)\b",
    re.MULTILINE,
)
# Adjectives stand before the word agent as well: `a long-running agent`.
_ADJECTIVE = pattern(
    r"-(?:\w+(?:ing|ed)|based|facing|aware|specific|level|friendly|native|side|step|shot|turn|free|only|purpose)$"
)
_COUNT = pattern(r"(?:multi|single|non|sub|pre|post|cross|per|general|high|low)-")


def read_agent_names(text: str, span: Span) -> list[Reference]:
    """Find the names of other agents.

    Args:
        text: The whole file.
        span: Where to look.

    Returns:
        A reference for each name, in no order.
    """
    return [Reference(ReferenceKind.AGENT, place.of(text), place) for place in _places(text, span)]


def _places(text: str, span: Span) -> Iterator[Span]:
    for word in _WORD.finditer(text, *span):
        start = max(span.start, word.start() - _LONGEST, text.rfind(" ", span.start, word.start()) + 1)
        found = _ENDS_IN_NAME.search(text, start, word.start())
        if found and not _ADJECTIVE.search(found.group(1)) and not _COUNT.match(found.group(1)):
            yield Span(*found.span(1))
    for form, hint in ((_MENTION, "@agent-"), (_CALL, "subagent_type"), (_NEIGHBOUR, "other agents")):
        if hint in text:
            for found in form.finditer(text, *span):
                yield Span(*found.span(1))
