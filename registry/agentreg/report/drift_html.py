"""Drift as a page to look at and to send around: the matrix first, then what needs somebody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from agentreg.report.drift import (
    NONE,
    ROW_HEADERS,
    Matrix,
    Row,
    cell_drift,
    cell_word,
    drift_matrix,
    drift_rows,
    extent,
    notes,
    tally,
)
from agentreg.report.html import Page, attribute, code, render_page, text
from agentreg.variants.drift import SETTLED, Drift
from agentreg.variants.standing import Standing, sentence
from agentreg.variants.survey import Survey

_CLASSES = {
    Drift.CURRENT: "good",
    Drift.MODIFIED: "own",
    Drift.BEHIND: "wait",
    Drift.DIVERGED: "wait",
    Drift.RENAMED: "moved",
    Drift.MISSING: "bad",
    Drift.ORPHANED: "bad",
    Drift.UNREADABLE: "bad",
}
_NONE = "faint none"
_CALM = frozenset({_CLASSES[Drift.CURRENT], _NONE})


def render_drift_html(surveys: Sequence[Survey]) -> str:
    """Where the variants of some projects stand, as one page that needs nothing else.

    Args:
        surveys: The projects.

    Returns:
        The page; text that others wrote is escaped, and its policy allows no request and no script.
    """
    body = (*_matrix(drift_matrix(surveys)), *_projects(surveys))
    return render_page(Page("Agent drift", _heading(surveys), body, style="drift.css"))


def _heading(surveys: Sequence[Survey]) -> Iterator[str]:
    yield f'<p class="faint">{text(extent(surveys))}</p>'
    yield '<ul class="tally">'
    for drift, count in tally(surveys).items():
        yield f'<li class="{_CLASSES[drift]}"><b>{count}</b> {drift}</li>'
    yield "</ul>"


def _matrix(matrix: Matrix) -> Iterator[str]:
    """A table that is higher than wide: a row for each of whatever there are more of."""
    names = [row.survey.name for row in matrix.rows]
    turned = len(matrix.bases) > len(matrix.rows)
    corner, columns = ("base", names) if turned else ("repository", matrix.bases)
    headers = "".join(f'<th scope="col">{code(name)}</th>' for name in columns)
    yield '<div class="scroll"><table class="matrix">'
    yield f'<thead><tr><th scope="col">{corner}</th>{headers}</tr></thead><tbody>'
    yield from map(_base, matrix.bases, _across(matrix)) if turned else _repositories(matrix)
    yield "</tbody></table></div>"


def _repositories(matrix: Matrix) -> Iterator[str]:
    for row in matrix.rows:
        current = tally([row.survey]).get(Drift.CURRENT)
        more = f' <span class="more good">{current} {Drift.CURRENT}</span>' if current else ""
        name = f'<th scope="row">{code(row.survey.name)}{more}</th>'
        yield f"<tr>{name}{''.join(_cells(row, matrix.bases))}</tr>"


def _across(matrix: Matrix) -> Iterator[tuple[tuple[str, str, str], ...]]:
    """The cells of each base: repository, kind and word."""
    for place in range(len(matrix.bases)):
        yield tuple((row.survey.name, *_word(row, row.cells[place])) for row in matrix.rows)


def _base(base: str, cells: Sequence[tuple[str, str, str]]) -> str:
    """A row of a base; a phone has no room for one that needs nobody."""
    calm = all(kind in _CALM for _, kind, _ in cells)
    shown = "".join(_cell(*cell) for cell in cells)
    row = '<tr class="calm">' if calm else "<tr>"
    return f'{row}<th scope="row">{code(base)}</th>{shown}</tr>'


def _cells(row: Row, bases: Sequence[str]) -> Iterator[str]:
    if row.survey.error:
        yield f'<td class="bad" colspan="{max(1, len(bases))}">could not be read</td>'
        return
    for base, cell in zip(bases, row.cells, strict=True):
        yield _cell(base, *_word(row, cell))


def _word(row: Row, cell: Sequence[Standing]) -> tuple[str, str]:
    """The kind of a cell and what it says."""
    drift = cell_drift(cell)
    none = "bad" if row.survey.error else _NONE
    return _CLASSES[drift] if drift else none, f"<span>{text(cell_word(row, cell))}</span>"


def _cell(label: str, kind: str, content: str) -> str:
    """A cell; on a phone, where there are no columns, it says what it is of."""
    return f'<td class="{kind}" data-label="{attribute(label)}">{content}</td>'


def _projects(surveys: Iterable[Survey]) -> Iterator[str]:
    told = [line for survey in surveys if _is_open(survey) for line in _project(survey)]
    yield from ("<h2>To look at</h2>", *told) if told else ("<p>Nothing needs you.</p>",)


def _is_open(survey: Survey) -> bool:
    drifts = {one.drift for one in survey.standings}
    return bool(survey.error or notes(survey)) or not drifts <= SETTLED


def _project(survey: Survey) -> Iterator[str]:
    counts = tally([survey]).items()
    told = ", ".join(f'<span class="{_CLASSES[drift]}">{count} {drift}</span>' for drift, count in counts)
    yield f"<details><summary>{code(survey.name)} {told}</summary>"
    if survey.standings:
        yield from _variants(survey)
    said = [sentence(survey.error)] if survey.error else notes(survey)
    if said:
        yield f"<ul>{''.join(f'<li>{text(line)}</li>' for line in said)}</ul>"
    yield "</details>"


def _variants(survey: Survey) -> Iterator[str]:
    headers = "".join(f'<th scope="col">{name}</th>' for name in ROW_HEADERS)
    yield f"<table><thead><tr>{headers}</tr></thead><tbody>"
    for standing, cells in zip(survey.standings, drift_rows(survey.standings), strict=True):
        kinds = {"drift": _CLASSES[standing.drift]}
        yield "<tr>" + "".join(map(_detail, ROW_HEADERS, cells, map(kinds.get, ROW_HEADERS))) + "</tr>"
    yield "</tbody></table>"


def _detail(label: str, content: str, kind: str | None) -> str:
    plain = kind is not None or content == NONE
    return _cell(label, kind or "", f"<span>{text(content)}</span>" if plain else code(content))
