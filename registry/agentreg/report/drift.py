"""Drift as rows for a table, as a matrix of projects and bases, and as plain data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from agentreg.variants.lock import LockEntry
from agentreg.variants.owned import idle_names
from agentreg.variants.standing import Base, Standing, base_name
from agentreg.variants.survey import Survey

ROW_HEADERS = ("variant", "base", "drift", "locked", "newest")
_NONE = "-"


def drift_rows(standings: Iterable[Standing]) -> list[tuple[str, ...]]:
    """One row per variant, under `ROW_HEADERS`."""
    return [
        (
            standing.variant.declared.path,
            standing.variant.declared.base,
            drift_word(standing),
            base_name(standing.variant.locked) or _NONE,
            base_name(standing.newest) or _NONE,
        )
        for standing in standings
    ]


def drift_matrix(surveys: Sequence[Survey]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The headers and rows of a matrix: a row per project, a column per base.

    A base is called by its agent alone where that is enough to tell it from the others.
    """
    bases = sorted({standing.variant.declared.base for survey in surveys for standing in survey.standings})
    agents = Counter(map(_agent, bases))
    headers = [_agent(base) if agents[_agent(base)] == 1 else base for base in bases]
    rows = [(survey.name, *(_cell(survey, base) for base in bases)) for survey in surveys]
    return ("repository", *headers), rows


def drift_word(standing: Standing) -> str:
    """The drift in a word, with the number of revisions behind."""
    return f"{standing.drift} {standing.behind}" if standing.behind else str(standing.drift)


def drift_data(surveys: Iterable[Survey]) -> list[dict[str, object]]:
    """What was found, for JSON."""
    return [
        {
            "repository": survey.name,
            "error": survey.error.message if survey.error else None,
            "variants": [standing_data(standing) for standing in survey.standings],
            "stale": list(survey.stale),
        }
        for survey in surveys
    ]


def standing_data(standing: Standing) -> dict[str, object]:
    """One variant, for JSON."""
    declared, locked = standing.variant
    return {
        "path": declared.path,
        "base": declared.base,
        "range": declared.version,
        "drift": standing.drift.value,
        "behind": standing.behind,
        "locked": _revision_data(locked),
        "newest": _revision_data(standing.newest),
        "renamed": standing.renamed,
        "trouble": standing.trouble,
        "idle_owned": list(idle_names(standing)),
    }


def notes(survey: Survey) -> list[str]:
    """What else is to be known of a project that was read, one sentence each."""
    troubles = [f"{one.variant.declared.path}: {one.trouble}" for one in survey.standings if one.trouble]
    renamed = [_renaming(one) for one in survey.standings if one.renamed]
    stale = [f"{path} is locked, but no variant any more" for path in survey.stale]
    return troubles + renamed + stale or ([] if survey.standings else ["no variants"])


def _renaming(standing: Standing) -> str:
    declared, new = standing.variant.declared, standing.renamed
    return f"{declared.path}: {declared.base} is {new} now: write base = '{new}' in its [[variant]] block"


def idle_lines(standings: Iterable[Standing]) -> list[str]:
    """One sentence per owned name that protects nothing."""
    return [
        f"{standing.variant.declared.path}: owned {name!r} is a field of neither it nor its base"
        for standing in standings
        for name in idle_names(standing)
    ]


def _revision_data(revision: LockEntry | Base | None) -> dict[str, str] | None:
    if revision is None:
        return None
    return {"version": revision.version, "commit": revision.commit, "blob": revision.blob}


def _agent(base: str) -> str:
    return base.partition("/")[2]


def _cell(survey: Survey, base: str) -> str:
    if survey.error:
        return "?"
    words = [drift_word(one) for one in survey.standings if one.variant.declared.base == base]
    return ", ".join(words) or _NONE
