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
