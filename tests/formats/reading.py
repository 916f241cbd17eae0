"""Short ways to read a text in a test."""

from __future__ import annotations

from collections import Counter

from agentreg.formats.blocks import Outline, read_outline
from agentreg.formats.prompt import read_outward, read_prompt
from agentreg.formats.read import read_definition
from agentreg.formats.sections import read_sections, with_sections
from agentreg.model.definition import Definition
from agentreg.model.document import LineIndex, Span
from agentreg.model.outward import Outward
from agentreg.model.prompt import Prompt, Section


def define(matter: str, path: str = ".claude/agents/a.md", body: str = "") -> Definition:
    """A definition from the text between its fences."""
    return read_definition(f"---\n{matter}---\n{body}".encode(), path)


def prompt_of(body: str) -> Prompt:
    """The prompt of a file without frontmatter, so that offsets are offsets into `body`."""
    return read_prompt(read_definition(body.encode(), "a.md"))


def outward_of(body: str) -> Outward:
    """What the prompt of a file without frontmatter says of the world outside."""
    definition = read_definition(body.encode(), "a.md")
    return read_outward(definition, read_prompt(definition))


def outline_of(body: str) -> tuple[Outline, tuple[Section, ...]]:
    """Blocks that know their sections, and the sections."""
    span = Span(0, len(body))
    outline = read_outline(body, span)
    sections = read_sections(body, span, outline)
    return Outline(with_sections(outline.blocks, sections), outline.groups), sections


def uncovered(definition: Definition, prompt: Prompt) -> list[tuple[int, int]]:
    """Lines of the body that are in no block or in several, each with the number of blocks."""
    text, body = definition.document.text, definition.document.body
    index = LineIndex(text)
    count: Counter[int] = Counter()
    for block in prompt.blocks:
        count.update(range(index.line(block.span.start), index.line(block.span.end - 1) + 1))
    wrong, start = [], 0
    for number, line in enumerate(text.split("\n"), start=1):
        part = text[max(start, body.start) : min(start + len(line), body.end)]
        if part.strip() and count[number] != 1:
            wrong.append((number, count[number]))
        start += len(line) + 1
    return wrong
