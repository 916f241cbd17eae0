"""The names of the indexed agents, for completion: asked at every press of a key, so it loads no model."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from agentreg.errors import IndexUnavailable
from agentreg.index.schema import REBUILD_HINT, open_to_read

NAMES = "SELECT s.name, a.name FROM agent a JOIN source s ON s.id = a.source_id WHERE a.live"


def live_names(path: Path) -> list[tuple[str, str]]:
    """(source, name) of every agent that is in a default branch now.

    Args:
        path: The index's database file.

    Raises:
        IndexUnavailable: There is none, it is damaged, or it belongs to another version of the program.
    """
    with closing(open_to_read(path)) as connection:
        try:
            return connection.execute(NAMES).fetchall()
        except sqlite3.DatabaseError as error:
            raise IndexUnavailable(f"cannot read the index {path}: {error}", hint=REBUILD_HINT) from error
