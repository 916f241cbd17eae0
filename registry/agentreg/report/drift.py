"""Drift as words, rows, a matrix of projects and bases, counts, and plain data: what every format shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from agentreg.merge.unresolved import is_unfinished
from agentreg.records import NamedTuple
from agentreg.report.counts import plural
from agentreg.report.drift_types import FleetData, LockedData, ProjectData, VariantData
from agentreg.report.waiting import conflicts_data
from agentreg.sync.waiting import Waiting
from agentreg.variants.drift import Drift
from agentreg.variants.lock import LockEntry
from agentreg.variants.owned import idle_names
from agentreg.variants.standing import Base, Standing, base_name
from agentreg.variants.survey import Survey

ROW_HEADERS = ("variant", "base", "drift", "locked", "newest")
NONE = "-"
_LET_GO = "the next sync that writes drops its entry; to follow on, restore its [[variant]] block"
UNREAD = "?"

WEIGHTIEST_FIRST = (
    Drift.UNREADABLE,
    Drift.MISSING,
    Drift.ORPHANED,
    Drift.RENAMED,
    Drift.DIVERGED,
    Drift.BEHIND,
    Drift.MODIFIED,
    Drift.CURRENT,
)
"""The drifts in the order in which a person looks at them."""


class Row(NamedTuple):
    """One project of a matrix.

    Attributes:
        survey: The project.
        cells: Its variants of each base, in the order of the headers.
    """

    survey: Survey
    cells: tuple[tuple[Standing, ...], ...]


class Matrix(NamedTuple):
    """Projects and bases.

    Attributes:
        bases: What each base is called: by its agent alone where that tells it from the others.
        rows: The projects, in the order given.
    """

    bases: tuple[str, ...]
    rows: tuple[Row, ...]


class Group(NamedTuple):
    """Variants of one project that stand alike.

    Attributes:
        drift: How they stand.
        members: What the base of each is called, and the revisions behind where that can be told; those that
            are furthest behind first.
    """

    drift: Drift
    members: tuple[tuple[str, int], ...]


def drift_matrix(surveys: Iterable[Survey]) -> Matrix:
    """Arrange projects and the bases that their variants descend from."""
    projects = tuple(surveys)
    bases = sorted({one.variant.declared.base for survey in projects for one in survey.standings})
    agents = Counter(map(_agent, bases))
    names = tuple(_agent(base) if agents[_agent(base)] == 1 else base for base in bases)
    return Matrix(names, tuple(_row(survey, bases) for survey in projects))


def _row(survey: Survey, bases: Sequence[str]) -> Row:
    cells: dict[str, list[Standing]] = {base: [] for base in bases}
    for standing in survey.standings:
        cells[standing.variant.declared.base].append(standing)
    return Row(survey, tuple(map(tuple, cells.values())))


def cell_word(row: Row, cell: Sequence[Standing]) -> str:
    """What a cell of a matrix says."""
    return UNREAD if row.survey.error else ", ".join(map(drift_word, cell)) or NONE


def cell_drift(cell: Iterable[Standing]) -> Drift | None:
    """The weightiest drift of a cell; None for an empty one."""
    return min((one.drift for one in cell), key=WEIGHTIEST_FIRST.index, default=None)


def grouped(row: Row, bases: Sequence[str]) -> list[Group]:
    """The variants of a project that stand alike, the weightiest first."""
    found: dict[Drift, list[tuple[str, int]]] = {drift: [] for drift in WEIGHTIEST_FIRST}
    for base, cell in zip(bases, row.cells, strict=True):
        for one in cell:
            found[one.drift].append((base, one.behind or 0))
    return [
        Group(drift, tuple(sorted(members, key=lambda member: -member[1])))
        for drift, members in found.items()
        if members
    ]


def tally(surveys: Iterable[Survey]) -> Mapping[Drift, int]:
    """How many variants stand how, in the order of `WEIGHTIEST_FIRST`; drifts of none are left out."""
    counts = Counter(one.drift for survey in surveys for one in survey.standings)
    return {drift: counts[drift] for drift in WEIGHTIEST_FIRST if counts[drift]}


def summary(surveys: Sequence[Survey]) -> str:
    """How many projects and variants there are, and how these stand, in one line."""
    told = ", ".join(f"{count} {drift}" for drift, count in tally(surveys).items())
    return f"{extent(surveys)}{f': {told}' if told else ''}"


def extent(surveys: Sequence[Survey]) -> str:
    """How many projects and variants there are, and how many projects could not be read."""
    unread = sum(1 for survey in surveys if survey.error)
    projects = plural(len(surveys), "repository")
    variants = plural(sum(len(survey.standings) for survey in surveys), "variant")
    return f"{projects}{f' ({unread} could not be read)' if unread else ''}, {variants}"


def drift_rows(standings: Iterable[Standing]) -> list[tuple[str, ...]]:
    """One row per variant, under `ROW_HEADERS`."""
    return [
        (
            standing.variant.declared.path,
            standing.variant.declared.base,
            drift_word(standing),
            base_name(standing.variant.locked) or NONE,
            base_name(standing.newest) or NONE,
        )
        for standing in standings
    ]


def drift_word(standing: Standing) -> str:
    """The drift in a word, with the number of revisions behind."""
    return f"{standing.drift} {standing.behind}" if standing.behind else str(standing.drift)


def notes(survey: Survey) -> list[str]:
    """What else is to be known of a project, one sentence each; nothing of one that was not read."""
    if survey.error:
        return []
    troubles = [f"{one.variant.declared.path}: {one.trouble}" for one in survey.standings if one.trouble]
    renamed = [_renaming(one) for one in survey.standings if one.renamed]
    marked = [
        f"{one.variant.declared.path}: a conflict in it was never resolved: resolve it, and commit that"
        for one in survey.standings
        if is_unresolved(one)
    ]
    stale = [f"{path} is locked, and no variant any more: {_LET_GO}" for path in survey.stale]
    return troubles + renamed + marked + stale or ([] if survey.standings else ["no variants"])


def is_unresolved(standing: Standing) -> bool:
    """Whether the variant's file holds a conflict that nobody resolved."""
    return is_unfinished(standing.file or b"")


