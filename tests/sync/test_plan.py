from __future__ import annotations

from pathlib import Path

import pytest

from agentreg.config.values import VariantConfig
from agentreg.sync.plan import make_plan
from agentreg.sync.steps import Outcome, Plan
from agentreg.sync.terms import LocalEdits, Terms, Widening
from agentreg.variants.drift import drift, overlay_drift
from agentreg.variants.files import DiskFiles
from agentreg.variants.lock import LockEntry, fingerprint, parse_lock
from agentreg.variants.manifest import Variant
from agentreg.variants.overlay import parse_overlay
from agentreg.variants.project import Project
from agentreg.variants.rendering import render
from agentreg.variants.standing import Base, Standing, lock_entry
from support.projects import write_files

PATH = ".claude/agents/reviewer.md"


def agent(
    *, model: str = "sonnet", tools: str = "Read, Grep", steps: tuple[str, ...] = ("Look", "Judge")
) -> bytes:
    listed = "".join(f"{number}. {step} at the change.\n" for number, step in enumerate(steps, start=1))
    return (
        f"---\nname: reviewer\ndescription: Reviews changes.\nmodel: {model}\ntools: {tools}\n---\n\n"
        f"You are a careful reviewer.\n\n## Steps\n\n{listed}\n## Tone\n\nBe kind.\n"
    ).encode()


def standing(
    base: bytes, newest: bytes | None, file: bytes | None, *, owned: tuple[str, ...] = ()
) -> Standing:
    locked = LockEntry(PATH, "team/reviewer", "1.0.0", "../team", "a" * 40, "b" * 40, fingerprint(base))
    variant = Variant(VariantConfig(PATH, "team/reviewer", "^1", owned), locked)
    latest = Base(newest, "a/r.md", "1.1.0", "../team", "c" * 40, "d" * 40) if newest is not None else None
    return Standing(variant, drift(base=base, latest=newest, file=file), base, latest, file)


def plan(one: Standing, tmp_path: Path, widening: Widening = Widening.HOLD) -> Plan:
    project = Project("p", DiskFiles(tmp_path), None, tmp_path, "", "")
    return make_plan((one,), project, Terms(widening))


BASE = agent()


@pytest.mark.parametrize("file", [BASE, agent(model="opus"), BASE.replace(b"\n", b"\r\n")])
def test_a_variant_that_is_up_to_its_base_needs_nothing(tmp_path: Path, file: bytes) -> None:
    made = plan(standing(BASE, BASE, file), tmp_path)
    assert [step.outcome for step in made.steps] == [Outcome.NOTHING]
    assert made.writes == {}


def test_news_and_local_edits_come_together_and_are_told_apart(tmp_path: Path) -> None:
    newest = agent(steps=("Look", "Test", "Judge"))
    one = standing(BASE, newest, agent(model="opus"))
    made = plan(one, tmp_path)
    (step,) = made.steps
    assert step.outcome is Outcome.UPDATE
    assert step.text == agent(model="opus", steps=("Look", "Test", "Judge"))
    assert "step" in step.news
    assert "opus" not in step.news
    assert "model" in step.kept
    assert one.newest is not None
    assert parse_lock(made.lock, "lock") == (lock_entry(one.variant, one.newest),)
    assert made.writes == {PATH: step.text, "agentreg.lock": made.lock.encode()}


def test_what_an_owned_field_kept_out_was_not_brought(tmp_path: Path) -> None:
    newest = agent(model="haiku", steps=("Look", "Test", "Judge"))
    (step,) = plan(standing(BASE, newest, agent(model="opus"), owned=("model",)), tmp_path).steps
    assert (step.outcome, step.news, step.kept) == (Outcome.UPDATE, "step 2 added", "model haiku -> opus")


def test_what_both_sides_did_was_neither_brought_nor_kept(tmp_path: Path) -> None:
    newest = agent(model="haiku", steps=("Look", "Test", "Judge"))
    (step,) = plan(standing(BASE, newest, agent(model="haiku")), tmp_path).steps
    assert (step.news, step.kept) == ("step 2 added", "")


def test_of_a_conflict_both_sides_are_told(tmp_path: Path) -> None:
    (step,) = plan(standing(BASE, agent(model="haiku"), agent(model="opus")), tmp_path).steps
    assert step.outcome is Outcome.CONFLICT
    assert (step.news, step.kept) == ("model sonnet -> haiku", "model sonnet -> opus")


def test_local_edits_that_are_overwritten_are_not_kept(tmp_path: Path) -> None:
    one = standing(BASE, agent(steps=("Look", "Test", "Judge")), agent(model="opus"))
    project = Project("p", DiskFiles(tmp_path), None, tmp_path, "", "")
    (step,) = make_plan((one,), project, Terms(edits=LocalEdits.OVERWRITE)).steps
    assert (step.outcome, step.kept) == (Outcome.UPDATE, "")


