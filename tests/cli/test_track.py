from __future__ import annotations

from pathlib import Path

import pytest

from agentreg.config.read import parse_config
from agentreg.config.values import VariantConfig
from agentreg.variants.lock import parse_lock
from support.cli import run_cli
from support.projects import write_files
from support.repos import commit, git
from support.variants import REVIEWER, agent, collection, edit, project


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return project(tmp_path / "shop", collection(tmp_path / "team"))


def variants_of(folder: Path) -> tuple[VariantConfig, ...]:
    return parse_config((folder / "agentreg.toml").read_text(), "agentreg.toml").variants


def locked_versions(folder: Path) -> dict[str, str]:
    lock = parse_lock((folder / "agentreg.lock").read_text(), "agentreg.lock")
    return {entry.path: entry.version for entry in lock}


def test_a_variant_starts_as_its_base_declared_and_locked(shop: Path) -> None:
    done = run_cli("-C", shop, "track", "team/planner")
    files = ".claude/agents/planner.md, agentreg.lock, agentreg.toml"
    assert done.code == 0
    assert done.err == f"next, commit {files}: `agentreg sync` works from what is committed\n"
    assert done.out == "wrote .claude/agents/planner.md\nwrote agentreg.lock\nwrote agentreg.toml\n"
    assert (shop / ".claude/agents/planner.md").read_text() == agent("planner")
    assert variants_of(shop) == (VariantConfig(".claude/agents/planner.md", "team/planner", "*"),)
    assert set(locked_versions(shop)) == {".claude/agents/planner.md"}


@pytest.mark.parametrize(
    ("reference", "options", "followed", "locked"),
    [
        ("reviewer", [], "*", "2.0.0"),
        ("team/reviewer@^1", [], "^1", "1.1.0"),
        ("reviewer@1.0.0", [], "^1.0.0", "1.0.0"),
        ("reviewer@v1.0.0", [], "^1.0.0", "1.0.0"),
        ("reviewer@~1", [], "*", "1.1.0"),
        ("reviewer@1.0.0*", [], "^1.0.0*", "1.0.0"),
        ("reviewer@^1*", [], "^1*", "2.0.0"),
        ("reviewer@1.0.0", ["--range", "1.0.0"], "1.0.0", "1.0.0"),
    ],
)
def test_the_reference_says_where_to_start_and_what_to_follow(
    shop: Path, reference: str, options: list[str], followed: str, locked: str
) -> None:
    assert run_cli("-C", shop, "track", reference, "agents/r.md", *options).code == 0
    assert variants_of(shop) == (VariantConfig("agents/r.md", "team/reviewer", followed),)
    assert locked_versions(shop) == {"agents/r.md": locked}


def test_a_range_over_derived_versions_holds_back_a_breaking_change(tmp_path: Path) -> None:
    team = collection(tmp_path / "team")
    git(team, "tag", "-d", "v1.0.0", "v1.1.0", "v2.0.0")
    shop = project(tmp_path / "shop", team)
    assert run_cli("-C", shop, "track", "reviewer@^1").code == 0
    assert variants_of(shop)[0].version == "^1"
    commit(shop, {})
    commit(team, {"agents/reviewer.md": agent("reviewer", tools="Read")})
    assert run_cli("-C", shop, "index").code == 0
    assert drifts(shop) == ["current"]
    write_files(shop, {"agentreg.toml": (shop / "agentreg.toml").read_text().replace('"^1"', '"*"')})
    commit(shop, {})
    assert drifts(shop) == ["behind"]


def drifts(folder: Path) -> list[str]:
    found = run_cli("-C", folder, "status", "--json").data["repositories"]
    return [variant["drift"] for project in found for variant in project["variants"]]


def test_a_file_that_says_something_else_is_never_overwritten(shop: Path) -> None:
    write_files(shop, {REVIEWER: "mine\n"})
    config = (shop / "agentreg.toml").read_bytes()
    done = run_cli("-C", shop, "track", "reviewer")
    assert done.code == 3
    assert "differs from its base" in done.err
    assert "--as-is" in done.err
    assert (shop / REVIEWER).read_text() == "mine\n"
    assert (shop / "agentreg.toml").read_bytes() == config
    assert not (shop / "agentreg.lock").exists()


def test_a_file_is_kept_as_a_variant_with_local_edits(shop: Path) -> None:
    write_files(shop, {REVIEWER: "mine\n"})
    done = run_cli("-C", shop, "track", "reviewer@1.0.0", "--as-is", "--owned", "model")
    assert done.code == 0
    assert (shop / REVIEWER).read_text() == "mine\n"
    assert variants_of(shop)[0].owned == ("model",)
    assert locked_versions(shop) == {REVIEWER: "1.0.0"}


