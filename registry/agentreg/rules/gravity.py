"""Which tools do something to the world that a reader has to decide on."""

from __future__ import annotations

from collections.abc import Iterable

from agentreg.formats.hosts import HOSTS
from agentreg.model.definition import Host
from agentreg.model.tools import Risk

_GRAVE = frozenset({Risk.EXECUTE, Risk.NETWORK, Risk.SPAWN, Risk.WRITE})
_OPEN = ("__", "/", "*")


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
        not _GRAVE.isdisjoint(pool.get(name, ())) for pool in pools
    )
