"""Indexes of real repositories for tests, and what they hold in a form that can be compared."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from agentreg.config.values import SourceConfig
from agentreg.index.access import writing
from agentreg.index.build import SourceReport, Workshop, index_source
from agentreg.index.pool import Readers
from agentreg.sources.mirror import update_mirror


def definition(name: str, *lines: str, tools: str = "Read", version: str = "") -> str:
    """A small definition; `lines` are its prompt."""
    stated = f"version: {version}\n" if version else ""
    prompt = "".join(f"{line}\n" for line in lines or (f"You are {name}.",))
    return f"---\nname: {name}\ndescription: Does what {name} does.\ntools: {tools}\n{stated}---\n\n{prompt}"


def index(index_path: Path, *sources: SourceConfig | Path) -> list[SourceReport]:
    """Fetch and index sources into an index, mirrors beside it; a path is a source named like its folder."""
    cache = index_path.parent / "cache"
    reports = []
    with writing(index_path) as writer, Readers(1) as readers:
        for given in sources:
            source = given if isinstance(given, SourceConfig) else SourceConfig(given.name, str(given))
            mirror = update_mirror(source, cache, folder=index_path.parent)
            reports.append(index_source(source, mirror, Workshop(writer, readers, lambda _count: None)))
    return reports


REVISIONS = """
    SELECT s.name, hex(c.oid), p.path, v.status, r.name, hex(t.oid), b.name, hex(u.oid), q.path,
        c.mainline, a.origin
    FROM revision v JOIN "commit" c ON c.id = v.commit_id JOIN source s ON s.id = c.source_id
    JOIN path p ON p.id = v.path_id LEFT JOIN agent a ON a.id = p.agent_id
    LEFT JOIN reading r ON r.id = v.reading_id LEFT JOIN text t ON t.id = r.text_id
    LEFT JOIN reading b ON b.id = v.before_reading_id LEFT JOIN text u ON u.id = b.text_id
    LEFT JOIN path q ON q.id = v.before_path_id
"""
AGENTS = """
    SELECT s.name, a.origin, a.name, a.path, hex(t.oid), a.time, a.revisions, a.live
    FROM agent a JOIN source s ON s.id = a.source_id JOIN text t ON t.id = a.text_id
"""
REFS = "SELECT s.name, f.name, hex(f.oid) FROM ref f JOIN source s ON s.id = f.source_id"
PATHS = "SELECT s.name, p.path FROM path p JOIN source s ON s.id = p.source_id"


def contents(index_path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that an index says, without row ids and clocks: equal for equal knowledge."""
    connection = sqlite3.connect(index_path)
    queries = {"revisions": REVISIONS, "agents": AGENTS, "refs": REFS, "paths": PATHS}
    rows = {what: sorted(connection.execute(query).fetchall(), key=repr) for what, query in queries.items()}
    connection.close()
    return rows


def rows(index_path: Path, query: str) -> list[tuple[object, ...]]:
    """The answer to one query."""
    connection = sqlite3.connect(index_path)
    found = connection.execute(query).fetchall()
    connection.close()
    return found
