"""A definition as a person sees it in an editor: fields, headings, lists, paragraphs, by their lines."""

from __future__ import annotations

import re
from typing import NamedTuple

_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*$")
_BOLD_TITLE = re.compile(r"(\*\*|__)[^*_]+\1:?\s*$")
_ITEM = re.compile(r"(\s*)([-*+]|(\d{1,3})[.)])(\s+)\S")
_RULE = re.compile(r"\s{0,3}([-*_=])(\s*\1){2,}\s*$")
_FIELD = re.compile(r"([A-Za-z_][\w-]*):(.*)$")
_TAG = re.compile(r"\s*</?[A-Za-z][\w-]*[^>]*>")
_LABEL = re.compile(r"\W*(?:step|phase|stage|part|first|second|third|then)\b|[\W_]*\d", re.IGNORECASE)


class Line(NamedTuple):
    """One line: where it stands, what it says, and what it looks like."""

    start: int
    end: int
    text: str
    kind: str


class Field(NamedTuple):
    """A top-level field of the frontmatter with all its lines; `value` is what stands behind the colon."""

    key: str
    start: int
    end: int
    value: str


class Stretch(NamedTuple):
    """From one title to the next of any level; the first has none."""

    place: int
    title: str
    level: int
    start: int
    own: int
    end: int


class Item(NamedTuple):
    """A list item at the margin with everything nested in it; `said` is its first line without the marker."""

    start: int
    end: int
    said_at: int
    said: str
    number: int | None
    nested: bool


class Run(NamedTuple):
    """Items of one list."""

    items: tuple[Item, ...]
    stretch: Stretch

    @property
    def is_ordered(self) -> bool:
        """Whether its items are numbered."""
        return self.items[0].number is not None


class Paragraph(NamedTuple):
    """Lines of prose between blank lines."""

    start: int
    end: int
    text: str
    stretch: Stretch


class Sheet(NamedTuple):
    """A definition, laid out.

    Attributes:
        path: The file.
        text: What stands in it.
        fields: The top-level fields by key.
        matter_end: Where the closing fence of the frontmatter starts.
        body: Where the prompt starts.
        lines: The lines of the prompt.
        stretches: The prompt cut at its titles.
        runs: Its lists.
        paragraphs: Its paragraphs at the margin.
    """

    path: str
    text: str
    fields: dict[str, Field]
    matter_end: int
    body: int
    lines: tuple[Line, ...]
    stretches: tuple[Stretch, ...]
    runs: tuple[Run, ...]
    paragraphs: tuple[Paragraph, ...]

    @property
    def prompt(self) -> str:
        """The prompt as written."""
        return self.text[self.body :]


def lay_out(text: str, path: str) -> Sheet | None:
    """Look at a definition; None for one that is not written in the plain way that people edit by hand."""
    if not text.startswith("---\n") or "\r" in text or "<<<<<<<" in text or "\t" in text:
        return None
    matter_end = text.find("\n---\n", 3) + 1
    if not matter_end or not text[matter_end + 4 :].strip():
        return None
    fields = _fields(text, matter_end)
    if fields is None:
        return None
    body = matter_end + 4
    lines = tuple(_lines(text, body))
    stretches = tuple(_stretches(lines, len(text)))
    return Sheet(
        path,
        text,
        fields,
        matter_end,
        body,
        lines,
        stretches,
        tuple(_runs(lines, stretches)),
        tuple(_paragraphs(text, lines, stretches)),
    )


def _fields(text: str, end: int) -> dict[str, Field] | None:
    fields: dict[str, Field] = {}
    last = ""
    position = 4
    while position < end:
        stop = text.index("\n", position) + 1
        line = text[position : stop - 1]
        found = _FIELD.match(line)
        if found and found[1] not in fields:
            last = found[1]
            fields[last] = Field(last, position, stop, found[2].strip())
        elif last and (line.startswith((" ", "- ")) or line == "-"):
            fields[last] = fields[last]._replace(end=stop, value=f"{fields[last].value}\n{line}")
        else:
            return None
        position = stop
    return fields


