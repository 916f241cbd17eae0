"""Where the sections and items that patches name stand in a prompt, as ranges of whole lines."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from agentreg.diff.units import without_number
from agentreg.errors import ConfigError
from agentreg.formats.blocks import Outline, content_start, read_outline
from agentreg.formats.document import parse_document
from agentreg.formats.sections import read_sections
from agentreg.model.document import Span, split_lines
from agentreg.model.prompt import Block, BlockKind, HeadingStyle, Section
from agentreg.records import NamedTuple
from agentreg.variants.overlay import Patch

_BESIDE = " / "
_TOP = "/ "
_MOST_NAMES = 12


class Region(NamedTuple):
    """A section, or what stands before the first one.

    Attributes:
        title: Its title as text; empty before the first heading.
        path: The titles around it and its own, joined.
        start: Where its title's line begins.
        content: Where the line behind the title begins.
        end: Where its own text ends: the next heading, or the end tag around it.
        whole: Where it ends with all its subsections.
    """

    title: str
    path: str
    start: int
    content: int
    end: int
    whole: int


class Item(NamedTuple):
    """An item of a list, with all that is nested in it.

    Attributes:
        text: What it says itself, without form.
        number: The number written; None for a bullet.
        depth: How deep it is nested.
        lines: Its lines.
        content: Where its text begins, behind the marker.
        list_id: Which list of the prompt it is in.
    """

    text: str
    number: int | None
    depth: int
    lines: Span
    content: int
    list_id: int


class _Written(NamedTuple):
    """A line: what it says, and where it stands, its line end included."""

    words: str
    start: int
    end: int


class Layout(NamedTuple):
    """A definition's text and where its prompt has what.

    Attributes:
        text: The text, lines ended by line feeds.
        body: Where the prompt stands.
        regions: What stands before the first heading, then the sections in the order of their headings.
        items: All items that have lines of their own.
        blocks: All that it says.
    """

    text: str
    body: Span
    regions: tuple[Region, ...]
    items: tuple[Item, ...]
    blocks: tuple[Block, ...]

    def items_in(self, region: Region) -> tuple[Item, ...]:
        """The items of a region's own text."""
        return tuple(item for item in self.items if region.content <= item.lines.start < region.end)


def read_layout(text: str) -> Layout:
    """Find the sections and items of a definition.

    Args:
        text: The whole file, lines ended by line feeds.
    """
    body = parse_document(text.encode("utf-8", "surrogateescape")).body
    outline = read_outline(text, body)
    sections = read_sections(text, body, outline)
    starts = [_line_start(text, section.heading.start) for section in sections]
    first = min(starts, default=body.end)
    before = Region("", "", body.start, body.start, first, first)
    regions = (_region(text, sections, starts, place) for place in range(len(sections)))
    return Layout(text, body, (before, *regions), tuple(_items(text, outline)), outline.blocks)


def find_region(layout: Layout, patch: Patch) -> Region:
    """The section that a patch names.

    Raises:
        ConfigError: There is no such section, or there are several.
    """
    if not patch.section:
        return layout.regions[0]
    found = [region for region in layout.regions[1:] if _is_called(region, patch.section)]
    if len(found) == 1:
        return found[0]
    said, titles = f"{patch.section!r}", [region.title for region in layout.regions[1:]]
    if not found:
        hint = _nearest(patch.section, titles)
        raise ConfigError(f"{patch.place}: there is no section {said}", hint=hint)
    paths = list(dict.fromkeys(f"{_TOP}{region.path}" for region in found))[:_MOST_NAMES]
    hint = f"one of: {', '.join(paths)}" if len(paths) > 1 else "rename one of them in the base"
    raise ConfigError(f"{patch.place}: there are {len(found)} sections {said}", hint=hint)


def find_item(layout: Layout, region: Region, patch: Patch) -> Item:
    """The item of a section that a patch names by its beginning, or by its number.

    Raises:
        ConfigError: There is no such item, or there are several.
    """
    items = layout.items_in(region)
    found = [item for item in items if item.text == patch.step] or [
        item for item in items if item.text.startswith(patch.step)
    ]
    if not found and patch.step.isdecimal():
        numbered = [item for item in items if item.number == int(patch.step)]
        highest = min((item.depth for item in numbered), default=0)
        found = [item for item in numbered if item.depth == highest]
    if len(found) == 1:
        return found[0]
    where = _where(region)
    if found:
        hint = "name more of its text"
        raise ConfigError(f"{patch.place}: {len(found)} steps {where} begin with {patch.step!r}", hint=hint)
    hint = _nearest(patch.step, [item.text for item in items])
    raise ConfigError(f"{patch.place}: no step {where} begins with {patch.step!r}", hint=hint)


def find_lines(layout: Layout, region: Region, patch: Patch) -> Span:
    """The lines of a section's own text that a patch names by how the first and the last of them begin.

    Raises:
        ConfigError: There is no such line, or there are several.
    """
    lines = _lines(layout.text, region.content, region.end)
    first = _line(lines, patch.line, region, patch)
    behind = [line for line in lines if line.start > first.start]
    last = _line(behind, patch.to, region, patch) if patch.to else first
    return Span(first.start, last.end)


