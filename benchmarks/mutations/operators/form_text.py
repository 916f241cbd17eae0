"""Edits of how the prompt is written; none of them changes what it says."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from random import Random

from mutations.edit import Edit, Find, Operator, Patch
from mutations.sheet import Line, Sheet
from mutations.sites import claim, pick, procedures

_BOLD = re.compile(r"(?<![\w/*])\*\*(\w[^*_`\n]*[\w.:!?)])\*\*(?![\w/*])")
_ITALIC = re.compile(r"(?<![*\w])\*([A-Za-z][^*_`\n]*[A-Za-z])\*(?![*\w])")
_NESTED = re.compile(r"- .*\n(?:  - .*\n)+\n*")
_EVERYTHING = frozenset(("whole text",))


def _patches(sheet: Sheet, rewrite: Callable[[Line], str | None]) -> tuple[Patch, ...]:
    """Each line rewritten that is none of code."""
    new = ((line, rewrite(line)) for line in sheet.lines if line.kind not in ("fence", "quote"))
    return tuple(
        Patch(line.start, line.start + len(line.text), text)
        for line, text in new
        if text is not None and text != line.text
    )


def _each_line(rewrite: Callable[[Line], str | None]) -> Find:
    def find(sheet: Sheet, _random: Random) -> Edit | None:
        patches = _patches(sheet, rewrite)
        places = claim(*sheet.stretches)
        return Edit((), after=patches, claims=places) if patches else None

    return find


def _finished(rewrite: Callable[[str], str]) -> Find:
    """The whole file is written otherwise, on top of any other edit."""

    def find(sheet: Sheet, _random: Random) -> Edit | None:
        return Edit((), claims=_EVERYTHING, finish=rewrite) if rewrite(sheet.text) != sheet.text else None

    return find


def _wrap(sheet: Sheet, random: Random) -> Edit | None:
    long = [
        paragraph
        for paragraph in sheet.paragraphs
        if len(paragraph.text) > 90
        and "\n" not in paragraph.text
        and not re.search(r"`|  |[-+*#>|\d]", paragraph.text)
    ]
    paragraph = pick(random, long)
    if paragraph is None:
        return None
    patch = Patch(paragraph.start, paragraph.end, textwrap.fill(paragraph.text, 60, break_long_words=False))
    return Edit((), after=(patch,), claims=claim(paragraph.stretch))


def _join(sheet: Sheet, random: Random) -> Edit | None:
    edit = _wrap(sheet, random)
    return edit and edit._replace(before=edit.after, after=edit.before)


def _wrap_item(sheet: Sheet, random: Random) -> Edit | None:
    items = [
        (run, item)
        for run in sheet.runs
        for item in run.items
        if not item.nested and len(item.said) > 70 and not re.search(r"`|  |[-+*#>|\d]", item.said)
    ]
    found = pick(random, items)
    if found is None:
        return None
    run, item = found
    indent = " " * (item.said_at - item.start)
    text = textwrap.fill(item.said, 50, subsequent_indent=indent, break_long_words=False)
    patch = Patch(item.said_at, item.said_at + len(item.said), text)
    return Edit((), after=(patch,), claims=claim(run.stretch))


def _star(line: Line) -> str | None:
    return re.sub(r"^( {0,3})- ", r"\1* ", line.text) if line.kind == "item" else None


def _all_ones(sheet: Sheet, random: Random) -> Edit | None:
    run = pick(random, procedures(sheet))
    if run is None:
        return None
    patches = tuple(Patch(item.start, item.start + len(str(item.number)), "1") for item in run.items[1:])
    return Edit((), after=patches, claims=claim(run.stretch))


def _parentheses(sheet: Sheet, random: Random) -> Edit | None:
    run = pick(random, procedures(sheet))
    if run is None:
        return None
    ends = [item.start + len(str(item.number)) for item in run.items]
    patches = tuple(Patch(end, end + 1, ")") for end in ends)
    return Edit((), after=patches, claims=claim(run.stretch))


def _spread(sheet: Sheet, random: Random) -> Edit | None:
    """Blank lines between the items of a list."""
    run = pick(
        random, [run for run in sheet.runs if len(run.items) > 2 and not any(i.nested for i in run.items)]
    )
    if run is None or "\n\n" in sheet.text[run.items[0].start : run.items[-1].start]:
        return None
    patches = tuple(Patch(item.start, item.start, "\n") for item in run.items[1:])
    return Edit((), after=patches, claims=claim(run.stretch))


def _underlined(sheet: Sheet, random: Random) -> Edit | None:
    titles = [part for part in sheet.stretches[1:] if part.level in (1, 2)]
    stretch = pick(random, [part for part in titles if not re.search(r"[*_`#]|^\W*\d", part.title)])
    if stretch is None:
        return None
    line = next(line for line in sheet.lines if line.start == stretch.start)
    patch = Patch(line.start, line.start + len(line.text), f"{stretch.title}\n{'=-'[stretch.level - 1] * 8}")
    return Edit((), after=(patch,), claims=claim(stretch))


def _closed(line: Line) -> str | None:
    marks = re.match(r"#+ ", line.text)
    return f"{line.text} {marks[0].strip()}" if line.kind == "title" and marks else None


def _tildes(sheet: Sheet, random: Random) -> Edit | None:
    """Another fence around code that holds none of its marks."""
    marks = [line for line in sheet.lines if line.kind == "fence" and re.match(r"`{3,}", line.text)]
    pairs = list(zip(marks[::2], marks[1::2], strict=False))
    pair = pick(random, pairs)
    # A fence inside another one makes a pair of two opening marks.
    nested = len(marks) % 2 or any(closing.text != "```" for _, closing in pairs)
    if pair is None or nested or "~~~" in sheet.text:
        return None
    stretch = next(part for part in reversed(sheet.stretches) if part.start <= pair[0].start)
    patches = tuple(Patch(line.start, line.start + 3, "~~~") for line in pair)
    return Edit((), after=patches, claims=claim(stretch))


def _wider(line: Line) -> str | None:
    return line.text.replace("|", "|  ", 1) if line.kind == "table" and "---" not in line.text else None


def _dashes(line: Line) -> str | None:
    return "* * *" if line.kind == "rule" and line.text == "---" else None


def _emphasis(line: Line) -> str | None:
    return _BOLD.sub(r"__\1__", line.text) if line.kind in ("text", "item") else None


def _italics(line: Line) -> str | None:
    return _ITALIC.sub(r"_\1_", line.text) if line.kind in ("text", "item") else None


def _breathe(line: Line) -> str | None:
    return f"{line.text}\n" if line.text.startswith("#") and line.kind == "title" else None


def _trailing(line: Line) -> str | None:
    return f"{line.text} " if line.kind in ("text", "item") else None


def _broken(line: Line) -> str | None:
    return f"{line.text}  " if line.kind in ("text", "item") else None


def _deeper(sheet: Sheet, random: Random) -> Edit | None:
    """The bullets inside a bullet, indented by two blanks more."""
    nested = [
        (run, item)
        for run in sheet.runs
        for item in run.items
        if not run.is_ordered and item.nested and _NESTED.fullmatch(sheet.text, item.start, item.end)
    ]
    found = pick(random, nested)
    if found is None:
        return None
    run, item = found
    marks = re.finditer(r"^  (?=- )", sheet.text[item.start : item.end], re.MULTILINE)
    patches = tuple(Patch(item.start + mark.end(), item.start + mark.end(), "  ") for mark in marks)
    return Edit((), after=patches, claims=claim(run.stretch))


def _crlf(text: str) -> str:
    """Where the YAML is plain: what it takes to read it must not depend on the line ends."""
    matter = text[: text.index("\n---\n", 3)] if text.startswith("---") else ""
    return text if re.search(r":[^\"'\n]+(?:: | #)", matter) else text.replace("\n", "\r\n")


def _marked(text: str) -> str:
    return f"\ufeff{text}"


def _unended(text: str) -> str:
    return text.rstrip("\n")


def _ended(text: str) -> str:
    return f"{text}\n\n"


FORM_TEXT = tuple(
    Operator(name, find, "form")
    for name, find in (
        ("wrap a paragraph", _wrap),
        ("unwrap a paragraph", _join),
        ("wrap an item", _wrap_item),
        ("stars as bullets", _each_line(_star)),
        ("number all steps 1", _all_ones),
        ("number with parentheses", _parentheses),
        ("spread a list", _spread),
        ("underline a title", _underlined),
        ("close the titles", _each_line(_closed)),
        ("a blank line below the titles", _each_line(_breathe)),
        ("fence with tildes", _tildes),
        ("draw tables wider", _each_line(_wider)),
        ("draw rules otherwise", _each_line(_dashes)),
        ("bold with underscores", _each_line(_emphasis)),
        ("italics with underscores", _each_line(_italics)),
        ("trailing blanks", _each_line(_trailing)),
        ("hard line ends", _each_line(_broken)),
        ("bullets further in", _deeper),
        ("CRLF", _finished(_crlf)),
        ("a byte order mark", _finished(_marked)),
        ("no final line end", _finished(_unended)),
        ("blank lines at the end", _finished(_ended)),
    )
)
