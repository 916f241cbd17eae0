"""A registry of two sources, for the commands that ask the index."""

import os
from pathlib import Path
from unittest import mock

import pytest

from support.cli import run_cli
from support.indexed import definition
from support.repos import build_repo, git
from support.variants import collection

REVIEWER = definition(
    "reviewer",
    "## Steps",
    "1. Read the diff.",
    "2. Say what is wrong.",
    "",
    "You must be brief.",
    version="1.0.0",
)
WRITER = "---\nname: writer\ndescription: Writes.\nmodel: opus\n---\n\nWrite it down.\n"


@pytest.fixture
def team(tmp_path: Path) -> Path:
    """The collection of bases from which the variants of a test come."""
    return collection(tmp_path / "team")


@pytest.fixture(scope="session")
def two_sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two repositories, made once: agents with versions, a rename, a move, one deleted."""
    folder = tmp_path_factory.mktemp("built")
    team = build_repo(
        folder / "team",
        [
            {".claude/agents/reviewer.md": REVIEWER, ".claude/agents/old.md": definition("old")},
            {
                ".claude/agents/reviewer.md": REVIEWER.replace("tools: Read", "tools: Read, Bash").replace(
                    "1.0.0", "1.1.0"
                )
            },
            {".claude/agents/old.md": None},
        ],
    )
    git(team, "tag", "v1.0.5", "v1")
    docs = build_repo(
        folder / "docs",
        [
            {"agents/writer.md": WRITER},
            {
                "agents/writer.md": None,
                "moved/writer.md": WRITER,
            },
        ],
    )
    git(docs, "tag", "-d", "v1", "v2")
    return folder


@pytest.fixture(scope="session")
def indexed(two_sources: Path) -> Path:
    """A registry of both, indexed once for all tests; `cache` beside it has its index."""
    folder = two_sources / "work"
    folder.mkdir()
    with mock.patch.dict(os.environ, AGENTREG_CACHE=str(two_sources / "cache")):
        for arguments in (["init"], ["add", "../team", "../docs"], ["index"]):
            assert run_cli("-C", folder, *arguments).code == 0
    return folder


@pytest.fixture
def work(indexed: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The registry, to be asked and not changed."""
    monkeypatch.setenv("AGENTREG_CACHE", str(indexed.parent / "cache"))
    return indexed
