from __future__ import annotations

from pathlib import Path

import pytest

from agentreg.config.read import parse_config
from agentreg.config.values import VariantConfig
from agentreg.variants.lock import parse_lock
from support.cli import run_cli
from support.projects import bytes_below, write_files
from support.repos import commit, git
from support.variants import NEW_STEPS, PLANNER, REVIEWER, agent, project

EDITED = agent("reviewer", steps=NEW_STEPS).replace("sonnet", "opus")
"""The reviewer of 1.1.0 with a local edit."""

BOSS = agent("planner").replace("name: planner", "name: boss")
"""The planner under another name."""


@pytest.fixture
def shop(tmp_path: Path, team: Path) -> Path:
    return project(tmp_path / "shop", team)


def variants_of(folder: Path) -> tuple[VariantConfig, ...]:
    return parse_config((folder / "agentreg.toml").read_text(), "agentreg.toml").variants


def locked_versions(folder: Path) -> dict[str, str]:
    lock = parse_lock((folder / "agentreg.lock").read_text(), "agentreg.lock")
    return {entry.path: entry.version for entry in lock}


def test_a_copy_becomes_a_variant_of_the_nearest_revision_and_stays_as_it_is(shop: Path) -> None:
    write_files(shop, {REVIEWER: EDITED})
    done = run_cli("-C", shop, "adopt", REVIEWER, "--from", "team", "-y")
    files = f"agentreg.lock, agentreg.toml, {REVIEWER}"
    assert done.code == 0
    assert done.err.splitlines() == [
        "wrote agentreg.lock, agentreg.toml",
        f"next, commit {files}: `agentreg sync` works from what is committed",
    ]
    assert done.out.splitlines() == [
        REVIEWER,
        "  base   team/reviewer 1.1.0 of 2023-11-15, 1 revision behind",
        "  near   92% of lines in common, 97% of words",
        "  edits  model sonnet -> opus",
    ]
    assert (shop / REVIEWER).read_text() == EDITED
    assert variants_of(shop) == (VariantConfig(REVIEWER, "team/reviewer"),)
    assert locked_versions(shop) == {REVIEWER: "1.1.0"}
    found = run_cli("-C", shop, "status", "--json").data["repositories"][0]["variants"]
    assert [(one["drift"], one["behind"]) for one in found] == [("diverged", 1)]


@pytest.mark.parametrize(
    ("text", "base", "version", "edits"),
    [
        (agent("reviewer"), "team/reviewer", "1.0.0", ""),
        (agent("reviewer").replace("\n", "\r\n"), "team/reviewer", "1.0.0", "reformatted"),
        (agent("reviewer", tools="Read, Grep, Bash", steps=NEW_STEPS), "team/reviewer", "2.0.0", ""),
        # Renamed, and put under the name of another agent.
        (
            BOSS,
            "team/planner",
            "2.0.0",
            "name planner -> boss",
        ),
    ],
)
def test_the_text_tells_the_agent_and_the_revision_whatever_the_files_name(
    shop: Path, text: str, base: str, version: str, edits: str
) -> None:
    write_files(shop, {REVIEWER: text})
    done = run_cli("-C", shop, "adopt", REVIEWER, "--from", "team", "-y", "--json")
    (found,) = done.data["adopted"]
    assert (done.code, found["base"], found["edits"]) == (0, base, edits)
    assert locked_versions(shop) == {REVIEWER: version}


def test_several_files_are_declared_in_one_write_and_what_was_left_is_told(shop: Path) -> None:
    write_files(
        shop, {REVIEWER: EDITED, PLANNER: agent("planner"), "notes.md": "# Notes\n\nBe kind and brief.\n"}
    )
    paths = (REVIEWER, "notes.md", "absent.md", PLANNER, PLANNER)
    done = run_cli("-C", shop, "adopt", *paths, "--from", "team", "-y")
    files = f"agentreg.lock, agentreg.toml, {REVIEWER}, {PLANNER}"
    far = "team has nothing near to it; the nearest is team/planner, with 19% of lines and words in common"
    assert done.code == 1
    assert done.err.splitlines() == [
        f"agentreg: notes.md: {far}",
        "hint: if you know its base, `agentreg track --as-is AGENT@REVISION PATH` takes your word for it",
        "agentreg: no such file: absent.md",
        "wrote agentreg.lock, agentreg.toml",
        f"next, commit {files}: `agentreg sync` works from what is committed",
    ]
    assert {one.path: one.base for one in variants_of(shop)} == {
        REVIEWER: "team/reviewer",
        PLANNER: "team/planner",
    }
    assert locked_versions(shop) == {REVIEWER: "1.1.0", PLANNER: "2.0.0"}


