"""Words that only point at a name: they come and go with it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from agentreg.diff.mentions import Mention
from agentreg.diff.units import Outline
from agentreg.formats.blocks import content_start
from agentreg.formats.patterns import pattern
from agentreg.formats.text import sentences
from agentreg.model.document import Span

_WORD = pattern(r"\w+")
_JOINT_BEFORE = pattern(r"(?:,|\b(?:and|or|then|also|plus|with|via)\b)[^\w,]*\Z", re.IGNORECASE)
_JOINT_AFTER = pattern(r"[^\w,]*(?:,|\b(?:and|or|then|also|plus)\b)", re.IGNORECASE)
_NEAR = 24
_POINTING = frozenset(
    (
        *("see", "read", "refer", "consult", "check", "visit", "follow", "use", "using", "load"),
        *("also", "first", "then", "and", "or", "with", "via", "to", "for", "in", "on", "at", "from", "of"),
        *("the", "a", "an", "this", "these", "it", "its", "more", "further", "details", "information"),
        *(
            "file",
            "files",
            "docs",
            "documentation",
            "guide",
            "link",
            "links",
            "source",
            "sources",
            "reference",
        ),
        *("references", "page", "tool", "tools", "agent", "agents", "subagent"),
    )
)


def pointer(side: Outline, mention: Mention) -> Span:
    """A name with the words that only point at it: its sentence when that says nothing else."""
    block = side.prompt.blocks[mention.place]
    start = content_start(side.text, block)
    for found in sentences(side.text[start : block.span.end]):
        sentence = Span(start + found.start, start + found.end)
        if sentence.start <= mention.span.start and mention.span.end <= sentence.end:
            if _points_only(side, sentence, [mention]):
                return sentence
            return _with_joint(side.text, sentence, mention.span)
    return mention.span


def says_only(side: Outline, mentions: list[Mention]) -> bool:
    """Whether a unit says nothing but some names."""
    return bool(mentions) and _points_only(side, side.units[mentions[0].place].span, mentions)


def _points_only(side: Outline, span: Span, mentions: Iterable[Mention]) -> bool:
    position, pieces = span.start, []
    for mention in mentions:
        pieces.append(side.text[position : mention.span.start])
        position = max(position, mention.span.end)
    pieces.append(side.text[position : span.end])
    return all(word.lower() in _POINTING for piece in pieces for word in _WORD.findall(piece))


def _with_joint(text: str, sentence: Span, name: Span) -> Span:
    """A name with the comma or the "and" that joins it to another."""
    before = _JOINT_BEFORE.search(text, max(sentence.start, name.start - _NEAR), name.start)
    if before:
        return Span(before.start(), name.end)
    after = _JOINT_AFTER.match(text, name.end, min(sentence.end, name.end + _NEAR))
    return Span(name.start, after.end()) if after else name
