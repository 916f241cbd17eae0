"""Patches of a prompt: each changes the lines of one section or item, and is read again in its place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from agentreg.errors import ConfigError
from agentreg.formats.prompt import MAX_CHARACTERS
from agentreg.merge.items import Line, Link, Numbering, read_lines, renumbered
from agentreg.model.document import Span, split_lines
from agentreg.records import NamedTuple
from agentreg.variants.overlay import WHOLE_PROMPT, Act, Patch
from agentreg.variants.regions import (
    Item,
    Layout,
    Region,
    find_item,
    find_lines,
    find_region,
    read_layout,
    said_outside,
    whole_blocks,
)


class _Edited(NamedTuple):
    """A definition after an edit, and where the new lines stand in it."""

    layout: Layout
    put: Span


def apply_patch(layout: Layout, patch: Patch) -> Layout:
    """Apply one patch.

    Args:
        layout: A definition.
        patch: A patch of its prompt.

    Returns:
        The new definition: all other lines stay as they are, but for numbers that follow from their places.

    Raises:
        ConfigError: What the patch names is not there, or its text would be read otherwise in that place.
    """
    if layout.body.end - layout.body.start > MAX_CHARACTERS:
        raise ConfigError(f"{patch.place}: the base is too long to be patched", hint="edit a copy in place")
    if patch.section == WHOLE_PROMPT:
        span, lines = layout.body, read_lines(_whole_lines(patch.text))
    elif patch.line:
        span, lines = _lines_edit(layout, find_region(layout, patch), patch)
    elif patch.step:
        span, lines = _item_edit(layout, find_item(layout, find_region(layout, patch), patch), patch)
    else:
        span, put = _section_edit(layout, find_region(layout, patch), patch)
        lines = read_lines(put)
    edited = _edited(layout, span, lines)
    if patch.step and lines:
        _check_item(edited, patch)
    _check_rest(layout, span, edited, patch)
    return edited.layout


def _section_edit(layout: Layout, region: Region, patch: Patch) -> tuple[Span, str]:
    """What goes and what comes, for a patch of a section itself."""
    text = layout.text
    lead, core, tail = _cut(text[region.content : region.end])
    start = region.content + len(lead)
    end = start + len(core)
    put = patch.text.strip("\n") + "\n"
    match patch.act:
        case Act.REWRITE:
            return Span(region.start, region.end), _whole_lines(patch.text)
        case Act.REMOVE:
            return _removed(layout, Span(region.start, region.whole)), ""
        case Act.INSERT_AFTER:
            put = _apart(text[: region.whole], _whole_lines(patch.text), text[region.whole :])
            return Span(region.whole, region.whole), put
        case Act.APPEND if core:
            return Span(end, end), _between(core, put) + put
        case Act.PREPEND if core:
            return Span(start, start), put + _between(put, core)
        case _ if core:
            return Span(start, end), put
        case _:
            below = "" if tail or region.end == len(text) else "\n"
            return Span(start, start), ("\n" if region.title else "") + put + below


def _lines_edit(layout: Layout, region: Region, patch: Patch) -> tuple[Span, list[Line]]:
    """What goes and what comes, for a patch of lines as they stand."""
    span = find_lines(layout, region, patch)
    match patch.act:
        case Act.REMOVE:
            return _with_blanks(layout, region, span), []
        case Act.REPLACE:
            return span, read_lines(_whole_lines(patch.text))
        case _:
            return Span(span.end, span.end), read_lines(_whole_lines(patch.text))


def _with_blanks(layout: Layout, region: Region, span: Span) -> Span:
    """What goes with lines that blank lines set apart: those below them; at the end of all, those above."""
    text = layout.text
    if not text[span.end :].strip():
        return _removed(layout, span)
    above, below = text[region.content : span.start], text[span.end : region.end]
    gap = len(below) - len(below.lstrip("\n"))
    apart = not above.strip() or above.endswith("\n\n")
    return Span(span.start, span.end + gap) if apart else span


def _cut(text: str) -> tuple[str, str, str]:
    """The blank lines before a text, the text, and those behind it."""
    lines = split_lines(text)
    filled = [number for number, line in enumerate(lines) if line.strip()]
    if not filled:
        return "", "", text
    first, end = filled[0], filled[-1] + 1
    return "".join(lines[:first]), "".join(lines[first:end]), "".join(lines[end:])


def _between(above: str, below: str) -> str:
    """A blank line, unless both are rows of a table or items of a list without blank lines."""
    upper, lower = split_lines(above), split_lines(below)
    last, first = upper[-1], lower[0]
    if last.lstrip().startswith("|") and first.lstrip().startswith("|"):
        return ""
    # What is indented belongs to an item.
    listed = _is_item(first) and (_is_item(last) or last[:1] in (" ", "\t"))
    return "" if listed and not _is_loose(upper) and not _is_loose(lower) else "\n"


def _is_loose(lines: list[str]) -> bool:
    return any(not above.strip() and _is_item(line) for above, line in pairwise(lines))


def _is_item(line: str) -> bool:
    shape = read_lines(line)[0].shape
    return shape is not None and "#" not in shape.indent


def _apart(above: str, put: str, below: str) -> str:
    """A text with a blank line to what stands above it and below it, unless there are some."""
    before = "" if not above.strip() or above.endswith("\n\n") or put.startswith("\n") else "\n"
    apart = not below.strip() or below.startswith("\n") or put.endswith("\n\n")
    return before + put + ("" if apart else "\n")


def _removed(layout: Layout, span: Span) -> Span:
    """What goes with a section: at the end of the prompt the blank lines above it, too."""
    if layout.text[span.end :].strip():
        return span
    kept = layout.text[layout.body.start : span.start].rstrip()
    return Span(layout.body.start + len(kept) + 1, len(layout.text)) if kept else span


def _item_edit(layout: Layout, item: Item, patch: Patch) -> tuple[Span, list[Line]]:
    """What goes and what comes, for a patch of an item."""
    match patch.act:
        case Act.REMOVE:
            return _with_gap(layout, item), []
        case Act.REPLACE:
            first, *more = _item_lines(layout, item, patch.text)
            was = _first_line(layout, item)
            return item.lines, [first._replace(link=was.link, first=was.first), *more]
        case _:
            return Span(item.lines.end, item.lines.end), _new_item(layout, item, patch.text)


def _first_line(layout: Layout, item: Item) -> Line:
    """An item's first line as it is read among the others."""
    body = layout.text[layout.body.start :]
    number = body.count("\n", 0, item.lines.start - layout.body.start)
    return read_lines(body)[number]


