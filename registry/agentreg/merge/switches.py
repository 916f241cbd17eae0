"""Tools written in two ways: as a list of names, and as a map of switches (OpenCode)."""

from __future__ import annotations

from agentreg.merge.entries import Entry
from agentreg.merge.lists import Unmergeable, read_items
from agentreg.model.fields import Mapping, Scalar


def merged_switches(base: Entry, ours: Entry, theirs: Entry) -> str:
    """The lines of the side that grants exactly what the three together grant, ours first.

    A list and a map of switches cannot be edited into one another.

    Raises:
        Unmergeable: When neither side does.
    """
    was, mine, others = map(_granted, (base, ours, theirs))
    if was is None or mine is None or others is None:
        raise Unmergeable("both sides changed it differently")
    merged = (mine & others) | ((mine ^ others) - was)
    if merged not in (mine, others):
        raise Unmergeable("both sides changed it, and it is written in different ways")
    return ours.text if mine == merged else theirs.text


def _granted(entry: Entry) -> frozenset[str] | None:
    """The names of the tools that a field grants, in small letters; None when it is not that simple."""
    if entry.key != "tools":
        return None
    if isinstance(entry.value, Mapping):
        return _switched_on(entry.value)
    items = read_items(entry)
    return frozenset(map(str.lower, items)) if items and all(map(str.isalnum, items)) else None


def _switched_on(switches: Mapping) -> frozenset[str] | None:
    granted = set()
    for switch in switches.fields:
        if not isinstance(switch.value, Scalar) or switch.value.boolean is None or not switch.key.isalnum():
            return None
        if switch.value.boolean:
            granted.add(switch.key.lower())
    return frozenset(granted)
