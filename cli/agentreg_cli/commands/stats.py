"""`agentreg stats`: count what the index holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import click

from agentreg.index.values import SourceStats
from agentreg_cli.agents import open_index
from agentreg_cli.options import json_option
from agentreg_cli.output import data, json_result, table
from agentreg_cli.session import Session, pass_session

COUNTED = ("source", "agents", "deleted", "revisions", "texts", "MB")
READ = ("source", "strict", "repaired", "unreadable", "none")
REPAIRED = ("requoted", "linewise")


@click.command()
@json_option
@pass_session
def command(session: Session) -> None:
    """Count agents, revisions and texts by source, how their frontmatter could be read, and what is odd.

    `strict` to `none` count texts whose frontmatter is valid YAML, needed repair, could not be read, or is
    missing. A text that two sources share counts in both.
    """
    with open_index(session) as reader:
        stats = reader.stats()
    if session.json:
        json_result(session, "stats", [item._asdict() for item in stats])
        return
    shown = [*stats, _total(stats)] if len(stats) > 1 else stats
    data(session, table(map(_counted, shown), COUNTED))
    data(session, "\n" + table(map(_read, shown), READ))
    troubles = Counter[str]()
    for item in stats:
        troubles.update(item.troubles)
    if troubles:
        data(
            session,
            "\n"
            + table(((name, f"{count:,}") for name, count in sorted(troubles.items())), ("noticed", "texts")),
        )


def _counted(stats: SourceStats) -> tuple[str, ...]:
    counts = (stats.agents, stats.deleted, stats.revisions, stats.texts)
    return (stats.source, *(f"{count:,}" for count in counts), f"{stats.bytes / 1e6:.1f}")


def _read(stats: SourceStats) -> tuple[str, ...]:
    steps = stats.steps
    repaired = sum(steps.get(step, 0) for step in REPAIRED)
    counts = (steps.get("strict", 0), repaired, steps.get("unreadable", 0), steps.get("absent", 0))
    return (stats.source, *(f"{count:,}" for count in counts))


def _total(stats: Sequence[SourceStats]) -> SourceStats:
    steps: Counter[str] = Counter()
    for item in stats:
        steps.update(item.steps)
    return SourceStats(
        source="total",
        agents=sum(item.agents for item in stats),
        deleted=sum(item.deleted for item in stats),
        revisions=sum(item.revisions for item in stats),
        texts=sum(item.texts for item in stats),
        bytes=sum(item.bytes for item in stats),
        steps=dict(steps),
        troubles={},
    )
