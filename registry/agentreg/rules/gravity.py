"""Which tools do something to the world that a reader has to decide on."""

from __future__ import annotations

from collections.abc import Iterable

from agentreg.formats.hosts import HOSTS
from agentreg.formats.patterns import pattern
from agentreg.model.definition import Host
from agentreg.model.tools import Risk, ToolEntry

GRAVE = frozenset({Risk.EXECUTE, Risk.NETWORK, Risk.SPAWN, Risk.WRITE})
_OPEN = ("__", "/", "*")
# `domain:*`, `https://*`: what stands before says of what kind the rest is.
_SCHEME = pattern(r"(?:\w+:)+")


def is_grave(key: str, hosts: Iterable[str]) -> bool:
    """Whether a tool executes, writes, calls the network or starts agents on one of some hosts.

    Args:
        key: The tool as a list names it, with or without what it is limited to.
        hosts: The ids of the hosts.

    Returns:
        True also for tools of a server, and for patterns: nobody knows what they do.
    """
    name = key.partition("(")[0]
    pools = (HOSTS[Host(host)].pool for host in hosts)
    return any(sign in name for sign in _OPEN) or any(
        not GRAVE.isdisjoint(pool.get(name, ())) for pool in pools
    )


def is_wide(entry: ToolEntry, hosts: Iterable[str]) -> bool:
    """Whether what stands in the parentheses of a tool limits nothing of weight.

    Args:
        entry: The tool as a list names it.
        hosts: The ids of the hosts.

    Returns:
        True without parentheses, and for a pattern that names nothing (`//**`, `domain:*`); of a shell, for
        one that lets a command through that does whatever it is given (`curl *`, `python -c *`, `rm *`).
    """
    if entry.specifier is None:
        return True
    if any(Risk.EXECUTE in HOSTS[Host(host)].pool.get(entry.name, ()) for host in hosts):
        # Its table of programs takes time to read, and few changes are about the limits of a shell.
        from agentreg.formats.commands import is_wide_command

        return is_wide_command(entry.specifier)
    return not any(map(str.isalnum, _SCHEME.sub("", entry.specifier, count=1)))
