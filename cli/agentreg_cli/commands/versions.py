"""`agentreg versions`: the versions of an agent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import click

from agentreg.index.derived import derived_versions
from agentreg.index.lookup import find_agent
from agentreg.index.shown import name_as_shown
from agentreg.index.values import DeclaredVersion, DerivedVersion, Revision, Versions
from agentreg.index.versions import declared_versions
from agentreg.records import NamedTuple
from agentreg_cli.agents import SHORT_COMMIT, cut, day, open_index, revision_data, version_data
from agentreg_cli.options import REFERENCE, json_option
from agentreg_cli.output import data, json_result, note, table
from agentreg_cli.session import Session, pass_session
from agentreg_cli.telling import teller

HEADERS = ("derived", "declared", "date", "commit", "bump", "because", "declared by")
GIVING = ("because", "declared by")
"""What is cut where a terminal is too narrow."""

REASON_WIDTH = 100

MOST_DECLARED = 3


@click.command()
@click.argument("agent", type=REFERENCE)
@json_option
@pass_session
def command(session: Session, agent: str) -> None:
    """List the versions of AGENT, newest first: those that follow from its changes, and those declared.

    A derived version is marked with a star. It starts at 1.0.0 and is bumped by what each revision on the
    default branch changed; `because` is the finding that asks for it. A version is declared by a tag of the
    repository, by the agent's plugin, or by the definition's own `version` field; it belongs to the revision
    that was there when it was first stated.
    """
    with open_index(session) as reader:
        found = find_agent(reader, agent)
        derived = derived_versions(reader, found, teller(session, session.index_path))
        rows = _rows(derived, declared_versions(reader, found))
    if session.json:
        content = {
            "source": found.source,
            "agent": name_as_shown(found.name),
            "versions": [_data(row) for row in rows],
        }
        json_result(session, "versions", content)
    elif rows:
        data(session, table(map(_cells, rows), HEADERS, GIVING))
    else:
        name = f"{found.source}/{name_as_shown(found.name)}"
        note(session, f"{name} was never on the default branch, and nobody declared a version of it")


class Row(NamedTuple):
    """A revision that has a version of its own.

    Attributes:
        revision: The revision.
        derived: Its derived version; None on other branches than the default one.
        declared: The versions declared for it, highest first.
    """

    revision: Revision
    derived: DerivedVersion | None
    declared: list[DeclaredVersion]

    @property
    def versions(self) -> Versions:
        """What it is called."""
        declared = next((item.version for item in self.declared), "")
        return Versions(declared, self.derived.version if self.derived else "")


def _rows(derived: list[DerivedVersion], declared: list[DeclaredVersion]) -> list[Row]:
    """Every revision that made a derived version or has a declared one, newest first."""
    stated = defaultdict(list)
    for one in declared:
        stated[one.revision.id].append(one)
    by_id = {item.revision.id: item for item in derived}
    made = {item.revision.id: item.revision for item in _first_of_each(derived)}
    named = made | {one.revision.id: one.revision for one in declared}
    rows = [Row(item, by_id.get(item.id), stated[item.id]) for item in named.values()]
    return sorted(rows, key=lambda row: (row.revision.time, row.revision.id), reverse=True)


def _first_of_each(derived: Iterable[DerivedVersion]) -> Iterable[DerivedVersion]:
    """Of the revisions that have one version, because only the formatting changed, the first."""
    return {item.version: item for item in derived}.values()


def _cells(row: Row) -> tuple[str, ...]:
    revision, derived, declared = row
    return (
        f"{derived.version}*" if derived else "",
        _listed(one.version for one in declared),
        day(revision.time),
        revision.commit[:SHORT_COMMIT],
        derived.bump if derived else "",
        cut(derived.because, REASON_WIDTH) if derived else "",
        _listed(f"{one.origin} {one.ref}" for one in declared),
    )


def _listed(items: Iterable[str]) -> str:
    """The first few; every tag of a repository is a version of an agent that did not change meanwhile."""
    known = list(dict.fromkeys(items))
    more = f" +{len(known) - MOST_DECLARED}" if len(known) > MOST_DECLARED else ""
    return ", ".join(known[:MOST_DECLARED]) + more


def _data(row: Row) -> dict[str, object]:
    declared = [one._asdict() for one in row.declared]
    for one in declared:
        del one["revision"]
    return {
        "version": version_data(row.versions),
        "bump": row.derived.bump or None if row.derived else None,
        "because": row.derived.because if row.derived else "",
        "declared": declared,
        "revision": revision_data(row.revision),
    }
