"""Asking an index in SQLite."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from agentreg.index.schema import open_to_read, unavailable
from agentreg.index.sqlite_rows import (
    AGENTS,
    AGENTS_SAYING,
    REVISIONS,
    REVISIONS_END,
    SKETCHES,
    SOURCES,
    TOLD,
    agent_of,
    pair_row,
    revision_of,
)
from agentreg.index.store import AgentFilter, Found, Pair, Scope, Told, Window
from agentreg.index.values import Agent, IndexedSource, Revision, SourceStats
from agentreg.model.document import split_lines

BODY_MATCHES = 5_000
"""How many texts whose body matches are looked at: a word that more of them hold tells nothing apart."""


class SqliteReader:
    """An index opened read-only; sees the last finished state, also while another process writes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._db = open_to_read(path)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def sources(self) -> list[IndexedSource]:
        """Every source, by name."""
        return [IndexedSource(*row) for row in self._rows(f"{SOURCES} ORDER BY name")]

    def agents(self, wanted: AgentFilter) -> list[Agent]:
        """The agents that a filter lets through, by name, then source, then path."""
        conditions, values = _conditions(wanted)
        query = f"{AGENTS} WHERE {' AND '.join(conditions)} ORDER BY a.folded, s.name, a.path"
        found = [agent_of(row) for row in self._rows(query, *values)]
        if not wanted.tool:
            return found
        from agentreg.index.tool_filter import with_tool

        return with_tool(found, wanted.tool)

    def agents_named(self, name: str, source: str = "") -> list[Agent]:
        """Agents of this newest name, compared without case; of one source unless that is empty."""
        return self._agents("a.folded = ?", name.casefold(), source)

    def agents_at(self, path: str, source: str = "") -> list[Agent]:
        """Agents that are or were at exactly this path."""
        return self._agents("a.id IN (SELECT agent_id FROM path WHERE path = ?)", path, source)

    def agents_formerly(self, name: str, source: str = "") -> list[Agent]:
        """Agents that once had this name."""
        once = (
            "a.id IN (SELECT p.agent_id FROM reading r JOIN revision v ON v.reading_id = r.id"
            " JOIN path p ON p.id = v.path_id WHERE r.name = ?)"
        )
        return self._agents(once, name, source)

    def names(self) -> list[tuple[str, str]]:
        """(source, name) of every agent that is in a default branch now."""
        return self._rows(
            "SELECT s.name, a.name FROM agent a JOIN source s ON s.id = a.source_id WHERE a.live"
        )

    def paths(self, agent_id: int) -> list[str]:
        """Every path that the agent ever had."""
        rows = self._rows("SELECT path FROM path WHERE agent_id = ? ORDER BY path", agent_id)
        return [path for (path,) in rows]

    def revisions(self, agent_id: int, window: Window) -> list[Revision]:
        """The agent's revisions, newest first."""
        mainline = "AND c.mainline" if window.scope is Scope.MAINLINE else ""
        until = "" if window.until is None else "AND c.time <= ?"
        values = (agent_id, *(() if window.until is None else (window.until,)), window.limit)
        query = f"{REVISIONS} WHERE p.agent_id = ? {mainline} {until} {REVISIONS_END} LIMIT ?"
        return [revision_of(row) for row in self._rows(query, *values)]

    def sketches(self, source: str) -> list[tuple[int, bytes]]:
        """(agent id, sketch) of every text that an agent of a source has or had."""
        return self._rows(SKETCHES, source)

    def newest_sketches(self) -> dict[int, bytes]:
        """The sketch of the newest text of every agent that is in a default branch, by the agent's id."""
        query = "SELECT a.id, t.sketch FROM agent a JOIN text t ON t.id = a.text_id WHERE a.live"
        return dict(self._rows(query))

    def refs(self, source: str) -> dict[str, str]:
        """Full ref name -> commit id."""
        query = "SELECT f.name, f.oid FROM ref f JOIN source s ON s.id = f.source_id WHERE s.name = ?"
        return {name: oid.hex() for name, oid in self._rows(query, source)}

    def stated_versions(self, agent_id: int) -> list[tuple[str, Revision]]:
        """(version, revision) for each mainline revision that states another version than the one before."""
        query = (
            f"{REVISIONS} WHERE p.agent_id = ? AND c.mainline AND r.version != ''"
            f" AND r.version IS NOT b.version {REVISIONS_END}"
        )
        found = [revision_of(row) for row in self._rows(query, agent_id)]
        stated = dict(
            self._rows(
                "SELECT v.id, r.version FROM path p JOIN revision v ON v.path_id = p.id"
                " JOIN reading r ON r.id = v.reading_id WHERE p.agent_id = ?",
                agent_id,
            )
        )
        return [(stated[revision.id], revision) for revision in found]

    def search(self, words: str, limit: int) -> list[Found]:
        """Agents in default branches that say all of these words, best first."""
        from agentreg.index.words import match_beginning, match_words

        if not match_words(words):
            return []
        by_header = self._rows(
            f"{AGENTS} JOIN agent_words w ON w.rowid = a.id WHERE agent_words MATCH ? AND a.live"
            " ORDER BY bm25(agent_words, 10.0, 4.0), s.name, a.name LIMIT ?",
            match_beginning(words),
            limit,
        )
        found = {row[0]: Found(agent_of(row), in_header=True) for row in by_header}
        if len(found) < limit:
            for row in self._rows(AGENTS_SAYING, match_words(words), BODY_MATCHES, limit):
                found.setdefault(row[0], Found(agent_of(row), in_header=False))
        return list(found.values())[:limit]

    def told(self, pairs: Iterable[Pair], algorithm: str) -> dict[Pair, Told]:
        """What is kept of some pairs, as far as this algorithm said it."""
        found = {pair: self._rows(TOLD, *pair_row(pair), algorithm) for pair in pairs}
        return {pair: Told(*rows[0]) for pair, rows in found.items() if rows}

    def stats(self) -> list[SourceStats]:
        """What the index holds, source by source."""
        return [self._stats_of(source) for source in self.sources()]

    def _stats_of(self, source: IndexedSource) -> SourceStats:
        counts = dict(
            self._rows("SELECT live, count(*) FROM agent WHERE source_id = ? GROUP BY live", source.id)
        )
        own = (
            'FROM "commit" c CROSS JOIN revision v ON v.commit_id = c.id'
            " JOIN reading r ON r.id = v.reading_id JOIN text t ON t.id = r.text_id WHERE c.source_id = ?"
        )
        ((revisions,),) = self._rows(
            'SELECT count(*) FROM "commit" c CROSS JOIN revision v ON v.commit_id = c.id'
            " WHERE c.source_id = ?",
            source.id,
        )
        texts = self._rows(f"SELECT t.id, t.size, r.step, r.diagnostics {own} GROUP BY t.id", source.id)
        steps: defaultdict[str, int] = defaultdict(int)
        troubles: defaultdict[str, int] = defaultdict(int)
        for _, _, step, diagnostics in texts:
            steps[step] += 1
            for trouble in {line.split(" ", 1)[0] for line in split_lines(diagnostics)}:
                troubles[trouble] += 1
        return SourceStats(
            source=source.name,
            agents=counts.get(1, 0),
            deleted=counts.get(0, 0),
            revisions=revisions,
            texts=len(texts),
            bytes=sum(max(size, 0) for _, size, _, _ in texts),
            steps=dict(sorted(steps.items())),
            troubles=dict(sorted(troubles.items())),
        )

    def _agents(self, condition: str, value: str, source: str) -> list[Agent]:
        scope = "AND s.name = ?" if source else ""
        query = f"{AGENTS} WHERE {condition} {scope} ORDER BY a.live DESC, s.name, a.path"
        return [agent_of(row) for row in self._rows(query, value, *([source] if source else []))]

    def _rows(self, query: str, *values: object) -> list[tuple]:  # type: ignore[type-arg]  # read by position
        try:
            return self._db.execute(query, _askable(values)).fetchall()
        except sqlite3.Error as error:
            raise unavailable(self._path, error) from error


def _askable(values: tuple[object, ...]) -> tuple[object, ...]:
    """Values that SQLite takes: words of a command line may hold bytes that are no text."""
    if all(value.isascii() for value in values if isinstance(value, str)):
        return values
    from agentreg.index.words import storable

    return tuple(storable(value) if isinstance(value, str) else value for value in values)


def _conditions(wanted: AgentFilter) -> tuple[list[str], list[str]]:
    conditions, values = ["a.live" if wanted.live else "1"], []
    globs = (
        ("a.folded", wanted.name.casefold()),
        ("s.name", wanted.source),
        ("lower(r.model)", wanted.model.lower()),
    )
    for column, pattern in globs:
        if pattern:
            conditions.append(f"{column} GLOB ?")
            values.append(pattern)
    if wanted.host:
        conditions.append("r.host = ?")
        values.append(wanted.host)
    return conditions, values
