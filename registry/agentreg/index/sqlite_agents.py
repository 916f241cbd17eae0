"""Writing the agents of a source, and the words by which they are found."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from agentreg.index.store import NewAgent
from agentreg.index.words import searchable
from agentreg.records import NamedTuple

_THERE = (
    "SELECT a.origin, a.id, r.name, r.description FROM agent a JOIN reading r ON r.id = a.reading_id"
    " WHERE a.source_id = ?"
)
_SAVE = (
    "INSERT INTO agent (source_id, origin, name, folded, path, reading_id, text_id, time, revisions, live)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (source_id, origin) DO UPDATE SET"
    " name = excluded.name, folded = excluded.folded, path = excluded.path, reading_id = excluded.reading_id,"
    " text_id = excluded.text_id, time = excluded.time, revisions = excluded.revisions, live = excluded.live"
    " RETURNING id"
)
_DROP_REVISIONS_OF_NOBODY = (
    "DELETE FROM revision WHERE path_id IN (SELECT id FROM path WHERE source_id = ? AND agent_id IS NULL)"
)


class _Named(NamedTuple):
    """An agent's row id, and what its words were made of."""

    id: int
    name: str
    description: str


def save_agents(db: sqlite3.Connection, source_id: int, agents: Iterable[NewAgent]) -> None:
    """Make these the agents of a source, keeping the row ids of those that are there already.

    Args:
        db: The index, inside a transaction.
        source_id: The source's row id.
        agents: All its agents; paths that belong to none are dropped with their revisions.
    """
    there = {origin: _Named(*row) for origin, *row in db.execute(_THERE, (source_id,))}
    db.execute("UPDATE path SET agent_id = NULL WHERE source_id = ?", (source_id,))
    for agent in agents:
        saved = _save(db, source_id, agent)
        before = there.pop(agent.origin, None)
        if before != saved:
            if before is not None:
                _forget_words(db, before)
            _save_words(db, saved)
        db.executemany(
            "UPDATE path SET agent_id = ? WHERE id = ?", ((saved.id, path) for path in agent.paths)
        )
    for gone in there.values():
        _forget_words(db, gone)
        db.execute("DELETE FROM agent WHERE id = ?", (gone.id,))
    # In a shallow clone, nothing but the end of a definition may be known.
    db.execute(_DROP_REVISIONS_OF_NOBODY, (source_id,))
    db.execute("DELETE FROM path WHERE source_id = ? AND agent_id IS NULL", (source_id,))


def _save(db: sqlite3.Connection, source_id: int, agent: NewAgent) -> _Named:
    name, description, text_id = db.execute(
        "SELECT name, description, text_id FROM reading WHERE id = ?", (agent.reading,)
    ).fetchone()
    (agent_id,) = db.execute(
        _SAVE,
        (
            source_id,
            agent.origin,
            name,
            name.casefold(),
            agent.path,
            agent.reading,
            text_id,
            agent.time,
            agent.revisions,
            agent.live,
        ),
    ).fetchone()
    return _Named(agent_id, name, description)


def _save_words(db: sqlite3.Connection, agent: _Named) -> None:
    db.execute(
        "INSERT INTO agent_words (rowid, name, description) VALUES (?, ?, ?)",
        (agent.id, searchable(agent.name), searchable(agent.description)),
    )


def _forget_words(db: sqlite3.Connection, agent: _Named) -> None:
    # A contentless table forgets a row only when told what it held.
    db.execute(
        "INSERT INTO agent_words (agent_words, rowid, name, description) VALUES ('delete', ?, ?, ?)",
        (agent.id, searchable(agent.name), searchable(agent.description)),
    )
