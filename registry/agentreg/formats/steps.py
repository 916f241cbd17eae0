"""Workflows: ordered lists, numbered headings, and labelled paragraphs such as `Step 3:`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

from agentreg.formats.blocks import Group, Outline, blocks_holding
from agentreg.formats.text import lowered, trimmed
from agentreg.model.document import Span
from agentreg.model.prompt import Block, BlockKind, Section, StepForm, Workflow, WorkflowStep

TITLE_LENGTH = 60

_NUMBERED = re.compile(r"(\d{1,3})(?:[.):\uff1a、]|[ \t]*[-\u2013—](?=[ \t]))[ \t]*")
_LABELLED = re.compile(
    r"(?:step|phase|stage|步骤|阶段|ステップ|フェーズ)[ \t]*#?"
    r"(\d{1,3}|[ivx]{1,4}\b|[a-h]\b)[ \t]*(?:[.):\uff1a\-\u2013—][ \t]*)?",
    re.IGNORECASE,
)
_CHINESE = re.compile(
    r"第([一二三四五六七八九十]|\d{1,3})[步阶][段骤]?[ \t]*(?:[.):\uff1a、\-\u2013—][ \t]*)?"
)
_DIGITS = {numeral: value for value, numeral in enumerate("一二三四五六七八九十", start=1)}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_BOLD_LABEL = re.compile(r"[ \t]*(\*\*|__)([^*_\n]{1,120}?):?\1[ \t]*[:\uff1a]?")
# Every label holds one of these; it saves looking at each block.
_LABEL_HINTS = (
    *("step", "phase", "stage", "步骤", "阶段", "第", "ステップ", "フェーズ"),
    *(f"{mark}{digit}" for mark in ("**", "__") for digit in range(1, 10)),
)
_MARKER = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]+")


class _Draft(NamedTuple):
    """A step before its run is known to be one."""

    text: str
    title: str
    number: int | None
    span: Span
    form: StepForm
    section: int


def read_workflows(text: str, outline: Outline, sections: tuple[Section, ...]) -> tuple[Workflow, ...]:
    """Find the workflows of a prompt.

    Args:
        text: The whole file.
        outline: Its blocks, each with its section.
        sections: Its sections.

    Returns:
        The workflows in document order. One whose steps are sections may hold others: the lists in them.
    """
    runs = [
        *_listed(text, outline),
        *_titled(outline.blocks, sections),
        *_labelled(text, outline, sections),
    ]
    workflows = [_workflow(run) for run in runs]
    return tuple(sorted(workflows, key=lambda workflow: (workflow.span.start, -workflow.span.end)))


def _workflow(run: list[_Draft]) -> Workflow:
    written = [draft.number for draft in run]
    # `1. 1. 1.` is how lazy lists are written: what is shown is counted.
    rising = all(a is not None and b is not None and a < b for a, b in pairwise(written))
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


def _listed(text: str, outline: Outline) -> Iterator[list[_Draft]]:
    """The outermost ordered lists; one that goes on after an interruption is the same list."""
    lists: dict[int, list[_Draft]] = {}
    covered = -1
    for position, (block, group) in enumerate(zip(outline.blocks, outline.groups, strict=True)):
        if group is None or block.number is None or block.span.start < covered:
            continue
        covered = group.whole.end
        lists.setdefault(group.list_id, []).append(_item(text, outline, position, group))
    run: list[_Draft] = []
    for drafts in lists.values():
        if run and _goes_on(run[-1], drafts[0]):
            # What stands between two parts of an interrupted list belongs to the step before it.
            run[-1] = _extended(text, outline, run[-1], drafts[0].span.start)
            run += drafts
            continue
        if run:
            yield run
        run = list(drafts)
    if run:
        yield run


def _goes_on(last: _Draft, following: _Draft) -> bool:
    if last.section != following.section or last.number is None or following.number is None:
        return False
    return following.number == last.number + 1


def _extended(text: str, outline: Outline, draft: _Draft, end: int) -> _Draft:
    span = trimmed(text, draft.span.start, end)
    between = [block.text for block in outline.blocks if draft.span.end <= block.span.start < end]
    return draft._replace(span=span, text="\n".join((draft.text, *between)).strip())


def _item(text: str, outline: Outline, position: int, group: Group) -> _Draft:
    block = outline.blocks[position]
    said = [block.text]
    for nested in outline.blocks[position + 1 :]:
        if nested.span.start >= group.whole.end:
            break
        said.append(nested.text)
    written = _MARKER.sub("", block.span.of(text), count=1)
    title = _short(written, block.text)
    return _Draft("\n".join(said).strip(), title, block.number, group.whole, StepForm.ITEM, block.section)


def _titled(blocks: tuple[Block, ...], sections: tuple[Section, ...]) -> Iterator[list[_Draft]]:
    """Runs of numbered sections under one parent."""
    siblings: dict[tuple[int, int], list[tuple[int, Section]]] = {}
    for index, section in enumerate(sections):
        siblings.setdefault((section.parent, section.level), []).append((index, section))
    for (parent, _level), members in siblings.items():
        numbered = ((_numbered(section.title), index, section) for index, section in members)
        for is_step, run in groupby(numbered, key=lambda entry: entry[0] is not None):
            drafts = (
                [_section_step(blocks, section, found, parent) for found, _index, section in run if found]
                if is_step
                else []
            )
            if len(drafts) > 1:
                yield drafts


def _section_step(blocks: tuple[Block, ...], section: Section, found: tuple[int, str], parent: int) -> _Draft:
    number, title = found
    inside = [
        block.text
        for block in blocks
        if section.heading.end <= block.span.start < section.span.end and block.text
    ]
    said = "\n".join((title, *inside)).strip()
    return _Draft(said, title or section.title, number, section.span, StepForm.HEADING, parent)


def _labelled(text: str, outline: Outline, sections: tuple[Section, ...]) -> Iterator[list[_Draft]]:
    """Runs of paragraphs or bullets that begin with a step's label."""
    run: list[tuple[int, tuple[int, str]]] = []
    for position in blocks_holding(_LABEL_HINTS, lowered(text), outline.blocks):
        block = outline.blocks[position]
        found = _label(text, block)
        if found is None:
            continue
        if run and (outline.blocks[run[-1][0]].section != block.section or found[0] <= run[-1][1][0]):
            yield from _paragraph_run(text, outline, sections, run)
            run = []
        run.append((position, found))
    yield from _paragraph_run(text, outline, sections, run)


