"""What a rule about one state looks at: a definition, and what is known of the world around it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import PurePosixPath
from types import MappingProxyType

from agentreg.diff.mentions import Sort, read_mentions
from agentreg.diff.units import Outline, outline
from agentreg.formats.near_names import folded_name
from agentreg.formats.references import read_references
from agentreg.formats.secrets import find_secrets
from agentreg.model.definition import Definition, Host, Kind
from agentreg.model.document import Span
from agentreg.model.leak import Leak
from agentreg.model.outward import Reference
from agentreg.model.prompt import BlockKind
from agentreg.records import NamedTuple
from agentreg.rules.state.elsewhere import NOTHING_ELSEWHERE, Elsewhere


class Neighbour(NamedTuple):
    """Another agent of the project, which could be taken for the one that is judged.

    Attributes:
        name: The name by which its main host knows it.
        host: Its main host.
        path: Its path.
        definition: All of it; None where no other agent has its name, with any host.
    """

    name: str
    host: Host
    path: str
    definition: Definition | None = None


Called = tuple[Kind, str]
"""What somebody calls by its name: an agent, a skill or a command."""


class Lost(NamedTuple):
    """What was around before a change, and is no more, each with the cause: a sentence without its end.

    Attributes:
        paths: Files and folders that are gone.
        names: What nobody calls so any more: every place where it was, with the cause there.
        newcomers: The paths of agents that came, or took another name.
        unlisted: The paths of agents that no manifest lists any more, each with the one that did.
        in_part: Of the names, those by which some host still finds the agent: a prompt may mean that one.
    """

    paths: Mapping[str, str] = MappingProxyType({})
    names: Mapping[Called, Mapping[str, str]] = MappingProxyType({})
    newcomers: Mapping[str, str] = MappingProxyType({})
    unlisted: Mapping[str, str] = MappingProxyType({})
    in_part: frozenset[Called] = frozenset()


_CALLED_AS = {Kind.PROMPT: Kind.COMMAND}
NOTHING_LOST = Lost()


class Surroundings(NamedTuple):
    """What is known of the world around a definition, as values: no rule reads a disk.

    Attributes:
        neighbours: The other agents of the project; the one that is judged may be among them.
        exists: Whether there is something at a path of the project; None where nobody can tell.
        leaks: What another program has found, by the path of the definition.
        places: All files and folders of the project; none where nobody has listed them.
        names: Where each agent, skill and command of the project is, by its name.
        listed: What manifests of plugins and marketplaces list (`listed_places`), each with its manifest.
        broken: The manifests that cannot be read, and so list nothing.
        lost: What a change took away; nothing where one state is all that is known.
        elsewhere: The agents of other sources.
    """

    neighbours: tuple[Neighbour, ...] = ()
    exists: Callable[[str], bool] | None = None
    leaks: Mapping[str, tuple[Leak, ...]] = MappingProxyType({})
    places: frozenset[str] = frozenset()
    names: Mapping[Called, tuple[str, ...]] = MappingProxyType({})
    listed: Mapping[str, str] = MappingProxyType({})
    broken: frozenset[str] = frozenset()
    lost: Lost = NOTHING_LOST
    elsewhere: Elsewhere = NOTHING_ELSEWHERE


NOWHERE = Surroundings()
"""Nothing is known of the world around."""


def neighbours_of(definitions: Iterable[Definition]) -> tuple[Neighbour, ...]:
    """Agents as those around them see them."""
    agents = tuple(definitions)
    named = [_folded_names(one) for one in agents]
    count = Counter(name for names in named for name in names)
    return tuple(
        Neighbour(one.known_as, one.host, one.path, one if any(count[name] > 1 for name in names) else None)
        for one, names in zip(agents, named, strict=True)
    )


def _folded_names(definition: Definition) -> frozenset[str]:
    """What any host may know an agent by."""
    identities = (reading.identity for reading in definition.hosts)
    return frozenset(folded_name(name) for name in (definition.known_as, *identities) if name)


def names_of(definitions: Iterable[Definition]) -> dict[Called, tuple[str, ...]]:
    """Where each agent, skill and command is, by the names that others call it by.

    Args:
        definitions: All that a project has, other kinds of file included.
    """
    found: dict[Called, list[str]] = defaultdict(list)
    for one in definitions:
        for name in _names(one):
            found[_CALLED_AS.get(one.kind, one.kind), name].append(one.path)
    return {called: tuple(paths) for called, paths in found.items()}


def _names(definition: Definition) -> Iterable[str]:
    path = PurePosixPath(definition.path)
    match definition.kind:
        case Kind.AGENT:
            return filter(None, {definition.name, definition.known_as})
        case Kind.SKILL:
            return filter(None, {definition.frontmatter.text("name") or path.parent.name})
        case Kind.COMMAND | Kind.PROMPT:
            return {path.name.partition(".")[0]}
        case _:
            return ()


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

    @cached_property
    def references_of_fields(self) -> tuple[Reference, ...]:
        """What the frontmatter names that lies outside it: the script of a hook, say."""
        return read_references(self.text, Span(0, self.definition.document.body.start))

    @cached_property
    def outputs(self) -> frozenset[Span]:
        """Where the prompt names files that it writes."""
        every = read_mentions(self.outline).by_place.values()
        return frozenset(
            mention.span for mentions in every for mention in mentions if mention.sort is Sort.OUTPUT
        )
