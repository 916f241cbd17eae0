"""Drift as Markdown for a pull request or a wiki; whatever names say, they stay in inline code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from agentreg.report.drift import (
    NONE,
    UNREAD,
    Group,
    Matrix,
    Row,
    cell_word,
    drift_matrix,
    drift_word,
    grouped,
    notes,
    summary,
)
from agentreg.report.markdown_text import MOST_CHARACTERS, code
from agentreg.variants.drift import SETTLED
from agentreg.variants.standing import Standing, base_name
from agentreg.variants.survey import Survey

MOST_COLUMNS = 8
"""Bases that are shown side by side; of more, each project says which stand how."""

_RESERVE = 100
"""Characters kept free for the line that counts what did not fit."""


def render_drift_markdown(surveys: Sequence[Survey]) -> str:
    """Where the variants of some projects stand: a table, and what needs somebody.

    Args:
        surveys: The projects.

    Returns:
        At most 60,000 characters; lines that do not fit are counted, never cut in the middle.
    """
    matrix = drift_matrix(surveys)
    table = _side_by_side(matrix) if len(matrix.bases) <= MOST_COLUMNS else _listed(matrix)
    lines = ["## Agent drift", "", f"{summary(surveys)}.", "", *table, *_open(surveys)]
    return "\n".join(_fitting(lines)) + "\n"


def _fitting(lines: Sequence[str]) -> Iterator[str]:
    room = MOST_CHARACTERS - _RESERVE
    for place, line in enumerate(lines):
        room -= len(line) + 1
        if room < 0:
            yield f"\n{len(lines) - place} more lines do not fit here."
            return
        yield line


def _side_by_side(matrix: Matrix) -> Iterator[str]:
    yield _cells(["repository", *map(_code, matrix.bases)])
    yield f"|---{'|---' * len(matrix.bases)}|"
    for row in matrix.rows:
        yield _cells([_code(row.survey.name), *(cell_word(row, cell) for cell in row.cells)])


def _listed(matrix: Matrix) -> Iterator[str]:
    yield _cells(["repository", "drift"])
    yield "|---|---|"
    for row in matrix.rows:
        yield _cells([_code(row.survey.name), _groups(row, matrix.bases)])


def _groups(row: Row, bases: Sequence[str]) -> str:
    if row.survey.error:
        return UNREAD
    return "; ".join(map(_group, grouped(row, bases))) or NONE


def _group(group: Group) -> str:
    if group.drift in SETTLED:
        return f"{len(group.members)} {group.drift}"
    members = (f"{_code(base)} {behind or ''}".rstrip() for base, behind in group.members)
    return f"{group.drift}: {', '.join(members)}"


def _open(surveys: Iterable[Survey]) -> Iterator[str]:
    """What needs somebody, under a heading of its own; nothing when all is well."""
    lines = [f"- {_code(survey.name)}: {line}" for survey in surveys for line in _open_in(survey)]
    if lines:
        yield from ("", "### To look at", "", *lines)


def _open_in(survey: Survey) -> Iterator[str]:
    if survey.error:
        yield _code(survey.error.message)
        return
    for standing in survey.standings:
        if standing.drift not in SETTLED:
            yield _standing(standing)
    yield from map(_code, notes(survey))


def _standing(standing: Standing) -> str:
    declared, locked = standing.variant
    old, new = base_name(locked), base_name(standing.newest)
    versions = f", {_code(old)} to {_code(new)}" if old and new and old != new else ""
    return f"{_code(declared.path)} of {_code(declared.base)}: {drift_word(standing)}{versions}"


def _cells(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _code(text: str) -> str:
    # A bar ends a cell, also inside code.
    return code(text.replace("|", "\u00a6"))
