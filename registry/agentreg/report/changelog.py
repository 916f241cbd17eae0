"""Release notes as text, as Markdown, and as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, TypedDict

from agentreg.report.columns import wrapped
from agentreg.report.json import scope_data
from agentreg.report.json_types import ScopeData
from agentreg.report.labels import Label, Line, Piece
from agentreg.report.markdown import MOST_CHARACTERS, code
from agentreg.report.page import Detail, Page
from agentreg.review.changelog import Changelog, Note, Part

MOST_NAMED = 6
"""So many agents of one note are named, unless all detail is asked for."""

_LABELS = {
    Part.BREAKING: Label.REMOVED,
    Part.NEW: Label.ADDED,
    Part.CHANGED: Label.CHANGED,
    Part.IMPROVED: Label.CHANGED,
    Part.FIXED: Label.CHANGED,
}


class NoteData(TypedDict):
    """What users of some agents are told.

    Attributes:
        part: Whether it breaks, is new, changed, improved or fixed.
        agents: The agents of which this is true.
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
    """Release notes as labelled lines, safe to show."""
    for place, (part, notes) in enumerate(changelog.parts):
        if place:
            yield ()
        yield (Piece(part.value.capitalize(), _LABELS[part]),)
        for note in notes:
            yield from _note(note, page)


def _note(note: Note, page: Page) -> Iterator[Line]:
    names, more = _named(note, page.detail)
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
    lines = list(_markdown(changelog, detail))
    used = 0
    for place, line in enumerate(lines):
        used += len(line) + 1
        if used > MOST_CHARACTERS - 100:
            left = sum(line.startswith("- ") for line in lines[place:])
            return "\n".join([*lines[:place], "", f"{left} more notes do not fit here.", ""])
    return "\n".join(lines)


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
