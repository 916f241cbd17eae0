from __future__ import annotations

from pathlib import Path

import pytest

from agentreg.config.read import parse_config
from agentreg.config.values import VariantConfig
from agentreg.variants.lock import fingerprint, parse_lock
from support.cli import run_cli
from support.projects import write_files
from support.repos import commit, git
from support.variants import NEW_STEPS, REVIEWER, agent, collection, edit, project, tracked

OVERLAY = "agents/reviewer.overlay.toml"
TEXT = 'extends = "team/reviewer@^1"\n\n[set]\nmodel = "opus"\n'
DECLARED = f'[[variant]]\npath = "{REVIEWER}"\noverlay = "{OVERLAY}"\n'


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return project(tmp_path / "shop", collection(tmp_path / "team"))


@pytest.fixture
def edited(shop: Path) -> Path:
    """A project with a variant that was edited in place."""
    tracked(shop, "reviewer@1.0.0", REVIEWER)
    edit(shop, REVIEWER, "sonnet", "opus")
    return shop


@pytest.fixture
def made(shop: Path) -> Path:
    """A project with a variant that its overlay made of version 1.1.0."""
    write_files(shop, {OVERLAY: TEXT, "agentreg.toml": (shop / "agentreg.toml").read_text() + DECLARED})
    done = run_cli("-C", shop, "variant", "render", REVIEWER, "--write")
    assert (done.code, done.out) == (0, f"wrote {REVIEWER}\nwrote agentreg.lock\n"), done.err
    commit(shop, {})
    return shop


def drifts(folder: Path) -> dict[str, str]:
    (found,) = run_cli("-C", folder, "status", "--json").data["repositories"]
    return {one["path"]: one["drift"] for one in found["variants"]}


def test_an_overlay_is_rendered_locked_and_current(made: Path) -> None:
    expected = agent("reviewer", model="opus", steps=NEW_STEPS)
    assert (made / REVIEWER).read_text() == expected
    (entry,) = parse_lock((made / "agentreg.lock").read_text(), "lock")
    assert (entry.base, entry.version) == ("team/reviewer", "1.1.0")
    assert entry.rendered == fingerprint(expected.encode())
    assert drifts(made) == {REVIEWER: "current"}
    assert run_cli("-C", made, "status", "--check").code == 0


def test_rendering_prints_the_file_and_writes_nothing(made: Path) -> None:
    (made / REVIEWER).unlink()
    done = run_cli("-C", made, "variant", "render", REVIEWER)
    assert (done.code, done.out) == (0, agent("reviewer", model="opus", steps=NEW_STEPS))
    assert not (made / REVIEWER).exists()
    told = run_cli("-C", made, "variant", "render", REVIEWER, "--json")
    assert told.data == {"path": REVIEWER, "text": done.out, "written": []}


def test_an_edited_overlay_is_rendered_again_without_a_commit_in_between(made: Path) -> None:
    for model in ("haiku", "sonnet"):
        write_files(made, {OVERLAY: TEXT.replace("opus", model)})
        assert drifts(made) == {REVIEWER: "behind"}
        done = run_cli("-C", made, "variant", "render", REVIEWER, "--write")
        assert (done.code, done.out) == (0, f"wrote {REVIEWER}\nwrote agentreg.lock\n")
        assert f"model: {model}" in (made / REVIEWER).read_text()
        assert drifts(made) == {REVIEWER: "current"}
    assert run_cli("-C", made, "variant", "render", REVIEWER, "--write").out == ""


def test_what_was_edited_by_hand_is_not_overwritten(made: Path) -> None:
    edit(made, REVIEWER, "Be kind", "Be blunt")
    before = (made / REVIEWER).read_bytes()
    assert drifts(made) == {REVIEWER: "diverged"}
    done = run_cli("-C", made, "variant", "render", REVIEWER, "--write")
    assert (done.code, "was edited" in done.err, "variant extract" in done.err) == (3, True, True)
    held = run_cli("-C", made, "sync", "-y", "--work-tree")
    assert (held.code, "edit the overlay" in held.out) == (1, True)
    assert (made / REVIEWER).read_bytes() == before


