"""What a text is to fit."""

from __future__ import annotations

from enum import Enum

from agentreg.records import NamedTuple
from agentreg.rules.finding import Severity


class Detail(Enum):
    """How much is shown; LESS is for an agent of which much is to be told, LEAST for too many of them."""

    LEAST = "least"
    LESS = "less"
    NORMAL = "normal"
    ALL = "all"


class Names(Enum):
    """How long a list of names may be: FIRST is one line that says how many are left out."""

    FIRST = "first"
    ALL = "all"


class Medium(Enum):
    """How findings of medium weight are told of agents together: ABOVE where a list of them came before."""

    HERE = "here"
    ABOVE = "above"


class Page(NamedTuple):
    """What the text is to fit.

    Attributes:
        columns: The width of the terminal.
        detail: How much is shown.
        names: How many of the agents that are told together are named.
        grave: From which severity on each finding is told by its rule, however little else is.
        medium: Where the findings of medium weight are told.
    """

    columns: int = 80
    detail: Detail = Detail.NORMAL
    names: Names = Names.FIRST
    grave: Severity = Severity.HIGH
    medium: Medium = Medium.HERE

    def is_weighty(self, severity: Severity) -> bool:
        """Whether a finding is told by its rule where there is room, and not by what changed alone."""
        return is_weighty(severity, self.grave)


def is_weighty(severity: Severity, grave: Severity) -> bool:
    """Whether a finding is told by its rule: from medium on, and whatever is grave."""
    return severity.at_least(Severity.MEDIUM) or severity.at_least(grave)
