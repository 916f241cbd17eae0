"""Whether another program was asked about secrets, and what it found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum

from agentreg.model.leak import Leak
from agentreg.records import NamedTuple
from agentreg.static import TYPE_CHECKING

if TYPE_CHECKING:
    from agentreg.review.values import Gap


class Asked(StrEnum):
    """Whether another program was asked about secrets.

    ABSENT: it is not installed. LEFT_OUT: whoever started the review did not want it. FAILED: a gap says why.
    """

    ASKED = "asked"
    ABSENT = "not installed"
    LEFT_OUT = "left out"
    FAILED = "failed"


class Scan(NamedTuple):
    """What `gitleaks` had to do with what is told of secrets: so a difference between machines is explained.

    Attributes:
        asked: Whether it was asked.
        version: Its version; empty where nobody knows.
        gap: Why it failed; None where it did not.
    """

    asked: Asked
    version: str = ""
    gap: Gap | None = None


class Looked(NamedTuple):
    """What another program has found in some texts.

    Attributes:
        scan: Whether it was asked.
        leaks: The secrets in each text; none at all where it was not asked.
    """

    scan: Scan
    leaks: tuple[tuple[Leak, ...], ...] = ()


Look = Callable[[Sequence[str]], Looked]
"""Lets another program look for secrets in texts."""
