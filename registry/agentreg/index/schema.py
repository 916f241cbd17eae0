"""The index's tables, and how a database file is opened.

The index is a cache: everything in it follows from the sources' Git repositories. So a file of an older
schema is emptied and filled again rather than migrated, one of a newer schema is never touched, and a damaged
one is replaced. Texts are not stored: a `text` row is a Git blob's id with what can be told without it.

Rows are written by one process at a time, which holds the lock file beside the database; only that process
may use the write-ahead log, because SQLite before 3.51.3 can lose data when two connections reset it.
Readers open the file read-only and see the last committed state.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from agentreg.errors import IndexUnavailable

SCHEMA_VERSION = 5
"""Raised with every change of the tables, and of what reading finds in a text: both need a new index."""

# `oid` columns hold object ids as bytes (20 or 32), which halves their size. `place` is where a text was
# read: kind, host and the name that a host derives follow from the path, so a text has a reading per path.
# `unsettled` has the readings that are to be tried again, by the sources that use them.
# `told` is what `telling` keeps; its rows are made when somebody asks, and made again by another algorithm.
# Lists (`tools`, `risks`) are lines, each ended by a line feed, so that SQL can find one whole.
TABLES = """
CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    location TEXT NOT NULL,
    git_dir TEXT NOT NULL,
    filters TEXT NOT NULL,
    default_ref TEXT NOT NULL DEFAULT '',
    indexed INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE ref (
    source_id INTEGER NOT NULL REFERENCES source,
    name TEXT NOT NULL,
    oid BLOB NOT NULL,
    PRIMARY KEY (source_id, name)
) WITHOUT ROWID;
CREATE INDEX ref_commit ON ref (source_id, oid);
CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    UNIQUE (name, email)
);
CREATE TABLE "commit" (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES source,
    oid BLOB NOT NULL,
    person_id INTEGER NOT NULL REFERENCES person,
    time INTEGER NOT NULL,
    subject TEXT NOT NULL,
    mainline INTEGER NOT NULL DEFAULT 0,
    UNIQUE (source_id, oid)
);
CREATE TABLE text (
    id INTEGER PRIMARY KEY,
    oid BLOB NOT NULL UNIQUE,
    size INTEGER NOT NULL,
    sketch BLOB NOT NULL
);
CREATE TABLE reading (
    id INTEGER PRIMARY KEY,
    text_id INTEGER NOT NULL REFERENCES text,
    place TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    version TEXT NOT NULL,
    model TEXT NOT NULL,
    kind TEXT NOT NULL,
    host TEXT NOT NULL,
    step TEXT NOT NULL,
    tool_state TEXT NOT NULL,
    tools TEXT NOT NULL,
    risks TEXT NOT NULL,
    unrestricted INTEGER NOT NULL,
    diagnostics TEXT NOT NULL,
    UNIQUE (text_id, place)
);
CREATE TABLE agent (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES source,
    origin TEXT NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    path TEXT NOT NULL,
    reading_id INTEGER NOT NULL REFERENCES reading,
    text_id INTEGER NOT NULL REFERENCES text,
    time INTEGER NOT NULL,
    revisions INTEGER NOT NULL,
    live INTEGER NOT NULL,
    UNIQUE (source_id, origin)
);
CREATE INDEX agent_name ON agent (folded);
CREATE INDEX agent_text ON agent (text_id);
CREATE TABLE path (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES source,
    path TEXT NOT NULL,
    agent_id INTEGER REFERENCES agent,
    UNIQUE (source_id, path)
);
CREATE INDEX path_agent ON path (agent_id);
CREATE TABLE revision (
    id INTEGER PRIMARY KEY,
    commit_id INTEGER NOT NULL REFERENCES "commit",
    path_id INTEGER NOT NULL REFERENCES path,
    reading_id INTEGER REFERENCES reading,
    before_reading_id INTEGER REFERENCES reading,
    before_path_id INTEGER REFERENCES path,
    status TEXT NOT NULL
);
CREATE INDEX revision_path ON revision (path_id);
CREATE INDEX revision_commit ON revision (commit_id);
CREATE TABLE unsettled (
    source_id INTEGER NOT NULL REFERENCES source,
    reading_id INTEGER NOT NULL REFERENCES reading,
    PRIMARY KEY (source_id, reading_id)
) WITHOUT ROWID;
CREATE TABLE told (
    before_oid BLOB NOT NULL,
    oid BLOB NOT NULL,
    before_path TEXT NOT NULL,
    path TEXT NOT NULL,
    algorithm TEXT NOT NULL,
    summary TEXT NOT NULL,
    bump TEXT NOT NULL,
    because TEXT NOT NULL,
    PRIMARY KEY (before_oid, oid, before_path, path)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE agent_words USING fts5 (
    name, description, content='', tokenize='porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE text_words USING fts5 (
    body, content='', detail='none', columnsize=0, tokenize='porter unicode61 remove_diacritics 2'
);
"""


def open_to_read(path: Path) -> sqlite3.Connection:
    """Open an existing index read-only.

    Raises:
        IndexUnavailable: There is none, it is damaged, or it belongs to another schema.
    """
    if not path.is_file():
        raise IndexUnavailable("nothing is indexed yet", hint="run `agentreg index`")
    with ExitStack() as on_error:
        try:
            connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=30)
            on_error.callback(connection.close)
            found = _schema_of(connection)
        except sqlite3.Error as error:
            raise unavailable(path, error) from error
        if found > SCHEMA_VERSION:
            raise _newer(path, found)
        if found < SCHEMA_VERSION:
            raise IndexUnavailable(
                "the index was written by an older agentreg", hint="run `agentreg index`: it is built again"
            )
        on_error.pop_all()
    return connection


REBUILD_HINT = "`agentreg index --rebuild` builds it again"

DAMAGES = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})

HINTS = {
    sqlite3.SQLITE_BUSY: "another program has it open; run it again when that is done",
    sqlite3.SQLITE_LOCKED: "another program has it open; run it again when that is done",
    sqlite3.SQLITE_FULL: "free some space and run it again",
    sqlite3.SQLITE_NOMEM: "free some memory and run it again",
    sqlite3.SQLITE_IOERR: "check the disk, then run it again",
    sqlite3.SQLITE_CANTOPEN: "check the rights to the file and its folder",
    sqlite3.SQLITE_PERM: "check the rights to the file and its folder",
    sqlite3.SQLITE_READONLY: "check the rights to the file and its folder",
}
"""What SQLite says, and what to do about it; for all else the index is built again."""


def unavailable(path: Path, error: sqlite3.Error) -> IndexUnavailable:
    """The error of an index in which SQLite failed."""
    return IndexUnavailable(
        f"the index {path} cannot be used: {error}", hint=HINTS.get(_code(error), REBUILD_HINT)
    )


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Failures of SQLite in the body as errors of this program.

    Raises:
        IndexUnavailable: SQLite failed.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise unavailable(path, error) from error


def _code(error: sqlite3.Error) -> int:
    """The kind of failure, without its finer points; 0 when Python itself complains."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def open_to_write(path: Path) -> sqlite3.Connection:
    """Open an index for writing, creating or emptying it as needed; the caller holds the writer's lock.

    Raises:
        IndexUnavailable: It was written by a newer agentreg, or cannot be used now.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection, found = _connect(path)
    except sqlite3.DatabaseError as error:
        if _code(error) not in DAMAGES:
            raise unavailable(path, error) from error
        # Nothing in it is the only copy of anything.
        remove(path)
        connection, found = _connect(path)
    if found > SCHEMA_VERSION:
        connection.close()
        raise _newer(path, found)
    if found < SCHEMA_VERSION:
        _create(connection)
    return connection


def begin_log(connection: sqlite3.Connection) -> None:
    """Use the write-ahead log from now on: readers go on reading while the writer writes."""
    connection.execute("PRAGMA journal_mode = WAL")


def end_log(connection: sqlite3.Connection) -> None:
    """Fold the write-ahead log into the file, so that it can be read from a folder that cannot be written.

    While somebody reads, it stays; the next writer folds it in.
    """
    connection.execute("PRAGMA busy_timeout = 0")
    with suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA journal_mode = DELETE")


def remove(path: Path) -> None:
    """Delete an index's files; the caller holds the writer's lock."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _connect(path: Path) -> tuple[sqlite3.Connection, int]:
    """An open database and its schema's version, 0 for a new one; nothing stays open on an error."""
    connection = sqlite3.connect(path, timeout=30, isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA cache_size = -65536")
        return connection, _schema_of(connection)
    except sqlite3.DatabaseError:
        connection.close()
        raise


def _schema_of(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _create(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
        virtual_first = sorted((name for (name,) in names), key=lambda name: not name.endswith("_words"))
        for name in virtual_first:
            connection.execute(f'DROP TABLE IF EXISTS "{name}"')
        for statement in TABLES.split(";\n"):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _newer(path: Path, found: int) -> IndexUnavailable:
    return IndexUnavailable(
        f"the index {path} was written by a newer agentreg (schema {found}, this one knows {SCHEMA_VERSION})",
        hint="upgrade agentreg; the index is left as it is",
    )
