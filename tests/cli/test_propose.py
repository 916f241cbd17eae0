from __future__ import annotations

from pathlib import Path

import pytest

from support.cli import run_cli
from support.projects import bytes_below, write_files
from support.repos import bundle, commit, git
from support.variants import NEW_STEPS, REVIEWER, agent, edit, project, tracked

BASE = "agents/reviewer.md"
BRANCH = "agentreg/propose-reviewer"


@pytest.fixture
def shop(tmp_path: Path, team: Path) -> Path:
    """A variant of the reviewer 1.0.0, two revisions behind, with a local edit of its tone."""
    folder = project(tmp_path / "shop", team)
    tracked(folder, "reviewer@1.0.0", "--range", "*", "--owned", "model")
    edit(folder, REVIEWER, "brief", "short")
    return folder


WANTED = agent("reviewer", tools="Read, Grep, Bash", steps=NEW_STEPS).replace("brief", "short")
"""The newest base with the local edit and nothing else."""


def test_a_local_edit_becomes_one_commit_on_a_new_branch_of_the_source(shop: Path, team: Path) -> None:
    main = git(team, "rev-parse", "main")
    before = bytes_below(team)
    done = run_cli("-C", shop, "propose", REVIEWER, "-y")
    made = git(team, "rev-parse", BRANCH)
    assert done.code == 0
    assert done.out.splitlines() == [f"{REVIEWER} -> team/reviewer 2.0.0", "  brings    content edited"]
    assert done.err == f"wrote commit {made[:10]} on the new branch {BRANCH} of {team / '.git'}\n"
    assert git(team, "rev-parse", f"{BRANCH}^") == main
    assert git(team, "diff", "--name-only", main, BRANCH) == BASE
    assert git(team, "show", f"{BRANCH}:{BASE}") + "\n" == WANTED
    assert git(team, "show", "-s", "--format=%B", BRANCH) == (
        f"Take over local edits of {BASE}\n\nMade in a variant of team/reviewer 1.0.0."
    )
    git(team, "fsck", "--strict")
    after = bytes_below(team)
    assert {path for path in after if before.get(path) != after[path]} <= {
        f".git/refs/heads/{BRANCH}",
        f".git/logs/refs/heads/{BRANCH}",
        ".git/agentreg/lock",
        ".git/agentreg/journal",
    }
    assert git(shop, "status", "--porcelain") == ""


def test_what_the_project_owns_is_not_offered(shop: Path, team: Path) -> None:
    edit(shop, REVIEWER, "sonnet", "opus")
    assert run_cli("-C", shop, "propose", REVIEWER, "-y", "--branch", "tone").code == 0
    assert git(team, "show", f"tone:{BASE}") + "\n" == WANTED
    edit(shop, REVIEWER, "short", "brief")
    done = run_cli("-C", shop, "propose", REVIEWER, "-y")
    assert done.code == 3
    assert done.err.splitlines() == [
        f"agentreg: {REVIEWER} has nothing that team/reviewer 2.0.0 does not have",
        "hint: fields in `owned` are not proposed",
    ]


def test_what_collides_with_the_bases_news_is_told_and_written_nowhere(shop: Path, team: Path) -> None:
    edit(shop, REVIEWER, "1. Read the change.\n2.", "1. Read the change.\n2. Skip the tests.\n3.")
    before = bytes_below(team)
    done = run_cli("-C", shop, "propose", REVIEWER, "-y")
    assert done.code == 1
    assert "  conflict  " in done.out
    assert bytes_below(team) == before
    told = run_cli("-C", shop, "propose", REVIEWER, "-y", "--json")
    assert (told.code, len(told.data["conflicts"]), told.data["commit"]) == (1, 1, "")


def test_rights_that_the_base_would_gain_are_told(shop: Path) -> None:
    edit(shop, REVIEWER, "tools: Read, Grep", "tools: Read, Grep, WebFetch")
    done = run_cli("-C", shop, "propose", REVIEWER, "-n")
    assert done.code == 0
    assert "  brings    +WebFetch; content edited" in done.out.splitlines()
    assert "  widens    " in done.out
    assert "  sides     ours is the base here, theirs the variant" in done.out.splitlines()


