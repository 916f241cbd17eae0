"""What a change says: the words that differ are shown, and what is left out of them is counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Area, Kind
from agentreg.diff.words import Fate
from agentreg.model.document import split_lines
from agentreg.records import NamedTuple
from agentreg.report.columns import shortened, width, wrapped
from agentreg.report.inline import brief, inline, is_rewritten, runs_of, side
from agentreg.report.labels import Label, Line, Piece
from agentreg.report.line_edits import edited_lines
from agentreg.report.page import Detail, Page

# A passage with more lines than this is cut; one that is gone sooner.
MOST_LINES = {Detail.LEAST: 3, Detail.LESS: 3, Detail.NORMAL: 6}
MOST_GONE = {Detail.LEAST: 2, Detail.LESS: 2, Detail.NORMAL: 3}

# Of a text of many lines so many edits are shown.
MOST_EDITS = 4

# What differs in these is a value as a whole, not some words of it, while it is short.
_VALUED = (Area.IDENTITY, Area.TOOLS, Area.MODEL, Area.REFERENCES, Area.METADATA)

# A value that is as short is set against a long one: `absent -> Read, Grep, ...`.
SHORT_VALUE = 8

# The line below the name of an agent has both paths.
_PATHS = (Kind.FILE_MOVED, Kind.COPIED)

# What these are about has no name but its own words.
_NAMELESS = ("content-", "constraint-", "responsibility-", "output-rule-")

# One side of these says why, in our words, and no text of the agent.
_REASONS = {Kind.STARTED_LOADING: "before: ", Kind.STOPPED_LOADING: "because "}

Texts = tuple[Piece, ...]


class Passage(NamedTuple):
    """A text that is shown as one, from its beginning.

    Attributes:
        paragraphs: What it says, each on lines of its own.
        mark: What its first line begins with.
    """

    paragraphs: tuple[Texts, ...]
    mark: Piece = Piece("")


def passages(change: Change, page: Page) -> list[Passage]:
    """What a change says beside its name; nothing where the name says it all."""
    before, after = change.before, change.after
    if change.area is Area.FORMAT or change.kind in _PATHS:
        return []
    if lead := _REASONS.get(change.kind):
        reason = before if change.kind is Kind.STARTED_LOADING else after
        return [Passage(((Piece(f"{lead}{reason}"),),))] if reason else []
    if not (before and after) and (change.area is Area.TOOLS or change.subject.endswith(before or after)):
        return []
    if before == after:
        return _unchanged(change, page)
    comes_or_goes = change.kind.value.endswith(("added", "removed"))
    if _is_value(change, page) and not comes_or_goes:
        old, new = Piece(before or "none", Label.REMOVED), Piece(after or "none", Label.ADDED)
        return [Passage(((old, Piece(" -> ", Label.FAINT), new),))]
    if before and after:
        return list(_edited(change, page))
    return [_alone(change, Label.PLAIN if comes_or_goes else Label.ADDED if after else Label.REMOVED)]


def _is_value(change: Change, page: Page) -> bool:
    texts = change.before, change.after
    valued = change.area in _VALUED or change.kind is Kind.OUTPUT_PATH_CHANGED
    fits = width("".join(texts)) <= page.columns or min(map(len, texts)) <= SHORT_VALUE
    return valued and fits and not any("\n" in text for text in texts)


def _unchanged(change: Change, page: Page) -> list[Passage]:
    if page.detail is Detail.ALL:
        return [_alone(change, Label.PLAIN)]
    if not change.before or not change.kind.value.startswith(_NAMELESS):
        return []
    return [Passage(((Piece(shortened(change.before, page.columns // 2), Label.FAINT),),))]


def _alone(change: Change, label: Label) -> Passage:
    """A text that stands on one side only, or is the same on both."""
    return Passage(tuple((Piece(line, label),) for line in split_lines(change.before or change.after)))


def _edited(change: Change, page: Page) -> Iterator[Passage]:
    if "\n" in change.before and "\n" in change.after:
        edits = list(edited_lines(change.before, change.after))
        most = MOST_EDITS if page.detail is not Detail.ALL and len(edits) > MOST_EDITS + 1 else len(edits)
        for edit in edits[:most]:
            yield from _reworded(*edit, page)
        if most < len(edits):
            left = f"… and {len(edits) - most} more lines differ (-v shows all)"
            yield Passage(((Piece(left, Label.FAINT),),))
    else:
        yield from _reworded(change.before, change.after, page)


def _reworded(before: str, after: str, page: Page) -> Iterator[Passage]:
    runs = runs_of(before, after)
    if before and after and not is_rewritten(runs):
        yield Passage((inline(runs if page.detail is Detail.ALL else brief(runs)),))
        return
    if before:
        yield Passage((side(runs, Fate.REMOVED),), Piece("- ", Label.REMOVED))
    if after:
        yield Passage((side(runs, Fate.ADDED),), Piece("+ ", Label.ADDED))


def on_one_line(found: list[Passage]) -> Texts | None:
    """The pieces of what can stand behind a name on one line; None for anything longer."""
    if len(found) == 1 and len(found[0].paragraphs) == 1 and not found[0].mark.text:
        return found[0].paragraphs[0]
    return None


def below(found: list[Passage], page: Page, indent: str, *, gone: bool = False) -> Iterator[Line]:
    """What a change says, as lines below its name.

    Args:
        found: What `passages` gave.
        page: What the lines are to fit.
        indent: What they begin with.
        gone: Whether all of it is gone: then less is shown.
    """
    limits = MOST_GONE if gone else MOST_LINES
    for passage in found:
        yield from _lines(passage, page, indent, limits.get(page.detail))


def _lines(passage: Passage, page: Page, indent: str, limit: int | None) -> Iterator[Line]:
    pad = " " * len(passage.mark.text)
    lines = [
        line for paragraph in passage.paragraphs for line in wrapped(paragraph, page.columns, indent + pad)
    ]
    if passage.mark.text:
        lines[:1] = [(Piece(indent), passage.mark, *line[1:]) for line in lines[:1]]
    # One line is shown rather than counted.
    most = len(lines) if limit is None or len(lines) <= limit + 1 else limit
    yield from lines[:most]
    if most < len(lines):
        hidden = f"({_characters(lines[most:])} more characters; -v shows all)"
        yield from wrapped([Piece(hidden, Label.FAINT)], page.columns, indent + pad)


def _characters(lines: Iterable[Line]) -> int:
    """How much text stands in lines, without their indentation."""
    return sum(len(piece.text) for line in lines for piece in line[1:])