def test_tracking_again_renews_the_lock_only(shop: Path) -> None:
    assert run_cli("-C", shop, "track", "reviewer@1.0.0").code == 0
    edit(shop, REVIEWER, "sonnet", "opus")
    config = (shop / "agentreg.toml").read_bytes()
    done = run_cli("-C", shop, "track", "reviewer@1.1.0", "--range", "^1.0.0", "--as-is")
    assert (done.code, done.out) == (0, "wrote agentreg.lock\n")
    assert locked_versions(shop) == {REVIEWER: "1.1.0"}
    assert (shop / "agentreg.toml").read_bytes() == config


def test_a_configuration_in_pyproject_is_edited_there(tmp_path: Path) -> None:
    collection(tmp_path / "team")
    text = '[project]\nname = "shop"\n\n[[tool.agentreg.source]]\nname = "team"\nlocation = "../team"\n'
    write_files(tmp_path / "shop", {"pyproject.toml": text})
    assert run_cli("-C", tmp_path / "shop", "index").code == 0
    done = run_cli("-C", tmp_path / "shop", "track", "reviewer")
    assert (done.code, done.err) == (0, "")
    edited = (tmp_path / "shop" / "pyproject.toml").read_text()
    assert edited.startswith(text)
    assert parse_config(edited, "pyproject.toml").variants == (VariantConfig(REVIEWER, "team/reviewer"),)
    assert "current" in run_cli("-C", tmp_path / "shop", "status").out


def test_tracking_again_keeps_what_is_declared(shop: Path) -> None:
    assert run_cli("-C", shop, "track", "reviewer@1.0.0", "--range", "^1", "--owned", "model").code == 0
    write_files(shop, {"agentreg.toml": (shop / "agentreg.toml").read_text() + 'policy = { body = "ask" }\n'})
    declared = variants_of(shop)
    edit(shop, REVIEWER, "sonnet", "opus")
    assert run_cli("-C", shop, "track", "reviewer@1.1.0", "--as-is").code == 0
    assert locked_versions(shop) == {REVIEWER: "1.1.0"}
    assert variants_of(shop) == declared
    done = run_cli("-C", shop, "track", "reviewer@2.0.0", "--as-is")
    assert (done.code, "name a version that this allows" in done.err) == (3, True)


def test_what_an_older_base_said_is_no_local_edit_and_adopt_knows_that(shop: Path) -> None:
    write_files(shop, {REVIEWER: agent("reviewer").replace("sonnet", "opus")})
    refused = run_cli("-C", shop, "track", "reviewer")
    assert f"`agentreg adopt {REVIEWER}`" in refused.err
    said = "`agentreg adopt` finds the revision that it was copied from"
    assert said in run_cli("-C", shop, "track", "reviewer", "--as-is").err
    named = run_cli("-C", shop, "track", "reviewer@1.0.0", REVIEWER, "--range", "*", "--as-is")
    assert (named.code, said in named.err) == (0, False)


@pytest.mark.parametrize(
    ("name", "said"),
    [("modle", "did you mean 'model'?"), ("bdy", "did you mean 'body'?"), ("rules", "'body'")],
)
def test_what_is_no_field_cannot_be_owned(shop: Path, name: str, said: str) -> None:
    done = run_cli("-C", shop, "track", "reviewer", "--owned", name)
    assert (done.code, said in done.err) == (2, True)
    assert not (shop / REVIEWER).exists()
    assert run_cli("-C", shop, "track", "reviewer", "--owned", "maxTurns", "--owned", "body").code == 0


def test_another_base_at_the_same_path_is_refused(shop: Path) -> None:
    assert run_cli("-C", shop, "track", "reviewer").code == 0
    done = run_cli("-C", shop, "track", "planner", REVIEWER, "--as-is")
    assert done.code == 3
    assert "is already a variant of team/reviewer" in done.err


def test_a_path_is_meant_from_where_one_stands(shop: Path) -> None:
    (shop / "docs" / "deep").mkdir(parents=True)
    assert run_cli("-C", shop / "docs" / "deep", "track", "reviewer", "../r.md").code == 0
    assert variants_of(shop)[0].path == "docs/r.md"
    assert (shop / "docs" / "r.md").exists()


@pytest.mark.parametrize("path", ["../o.md", "/abs.md", ".git/hooks/a.md", ".github/workflows/a.md", "a.sh"])
def test_a_bad_place_is_refused(shop: Path, path: str) -> None:
    done = run_cli("-C", shop, "track", "reviewer", path)
    assert done.code == 3
    assert "no place for a variant" in done.err


