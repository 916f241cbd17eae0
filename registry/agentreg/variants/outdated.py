"""Which variants have a newer base: one that they may take, or one that their range keeps from them."""

from __future__ import annotations

from agentreg.records import NamedTuple
from agentreg.variants.indexed import NEWEST
from agentreg.variants.lock import LockEntry, fingerprint
from agentreg.variants.standing import Base, Bases, Standing


class Outdated(NamedTuple):
    """A variant that has a newer base.

    Attributes:
        standing: Where it stands; its `newest` is what its range allows.
        latest: The newest revision of its base at all.
    """

    standing: Standing
    latest: Base


def outdated(standing: Standing, bases: Bases) -> Outdated | None:
    """What a variant lags behind; None when there is nothing newer, or it cannot be told.

    Raises:
        AgentregError: The base cannot be read.
    """
    locked, newest = standing.variant.locked, standing.newest
    if locked is None or newest is None:
        return None
    latest = bases.newest(standing.variant.declared.base, NEWEST)
    if latest is None or (_is(locked, latest) and _is(locked, newest)):
        return None
    return Outdated(standing, latest)


def _is(locked: LockEntry, base: Base) -> bool:
    return locked.sha256 == fingerprint(base.text)
