"""Inline waivers of a definition: comments on a line of their own.

    # agentreg: ignore RULE [until YYYY-MM-DD] -- REASON             in the frontmatter, from the first column
    <!-- agentreg: ignore RULE [until YYYY-MM-DD] -- REASON -->      in the prompt, outside of fences

The first is about the whole agent, the second about the section that it stands in.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from datetime import date

from agentreg.formats.patterns import pattern
from agentreg.formats.prompt import read_prompt
from agentreg.model.definition import Definition
from agentreg.model.document import WAIVER_MARK, Document, Span
from agentreg.model.prompt import Block, BlockKind, Prompt
from agentreg.model.waiver import Refusal, Waiver, Waivers
from agentreg.records import NamedTuple

_WAIVER = pattern(r"ignore[ \t]+([a-z][a-z-]*)(?:[ \t]+until[ \t]+(\S+))?[ \t]+--[ \t]+(\S.*)")
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


class _Places(NamedTuple):
    """Where a comment can stand in a prompt.

    Attributes:
        blocks: The prompt's blocks.
        starts: Where each starts.
        reaches: The titles and the range of what is before the sections, then of each section.
    """

    blocks: tuple[Block, ...]
    starts: list[int]
    reaches: list[tuple[tuple[str, ...], Span]]


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
        places = _read_places(read_prompt(definition))
        comments += [comment for line in bodies if (comment := _in_body(document.text, line, places))]
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


def _in_body(text: str, line: Span, places: _Places) -> _Comment | None:
    opening, _, rest = line.of(text).partition(WAIVER_MARK)
    if opening.strip() != "<!--" or not rest.endswith("-->"):
        return None
    found = bisect_right(places.starts, line.start + len(opening)) - 1
    if found < 0 or places.blocks[found].kind is BlockKind.FENCE:
        return None
    span = Span(line.start + opening.index("<"), line.end)
    reach = places.reaches[places.blocks[found].section + 1]
    return _Comment(rest.removesuffix("-->").strip(), span, *reach)


def _read_places(prompt: Prompt) -> _Places:
    first = prompt.sections[0].span.start if prompt.sections else prompt.span.end
    reaches: list[tuple[tuple[str, ...], Span]] = [((), Span(prompt.span.start, first))]
    seen: Counter[tuple[str, ...]] = Counter()
    for section in prompt.sections:
        path = section.path
        seen[path] += 1
        # Two sections of one title are two places: from one to the other a waiver does not stay what it was.
        title = f"{path[-1]} ({seen[path]})" if seen[path] > 1 else path[-1]
        reaches.append(((*path[:-1], title), section.span))
    return _Places(prompt.blocks, [block.span.start for block in prompt.blocks], reaches)


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