def _renaming(standing: Standing) -> str:
    declared, new = standing.variant.declared, standing.renamed
    where = f"{new} into its overlay" if declared.overlay else f"base = '{new}' in its [[variant]] block"
    return f"{declared.path}: {declared.base} is {new} now: write {where}"


def uncommitted_lines(files: Sequence[str]) -> list[str]:
    """That a project's declarations are not committed, and what to do, in one sentence; none for no files."""
    said = f"uncommitted changes in {', '.join(files)}: a sync works from what is committed"
    return [f"{said}, so commit them or take them back"] if files else []


def idle_lines(standings: Iterable[Standing]) -> list[str]:
    """One sentence per owned name that protects nothing."""
    return [
        f"{standing.variant.declared.path}: owned {name!r} is a field of neither it nor its base"
        for standing in standings
        for name in idle_names(standing)
    ]


def drift_data(found: Iterable[tuple[Survey, Waiting]]) -> FleetData:
    """What was found in projects, and what waits there, for JSON."""
    return {"repositories": [_project_data(survey, waiting) for survey, waiting in found]}


def _project_data(survey: Survey, waiting: Waiting) -> ProjectData:
    return {
        "repository": survey.name,
        "error": survey.error.message if survey.error else None,
        "variants": [standing_data(standing) for standing in survey.standings],
        "stale": list(survey.stale),
        "uncommitted": list(survey.uncommitted),
        "branch": waiting.branch,
        "conflicts": conflicts_data(waiting.conflicts),
    }


def standing_data(standing: Standing) -> VariantData:
    """One variant, for JSON."""
    declared, locked = standing.variant
    return {
        "path": declared.path,
        "base": declared.base,
        "range": declared.version,
        "drift": standing.drift.value,
        "behind": standing.behind,
        "locked": revision_data(locked) if locked else None,
        "newest": revision_data(standing.newest) if standing.newest else None,
        "renamed": standing.renamed,
        "trouble": standing.trouble,
        "idle_owned": list(idle_names(standing)),
        "unresolved": is_unresolved(standing),
    }


def revision_data(revision: LockEntry | Base) -> LockedData:
    """A revision of a base, for JSON."""
    return {"version": revision.version, "commit": revision.commit, "blob": revision.blob}


def _agent(base: str) -> str:
    return base.partition("/")[2]