def test_a_linked_folder_is_not_written_through(shop: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (shop / ".claude").symlink_to(tmp_path / "elsewhere")
    done = run_cli("-C", shop, "track", "reviewer")
    assert done.code == 3
    assert ".claude is a symlink" in done.err
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_what_is_no_text_is_declared_nowhere(shop: Path) -> None:
    config = (shop / "agentreg.toml").read_bytes()
    done = run_cli("-C", shop, "track", "reviewer", "--owned", "\udcff")
    assert done.code == 2
    assert "is a field of neither" in done.err
    assert (shop / "agentreg.toml").read_bytes() == config
    assert not (shop / REVIEWER).exists()


def test_what_a_plugins_agent_may_do_here_only_is_told(tmp_path: Path) -> None:
    team = collection(tmp_path / "team")
    text = agent("guard").replace("tools:", "hooks: {Stop: []}\npermissionMode: plan\nmemory: user\ntools:")
    commit(team, {"plugins/sec/agents/guard.md": text})
    shop = project(tmp_path / "shop", team)
    done = run_cli("-C", shop, "track", "guard")
    said = "the host of its source ignores hooks, permissionMode; here that takes effect"
    assert (done.code, done.err.splitlines()[0]) == (0, f"warning: .claude/agents/guard.md: {said}")
    kept = run_cli("-C", shop, "track", "guard", "plugins/shop/agents/guard.md", "--json")
    assert (kept.code, kept.json["warnings"]) == (0, [])


def test_json_tells_what_was_declared_locked_and_written(shop: Path) -> None:
    done = run_cli("-C", shop, "track", "reviewer@1.0.0", "--json")
    assert done.data["variant"] == {
        "path": REVIEWER,
        "base": "team/reviewer",
        "version": "^1.0.0",
        "owned": [],
        "overlay": "",
        "policy": {},
    }
    assert done.data["locked"]["version"] == "1.0.0"
    assert done.data["written"] == [REVIEWER, "agentreg.lock", "agentreg.toml"]


@pytest.mark.parametrize("reference", ["team/reviwer", "team/reviewer@9.9.9", "README.md"])
def test_what_is_no_indexed_agent_is_refused(shop: Path, reference: str) -> None:
    done = run_cli("-C", shop, "track", reference)
    assert done.code == 2
    assert not (shop / "agentreg.lock").exists()


def test_without_a_registry_the_hint_says_how_to_start_one(tmp_path: Path) -> None:
    done = run_cli("-C", tmp_path, "track", "reviewer")
    assert done.code == 2
    assert "agentreg init" in done.err


@pytest.mark.parametrize(
    ("place", "start"),
    [
        (".kiro/agents/rigger.md", ".kiro/agents/rigger.md"),
        (".qwen/agents/rigger.md", ".qwen/agents/rigger.md"),
        (".openhands/agents/rigger.md", ".openhands/agents/rigger.md"),
        (".mux/agents/rigger.md", ".mux/agents/rigger.md"),
        ("kits/one/.foo/droids/rigger.md", ".foo/droids/rigger.md"),
        ("kits/one/rigger.md", ".claude/agents/rigger.md"),
    ],
)
def test_a_variant_starts_where_its_host_looks_for_it(tmp_path: Path, place: str, start: str) -> None:
    team = collection(tmp_path / "team")
    commit(team, {place: agent("rigger")}, "a rigger")
    shop = project(tmp_path / "shop", team)
    assert run_cli("-C", shop, "track", "team/rigger").code == 0
    assert (shop / start).read_text() == agent("rigger")
    assert variants_of(shop)[0].path == start


def test_a_variant_at_the_place_of_another_host_follows_its_base(tmp_path: Path) -> None:
    team = collection(tmp_path / "team")
    commit(team, {"roles/rigger.md": agent("rigger")}, "a rigger")
    shop = project(tmp_path / "shop", team)
    assert run_cli("-C", shop, "track", "team/rigger", ".kiro/agents/rigger.md").code == 0
    git(shop, "add", "-A")
    git(shop, "commit", "-qm", "a variant")
    commit(team, {"roles/rigger.md": agent("rigger") + "Coil each rope.\n"}, "more")
    assert run_cli("-C", shop, "index").code == 0
    done = run_cli("-C", shop, "sync", "--work-tree", "-y")
    assert (done.code, "brought: content edited" in done.out) == (0, True)
    assert (shop / ".kiro/agents/rigger.md").read_text().endswith("Coil each rope.\n")
