"""What a review of the fixture repository says, byte for byte, whatever machine and run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from agentreg.report.formats import Format
from agentreg_cli.commands import changelog
from support.cli import run_cli
from support.shared import ROOT

GOLDEN = ROOT / "fixtures" / "golden"

RUNS = {
    "review.txt": ["review", "v1.0.0..v2.0.0"],
    "review.md": ["review", "v1.0.0..v2.0.0", "-f", "markdown"],
    "changelog.md": ["changelog", "v1.0.0..v2.0.0", "-f", "markdown"],
}
"""A file of what is expected, and the command; `UPDATE_GOLDEN=1` writes the files anew, to be read."""

SURROUNDINGS = [
    {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC"},
    {"PYTHONHASHSEED": "1", "LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Auckland"},
    {"PYTHONHASHSEED": "random", "LC_ALL": "C.UTF-8", "TZ": "America/St_Johns"},
]


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(str(ROOT / "fixtures"))
    from history import build  # type: ignore[import-not-found]  # fixtures/ is no package

    made: Path = build("team-agents", tmp_path / "team-agents")
    return made


@pytest.mark.parametrize("name", RUNS)
def test_a_review_says_what_it_said(team: Path, name: str) -> None:
    ran = run_cli("-C", team, *RUNS[name])
    if os.environ.get("UPDATE_GOLDEN"):
        (GOLDEN / name).write_bytes(ran.raw)
    assert ran.raw == (GOLDEN / name).read_bytes()


@pytest.mark.parametrize(
    ("verb", "format_"),
    [*(("review", format_) for format_ in Format), *(("changelog", name) for name in changelog.FORMATS)],
)
def test_two_runs_give_the_same_bytes(team: Path, format_: str, verb: str) -> None:
    command = [
        sys.executable,
        "-m",
        "agentreg_cli",
        "-C",
        str(team),
        verb,
        "v1.0.0..v2.0.0",
        "-f",
        format_,
    ]
    runs = [
        subprocess.run(command, capture_output=True, check=False, env={**os.environ, **surroundings})
        for surroundings in SURROUNDINGS
    ]
    assert {run.returncode for run in runs} == {int(verb == "review")}
    assert len({run.stdout for run in runs}) == 1
    assert runs[0].stdout
