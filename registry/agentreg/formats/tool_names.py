"""What a tool is called on each host, from any of its names: `bash`, `Bash`, `shell` and `execute` are one.

The hosts' own tables decide. A host that has a tool of the name means that one; else it is what another
host's alias leads to; and a shell is a shell, whatever each host calls its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from agentreg.formats.hosts import HOSTS
from agentreg.formats.hosts.profile import HostProfile
from agentreg.model.definition import Host
from agentreg.model.tools import Risk

_KNOWN: dict[Host, HostProfile] = {
    host: profile for host, profile in HOSTS.items() if host is not Host.UNKNOWN
}


def tool_names() -> frozenset[str]:
    """Every tool and alias that some host knows, as that host spells it."""
    return frozenset(name for profile in _KNOWN.values() for name in (*profile.pool, *profile.aliases))


def names_of_tool(tool: str) -> dict[Host, frozenset[str]]:
    """What a tool is called on each host.

    Args:
        tool: A name or alias of it on any host, in any case.

    Returns:
        Per host the canonical names that are meant, case-folded; the name itself is always one of them.
    """
    wanted = tool.casefold()
    known: dict[Host, frozenset[str]] = {
        host: frozenset({wanted, *_with_members(profile, _names_on(profile, wanted))})
        for host, profile in _KNOWN.items()
    }
    # Of a host that nobody knows any of these may be meant.
    return {**known, Host.UNKNOWN: frozenset().union(*known.values())}


def _with_members(profile: HostProfile, names: set[str]) -> set[str]:
    """Names, and of those that are sets of tools (`web`) the one tool that is meant (`web/fetch`)."""
    return names | {profile.members[name] for name in names if name in profile.members}


def _names_on(profile: HostProfile, wanted: str) -> set[str]:
    if own := set(_own(profile, wanted)):
        return own
    elsewhere = [(other, name) for other in _KNOWN.values() for name in _own(other, wanted)]
    related = {
        mine
        for other, name in elsewhere
        for spelling in (name, *_aliases(other, name))
        for mine in _own(profile, spelling)
    }
    if related or not any(_is_shell(other, name) for other, name in elsewhere):
        return related
    return {name.casefold() for name in profile.pool if _is_shell(profile, name.casefold())}


def _own(profile: HostProfile, wanted: str) -> Iterator[str]:
    """The canonical names that a host takes a case-folded name for."""
    yield from (name.casefold() for name in profile.pool if name.casefold() == wanted)
    yield from (to.casefold() for alias, to in profile.aliases.items() if alias.casefold() == wanted)


def _aliases(profile: HostProfile, wanted: str) -> Iterable[str]:
    return (alias.casefold() for alias, name in profile.aliases.items() if name.casefold() == wanted)


def _is_shell(profile: HostProfile, wanted: str) -> bool:
    risks = {risk for name, risks in profile.pool.items() if name.casefold() == wanted for risk in risks}
    return Risk.EXECUTE in risks
