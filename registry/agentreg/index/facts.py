"""What the index keeps of a text: facts for its lists, words for its search, a sketch to find renames."""

from __future__ import annotations

from agentreg.model.definition import Kind
from agentreg.model.diagnostic import Diagnostic, Trouble
from agentreg.model.fields import Step
from agentreg.model.tools import ToolState
from agentreg.records import NamedTuple

PASSING = frozenset(
    {Trouble.READER_DIED, Trouble.READER_FAILED, Trouble.MISSING_OBJECT, Trouble.DAMAGED_OBJECT}
)
"""Troubles that may be over the next time: what was not read because of them is tried again."""


class Facts(NamedTuple):
    """One reading of a text at a path.

    Attributes:
        place: The path that it was read as.
        name: The agent's name.
        description: The routing text, cut to a bearable length.
        version: The version that the definition itself states; empty without one.
        model: The model asked for, as written.
        kind: What the file is.
        host: The main host.
        step: How tolerant the reading had to be.
        tool_state: How the tool list is stated.
        tools: What the list grants, in canonical spelling, sorted.
        risks: What the agent may do on its main host; a missing list may well mean everything.
        unrestricted: Whether it has every tool of its main host.
        diagnostics: What reading noticed.
    """

    place: str
    name: str
    description: str
    version: str
    model: str
    kind: Kind
    host: str
    step: Step
    tool_state: ToolState
    tools: tuple[str, ...]
    risks: tuple[str, ...]
    unrestricted: bool
    diagnostics: tuple[Diagnostic, ...]

    @property
    def is_settled(self) -> bool:
        """Whether another try would find the same."""
        return all(item.trouble not in PASSING for item in self.diagnostics)


class TextFacts(NamedTuple):
    """What is kept of one blob.

    Attributes:
        oid: Its object id.
        size: Bytes; -1 when the object is not in the repository.
        sketch: Of its lines.
        words: What the full-text index is given; empty when no reading is an agent.
        readings: One per path asked for.
    """

    oid: str
    size: int
    sketch: bytes
    words: str
    readings: tuple[Facts, ...]
