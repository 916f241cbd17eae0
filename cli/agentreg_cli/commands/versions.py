"""`agentreg versions`: the versions of an agent."""

from __future__ import annotations

import click

from agentreg.index.lookup import find_agent
from agentreg.index.values import DeclaredVersion
from agentreg.index.versions import declared_versions
from agentreg_cli.agents import SHORT_COMMIT, day, open_index, revision_data
from agentreg_cli.options import REFERENCE, json_option
from agentreg_cli.output import data, json_result, note, table
from agentreg_cli.session import Session, pass_session

HEADERS = ("version", "date", "commit", "declared by", "path")


@click.command()
@click.argument("agent", type=REFERENCE)
@json_option
@pass_session
def command(session: Session, agent: str) -> None:
    """List the versions that somebody declared for AGENT, highest first.

    A version is declared by a tag of its repository, by its plugin's manifest, or by the definition's own
    `version` field. One that a file states belongs to the revision that was there when it was first stated.
    """
    with open_index(session) as reader:
        found = find_agent(reader, agent)
        versions = declared_versions(reader, found)
    if session.json:
        content = {
            "source": found.source,
            "agent": found.name,
            "versions": [_data(item) for item in versions],
        }
        json_result(session, "versions", content)
        return
    if versions:
        data(session, table(map(_row, versions), HEADERS, ("declared by", "path")))
    else:
        note(
            session,
            f"nobody declared a version of {found.source}/{found.name}; `agentreg log` shows its revisions",
        )


def _row(declared: DeclaredVersion) -> tuple[str, ...]:
    revision = declared.revision
    by = f"{declared.origin} {declared.ref}"
    return declared.version, day(revision.time), revision.commit[:SHORT_COMMIT], by, revision.path


def _data(declared: DeclaredVersion) -> dict[str, object]:
    return declared._asdict() | {"revision": revision_data(declared.revision)}