def _paragraph_run(
    text: str, outline: Outline, sections: tuple[Section, ...], run: list[tuple[int, tuple[int, str]]]
) -> Iterator[list[_Draft]]:
    if len(run) < 2:
        return
    starts = [outline.blocks[position].span.start for position, _found in run]
    drafts = []
    for place, (position, (number, rest)) in enumerate(run):
        block, group = outline.blocks[position], outline.groups[position]
        section_end = sections[block.section].span.end if block.section >= 0 else len(text)
        end = (
            starts[place + 1] if place + 1 < len(starts) else _run_end(outline, position, group, section_end)
        )
        inside = [each.text for each in outline.blocks[position + 1 :] if each.span.start < end]
        title = _short(_bold_rest(block.span.of(text)), rest)
        drafts.append(
            _Draft(
                "\n".join((rest, *inside)).strip(),
                title,
                number,
                trimmed(text, block.span.start, end),
                StepForm.PARAGRAPH,
                block.section,
            )
        )
    yield drafts


def _run_end(outline: Outline, position: int, group: Group | None, section_end: int) -> int:
    """The end of the last step: its item, or the blocks up to the next paragraph."""
    if group is not None:
        return group.whole.end
    end = outline.blocks[position].span.end
    for block in outline.blocks[position + 1 :]:
        if (
            block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.RULE)
            or block.span.start >= section_end
        ):
            break
        end = block.span.end
    return end


def _label(text: str, block: Block) -> tuple[int, str] | None:
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM) or block.number is not None:
        return None
    found = _labelled_title(block.text)
    if found is not None:
        return found
    written = _MARKER.sub("", block.span.of(text), count=1)
    # A bare number begins many sentences; in bold it labels a step.
    return _numbered(block.text) if written.startswith(("**", "__")) else None


def _numbered(title: str) -> tuple[int, str] | None:
    found = _NUMBERED.match(title)
    if found is not None:
        return int(found.group(1)), title[found.end() :]
    return _labelled_title(title)


def _labelled_title(title: str) -> tuple[int, str] | None:
    found = _LABELLED.match(title) or _CHINESE.match(title)
    if found is None:
        return None
    return _value(found.group(1).lower()), title[found.end() :]


def _value(numeral: str) -> int:
    if numeral.isdigit():
        return int(numeral)
    return _ROMAN.get(numeral) or _DIGITS.get(numeral) or ord(numeral[0]) - ord("a") + 1


def _bold_rest(written: str) -> str:
    return _MARKER.sub("", written, count=1)


def _short(written: str, said: str) -> str:
    """A step's name: its label in bold, else the start of what it says."""
    label = _BOLD_LABEL.match(written)
    if label is not None:
        name = label.group(2).strip()
        found = _numbered(name)
        return (found[1] or name) if found else name
    first = said.partition("\n")[0]
    return first if len(first) <= TITLE_LENGTH else first[:TITLE_LENGTH].rpartition(" ")[0] + " …"