def test_what_is_a_variant_already_is_left_without_noise(shop: Path) -> None:
    write_files(shop, {REVIEWER: EDITED, PLANNER: agent("planner")})
    assert run_cli("-C", shop, "adopt", REVIEWER, "--from", "team", "-y").code == 0
    before = bytes_below(shop)
    done = run_cli("-C", shop, "adopt", REVIEWER, "--from", "team", "-y")
    assert (done.code, done.out, done.err) == (0, "", f"{REVIEWER} is a variant already\n")
    assert run_cli("-C", shop, "adopt", REVIEWER, "--from", "team", "-y", "-q").err == ""
    assert bytes_below(shop) == before
    both = run_cli("-C", shop, "adopt", REVIEWER, PLANNER, "--from", "team", "-y", "--json")
    assert (both.code, both.data["already"]) == (0, [REVIEWER])
    again = run_cli("-C", shop, "adopt", REVIEWER, PLANNER, "--from", "team/reviewer", "-n")
    assert f"{PLANNER} is already a variant of team/planner (*)" in again.err
    assert run_cli("-C", shop, "adopt", REVIEWER, PLANNER, "-n").err == "2 files are variants already\n"


def test_a_variant_that_lacks_its_lock_gets_it_again_and_nothing_else_changes(shop: Path) -> None:
    write_files(shop, {REVIEWER: EDITED})
    adopted = ["adopt", REVIEWER, "--from", "team", "--range", "^1", "--owned", "model", "-y"]
    assert run_cli("-C", shop, *adopted).code == 0
    commit(shop, {})
    lock, config = (shop / "agentreg.lock").read_bytes(), (shop / "agentreg.toml").read_bytes()
    (shop / "agentreg.lock").unlink()
    assert f"or run `agentreg adopt {REVIEWER}`" in run_cli("-C", shop, "status").err
    done = run_cli("-C", shop, "adopt", REVIEWER, "-y")
    assert (done.code, done.err) == (0, "wrote agentreg.lock\n")
    assert ((shop / "agentreg.lock").read_bytes(), (shop / "agentreg.toml").read_bytes()) == (lock, config)
    (shop / "agentreg.lock").unlink()
    other = run_cli("-C", shop, "adopt", REVIEWER, "--from", "team/planner", "-y")
    assert (other.code, "change its [[variant]] block" in other.err) == (1, True)
    assert not (shop / "agentreg.lock").exists()


def test_a_variant_of_an_overlay_is_locked_by_making_it(shop: Path) -> None:
    write_files(shop, {REVIEWER: EDITED})
    assert run_cli("-C", shop, "adopt", REVIEWER, "--from", "team", "-y").code == 0
    assert run_cli("-C", shop, "variant", "extract", REVIEWER, "--write").code == 0
    (shop / "agentreg.lock").unlink()
    done = run_cli("-C", shop, "adopt", REVIEWER, "-y")
    assert (done.code, f"agentreg variant render {REVIEWER} --write" in done.err) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([".claude/agents", "--from", "team"], "name the files in it, such as .claude/agents/*.md"),
        ([REVIEWER], "--from names the source"),
        ([REVIEWER, "--from", "team", "--owned", "modle"], "did you mean 'model'?"),
    ],
)
def test_what_is_missing_or_misspelt_is_told_with_what_to_do(
    shop: Path, arguments: list[str], said: str
) -> None:
    write_files(shop, {REVIEWER: EDITED})
    done = run_cli("-C", shop, "adopt", *arguments, "-y")
    assert (done.code, done.out, said in done.err) == (1, "", True), done.err
    assert not (shop / "agentreg.lock").exists()