def _lines(text: str, start: int, end: int) -> list[_Written]:
    found = []
    for line in split_lines(text[start:end]):
        found.append(_Written(line.strip(), start, start + len(line)))
        start += len(line)
    return found


def _line(lines: Sequence[_Written], name: str, region: Region, patch: Patch) -> _Written:
    found = [line for line in lines if line.words == name] or [
        line for line in lines if line.words.startswith(name)
    ]
    if len(found) == 1:
        return found[0]
    where = _where(region)
    if found:
        raise ConfigError(
            f"{patch.place}: {len(found)} lines {where} begin with {name!r}", hint="name more of its text"
        )
    hint = _nearest(name, [line.words for line in lines if line.words])
    raise ConfigError(f"{patch.place}: no line {where} begins with {name!r}", hint=hint)


def _where(region: Region) -> str:
    return f"in section {region.title!r}" if region.title else "before the first section"


def whole_blocks(layout: Layout, span: Span) -> Span:
    """A range, widened to all of the blocks that it touches."""
    start, end = span
    for block in layout.blocks:
        if block.span.start < span.end and block.span.end > span.start:
            start, end = min(start, block.span.start), max(end, block.span.end)
    return Span(start, end)


def said_outside(layout: Layout, span: Span) -> list[tuple[str, str]]:
    """What a prompt says outside of a range: kinds and texts of blocks, then titles of sections.

    Numbers that follow from their places are left out.
    """
    blocks = [(block.kind.value, block.text) for block in layout.blocks if not _is_in(block.span.start, span)]
    titles = [("section", region.title) for region in layout.regions[1:] if not _is_in(region.start, span)]
    return [(kind, without_number(text)) for kind, text in (*blocks, *titles)]


def _is_in(offset: int, span: Span) -> bool:
    return span.start <= offset < span.end


def _is_called(region: Region, name: str) -> bool:
    bare = without_number(region.title)
    whole = f"{_TOP}{region.path}"
    return name in (region.title, bare, whole) or f" {whole}".endswith(f"{_BESIDE}{name}")


def _nearest(name: str, known: Sequence[str]) -> str:
    shown = [text[:60] for text in known]
    # A name need only be a beginning.
    beginnings = {text[: len(name)]: text for text in reversed(shown)} | {text: text for text in shown}
    near = get_close_matches(name, beginnings, n=1, cutoff=0.5)
    if near:
        return f"did you mean {beginnings[near[0]]!r}?"
    return f"it has: {', '.join(shown[:_MOST_NAMES])}" if shown else "it has none"


def _region(text: str, sections: tuple[Section, ...], starts: Sequence[int], place: int) -> Region:
    section = sections[place]
    content = _line_end(text, section.heading.end)
    # Its own end tag, then those of the sections around it.
    own, *outer = (_closing(text, sections[one]) for one in (place, *_around(sections, place)))
    outer = [closing for closing in outer if closing >= content]
    following = next((start for start in starts[place + 1 : place + 2] if start >= content), len(text))
    end = min([following, *outer, *([own] if own >= content else [])])
    whole = min([_behind(text, sections, starts, place), *outer])
    if section.style is HeadingStyle.TAG:
        whole = min(whole, _behind_blanks(text, _line_end(text, section.span.end)))
    return Region(section.title, _BESIDE.join(section.path), starts[place], content, end, max(whole, end))


def _behind(text: str, sections: tuple[Section, ...], starts: Sequence[int], place: int) -> int:
    """Where the next section begins that is not inside a section."""
    others = range(place + 1, len(sections))
    return next((starts[other] for other in others if place not in _around(sections, other)), len(text))


def _around(sections: tuple[Section, ...], place: int) -> list[int]:
    """The sections around one, the innermost first."""
    found = []
    while (place := sections[place].parent) >= 0:
        found.append(place)
    return found


def _closing(text: str, section: Section) -> int:
    """Where the end tag of a section stands; -1 for one that has none."""
    return _line_start(text, section.span.end) if section.style is HeadingStyle.TAG else -1


def _items(text: str, outline: Outline) -> list[Item]:
    found = []
    for block, group in zip(outline.blocks, outline.groups, strict=True):
        if group is None or block.kind is not BlockKind.ITEM:
            continue
        start = _line_start(text, block.span.start)
        # What stands behind another marker, or in a quote, has no lines of its own.
        if not text[start : block.span.start].strip(" \t"):
            lines = Span(start, _line_end(text, max(group.whole.end, block.span.end)))
            content = content_start(text, block)
            found.append(Item(block.text, block.number, block.depth, lines, content, group.list_id))
    return found


def _line_start(text: str, offset: int) -> int:
    return text.rfind("\n", 0, offset) + 1


def _line_end(text: str, offset: int) -> int:
    """Where the next line begins."""
    feed = text.find("\n", offset)
    return len(text) if feed < 0 else feed + 1


def _behind_blanks(text: str, offset: int) -> int:
    while offset < len(text) and not text[offset : _line_end(text, offset)].strip():
        offset = _line_end(text, offset)
    return offset
