"""How agents and revisions are written out, the same in every command that shows them."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from agentreg.errors import IndexUnavailable
from agentreg.index.access import reading
from agentreg.index.shown import agent_as_shown, name_as_shown, revision_as_shown
from agentreg.index.store import Reader
from agentreg.index.values import Agent, Revision, Versions
from agentreg_cli.output import warn
from agentreg_cli.session import Session

SHORT_COMMIT = 10

SHOWN_TOOLS = 4

SHOWN_REFS = 3

SHOWN_SOURCES = 3


@contextmanager
def open_index(session: Session) -> Iterator[Reader]:
    """The index of this registry, for questions.

    Raises:
        ConfigError: There is no registry here; or no index, and a configuration from which none can be made.
        IndexUnavailable: Nothing was indexed yet, or there is nothing to index.
    """
    try:
        with reading(session.index_path) as reader:
            yield reader
    except IndexUnavailable as error:
        if session.config().sources:
            raise
        raise IndexUnavailable(f"{error.message}: there is no source", hint=how_to_add(session)) from error


def how_to_add(session: Session) -> str:
    """How a registry without sources gets one, and where; those of the projects of a fleet do not count."""
    folder = session.config_path.parent
    return (
        f"`agentreg add URL_OR_PATH` in {folder} names the repository of the agents that are followed, and"
        " `agentreg index` reads it; sources of other folders do not count here"
    )


def warn_of_gaps(session: Session) -> tuple[str, ...]:
    """Say on standard error when the index lacks sources, after an interrupted first run or an `add`.

    Returns:
        What was said, for the warnings of JSON; nothing where there is no index at all.

    Raises:
        ConfigError: There is no registry here, or its configuration cannot be read.
    """
    if not session.index_path.is_file():
        return ()
    tracked = [source.name for source in session.config().sources]
    with open_index(session) as reader:
        indexed = {source.name for source in reader.sources() if source.indexed}
    missing = [name for name in tracked if name not in indexed]
    if not missing:
        return ()
    more = f" and {len(missing) - SHOWN_SOURCES} more" if len(missing) > SHOWN_SOURCES else ""
    said = (
        f"{len(missing)} of {len(tracked)} sources were never indexed"
        f" ({', '.join(missing[:SHOWN_SOURCES])}{more}): run `agentreg index`"
    )
    warn(said)
    return (said,)


def references(reader: Reader) -> Callable[[Agent], str]:
    """How to name each agent so that it alone is meant: by its name, or by its path.

    That is where a name repeats, or cannot be shown.
    """
    named = Counter((source, name.casefold()) for source, name in reader.names())

    def reference(agent: Agent) -> str:
        repeats = named[agent.source, agent.name.casefold()] > 1
        by_path = repeats or name_as_shown(agent.name) != agent.name
        return f"{agent.source}/{agent.path if by_path else agent.name}"

    return reference


def day(moment: int) -> str:
    """A moment as a date, UTC."""
    return time.strftime("%Y-%m-%d", time.gmtime(moment))


def instant(moment: int) -> str:
    """A moment for programs, ISO 8601 in UTC."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment))


def tools_in_short(agent: Agent) -> str:
    """What an agent may use, on a line: the first few tools and how many more, or `all`.

    Where nobody knows what else it may use `unknown` stands before those that are certain.
    """
    if agent.unrestricted:
        return "all"
    more = len(agent.tools) - SHOWN_TOOLS
    certain = agent.tools[:SHOWN_TOOLS]
    shown = ", ".join(("unknown", *certain) if _is_unknown(agent) else certain) or "none"
    return f"{shown} +{more}" if more > 0 else shown


def _is_unknown(agent: Agent) -> bool:
    """Whether it states no list, on a host of which nobody knows what that grants."""
    from agentreg.formats.hosts import HOSTS
    from agentreg.model.definition import Host
    from agentreg.model.tools import Grant, ToolState

    is_stated = agent.tool_state not in (ToolState.ABSENT, ToolState.NULL)
    return not is_stated and HOSTS[Host(agent.host)].absent is Grant.UNKNOWN


def refs_in_short(revision: Revision) -> str:
    """What points at a revision's commit, in parentheses and after blanks; empty for nothing."""
    if not revision.refs:
        return ""
    more = len(revision.refs) - SHOWN_REFS
    return f"  ({', '.join(revision.refs[:SHOWN_REFS])}{f' +{more}' if more > 0 else ''})"


def cut(text: str, width: int) -> str:
    """A text on one line of at most `width` characters."""
    line = " ".join(text.split())
    return line if len(line) <= width else f"{line[: width - 1].rstrip()}…"


def agent_data(agent: Agent) -> dict[str, object]:
    """An agent as JSON, with secrets masked; without row ids, which mean nothing outside."""
    content = agent_as_shown(agent)._asdict()
    del content["id"]
    return content | {"time": instant(agent.time)}


def revision_data(revision: Revision) -> dict[str, object]:
    """A revision as JSON; without row ids, which mean nothing outside."""
    content = revision_as_shown(revision)._asdict()
    del content["id"], content["agent_id"]
    return content | {"time": instant(revision.time), "refs": list(revision.refs)}


def version_data(versions: Versions) -> dict[str, str | None]:
    """What a revision is called, as JSON; null for what it is not."""
    return {"declared": versions.declared or None, "derived": versions.derived or None}


def limited(items: Sequence[Agent], limit: int | None) -> Sequence[Agent]:
    """The first so many of some agents; all without a limit."""
    return items if limit is None else items[:limit]
