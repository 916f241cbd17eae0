"""All agents of two trees of a repository, compared; and which release a review starts from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Protocol

from agentreg.formats.manifests import flaws
from agentreg.formats.plugin_lists import listings
from agentreg.git.refs import SEARCHED, Ref
from agentreg.index.semver import Version, parse_version, tagged_version
from agentreg.index.versions import TAGS, WHOLE
from agentreg.model.definition import Kind
from agentreg.records import NamedTuple
from agentreg.review.advice import advise, advised, declared_in, unsure
from agentreg.review.compare import Each, Judge, review_trees
from agentreg.review.scan import Look
from agentreg.review.values import Review, Scope
from agentreg.sources.collection import Collection, with_manifests

if TYPE_CHECKING:
    from agentreg.rules.settle import Terms
    from agentreg.rules.state.scene import Surroundings
    from agentreg.sources.modules import Module


class Files(Protocol):
    """The files of a tree, wherever it is."""

    def definitions(self) -> Collection:
        """Every definition."""
        ...

    def texts(self, paths: Iterable[str]) -> dict[str, bytes]:
        """The contents of some files, by path; nothing for what is no file here."""
        ...

    def holds(self, path: str) -> bool:
        """Whether there is a file or a folder at a path."""
        ...

    def module_at(self, path: str) -> Module | None:
        """The submodule in which a path is; None for in none."""
        ...

    def places(self) -> frozenset[str]:
        """All files, and all folders that they are in."""
        ...


class Tree(NamedTuple):
    """One side of a review.

    Attributes:
        name: How people call it.
        files: What it holds.
        label: What stands before a path of it: `v1.2.0:`; empty for the work tree.
        commit: The full commit id; empty where it is no commit.
        version: The version of the whole repository that the tag names by which people call it, else the
            highest that a tag of that commit names; empty for none.
    """

    name: str
    files: Files
    label: str = ""
    commit: str = ""
    version: str = ""


StateOf = Callable[[Files, Collection], "Surroundings"]


def around(files: Files, read: Collection) -> Surroundings:
    """What is known around the agents of a tree."""
    from agentreg.rules.state.scene import Surroundings, names_of, neighbours_of

    agents = (one for one in read.definitions if one.kind is Kind.AGENT)
    places = files.places()
    return Surroundings(
        neighbours_of(agents),
        files.holds,
        places=places,
        names=names_of(read.definitions),
        listed=listings(read.manifests),
        broken=frozenset(flaw.path for flaw in flaws(read.manifests)),
    )


def review_range(
    before: Tree,
    after: Tree,
    terms: Terms | None = None,
    *,
    state_of: StateOf | None = None,
    each: Each = map,
    look: Look | None = None,
) -> Review:
    """Compare and judge all agents of two trees.

    Args:
        before: The one side.
        after: The other.
        terms: What the project has accepted; None for nothing.
        state_of: Tells what is known around the agents of a tree (`around`): then the rules about one state
            are asked of what differs, too. None asks only those about changes.
        each: As in `review_trees`.
        look: Lets another program look for secrets, where the rules about one state are asked; None for
            nobody.

    Returns:
        The review, with its scope but for the command, and with what could not be compared.

    Raises:
        AgentregError: A tree cannot be read.
    """
    sides = before.files.definitions(), after.files.definitions()
    one, other = with_manifests(sides, (before.files.texts, after.files.texts))
    known = (state_of(before.files, one), state_of(after.files, other)) if state_of else None
    labels = before.label, after.label
    review = review_trees(one, other, labels, Judge(terms, known, look), each=each)
    versions = _declared(one, review), _declared(other, review)
    review = review._replace(
        agents=tuple(advised(agent, *versions) for agent in review.agents),
        scope=Scope(before.name, after.name, before.commit, after.commit),
    )
    if not before.version and not after.version:
        return review
    release = advise(before.version, after.version, review.bump)
    return review._replace(release=unsure(release) if review.gaps else release)


def _declared(read: Collection, review: Review) -> dict[str, str]:
    """The declared versions of the agents that differ."""
    paths = {path for agent in review.agents for path in agent.paths}
    return declared_in(read.manifests, [one for one in read.definitions if one.path in paths])


def latest_release(tags: Iterable[Ref], tip: str) -> Ref | None:
    """The release that a review starts from, where nothing else is named.

    Args:
        tags: Tags that are reachable from the tip.
        tip: The full id of the commit that is reviewed; a release of that commit itself is what it brings.

    Returns:
        The tag of the highest version of the whole repository, pre-releases left out; None for no such tag.
    """
    found = [(version, tag) for tag in tags if tag.commit != tip and (version := release_version(tag))]
    return max(found, key=lambda one: (one[0], one[1].name))[1] if found else None


def version_at(refs: Iterable[Ref], commit: str, called: str = "") -> str:
    """The version of the whole repository that a tag gives a commit.

    Args:
        refs: The refs of the repository.
        commit: The full id of the commit.
        called: How people call it: where that is such a tag, no other counts.

    Returns:
        The version, the highest of several; empty for none.
    """
    tags = [ref for ref in refs if ref.is_tag and ref.commit == commit]
    names = {f"{place}{called}" for place in SEARCHED}
    found = [(tag.name in names, version, tag.name) for tag in tags if (version := release_version(tag))]
    name = max(found)[2] if found else ""
    return (tagged_version(name.removeprefix(TAGS)) or ("", ""))[1]


def release_version(tag: Ref) -> Version | None:
    """The version of the whole repository that a tag names; None for any other tag, and for pre-releases."""
    what, text = tagged_version(tag.name.removeprefix(TAGS)) or ("-", "")
    version = parse_version(text) if what.casefold() in WHOLE else None
    return None if version is None or version.is_prerelease else version
