"""The fixtures that become repositories, and the tutorial that walks through them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from support.repos import git
from support.shared import ROOT


@pytest.fixture
def build(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "fixtures"))
    from history import build

    return build


def test_each_folder_becomes_a_commit_and_a_tag(build, tmp_path):
    repo = build("team-agents", tmp_path / "team-agents")
    assert git(repo, "tag", "--sort=version:refname").split() == ["v1.0.0", "v1.1.0", "v1.2.0", "v2.0.0"]
    assert git(repo, "log", "--reverse", "--format=%s", "v1.1.0").splitlines() == [
        "Share the first six agents",
        "Let the reviewer run the tests, and plan with a stronger model",
    ]


def test_files_that_a_folder_does_not_name_stay_and_removed_ones_go(build, tmp_path):
    repo = build("team-agents", tmp_path / "team-agents")
    names = {Path(path).name for path in git(repo, "ls-tree", "-r", "--name-only", "v1.2.0").splitlines()}
    assert names == {
        "README.md",
        "documentation-writer.md",
        "planner.md",
        "release-notes.md",
        "reviewer.md",
        "security-auditor.md",
        "test-writer.md",
    }


def test_building_twice_gives_the_same_commits(build, tmp_path):
    first, second = (git(build("team-agents", tmp_path / name), "rev-parse", "HEAD") for name in "ab")
    assert first == second


def test_line_ends_survive(build, tmp_path):
    repo = build("team-agents", tmp_path / "team-agents")
    assert b"\r\n" in (repo / ".claude/agents/release-notes.md").read_bytes()


def play(*words):
    command = [sys.executable, ROOT / "fixtures" / "play.py", *words]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_repositories_of_the_guides_are_built_where_the_reader_says_with_a_name_to_commit_by(tmp_path):
    done = play(tmp_path / "away" / "play")
    assert (done.returncode, done.stderr) == (0, "")
    names = sorted(path.name for path in (tmp_path / "away" / "play").iterdir())
    assert names == ["billing-api", "team-agents", "web-shop"]
    assert git(tmp_path / "away/play/web-shop", "config", "--local", "user.name") == "Dora Demo"


def test_a_folder_that_is_there_is_left_alone(tmp_path):
    done = play(tmp_path)
    assert (done.returncode, list(tmp_path.iterdir())) == (2, [])
    assert "is there already: name another folder, or remove it" in done.stderr


def test_the_tutorial_keeps_its_promises(tmp_path):
    command = [sys.executable, ROOT / "fixtures" / "demo.py", tmp_path / "demo"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
    assert "docs/manual.md has the rest" in done.stdout
