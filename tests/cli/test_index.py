"""`agentreg index`: what it says, what it survives."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from agentreg.sources.mirror import update_mirror
from support.cli import run_cli
from support.indexed import definition
from support.repos import build_repo, commit, git, init


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    """A registry of two sources, `team` and `docs`, in the folder `work`."""
    for name, agent in (("team", "reviewer"), ("docs", "writer")):
        build_repo(
            tmp_path / name,
            [{f"agents/{agent}.md": definition(agent)}, {f"agents/{agent}.md": definition(agent, "Newer.")}],
        )
    work = tmp_path / "work"
    work.mkdir()
    for arguments in (["init"], ["add", "../team", "../docs"]):
        assert run_cli("-C", work, *arguments).code == 0
    return work


def test_a_first_run_tells_what_is_new_and_a_second_that_nothing_is(registry):
    first, second = run_cli("-C", registry, "index"), run_cli("-C", registry, "index")
    assert (first.code, first.err) == (0, "")
    assert [line.split() for line in first.out.splitlines()] == [
        ["source", "new", "revisions", "texts", "read", "dropped"],
        ["team", "2", "2"],
        ["docs", "2", "2"],
    ]
    assert (second.code, second.out, second.err) == (0, "", "2 sources with nothing new\n")


def test_json_says_the_same_for_programs(registry):
    ran = run_cli("-C", registry, "index", "--json", "docs")
    assert ran.data == {
        "sources": [
            {
                "source": "docs",
                "changed": True,
                "revisions": 2,
                "texts": 2,
                "dropped": 0,
                "notes": [],
                "error": None,
            }
        ],
        "forgotten": [],
    }


def test_only_the_named_sources_are_indexed(registry):
    assert run_cli("-C", registry, "index", "docs").code == 0
    assert [agent["name"] for agent in run_cli("-C", registry, "list", "--json").data] == ["writer"]


def test_a_source_that_cannot_be_read_harms_no_other(registry):
    run_cli("-C", registry, "index")
    (registry.parent / "team").rename(registry.parent / "gone")
    commit(registry.parent / "docs", {"agents/writer.md": definition("writer", "Newest.")})
    ran = run_cli("-C", registry, "index")
    assert ran.code == 3
    assert ran.out.splitlines()[1].split() == ["docs", "1", "1"]
    assert "warning: team: " in ran.err
    assert "does not exist" in ran.err
    assert len(run_cli("-C", registry, "list", "--json").data) == 2


def test_json_is_not_ok_when_a_source_failed(registry):
    (registry.parent / "team").rename(registry.parent / "gone")
    ran = run_cli("-C", registry, "index", "--json")
    assert (ran.code, ran.json["ok"]) == (3, False)
    assert [(error["code"], "does not exist" in error["message"]) for error in ran.json["errors"]] == [
        ("read-error", True)
    ]
    assert [bool(source["error"]) for source in ran.data["sources"]] == [True, False]


@pytest.mark.parametrize(
    ("location", "said"),
    [("ext::sh -c id", "asks for a remote helper"), ("https://[bad/r", "cannot be a source")],
)
def test_a_location_that_is_refused_harms_no_other(registry, location, said):
    config = registry / "agentreg.toml"
    config.write_text(config.read_text().replace("../team", location))
    ran = run_cli("-C", registry, "index")
    assert ran.code == 3
    assert f"warning: team: '{location}' {said}" in ran.err
    assert ran.out.splitlines()[1].split() == ["docs", "2", "2"]


def test_a_mirror_that_cannot_be_made_harms_no_other(registry, monkeypatch):
    update = update_mirror

    def refuse(source, *arguments, **options):
        if source.name == "team":
            raise PermissionError(13, "Permission denied", "/there/team.git")
        return update(source, *arguments, **options)

    monkeypatch.setattr("agentreg.index.update.update_mirror", refuse)
    ran = run_cli("-C", registry, "index")
    assert ran.code == 3
    assert "warning: team: /there/team.git: Permission denied" in ran.err
    assert ran.out.splitlines()[1].split() == ["docs", "2", "2"]


def test_offline_the_mirrors_are_indexed_as_they_are(registry):
    run_cli("-C", registry, "index")
    commit(registry.parent / "team", {"agents/other.md": definition("other")})
    assert run_cli("-C", registry, "index", "--offline").out == ""
    assert run_cli("-C", registry, "index").out.splitlines()[1].split() == ["team", "1", "1"]


def test_what_a_forced_push_dropped_is_counted(registry):
    run_cli("-C", registry, "index")
    team = registry.parent / "team"
    git(team, "tag", "-d", "v2")
    git(team, "reset", "-q", "--hard", "v1")
    assert run_cli("-C", registry, "index").out.splitlines()[1].split() == ["team", "0", "0", "1"]


def test_a_source_that_is_no_longer_tracked_leaves_the_index(registry):
    run_cli("-C", registry, "index")
    run_cli("-C", registry, "remove", "docs")
    assert "docs: no longer tracked" in run_cli("-C", registry, "index").err
    assert [agent["name"] for agent in run_cli("-C", registry, "list", "--json").data] == ["reviewer"]


def test_rebuilding_gives_the_same_index(registry):
    run_cli("-C", registry, "index")
    before = run_cli("-C", registry, "list", "--json").out
    assert run_cli("-C", registry, "index", "--rebuild").out.count("\n") == 3
    assert run_cli("-C", registry, "list", "--json").out == before


def test_rebuilding_one_source_leaves_the_others(registry):
    run_cli("-C", registry, "index")
    before = run_cli("-C", registry, "list", "--json").out
    ran = run_cli("-C", registry, "index", "--rebuild", "team")
    assert [line.split() for line in ran.out.splitlines()[1:]] == [["team", "2", "0"]]
    assert run_cli("-C", registry, "list", "--json").out == before


def test_a_source_that_cannot_be_rebuilt_stays(registry):
    run_cli("-C", registry, "index")
    before = run_cli("-C", registry, "list", "--json").out
    (registry.parent / "team").rename(registry.parent / "gone")
    assert run_cli("-C", registry, "index", "--rebuild", "team").code == 3
    assert run_cli("-C", registry, "list", "--json").out == before
    (registry.parent / "gone").rename(registry.parent / "team")
    assert run_cli("-C", registry, "index").out.splitlines()[1].split() == ["team", "2", "0"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(["index", "nobody"], "no source is called 'nobody'"), (["list"], "nothing is indexed yet")],
)
def test_what_cannot_be_done_is_explained(registry, arguments, message):
    ran = run_cli("-C", registry, *arguments)
    assert ran.code in (2, 3)
    assert message in ran.err


@pytest.mark.parametrize("command", [["status"], ["list"], ["track", "team/reviewer"]])
def test_what_is_wrong_with_the_configuration_comes_before_the_lack_of_an_index(registry, command):
    with (registry / "agentreg.toml").open("a") as config:
        config.write("nothing = 1\n")
    ran = run_cli("-C", registry, *command)
    assert ran.code == 2
    assert "unknown key 'nothing'" in ran.err
    assert "nothing is indexed" not in ran.err


def test_without_sources_the_hint_says_how_to_add_one(tmp_path):
    run_cli("-C", tmp_path, "init")
    ran = run_cli("-C", tmp_path, "index")
    assert (ran.code, f"`agentreg add URL_OR_PATH` in {tmp_path} names" in ran.err) == (2, True)


@pytest.mark.parametrize("command", [["sync"], ["status"], ["outdated"], ["list"], ["sync", "../shop"]])
def test_what_needs_bases_says_where_a_source_is_missing_and_how_it_comes(tmp_path, command):
    shop, folder = tmp_path / "shop", tmp_path / "fleet"
    for place in (shop, folder):
        place.mkdir()
        init(place)
        run_cli("-C", place, "init")
    with (folder / "agentreg.toml").open("a") as config:
        config.write('[fleet]\nrepositories = ["../shop"]\n')
    ran = run_cli("-C", folder, *command)
    assert ran.code == 3
    assert "agentreg: nothing is indexed yet: there is no source\n" in ran.err
    assert f"hint: `agentreg add URL_OR_PATH` in {folder} names the repository" in ran.err
    assert "`agentreg index` reads it; sources of other folders do not count here" in ran.err


def wait_for_file(folder: Path, pattern: str) -> None:
    deadline = time.monotonic() + 60
    while not list(folder.glob(pattern)):
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT to send")
def test_after_an_interruption_the_next_run_goes_on(registry):
    many = {f"agents/a{number}.md": definition(f"a{number}", *["Line."] * 200) for number in range(3_000)}
    commit(registry.parent / "docs", many)
    program = [sys.executable, "-c", "from agentreg_cli.main import main; raise SystemExit(main())"]
    with subprocess.Popen(
        [*program, "-C", registry, "index", "-j", "1"], stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        wait_for_file(Path(os.environ["AGENTREG_CACHE"]) / "index", "*.sqlite")
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode in (0, 130)
    assert b"Traceback" not in said
    assert run_cli("-C", registry, "index").code == 0
    assert len(run_cli("-C", registry, "list", "--json").data) == 3_002
