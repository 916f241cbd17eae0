"""Ranges of versions as a manifest writes them."""

from __future__ import annotations

from agentreg.index.selector import InRange, parse_selector
from agentreg.index.semver import parse_version
from agentreg.variants.indexed import NEWEST


def widened(declared: str, version: str) -> str:
    """A range that allows a version: the declared one where it does, else what begins with this version.

    Args:
        declared: What the manifest says: `*`, a range, a tag.
        version: The declared version of a base; empty where its source declares none.

    Returns:
        What the manifest has to say.
    """
    found, asked = parse_version(version), parse_selector(declared)
    if declared == NEWEST or not isinstance(asked, InRange):
        return declared
    if found is None:
        # Nothing but "the newest" allows a revision without a version; a range over derived ones may.
        return declared
    return declared if asked.range.allows(found) else f"^{version.removeprefix('v')}"
