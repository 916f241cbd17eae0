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

_URL = re.compile(r"(?:https?|ssh|git)://(?:[^/@]*@)?(?P<host>[^/:@]+)(?::\d*)?/(?P<path>.+)", re.IGNORECASE)
# A single letter before the colon is a drive of Windows.
_SCP = re.compile(r"(?:[^/@:]*@)?(?P<host>[^/:@\\]{2,}):(?!//)(?P<path>.+)")


class Descent(NamedTuple):
    """What a project says of a variant's base, and by what the repository of that base is known from there.

    Attributes:
        repository: The project's name in the fleet.
        entry: The variant's entry in its lock.
        marks: What is the same for all that is one repository: `address` of its URL, its places on this disk,
            and those of its `origin`; none where nobody can tell, as for a path on another machine.
    """

    repository: str
    entry: LockEntry
    marks: frozenset[str] = frozenset()


class Origin(NamedTuple):
    """By what variants may know the repository that is reviewed.

    Attributes:
        marks: As of a `Descent`.
        address: The `address` of its remote, which is one of them; empty for none.
        names: What this registry calls it as a source.
        others: What this registry calls its other sources.
        commits: Those commits of locks that are in it.
    """

    marks: frozenset[str] = frozenset()
    address: str = ""
    names: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    commits: frozenset[str] = frozenset()

    def is_of(self, descent: Descent) -> bool:
        """Whether a variant comes from there.

        A fleet follows the names of its registry. Otherwise the places decide, and where those cannot be
        compared, the history that holds the text which was locked.
        """
        if _source(descent) in self.names or descent.marks & self.marks:
            return True
        return not self.is_elsewhere(descent) and descent.entry.commit in self.commits

    def is_elsewhere(self, descent: Descent) -> bool:
        """Whether a variant is known to come from another repository."""
        return _source(descent) in self.others or self.is_another(descent.entry.source, descent.marks)

    def is_another(self, location: str, marks: frozenset[str]) -> bool:
        """Whether what lies at a location is known to be no clone of it, nor it itself."""
        is_comparable = bool(marks) and bool(self.address or not address(location))
        return is_comparable and not marks & self.marks


def address(url: str) -> str:
    """`host/path` of a URL, the same for every protocol; empty for a path on disk.

    Capitals make no difference: the great forges make none, and nobody has two such repositories on one host.
    """
    found = _URL.fullmatch(url) or _SCP.fullmatch(url)
    if found is None:
        return ""
    path = found["path"].strip("/").removesuffix(".git").rstrip("/")
    return f"{found['host']}/{path}".casefold()


def with_affected(review: Review, origin: Origin, descents: Iterable[Descent]) -> Review:
    """A review in which each agent that was there before names the variants that descend from it.

    Args:
        review: The review.
        origin: The repository that it is about.
        descents: The variants of a fleet.
    """
    variants: dict[str, list[Affected]] = defaultdict(list)
    for descent in filter(origin.is_of, descents):
        entry = descent.entry
        variants[_agent(descent)].append(Affected(descent.repository, entry.path, base_name(entry)))
    return review._replace(agents=tuple(_with(agent, variants) for agent in review.agents))


def undecided(review: Review, origin: Origin, descents: Iterable[Descent]) -> Iterator[Descent]:
    """The variants of which nothing says whether they descend from an agent of the review, or a namesake.

    Args:
        review: The review.
        origin: The repository that it is about.
        descents: The variants of a fleet.
    """
    named = {name for agent in review.agents if _is_asked(agent) for name in _called(agent)}
    for descent in descents:
        if _agent(descent) in named and not origin.is_of(descent) and not origin.is_elsewhere(descent):
            yield descent


def _source(descent: Descent) -> str:
    return descent.entry.base.partition("/")[0].casefold()


def _agent(descent: Descent) -> str:
    """The name or path of the base in its repository."""
    return descent.entry.base.partition("/")[2].casefold()


def _is_asked(agent: AgentReview) -> bool:
    return agent.was is not None and not agent.is_bystander


def _called(agent: AgentReview) -> Iterable[str]:
    return dict.fromkeys(text.casefold() for text in (*agent.names, *agent.paths))


def _with(agent: AgentReview, variants: dict[str, list[Affected]]) -> AgentReview:
    if not _is_asked(agent) or not variants:
        return agent
    found = (one for name in _called(agent) for one in variants.get(name, ()))
    return agent._replace(affected=tuple(sorted(found)))
