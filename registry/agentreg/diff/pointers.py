"""Words that only point at a name: they come and go with it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from agentreg.diff.mentions import Mention, Sort
from agentreg.diff.units import Outline
from agentreg.formats.blocks import content_start
from agentreg.formats.patterns import pattern
from agentreg.formats.text import sentences
from agentreg.model.document import Span

_WORD = pattern(r"\w+")
_JOINT_BEFORE = pattern(r"(?:,|\b(?:and|or|then|also|plus|with|via)\b)[^\w,]*\Z", re.IGNORECASE)
_JOINT_AFTER = pattern(r"[^\w,]*(?:,|\b(?:and|or|then|also|plus)\b)", re.IGNORECASE)
_NEAR = 24
_MOST_WORDS = 12
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
    sentence = _sentence(side, mention)
    if _points_only(side, sentence, [mention]):
        return sentence
    return _with_joint(side.text, sentence, mention.span)


def commission(side: Outline, mention: Mention) -> Span | None:
    """The sentence that tells to write a file, when it says little else.

    What a demand says is told as a constraint.
    """
    if mention.sort is not Sort.OUTPUT:
        return None
    sentence = _sentence(side, mention)
    bound = (constraint.span for constraint in side.constraints[mention.place])
    if any(span.start < sentence.end and sentence.start < span.end for span in bound):
        return None
    return sentence if len(_words_beside(side, sentence, [mention])) <= _MOST_WORDS else None


def says_only(side: Outline, mentions: list[Mention]) -> bool:
    """Whether a unit says nothing but some names, or where to write one file."""
    if not mentions:
        return False
    span = side.units[mentions[0].place].span
    if _points_only(side, span, mentions):
        return True
    told = commission(side, mentions[0])
    own = content_start(side.text, side.prompt.blocks[mentions[0].place])
    return len(mentions) == 1 and told == Span(own, span.end)


def _sentence(side: Outline, mention: Mention) -> Span:
    block = side.prompt.blocks[mention.place]
    start = content_start(side.text, block)
    for found in sentences(side.text[start : block.span.end]):
        sentence = Span(start + found.start, start + found.end)
        if sentence.start <= mention.span.start and mention.span.end <= sentence.end:
            return sentence
    return mention.span


def _points_only(side: Outline, span: Span, mentions: Iterable[Mention]) -> bool:
    return all(word.lower() in _POINTING for word in _words_beside(side, span, mentions))


def _words_beside(side: Outline, span: Span, mentions: Iterable[Mention]) -> list[str]:
    """The words of a text that are in none of the names."""
    position, pieces = span.start, []
    for mention in mentions:
        pieces.append(side.text[position : mention.span.start])
        position = max(position, mention.span.end)
    pieces.append(side.text[position : span.end])
    return [word for piece in pieces for word in _WORD.findall(piece)]


def _with_joint(text: str, sentence: Span, name: Span) -> Span:
    """A name with the comma or the "and" that joins it to another."""
    before = _JOINT_BEFORE.search(text, max(sentence.start, name.start - _NEAR), name.start)
    if before:
        return Span(before.start(), name.end)
    after = _JOINT_AFTER.match(text, name.end, min(sentence.end, name.end + _NEAR))
    return Span(name.start, after.end()) if after else name
