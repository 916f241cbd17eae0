"""Versions and version ranges, as people write them for npm packages and plugins.

Agent repositories name versions loosely (`v1.2`, `2.0`, `agent-v1.2.0`), so reading is lenient: a leading `v`
and missing numbers are allowed. Ranges follow npm's meaning (`dependencies: "~2.1.0"` in plugin manifests).
"""

from __future__ import annotations

import re

from agentreg.errors import BadReference
from agentreg.records import NamedTuple

_VERSION = re.compile(
    r"[vV]?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?(?:-([0-9A-Za-z.-]{1,64}))?(?:\+[0-9A-Za-z.-]{1,64})?"
)
_TERM = re.compile(r"(\^|~|>=|<=|>|<|=)?[vV]?([0-9xX*][0-9A-Za-z.*+-]{0,80})")
_TAG = re.compile(
    r"(?:(?P<what>[^\s]{1,200}?)(?:[@/_]|--?)(?=v?\d))?[vV]?(?P<version>\d{1,9}\.\d[0-9A-Za-z.+-]{0,80})"
)
_RANGE_START = re.compile(r"[\^~<>=*]|\d+(\.\d+)?\.[xX*]$")
_WILDCARDS = frozenset({"x", "X", "*"})

# A release sorts after all its pre-releases: numbers < words < no pre-release at all.
_Rank = tuple[tuple[int, int, str], ...]
_RELEASE: _Rank = ((2, 0, ""),)


class Version(NamedTuple):
    """A version that can be ordered.

    Attributes:
        major: First number.
        minor: Second number, 0 when it is not written.
        patch: Third number, 0 when it is not written.
        rank: How pre-releases sort; a release sorts after all of its pre-releases.
    """

    major: int
    minor: int = 0
    patch: int = 0
    rank: _Rank = _RELEASE

    @property
    def is_prerelease(self) -> bool:
        """Whether this is a pre-release such as `1.0.0-rc.1`."""
        return self.rank != _RELEASE

    @property
    def core(self) -> tuple[int, int, int]:
        """The three numbers."""
        return self.major, self.minor, self.patch


class _Bound(NamedTuple):
    operator: str
    version: Version


class VersionRange(NamedTuple):
    """A set of versions: alternatives, each a list of bounds that must all hold."""

    alternatives: tuple[tuple[_Bound, ...], ...]

    def allows(self, version: Version) -> bool:
        """Whether a version is in the range; pre-releases only where the range names one of the same core."""
        return any(_holds(bounds, version) for bounds in self.alternatives)


def parse_version(text: str) -> Version | None:
    """Read a version leniently (`1.2.3`, `v1.2`, `1.0.0-rc.1`); None when the text is none."""
    found = _VERSION.fullmatch(text.strip())
    if found is None:
        return None
    major, minor, patch, pre = found.groups()
    return Version(int(major), int(minor or 0), int(patch or 0), _rank(pre))


def tagged_version(tag: str) -> tuple[str, str] | None:
    """Split a tag's short name into (what it versions, version text).

    `v1.2.0` gives `("", "1.2.0")`, `reviewer-v1.2.0`, `reviewer@1.2.0` and `reviewer/v1.2.0` give
    `("reviewer", "1.2.0")`; None when the tag ends in no version of at least two numbers.
    """
    found = _TAG.fullmatch(tag)
    if found is None or parse_version(found["version"]) is None:
        return None
    return found["what"] or "", found["version"]


def is_range(text: str) -> bool:
    """Whether a selector can only be meant as a range: it has an operator or a wildcard."""
    return "||" in text or _RANGE_START.match(text) is not None


def parse_range(text: str) -> VersionRange:
    """Read a range: `^1.2`, `~1.2.3`, `>=1.2 <2`, `1.x`, `*`, `1.2 || ^2`.

    Raises:
        BadReference: The text is no range.
    """
    return VersionRange(tuple(_alternative(part, text) for part in text.split("||")))


def _alternative(part: str, whole: str) -> tuple[_Bound, ...]:
    bounds: list[_Bound] = []
    for term in part.replace(",", " ").split() or ["*"]:
        found = _TERM.fullmatch(term)
        if found is None:
            raise BadReference(
                f"'{whole}' is not a version range", hint="write it like ^1.2, ~1.2.3, >=1.2 <2, 1.x or *"
            )
        bounds.extend(_bounds(found[1] or "", found[2], whole))
    return tuple(bounds)


def _bounds(operator: str, text: str, whole: str) -> tuple[_Bound, ...]:
    numbers = re.split(r"[-+]", text, maxsplit=1)[0].split(".")
    given = next((place for place, number in enumerate(numbers) if number in _WILDCARDS), len(numbers))
    lower = _lowest(text if given == len(numbers) else ".".join(numbers[:given]))
    if lower is None or given > 3:
        raise BadReference(f"'{text}' in '{whole}' is not a version", hint="write it like 1.2.3")
    match operator:
        case ">=" | "<" if given:
            return (_Bound(operator, lower),)
        case ">" | "<=" if given:
            upper = _after(lower, given) if given < 3 else None
            if upper is None:
                return (_Bound(operator, lower),)
            return (_Bound(">=" if operator == ">" else "<", upper),)
        case "^":
            upper = _after(lower, _first_nonzero(lower, given))
        case "~":
            upper = _after(lower, min(given, 2))
        case _:
            if given >= 3:
                return (_Bound("=", lower),)
            upper = _after(lower, given)
    return (_Bound(">=", lower),) if upper is None else (_Bound(">=", lower), _Bound("<", upper))


def _lowest(text: str) -> Version | None:
    return parse_version(text) if text else Version(0)


def _first_nonzero(version: Version, given: int) -> int:
    place = next((place for place, number in enumerate(version.core, start=1) if number), 3)
    return min(place, given)


def _after(version: Version, places: int) -> Version | None:
    """The first version that differs from this one in its first `places` numbers; None for no places."""
    match places:
        case 0:
            return None
        case 1:
            return Version(version.major + 1)
        case 2:
            return Version(version.major, version.minor + 1)
        case _:
            return Version(version.major, version.minor, version.patch + 1)


def _holds(bounds: tuple[_Bound, ...], version: Version) -> bool:
    if version.is_prerelease and not any(
        bound.version.is_prerelease and bound.version.core == version.core for bound in bounds
    ):
        return False
    return all(_compare(bound.operator, version, bound.version) for bound in bounds)


def _compare(operator: str, version: Version, bound: Version) -> bool:
    match operator:
        case ">=":
            return version >= bound
        case ">":
            return version > bound
        case "<=":
            return version <= bound
        case "<":
            return version < bound
        case _:
            return version == bound


def _rank(prerelease: str | None) -> _Rank:
    if prerelease is None:
        return _RELEASE
    return tuple(
        (0, int(part), "") if part.isdigit() and len(part) < 10 else (1, 0, part)
        for part in prerelease.split(".")
    )
