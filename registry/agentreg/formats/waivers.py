"""Inline waivers of a definition: comments on a line of their own.

    # agentreg: ignore RULE [until YYYY-MM-DD] -- REASON             in the frontmatter, from the first column
    <!-- agentreg: ignore RULE [until YYYY-MM-DD] -- REASON -->      in the prompt, outside of fences

The first is about the whole agent, the second about the section that it stands in.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from agentreg.formats.prompt import read_prompt
from agentreg.model.definition import Definition
from agentreg.model.document import WAIVER_MARK, Document, Span
from agentreg.model.prompt import BlockKind, Prompt
from agentreg.model.waiver import Refusal, Waiver, Waivers

_WAIVER = re.compile(r"ignore[ \t]+([a-z][a-z-]*)(?:[ \t]+until[ \t]+(\S+))?[ \t]+--[ \t]+(\S.*)")
_FORM = "write it as `agentreg: ignore RULE [until YYYY-MM-DD] -- REASON`"


class _Comment(NamedTuple):
    """A comment that is meant for us.

    Attributes:
        text: What stands behind the mark.
        span: The whole comment.
        section: The titles down to its section.
        reach: Where its section is; None for the whole agent.
    """

    text: str
    span: Span
    section: tuple[str, ...] = ()
    reach: Span | None = None


def read_waivers(definition: Definition) -> Waivers:
    """Read the inline waivers of a definition.

    Args:
        definition: The definition; whatever it holds.

    Returns:
        Those that can be followed, and those that cannot with the reason.
    """
    document = definition.document
    if not document.may_waive:
        return Waivers()
    lines = list(_marked_lines(document.text))
    comments = [comment for line in lines if (comment := _in_matter(document, line))]
    bodies = [line for line in lines if document.body.start <= line.start < document.body.end]
    if bodies:
        prompt = read_prompt(definition)
        comments += [comment for line in bodies if (comment := _in_body(document.text, line, prompt))]
    read = [_read(comment) for comment in comments]
    return Waivers(
        tuple(one for one in read if isinstance(one, Waiver)),
        tuple(one for one in read if isinstance(one, Refusal)),
    )


def _marked_lines(text: str) -> Iterator[Span]:
    """The lines that hold the mark, without their line ends."""
    found = text.find(WAIVER_MARK)
    while found >= 0:
        start, end = text.rfind("\n", 0, found) + 1, text.find("\n", found)
        line = text[start : end if end >= 0 else len(text)].rstrip()
        yield Span(start, start + len(line))
        found = text.find(WAIVER_MARK, start + len(line) + 1)


def _in_matter(document: Document, line: Span) -> _Comment | None:
    matter, body = document.matter, document.body
    if matter is None or not matter.start <= line.start < matter.end or body.start <= line.start < body.end:
        return None
    # Indented, it could be a line of some value.
    mark, _, rest = line.of(document.text).partition(WAIVER_MARK)
    return _Comment(rest.strip(), line) if mark.rstrip() == "#" and mark[0] == "#" else None


def _in_body(text: str, line: Span, prompt: Prompt) -> _Comment | None:
    opening, _, rest = line.of(text).partition(WAIVER_MARK)
    if opening.strip() != "<!--" or not rest.endswith("-->"):
        return None
    place = bisect_right([block.span.start for block in prompt.blocks], line.start + len(opening)) - 1
    if place < 0 or prompt.blocks[place].kind is BlockKind.FENCE:
        return None
    span = Span(line.start + opening.index("<"), line.end)
    return _Comment(rest.removesuffix("-->").strip(), span, *_reach(prompt, prompt.blocks[place].section))


def _reach(prompt: Prompt, section: int) -> tuple[tuple[str, ...], Span]:
    """The titles and the range of a section; of what stands before the first without one."""
    if section >= 0:
        return prompt.sections[section].path, prompt.sections[section].span
    first = prompt.sections[0].span.start if prompt.sections else prompt.span.end
    return (), Span(prompt.span.start, first)


def _read(comment: _Comment) -> Waiver | Refusal:
    found = _WAIVER.fullmatch(comment.text)
    if not found:
        return Refusal(comment.text, _FORM, comment.span)
    rule, day, reason = found.groups()
    try:
        until = date.fromisoformat(day) if day else None
    except ValueError:
        return Refusal(comment.text, f"{day} is no date: write it like 2027-01-31", comment.span)
    return Waiver(rule, reason, until, comment.section, comment.span, comment.reach)