def test_an_agent_may_be_named_and_is_the_only_candidate(shop: Path) -> None:
    write_files(shop, {REVIEWER: EDITED})
    done = run_cli("-C", shop, "adopt", REVIEWER, "--from", "team/planner", "-y", "--json")
    (found,) = done.data["adopted"]
    assert (found["base"], found["behind"]) == ("team/planner", 0)


def test_range_and_owned_fields_are_declared(shop: Path) -> None:
    write_files(shop, {REVIEWER: EDITED})
    options = ("--range", "^1", "--owned", "model", "--owned", "tools")
    done = run_cli("-C", shop, "adopt", REVIEWER, "--from", "team", "-y", "--json", *options)
    assert done.data["adopted"][0]["behind"] == 0
    assert variants_of(shop) == (VariantConfig(REVIEWER, "team/reviewer", "^1", ("model", "tools")),)


def test_a_range_that_would_lead_back_is_refused(shop: Path) -> None:
    write_files(shop, {REVIEWER: agent("reviewer", tools="Read, Grep, Bash", steps=NEW_STEPS)})
    done = run_cli("-C", shop, "adopt", REVIEWER, "--from", "team", "--range", "^1", "-y")
    assert done.code == 1
    assert "team/reviewer 2.0.0, is newer than all that ^1 allows" in done.err
    assert variants_of(shop) == ()


def test_two_agents_that_are_equally_near_are_named_and_the_name_of_the_file_decides(
    shop: Path, team: Path
) -> None:
    commit(team, {"agents/twin.md": agent("planner"), "more/planner.md": agent("planner")})
    assert run_cli("-C", shop, "index").code == 0
    write_files(shop, {"agents/boss.md": BOSS})
    done = run_cli("-C", shop, "adopt", "agents/boss.md", "--from", "team", "-y")
    assert done.code == 1
    assert done.err.splitlines() == [
        "agentreg: agents/boss.md: 3 agents are equally near to it",
        "hint: choose with --from, one of: team/agents/planner.md, team/agents/twin.md, team/more/planner.md",
    ]
    chosen = run_cli("-C", shop, "adopt", "agents/boss.md", "--from", "team/more/planner.md", "-y")
    assert (chosen.code, variants_of(shop)[0].base) == (0, "team/more/planner.md")
    write_files(shop, {"agents/twin.md": BOSS})
    assert run_cli("-C", shop, "adopt", "agents/twin.md", "--from", "team", "-y").code == 0
    assert variants_of(shop)[1].base == "team/agents/twin.md"


def test_a_base_that_is_gone_from_its_source_is_not_followed(shop: Path, team: Path) -> None:
    commit(team, {"agents/planner.md": None})
    assert run_cli("-C", shop, "index").code == 0
    write_files(shop, {PLANNER: agent("planner")})
    done = run_cli("-C", shop, "adopt", PLANNER, "--from", "team", "-y")
    assert done.code == 1
    assert "its base, team/agents/planner.md, is gone from its source" in done.err


def test_a_revision_that_is_too_large_to_read_keeps_no_file_from_its_base(shop: Path, team: Path) -> None:
    commit(team, {"agents/reviewer.md": agent("reviewer") + "x" * 1_100_000})
    commit(team, {"agents/reviewer.md": agent("reviewer", model="haiku", steps=NEW_STEPS)})
    assert run_cli("-C", shop, "index").code == 0
    write_files(shop, {REVIEWER: EDITED})
    done = run_cli("-C", shop, "adopt", REVIEWER, "--from", "team", "-y", "--json")
    assert (done.code, done.data["adopted"][0]["base"]) == (0, "team/reviewer")


def test_dry_run_shows_and_writes_nothing(shop: Path) -> None:
    write_files(shop, {REVIEWER: EDITED})
    before = bytes_below(shop)
    done = run_cli("-C", shop, "adopt", REVIEWER, "--from", "team", "-n")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(REVIEWER)
    assert bytes_below(shop) == before


def test_without_a_terminal_nothing_is_written_unasked(shop: Path) -> None:
    write_files(shop, {REVIEWER: EDITED})
    done = run_cli("-C", shop, "adopt", REVIEWER, "--from", "team")
    assert done.code == 2
    assert "-y writes without asking" in done.err
    assert variants_of(shop) == ()


