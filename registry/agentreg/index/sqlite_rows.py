"""How rows of the index become values: each query beside the function that reads its columns."""

from __future__ import annotations

import re

from agentreg.index.store import Pair
from agentreg.index.values import Agent, Revision, Status

TAGS = "refs/tags/"

SOURCES = "SELECT id, name, location, git_dir, filters, default_ref, indexed FROM source"

_AGENT = (
    "SELECT a.id, s.name, a.name, a.path, r.description, r.model, r.tools, r.tool_state, r.risks,"
    " r.unrestricted, r.host, r.step, t.oid, a.time, a.revisions, a.live"
)
_AGENT_PARTS = (
    "JOIN source s ON s.id = a.source_id JOIN reading r ON r.id = a.reading_id"
    " JOIN text t ON t.id = a.text_id"
)

AGENTS = f"{_AGENT} FROM agent a {_AGENT_PARTS}"

# Searched from the words: few texts hold rare ones, and of common ones the newest are looked at.
_SAYING = "(SELECT rowid FROM text_words WHERE text_words MATCH ? ORDER BY rowid DESC LIMIT ?)"
AGENTS_SAYING = (
    f"{_AGENT} FROM {_SAYING} w CROSS JOIN agent a ON a.text_id = w.rowid AND a.live {_AGENT_PARTS} LIMIT ?"
)

REVISIONS = (
    "SELECT v.id, s.name, p.agent_id, r.name, b.name, p.path, c.oid, t.oid, u.oid, q.path, w.name, w.email,"
    " c.time, c.subject, v.status, c.mainline,"
    " (SELECT group_concat(f.name, char(10)) FROM ref f WHERE f.source_id = c.source_id AND f.oid = c.oid)"
    " FROM path p CROSS JOIN revision v ON v.path_id = p.id"
    ' JOIN "commit" c ON c.id = v.commit_id JOIN source s ON s.id = c.source_id'
    " JOIN person w ON w.id = c.person_id"
    " LEFT JOIN reading r ON r.id = v.reading_id LEFT JOIN text t ON t.id = r.text_id"
    " LEFT JOIN reading b ON b.id = v.before_reading_id LEFT JOIN text u ON u.id = b.text_id"
    " LEFT JOIN path q ON q.id = v.before_path_id"
)

SKETCHES = (
    "SELECT DISTINCT p.agent_id, t.sketch FROM source s JOIN path p ON p.source_id = s.id"
    " JOIN revision v ON v.path_id = p.id JOIN reading r ON r.id = v.reading_id"
    " JOIN text t ON t.id = r.text_id WHERE s.name = ? AND p.agent_id IS NOT NULL"
)

TOLD = (
    "SELECT summary, bump, because FROM told"
    " WHERE before_oid = ? AND oid = ? AND before_path = ? AND path = ? AND algorithm = ?"
)

# Rows of a source are written parents first, which decides between commits of one second.
REVISIONS_END = "ORDER BY c.time DESC, v.id DESC"


def pair_row(pair: Pair) -> tuple[bytes, bytes, str, str]:
    """The key of `told`."""
    return bytes.fromhex(pair.before_blob), bytes.fromhex(pair.blob), pair.before_path, pair.path


def agent_of(row: tuple) -> Agent:  # type: ignore[type-arg]  # read by position
    """An agent from a row of `AGENTS`."""
    identity, source, name, path, description, model, tools, state, risks, unrestricted, *rest = row
    host, step, oid, time, revisions, live = rest
    return Agent(
        id=identity,
        source=source,
        name=name,
        path=path,
        description=description,
        model=model,
        tools=_lines(tools),
        tool_state=state,
        risks=_lines(risks),
        unrestricted=bool(unrestricted),
        host=host,
        step=step,
        blob=oid.hex(),
        time=time,
        revisions=revisions,
        live=bool(live),
    )


def revision_of(row: tuple) -> Revision:  # type: ignore[type-arg]  # read by position
    """A revision from a row of `REVISIONS`."""
    identity, source, agent_id, name, name_before, path, commit, blob, before, path_before, *rest = row
    author, email, time, subject, status, mainline, refs = rest
    return Revision(
        id=identity,
        source=source,
        agent_id=agent_id,
        name=name if name is not None else name_before or "",
        path=path,
        commit=commit.hex(),
        blob=_hex(blob),
        before_blob=_hex(before),
        before_path=path_before or "",
        author=author,
        email=email,
        time=time,
        subject=subject,
        status=Status(status),
        mainline=bool(mainline),
        refs=_refs(refs or ""),
    )


def _refs(names: str) -> tuple[str, ...]:
    """Short names, those of tags first. A ref's name holds no line feed."""
    refs = sorted(filter(None, names.split("\n")), key=lambda name: (not name.startswith(TAGS), name))
    return tuple(re.sub("^refs/(?:heads|tags|remotes)/", "", name) for name in refs)


def _hex(oid: bytes | None) -> str:
    return "" if oid is None else oid.hex()


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")[:-1])
