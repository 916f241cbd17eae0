"""Paths whose bytes are no UTF-8, and those that look as if: each is told in a form that finds the file."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from urllib.parse import quote

import pytest

from support.cli import run_cli
from support.repos import build_repo, git


def test_a_path_that_is_no_utf_8_is_told_in_one_form_that_finds_the_file(
    tmp_path: Path,
) -> None:
    repo = build_repo(tmp_path / "repo", [{"x.md": "x\n"}])
    folder = repo / ".claude" / "agents"
    folder.mkdir(parents=True)
    text = "---\nname: a:b\ndescription: d\ntools: Read\n---\nText.\n"
    Path(os.fsdecode(os.fsencode(folder) + b"/r\xe9v.md")).write_text(text, encoding="utf-8")
    git(repo, "add", "-A")
    git(repo, "commit", "-qm", "odd")
    shown = r".claude/agents/r\xe9v.md"
    for command in (("lint", "."), ("lint", shown), ("review", "HEAD~1..HEAD")):
        assert shown in run_cli("-C", str(repo), *command).out
    assert "Text." in run_cli("-C", str(repo), "show", f"HEAD:{shown}", "--raw").out
    for command in (("lint", "."), ("review", "HEAD~1..HEAD")):
        told = json.loads(run_cli("-C", str(repo), *command, "--json").out)
        assert shown in json.dumps(told).replace("\\\\", "\\")
        sarif = run_cli("-C", str(repo), *command, "-f", "sarif").out
        assert '"uri": ".claude/agents/r%E9v.md"' in sarif


TWINS = {r".claude/agents/r\xe9v.md": b"r\xe9v.md", r".claude/agents/r\x5cxe9v.md": rb"r\xe9v.md"}
"""What reports call two files, and their names: a byte that is no UTF-8, and what looks like one."""


@pytest.fixture
def twins(tmp_path: Path) -> Path:
    """A repository with two new agents that are not committed."""
    repo = build_repo(tmp_path / "repo", [{"x.md": "x\n"}])
    folder = repo / ".claude" / "agents"
    folder.mkdir(parents=True)
    for number, raw in enumerate(TWINS.values()):
        text = f"---\nname: a:{number}\ndescription: d\ntools: Read\n---\nText {number}.\n"
        (folder / os.fsdecode(raw)).write_text(text, encoding="utf-8")
    return repo


def test_a_name_that_looks_like_a_byte_hides_no_file_that_has_the_byte(twins: Path) -> None:
    def untold(*command: str) -> list[str]:
        told = run_cli("-C", twins, *command, "--json").out.replace("\\\\", "\\")
        return [path for path in TWINS if path not in told]

    assert (untold("lint"), untold("lint", "."), untold("review", "--worktree")) == ([], [], [])
    git(twins, "add", "-A")
    assert untold("review", "--staged") == []
    git(twins, "commit", "-qm", "odd")
    assert untold("review", "HEAD~1..HEAD") == []


def test_each_of_two_names_that_look_alike_finds_its_file(twins: Path) -> None:
    git(twins, "add", "-A")
    git(twins, "commit", "-qm", "odd")
    for number, (path, raw) in enumerate(TWINS.items()):
        for asked in (path, f"./{path}"):
            assert f"Text {number}." in run_cli("-C", twins, "show", f"HEAD:{asked}", "--raw").out
        ran = run_cli("-C", twins, "lint", os.fsdecode(b".claude/agents/" + raw), "-f", "sarif")
        assert set(re.findall('"uri": "(.*agents.*)"', ran.out)) == {f".claude/agents/{quote(raw)}"}
    backslash = list(TWINS)[1]
    assert backslash in run_cli("-C", twins, "lint", backslash).out
