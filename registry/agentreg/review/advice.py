"""The version that a change asks for, against the one that somebody declared."""

from __future__ import annotations

from collections.abc import Iterable

from agentreg.formats.manifests import PluginManifest, plugins_above, stated_version
from agentreg.index.semver import Version, parse_version
from agentreg.model.definition import Definition
from agentreg.review.additions import Advice, VersionFit
from agentreg.review.values import AgentReview, Side
from agentreg.rules.finding import Bump


def advise(before: str, after: str, bump: Bump) -> Advice:
    """How a declared version fits a change.

    Args:
        before: The version declared before; empty for none.
        after: The version declared now; empty for none.
        bump: What the change asks for.

    Returns:
        The advice. Before 1.0.0 nothing is promised: there a minor bump is enough for what breaks, and a
        patch for anything else.
    """
    one, other = parse_version(before), parse_version(after)
    wanted = _bumped(one, bump) if one else None
    return Advice(_fit(one, other, wanted), before, after, _text(wanted) if wanted else "")


def unsure(advice: Advice) -> Advice:
    """The advice where not all could be compared: what is missing may ask for as much as a major version.

    Args:
        advice: What follows from the rest.

    Returns:
        The same where nothing could make it another; else one that is unknown and wants this at least.
    """
    most = advise(advice.before, advice.after, Bump.MAJOR)
    is_known = most.fit is advice.fit and (bool(advice.after) or most.wanted == advice.wanted)
    return advice if is_known else advice._replace(fit=VersionFit.UNKNOWN)


def _fit(before: Version | None, after: Version | None, wanted: Version | None) -> VersionFit:
    if after is None:
        return VersionFit.UNDECLARED
    if before is None or wanted is None:
        return VersionFit.FITS
    if after < before:
        return VersionFit.LOWERED
    if after >= wanted or before == wanted:
        return VersionFit.FITS
    return VersionFit.KEPT if after == before else VersionFit.TOO_SMALL


def _bumped(version: Version, bump: Bump) -> Version:
    major, minor, patch = version.core
    if bump is Bump.NONE:
        return version
    if version.is_prerelease:
        # The release that a pre-release announces is newer than it, whatever changed.
        return Version(*version.core)
    match bump, bool(major):
        case Bump.MAJOR, True:
            return Version(major + 1)
        case (Bump.MINOR, True) | (Bump.MAJOR, False):
            return Version(major, minor + 1)
        case _:
            return Version(major, minor, patch + 1)


def _text(version: Version) -> str:
    return ".".join(map(str, version.core))


def declared_in(manifests: Iterable[PluginManifest], definitions: Iterable[Definition]) -> dict[str, str]:
    """The declared versions of some definitions, by path; nothing for those without one.

    Args:
        manifests: Those of the plugins above them.
        definitions: The definitions.

    Returns:
        What each states itself, else what the manifest of the plugin says that it is part of: the nearest one
        in a folder above it.
    """
    stated = {manifest.path: stated_version(manifest) for manifest in manifests}
    versions = {}
    for one in definitions:
        nearest = next((stated[path] for path in plugins_above(one.path) if path in stated), "")
        if version := next(filter(parse_version, (one.version, nearest)), ""):
            versions[one.path] = version
    return versions


def advised(agent: AgentReview, before: dict[str, str], after: dict[str, str]) -> AgentReview:
    """An agent with its declared versions, and how they fit what changed in it.

    Args:
        agent: The agent.
        before: The declared versions of the one tree, by path.
        after: Those of the other.
    """
    one, other = _with_version(agent.before, before), _with_version(agent.after, after)
    agent = agent._replace(before=one, after=other)
    if agent.is_copy or one is None or other is None:
        return agent
    return agent._replace(advice=advise(one.version, other.version, agent.bump))


def _with_version(side: Side | None, versions: dict[str, str]) -> Side | None:
    return side._replace(version=versions.get(side.path, "")) if side else None
