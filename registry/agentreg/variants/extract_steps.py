"""What differs between the items of a section and those of an edited copy, as patches of single steps."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from agentreg.merge.numbers import unnumbered
from agentreg.model.document import Span
from agentreg.records import NamedTuple
from agentreg.variants.naming import shortest_name
from agentreg.variants.overlay import Act, Patch
from agentreg.variants.regions import Item, Layout, Region


class _Element(NamedTuple):
    """An item, or a text between items.

    Attributes:
        item: The item; None for a text.
        written: Its lines without its number and the blank lines around.
    """

    item: Item | None
    written: str


class _Side(NamedTuple):
    """A section on one side."""

    layout: Layout
    elements: tuple[_Element, ...]


def step_patches(was: tuple[Layout, Region], now: tuple[Layout, Region], section: str) -> list[Patch]:
    """Patches of single steps that might turn a section's own text into that of a copy.

    Args:
        was: The section in the base, and where it stands.
        now: The section in the copy.
        section: How patches call it.

    Returns:
        The patches; none when more than whole items differ, or an item cannot be named.
    """
    before, after = _side(*was), _side(*now)
    known = [item.text for layout, region in (was, now) for item in layout.items_in(region)]
    found: list[Patch] = []
    for patch in _patches(before, after, section):
        if patch is None:
            return []
        name = shortest_name(patch.step, known)
        if not name:
            return []
        found.append(patch._replace(step=name))
    return found


def _side(layout: Layout, region: Region) -> _Side:
    elements: list[_Element] = []
    at = region.content
    for item in layout.items_in(region):
        # Those that begin inside another one are nested in it.
        if item.lines.start >= at:
            elements += _text(layout, Span(at, item.lines.start))
            elements.append(_Element(item, unnumbered(item.lines.of(layout.text)).strip("\n")))
            at = item.lines.end
    return _Side(layout, (*elements, *_text(layout, Span(at, region.end))))


def _text(layout: Layout, span: Span) -> list[_Element]:
    written = span.of(layout.text).strip("\n")
    return [_Element(None, written)] if written else []


def _patches(was: _Side, now: _Side, section: str) -> Iterator[Patch | None]:
    """The patches, each naming its item by all of its text; None for what they cannot do."""
    before, after = was.elements, now.elements
    matcher = SequenceMatcher(
        None, [one.written for one in before], [one.written for one in after], autojunk=False
    )
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            continue
        paired = min(end - start, new_end - new_start)
        for place in range(paired):
            yield _patch(Act.REPLACE, before[start + place], (now, new_start + place), section)
        for place in range(start + paired, end):
            yield _patch(Act.REMOVE, before[place], None, section)
        for place in range(new_start + paired, new_end):
            above = after[place - 1] if place else None
            yield _patch(Act.INSERT_AFTER, above, (now, place), section)


def _patch(act: Act, named: _Element | None, new: tuple[_Side, int] | None, section: str) -> Patch | None:
    text = ""
    if new is not None:
        side, place = new
        item = side.elements[place].item
        text = _said(side.layout, item) if item else ""
        if not text:
            return None
    if named is None or named.item is None:
        return None
    return Patch(act, text, "", section, named.item.text)


def _said(layout: Layout, item: Item) -> str:
    """An item's text without its marker and the indentation below it; empty when that is another one."""
    first, *more = item.lines.of(layout.text).rstrip("\n").split("\n")
    width = item.content - item.lines.start
    if any(line[:width].strip() for line in more):
        return ""
    return "\n".join([first[width:], *(line[width:] for line in more)])