def test_a_new_base_comes_through_the_overlay(made: Path, tmp_path: Path) -> None:
    write_files(made, {OVERLAY: TEXT.replace("^1", "*")})
    commit(made, {})
    commit(tmp_path / "team", {"agents/reviewer.md": agent("reviewer", steps=("Only this.",))})
    assert run_cli("-C", made, "index").code == 0
    assert drifts(made) == {REVIEWER: "behind"}
    done = run_cli("-C", made, "sync", "-y", "--work-tree")
    assert done.code == 0, done.out + done.err
    assert (made / REVIEWER).read_text() == agent("reviewer", model="opus", steps=("Only this.",))
    assert drifts(made) == {REVIEWER: "current"}


def test_a_branch_is_synced_from_the_overlay_that_is_committed_there(made: Path, tmp_path: Path) -> None:
    commit(tmp_path / "team", {"agents/reviewer.md": agent("reviewer", steps=("Only this.",))})
    git(tmp_path / "team", "tag", "v1.2.0")
    assert run_cli("-C", made, "index").code == 0
    write_files(made, {OVERLAY: TEXT.replace("opus", "haiku")})
    done = run_cli("-C", made, "sync", "-y", "--branch", "up")
    assert done.code == 0, done.out + done.err
    shown = git(made, "show", f"up:{REVIEWER}")
    assert shown == agent("reviewer", model="opus", steps=("Only this.",)).strip()


def test_a_patch_that_no_longer_applies_is_an_error_and_never_skipped(made: Path) -> None:
    patch = '[[patch]]\nsection = "Stepps"\ndo = "append"\ntext = "x"\n'
    write_files(made, {OVERLAY: TEXT + patch})
    said = f"{OVERLAY}:5: there is no section 'Stepps'"
    done = run_cli("-C", made, "variant", "render", REVIEWER)
    assert (done.code, said in done.err, "did you mean 'Steps'?" in done.err) == (2, True, True)
    status = run_cli("-C", made, "status")
    assert (status.code, said in status.err) == (3, True)
    before = (made / REVIEWER).read_bytes()
    assert run_cli("-C", made, "sync", "-y", "--work-tree").code == 3
    assert (made / REVIEWER).read_bytes() == before


def test_edits_become_an_overlay_that_the_variant_is_made_from(edited: Path) -> None:
    before = (edited / REVIEWER).read_bytes()
    done = run_cli("-C", edited, "variant", "extract", REVIEWER, "--write")
    assert (done.code, done.out) == (0, f"wrote agentreg.lock\nwrote agentreg.toml\nwrote {OVERLAY}\n")
    assert 'extends = "team/reviewer@^1.0.0"\n\n[set]\nmodel = "opus"\n' in (edited / OVERLAY).read_text()
    config = parse_config((edited / "agentreg.toml").read_text(), "agentreg.toml")
    assert config.variants == (VariantConfig(REVIEWER, overlay=OVERLAY),)
    assert (edited / REVIEWER).read_bytes() == before
    assert drifts(edited) == {REVIEWER: "behind"}
    commit(edited, {})
    assert run_cli("-C", edited, "sync", "-y", "--work-tree").code == 0
    assert (edited / REVIEWER).read_text() == agent("reviewer", model="opus", steps=NEW_STEPS)


def test_edits_of_what_an_overlay_made_become_part_of_it(made: Path) -> None:
    edit(made, REVIEWER, "Be kind and brief.", "Be blunt.")
    assert run_cli("-C", made, "variant", "extract", REVIEWER, "--write").code == 0
    assert "Be blunt." in (made / OVERLAY).read_text()
    assert 'model = "opus"' in (made / OVERLAY).read_text()
    assert drifts(made) == {REVIEWER: "current"}


def test_an_overlay_with_uncommitted_work_is_not_overwritten(made: Path) -> None:
    edit(made, REVIEWER, "Be kind and brief.", "Be blunt.")
    write_files(made, {OVERLAY: "# mine\n" + TEXT})
    done = run_cli("-C", made, "variant", "extract", REVIEWER, "--write")
    assert (done.code, "uncommitted changes" in done.err) == (3, True)
    assert (made / OVERLAY).read_text() == "# mine\n" + TEXT


def test_an_overlay_of_something_else_is_not_overwritten(edited: Path) -> None:
    write_files(edited, {OVERLAY: TEXT})
    commit(edited, {})
    done = run_cli("-C", edited, "variant", "extract", REVIEWER, "--write")
    assert (done.code, f"{OVERLAY} is there already" in done.err) == (3, True)
    assert (edited / OVERLAY).read_text() == TEXT
    named = run_cli("-C", edited, "variant", "extract", REVIEWER, "--write", "-o", "my.overlay.toml")
    assert (named.code, "wrote my.overlay.toml" in named.out) == (0, True)
    assert drifts(edited) == {REVIEWER: "behind"}


