"""Writing the index to SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from agentreg.index.facts import PASSING, Facts, TextFacts
from agentreg.index.schema import begin_log, end_log, open_to_write
from agentreg.index.sqlite_agents import save_agents
from agentreg.index.sqlite_rows import SOURCES, pair_row
from agentreg.index.store import HistoryRow, NewAgent, NewCommit, NewRevision, Pair, PathRow, Told
from agentreg.index.values import IndexedSource, Status
from agentreg.index.words import storable
from agentreg.model.definition import Kind

RECENT = 10_000
"""Readings that are remembered: what a commit changes was mostly written a moment ago."""


class SqliteWriter:
    """The one writer of an index; whoever makes it holds the writer's lock until `close`."""

    def __init__(self, path: Path) -> None:
        self._db = open_to_write(path)
        self._logs = False
        self._people: dict[tuple[str, str], int] = {}
        self._paths: dict[tuple[int, str], int] = {}
        self._recent: dict[tuple[str, str], PathRow] = {}

    def close(self) -> None:
        """Close the file; what was not finished is undone."""
        if self._logs:
            end_log(self._db)
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside appears at once, or not at all."""
        if not self._logs:
            begin_log(self._db)
            self._logs = True
        # Immediate always: a transaction that starts by reading cannot wait for the lock when it writes.
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.rollback()
            for rows in (self._people, self._paths, self._recent):
                rows.clear()
            raise
        self._db.commit()

    def source(self, name: str) -> IndexedSource | None:
        """What was indexed under this name."""
        row = self._db.execute(f"{SOURCES} WHERE name = ?", (name,)).fetchone()
        return IndexedSource(*row) if row else None

    def sources(self) -> list[IndexedSource]:
        """Every source, by name."""
        return [IndexedSource(*row) for row in self._db.execute(f"{SOURCES} ORDER BY name")]

    def save_source(self, source: IndexedSource) -> int:
        """Write a source's row (its `id` is not used); returns the row id."""
        (source_id,) = self._db.execute(_SAVE_SOURCE, source[1:]).fetchone()
        return int(source_id)

    def forget_source(self, source_id: int) -> None:
        """Drop all rows of a source; readings of texts stay, they hold for any source."""
        self.save_agents(source_id, ())
        own_commits = 'SELECT id FROM "commit" WHERE source_id = ?'
        self._db.execute(f"DELETE FROM revision WHERE commit_id IN ({own_commits})", (source_id,))  # noqa: S608  constants
        for table in ('"commit"', "path", "ref", "unsettled"):
            self._db.execute(f"DELETE FROM {table} WHERE source_id = ?", (source_id,))  # noqa: S608  constants
        self._db.execute("DELETE FROM source WHERE id = ?", (source_id,))
        self._paths.clear()

    def refs(self, source_id: int) -> dict[str, str]:
        """Full ref name -> commit id, as last indexed."""
        rows = self._db.execute("SELECT name, oid FROM ref WHERE source_id = ?", (source_id,))
        return {name: oid.hex() for name, oid in rows}

    def save_refs(self, source_id: int, refs: Mapping[str, str]) -> None:
        """Replace the refs."""
        self._db.execute("DELETE FROM ref WHERE source_id = ?", (source_id,))
        rows = ((source_id, name, bytes.fromhex(oid)) for name, oid in sorted(refs.items()))
        self._db.executemany("INSERT INTO ref VALUES (?, ?, ?)", rows)

    def readings(self, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], PathRow]:
        """The readings that are there already, by (blob id, path)."""
        found = {}
        for key in wanted:
            row = self._recent.get(key) or self._reading(key)
            if row is not None:
                found[key] = row
        return found

    def _reading(self, key: tuple[str, str]) -> PathRow | None:
        row = self._db.execute(
            "SELECT r.id, t.id, r.name, r.kind, t.sketch, r.diagnostics FROM text t"
            " JOIN reading r ON r.text_id = t.id WHERE t.oid = ? AND r.place = ?",
            (bytes.fromhex(key[0]), key[1]),
        ).fetchone()
        if row is None:
            return None
        settled = not row[5].startswith(_PASSING)
        return PathRow(row[0], row[1], row[2], row[3] == Kind.AGENT, row[4], settled)

    def save_text(self, text: TextFacts) -> None:
        """Write a text's facts and words, and its readings, none of which is there already."""
        oid = bytes.fromhex(text.oid)
        text_id = self._text(oid, text)
        if len(self._recent) > RECENT:
            self._recent.clear()
        for facts in text.readings:
            reading_id = self._insert(_NEW_READING, (text_id, *_reading_row(facts)))
            is_agent = facts.kind is Kind.AGENT
            row = PathRow(reading_id, text_id, facts.name, is_agent, text.sketch, facts.is_settled)
            self._recent[text.oid, facts.place] = row

    def _text(self, oid: bytes, text: TextFacts) -> int:
        known = self._db.execute("SELECT id, sketch FROM text WHERE oid = ?", (oid,)).fetchone()
        row = (text.size, text.sketch, oid)
        if known is None:
            text_id = self._insert("INSERT INTO text (size, sketch, oid) VALUES (?, ?, ?)", row)
        elif known[1] or not text.sketch:
            return int(known[0])
        else:
            # It could not be read before.
            text_id = int(known[0])
            self._db.execute("UPDATE text SET size = ?, sketch = ? WHERE oid = ?", row)
        if text.words:
            self._db.execute("INSERT INTO text_words (rowid, body) VALUES (?, ?)", (text_id, text.words))
        return text_id

    def unsettled(self, source_id: int) -> list[tuple[str, str]]:
        """(blob id, path) of the readings that a source uses and that are to be tried again."""
        rows = self._db.execute(
            "SELECT t.oid, r.place FROM unsettled u JOIN reading r ON r.id = u.reading_id"
            " JOIN text t ON t.id = r.text_id WHERE u.source_id = ?",
            (source_id,),
        )
        return [(oid.hex(), place) for oid, place in rows]

    def save_unsettled(self, source_id: int, readings: Iterable[int]) -> None:
        """Remember that a source uses readings, by row id, that are to be tried again."""
        rows = ((source_id, reading) for reading in readings)
        self._db.executemany("INSERT OR IGNORE INTO unsettled VALUES (?, ?)", rows)

    def forget_unsettled(self, source_id: int) -> None:
        """Drop the unsettled readings that a source uses, and every source that uses one of them."""
        own = "SELECT reading_id FROM unsettled WHERE source_id = ?"
        readings = self._db.execute(own, (source_id,)).fetchall()
        users = self._db.execute(
            f"SELECT DISTINCT source_id FROM unsettled WHERE reading_id IN ({own})",  # noqa: S608  a constant
            (source_id,),
        ).fetchall()
        for (user,) in users:
            self.forget_source(user)
        self._db.executemany("DELETE FROM reading WHERE id = ?", readings)
        self._recent.clear()

    def save_commit(self, source_id: int, commit: NewCommit, revisions: Iterable[NewRevision]) -> None:
        """Write a commit with its revisions."""
        commit_id = self._insert(
            'INSERT INTO "commit" (source_id, oid, person_id, time, subject) VALUES (?, ?, ?, ?, ?)',
            (source_id, bytes.fromhex(commit.oid), self._person(commit), commit.time, commit.subject),
        )
        rows = (
            (
                commit_id,
                self._path(source_id, item.path),
                item.reading,
                item.before_reading,
                None if item.before_path is None else self._path(source_id, item.before_path),
                item.status,
            )
            for item in revisions
        )
        self._db.executemany(
            "INSERT INTO revision (commit_id, path_id, reading_id, before_reading_id, before_path_id, status)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            rows,
        )

    def drop_commits(self, source_id: int, oids: Iterable[str]) -> int:
        """Drop commits that no ref reaches any more; returns the number of revisions dropped."""
        dropped = 0
        for oid in oids:
            row = self._db.execute(
                'SELECT id FROM "commit" WHERE source_id = ? AND oid = ?', (source_id, bytes.fromhex(oid))
            ).fetchone()
            if row:
                dropped += self._db.execute("DELETE FROM revision WHERE commit_id = ?", row).rowcount
                self._db.execute('DELETE FROM "commit" WHERE id = ?', row)
        return dropped

    def mark_mainline(self, source_id: int, oids: Iterable[str], *, value: bool) -> None:
        """Say which commits are, or are no longer, reachable from the default branch."""
        self._db.executemany(
            'UPDATE "commit" SET mainline = ? WHERE source_id = ? AND oid = ?',
            ((value, source_id, bytes.fromhex(oid)) for oid in oids),
        )

    def history(self, source_id: int) -> Iterator[HistoryRow]:
        """Every revision of a source, parents before children."""
        rows = self._db.execute(
            "SELECT v.id, v.path_id, p.path, v.reading_id, r.text_id, v.before_path_id, v.status,"
            ' c.oid, c.time, c.mainline FROM "commit" c CROSS JOIN revision v ON v.commit_id = c.id'
            " JOIN path p ON p.id = v.path_id LEFT JOIN reading r ON r.id = v.reading_id"
            " WHERE c.source_id = ? ORDER BY c.time, v.id",
            (source_id,),
        )
        for identity, path_id, path, reading, text, before_path, status, commit, time, mainline in rows:
            state = Status(status)
            yield HistoryRow(
                identity, path_id, path, reading, text, before_path, state, commit, time, bool(mainline)
            )

    def mark_copies(self, copies: Mapping[int, tuple[int, int] | None]) -> None:
        """Make added revisions copies, or plain again: revision -> (path, reading) copied, or None."""
        self._db.executemany(
            "UPDATE revision SET status = ?, before_path_id = ?, before_reading_id = ? WHERE id = ?",
            (
                (Status.COPIED, *origin, revision) if origin else (Status.ADDED, None, None, revision)
                for revision, origin in copies.items()
            ),
        )

    def save_agents(self, source_id: int, agents: Iterable[NewAgent]) -> None:
        """Make these the agents of a source, keeping the row ids of those that are there already."""
        save_agents(self._db, source_id, agents)
        self._paths.clear()

    def save_told(self, told: Mapping[Pair, Told], algorithm: str) -> None:
        """Keep what an algorithm said, in place of what another one did."""
        self._db.executemany(
            "INSERT OR REPLACE INTO told VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            ((*pair_row(pair), algorithm, *map(storable, said)) for pair, said in sorted(told.items())),
        )

    def _person(self, commit: NewCommit) -> int:
        key = (commit.author, commit.email)
        if key not in self._people:
            self._db.execute("INSERT OR IGNORE INTO person (name, email) VALUES (?, ?)", key)
            (self._people[key],) = self._db.execute(
                "SELECT id FROM person WHERE name = ? AND email = ?", key
            ).fetchone()
        return self._people[key]

    def _path(self, source_id: int, path: str) -> int:
        key = (source_id, path)
        if key not in self._paths:
            self._db.execute("INSERT OR IGNORE INTO path (source_id, path) VALUES (?, ?)", key)
            (self._paths[key],) = self._db.execute(
                "SELECT id FROM path WHERE source_id = ? AND path = ?", key
            ).fetchone()
        return self._paths[key]

    def _insert(self, statement: str, values: tuple[object, ...]) -> int:
        row_id = self._db.execute(statement, values).lastrowid
        if row_id is None:
            raise sqlite3.DatabaseError("an insert gave no row id")
        return row_id


_SAVE_SOURCE = (
    "INSERT INTO source (name, location, git_dir, filters, default_ref, indexed) VALUES (?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (name) DO UPDATE SET location = excluded.location, git_dir = excluded.git_dir,"
    " filters = excluded.filters, default_ref = excluded.default_ref, indexed = excluded.indexed RETURNING id"
)
_PASSING = tuple(f"{trouble} " for trouble in sorted(PASSING))
_NEW_READING = "INSERT INTO reading VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


def _reading_row(facts: Facts) -> tuple[object, ...]:
    diagnostics = "".join(f"{item.trouble} {item.line} {item.message}\n" for item in facts.diagnostics)
    return (
        facts.place,
        facts.name,
        facts.description,
        facts.version,
        facts.model,
        facts.kind,
        facts.host,
        facts.step,
        facts.tool_state,
        _lines(facts.tools),
        _lines(facts.risks),
        facts.unrestricted,
        diagnostics,
    )


def _lines(items: tuple[str, ...]) -> str:
    return "".join(f"{item}\n" for item in items)
