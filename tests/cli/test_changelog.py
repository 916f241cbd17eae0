"""`agentreg changelog`: the same sides as a review, and the same honesty."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.cli import run_cli
from support.repos import build_repo, commit, git

AGENT = "---\nname: worker\ndescription: Works.\ntools: {}\n---\n\nYou work.\n"


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    made = build_repo(tmp_path / "repo", [{"worker.md": AGENT.format("Read")}])
    git(made, "tag", "v1.0.0", "v1")
    commit(made, {"worker.md": AGENT.format("Read, Glob")})
    return made


def test_the_notes_since_the_latest_release(repo: Path) -> None:
    ran = run_cli("-C", repo, "changelog")
    assert (ran.code, ran.out) == (0, "New\n  worker: may now use Glob\n")
    assert ran.err == "compared with v1.0.0: v1.0.0 is the latest release\n"


def test_a_file_says_the_format(repo: Path, tmp_path: Path) -> None:
    assert run_cli("-C", repo, "changelog", "v1..", "-o", tmp_path / "notes.md").out == ""
    assert (
        tmp_path / "notes.md"
    ).read_text() == "## Agents: `HEAD`, since `v1`\n\n### New\n\n- `worker`: `may now use Glob`\n"


def test_json_has_parts_agents_and_lines(repo: Path) -> None:
    data = run_cli("-C", repo, "changelog", "v1..", "--json").data
    assert data["notes"] == [{"part": "new", "agents": ["worker"], "lines": ["may now use Glob"]}]


def test_a_copy_that_comes_and_one_that_goes_say_nothing_of_the_agent_that_stays(repo: Path) -> None:
    copy = AGENT.format("Read, Glob").replace("tools: Read, Glob\n", "")
    commit(repo, {".kiro/agents/worker.md": copy}, "copy")
    assert run_cli("-C", repo, "changelog", "HEAD~1..").out == (
        "New\n  worker (.kiro/agents/worker.md): a new copy of the one in ./, for kiro\n"
    )
    commit(repo, {".kiro/agents/worker.md": None}, "no copy")
    assert run_cli("-C", repo, "changelog", "HEAD~1..").out == (
        "Breaking\n  worker (.kiro/agents/worker.md)\n"
        "    the copy at this path is gone; the one in ./ stays\n"
    )


def test_nothing_to_tell_is_said(repo: Path) -> None:
    ran = run_cli("-C", repo, "changelog", "HEAD..HEAD")
    assert (ran.code, ran.out, ran.err) == (0, "", "nothing that users of the agents have to know\n")


def test_what_could_not_be_compared_is_told(repo: Path) -> None:
    (repo / "link.md").symlink_to("worker.md")
    ran = run_cli("-C", repo, "changelog", "--worktree")
    assert ran.code == 3
    assert "link.md was not compared" in ran.err
    assert "nothing that users" not in ran.err


MISSING = "Missing from these notes, for it could not be compared"
REASON = "a symbolic link is never followed (put the file itself there, or review what it leads to)"
BROKEN = REASON.replace("or review", "or\n  review")


def test_notes_name_what_they_lack(repo: Path) -> None:
    (repo / "link.md").symlink_to("worker.md")
    text = run_cli("-C", repo, "changelog", "--worktree", "--against", "v1.0.0").out
    assert text == f"New\n  worker: may now use Glob\n\n{MISSING}\n  link.md: {BROKEN}\n"
    marked = run_cli("-C", repo, "changelog", "--worktree", "--against", "v1.0.0", "-f", "markdown").out
    assert marked.endswith(f"- `worker`: `may now use Glob`\n\n### {MISSING}\n\n- `link.md`: `{REASON}`\n")


def test_where_something_is_missing_no_notes_say_that_there_is_nothing_to_know(repo: Path) -> None:
    (repo / "link.md").symlink_to("worker.md")
    text = run_cli("-C", repo, "changelog", "--worktree").out
    assert text == f"{MISSING}\n  link.md: {BROKEN}\n"
    marked = run_cli("-C", repo, "changelog", "--worktree", "-f", "markdown").out
    assert marked == f"### {MISSING}\n\n- `link.md`: `{REASON}`\n"


MARKET, IN_PLUGIN = ".claude-plugin/marketplace.json", "p/agents/worker.md"
LISTED = '{"name": "m", "plugins": [{"name": "p", "source": "./p"}]}'


@pytest.fixture
def market(tmp_path: Path) -> Path:
    made = build_repo(tmp_path / "market", [{IN_PLUGIN: AGENT.format("Read"), MARKET: LISTED}])
    git(made, "tag", "v1.0.0", "v1")
    return made


def test_an_agent_that_a_manifest_drops_breaks_its_users(market: Path) -> None:
    commit(market, {MARKET: '{"name": "m", "plugins": []}'})
    told = "Breaking\n  worker: .claude-plugin/marketplace.json lists worker no more\n"
    assert run_cli("-C", market, "changelog", "v1.0.0..").out == told
    assert "asks for release 2.0.0 (major) after 1.0.0\n" in run_cli("-C", market, "review", "v1.0.0..").out


def test_a_manifest_that_could_not_be_read_is_told_in_every_format(market: Path) -> None:
    commit(market, {MARKET: "{"})
    ran = run_cli("-C", market, "changelog", "v1.0.0..")
    (line,) = [line for line in ran.err.splitlines() if MARKET in line]
    sentence = line.removeprefix("warning: ")
    assert sentence.startswith(f"{MARKET}:1: it is no valid JSON")
    assert f"Manifests that could not be read\n  {MARKET}:1: it is no valid JSON" in ran.out
    marked = run_cli("-C", market, "changelog", "v1.0.0..", "-f", "markdown")
    assert f"### Manifests that could not be read\n\n- `{MARKET}:1`: `it is no valid JSON" in marked.out
    assert sentence in marked.err
    assert run_cli("-C", market, "changelog", "v1.0.0..", "--json").json["warnings"] == [sentence]
