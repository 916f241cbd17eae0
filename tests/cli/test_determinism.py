"""The same difference gives the same bytes, wherever and whenever it is written."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from agentreg.report.formats import Format
from support.shared import ROOT

FOLDERS = ROOT / "fixtures" / "repos" / "team-agents"
AGENT = """\
---
name: İstanbul-işçi
description: Çabuk, “gut” und schön.
tools: {tools}
---

Du bist 审查员 für {what}.
"""

# In Turkish other letters are the capitals of i: what is lowered by the locale would differ.
SURROUNDINGS = [
    {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "UTC"},
    {"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "TZ": "Pacific/Auckland"},
    {"PYTHONHASHSEED": "random", "LC_ALL": "tr_TR.UTF-8", "TZ": "America/St_Johns"},
    {"PYTHONHASHSEED": "3", "LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
]

RUN = """
import sys
from agentreg_cli.main import main
before, after, folder, *formats = sys.argv[1:]
for format_ in formats:
    if main(["diff", before, after, "-v", "-f", format_, "-o", f"{folder}/{format_}"]):
        sys.exit(format_)
sys.exit(main(["diff", before, after, "-f", "html"]))
"""


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("sides")
    for name, version, text in (
        ("before", "v1.0.0", AGENT.format(tools="Read, Grep", what="Çay")),
        ("after", "v2.0.0", AGENT.format(tools="Bash, Write, Read", what="Kaffee\u200b")),
    ):
        shutil.copytree(FOLDERS / version, folder / name)
        (folder / name / ".claude" / "agents" / "worker.md").write_text(text, "utf-8")
    return folder / "before", folder / "after"


def written(sides: tuple[Path, Path], folder: Path, surroundings: dict[str, str]) -> dict[str, bytes]:
    """What all formats are, and what reached standard output."""
    folder.mkdir()
    words = [sys.executable, "-c", RUN, *map(str, sides), str(folder), *Format]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    done = subprocess.run(words, env=kept | surroundings, cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return {path.name: path.read_bytes() for path in folder.iterdir()} | {"standard output": done.stdout}


def test_every_format_is_the_same_bytes_in_any_surroundings(sides: tuple[Path, Path], tmp_path: Path) -> None:
    first, *others = (written(sides, tmp_path / str(place), one) for place, one in enumerate(SURROUNDINGS))
    assert first.keys() == {*Format, "standard output"}
    assert "审查员".encode() in first["html"]
    for surroundings, other in zip(SURROUNDINGS[1:], others, strict=True):
        differ = [name for name, content in first.items() if other[name] != content]
        assert differ == [], surroundings
