"""Where the material for tests and evaluations over real files is, when it is there at all.

It is not part of the project: tests that need it carry `@requires_shared` and are skipped without it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _find() -> Path | None:
    chosen = os.environ.get("AGENTREG_SHARED")
    folder = Path(chosen) if chosen else ROOT.parent / "shared"
    return folder if (folder / "corpus").is_dir() else None


SHARED = _find()
"""The folder with `corpus/` and the seeds, or None."""

BUNDLES = tuple(sorted((SHARED / "corpus").rglob("*.bundle"))) if SHARED else ()
"""The Git bundles of the corpus, sorted by name."""

requires_shared = pytest.mark.skipif(
    SHARED is None,
    reason="needs the corpus: set AGENTREG_SHARED to its folder, or put it beside the checkout as `shared`",
)
"""Marks a test that reads the corpus or the seeds."""
