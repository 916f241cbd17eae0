from __future__ import annotations

from pathlib import Path

import pytest

from support.cli import run_cli
from support.projects import bytes_below, write_files
from support.repos import commit, git
from support.variants import PLANNER, REVIEWER, agent, edit, project, tracked


@pytest.fixture
def shop(tmp_path: Path, team: Path) -> Path:
    folder = project(tmp_path / "shop", team)
    tracked(folder, "reviewer@1.0.0", "--range", "*")
    tracked(folder, "planner")
    return folder


def drifts(folder: Path, *arguments: str) -> dict[str, str]:
    done = run_cli("-C", folder, "status", "--json", *arguments)
    return {one["path"]: one["drift"] for shop in done.data["repositories"] for one in shop["variants"]}


def test_a_project_is_a_table_of_its_variants(shop: Path) -> None:
    edit(shop, REVIEWER, "sonnet", "opus")
    done = run_cli("-C", shop, "status")
    assert (done.code, done.err) == (0, "")
    assert [line.split() for line in done.out.splitlines()] == [
        ["variant", "base", "drift", "locked", "newest"],
        [PLANNER, "team/planner", "current", "2.0.0", "2.0.0"],
        [REVIEWER, "team/reviewer", "diverged", "2", "1.0.0", "2.0.0"],
    ]


def test_every_drift_is_told(shop: Path, team: Path) -> None:
    assert drifts(shop) == {PLANNER: "current", REVIEWER: "behind"}
    edit(shop, PLANNER, "brief", "short")
    assert drifts(shop) == {PLANNER: "modified", REVIEWER: "behind"}
    edit(shop, REVIEWER, "sonnet", "opus")
    assert drifts(shop) == {PLANNER: "modified", REVIEWER: "diverged"}
    commit(shop, {REVIEWER: None})
    assert drifts(shop) == {PLANNER: "modified", REVIEWER: "missing"}
    commit(team, {"agents/planner.md": None})
    assert run_cli("-C", shop, "index").code == 0
    assert drifts(shop) == {PLANNER: "orphaned", REVIEWER: "missing"}
    lock = (shop / "agentreg.lock").read_text()
    write_files(shop, {"agentreg.lock": lock.partition("[[variant]]")[0]})
    assert drifts(shop) == {PLANNER: "unreadable", REVIEWER: "unreadable"}


def rename_planner(shop: Path, team: Path, **files: str) -> None:
    text = (team / "agents/planner.md").read_text()
    renamed = text.replace("name: planner", "name: architect")
    commit(team, {"agents/planner.md": None, "design/architect.md": renamed} | files)
    assert run_cli("-C", shop, "index").code == 0


def test_a_base_that_was_renamed_is_drift_and_says_what_to_write(shop: Path, team: Path) -> None:
    rename_planner(shop, team)
    done = run_cli("-C", shop, "status", "--check", "--json")
    planner = done.data["repositories"][0]["variants"][0]
    assert (done.code, planner["drift"], planner["behind"]) == (1, "renamed upstream", 1)
    assert planner["renamed"] == "team/architect"
    assert planner["newest"]["commit"] == git(team, "rev-parse", "HEAD")
    said = run_cli("-C", shop, "status").err
    assert said == (
        f"shop: {PLANNER}: team/planner is team/architect now:"
        " write base = 'team/architect' in its [[variant]] block\n"
    )


def test_writing_the_new_name_is_all_that_a_renamed_base_needs(shop: Path, team: Path) -> None:
    rename_planner(shop, team)
    config = (shop / "agentreg.toml").read_text()
    write_files(shop, {"agentreg.toml": config.replace("team/planner", "team/architect")})
    assert drifts(shop) == {PLANNER: "behind", REVIEWER: "behind"}
    commit(shop, {})
    assert run_cli("-C", shop, "sync", "--work-tree", "-y", "--allow-widening").code == 0
    assert drifts(shop) == {PLANNER: "current", REVIEWER: "current"}


def test_another_agent_with_its_old_name_is_not_taken_for_a_renamed_base(shop: Path, team: Path) -> None:
    rename_planner(shop, team)
    commit(team, {"trips/planner.md": agent("planner", steps=("Book a hotel.",))})
    assert run_cli("-C", shop, "index").code == 0
    planner = run_cli("-C", shop, "status", "--json").data["repositories"][0]["variants"][0]
    assert (planner["drift"], planner["renamed"]) == ("renamed upstream", "team/architect")


