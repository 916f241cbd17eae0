"""A definition in one normal form, for tools that compare by line: only what means something is a line.

Tools stand one a line with their risks, sorted; steps have no numbers, sentences a line each; blank lines
and wrapping are gone. What stands in a code fence stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agentreg.formats.fences import outside_fences
from agentreg.formats.hosts import HOSTS
from agentreg.formats.read import read_definition
from agentreg.formats.text import sentences
from agentreg.model.definition import Definition

_STARTS = re.compile(r"\s*(?:[-*+]|(\d{1,9})[.)])\s+|\s*#{1,6}\s|\s*[|>]")
_NUMBER = re.compile(r"(\s*)(?:[*+-]|(\d{1,9})[.)])\s+")


def normal_lines(data: bytes, path: str = "") -> list[str]:
    """The lines of a definition in normal form.

    Args:
        data: The file, whatever it holds.
        path: Where it stands, if that is known: it tells the host.
    """
    definition = read_definition(data, path)
    return [*_fields(definition), *_body(definition.body.replace("\r\n", "\n").splitlines())]


def _fields(definition: Definition) -> Iterator[str]:
    document, policy = definition.document, definition.tools
    if document.matter is not None and not definition.frontmatter.fields:
        yield from document.matter.of(document.text).splitlines()
    for field in definition.frontmatter.fields:
        if field.key == policy.key and policy.entries:
            yield from sorted(
                {f"tool: {entry.raw}{_risks(definition, entry.name)}" for entry in policy.entries}
            )
        elif field.key == "description":
            text = " ".join(definition.description.split())
            yield from (f"description: {span.of(text)}" for span in sentences(text))
        else:
            yield from (" ".join(line.split()) for line in field.lines.of(document.text).splitlines())


def _risks(definition: Definition, name: str) -> str:
    risks = HOSTS[definition.hosts[0].host].pool.get(name, ())
    return f" ({', '.join(risks)})" if risks else ""


def _body(lines: list[str]) -> Iterator[str]:
    paragraph: list[str] = []
    for line, outside in zip(lines, outside_fences(lines), strict=True):
        if not outside or not line.strip() or _STARTS.match(line):
            yield from _paragraph(paragraph)
            paragraph = []
        if not outside:
            yield line
        elif line.strip():
            paragraph.append(line)
    yield from _paragraph(paragraph)


def _paragraph(lines: list[str]) -> Iterator[str]:
    if not lines:
        return
    mark = _NUMBER.match(lines[0])
    start = f"{mark[1]}{'#.' if mark[2] else '-'} " if mark else ""
    first = lines[0][mark.end() :] if mark else lines[0]
    text = " ".join(" ".join([first, *lines[1:]]).split())
    for number, span in enumerate(sentences(text)):
        yield (start if number == 0 else " " * len(start)) + span.of(text)
