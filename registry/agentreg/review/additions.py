"""What is known of an agent beyond its texts: the version that its changes ask for, and who else has it."""

from __future__ import annotations

from enum import StrEnum

from agentreg.records import NamedTuple


class VersionFit(StrEnum):
    """How the version that an agent declares fits what changed in it; the value is the word shown.

    UNDECLARED: it declares none. FITS: it was raised by as much as the findings ask for, or more.
    KEPT: the content changed, and the version did not. TOO_SMALL: it was raised by less. LOWERED: it went
    back. UNKNOWN: what could not be compared may ask for more.
    """

    UNDECLARED = "undeclared"
    FITS = "fits"
    KEPT = "kept"
    TOO_SMALL = "too small"
    LOWERED = "lowered"
    UNKNOWN = "unknown"


class Advice(NamedTuple):
    """The version that a change asks for, against the one that is declared.

    Attributes:
        fit: How the declared version fits.
        before: The version declared before; empty for none.
        after: The version declared now; empty for none.
        wanted: The version that the findings ask for; empty where none was declared before.
    """

    fit: VersionFit
    before: str = ""
    after: str = ""
    wanted: str = ""


class Affected(NamedTuple):
    """A variant that descends from the agent, and gets the change with its next sync.

    Attributes:
        repository: The project's name in the fleet.
        path: The variant's path in it.
        version: The version of the base that it has now.
    """

    repository: str
    path: str
    version: str = ""


class Copy(NamedTuple):
    """An agent of another source that says what the agent says or said before, and that nobody tracks.

    Attributes:
        source: The source's name.
        path: Its path there.
        share: The share of lines that both have, estimated.
        is_exact: Whether it is the same text, byte for byte.
    """

    source: str
    path: str
    share: float
    is_exact: bool
