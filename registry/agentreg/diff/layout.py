"""How two texts lie beside each other: the parts of both, by their lines, and which became which."""

from __future__ import annotations

from itertools import accumulate, pairwise

from agentreg.diff.match import match_prompts
from agentreg.diff.units import outline
from agentreg.model.definition import Definition
from agentreg.records import NamedTuple

FIXED = 2
"""The parts that every text has: its frontmatter, and what stands before all sections."""


class Cut(NamedTuple):
    """A text, cut into parts.

    Attributes:
        starts: The line, from 0, in which each part starts: the fixed ones, then the sections of the prompt.
        titles: What the sections are called.
    """

    starts: tuple[int, ...]
    titles: tuple[str, ...] = ()

    def title(self, part: int | None) -> str:
        """What a part is called; empty for a fixed one, and for none."""
        if part is None or part < FIXED or not self.titles:
            return ""
        return self.titles[part - FIXED]


class Layout(NamedTuple):
    """Two texts beside each other.

    Attributes:
        before: The one; None for a new agent.
        after: The other; None for one that is gone.
        matched: The parts before and what they are after.
        moved: The parts before that stand elsewhere among the sections.
    """

    before: Cut | None
    after: Cut | None
    matched: tuple[tuple[int, int], ...]
    moved: tuple[int, ...] = ()


def lay_out(before: Definition | None, after: Definition | None) -> Layout:
    """Tell how two texts of an agent lie beside each other.

    Args:
        before: The definition before; None for a new agent.
        after: The definition after; None for one that is gone.
    """
    if before is None or after is None or before.body == after.body:
        # There are no sections to be matched: a prompt that is not read costs nothing.
        was, now = (Cut(_fixed(one)) if one else None for one in (before, after))
        return Layout(was, now, tuple((part, part) for part in range(FIXED)) if was and now else ())
    found = match_prompts(before, after)
    sections = sorted((was + FIXED, now + FIXED) for was, now in found.sections.items() if was >= 0)
    fixed = ((part, part) for part in range(FIXED))
    moved = tuple(sorted(was + FIXED for was in found.moved_sections))
    return Layout(_cut(before), _cut(after), (*fixed, *sections), moved)


def _fixed(definition: Definition) -> tuple[int, int]:
    return 0, definition.document.text.count("\n", 0, definition.document.body.start)


def _cut(definition: Definition) -> Cut:
    text, sections = definition.document.text, outline(definition).prompt.sections
    ends = (0, *(section.heading.start for section in sections))
    headings = accumulate(text.count("\n", *between) for between in pairwise(ends))
    return Cut((*_fixed(definition), *headings), tuple(section.title for section in sections))