@pytest.mark.parametrize(("answer", "code", "declared"), [(b"y\n", 0, 1), (b"n\n", 1, 0)])
def test_on_a_terminal_a_person_is_asked(
    shop: Path, monkeypatch: pytest.MonkeyPatch, answer: bytes, code: int, declared: int
) -> None:
    monkeypatch.setattr("agentreg_cli.asking.has_terminal", lambda: True)
    write_files(shop, {REVIEWER: EDITED})
    done = run_cli("-C", shop, "adopt", REVIEWER, "--from", "team", stdin=answer)
    assert (done.code, len(variants_of(shop))) == (code, declared)


def test_verbose_shows_the_local_edits_as_diff_does(shop: Path) -> None:
    write_files(shop, {REVIEWER: EDITED})
    done = run_cli("-C", shop, "adopt", REVIEWER, "--from", "team", "-n", "-v")
    assert "  team/reviewer -> .claude/agents/reviewer.md" in done.out.splitlines()
    assert "    ~ model raised: sonnet -> opus  line 4  model-raised" in done.out.splitlines()


@pytest.mark.parametrize("path", ["../o.md", ".git/config", ".github/workflows/a.md", "a.sh"])
def test_a_bad_place_is_left(shop: Path, path: str) -> None:
    done = run_cli("-C", shop, "adopt", path, "--from", "team", "-y")
    assert done.code == 1
    assert "no place for a variant" in done.err


@pytest.mark.parametrize(
    ("source", "code", "said"),
    [
        ("nowhere", 3, "nowhere is not indexed"),
        ("taem", 3, "did you mean team?"),
        ("team/reviwer", 2, "did you mean team/reviewer?"),
        ("team/nobody", 2, "team/nobody is no indexed agent"),
    ],
)
def test_a_source_or_agent_that_is_not_known_is_told_once(
    shop: Path, source: str, code: int, said: str
) -> None:
    write_files(shop, {REVIEWER: EDITED, PLANNER: agent("planner")})
    done = run_cli("-C", shop, "adopt", REVIEWER, PLANNER, "--from", source, "-y")
    assert (done.code, done.err.count("agentreg: ")) == (code, 1)
    assert said in done.err


def test_json_tells_the_revision_and_how_near_it_is(shop: Path, team: Path) -> None:
    write_files(shop, {REVIEWER: EDITED})
    done = run_cli("-C", shop, "adopt", REVIEWER, "absent.md", "--from", "team", "-y", "--json")
    assert (done.code, done.json["ok"]) == (1, False)
    assert [error["code"] for error in done.json["errors"]] == ["unknown-reference"]
    assert done.data["written"] == ["agentreg.lock", "agentreg.toml"]
    (found,) = done.data["adopted"]
    assert found["revision"] == {
        "version": "1.1.0",
        "commit": git(team, "rev-parse", "v1.1.0"),
        "blob": git(team, "rev-parse", "v1.1.0:agents/reviewer.md"),
        "path": "agents/reviewer.md",
        "time": "2023-11-15T22:13:20Z",
    }
    assert {key: found[key] for key in ("lines_in_common", "words_in_common", "behind", "range")} == {
        "lines_in_common": 0.9231,
        "words_in_common": 0.9706,
        "behind": 1,
        "range": "*",
    }


def test_what_strangers_wrote_reaches_the_terminal_harmless(shop: Path, team: Path) -> None:
    evil = BOSS.replace("name: boss", 'name: "bo\\e[31mss\\nwrote all"')
    commit(team, {"agents/evil.md": evil.replace("brief", "evil \x1b[31m")})
    assert run_cli("-C", shop, "index").code == 0
    path = "agents/x.md"
    write_files(shop, {path: evil.replace("brief", "mild \x1b[32m")})
    done = run_cli("-C", shop, "adopt", path, "--from", "team", "-y", "-v")
    assert done.code == 0
    assert "\x1b" not in done.out + done.err
    assert "\nwrote all" not in done.out + done.err
    assert variants_of(shop)[0].base == "team/bo\x1b[31mss wrote all"
    for command in (["why", path], ["outdated"], ["propose", path, "-n"]):
        told = run_cli("-C", shop, *command)
        assert told.code == 0
        assert "\x1b" not in told.out + told.err
