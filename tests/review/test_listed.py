"""An agent that a plugin's manifest lists is loaded from a folder that no host would read otherwise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from agentreg.git.process import Git
from agentreg.review.ranges import StateOf, Tree, around, review_range
from agentreg.review.values import Review
from agentreg.sources.revision import commit_tree
from support.cli import run_cli
from support.repos import build_repo, git

AGENT = "---\nname: a\ndescription: Looks at the freight.\n---\nLook at the freight of every harbour twice.\n"
PLUGIN, MARKET = ".claude-plugin/plugin.json", ".claude-plugin/marketplace.json"
PROJECT = ".claude/agents/a.md"


def plugin(*agents: str) -> str:
    return json.dumps({"name": "p", **({"agents": agents} if agents else {})})


def offering(source: str) -> str:
    return json.dumps({"name": "m", "plugins": [{"name": "p", "source": source}]})


MOVES = [
    ("to a plugin that the repository is", {PLUGIN: plugin()}, PROJECT, "agents/a.md", False),
    ("to a folder below its agents", {PLUGIN: plugin()}, PROJECT, "agents/team/a.md", False),
    ("to a plugin that a marketplace offers", {MARKET: offering("./")}, PROJECT, "agents/a.md", False),
    ("to one that it offers as a dot", {MARKET: offering(".")}, PROJECT, "agents/a.md", False),
    ("to one in a folder of its own", {MARKET: offering("./kit")}, PROJECT, "kit/agents/a.md", False),
    ("to a plugin that lists the file", {PLUGIN: plugin("./a.md")}, PROJECT, "a.md", False),
    ("to a plugin elsewhere", {"kit/" + PLUGIN: plugin()}, PROJECT, "agents/a.md", True),
    ("to no agents of it", {PLUGIN: plugin()}, PROJECT, "docs/a.md", True),
    ("to where there is no plugin", {}, PROJECT, "agents/a.md", True),
    ("to a plugin that nobody can read", {PLUGIN: "{"}, PROJECT, "agents/a.md", True),
    ("from a plugin", {PLUGIN: plugin()}, "agents/a.md", "docs/a.md", True),
    ("from a plugin to the project", {PLUGIN: plugin()}, "agents/a.md", PROJECT, False),
    ("inside a plugin", {PLUGIN: plugin("./team")}, "agents/a.md", "team/a.md", False),
    ("from nowhere to nowhere", {}, "agents/a.md", "docs/a.md", False),
]


@pytest.mark.parametrize("state_of", [around, None], ids=["review", "diff"])
@pytest.mark.parametrize(
    ("manifests", "before", "after", "is_withdrawn"),
    [row[1:] for row in MOVES],
    ids=[row[0] for row in MOVES],
)
def test_a_move_withdraws_an_agent_where_nothing_loads_it_any_more(
    tmp_path: Path,
    manifests: dict[str, str],
    before: str,
    after: str,
    state_of: StateOf | None,
    *,
    is_withdrawn: bool,
) -> None:
    repo = build_repo(tmp_path / "repo", [{**manifests, before: AGENT}, {before: None, after: AGENT}])
    assert withdrawn(repo, state_of) == (["a"] if is_withdrawn else [])


def test_the_manifest_may_come_or_go_with_the_move(tmp_path: Path) -> None:
    steps: list[dict[str, str | None]] = [
        {PROJECT: AGENT},
        {PROJECT: None, "agents/a.md": AGENT, PLUGIN: plugin()},
        {"agents/a.md": None, PLUGIN: None, "docs/a.md": AGENT},
    ]
    repo = build_repo(tmp_path / "repo", steps)
    assert withdrawn(repo, around) == []
    assert withdrawn(repo, around, "v2", "v3") == ["a"]


def test_two_folders_are_told_alike(tmp_path: Path) -> None:
    for name, path in (("one", PROJECT), ("two", "agents/a.md")):
        for place, text in ((path, AGENT), (PLUGIN, plugin())):
            file = tmp_path / name / place
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    told = run_cli("-C", tmp_path, "diff", "one", "two", "-v").out
    assert "agent-file-was-moved" in told
    assert "agent-was-withdrawn" not in told


def test_what_was_no_agent_has_the_version_of_its_plugin_all_the_same(tmp_path: Path) -> None:
    place = "kit/agents/a.md"
    version = {"kit/" + PLUGIN: json.dumps({"version": "1.0.0"})}
    repo = build_repo(tmp_path / "repo", [{**version, place: "Notes.\n"}, {place: AGENT}])
    (agent,) = reviewed(repo, around).agents
    assert agent.advice
    assert agent.advice.before == agent.advice.after == "1.0.0"


LEAD = ".claude/agents/lead.md"
CALLING = "---\nname: lead\ndescription: Leads.\ntools: Read, Task(a)\n---\n\nYou lead.\n"


CALLED = [
    (PROJECT, "docs/a.md", ["name-is-gone"]),
    (PROJECT, "agents/a.md", []),
    ("agents/a.md", "docs/a.md", ["name-is-gone"]),
    ("agents/a.md", PROJECT, []),
    ("notes/a.md", "docs/a.md", []),
]


@pytest.mark.parametrize(("before", "after", "told"), CALLED)
def test_who_calls_it_misses_it_only_where_it_was_withdrawn(
    tmp_path: Path, before: str, after: str, told: list[str]
) -> None:
    steps: list[dict[str, str | None]] = [
        {PLUGIN: plugin(), before: AGENT, LEAD: CALLING},
        {before: None, after: AGENT},
    ]
    agents = reviewed(build_repo(tmp_path / "repo", steps), around).agents
    assert [one.rule for agent in agents if agent.is_bystander for one in agent.findings] == told


def reviewed(repo: Path, state_of: StateOf | None, before: str = "v1", after: str = "v2") -> Review:
    oids = [git(repo, "rev-parse", name) for name in (before, after)]
    trees = [Tree(oid, commit_tree(Git(repo / ".git"), oid), f"{oid}:", oid) for oid in oids]
    return review_range(*trees, state_of=state_of)


def withdrawn(repo: Path, state_of: StateOf | None, before: str = "v1", after: str = "v2") -> list[str]:
    agents = reviewed(repo, state_of, before, after).agents
    return [
        agent.name for agent in agents if any(one.rule == "agent-was-withdrawn" for one in agent.findings)
    ]
