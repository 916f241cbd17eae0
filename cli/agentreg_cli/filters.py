"""Whether the filters of a question to the index name what is there: a typo must not read as "none"."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

from agentreg.errors import UnknownReference
from agentreg.formats.tool_names import tool_names
from agentreg.index.store import AgentFilter, Reader
from agentreg.model.definition import Host
from agentreg_cli.output import warn

ALIKE = 60.0
"""How alike (of 100) a name must be to be suggested."""


def check_filter(reader: Reader, wanted: AgentFilter) -> None:
    """Refuse a filter for a host or source that is not there.

    Raises:
        UnknownReference: There is none; the hint names the nearest, or all.
    """
    hosts = [str(host) for host in Host]
    if wanted.host and wanted.host not in hosts:
        raise UnknownReference(f"there is no host {wanted.host!r}", hint=_hint(wanted.host, hosts))
    sources = [source.name for source in reader.sources()]
    if wanted.source and not any(fnmatchcase(name, wanted.source) for name in sources):
        raise UnknownReference(
            f"no indexed source matches {wanted.source!r}", hint=_hint(wanted.source, sources)
        )


def warn_of_tool(reader: Reader, tool: str) -> tuple[str, ...]:
    """Say on standard error when neither a host nor an indexed agent knows a tool.

    Returns:
        What was said, for the warnings of JSON.
    """
    known = tool_names()
    if not tool or tool.casefold() in {name.casefold() for name in known}:
        return ()
    named = {
        name.partition("(")[0] for agent in reader.agents(AgentFilter(live=False)) for name in agent.tools
    }
    if tool.casefold() in {name.casefold() for name in named}:
        return ()
    near = _nearest(tool, known | named)
    suggestion = f"; did you mean {near}?" if near else ""
    said = f"no indexed agent names a tool {tool!r}: shown are those that have every tool{suggestion}"
    warn(said)
    return (said,)


def _hint(wanted: str, names: list[str]) -> str:
    near = _nearest(wanted, names)
    return f"did you mean {near}?" if near else f"one of: {', '.join(names)}"


def _nearest(wanted: str, names: Iterable[str]) -> str:
    from rapidfuzz import fuzz, process

    choices = {name: name.casefold() for name in sorted(names)}
    found = process.extractOne(wanted.casefold(), choices, scorer=fuzz.ratio, score_cutoff=ALIKE)
    return found[2] if found else ""
