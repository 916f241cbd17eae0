"""Orders in what a rendered page does not show of a prompt: a model reads them, and follows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from agentreg.formats.patterns import pattern
from agentreg.formats.reach import Manner, Reach, reach_of, turns_to_agent
from agentreg.formats.unrendered import Unrendered, What, find_unrendered
from agentreg.formats.unseen import UNSEEN
from agentreg.model.document import WAIVER_MARK, Span

# What speaks to a program, or to whoever edits the file.
_DIRECTIVE = pattern(
    rf"\s*(?:{WAIVER_MARK}|#|(?:markdownlint|prettier|eslint|vale|textlint|cspell|spell-?checker|toc|todo|fixme"
    r"|(?:note (?:to|for) )?(?:the )?(?:editors?|maintainers?|contributors?|authors?|translators?)\s*[,:]"
    r"|note to (?:editors?|maintainers?)|(?:this file (?:was|is) )?(?:auto-?)?generated|copyright|spdx"
    r"|licen[sc]ed?|(?:end)?region)(?:\b|(?<=[,:]))|[\w.]+[-:=_][\w.]+(?:\s|\Z))",
    re.IGNORECASE,
)
# The target of a link that a page can have; what else is defined is a way to write a comment.
_TARGET = pattern(r"(?:[A-Za-z][\w+.-]*:|/|\.{1,2}/|#\w|[\w./-]+\.\w+)\S*")
_KEPT_BACK = frozenset((What.HIDDEN, What.INSTRUCTION, What.DECLARATION, What.CDATA, What.DATA))
_POINTED_AT = frozenset((What.TITLE, What.ALTERNATIVE, What.ATTRIBUTE, What.CLOSED))
# A line of a program, which is no comment in it.
_CODE = pattern(r"^(?!\s*(?://|/?\*|\#)).*(?:[;{}(),]|=.*)[ \t]*$", re.MULTILINE)
_PROGRAM = pattern(r"<(?:script|style)\b", re.IGNORECASE)
_NOBODY_SEES = dict.fromkeys(map(ord, UNSEEN))


def hidden_orders(
    text: str, body: Span, is_sample: Callable[[int], bool]
) -> Iterator[tuple[Unrendered, Reach]]:
    """What a rendered page does not show, and tells a model to do something.

    Args:
        text: The whole file.
        body: Where its prompt stands.
        is_sample: Whether a place of the text is in a fence; few prompts need to be cut into blocks for that.

    Yields:
        What it is, and how far its orders reach.
    """
    for hidden in find_unrendered(text, body):
        reach = _reach(hidden, text)
        if reach and not is_sample(hidden.span.start):
            yield hidden, reach


def _reach(hidden: Unrendered, text: str) -> Reach | None:
    manner = _manner(hidden)
    reaches = {_heard(said.translate(_NOBODY_SEES), manner) for said in _said(hidden, text)}
    reach = next((reach for reach in Reach if reach in reaches), None)
    if hidden.what is What.CLOSED:
        # Whoever clicks sees it.
        return Reach.PLAIN if reach is Reach.GRAVE else None
    return reach


def _heard(said: str, manner: Manner) -> Reach | None:
    if _DIRECTIVE.match(said) and not (manner is Manner.KEPT_BACK or turns_to_agent(said)):
        return None
    return reach_of(said, manner)


def _said(hidden: Unrendered, text: str) -> tuple[str, ...]:
    if hidden.what is What.HIDDEN and _PROGRAM.match(text, hidden.span.start):
        return tuple(_CODE.sub("", said) for said in hidden.said)
    return hidden.said


def _manner(hidden: Unrendered) -> Manner:
    if hidden.what in _KEPT_BACK:
        return Manner.KEPT_BACK
    is_link = hidden.what is What.DEFINITION and _TARGET.fullmatch(hidden.said[1])
    return Manner.POINTED_AT if is_link or hidden.what in _POINTED_AT else Manner.NOTED
