"""The agents of other sources, by the names that can be taken for one another.

They are many and each agent of a project is set against them, so that what is alike is looked up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from operator import attrgetter

from agentreg.formats.near_names import folded_name, is_near, near_keys
from agentreg.model.definition import Host
from agentreg.records import NamedTuple


class Foreigner(NamedTuple):
    """An agent of another source.

    Attributes:
        name: The name by which its main host knows it.
        host: Its main host.
        path: Its path inside its source.
        source: The source that it comes from.
    """

    name: str
    host: Host
    path: str
    source: str


class Elsewhere:
    """What other sources hold; it is not read before the first question.

    Attributes:
        agents: All of them.
    """

    def __init__(self, agents: Iterable[Foreigner] = ()) -> None:
        self.agents = tuple(agents)

    def named(self, name: str) -> tuple[Foreigner, ...]:
        """Those that have a name, as hosts compare names."""
        return tuple(self._by_name.get(folded_name(name), ()))

    def nearly_named(self, name: str) -> tuple[Foreigner, ...]:
        """Those that have almost that name, by name, source and path."""
        akin = {one for key in near_keys(name) for one in self._by_key.get(key, ())}
        found = (one for one in akin if is_near(name, one.name))
        return tuple(sorted(found, key=attrgetter("name", "source", "path")))

    @cached_property
    def _by_name(self) -> dict[str, list[Foreigner]]:
        return _grouped((folded_name(one.name), one) for one in self.agents)

    @cached_property
    def _by_key(self) -> dict[str, list[Foreigner]]:
        return _grouped((key, one) for one in self.agents for key in near_keys(one.name))


def _grouped(pairs: Iterable[tuple[str, Foreigner]]) -> dict[str, list[Foreigner]]:
    found: dict[str, list[Foreigner]] = defaultdict(list)
    for key, one in pairs:
        found[key].append(one)
    return found


NOTHING_ELSEWHERE = Elsewhere()
"""Nothing is known of other sources."""