def test_an_overlay_is_printed_or_saved_without_being_declared(edited: Path) -> None:
    printed = run_cli("-C", edited, "variant", "extract", REVIEWER)
    assert (printed.code, 'model = "opus"' in printed.out) == (0, True)
    saved = run_cli("-C", edited, "variant", "extract", REVIEWER, "-o", "my.overlay.toml")
    assert (saved.code, saved.out) == (0, "wrote my.overlay.toml\n")
    assert (edited / "my.overlay.toml").read_text() == printed.out
    told = run_cli("-C", edited, "variant", "extract", REVIEWER, "--json")
    assert told.data == {"path": REVIEWER, "overlay": printed.out, "written": []}
    assert "overlay" not in (edited / "agentreg.toml").read_text().partition("[[variant]]\npath")[2]


def test_an_edit_of_the_form_alone_is_told_since_the_overlay_keeps_it(edited: Path) -> None:
    edit(edited, REVIEWER, "Read, Grep", "[Read, Grep]")
    said = "tools: only its form differs, and the overlay keeps it as it is"
    assert run_cli("-C", edited, "variant", "extract", REVIEWER).err == f"warning: {said}\n"
    assert run_cli("-C", edited, "variant", "extract", REVIEWER, "--json").json["warnings"] == [said]


@pytest.mark.parametrize(
    "place", ["../a.overlay.toml", ".git/a.overlay.toml", ".github/workflows/a.overlay.toml", "a.toml"]
)
def test_an_overlay_is_written_to_no_bad_place(edited: Path, place: str) -> None:
    done = run_cli("-C", edited, "variant", "extract", REVIEWER, "--write", "-o", place)
    assert (done.code, "no place for an overlay" in done.err) == (3, True)
    assert not (edited / place).exists()


def test_the_difference_to_the_base_is_shown_for_both_kinds(made: Path) -> None:
    tracked(made, "planner")
    edit(made, ".claude/agents/planner.md", "sonnet", "haiku")
    for path, model in ((REVIEWER, "opus"), (".claude/agents/planner.md", "haiku")):
        done = run_cli("-C", made, "variant", "diff", path)
        assert (done.code, "sonnet" in done.out, model in done.out) == (0, True, True)
        # A version that the edits ask for would be one of the base.
        assert "*" not in done.out
        told = run_cli("-C", made, "variant", "diff", path, "--json")
        assert told.json["command"] == "variant diff"
        assert model in told.out


def test_a_path_that_is_no_variant_is_refused(made: Path) -> None:
    for verb in ("diff", "render", "extract"):
        done = run_cli("-C", made / ".claude", "variant", verb, "agents/reviewr.md")
        assert (done.code, ".claude/agents/reviewr.md is no variant" in done.err) == (2, True)


def test_what_is_edited_in_place_has_nothing_to_be_rendered_from(edited: Path) -> None:
    done = run_cli("-C", edited, "variant", "render", REVIEWER)
    assert (done.code, "edited in place" in done.err, "variant extract" in done.err) == (2, True, True)


def test_an_overlay_over_an_overlay_of_the_project(made: Path) -> None:
    strict = (
        'extends = "./reviewer.overlay.toml"\n[[patch]]\nsection = "Tone"\ndo = "append"\ntext = "Now."\n'
    )
    other = ".claude/agents/strict.md"
    config = (made / "agentreg.toml").read_text()
    declared = f'[[variant]]\npath = "{other}"\noverlay = "agents/strict.overlay.toml"\n'
    write_files(made, {"agents/strict.overlay.toml": strict, "agentreg.toml": config + declared})
    assert run_cli("-C", made, "variant", "render", other, "--write").code == 0
    text = (made / other).read_text()
    assert text == agent("reviewer", model="opus", steps=NEW_STEPS) + "\nNow.\n"
    assert drifts(made) == {REVIEWER: "current", other: "current"}
    extracted = run_cli("-C", made, "variant", "extract", other)
    assert 'extends = "./reviewer.overlay.toml"\n\n[[patch]]\nsection = "Tone"\n' in extracted.out