def test_line_ends_of_the_project_stay(tmp_path: Path) -> None:
    newest = agent(steps=("Look", "Test", "Judge"))
    made = plan(standing(BASE, newest, BASE.replace(b"\n", b"\r\n")), tmp_path)
    assert made.writes[PATH] == newest.replace(b"\n", b"\r\n")


def test_a_file_that_took_the_news_by_hand_only_needs_its_lock(tmp_path: Path) -> None:
    newest = agent(model="haiku")
    made = plan(standing(BASE, newest, newest), tmp_path)
    assert set(made.writes) == {"agentreg.lock"}


def test_a_conflict_is_left_out_with_its_lock_as_it_was(tmp_path: Path) -> None:
    one = standing(BASE, agent(model="haiku"), agent(model="opus"))
    made = plan(one, tmp_path)
    (step,) = made.steps
    assert step.outcome is Outcome.CONFLICT
    assert [conflict.subject for conflict in step.conflicts] == ["model"]
    assert made.writes == {}
    assert made.left == (step,)
    assert parse_lock(made.lock, "lock") == (one.variant.locked,)


def test_an_owned_field_never_conflicts_and_stays_ours(tmp_path: Path) -> None:
    newest = agent(model="haiku", steps=("Look", "Test", "Judge"))
    made = plan(standing(BASE, newest, agent(model="opus"), owned=("model",)), tmp_path)
    assert made.steps[0].text == agent(model="opus", steps=("Look", "Test", "Judge"))


def test_an_owned_field_that_cannot_be_told_apart_is_not_risked(tmp_path: Path) -> None:
    torn = agent(model="opus").replace(b"---\n\n", b"\n", 1)
    one = standing(BASE, agent(steps=("Look", "Test", "Judge")), torn, owned=("model",))
    made = plan(one, tmp_path, Widening.ALLOW)
    assert (made.steps[0].outcome, made.steps[0].reason) == (
        Outcome.HELD,
        "an owned field would not stay ours",
    )
    assert made.writes == {}


@pytest.mark.parametrize("file", [BASE, agent(model="opus")])
def test_a_merge_that_widens_permissions_is_held_until_it_is_allowed(tmp_path: Path, file: bytes) -> None:
    one = standing(BASE, agent(tools="Read, Grep, Bash"), file)
    held = plan(one, tmp_path)
    assert (held.steps[0].outcome, held.writes) == (Outcome.HELD, {})
    assert held.steps[0].reason
    allowed = plan(one, tmp_path, Widening.ALLOW)
    assert allowed.steps[0].outcome is Outcome.UPDATE
    assert b"Bash" in allowed.writes[PATH]


@pytest.mark.parametrize(
    "addition",
    [
        "permissionMode: bypassPermissions",
        "hooks:\n  PreToolUse:\n    - hooks:\n        - type: command\n          command: ./x.sh",
        "mcpServers:\n  tracker:\n    command: tracker-mcp",
        "initialPrompt: Start at once.",
    ],
)
def test_what_makes_a_host_run_something_is_held_too(tmp_path: Path, addition: str) -> None:
    newest = BASE.replace(b"tools:", f"{addition}\ntools:".encode())
    (step,) = plan(standing(BASE, newest, agent(model="opus")), tmp_path).steps
    assert step.outcome is Outcome.HELD
    assert step.widenings


@pytest.mark.parametrize(
    "newest",
    [agent(tools="Read"), agent(model="haiku"), agent(steps=("Look",)), BASE.replace(b"Be kind.", b"Hurry.")],
)
def test_what_takes_rights_away_or_changes_prose_is_not_held(tmp_path: Path, newest: bytes) -> None:
    (step,) = plan(standing(BASE, newest, BASE), tmp_path).steps
    assert (step.outcome, step.widenings) == (Outcome.UPDATE, ())


@pytest.mark.parametrize(
    ("newest", "file", "reason"),
    [(agent(model="haiku"), None, "the file is not there"), (None, BASE, "")],
)
def test_what_is_missing_or_orphaned_is_skipped_and_kept_in_the_lock(
    tmp_path: Path, newest: bytes | None, file: bytes | None, reason: str
) -> None:
    one = standing(BASE, newest, file)._replace(trouble="" if reason else "gone")
    made = plan(one, tmp_path)
    assert (made.steps[0].outcome, made.steps[0].reason) == (Outcome.SKIPPED, reason or "gone")
    assert parse_lock(made.lock, "lock") == (one.variant.locked,)


@pytest.mark.parametrize("path", ["../out.md", ".git/hooks/a.md", "linked/a.md"])
def test_a_bad_place_is_skipped(tmp_path: Path, path: str) -> None:
    (tmp_path / "linked").symlink_to(tmp_path)
    one = standing(BASE, agent(model="haiku"), BASE)
    declared = one.variant.declared._replace(path=path)
    made = plan(one._replace(variant=Variant(declared, one.variant.locked)), tmp_path)
    assert made.steps[0].outcome is Outcome.SKIPPED
    assert made.writes == {}


