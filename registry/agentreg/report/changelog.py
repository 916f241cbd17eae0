"""Release notes as text, as Markdown, and as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import Annotated, TypedDict

from agentreg.report.columns import wrapped
from agentreg.report.gap_lines import render_gaps
from agentreg.report.json import scope_data
from agentreg.report.json_types import ScopeData
from agentreg.report.labels import Label, Line, Piece
from agentreg.report.markdown import first_of
from agentreg.report.markdown_text import MOST_CHARACTERS, code
from agentreg.report.page import Detail, Page
from agentreg.review.changelog import Changelog, Note, Part

MISSING = "Missing from these notes, for it could not be compared"
"""The title of what they lack."""

UNREAD = "Manifests that could not be read"
"""The title of those by which hosts may load nothing."""

MOST_NAMED = 6
"""So many agents of one note are named, unless all detail is asked for."""

_LABELS = {
    Part.BREAKING: Label.REMOVED,
    Part.RISKIER: Label.HIGH,
    Part.NEW: Label.ADDED,
    Part.CHANGED: Label.CHANGED,
    Part.IMPROVED: Label.CHANGED,
    Part.FIXED: Label.CHANGED,
}


class NoteData(TypedDict):
    """What users of some agents are told.

    Attributes:
        part: Whether it breaks, is riskier, new, changed, improved or fixed.
        agents: The agents of which this is true, by name; with the path behind it where several have it.
        lines: What there is to know.
    """

    part: Annotated[str, Part]
    agents: list[str]
    lines: list[str]


class ChangelogData(TypedDict):
    """Release notes.

    Attributes:
        scope: What was compared.
        notes: What users are told, what breaks first.
    """

    scope: ScopeData | None
    notes: list[NoteData]


def changelog_data(changelog: Changelog) -> ChangelogData:
    """Release notes as plain data."""
    return {
        "scope": scope_data(changelog.scope) if changelog.scope else None,
        "notes": [
            {"part": part.value, "agents": list(note.agents), "lines": list(note.lines)}
            for part, notes in changelog.parts
            for note in notes
        ],
    }


def render_changelog(changelog: Changelog, page: Page) -> Iterator[Line]:
    """Release notes as labelled lines, safe to show; none where there is nothing to tell."""
    for place, (part, notes) in enumerate(changelog.parts):
        if place:
            yield ()
        yield (Piece(part.value.capitalize(), _LABELS[part]),)
        for note in notes:
            yield from _note(note, page)
    if changelog.gaps:
        if changelog.parts:
            yield ()
        yield from wrapped([Piece(MISSING, Label.HIGH)], page.columns)
        yield from render_gaps(changelog.gaps, page)
    if changelog.flaws:
        if changelog.parts or changelog.gaps:
            yield ()
        yield from wrapped([Piece(UNREAD, Label.HIGH)], page.columns)
        for flaw in changelog.flaws:
            yield from wrapped([Piece(flaw.place, Label.PATH), Piece(f": {flaw.told}")], page.columns, "  ")


def _note(note: Note, page: Page) -> Iterator[Line]:
    names, more = _named(note, page.detail)
    whole = [Piece(f"{', '.join(names)}{more}", Label.NAME), Piece(": "), *map(Piece, note.lines[:1])]
    if len(note.lines) == 1 and (short := list(wrapped(whole, page.columns, "  ")))[1:] == []:
        yield from short
        return
    yield from wrapped([Piece(f"{', '.join(names)}{more}", Label.NAME)], page.columns, "  ")
    for line in note.lines:
        yield from wrapped([Piece(line)], page.columns, "    ")


def _named(note: Note, detail: Detail) -> tuple[tuple[str, ...], str]:
    """The names that are shown, and how many are not."""
    most = len(note.agents) if detail is Detail.ALL else MOST_NAMED
    left = len(note.agents) - most
    return note.agents[:most], f" and {left} more" if left > 0 else ""


def render_changelog_markdown(changelog: Changelog, detail: Detail = Detail.NORMAL) -> str:
    """Release notes as Markdown; what definitions say stands in inline code.

    Returns:
        At most 60,000 characters; notes that do not fit are counted.
    """
    missing = "\n".join(_missing(changelog))
    if missing and not changelog.parts:
        # Without a note they would say that there is nothing to know.
        return missing
    notes = "\n".join(_fitting(list(_markdown(changelog, detail)), MOST_CHARACTERS - 100 - len(missing)))
    return f"{notes}\n{missing}" if missing else notes


def _missing(changelog: Changelog) -> Iterator[str]:
    for title, files in ((MISSING, changelog.gaps), (UNREAD, changelog.flaws)):
        if files:
            yield f"### {title}\n"
            yield from first_of(files)


def _fitting(lines: list[str], room: int) -> list[str]:
    """The lines that there is room for, and how many notes there are beside them."""
    ends = accumulate(len(line) + 1 for line in lines)
    shown = sum(end <= room for end in ends)
    if shown == len(lines):
        return lines
    left = sum(line.startswith("- ") for line in lines[shown:])
    return [*lines[:shown], "", f"{left} more notes do not fit here.", ""]


def _markdown(changelog: Changelog, detail: Detail) -> Iterator[str]:
    scope = changelog.scope
    yield f"## Agents: {code(scope.after)}, since {code(scope.before)}\n" if scope else "## Agents\n"
    for part, notes in changelog.parts:
        yield f"### {part.value.capitalize()}\n"
        for note in notes:
            names, more = _named(note, detail)
            told = "; ".join(map(code, note.lines))
            yield f"- {', '.join(map(code, names))}{more}: {told}"
        yield ""
    if not changelog.parts:
        yield "Nothing that users of the agents have to know.\n"
