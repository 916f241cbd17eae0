"""A job of GitHub's for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.github_jobs import Runner


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)
