from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.cli import run_cli
from support.repos import build_repo

AGENT = "---\nname: reviewer\ndescription: Reviews changes.\n---\nYou review changes.\n"


@pytest.fixture
def registry(house: Path) -> Path:
    build_repo(house / "base", [{"agents/reviewer.md": AGENT}])
    build_repo(house / "team", [{"README.md": "nothing here\n"}])
    run_cli("init", "registry")
    run_cli("-C", house / "registry", "add", "../base", "../team")
    return house / "registry"


def test_sources_that_were_never_indexed_are_listed(registry: Path) -> None:
    ran = run_cli("-C", registry, "sources")
    assert ran.out.splitlines() == [
        "source  agents  indexed  location",
        "base            never    ../base",
        "team            never    ../team",
    ]


def test_indexed_sources_tell_their_agents_and_the_day(registry: Path) -> None:
    run_cli("-C", registry, "index")
    lines = [line.split() for line in run_cli("-C", registry, "sources").out.splitlines()[1:]]
    assert [(line[0], line[1], line[3]) for line in lines] == [
        ("base", "1", "../base"),
        ("team", "0", "../team"),
    ]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", line[2]) for line in lines)


def test_sources_are_told_as_json(registry: Path) -> None:
    run_cli("-C", registry, "index", "base")
    base, team = run_cli("-C", registry, "sources", "--json").data
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", base.pop("indexed"))
    assert base == {
        "name": "base",
        "location": "../base",
        "pulls": False,
        "include": [],
        "exclude": [],
        "agents": 1,
    }
    assert (team["agents"], team["indexed"]) == (None, None)


def test_an_empty_registry_says_how_to_go_on() -> None:
    run_cli("init")
    ran = run_cli("sources")
    assert (ran.code, ran.out) == (0, "")
    assert "agentreg add" in ran.err
