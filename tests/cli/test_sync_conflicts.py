"""Conflicts that wait for a person: kept, resolved, skipped, forgotten, or committed with markers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.cli import Ran, run_cli
from support.projects import bytes_below
from support.repos import commit, git
from support.variants import REVIEWER, agent, collection, edit, project, tracked

THEIRS = agent("reviewer", model="haiku")
BRANCH = "agentreg/sync"


@pytest.fixture
def team(tmp_path: Path) -> Path:
    folder = collection(tmp_path / "team")
    commit(folder, {"agents/reviewer.md": THEIRS})
    git(folder, "tag", "v1.2.0")
    return folder


@pytest.fixture
def shop(tmp_path: Path, team: Path) -> Path:
    """A project whose reviewer and its base both changed the model."""
    folder = project(tmp_path / "shop", team)
    tracked(folder, "reviewer@1.0.0")
    edit(folder, REVIEWER, "sonnet", "opus")
    return folder


def sync(shop: Path, *options: str) -> Ran:
    return run_cli("-C", shop, "sync", "-y", *options)


def waiting(shop: Path) -> Path:
    """The file in which the conflict is to be resolved."""
    (file,) = (shop / ".git/agentreg/conflicts").glob("*/reviewer.md")
    return file


def synced(shop: Path) -> str:
    return git(shop, "show", f"{BRANCH}:{REVIEWER}") + "\n"


def test_a_conflict_is_kept_in_a_file_that_is_named(shop: Path) -> None:
    before = bytes_below(shop)
    done = sync(shop)
    assert done.code == 1
    assert f"{REVIEWER}: resolve its conflict in {waiting(shop)}" in done.err
    assert done.err.endswith("then run `agentreg sync --continue`\n")
    assert "<<<<<<< .claude/agents/reviewer.md: model" in waiting(shop).read_text()
    after = bytes_below(shop)
    changed = {path for path in after.keys() | before.keys() if before.get(path) != after.get(path)}
    assert all(path.startswith(".git/agentreg/conflicts/") for path in changed)


def test_a_resolved_conflict_is_taken_and_nothing_is_left_over(shop: Path) -> None:
    sync(shop)
    file = waiting(shop)
    file.write_text(THEIRS.replace("haiku", "opus"))
    done = sync(shop, "--continue")
    assert done.code == 0, done.err
    assert synced(shop) == THEIRS.replace("haiku", "opus")
    assert [path for path in (shop / ".git/agentreg/conflicts").rglob("*") if path.is_file()] == []
    assert sync(shop).code == 0


def test_a_text_that_was_resolved_into_nonsense_is_not_taken(shop: Path) -> None:
    sync(shop)
    file = waiting(shop)
    both = THEIRS.replace("model: haiku\n", "model: opus\nmodel: haiku\n")
    file.write_text(both)
    done = sync(shop, "--continue")
    assert done.code == 1
    assert "is a field stated twice?" in done.out
    assert f"resolve its conflict in {file}" in done.err
    assert file.read_text() == both


def test_what_is_half_resolved_waits_on_and_is_never_overwritten(shop: Path) -> None:
    sync(shop)
    file = waiting(shop)
    half = file.read_text().replace("Be kind and brief.", "Be kind.")
    file.write_text(half)
    for options in (["--continue"], []):
        assert sync(shop, *options).code == 1
        assert file.read_text() == half


def test_a_skipped_conflict_is_left_alone_until_the_base_moves_on(shop: Path, team: Path) -> None:
    sync(shop)
    assert sync(shop, "--skip").out == f"{shop}: {REVIEWER}: conflict skipped\n".replace(str(shop), "shop")
    done = sync(shop)
    assert "its conflict was skipped" in done.out
    assert "resolve" not in done.err
    commit(team, {"agents/reviewer.md": THEIRS.replace("haiku", "fable")})
    git(team, "tag", "v1.3.0")
    run_cli("-C", shop, "index")
    assert f"resolve its conflict in {waiting(shop)}" in sync(shop).err


def test_a_text_that_was_edited_in_vain_is_set_aside(shop: Path, team: Path) -> None:
    sync(shop)
    file = waiting(shop)
    edited = file.read_text() + "Mine.\n"
    file.write_text(edited)
    commit(team, {"agents/reviewer.md": THEIRS.replace("haiku", "fable")})
    git(team, "tag", "v1.3.0")
    run_cli("-C", shop, "index")
    sync(shop)
    assert "fable" in file.read_text()
    assert (file.parent / "reviewer.md.outdated").read_text() == edited


def test_each_text_that_was_edited_in_vain_is_set_aside_by_itself(shop: Path, team: Path) -> None:
    sync(shop)
    file, told = waiting(shop), []
    for model in ("fable", "swift"):
        file.write_text(file.read_text() + f"Before {model}.\n")
        commit(team, {"agents/reviewer.md": THEIRS.replace("haiku", model)})
        run_cli("-C", shop, "index")
        git(team, "tag", f"v1.{len(told) + 3}.0")
        run_cli("-C", shop, "index")
        told.append(sync(shop).err)
    kept = [file.parent / f"reviewer.md.outdated{number}" for number in ("", "-2")]
    for place, err in zip(kept, told, strict=True):
        assert f"what was edited there before is in {place}" in err
    assert "Before fable." in kept[0].read_text()
    assert "Before swift." in kept[1].read_text()


def test_a_file_that_was_deleted_is_made_again(shop: Path) -> None:
    sync(shop)
    file = waiting(shop)
    text = file.read_text()
    file.unlink()
    assert f"resolve its conflict in {file}" in sync(shop).err
    assert file.read_text() == text


def test_what_was_resolved_and_then_decided_otherwise_is_set_aside(shop: Path) -> None:
    sync(shop)
    file = waiting(shop)
    file.write_text(THEIRS.replace("haiku", "opus") + "Of worth.\n")
    done = sync(shop, "--force")
    assert done.code == 0, done.err
    assert (file.parent / "reviewer.md.outdated").read_text().endswith("Of worth.\n")
    assert "reviewer.md.outdated" in done.err


def test_going_on_goes_on_as_the_sync_began(shop: Path) -> None:
    config = (shop / "agentreg.toml").read_text()
    narrow = re.sub("^version = .*$", 'version = "~1.0"', config, flags=re.MULTILINE)
    commit(shop, {"agentreg.toml": narrow})
    assert sync(shop).code == 0
    sync(shop, "--latest", "--branch", "up")
    file = waiting(shop)
    file.write_text(THEIRS.replace("haiku", "opus"))
    done = sync(shop, "--continue")
    assert done.code == 0, done.err
    assert git(shop, "show", f"up:{REVIEWER}") + "\n" == THEIRS.replace("haiku", "opus")


@pytest.mark.parametrize("option", ["--branch=x", "--work-tree", "--latest", "--force"])
def test_going_on_with_something_else_is_refused(shop: Path, option: str) -> None:
    sync(shop)
    file = waiting(shop)
    file.write_text(THEIRS.replace("haiku", "opus"))
    done = sync(shop, "--continue", option)
    assert (done.code, "goes on as the sync began" in done.err) == (2, True)
    assert file.read_text() == THEIRS.replace("haiku", "opus")


def test_conflicts_of_different_syncs_do_not_go_on_together(shop: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    git(tmp_path, "clone", "-q", str(shop), str(other))
    sync(shop, "--branch", "up", str(shop))
    sync(shop, str(other))
    done = sync(shop, "--continue", str(shop), str(other))
    assert done.code == 2
    assert "(up, versions in range)" in done.err
    assert "(agentreg/sync, versions in range)" in done.err


def test_a_resolution_that_would_do_more_is_held_until_that_is_allowed(shop: Path) -> None:
    sync(shop)
    file = waiting(shop)
    wide = THEIRS.replace("model: haiku\n", "model: opus\npermissionMode: bypassPermissions\n")
    file.write_text(wide)
    held = sync(shop, "--continue")
    assert held.code == 1
    command = "agentreg sync --continue --allow-widening"
    assert f"its conflict is resolved, and held: `{command}` writes it; that leave counts for" in held.err
    assert "resolve its conflict in" not in held.err
    assert sync(shop, "--continue", "--allow-widening").code == 0
    assert synced(shop) == wide


def test_a_conflict_that_was_resolved_into_nonsense_can_be_skipped(shop: Path) -> None:
    sync(shop)
    file = waiting(shop)
    file.write_text(THEIRS.replace("model: haiku\n", "model: opus\nmodel: haiku\n"))
    assert sync(shop, "--skip").out == f"shop: {REVIEWER}: conflict skipped\n"
    assert "its conflict was skipped" in sync(shop).out
    assert file.exists()


def test_a_conflict_that_nobody_has_seen_is_not_skipped(shop: Path, team: Path) -> None:
    assert sync(shop, "--skip").out == "no conflicts\n"
    sync(shop)
    resolved = THEIRS.replace("haiku", "opus")
    waiting(shop).write_text(resolved)
    commit(team, {"agents/reviewer.md": THEIRS.replace("haiku", "fable")})
    git(team, "tag", "v1.3.0")
    run_cli("-C", shop, "index")
    assert sync(shop, "--skip").out == "no conflicts\n"
    assert waiting(shop).read_text() == resolved


def test_a_conflict_of_later_versions_is_skipped_by_name_alone(shop: Path) -> None:
    narrow = re.sub(
        "^version = .*$", 'version = "~1.0"', (shop / "agentreg.toml").read_text(), flags=re.MULTILINE
    )
    commit(shop, {"agentreg.toml": narrow})
    sync(shop, "--latest")
    assert sync(shop, "--skip").out == f"shop: {REVIEWER}: conflict skipped\n"


def test_a_resolution_is_kept_where_its_base_is_not_indexed(
    shop: Path, team: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync(shop)
    file, resolved = waiting(shop), THEIRS.replace("haiku", "opus")
    file.write_text(resolved)
    git(team, "tag", "-d", "v1.1.0", "v1.2.0", "v2.0.0")
    git(team, "reset", "-q", "--hard", "v1.0.0")
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("AGENTREG_CACHE", str(tmp_path / "other cache"))
        assert run_cli("-C", shop, "index").code == 0
        for options in ([], ["--continue"]):
            assert "a newer base than is indexed here: run `agentreg index`" in sync(shop, *options).err
            assert file.read_text() == resolved
    done = sync(shop, "--continue")
    assert done.code == 0, done.err
    assert synced(shop) == resolved


def test_who_goes_on_goes_on_as_the_last_sync_was_asked(shop: Path) -> None:
    sync(shop)
    sync(shop, "--work-tree")
    waiting(shop).write_text(THEIRS.replace("haiku", "opus"))
    assert sync(shop, "--continue").code == 0
    assert (shop / REVIEWER).read_text() == THEIRS.replace("haiku", "opus")
    assert git(shop, "branch", "--list", BRANCH) == ""


def test_a_conflict_that_somebody_settled_elsewhere_waits_no_longer(shop: Path) -> None:
    sync(shop)
    git(shop, "checkout", "-q", "-b", "theirs")
    waiting(shop).write_text(THEIRS.replace("haiku", "opus"))
    sync(shop, "--continue")
    locked = git(shop, "show", f"{BRANCH}:agentreg.lock") + "\n"
    git(shop, "branch", "-D", BRANCH)
    git(shop, "checkout", "-q", "main")
    sync(shop)
    assert waiting(shop).exists()
    commit(shop, {"agentreg.lock": locked})
    assert "conflict" not in sync(shop).err
    assert not list((shop / ".git/agentreg/conflicts").glob("*/reviewer.md"))


def test_a_file_without_its_state_is_set_aside(shop: Path) -> None:
    sync(shop)
    file = waiting(shop)
    file.write_text("what somebody wrote\n")
    (shop / ".git/agentreg/conflicts/state.json").unlink()
    sync(shop)
    assert "<<<<<<<" in file.read_text()
    assert (file.parent / "reviewer.md.outdated").read_text() == "what somebody wrote\n"


@pytest.mark.parametrize("option", ["-n", "--check"])
@pytest.mark.parametrize("answer", ["--skip", "--abort"])
def test_an_answer_that_is_only_tried_changes_nothing(shop: Path, answer: str, option: str) -> None:
    sync(shop)
    waiting(shop).write_text("mine\n")
    before = bytes_below(shop)
    word = "skipped" if answer == "--skip" else "forgotten"
    assert sync(shop, answer, option).out == f"shop: {REVIEWER}: conflict to be {word}\n"
    assert bytes_below(shop) == before


def test_nothing_that_was_edited_is_dropped_without_a_yes(shop: Path) -> None:
    sync(shop)
    file = waiting(shop)
    assert run_cli("-C", shop, "sync", "--abort").code == 0
    sync(shop)
    file.write_text("mine\n")
    refused = run_cli("-C", shop, "sync", "--abort")
    assert (refused.code, "nobody can be asked here" in refused.err) == (2, True)
    assert f"{file} was edited" in refused.err
    assert file.read_text() == "mine\n"
    assert sync(shop, "--abort").code == 0
    assert not file.exists()


def test_two_projects_of_a_repository_have_conflicts_of_their_own(shop: Path) -> None:
    inner = shop / "web"
    inner.mkdir()
    for name in ("agentreg.toml", "agentreg.lock", REVIEWER):
        (inner / name).parent.mkdir(parents=True, exist_ok=True)
        (inner / name).write_text((shop / name).read_text())
    commit(shop, {})
    sync(shop)
    sync(shop, "web")
    files = sorted((shop / ".git/agentreg/conflicts").glob("*/reviewer.md"))
    assert len(files) == 2
    assert sync(shop, "--abort", "web").out == f"web: web/{REVIEWER}: conflict forgotten\n"
    assert waiting(shop) in files
    assert sync(shop, "--abort", ".").out.endswith(f"{REVIEWER}: conflict forgotten\n")


def test_a_project_that_cannot_be_opened_hides_no_conflict_of_another(shop: Path) -> None:
    sync(shop)
    done = sync(shop, "--abort", "../nowhere", ".")
    assert done.code == 3
    assert f"{REVIEWER}: conflict forgotten" in done.out
    assert "nowhere" in done.err


def test_conflicts_can_be_forgotten(shop: Path) -> None:
    sync(shop)
    file = waiting(shop)
    assert sync(shop, "--abort").out == f"shop: {REVIEWER}: conflict forgotten\n"
    assert not file.exists()
    assert sync(shop, "--abort").out == "no conflicts\n"
    done = sync(shop, "--continue")
    assert (done.code, "no conflict waits" in done.err) == (2, True)


@pytest.mark.parametrize("allowed", [[], ["--allow-widening"]])
def test_a_conflict_whose_base_would_do_more_is_gone_on_with_by_the_command_that_is_said(
    shop: Path, team: Path, allowed: list[str]
) -> None:
    commit(team, {"agents/reviewer.md": THEIRS.replace("tools: Read, Grep", "tools: Read, Grep, Bash")})
    git(team, "tag", "v1.3.0")
    run_cli("-C", shop, "index")
    done = run_cli("-C", shop, "sync", "-y", *allowed, str(shop))
    said = re.findall(r"then run `agentreg (.*)`: (.*)", done.err)
    why = "theirs lets the agent do more than ours does, and that leave counts for one run"
    assert said == [(f"sync --continue {shop} --allow-widening", why)]
    file = waiting(shop)
    file.write_text(agent("reviewer", model="opus").replace("tools: Read, Grep", "tools: Read, Grep, Bash"))
    assert run_cli("-C", shop, *said[0][0].split(), "-y").code == 0
    assert "tools: Read, Grep, Bash" in synced(shop)


def test_a_conflict_is_committed_with_markers_when_asked(shop: Path) -> None:
    done = sync(shop, "--markers")
    assert done.code == 1
    assert "marked" in done.out
    assert "<<<<<<<" in synced(shop)
    again = sync(shop)
    assert again.code == 1
    assert "a conflict in it was never resolved" in again.out


def test_a_conflict_whose_base_would_do_more_is_not_committed_unasked(shop: Path, team: Path) -> None:
    wide = THEIRS.replace("tools: Read, Grep", "tools: Read, Grep, Bash")
    edit(shop, REVIEWER, "tools: Read, Grep", "tools: Read")
    commit(team, {"agents/reviewer.md": wide})
    git(team, "tag", "v1.3.0")
    run_cli("-C", shop, "index")
    done = sync(shop, "--markers")
    assert done.code == 1
    assert "--allow-widening writes it" in done.out
    assert git(shop, "branch", "--list", BRANCH) == ""
    assert "<<<<<<<" not in done.out
    sync(shop, "--markers", "--allow-widening")
    assert "<<<<<<<" in synced(shop)


def test_local_edits_are_overwritten_when_forced_and_owned_fields_are_not(shop: Path) -> None:
    config = shop / "agentreg.toml"
    edit(shop, REVIEWER, "Be kind and brief.", "Be loud.")
    commit(shop, {"agentreg.toml": config.read_text() + 'owned = ["model"]\n'})
    assert sync(shop, "--force").code == 0
    assert synced(shop) == THEIRS.replace("haiku", "opus")


@pytest.mark.parametrize(
    "options",
    [
        ["--branch", "x", "--work-tree"],
        ["--push", "--work-tree"],
        ["--pr", "--work-tree"],
        ["--continue", "--skip"],
        ["--skip", "--abort"],
    ],
)
def test_options_that_contradict_each_other_are_refused(shop: Path, options: list[str]) -> None:
    assert sync(shop, *options).code == 2


def test_the_conflicts_that_wait_are_in_the_json(shop: Path) -> None:
    (told,) = sync(shop, "--json").data["repositories"]
    assert told["conflicts"] == [{"path": REVIEWER, "file": str(waiting(shop)), "answer": "open"}]


def test_status_tells_conflicts_that_wait_until_they_are_decided(shop: Path) -> None:
    assert sync(shop).code == 1
    file = waiting(shop)
    said = f"{REVIEWER}: a conflict waits in {file}: edit that, then `agentreg sync --continue`"
    assert f"shop: {said}" in run_cli("-C", shop, "status").err.splitlines()
    (found,) = run_cli("-C", shop, "status", "--json").data["repositories"]
    assert found["conflicts"] == [{"path": REVIEWER, "file": str(file), "answer": "open"}]
    file.write_text(THEIRS)
    assert (
        "its conflict is resolved: `agentreg sync --continue` takes that" in run_cli("-C", shop, "status").err
    )
    assert sync(shop, "--continue").code == 0
    assert "conflict" not in run_cli("-C", shop, "status").err


def test_status_tells_a_branch_that_waits_to_be_merged(shop: Path) -> None:
    assert sync(shop, "--force").code == 0
    assert f"shop: the branch {BRANCH} waits to be merged" in run_cli("-C", shop, "status").err.splitlines()
    assert run_cli("-C", shop, "status", "--json").data["repositories"][0]["branch"] == BRANCH
    git(shop, "merge", "-q", "--squash", BRANCH)
    commit(shop, {})
    assert BRANCH not in run_cli("-C", shop, "status").err


def test_markers_that_were_committed_never_pass_for_clean(shop: Path) -> None:
    assert sync(shop, "--markers").code == 1
    git(shop, "merge", "-q", BRANCH)
    done = run_cli("-C", shop, "status", "--check")
    assert (done.code, f"{REVIEWER}: a conflict in it was never resolved" in done.err) == (1, True)
    (found,) = run_cli("-C", shop, "status", "--json").data["repositories"]
    assert [(one["drift"], one["unresolved"]) for one in found["variants"]] == [("modified", True)]
    commit(shop, {REVIEWER: THEIRS})
    assert run_cli("-C", shop, "status", "--check").code == 0
