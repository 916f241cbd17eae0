"""Variants and where they stand, as values."""

from __future__ import annotations

from agentreg.config.values import VariantConfig
from agentreg.variants.drift import Drift
from agentreg.variants.lock import LockEntry
from agentreg.variants.manifest import Variant
from agentreg.variants.standing import Base, Standing


def standing(base: str, drift: Drift, behind: int | None = 0) -> Standing:
    """A variant `agents/a.md`, locked to 1.0.0 of a base whose newest revision has no version."""
    locked = LockEntry("agents/a.md", base, "1.0.0", "../team", "a" * 40, "b" * 40, "c" * 64)
    newest = Base(b"", "agents/a.md", "", "../team", "d" * 40, "e" * 40)
    return Standing(Variant(VariantConfig("agents/a.md", base), locked), drift, b"", newest, b"", behind)