def test_a_base_that_was_copied_under_its_name_is_still_the_one_that_is_locked(
    shop: Path, team: Path
) -> None:
    text = (team / "agents/planner.md").read_text()
    moved = {"agents/planner.md": None, "plugins/a/planner.md": text}
    commit(team, moved)
    commit(team, {"plugins/b/planner.md": text, "plugins/a/planner.md": text.replace("kind", "short")})
    assert run_cli("-C", shop, "index").code == 0
    planner = run_cli("-C", shop, "status", "--json").data["repositories"][0]["variants"][0]
    assert (planner["drift"], planner["renamed"]) == ("renamed upstream", "team/plugins/a/planner.md")
    config = (shop / "agentreg.toml").read_text()
    write_files(shop, {"agentreg.toml": config.replace("team/planner", "team/plugins/a/planner.md")})
    assert drifts(shop)[PLANNER] == "behind"


def test_a_file_that_moved_and_kept_its_name_is_no_rename(shop: Path, team: Path) -> None:
    text = (team / "agents/planner.md").read_text()
    commit(team, {"agents/planner.md": None, "design/planner.md": text})
    assert run_cli("-C", shop, "index").code == 0
    assert drifts(shop)[PLANNER] == "current"


def test_another_spelling_of_a_lock_does_not_lead_to_another_base(shop: Path) -> None:
    config = (shop / "agentreg.toml").read_text()
    write_files(shop, {"agentreg.toml": config.replace("team/planner", "team/reviewer")})
    assert drifts(shop) == {PLANNER: "unreadable", REVIEWER: "behind"}


@pytest.mark.parametrize(("old", "new", "code"), [("brief", "short", 1), ("", "", 1)])
def test_check_fails_on_drift(shop: Path, old: str, new: str, code: int) -> None:
    if old:
        edit(shop, PLANNER, old, new)
    assert run_cli("-C", shop, "status").code == 0
    assert run_cli("-C", shop, "status", "--check").code == code


def test_local_edits_alone_are_no_drift_for_check(tmp_path: Path, team: Path) -> None:
    folder = project(tmp_path / "blog", team)
    tracked(folder, "planner")
    edit(folder, PLANNER, "brief", "short")
    assert run_cli("-C", folder, "status", "--check").code == 0


def test_what_cannot_be_read_never_passes_for_clean(shop: Path) -> None:
    lock = (shop / "agentreg.lock").read_text()
    write_files(shop, {"agentreg.lock": lock.partition("[[variant]]")[0]})
    done = run_cli("-C", shop, "status")
    assert done.code == 3
    assert f"restore agentreg.lock from Git, or run `agentreg adopt {PLANNER}`" in done.err


def test_a_lock_that_does_not_fit_its_blob_is_unreadable(shop: Path) -> None:
    lock = (shop / "agentreg.lock").read_text()
    at = lock.rindex("sha256") + len('sha256 = "')
    write_files(shop, {"agentreg.lock": lock[:at] + "0" * 64 + lock[at + 64 :]})
    done = run_cli("-C", shop, "status")
    assert done.code == 3
    assert "does not fit blob" in done.err


def test_several_projects_are_a_matrix(shop: Path, tmp_path: Path, team: Path) -> None:
    other = project(tmp_path / "blog", team)
    tracked(other, "planner")
    bare = tmp_path / "bare.git"
    git(other, "clone", "-q", "--bare", ".", str(bare))
    done = run_cli("-C", shop, "status", ".", "../blog", "../bare.git", "../absent")
    assert done.code == 3
    assert "absent: there is no such folder" in done.err
    assert [line.split() for line in done.out.splitlines()] == [
        ["repository", "planner", "reviewer"],
        [".", "current", "behind", "2"],
        ["../blog", "current", "-"],
        ["../bare.git", "current", "-"],
        ["../absent", "?", "?"],
    ]


def test_the_fleet_of_a_registry_is_covered_with_its_own_variants(
    shop: Path, tmp_path: Path, team: Path
) -> None:
    other = project(tmp_path / "blog", team)
    tracked(other, "planner")
    config = (shop / "agentreg.toml").read_text()
    write_files(shop, {"agentreg.toml": config + '\n[fleet]\nrepositories = ["../blog"]\n'})
    done = run_cli("-C", shop, "status", "--json")
    assert [one["repository"] for one in done.data["repositories"]] == ["shop", "../blog"]


