"""What a rule about one state looks at: a definition, and what is known of the world around it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from types import MappingProxyType

from agentreg.diff.units import Outline, outline
from agentreg.formats.references import read_references
from agentreg.formats.secrets import find_secrets
from agentreg.model.definition import Definition, Host
from agentreg.model.document import Span
from agentreg.model.leak import Leak
from agentreg.model.outward import Reference
from agentreg.model.prompt import BlockKind
from agentreg.records import NamedTuple


class Neighbour(NamedTuple):
    """Another agent that could be taken for the one that is judged.

    Attributes:
        name: The name by which its main host knows it.
        host: Its main host.
        path: Its path inside its source.
        source: The source that it comes from; empty for the project itself.
    """

    name: str
    host: Host
    path: str
    source: str = ""


class Surroundings(NamedTuple):
    """What is known of the world around a definition, as values: no rule reads a disk.

    Attributes:
        neighbours: The other agents; the one that is judged may be among them.
        exists: Whether there is something at a path of the project; None where nobody can tell.
        leaks: What another program has found, by the path of the definition.
    """

    neighbours: tuple[Neighbour, ...] = ()
    exists: Callable[[str], bool] | None = None
    leaks: Mapping[str, tuple[Leak, ...]] = MappingProxyType({})


NOWHERE = Surroundings()
"""Nothing is known of the world around."""


def neighbours_of(definitions: Iterable[Definition], source: str = "") -> tuple[Neighbour, ...]:
    """Agents as those around them see them."""
    return tuple(Neighbour(known_as(one), one.host, one.path, source) for one in definitions)


def known_as(definition: Definition) -> str:
    """The name by which the main host of a definition knows its agent."""
    reading = next(iter(definition.hosts), None)
    return (reading and reading.identity) or definition.name


class Scene:
    """A definition and its surroundings; what the rules ask of its prompt is read once, when it is asked.

    Attributes:
        definition: The definition.
        surroundings: What is known around it.
        text: The whole file.
    """

    def __init__(self, definition: Definition, surroundings: Surroundings) -> None:
        self.definition = definition
        self.surroundings = surroundings
        self.text = definition.document.text

    @cached_property
    def outline(self) -> Outline:
        """The prompt as units."""
        return outline(self.definition)

    @cached_property
    def _fences(self) -> list[Span]:
        return [block.span for block in self.outline.prompt.blocks if block.kind is BlockKind.FENCE]

    def is_sample(self, place: int) -> bool:
        """Whether a place of the prompt is in a fence: what stands there is shown, not said."""
        before = bisect_right(self._fences, (place, len(self.text))) - 1
        return before >= 0 and place < self._fences[before].end

    @cached_property
    def secrets(self) -> list[Leak]:
        """The secrets in the file: ours, and those that another program found where we saw none."""
        found: list[Leak] = []
        others = self.surroundings.leaks.get(self.definition.path, ())
        ours = (Leak(one.what, one.span) for one in find_secrets(self.text))
        for what, span in (*ours, *others):
            if not any(span.start < other.end and other.start < span.end for _, other in found):
                found.append(Leak(what, span))
        return found

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """What the prompt names that lies outside it."""
        return read_references(self.text, self.definition.document.body)
