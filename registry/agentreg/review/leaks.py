"""Secrets that another program finds in the agents that differ, on both sides: what was there is not new."""

from __future__ import annotations

from collections.abc import Iterable

from agentreg.model.leak import Leak
from agentreg.review.pairing import Paired
from agentreg.review.scan import Look, Scan
from agentreg.review.state import Around
from agentreg.review.values import Gap


def with_leaks(around: Around, pairs: Iterable[Paired], look: Look) -> tuple[Around, Scan]:
    """What is known around both sides, with the secrets that another program finds in some agents.

    Args:
        around: What is known so far.
        pairs: The agents: their texts are looked at, and no others.
        look: The program.

    Returns:
        The same with what it found; and whether it was asked.
    """
    sides = [
        (number, side.definition)
        for pair in pairs
        for number, side in enumerate((pair.before, pair.after))
        if side
    ]
    looked = look([definition.document.text for _, definition in sides])
    found: tuple[dict[str, tuple[Leak, ...]], ...] = {}, {}
    for (number, definition), leaks in zip(sides, looked.leaks, strict=bool(looked.leaks)):
        if leaks:
            found[number][definition.path] = leaks
    before, after = (side._replace(leaks=leaks) for side, leaks in zip(around, found, strict=True))
    return (before, after), looked.scan


def gaps_of(scan: Scan | None) -> tuple[Gap, ...]:
    """What is missing where the program failed."""
    return (scan.gap,) if scan and scan.gap else ()
