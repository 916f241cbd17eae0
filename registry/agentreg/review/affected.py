"""Who is affected: the variants of a fleet that descend from what a review looks at."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from agentreg.records import NamedTuple
from agentreg.review.additions import Affected
from agentreg.review.values import AgentReview, Review
from agentreg.variants.lock import LockEntry
from agentreg.variants.standing import base_name
from agentreg.variants.survey import Reading

_URL = re.compile(r"(?:https?|ssh|git)://(?:[^/@]*@)?(?P<host>[^/:@]+)(?::\d*)?/(?P<path>.+)", re.IGNORECASE)
# A single letter before the colon is a drive of Windows.
_SCP = re.compile(r"(?:[^/@:]*@)?(?P<host>[^/:@\\]{2,}):(?!//)(?P<path>.+)")


class Origin(NamedTuple):
    """What variants call the repository that is reviewed.

    Attributes:
        address: Its remote, by any protocol; empty for none.
        names: What this registry calls it as a source.
    """

    address: str = ""
    names: frozenset[str] = frozenset()

    def is_of(self, entry: LockEntry) -> bool:
        """Whether a variant comes from there: by its address, or as a source of this registry."""
        place = address(entry.source)
        name = entry.base.partition("/")[0].casefold()
        return name in self.names or (bool(place) and place == address(self.address))


def address(url: str) -> str:
    """`host/path` of a URL, the same for every protocol; empty for a path on disk."""
    found = _URL.fullmatch(url) or _SCP.fullmatch(url)
    if found is None:
        return ""
    return f"{found['host'].casefold()}/{found['path'].strip('/').removesuffix('.git')}"


def with_affected(review: Review, origin: Origin, readings: Iterable[Reading]) -> Review:
    """A review in which each agent that was there before names the variants that descend from it.

    Args:
        review: The review.
        origin: The repository that it is about.
        readings: The projects of a fleet as they were read; those that could not be have no variants.
    """
    variants: dict[str, list[Affected]] = defaultdict(list)
    for reading in readings:
        for base, variant in _variants(reading, origin):
            variants[base].append(variant)
    return review._replace(agents=tuple(_with(agent, variants) for agent in review.agents))


def _variants(reading: Reading, origin: Origin) -> Iterator[tuple[str, Affected]]:
    """Each variant that comes from the repository, with the name or path of its base there."""
    for variant in reading.manifest.variants:
        entry = variant.locked
        if entry and origin.is_of(entry):
            base = entry.base.partition("/")[2].casefold()
            yield base, Affected(reading.name, entry.path, base_name(entry))


def _with(agent: AgentReview, variants: dict[str, list[Affected]]) -> AgentReview:
    if agent.was is None or agent.is_bystander or not variants:
        return agent
    called = dict.fromkeys(text.casefold() for text in (*agent.names, *agent.paths))
    return agent._replace(affected=tuple(sorted(one for name in called for one in variants.get(name, ()))))
