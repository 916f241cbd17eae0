"""A prompt as a run of units, ready to be compared: every line that is not blank belongs to one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import chain

from agentreg.diff.json_samples import laid_out
from agentreg.formats.labels import read_label
from agentreg.formats.patterns import pattern
from agentreg.formats.prompt import read_prompt
from agentreg.model.definition import Definition
from agentreg.model.document import Span
from agentreg.model.prompt import Block, BlockKind, Constraint, Prompt, Workflow, WorkflowStep
from agentreg.records import NamedTuple

PROSE = frozenset((BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM))

# `1. Analyse`, `2.3) Plan`, `Step 3: Build`, `Phase 2 - Test`: the number follows from the place.
_NUMBERING = pattern(
    r"(?:((?:[Ss]tep|STEP|[Pp]hase|PHASE|[Ss]tage|STAGE|[Pp]art|PART)[ \t]+)\d{1,3}\b"
    r"|\d{1,3}(?:\.\d{1,3}){0,3}(?=[.):]|[ \t]+(?:-|\u2013|\u2014)))"
    r"[ \t]*(?:[.):-]|\u2013|\u2014)*[ \t]*"
)
# A report template in a fence may hold a table: how wide its columns are drawn is form there, too.
_CELL_EDGE = pattern(r"[ \t]*\|[ \t]*")
_RULE_ROW = pattern(r"\|[-:| \t]+\|")
# Backticks or tildes, and how many: form. The language behind them is content, unless it is none.
_FENCE_MARK = pattern(
    r"\A[ \t]*(?:`{3,}|~{3,})(?:[ \t]*(?:text|txt|plaintext)[ \t]*(?=[\r\n]))?"
    r"|\n[ \t]*(?:`{3,}|~{3,})[ \t]*\Z"
)


class Unit(NamedTuple):
    """A block of the prompt.

    Attributes:
        kind: What it is.
        text: What it says, without formatting noise and without a number that follows from its place.
        span: Where it is written.
        section: Index of its section, -1 before the first; a title belongs to the section it opens.
        depth: Nesting depth of an item.
        is_title: Whether it is the title of its section.
    """

    kind: BlockKind
    text: str
    span: Span
    section: int
    depth: int
    is_title: bool

    @property
    def key(self) -> tuple[str, str]:
        """Equal for two units that say the same; a paragraph and an item may."""
        return ("prose" if self.kind in PROSE else self.kind.value, self.text)


class StepUnits(NamedTuple):
    """A workflow step and the units that belong to it.

    Attributes:
        step: The step.
        first: Index of its first unit, which carries its marker or heading.
        end: Index behind its last unit.
    """

    step: WorkflowStep
    first: int
    end: int


class Outline(NamedTuple):
    """A prompt, ready to be compared.

    Attributes:
        text: `Document.text`.
        prompt: The prompt's structure.
        units: All units in order.
        starts: Where each unit starts.
        workflows: The runs of steps that have units, in document order.
        steps: All these steps, outer ones before inner ones.
        constraints: For each unit, the constraints that start in it.
    """

    text: str
    prompt: Prompt
    units: tuple[Unit, ...]
    starts: tuple[int, ...]
    workflows: tuple[tuple[StepUnits, ...], ...]
    steps: tuple[StepUnits, ...]
    constraints: tuple[tuple[Constraint, ...], ...]

    def lines(self, place: int) -> Span:
        """The whole lines that a unit occupies, without the last line end."""
        span = self.units[place].span
        end = self.text.find("\n", span.end)
        return Span(self.text.rfind("\n", 0, span.start) + 1, len(self.text) if end < 0 else end)

    def written(self, place: int) -> str:
        """A unit as it is written, indentation and trailing blanks included, with line feeds only."""
        return self.lines(place).of(self.text).replace("\r\n", "\n").rstrip("\r")

    def range_of(self, span: Span) -> range:
        """The units that start inside a span."""
        return range(bisect_left(self.starts, span.start), bisect_left(self.starts, span.end))

    def placed(self, word: str, section: int) -> str:
        """`workflow in Release`: what is called by its section, if that is not called so, too."""
        title = self.prompt.sections[section].title if section >= 0 else ""
        return word if title.casefold() in ("", word, f"{word}s") else f"{word} in {title}"

    def hull(self, places: range) -> Span:
        """From the first to the last of neighbouring units."""
        return Span(self.units[places[0]].span.start, max(self.units[place].span.end for place in places))


# In a history, and in a plan, the same definition is compared with the one before and with the one after it.
@lru_cache(8)
def outline(definition: Definition) -> Outline:
    """Read a definition's prompt as units."""
    prompt = read_prompt(definition)
    starts = tuple(block.span.start for block in prompt.blocks)
    workflows = tuple(_steps(workflow, starts) for workflow in prompt.workflows)
    steps = tuple(sorted(chain.from_iterable(workflows), key=lambda step: (step.first, -step.end)))
    numbered = {step.first for step in steps}
    units = tuple(
        _unit(block, prompt, numbered=place in numbered) for place, block in enumerate(prompt.blocks)
    )
    constraints: list[list[Constraint]] = [[] for _ in units]
    for constraint in prompt.constraints:
        place = bisect_right(starts, constraint.span.start) - 1
        if place >= 0:
            constraints[place].append(constraint)
    text = definition.document.text
    return Outline(text, prompt, units, starts, workflows, steps, tuple(map(tuple, constraints)))


def without_number(text: str) -> str:
    """A title or step without the number at its beginning; its label word stays."""
    found = _NUMBERING.match(text)
    return text if found is None else (found.group(1) or "") + text[found.end() :]


def _unit(block: Block, prompt: Prompt, *, numbered: bool) -> Unit:
    section = prompt.sections[block.section] if block.section >= 0 else None
    is_title = section is not None and section.heading.start == block.span.start
    text = block.text
    if numbered:
        # How a step is labelled is form: `Step 2: Plan`, `2. Plan`.
        label = read_label(text)
        text = (label.rest if label else text) or text
    elif is_title:
        text = without_number(text)
    if block.kind in PROSE:
        # A line that announces what follows may be a title in bold or not, with its colon or without.
        text = text.rstrip(" :\uff1a") or text
    elif block.kind is BlockKind.FENCE:
        text = "\n".join(map(_fenced, filter(str.strip, _FENCE_MARK.sub("", text).split("\n"))))
        text = laid_out(text)
    return Unit(block.kind, text, block.span, block.section, block.depth, is_title)


def _fenced(line: str) -> str:
    row = line.strip()
    if len(row) < 2 or row[0] != "|" or row[-1] != "|":
        return line
    if _RULE_ROW.fullmatch(row):
        row = re.sub("-+", "-", row)
    return _CELL_EDGE.sub("|", row)


def _steps(workflow: Workflow, starts: tuple[int, ...]) -> tuple[StepUnits, ...]:
    found = []
    for step in workflow.steps:
        first, end = bisect_left(starts, step.span.start), bisect_left(starts, step.span.end)
        if first < end:
            found.append(StepUnits(step, first, end))
    return tuple(found)
