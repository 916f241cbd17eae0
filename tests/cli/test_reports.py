from __future__ import annotations

from pathlib import Path

import pytest

from support.cli import run_cli
from support.variants import collection, project, tracked


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    folder = project(tmp_path / "shop", collection(tmp_path / "team"))
    tracked(folder, "planner")
    return folder


BEGINNINGS = {
    "out.txt": "variant ",
    "out.json": '{\n  "schema_version": 1,',
    "out.md": "## Agent drift",
    "out.markdown": "## Agent drift",
    "out.html": "<!doctype html>",
    "OUT.HTM": "<!doctype html>",
}


@pytest.mark.parametrize("options", [(), ("-f", "markdown"), ("--json",)])
def test_a_dash_is_standard_output(shop: Path, options: tuple[str, ...]) -> None:
    assert run_cli("-C", shop, "status", *options, "-o", "-") == run_cli("-C", shop, "status", *options)


def test_the_ending_of_a_file_says_its_format(shop: Path, tmp_path: Path) -> None:
    for name, beginning in BEGINNINGS.items():
        done = run_cli("-C", shop, "status", "-o", tmp_path / name)
        assert (done.code, done.out, done.err) == (0, "", "")
        assert (tmp_path / name).read_text().startswith(beginning)


@pytest.mark.parametrize(
    ("options", "beginning"),
    [
        (["-f", "markdown"], "## Agent drift"),
        (["--json"], "{"),
        (["-f", "json"], "{"),
        (["-f", "text"], "variant "),
    ],
)
def test_a_stated_format_wins_over_the_ending(
    shop: Path, tmp_path: Path, options: list[str], beginning: str
) -> None:
    assert run_cli("-C", shop, "status", *options, "-o", tmp_path / "out.html").code == 0
    assert (tmp_path / "out.html").read_text().startswith(beginning)


def test_a_format_without_a_file_is_standard_output(shop: Path) -> None:
    assert run_cli("-C", shop, "status", "-f", "html").out.endswith("</html>\n")


def test_an_ending_that_says_nothing_is_refused(shop: Path, tmp_path: Path) -> None:
    done = run_cli("-C", shop, "status", "-o", tmp_path / "out.pdf")
    assert done.code == 2
    assert ".html" in done.err
    assert not (tmp_path / "out.pdf").exists()


def test_a_file_that_cannot_be_written_is_named(shop: Path, tmp_path: Path) -> None:
    done = run_cli("-C", shop, "status", "-o", tmp_path / "absent" / "out.md")
    assert done.code == 3
    assert done.err == f"agentreg: {tmp_path}/absent/out.md: No such file or directory\n"


DIFF_BEGINNINGS = {
    "out.txt": "a  CRITICAL",
    "out.json": '{\n  "schema_version": 1,',
    "out.md": "## Agents: 1 changed",
    "out.sarif": '{\n  "$schema": "https://docs.oasis-open.org/sarif/',
    "out.xml": '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ',
}


@pytest.fixture
def sides(tmp_path: Path) -> list[str]:
    texts = (
        "---\nname: a\ndescription: d\ntools: Read\n---\n\nGo é.\n",
        "---\nname: a\ndescription: d\n---\n\nGo é.\n",
    )
    for name, text in zip(("old.md", "new.md"), texts, strict=True):
        (tmp_path / name).write_text(text)
    return [str(tmp_path / "old.md"), str(tmp_path / "new.md")]


def test_a_diff_is_written_in_the_format_of_its_file(sides: list[str], tmp_path: Path) -> None:
    for name, beginning in DIFF_BEGINNINGS.items():
        done = run_cli("diff", *sides, "-o", tmp_path / name)
        assert (done.code, done.out) == (0, "")
        assert (tmp_path / name).read_text().startswith(beginning)


def test_annotations_reach_standard_output_as_commands(sides: list[str]) -> None:
    out = run_cli("diff", *sides, "-f", "github").out
    assert out.splitlines()[0].startswith("::error file=")


def test_a_link_is_not_written_through(sides: list[str], tmp_path: Path) -> None:
    (tmp_path / "kept.md").write_text("kept")
    (tmp_path / "out.md").symlink_to(tmp_path / "kept.md")
    done = run_cli("diff", *sides, "-o", tmp_path / "out.md")
    assert (done.code, done.out) == (2, "")
    assert "is a symbolic link" in done.err
    assert (tmp_path / "kept.md").read_text() == "kept"


def test_a_run_that_fails_leaves_the_old_report(sides: list[str], tmp_path: Path) -> None:
    (tmp_path / "out.md").write_text("old")
    assert run_cli("diff", sides[0], tmp_path / "absent.md", "-o", tmp_path / "out.md").code != 0
    assert (tmp_path / "out.md").read_text() == "old"


def test_status_refuses_the_format_of_another_command(shop: Path, tmp_path: Path) -> None:
    assert run_cli("-C", shop, "status", "-o", tmp_path / "out.sarif").code == 2