def test_a_plan_writes_nothing(tmp_path: Path) -> None:
    write_files(tmp_path, {PATH: BASE, "agentreg.lock": "before"})
    made = plan(standing(BASE, agent(model="haiku"), BASE), tmp_path)
    assert made.before == {"agentreg.lock": b"before"}
    assert (tmp_path / PATH).read_bytes() == BASE
    assert (tmp_path / "agentreg.lock").read_bytes() == b"before"


def test_a_conflict_that_was_never_resolved_is_not_merged_into(tmp_path: Path) -> None:
    committed = BASE + b"<<<<<<< HEAD\nBe fast.\n=======\nBe slow.\n>>>>>>> topic\n"
    made = plan(standing(BASE, agent(steps=("Look", "Test", "Judge")), committed), tmp_path)
    (step,) = made.steps
    assert (step.outcome, step.reason) == (Outcome.HELD, "a conflict in it was never resolved")
    assert [warning.message for warning in step.warnings] == ["ours holds an unresolved conflict at line 18"]
    assert made.writes == {}


def made_standing(newest: bytes, file: bytes, overlay: str) -> Standing:
    """A variant that its overlay makes, as `stand` tells it."""
    one = standing(BASE, newest, file)
    parsed = parse_overlay(overlay, "a.overlay.toml")
    rendering, was = render(parsed, newest), render(parsed, BASE)
    assert one.variant.locked
    locked = one.variant.locked._replace(rendered=fingerprint(was))
    drifted = overlay_drift(rendering=rendering, file=file, written=locked.rendered, settled=newest == BASE)
    declared = one.variant.declared._replace(overlay="a.overlay.toml")
    return one._replace(
        variant=Variant(declared, locked), drift=drifted, rendering=rendering, overlays=(parsed,)
    )


OVERLAY = 'extends = "team/reviewer@^1"\n[set]\nmodel = "opus"\n'


def test_what_an_overlay_makes_is_written_without_a_merge(tmp_path: Path) -> None:
    newest = agent(steps=("Look", "Test", "Judge"))
    one = made_standing(newest, agent(model="opus").replace(b"\n", b"\r\n"), OVERLAY)
    made = plan(one, tmp_path)
    expected = agent(model="opus", steps=("Look", "Test", "Judge"))
    assert made.writes == {PATH: expected.replace(b"\n", b"\r\n"), "agentreg.lock": made.lock.encode()}
    assert [entry.rendered for entry in parse_lock(made.lock, "lock")] == [fingerprint(expected)]
    assert "step" in made.steps[0].news
    assert "model" in made.steps[0].kept


def test_what_an_overlay_makes_is_held_when_it_widens_permissions(tmp_path: Path) -> None:
    one = made_standing(agent(tools="Read, Grep, Bash"), agent(model="opus"), OVERLAY)
    assert plan(one, tmp_path).steps[0].outcome is Outcome.HELD
    assert plan(one, tmp_path, Widening.ALLOW).steps[0].outcome is Outcome.UPDATE


def test_an_edited_copy_of_what_an_overlay_makes_is_not_overwritten(tmp_path: Path) -> None:
    one = made_standing(agent(steps=("Look", "Test", "Judge")), agent(model="haiku"), OVERLAY)
    made = plan(one, tmp_path, Widening.ALLOW)
    (step,) = made.steps
    assert (step.outcome, made.writes) == (Outcome.HELD, {})
    assert "edit the overlay" in step.reason
    assert "`agentreg variant extract" in step.reason
    assert parse_lock(made.lock, "lock") == (one.variant.locked,)


def test_an_edited_copy_of_what_an_overlay_makes_is_overwritten_when_that_is_asked_for(
    tmp_path: Path,
) -> None:
    newest = agent(steps=("Look", "Test", "Judge"))
    one = made_standing(newest, agent(model="haiku"), OVERLAY)
    project = Project("p", DiskFiles(tmp_path), None, tmp_path, "", "")
    made = make_plan((one,), project, Terms(edits=LocalEdits.OVERWRITE))
    assert made.writes[PATH] == agent(model="opus", steps=("Look", "Test", "Judge"))


def test_what_the_base_changed_and_the_overlay_replaces_is_told(tmp_path: Path) -> None:
    overlay = OVERLAY + '[[patch]]\nsection = "Tone"\ndo = "replace"\ntext = "Be brief."\n'
    newest = agent(model="haiku", steps=("Look", "Test", "Judge")).replace(b"Be kind.", b"Be kind, and cite.")
    made = agent(model="opus").replace(b"Be kind.", b"Be brief.")
    (step,) = plan(made_standing(newest, made, overlay), tmp_path).steps
    assert step.outcome is Outcome.UPDATE
    assert [(one.danger.value, one.subject, one.message) for one in step.warnings] == [
        ("news-overruled", "model", "a.overlay.toml:3 replaces what the base changed"),
        (
            "news-overruled",
            "section 'Tone'",
            "a.overlay.toml:4 replaces what the base changed",
        ),
    ]