def _lines(text: str, start: int) -> list[Line]:
    lines: list[Line] = []
    fence = quote = ""
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        line = text[start:end].rstrip("\n")
        kind = _look(line)
        opening = _FENCE.match(line)
        if fence:
            kind = "fence"
            if opening and opening[1].startswith(fence) and not line.strip(" `~"):
                fence = ""
        elif opening:
            fence, kind = opening[1], "fence"
        elif quote or "<example" in line or "<!--" in line:
            quote = quote or ("-->" if "<!--" in line else "</example")
            kind, quote = "quote", "" if quote in line else quote
        elif kind == "rule" and lines and lines[-1].kind == "text" and line[:1] in "-=":
            # The line before it is a title.
            lines[-1] = lines[-1]._replace(kind="title")
        lines.append(Line(start, end, line, kind))
        start = end
    return lines


def _look(line: str) -> str:
    if not line.strip():
        return "blank"
    for kind, pattern in (("rule", _RULE), ("title", _HEADING), ("title", _BOLD_TITLE), ("item", _ITEM)):
        if pattern.match(line):
            return kind
    if line.startswith("|"):
        return "table"
    if line.startswith((">", "<")) or _TAG.match(line):
        return "quote"
    return "nested" if line.startswith(" ") else "text"


def _stretches(lines: tuple[Line, ...], end: int) -> list[Stretch]:
    titles = [line for line in lines if line.kind == "title"]
    start = lines[0].start
    first = titles[0].start if titles else end
    stretches = [Stretch(0, "", 0, start, start, first)]
    for place, line in enumerate(titles, 1):
        found = _HEADING.match(line.text)
        stop = titles[place].start if place < len(titles) else end
        title = found[2] if found else line.text.strip("*_: ")
        stretches.append(Stretch(place, title, len(found[1]) if found else 7, line.start, line.end, stop))
    return stretches


def _stretch_at(stretches: tuple[Stretch, ...], place: int) -> Stretch:
    return next(stretch for stretch in reversed(stretches) if stretch.start <= place)


def _runs(lines: tuple[Line, ...], stretches: tuple[Stretch, ...]) -> list[Run]:
    runs: list[Run] = []
    items: list[Item] = []
    blank = False
    for line in lines:
        found = _ITEM.match(line.text) if line.kind == "item" else None
        if found and not found[1]:
            number = int(found[3]) if found[3] else None
            if items and (items[-1].number is None) != (number is None):
                runs.append(Run(tuple(items), _stretch_at(stretches, items[0].start)))
                items = []
            said_at = line.start + found.end() - 1
            items.append(
                Item(line.start, line.end, said_at, line.text[found.end() - 1 :], number, nested=False)
            )
        elif items and (line.text.startswith(" ") or (line.kind == "text" and not blank)):
            items[-1] = items[-1]._replace(end=line.end, nested=True)
        elif items and line.kind != "blank":
            runs.append(Run(tuple(items), _stretch_at(stretches, items[0].start)))
            items = []
        blank = line.kind == "blank"
    if items:
        runs.append(Run(tuple(items), _stretch_at(stretches, items[0].start)))
    return runs


def _paragraphs(text: str, lines: tuple[Line, ...], stretches: tuple[Stretch, ...]) -> list[Paragraph]:
    found: list[Paragraph] = []
    start = -1
    for place, line in enumerate(lines):
        if line.kind == "text":
            opens = place == 0 or lines[place - 1].kind in ("blank", "title")
            start = line.start if start < 0 and opens else start
            closes = place + 1 == len(lines) or lines[place + 1].kind == "blank"
            if closes and start >= 0:
                end = line.start + len(line.text)
                found.append(Paragraph(start, end, text[start:end], _stretch_at(stretches, start)))
        if line.kind != "text" or place + 1 == len(lines) or lines[place + 1].kind != "text":
            start = -1
    return found


def is_labelled(text: str) -> bool:
    """Whether a paragraph begins like a numbered step."""
    return _LABEL.match(text) is not None
