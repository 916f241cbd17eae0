"""A tool list names what the host does not have."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.formats.hosts import HOSTS
from agentreg.formats.hosts.profile import Dialect, HostProfile
from agentreg.formats.lookalikes import imitated
from agentreg.formats.tool_names import names_of_tool, tool_names
from agentreg.model.definition import Host
from agentreg.model.document import Span
from agentreg.model.tools import ToolEntry
from agentreg.rules.case import Hit
from agentreg.rules.finding import Severity
from agentreg.rules.state.scene import Scene

_WILD = frozenset("*?[")
# Percent of two names that are the same; more where a host can have tools that nobody lists.
_NEAR, _NEARER = 80, 90
# One letter is a quarter of so short a name, and more than a slip in a shorter one.
_LEAST = 4


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for each name that has a like one, and one for all others where the host drops them.

    A note for a file that no host reads where it lies; nothing where nobody knows the host.
    """
    definition = scene.definition
    if definition.host is Host.UNKNOWN:
        return
    profile = HOSTS[definition.host]
    severity = Severity.NOTE if definition.host is Host.GENERIC else None
    dropped = []
    for entry in (*definition.tools.entries, *definition.tools.denied):
        # What imitates another name is told as that.
        if _is_known(entry, profile) or imitated(entry.raw):
            continue
        if meant := _meant(entry.name, profile):
            told = f"did you mean {meant}?"
            yield Hit(entry.raw, "", told, after_span=entry.span, severity=severity)
        elif profile.closed:
            dropped.append(entry)
    if dropped:
        names = ", ".join(dict.fromkeys(entry.raw for entry in dropped))
        span = Span(dropped[0].span.start, max(entry.span.end for entry in dropped))
        it = "it" if len(dict.fromkeys(entry.raw for entry in dropped)) == 1 else "them"
        yield Hit(names, "", f"the host drops {it}", after_span=span, severity=severity)


def _is_known(entry: ToolEntry, profile: HostProfile) -> bool:
    name = entry.name
    if entry.server is not None or name in profile.pool or name in profile.stripped:
        return True
    if not _WILD.isdisjoint(name) or name.casefold() in ("all", "all tools"):
        return True
    return "/" in name and profile.dialect is not Dialect.CLAUDE


def _meant(name: str, profile: HostProfile) -> str:
    """The host's own name for what another one calls so, else its name that is most like it."""
    if name in tool_names() or name.casefold() in map(str.casefold, profile.pool):
        called = names_of_tool(name)[profile.host]
        if same := [own for own in profile.pool if own.casefold() in called]:
            return " or ".join(sorted(same))
    from rapidfuzz.distance import OSA
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import extractOne

    spelt = {own.casefold(): own for own in (*profile.pool, *profile.aliases)}
    least = _NEAR if profile.closed else _NEARER
    written = name.casefold()
    slips = [own for own in spelt if OSA.distance(own, written) == 1 and _is_slip(own, written, profile)]
    # Two letters that changed places are one slip, and a third of a short name.
    swapped = [own for own in slips if sorted(own) == sorted(written)]
    found = extractOne(written, list(spelt), scorer=ratio, score_cutoff=least)
    meant = [*swapped, *([found[0]] if found else []), *slips]
    return spelt[meant[0]] if meant else ""


def _is_slip(own: str, written: str, profile: HostProfile) -> bool:
    """Whether names that are one edit apart are one name; few mistype the first letter."""
    if sorted(own) == sorted(written):
        return True
    return profile.closed and len(written) >= _LEAST and own[0] == written[0]