def test_a_glob_covers_what_a_registry_stands_among(shop: Path, tmp_path: Path, team: Path) -> None:
    tracked(project(tmp_path / "blog", team), "planner")
    config = (shop / "agentreg.toml").read_text()
    write_files(shop, {"agentreg.toml": config + '\n[fleet]\nrepositories = ["../[bs]*"]\n'})
    done = run_cli("-C", shop, "status", "--json")
    assert [one["repository"] for one in done.data["repositories"]] == ["shop", "../blog"]
    write_files(shop, {"fleet.txt": "# all\n../blog\n"})
    listed = run_cli("-C", shop, "status", "--json", "@fleet.txt", ".")
    assert [one["repository"] for one in listed.data["repositories"]] == ["../blog", "."]


def test_what_a_glob_matches_and_is_no_project_is_left_out(shop: Path) -> None:
    done = run_cli("-C", shop, "status", "../*")
    assert [line.split()[0] for line in done.out.splitlines()] == ["variant", PLANNER, REVIEWER]
    assert (done.code, done.err) == (
        0,
        "left out for lack of agentreg.toml: 1 of what globs match\n",
    )
    named = run_cli("-C", shop, "status", "../*", "../team")
    assert named.code == 3
    assert "agentreg: ../team: there is no agentreg.toml" in named.err


def test_a_mistake_in_the_fleet_is_told_with_its_line(shop: Path) -> None:
    config = (shop / "agentreg.toml").read_text()
    write_files(shop, {"agentreg.toml": config + '\n[fleet]\nrepositories = [\n  "../x*",\n]\n'})
    done = run_cli("-C", shop, "status")
    line = len(config.splitlines()) + 4
    assert done.code == 2
    assert done.err == f"agentreg: {shop}/agentreg.toml:{line}: no Git repository matches '../x*'\n"


def test_any_number_of_jobs_shows_the_same(shop: Path, tmp_path: Path, team: Path) -> None:
    tracked(project(tmp_path / "blog", team), "planner")
    for number in range(4):
        git(shop, "clone", "-q", "--bare", ".", str(tmp_path / f"bare{number}.git"))
    given = ["../blog", "../absent", "../bare*", "."]
    shown = [run_cli("-C", shop, "status", *given, "-j", jobs) for jobs in ("1", "3")]
    assert shown[0] == shown[1]
    assert shown[0].err.splitlines()[-1] == (
        "7 repositories (1 could not be read), 11 variants: 5 behind, 6 current"
    )


def test_a_project_elsewhere_is_shown_like_one_here(shop: Path, tmp_path: Path) -> None:
    git(shop, "clone", "-q", "--bare", ".", str(tmp_path / "bare.git"))
    url = f"file://{tmp_path}/bare.git"
    config = (shop / "agentreg.toml").read_text()
    write_files(shop, {"agentreg.toml": f'{config}\n[fleet]\nrepositories = ["{url}"]\n'})
    commit(shop, {})
    never = run_cli("-C", shop, "status", "--offline", "--json")
    assert (never.code, never.data["repositories"][1]["error"]) == (3, f"{url} was never fetched")
    here, there = run_cli("-C", shop, "status", "--json").data["repositories"]
    assert (there.pop("repository"), here.pop("repository")) == (url, "shop")
    assert there == here
    again = run_cli("-C", shop, "status", "--offline", "--json").data["repositories"][1]
    assert again["variants"] == here["variants"]


def test_json_tells_both_revisions(shop: Path, team: Path) -> None:
    done = run_cli("-C", shop, "status", "--json")
    (found,) = done.data["repositories"]
    reviewer = found["variants"][1]
    assert (found["repository"], found["error"], found["stale"]) == ("shop", None, [])
    assert {key: reviewer[key] for key in ("path", "base", "range", "drift", "behind", "trouble")} == {
        "path": REVIEWER,
        "base": "team/reviewer",
        "range": "*",
        "drift": "behind",
        "behind": 2,
        "trouble": "",
    }
    assert reviewer["locked"]["commit"] == git(team, "rev-parse", "v1.0.0")
    assert reviewer["newest"]["commit"] == git(team, "rev-parse", "v2.0.0")
    assert reviewer["newest"]["version"] == "2.0.0"


