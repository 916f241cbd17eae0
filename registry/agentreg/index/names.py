"""What completion asks of an index, at every press of a key: straight from the tables, without the model."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from agentreg.index.schema import open_to_read, unavailable

LIVE = "FROM agent a JOIN source s ON s.id = a.source_id WHERE a.live"
NAMES = f"SELECT s.name, a.name {LIVE}"
NAMED = f"SELECT a.id, a.source_id {LIVE} AND (a.name = ? OR s.name || '/' || a.name = ?)"
TAGS = "SELECT substr(name, 11) FROM ref WHERE source_id = ? AND name GLOB 'refs/tags/*'"
STATED = """
SELECT DISTINCT r.version
FROM path p JOIN revision v ON v.path_id = p.id JOIN reading r ON r.id = v.reading_id
WHERE p.agent_id = ? AND r.version != ''
"""


def live_names(path: Path) -> list[tuple[str, str]]:
    """(source, name) of every agent that is in a default branch now.

    Args:
        path: The index's database file.

    Raises:
        IndexUnavailable: There is none, it is damaged, or it belongs to another version of the program.
    """
    with closing(open_to_read(path)) as connection:
        return _rows(path, connection, NAMES, ())


def selectors(path: Path, name: str, algorithm: str) -> list[str]:
    """What may stand after the `@` of an agent: its versions, stated and derived, and the tags of its source.

    Args:
        path: The index's database file.
        name: The agent, as AGENT or SOURCE/AGENT.
        algorithm: The version of the teller whose derived versions count, as far as they are known already.

    Returns:
        The words in no order; none for a name that leads to no or several agents. A tag older than the agent
        is among them: to leave it out, Git would have to be asked.

    Raises:
        IndexUnavailable: There is none, it is damaged, or it belongs to another version of the program.
    """
    with closing(open_to_read(path)) as connection:
        found = _rows(path, connection, NAMED, (name, name))
        if len(found) != 1:
            return []
        agent, source = found[0]
        rows = _rows(path, connection, STATED, (agent,)) + _rows(path, connection, TAGS, (source,))
    return list({word for (word,) in rows} | _derived(path, agent, algorithm))


def _derived(path: Path, agent_id: int, algorithm: str) -> set[str]:
    from agentreg.index.derived import known_versions
    from agentreg.index.sqlite_reader import SqliteReader

    with closing(SqliteReader(path)) as reader:
        return {item.version for item in known_versions(reader, agent_id, algorithm)}


def _rows(path: Path, connection: sqlite3.Connection, query: str, values: tuple[object, ...]) -> list[tuple]:  # type: ignore[type-arg]  # read by position
    try:
        return connection.execute(query, values).fetchall()
    except sqlite3.Error as error:
        raise unavailable(path, error) from error
