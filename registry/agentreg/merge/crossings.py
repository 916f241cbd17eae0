"""What one side said where the other changed the ground it stands on: it merges cleanly, and may be wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agentreg.formats.patterns import pattern
from agentreg.merge.guards import NORMATIVE
from agentreg.merge.values import Caution, Danger
from agentreg.merge.wording import alike
from agentreg.model.document import Span, split_lines
from agentreg.records import NamedTuple

# A tool is named in backticks, or as one: "Read the file" names none.
_TOOL = pattern(r"`([A-Za-z][\w-]*)(?:\([^`]*\))?`|\b([A-Z][\w-]+) tool\b")
_HEADING = pattern(r"^ {0,3}#{1,6}[ \t]+(.*?)[ \t#]*$", re.MULTILINE)
# A shorter title ("Notes") is a word that stands everywhere.
_LEAST_TITLE = 8


class Trio(NamedTuple):
    """The three texts of a merge."""

    base: str
    ours: str
    theirs: str


class _News(NamedTuple):
    """Lines of the result that one side alone wrote, with their places, and what the other took away."""

    lines: list[tuple[str, Span]]
    gone: frozenset[str]
    other: str


def crossings(trio: Trio, result: str) -> Iterator[Caution]:
    """Say what each side wrote that does not fit what the other one changed.

    Args:
        trio: The three texts.
        result: The merged text, conflicts decided for ours.

    Yields:
        Cautions with their places in the result.
    """
    base, ours, theirs = trio
    news = (_news(base, ours, theirs, result), _news(base, theirs, ours, result))
    for side, other in zip(news, ("theirs", "ours"), strict=True):
        yield from _revoked(side, base, other)
        yield from _renamed(side, other)
    if all(any(NORMATIVE.search(line) for line, _ in side.lines) for side in news):
        yield from _opposed(news[0], news[1], result)


def _news(base: str, side: str, other: str, result: str) -> _News:
    new = set(split_lines(side)).difference(split_lines(base), split_lines(other))
    lines, at = [], 0
    for line in split_lines(result):
        if line in new and line.strip():
            lines.append((line, Span(at, at + len(line.rstrip("\r\n")))))
        at += len(line)
    return _News(lines, frozenset(split_lines(base)).difference(split_lines(other)), other)


def _revoked(side: _News, base: str, other: str) -> Iterator[Caution]:
    """A text that uses a tool which the other side took away."""
    granted = "".join(line for line in side.gone if re.match(r"\s*(?:(?:allowed-?)?tools\s*:|- )", line))
    if not granted:
        return
    for line, span in side.lines:
        for found in _TOOL.finditer(line):
            name = found[1] or found[2]
            word = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
            if word.search(granted) and not word.search(_header(side.other)) and word.search(_header(base)):
                message = f"it uses {name}, which {other} took away"
                place = Span(span.start + found.start(), span.start + found.end())
                yield Caution(Danger.REVOKED_TOOL, f"`{name}`", message, place)


def _header(text: str) -> str:
    """The frontmatter; empty when there is none."""
    end = text.find("\n---", 3) if text.startswith("---") else -1
    return text[:end] if end > 0 else ""


def _renamed(side: _News, other: str) -> Iterator[Caution]:
    """A text that names a section which the other side renamed or removed."""
    titles = {found[1] for line in side.gone if (found := _HEADING.match(line))}
    still = {found[1] for found in _HEADING.finditer(side.other)}
    for title in sorted(one for one in titles - still if len(one) >= _LEAST_TITLE):
        for line, span in side.lines:
            at = line.lower().find(title.lower())
            if at >= 0 and not _HEADING.match(line):
                message = f"it names the section {title!r}, which {other} renamed or removed"
                place = Span(span.start + at, span.start + at + len(title))
                yield Caution(Danger.LOST_REFERENCE, f"section {title}", message, place)


def _opposed(ours: _News, theirs: _News, result: str) -> Iterator[Caution]:
    """Two new rules, one of either side, that demand and forbid the same."""
    from agentreg.formats.prompt import read_rules
    from agentreg.formats.read import read_definition

    rules = read_rules(read_definition(result.encode("utf-8", "surrogateescape")))
    sides = [[rule for rule in rules if _is_new(rule.span, side)] for side in (ours, theirs)]
    for mine in sides[0]:
        for other in sides[1]:
            if mine.polarity is not other.polarity and alike(mine.core, other.core):
                message = f"ours says {mine.text!r}, theirs {other.text!r}"
                yield Caution(Danger.OPPOSED_RULES, "rules", message, mine.span)


def _is_new(span: Span, side: _News) -> bool:
    return any(place.start <= span.start < place.end for _, place in side.lines)