def test_json_over_a_project_that_cannot_be_read_is_not_ok(shop: Path) -> None:
    done = run_cli("-C", shop, "status", "--json", ".", "absent")
    assert (done.code, done.json["ok"]) == (3, False)
    assert [error["code"] for error in done.json["errors"]] == ["read-error"]
    assert [len(one["variants"]) for one in done.data["repositories"]] == [2, 0]


def test_nothing_is_written(shop: Path) -> None:
    before = bytes_below(shop)
    run_cli("-C", shop, "status")
    assert bytes_below(shop) == before


def test_without_an_index_the_hint_says_how_to_make_one(tmp_path: Path, team: Path) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    assert run_cli("-C", folder, "init").code == 0
    assert run_cli("-C", folder, "add", team).code == 0
    done = run_cli("-C", folder, "status")
    assert done.code == 3
    assert "agentreg index" in done.err


def test_an_owned_name_that_protects_nothing_is_told(tmp_path: Path, team: Path) -> None:
    folder = project(tmp_path / "blog", team)
    tracked(folder, "planner", "--owned", "model")
    config = (folder / "agentreg.toml").read_text()
    commit(folder, {"agentreg.toml": config.replace('owned = ["model"]', 'owned = ["model", "rules"]')})
    said = f"blog: {PLANNER}: owned 'rules' is a field of neither it nor its base"
    assert run_cli("-C", folder, "status", "../blog").err == f"warning: ../{said}\n"
    told = run_cli("-C", folder, "status", "--json")
    assert told.json["warnings"] == [said]
    assert told.data["repositories"][0]["variants"][0]["idle_owned"] == ["rules"]


@pytest.mark.parametrize("command", [["status"], ["sync", "--work-tree"]], ids=" ".join)
def test_a_project_that_cannot_be_read_is_an_error_and_named_once(
    tmp_path: Path, team: Path, command: list[str]
) -> None:
    folder = project(tmp_path / "blog", team)
    (tmp_path / "empty").mkdir()
    done = run_cli("-C", folder, *command, "../empty", "-q")
    assert done.code == 3
    assert done.err.splitlines() == [
        "agentreg: ../empty: there is no agentreg.toml",
        "hint: start a variant with `agentreg track`",
    ]


@pytest.mark.parametrize(("base", "meant"), [("team/reviwer", "team/reviewer"), ("taem/reviewer", "team")])
def test_a_misspelt_base_gets_a_suggestion(shop: Path, base: str, meant: str) -> None:
    config = (shop / "agentreg.toml").read_text()
    write_files(shop, {"agentreg.toml": config.replace('"team/reviewer"', f'"{base}"')})
    done = run_cli("-C", shop, "status")
    assert (done.code, f"did you mean {meant}?" in done.err) == (3, True), done.err


def test_a_variant_that_was_let_go_is_told_until_a_sync_drops_its_lock(shop: Path) -> None:
    config = (shop / "agentreg.toml").read_text()
    blocks = config.split("\n[[variant]]\n")
    write_files(shop, {"agentreg.toml": "\n[[variant]]\n".join(one for one in blocks if PLANNER not in one)})
    commit(shop, {})
    said = f"{PLANNER} is locked, and no variant any more: the next sync that writes drops its entry"
    done = run_cli("-C", shop, "status")
    assert (done.code, said in done.err) == (0, True)
    assert run_cli("-C", shop, "sync", "--work-tree", "--allow-widening", "-y").code == 0
    assert PLANNER not in (shop / "agentreg.lock").read_text()
    assert said not in run_cli("-C", shop, "status").err


@pytest.mark.parametrize("name", ["agentreg.toml", "agentreg.lock"])
def test_declarations_that_are_not_committed_are_told_with_what_to_do(shop: Path, name: str) -> None:
    text = (shop / name).read_text()
    write_files(shop, {name: f"{text}# A note.\n"})
    what, why = f"shop: uncommitted changes in {name}", "a sync works from what is committed"
    said = f"{what}: {why}, so commit them or take them back"
    assert run_cli("-C", shop, "status", "-q").err == f"warning: {said}\n"
    told = run_cli("-C", shop, "status", "--json")
    assert (told.json["warnings"], told.data["repositories"][0]["uncommitted"]) == ([said], [name])
