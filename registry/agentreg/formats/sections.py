"""Sections: headings of every style, and tags that enclose a part of the prompt."""

from __future__ import annotations

from bisect import bisect_right

from agentreg.formats.blocks import MAX_LEVEL, Outline, is_bold_title
from agentreg.formats.patterns import pattern
from agentreg.formats.text import trimmed
from agentreg.model.document import Span
from agentreg.model.prompt import Block, BlockKind, HeadingStyle, Section
from agentreg.records import NamedTuple

# Tags nested deeper than this are no structure, and each level makes the paths longer.
MAX_NESTING = 32

_TAG = pattern(r"<(/?)([A-Za-z][\w.-]{0,63})(?:\s[^<>]*)?>")
# Examples are quoted, not said: what is inside them is no part of the prompt's structure.
_QUOTED = frozenset(("example", "examples", "commentary", "user", "assistant"))


class _Title(NamedTuple):
    """A place where a section begins."""

    text: str
    level: int
    style: HeadingStyle
    heading: Span
    end: int


class _Open(NamedTuple):
    place: int
    level: int
    style: HeadingStyle
    end: int


def read_sections(text: str, body: Span, outline: Outline) -> tuple[Section, ...]:
    """Find the sections of a body.

    Args:
        text: The whole file.
        body: Where its prompt stands.
        outline: Its blocks.

    Returns:
        The sections in the order of their headings; parents stand before their children.
    """
    drafts: list[Section] = []
    stack: list[_Open] = []
    for title in _titles(text, body, outline):
        _close(drafts, stack, title)
        if title.style is HeadingStyle.TAG and len(stack) >= MAX_NESTING:
            continue
        parent = stack[-1].place if stack else -1
        level = _level(title, stack)
        path = (*(drafts[parent].path if stack else ()), title.text)
        # What stands between a tag and its end tag ends there, too.
        end = min(title.end, stack[-1].end) if stack else title.end
        stack.append(_Open(len(drafts), level, title.style, end))
        span = Span(title.heading.start, end)
        drafts.append(Section(title.text, level, path, title.style, title.heading, span, span, parent))
    while stack:
        opened = stack.pop()
        _end_at(drafts, opened, opened.end)
    return tuple(_finished(text, drafts))


def with_sections(blocks: tuple[Block, ...], sections: tuple[Section, ...]) -> tuple[Block, ...]:
    """The blocks, each knowing the innermost section that it stands in."""
    if not sections:
        return blocks
    starts = [section.span.start for section in sections]
    return tuple(
        Block(kind, text, span, section_at(sections, starts, span.start), depth, number)
        for kind, text, span, _section, depth, number in blocks
    )


def section_at(sections: tuple[Section, ...], starts: list[int], offset: int) -> int:
    """The index of the innermost section around an offset, -1 before the first."""
    index = bisect_right(starts, offset) - 1
    while index >= 0 and offset >= sections[index].span.end:
        index = sections[index].parent
    return index


def _titles(text: str, body: Span, outline: Outline) -> list[_Title]:
    titles = [
        _Title(block.text, block.depth, _style(text, block), block.span, body.end)
        for block, group in zip(outline.blocks, outline.groups, strict=True)
        if block.kind is BlockKind.HEADING and group is None and _stands_alone(text, block.span.start)
    ]
    return sorted([*titles, *_tags(text, outline.blocks)], key=lambda title: title.heading.start)


def _style(text: str, block: Block) -> HeadingStyle:
    written = block.span.of(text)
    if written.startswith("#"):
        return HeadingStyle.ATX
    return HeadingStyle.BOLD if is_bold_title(written) and "\n" not in written else HeadingStyle.SETEXT


def _stands_alone(text: str, start: int) -> bool:
    """Whether a heading begins its line: one inside a list item or a quote titles nothing."""
    return not text[text.rfind("\n", 0, start) + 1 : start].strip("\ufeff \t")


def _tags(text: str, blocks: tuple[Block, ...]) -> list[_Title]:
    """The tags that stand alone on their lines and are closed again."""
    titles: list[_Title] = []
    waiting: dict[str, list[Span]] = {}
    for block in blocks:
        found = _TAG.fullmatch(text, *block.span) if block.kind is BlockKind.HTML else None
        if found is None or found.group(2).lower() in _QUOTED:
            continue
        name = found.group(2)
        if not found.group(1):
            waiting.setdefault(name, []).append(block.span)
        elif waiting.get(name):
            titles.append(_Title(name, 0, HeadingStyle.TAG, waiting[name].pop(), block.span.end))
    return titles


def _level(title: _Title, stack: list[_Open]) -> int:
    if title.style in (HeadingStyle.ATX, HeadingStyle.SETEXT):
        return title.level
    return min(MAX_LEVEL, stack[-1].level + 1) if stack else 1


def _close(drafts: list[Section], stack: list[_Open], title: _Title) -> None:
    """End the sections that a new title does not stand in."""
    start = title.heading.start
    while stack and (stack[-1].end <= start or _ends(stack[-1], title)):
        opened = stack.pop()
        _end_at(drafts, opened, min(opened.end, start))


def _ends(opened: _Open, title: _Title) -> bool:
    if opened.style is HeadingStyle.TAG:
        return False
    match title.style:
        case HeadingStyle.BOLD:
            return opened.style is HeadingStyle.BOLD
        case HeadingStyle.TAG:
            return False
        case _:
            return opened.style is HeadingStyle.BOLD or opened.level >= title.level


def _end_at(drafts: list[Section], opened: _Open, end: int) -> None:
    draft = drafts[opened.place]
    parent_end = drafts[draft.parent].span.end if draft.parent >= 0 else end
    drafts[opened.place] = draft._replace(
        span=Span(draft.span.start, min(end, max(parent_end, draft.heading.end)))
    )


def _finished(text: str, drafts: list[Section]) -> list[Section]:
    first_child = [draft.span.end for draft in drafts]
    for draft in drafts:
        if draft.parent >= 0:
            first_child[draft.parent] = min(first_child[draft.parent], draft.heading.start)
    finished = []
    for draft, own_end in zip(drafts, first_child, strict=True):
        span = trimmed(text, draft.span.start, max(draft.span.end, draft.heading.end))
        own = trimmed(text, draft.heading.end, max(own_end, draft.heading.end))
        empty = Span(draft.heading.end, draft.heading.end)
        finished.append(draft._replace(span=span, own=own if own.end > own.start else empty))
    return finished
