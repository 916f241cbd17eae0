from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from support.cli import run_cli

BASE = """\
---
name: reviewer
description: Reviews a change.
tools: Read, Grep
model: sonnet
---

You review one change at a time.

Report what you found.
"""
OURS = BASE.replace("model: sonnet", "model: opus")
THEIRS = BASE.replace("Read, Grep", "Read, Grep, Bash").replace("what you found", "what you found, by file")
MERGED = THEIRS.replace("model: sonnet", "model: opus")
RIVAL = BASE.replace("model: sonnet", "model: haiku")
MARKED = """\
---
name: reviewer
description: Reviews a change.
tools: Read, Grep
<<<<<<< ours: model
model: opus
||||||| base: both sides changed it differently
model: sonnet
=======
model: haiku
>>>>>>> theirs: model
---

You review one change at a time.

Report what you found.
"""


@pytest.fixture(autouse=True)
def files(house: Path) -> Path:
    for name, text in {"base.md": BASE, "ours.md": OURS, "theirs.md": THEIRS, "rival.md": RIVAL}.items():
        (house / name).write_text(text)
    return house


def test_a_clean_merge_goes_to_standard_output_byte_for_byte() -> None:
    ran = run_cli("merge", "base.md", "ours.md", "theirs.md", "-q")
    assert (ran.code, ran.out) == (0, MERGED)


def test_a_conflict_is_marked_told_and_exits_1() -> None:
    ran = run_cli("merge", "base.md", "ours.md", "rival.md")
    assert (ran.code, ran.out) == (1, MARKED)
    assert ran.err == "conflict at line 5, model: both sides changed it differently\n"


def test_wider_permissions_are_told_even_when_quiet() -> None:
    ran = run_cli("merge", "base.md", "ours.md", "theirs.md", "-q")
    assert "warning: tools: on " in ran.err
    assert "Bash (execute" in ran.err


def test_the_result_can_be_written_to_a_file(house: Path) -> None:
    ran = run_cli("merge", "base.md", "ours.md", "theirs.md", "-o", "merged.md")
    assert (ran.code, ran.out) == (0, "")
    assert (house / "merged.md").read_text() == MERGED
    assert run_cli("merge", "base.md", "ours.md", "theirs.md", "-o", "-").out == MERGED
    assert not (house / "-").exists()


@pytest.mark.parametrize(
    "arguments", [["ours.md", "theirs.md", "-o", "link.md"], ["link.md", "theirs.md", "--in-place"]]
)
def test_nothing_is_written_through_a_link(house: Path, arguments: list[str]) -> None:
    (house / "elsewhere.md").write_bytes((house / "ours.md").read_bytes())
    (house / "link.md").symlink_to("elsewhere.md")
    ran = run_cli("merge", "base.md", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "link.md is a symbolic link" in ran.err
    assert (house / "elsewhere.md").read_bytes() == (house / "ours.md").read_bytes()


def test_in_place_writes_ours_and_nothing_else(house: Path) -> None:
    (house / "ours.md").chmod(0o640)
    before = sorted(path.name for path in house.iterdir())
    ran = run_cli("merge", "base.md", "ours.md", "theirs.md", "--in-place")
    assert (ran.code, ran.out) == (0, "")
    assert (house / "ours.md").read_text() == MERGED
    assert (house / "ours.md").stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in house.iterdir()) == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-", "theirs.md", "--in-place"], "--in-place needs a file"),
        (["ours.md", "theirs.md", "--in-place", "-o", "x.md"], "exclude each other"),
    ],
)
def test_in_place_is_refused_where_it_cannot_be_meant(arguments: list[str], message: str) -> None:
    ran = run_cli("merge", "base.md", *arguments)
    assert ran.code == 2
    assert message in ran.err


def test_a_missing_side_is_an_error_and_no_merge() -> None:
    ran = run_cli("merge", "base.md", "ours.md", "missing.md")
    assert ran.code in (2, 3)
    assert ran.out == ""


def test_one_side_may_come_from_standard_input() -> None:
    ran = run_cli("merge", "base.md", "ours.md", "-", stdin=THEIRS.encode())
    assert (ran.code, ran.out) == (0, MERGED)


def test_only_one_side_may_come_from_standard_input() -> None:
    ran = run_cli("merge", "-", "ours.md", "-", stdin=THEIRS.encode())
    assert (ran.code, ran.out) == (2, "")
    assert "'-' is named twice" in ran.err


def test_owned_fields_stay_ours() -> None:
    ran = run_cli("merge", "base.md", "ours.md", "rival.md", "--owned", "model", "--explain")
    assert (ran.code, ran.out) == (0, OURS)
    assert ran.err == "model: policy (ours by policy)\n"