def _item_lines(layout: Layout, item: Item, text: str) -> list[Line]:
    """A text as the lines of an item: behind its marker, the further ones indented as deep."""
    start = item.lines.start
    marker = layout.text[start : item.content]
    first, *more = text.strip("\n").split("\n")
    indent = "".join(mark if mark in " \t" else " " for mark in marker)
    return read_lines(
        "".join([f"{marker}{first}\n", *(f"{indent}{line}\n" if line else "\n" for line in more)])
    )


def _new_item(layout: Layout, item: Item, text: str) -> list[Line]:
    """The lines of an item behind another one, numbered on; behind a blank line where the list has them."""
    first, *more = _item_lines(layout, item, text)
    was = _first_line(layout, item)
    siblings = _siblings(layout, item)
    lazy = was.number in [one.number for one in siblings if one is not item]
    if was.number and not lazy:
        first = first._replace(link=Link.NEXT, first=was.first)
    elif was.number:
        first = first._replace(link=Link.WRITTEN)
    loose = any(layout.text[: one.lines.start].endswith("\n\n") for one in siblings[1:])
    return [*([Line("\n", "\n")] if loose else []), first, *more]


def _siblings(layout: Layout, item: Item) -> list[Item]:
    return [one for one in layout.items if one.list_id == item.list_id and one.depth == item.depth]


def _with_gap(layout: Layout, item: Item) -> Span:
    """What goes with an item: the blank lines to the next one, or else those to the one before."""
    siblings = _siblings(layout, item)
    place = siblings.index(item)
    if (
        place + 1 < len(siblings)
        and not layout.text[item.lines.end : siblings[place + 1].lines.start].strip()
    ):
        return Span(item.lines.start, siblings[place + 1].lines.start)
    if place and not layout.text[siblings[place - 1].lines.end : item.lines.start].strip():
        return Span(siblings[place - 1].lines.end, item.lines.end)
    return item.lines


def _edited(layout: Layout, span: Span, lines: Sequence[Line]) -> _Edited:
    """Put lines in the place of others; numbers of items and titles follow from their places."""
    start, text = layout.body.start, layout.text
    first, end = (text.count("\n", start, offset) for offset in span)
    before = read_lines(text[start:])
    numbered = renumbered([*before[:first], *lines, *before[end:]], Numbering())
    raw = [text[:start], *(line.raw for line in numbered)]
    put = sum(map(len, raw[first + 1 : first + 1 + len(lines)]))
    return _Edited(read_layout("".join(raw)), Span(span.start, span.start + put))


def _check_item(edited: _Edited, patch: Patch) -> None:
    """Refuse a text that is not read as one item: a heading or a marker in it may end the list."""
    after, put = edited
    filled = Span(put.end - len(put.of(after.text).lstrip("\n")), put.end)
    if filled not in [item.lines for item in after.items]:
        hint = "indent what belongs to the step, and begin it with words"
        raise ConfigError(f"{patch.place}: the text would not be read as one step", hint=hint)


def _check_rest(layout: Layout, span: Span, edited: _Edited, patch: Patch) -> None:
    """Refuse a text that changes how the rest is read: with a fence that is never closed, for instance."""
    after, put = edited
    same = after.body.start == layout.body.start
    if patch.line:
        span, put = _with_neighbours(layout, span, edited)
    if not same or said_outside(after, put) != said_outside(layout, span):
        hint = "close its fences and tags, and put blank lines around its headings"
        raise ConfigError(f"{patch.place}: what is around it would be read otherwise", hint=hint)


def _with_neighbours(layout: Layout, span: Span, edited: _Edited) -> tuple[Span, Span]:
    """What an edit of lines is judged by: all that they are read together with, before and after.

    What is put behind a line may become a part of what that line is a part of.
    """
    start = span.start if span.start < span.end else layout.text.rfind("\n", 0, span.start - 1) + 1
    was = whole_blocks(layout, Span(start, span.end))
    kept = was.end - span.end
    return was, whole_blocks(edited.layout, Span(was.start, edited.put.end + kept))


def _whole_lines(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"
