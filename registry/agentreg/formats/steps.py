"""Workflows: ordered lists, numbered headings, and paragraphs with labels such as `Step 3:`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import groupby, pairwise

from agentreg.formats.blocks import Group, Outline, blocks_holding, content_start
from agentreg.formats.labels import (
    LABEL_HINTS,
    Label,
    read_label,
    read_worded_label,
    short_title,
)
from agentreg.formats.text import lowered, trimmed
from agentreg.model.document import Span
from agentreg.model.prompt import Block, BlockKind, Section, StepForm, Workflow, WorkflowStep
from agentreg.records import NamedTuple


class _Draft(NamedTuple):
    """A step before its run is known to be one."""

    text: str
    title: str
    number: int | None
    span: Span
    form: StepForm
    section: int


_Run = list[_Draft]


def read_workflows(text: str, outline: Outline, sections: tuple[Section, ...]) -> tuple[Workflow, ...]:
    """Find the workflows of a prompt.

    Args:
        text: The whole file.
        outline: Its blocks, each with its section.
        sections: Its sections.

    Returns:
        The workflows in document order. One whose steps are sections or labelled paragraphs may hold
        others: the lists inside its steps.
    """
    runs = (
        *_listed(text, outline),
        *_titled(outline, sections),
        *_labelled(text, outline, sections),
    )
    workflows = (_workflow(run) for run in runs)
    return tuple(sorted(workflows, key=lambda workflow: (workflow.span.start, -workflow.span.end)))


def _workflow(run: _Run) -> Workflow:
    # `1. 1. 1.` is how lazy lists are written: what is shown is counted.
    rising = all(
        first.number is not None and second.number is not None and first.number < second.number
        for first, second in pairwise(run)
    )
    steps = tuple(
        WorkflowStep(
            draft.text,
            draft.title,
            draft.number if rising and draft.number is not None else place,
            draft.span,
            draft.form,
        )
        for place, draft in enumerate(run, start=1)
    )
    return Workflow(steps, run[0].section, Span(steps[0].span.start, steps[-1].span.end))


def _said(outline: Outline, first: str, start: int, end: int) -> str:
    """A text and those of the blocks that begin in a range."""
    blocks = outline.blocks
    position = bisect_left(blocks, start, key=lambda block: block.span.start)
    said = [first]
    while position < len(blocks) and blocks[position].span.start < end:
        said.append(blocks[position].text)
        position += 1
    return "\n".join(text for text in said if text)


def _listed(text: str, outline: Outline) -> Iterator[_Run]:
    """The outermost ordered lists; one that goes on after an interruption is the same list."""
    run: _Run = []
    for drafts in _lists(text, outline):
        if run and _goes_on(run[-1], drafts[0]):
            run[-1] = _extended(text, outline, run[-1], drafts[0].span.start)
            run += drafts
            continue
        if run:
            yield run
        run = drafts
    if run:
        yield run


def _lists(text: str, outline: Outline) -> Iterator[_Run]:
    lists: dict[int, _Run] = {}
    covered = -1
    for block, group in zip(outline.blocks, outline.groups, strict=True):
        if group is None or block.number is None or block.span.start < covered:
            continue
        covered = group.whole.end
        lists.setdefault(group.list_id, []).append(_item(text, outline, block, group.whole))
    yield from lists.values()


def _item(text: str, outline: Outline, block: Block, whole: Span) -> _Draft:
    title = short_title(_written(text, block), block.text)
    said = _said(outline, block.text, block.span.end, whole.end)
    return _Draft(said, title, block.number, whole, StepForm.ITEM, block.section)


def _goes_on(last: _Draft, following: _Draft) -> bool:
    if last.section != following.section or last.number is None or following.number is None:
        return False
    return following.number == last.number + 1


def _extended(text: str, outline: Outline, draft: _Draft, end: int) -> _Draft:
    """A step with what stands between it and the rest of its list: fences, bullets, paragraphs."""
    said = _said(outline, draft.text, draft.span.end, end)
    return draft._replace(span=trimmed(text, draft.span.start, end), text=said)


def _titled(outline: Outline, sections: tuple[Section, ...]) -> Iterator[_Run]:
    """Runs of numbered sections under one parent."""
    siblings: dict[tuple[int, int], list[Section]] = {}
    for section in sections:
        siblings.setdefault((section.parent, section.level), []).append(section)
    for members in siblings.values():
        labelled = ((read_label(section.title), section) for section in members)
        for is_step, group in groupby(labelled, key=lambda entry: entry[0] is not None):
            run = [_section_step(outline, section, label) for label, section in group if is_step and label]
            if len(run) > 1:
                yield run


def _section_step(outline: Outline, section: Section, label: Label) -> _Draft:
    said = _said(outline, label.rest, section.heading.end, section.span.end)
    title = label.rest or section.title
    return _Draft(said, title, label.number, section.span, StepForm.HEADING, section.parent)


def _labelled(text: str, outline: Outline, sections: tuple[Section, ...]) -> Iterator[_Run]:
    """Runs of paragraphs or bullets that begin with a label."""
    run: list[tuple[int, Label]] = []
    for position in blocks_holding(LABEL_HINTS, lowered(text), outline.blocks):
        label = _label(text, outline.blocks[position])
        if label is None:
            continue
        if run and not _follows(outline, run[-1], (position, label)):
            yield from _paragraphs(text, outline, sections, run)
            run = []
        run.append((position, label))
    yield from _paragraphs(text, outline, sections, run)


def _follows(outline: Outline, last: tuple[int, Label], following: tuple[int, Label]) -> bool:
    same_section = outline.blocks[last[0]].section == outline.blocks[following[0]].section
    return same_section and following[1].number > last[1].number


def _paragraphs(
    text: str, outline: Outline, sections: tuple[Section, ...], run: list[tuple[int, Label]]
) -> Iterator[_Run]:
    if len(run) < 2:
        return
    section = outline.blocks[run[0][0]].section
    section_end = sections[section].span.end if section >= 0 else len(text)
    ends = [outline.blocks[position].span.start for position, _label in run[1:]]
    ends.append(_last_end(outline, run[-1][0], section_end))
    yield [
        _paragraph(text, outline, entry, Span(outline.blocks[entry[0]].span.start, end))
        for entry, end in zip(run, ends, strict=True)
    ]


def _paragraph(text: str, outline: Outline, entry: tuple[int, Label], reach: Span) -> _Draft:
    position, label = entry
    block = outline.blocks[position]
    title = short_title(_written(text, block), label.rest)
    said = _said(outline, label.rest, block.span.end, reach.end)
    span = trimmed(text, reach.start, reach.end)
    return _Draft(said, title, label.number, span, StepForm.PARAGRAPH, block.section)


def _last_end(outline: Outline, position: int, section_end: int) -> int:
    """The end of the last step: its item, or the blocks up to the next paragraph."""
    group: Group | None = outline.groups[position]
    if group is not None:
        return group.whole.end
    while position + 1 < len(outline.blocks):
        block = outline.blocks[position + 1]
        apart = block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.RULE)
        if apart or block.span.start >= section_end:
            break
        position += 1
    return outline.blocks[position].span.end


def _label(text: str, block: Block) -> Label | None:
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM) or block.number is not None:
        return None
    worded = read_worded_label(block.text)
    if worded is not None:
        return worded
    # A bare number begins many sentences; in bold it labels a step.
    bold = _written(text, block).startswith(("**", "__"))
    return read_label(block.text) if bold else None


def _written(text: str, block: Block) -> str:
    return text[content_start(text, block) : block.span.end]