def test_tracking_again_renews_the_lock_of_what_an_overlay_makes(made: Path) -> None:
    done = run_cli("-C", made, "track", "reviewer@1.0.0", REVIEWER, "--range", "^1", "--as-is")
    assert (done.code, done.out) == (0, "wrote agentreg.lock\n"), done.err
    (entry,) = parse_lock((made / "agentreg.lock").read_text(), "lock")
    assert (entry.version, entry.rendered) == ("1.0.0", fingerprint((made / REVIEWER).read_bytes()))
    assert drifts(made) == {REVIEWER: "behind"}


def test_the_newest_base_is_let_in_by_the_overlay_and_the_next_sync_keeps_it(made: Path) -> None:
    comment = f"# Ours.\n{TEXT.replace('team/reviewer@^1', 'team/reviewer@^1.0')}".replace(
        '^1.0"', '^1"  # why'
    )
    write_files(made, {OVERLAY: comment})
    commit(made, {})
    done = run_cli("-C", made, "sync", "-y", "--latest", "--allow-widening")
    assert (done.code, "overlay: base team/reviewer, version ^2.0.0" in done.out) == (0, True), done.err
    assert git(made, "show", f"agentreg/sync:{OVERLAY}") == comment.replace('^1"', '^2.0.0"').strip()
    git(made, "merge", "-q", "agentreg/sync")
    assert drifts(made) == {REVIEWER: "current"}
    assert "nothing to do" in run_cli("-C", made, "sync", "-y").out


def test_overlays_upon_one_that_names_the_base_leave_the_range_to_it(made: Path) -> None:
    strict = f'extends = "./{Path(OVERLAY).name}"\n[set]\nmodel = "haiku"\n'
    config = (made / "agentreg.toml").read_text().replace(OVERLAY, "agents/strict.overlay.toml")
    write_files(made, {"agents/strict.overlay.toml": strict, "agentreg.toml": config})
    assert run_cli("-C", made, "variant", "render", REVIEWER, "--write").code == 0
    commit(made, {})
    done = run_cli("-C", made, "sync", "-y", "--latest", "--allow-widening")
    assert done.code == 0, done.err
    assert 'extends = "team/reviewer@^2.0.0"' in git(made, "show", f"agentreg/sync:{OVERLAY}")
    assert git(made, "show", "agentreg/sync:agents/strict.overlay.toml") == strict.strip()


def test_a_base_that_was_renamed_gets_its_new_name_in_the_overlay(made: Path, tmp_path: Path) -> None:
    text = agent("reviewer", tools="Read, Grep, Bash", steps=NEW_STEPS).replace(
        "name: reviewer", "name: critic"
    )
    commit(tmp_path / "team", {"agents/reviewer.md": None, "agents/critic.md": text})
    git(tmp_path / "team", "tag", "v1.2.0")
    assert run_cli("-C", made, "index").code == 0
    assert "write team/critic into its overlay" in run_cli("-C", made, "status").err
    done = run_cli("-C", made, "sync", "-y", "--allow-widening")
    assert done.code == 0, done.out + done.err
    assert 'extends = "team/critic@^1"' in git(made, "show", f"agentreg/sync:{OVERLAY}")
    git(made, "merge", "-q", "agentreg/sync")
    assert drifts(made) == {REVIEWER: "current"}


def test_a_dash_is_standard_output_which_no_variant_is_made_from(edited: Path) -> None:
    printed = run_cli("-C", edited, "variant", "extract", REVIEWER)
    assert run_cli("-C", edited, "variant", "extract", REVIEWER, "-o", "-") == printed
    assert run_cli("-C", edited, "variant", "extract", REVIEWER, "-o", "-", "--write").code == 2
    assert git(edited, "status", "--porcelain") == ""


@pytest.mark.parametrize("command", [["variant", "render", REVIEWER], ["status"]], ids=" ".join)
def test_an_overlay_that_extends_a_misspelt_base_gets_a_suggestion(made: Path, command: list[str]) -> None:
    write_files(made, {OVERLAY: TEXT.replace("reviewer", "reviwer")})
    done = run_cli("-C", made, *command)
    assert (done.code > 1, "did you mean team/reviewer?" in done.err) == (True, True), done.err


def test_an_overlay_that_is_not_committed_is_told(made: Path) -> None:
    write_files(made, {OVERLAY: TEXT.replace("opus", "haiku")})
    done = run_cli("-C", made, "sync", "--check")
    assert (done.code, f"uncommitted changes in {OVERLAY}: a sync works from" in done.err) == (1, True)