def test_dry_run_and_a_missing_yes_write_nothing(
    shop: Path, team: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = bytes_below(team)
    assert run_cli("-C", shop, "propose", REVIEWER, "-n").code == 0
    assert run_cli("-C", shop, "propose", REVIEWER).code == 2
    monkeypatch.setattr("agentreg_cli.asking.has_terminal", lambda: True)
    assert run_cli("-C", shop, "propose", REVIEWER, stdin=b"n\n").code == 1
    assert bytes_below(team) == before
    assert run_cli("-C", shop, "propose", REVIEWER, stdin=b"y\n").code == 0
    assert git(team, "show", f"{BRANCH}:{BASE}") + "\n" == WANTED


def test_a_branch_that_is_there_is_left_alone(shop: Path, team: Path) -> None:
    git(team, "branch", BRANCH, "v1.0.0")
    done = run_cli("-C", shop, "propose", REVIEWER, "-y")
    assert done.code == 3
    assert f"there is a branch {BRANCH} already" in done.err
    assert git(team, "rev-parse", BRANCH) == git(team, "rev-parse", "v1.0.0")


def test_a_base_that_moved_on_since_it_was_indexed_is_indexed_first(shop: Path, team: Path) -> None:
    commit(team, {BASE: agent("reviewer", model="haiku")})
    done = run_cli("-C", shop, "propose", REVIEWER, "-y")
    assert done.code == 3
    assert "is not what was indexed" in done.err
    assert "agentreg index" in done.err
    assert BRANCH not in git(team, "branch", "--list")


@pytest.mark.parametrize("name", ["-f", "a..b", "HEAD"])
def test_what_is_no_branch_name_is_refused(shop: Path, name: str) -> None:
    assert run_cli("-C", shop, "propose", REVIEWER, "-y", f"--branch={name}").code == 2


def test_a_source_that_is_no_repository_here_gets_a_patch_that_applies(tmp_path: Path, team: Path) -> None:
    shop = project(tmp_path / "shop", bundle(team, tmp_path / "team.bundle"))
    tracked(shop, "reviewer@1.0.0", "--range", "*")
    edit(shop, REVIEWER, "brief", "short")
    done = run_cli("-C", shop, "propose", REVIEWER)
    assert (done.code, done.err.splitlines()) == (
        0,
        [f"{REVIEWER} -> team/reviewer 2.0.0", "  brings    content edited"],
    )
    git(team, "apply", "--index", stdin=done.raw)
    assert (team / BASE).read_text() == WANTED
    assert run_cli("-C", shop, "propose", REVIEWER, "--json").data["patch"] == done.out
    refused = run_cli("-C", shop, "propose", REVIEWER, "--branch", "tone")
    assert refused.code == 2
    assert "no repository on this machine" in refused.err


def test_a_patch_may_be_written_to_a_file(shop: Path, team: Path, tmp_path: Path) -> None:
    done = run_cli("-C", shop, "propose", REVIEWER, "-o", tmp_path / "tone.patch")
    assert done.code == 0
    git(team, "apply", "--index", str(tmp_path / "tone.patch"))
    assert (team / BASE).read_text() == WANTED
    assert BRANCH not in git(team, "branch", "--list")


def test_a_patch_is_not_written_through_a_link(shop: Path, tmp_path: Path) -> None:
    (shop / "out.patch").symlink_to(tmp_path / "elsewhere")
    done = run_cli("-C", shop, "propose", REVIEWER, "-o", "out.patch")
    assert done.code == 2
    assert "is a symbolic link" in done.err
    assert not (tmp_path / "elsewhere").exists()


def test_a_base_at_a_bad_place_gets_nothing(tmp_path: Path, team: Path) -> None:
    commit(team, {".husky/agents/guard.md": agent("guard")})
    shop = project(tmp_path / "shop", team)
    tracked(shop, "guard", "agents/guard.md")
    edit(shop, "agents/guard.md", "brief", "short")
    done = run_cli("-C", shop, "propose", "agents/guard.md", "-y")
    assert (done.code, git(team, "branch", "--list").split()) == (3, ["*", "main"])
    assert "no place for a variant" in done.err


def test_json_tells_the_branch_and_the_commit(shop: Path, team: Path) -> None:
    told = run_cli("-C", shop, "propose", REVIEWER, "-y", "--json").data
    assert (told["branch"], told["commit"]) == (BRANCH, git(team, "rev-parse", BRANCH))
    assert (told["brings"], told["patch"], told["revision"]["version"]) == ("content edited", "", "2.0.0")


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({REVIEWER: None}, "the file is not there"),
        ({REVIEWER: "<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n" + agent("reviewer")}, "nobody resolved"),
    ],
)
def test_what_cannot_be_offered_is_refused(shop: Path, files: dict[str, str | None], said: str) -> None:
    commit(shop, files)
    done = run_cli("-C", shop, "propose", REVIEWER, "-y")
    assert done.code == 3
    assert said in done.err


def test_a_file_that_is_no_variant_cannot_be_proposed(shop: Path) -> None:
    write_files(shop, {"r.md": "mine\n"})
    done = run_cli("-C", shop, "propose", "r.md")
    assert done.code == 2
    assert "r.md is no variant" in done.err


def test_a_part_of_the_edits_may_be_offered(shop: Path, team: Path) -> None:
    edit(shop, REVIEWER, "You are a careful reviewer.", "You are our reviewer.")
    done = run_cli("-C", shop, "propose", REVIEWER, "-y", "--only", "section Tone")
    assert (done.code, git(team, "show", f"{BRANCH}:{BASE}") + "\n") == (0, WANTED)
    refused = run_cli("-C", shop, "propose", REVIEWER, "-y", "--only", "colour")
    assert refused.code == 2
    assert "neither has a field 'colour'" in refused.err


def test_a_dash_is_standard_output(shop: Path) -> None:
    done = run_cli("-C", shop, "propose", REVIEWER, "-o", "-")
    assert (done.code, f"--- a/{BASE}\n" in done.out) == (0, True), done.err
    assert run_cli("-C", shop, "propose", REVIEWER, "-o", "-", "--json").data["patch"] == done.out
    assert not (Path.cwd() / "-").exists()
    assert not (shop / "-").exists()