def test_explain_tells_every_decision() -> None:
    ran = run_cli("merge", "base.md", "ours.md", "theirs.md", "--explain")
    assert ran.err.startswith(
        "tools: theirs (only theirs changed it)\n"
        "model: ours (only ours changed it)\n"
        "body: theirs (only theirs changed it)\n"
    )


def test_a_conflict_that_somebody_committed_is_told_with_its_line(house: Path) -> None:
    (house / "ours.md").write_text(MARKED)
    ran = run_cli("merge", "base.md", "ours.md", "theirs.md", "-q")
    assert "warning: file: ours holds an unresolved conflict at line 5\n" in ran.err


def test_json_tells_conflicts_with_their_spans_and_the_text() -> None:
    ran = run_cli("merge", "base.md", "ours.md", "rival.md", "--json")
    assert ran.code == 1
    assert (ran.json["ok"], ran.data["clean"], ran.data["text"]) == (True, False, MARKED)
    (conflict,) = ran.data["conflicts"]
    start, end = conflict.pop("span").values()
    assert MARKED[start:end].startswith("<<<<<<< ours: model\n")
    assert MARKED[start:end].endswith(">>>>>>> theirs: model\n")
    assert conflict == {
        "subject": "model",
        "reason": "both sides changed it differently",
        "base": "model: sonnet\n",
        "ours": "model: opus\n",
        "theirs": "model: haiku\n",
    }


def test_json_names_the_file_that_was_written() -> None:
    ran = run_cli("merge", "base.md", "ours.md", "theirs.md", "-o", "merged.md", "--json")
    assert "text" not in ran.data
    assert ran.data["written"].endswith("merged.md")
    assert {one["danger"] for one in ran.data["cautions"]} == {"edits-touch", "permissions-widened"}
    assert len(ran.json["warnings"]) == len(ran.data["cautions"])


def test_bytes_that_are_not_utf8_pass_through(house: Path) -> None:
    (house / "odd.md").write_bytes(THEIRS.encode() + b"\xff\xfe\n")
    run_cli("merge", "base.md", "ours.md", "odd.md", "-o", "merged.md")
    assert (house / "merged.md").read_bytes() == MERGED.encode() + b"\xff\xfe\n"


def test_merging_files_loads_no_database_and_no_transport() -> None:
    code = (
        "import sys\nfrom agentreg_cli.main import main\n"
        "main(['-q', 'merge', 'base.md', 'ours.md', 'theirs.md', '-o', 'merged.md'])\n"
        "print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"sqlite3", "git", "tabulate", "deepdiff", "tomlkit", "frontmatter", "pyromark", "platformdirs"}
    assert heavy.isdisjoint(done.stdout.split())


def test_continue_says_what_is_still_open(house: Path) -> None:
    (house / "merged.md").write_text(MARKED)
    ran = run_cli("merge", "--continue", "merged.md")
    assert (ran.code, ran.out, ran.err) == (1, "", "merged.md: open at line 5: model\n")


def test_continue_says_what_is_left_of_a_conflict(house: Path) -> None:
    (house / "merged.md").write_text(MARKED.replace("<<<<<<< ours: model\n", ""))
    ran = run_cli("merge", "--continue", "merged.md", "--json")
    assert ran.code == 1
    left = [{"line": 6, "marker": "|||||||"}, {"line": 10, "marker": ">>>>>>>"}]
    assert ran.data == {"clean": False, "conflicts": [], "markers": left}


def test_continue_is_content_when_all_is_resolved(house: Path) -> None:
    (house / "merged.md").write_text(MERGED)
    ran = run_cli("merge", "--continue", "merged.md")
    assert (ran.code, ran.err) == (0, "merged.md: nothing is open\n")


@pytest.mark.parametrize("words", [("base.md", "--continue", "base.md"), ("base.md", "ours.md"), ()])
def test_a_merge_needs_three_names_or_one_to_continue(words: tuple[str, ...]) -> None:
    assert run_cli("merge", *words).code == 2


def test_a_policy_says_who_decides() -> None:
    ran = run_cli("merge", "base.md", "ours.md", "rival.md", "--policy", "model=theirs", "--explain")
    assert (ran.code, ran.out) == (0, RIVAL)
    assert "model: policy (theirs by policy)\n" in ran.err


@pytest.mark.parametrize("word", ["model", "model=mine", "=ours"])
def test_a_policy_that_is_none_is_refused(word: str) -> None:
    ran = run_cli("merge", "base.md", "ours.md", "rival.md", "--policy", word)
    assert (ran.code, "is not KEY=WHO with merge, ours, theirs, ask" in ran.err) == (2, True)
