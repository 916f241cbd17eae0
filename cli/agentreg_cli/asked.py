"""What a command line says of the trees to compare; nothing is looked up yet."""

from __future__ import annotations

from enum import StrEnum

from agentreg.records import NamedTuple


class State(StrEnum):
    """What is reviewed where no range is named."""

    HEAD = "HEAD"
    STAGED = "the index"
    WORK_TREE = "the work tree"


class Asked(NamedTuple):
    """What a command line names.

    Attributes:
        range: `A..B` or `A...B`; empty for none.
        against: What to compare with; empty for the default.
        state: What is reviewed without a range.
    """

    range: str = ""
    against: str = ""
    state: State = State.HEAD
