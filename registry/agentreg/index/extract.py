"""From a blob to what the index keeps of it."""

from __future__ import annotations

from agentreg.formats.permissions import effective
from agentreg.formats.read import read_definition
from agentreg.index.facts import Facts, TextFacts
from agentreg.index.sketch import sketch
from agentreg.index.words import searchable, storable
from agentreg.model.definition import Definition, Kind
from agentreg.model.diagnostic import Diagnostic, Trouble
from agentreg.model.tools import Effect, ToolPolicy
from agentreg.sources.collection import obstacle

DESCRIPTION_LIMIT = 2_000
"""Characters of a description that are kept; the search index has all of it."""

NAME_LIMIT = 200

# Frontmatter in the middle of a merge: no reader makes anything of it.
_UNREADABLE = b"---\n<<<<<<< ours\n---\n"


def read_facts(oid: str, data: bytes, places: tuple[str, ...]) -> TextFacts:
    """Read a blob at each of its paths.

    Args:
        oid: The blob's object id.
        data: Its bytes.
        places: The paths at which it was found.
    """
    definitions = [read_definition(data, place) for place in places]
    is_agent = any(definition.kind is Kind.AGENT for definition in definitions)
    words = searchable(definitions[0].document.text) if is_agent else ""
    return TextFacts(oid, len(data), sketch(data), words, tuple(map(_told, definitions)))


def _told(definition: Definition) -> Facts:
    """What is kept of a definition; where a host looks, a text that nobody can read is a gap as well."""
    trouble = obstacle(definition)
    return _unread(definition.path, trouble) if trouble else _facts(definition)


def unread_facts(oid: str, size: int, places: tuple[str, ...], trouble: Diagnostic) -> TextFacts:
    """What is kept of a blob that could not be read: its places, and why.

    In an agents' folder it counts as an agent that may do everything, so that the gap shows.
    """
    return TextFacts(oid, size, b"", "", tuple(_unread(place, trouble) for place in places))


def _unread(place: str, trouble: Diagnostic) -> Facts:
    return _facts(read_definition(_UNREADABLE, place))._replace(diagnostics=(trouble,))


def _facts(definition: Definition) -> Facts:
    permissions = effective(definition)
    policy = definition.tools
    return Facts(
        place=definition.path,
        name=_storable(definition.name, NAME_LIMIT),
        description=_storable(definition.description, DESCRIPTION_LIMIT),
        version=_storable(definition.version, NAME_LIMIT),
        model=_storable(definition.model, NAME_LIMIT),
        kind=definition.kind,
        host=definition.host,
        step=definition.frontmatter.step,
        tool_state=policy.state,
        tools=_granted(policy),
        risks=tuple(permissions.risks),
        unrestricted=permissions.unrestricted,
        diagnostics=tuple(
            item._replace(message=_storable(item.message, NAME_LIMIT)) for item in definition.diagnostics
        ),
    )


def _granted(policy: ToolPolicy) -> tuple[str, ...]:
    """The tools that are listed and not denied; of several rules for one, the last counts."""
    last = {entry.key: entry for entry in policy.entries}
    denied = {entry.key for entry in policy.denied}
    granted = {
        _storable(entry.key, NAME_LIMIT)
        for entry in last.values()
        if entry.effect is not Effect.DENY and denied.isdisjoint((entry.key, entry.name))
    }
    return tuple(sorted(granted))


def _storable(text: str, limit: int) -> str:
    # Lists are joined by line feeds.
    return storable(text[:limit]).replace("\n", " ")


def failed(error: Exception) -> Diagnostic:
    """Why a text on which a reader failed was not read."""
    return Diagnostic(Trouble.READER_FAILED, 0, f"the reader failed on the file: {type(error).__name__}")


DEADLY = Diagnostic(Trouble.READER_DIED, 0, "the process that read the file died of it, or took too long")
DAMAGED = Diagnostic(Trouble.DAMAGED_OBJECT, 0, "the object is damaged: `git fsck` tells more")
MISSING = Diagnostic(Trouble.MISSING_OBJECT, 0, "the object is not in the repository")
TOO_LARGE = Diagnostic(Trouble.TOO_LARGE, 0, "the file is larger than 1 MiB and was not read")
