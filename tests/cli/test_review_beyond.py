"""What a review tells beyond its two trees: versions, variants of a fleet, copies in other sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.cli import run_cli
from support.repos import build_repo, git
from support.variants import REVIEWER, collection, project, tracked
from support.workers import agent, released


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    return released(tmp_path / "repo")


def versioned(version: str, tools: str = "Read") -> str:
    return agent(tools).replace("tools:", f"version: {version}\ntools:")


def test_the_version_asked_for_stands_beside_the_declared_one(tmp_path: Path) -> None:
    manifest = "plugins/p/.claude-plugin/plugin.json"
    repo = build_repo(
        tmp_path / "repo",
        [
            {
                "a.md": versioned("1.0.0"),
                "plugins/p/agents/b.md": agent(name="b"),
                manifest: '{"version": "2.0"}',
            },
            {"a.md": versioned("1.0.1", "Read, Bash"), "plugins/p/agents/b.md": agent("Read, Bash", "b")},
        ],
    )
    git(repo, "tag", "v3.1.0", "v1")
    told = run_cli("-C", repo, "review", "v1..v2", "--json").data
    assert {one["agent"]: one["advice"] for one in told["agents"]} == {
        "worker": {"fit": "too small", "before": "1.0.0", "after": "1.0.1", "wanted": "1.1.0"},
        "b": {"fit": "kept", "before": "2.0", "after": "2.0", "wanted": "2.1.0"},
    }
    assert told["release"] == {"fit": "undeclared", "before": "3.1.0", "after": "", "wanted": "3.2.0"}
    git(repo, "tag", "v3.1.1", "v2")
    assert run_cli("-C", repo, "review", "v1..v2", "--json").data["release"]["fit"] == "too small"


def test_the_variants_of_a_fleet_are_named(tmp_path: Path) -> None:
    source = collection(tmp_path / "team")
    shop = project(tmp_path / "shop", source)
    tracked(shop, "team/reviewer@1.1.0")
    (source / "agentreg.toml").write_text(
        '[[source]]\nname = "team"\nlocation = "."\n[fleet]\nrepositories = ["../shop", "../gone"]\n'
    )
    (tmp_path / "gone").mkdir()
    ran = run_cli("-C", source, "review", "v1.1.0..v2.0.0", "--json")
    affected = [{"repository": "../shop", "path": REVIEWER, "version": "1.1.0"}]
    assert [one["affected"] for one in ran.data["agents"]] == [affected]
    assert "../gone was not looked into for variants" in ran.err
    (source / "agentreg.toml").write_text("")
    assert run_cli("-C", source, "review", "v1.1.0..v2.0.0", "--json").data["agents"][0]["affected"] == []


def test_copies_in_other_sources_are_told_apart_from_variants(tmp_path: Path) -> None:
    source = collection(tmp_path / "team")
    shop = project(tmp_path / "shop", source)
    tracked(shop, "team/reviewer@1.1.0")
    text = git(source, "show", "v1.1.0:agents/reviewer.md")
    other = build_repo(tmp_path / "other", [{".claude/agents/reviewer.md": f"{text}\n"}])
    (source / "agentreg.toml").write_text(
        '[[source]]\nname = "team"\nlocation = "."\n[[source]]\nname = "shop"\nlocation = "../shop"\n'
        f'[[source]]\nname = "other"\nlocation = "{other}"\n[fleet]\nrepositories = ["../shop"]\n'
    )
    range_ = ("-C", source, "review", "v1.1.0..v2.0.0")
    unindexed = run_cli(*range_, "--json")
    assert unindexed.data["agents"][0]["copies"] == []
    assert "no copies were looked for: nothing is indexed here" in unindexed.err
    assert run_cli("-C", source, "index").code == 0
    (agent,) = run_cli(*range_, "--json").data["agents"]
    assert [one["repository"] for one in agent["affected"]] == ["../shop"]
    path = ".claude/agents/reviewer.md"
    assert agent["copies"] == [{"source": "other", "path": path, "share": 1.0, "exact": True}]
    told = run_cli(*range_).out
    assert "copies, not tracked: 1 in 1 source (1 with the same text): other (1);" in told.replace("\n", " ")
    assert f"  copies, not tracked: other/{path}" in told


def test_where_a_tracked_variant_is_from_is_no_copy_of_it(tmp_path: Path) -> None:
    shop = project(tmp_path / "shop", collection(tmp_path / "team"))
    tracked(shop, "team/reviewer@1.1.0")
    (shop / REVIEWER).write_text((shop / REVIEWER).read_text() + "\nSay which test fails.\n")
    ran = run_cli("-C", shop, "review", "--worktree", "--json")
    assert [(one["agent"], one["copies"]) for one in ran.data["agents"]] == [("reviewer", [])]
    declared = (shop / "agentreg.toml").read_text().rpartition("[[variant]]")[0]
    (shop / "agentreg.toml").write_text(declared)
    (agent,) = run_cli("-C", shop, "review", "--worktree", "--json").data["agents"]
    assert {one["source"] for one in agent["copies"]} == {"team"}


def test_a_fleet_that_is_not_here_fails_no_gate(repo: Path) -> None:
    (repo / "agentreg.toml").write_text('[fleet]\nrepositories = ["../none/*"]\n')
    ran = run_cli("-C", repo, "review", "v1..v2")
    assert ran.code == 0
    assert "warning: no variants were looked for: " in ran.err
