from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from agentreg.formats.hosts import HOSTS
from agentreg.git.blocks import find_block, with_block
from agentreg.git.drivers import config_lines
from support.cli import run_cli

AGENT = ".claude/agents/reviewer.md"
BASE = "---\nname: reviewer\ndescription: Reviews.\ntools: Read, Grep\nmodel: sonnet\n---\n\nYou review.\n"
OURS = BASE.replace("tools: Read, Grep", "tools: Read, Grep, Glob")
THEIRS = BASE.replace("tools: Read, Grep", "tools: Read, Grep, Edit")
RIVAL = BASE.replace("sonnet", "opus")


def git(repo: Path, *words: str, code: int = 0) -> str:
    done = subprocess.run(["git", *words], cwd=repo, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def repo(house: Path) -> Path:
    """`main` has ours, `topic` has theirs, and both drivers are installed privately."""
    repo = house / "it's a repo"
    git(house, "init", "-q", str(repo))
    path = repo / AGENT
    path.parent.mkdir(parents=True)
    for words, text in ((None, BASE), (("-b", "topic"), THEIRS), (("main",), OURS)):
        if words:
            git(repo, "checkout", "-q", *words)
        path.write_text(text)
        git(repo, "add", "-A")
        git(repo, "commit", "-qm", "edit")
    assert run_cli("-C", repo, "git", "install", "--private").code == 0
    return repo


@pytest.mark.parametrize(
    "words", [("merge", "-q", "topic"), ("rebase", "-q", "topic"), ("cherry-pick", "topic")]
)
def test_git_merges_tool_lists_as_sets(repo: Path, words: tuple[str, ...]) -> None:
    git(repo, *words)
    tools = (repo / AGENT).read_text().splitlines()[3]
    assert {"Glob", "Edit"} <= set(tools.removeprefix("tools: ").split(", "))


def test_without_its_program_the_driver_leaves_the_merge_of_git(repo: Path) -> None:
    config = repo / ".git/config"
    lines = config_lines(("/nowhere/python",), "1")
    config.write_text(with_block(config.read_text(), lines))
    git(repo, "merge", "topic", code=1)
    text = (repo / AGENT).read_text()
    assert "<<<<<<< ours" in text
    assert "Glob" in text
    assert "Edit" in text


def test_no_module_of_the_repository_is_run(repo: Path) -> None:
    for name in ("agentreg", "agentreg_cli", "re", "gc", "sitecustomize"):
        (repo / f"{name}.py").write_text("open('ran', 'w')\n")
    git(repo, "merge", "-q", "topic")
    git(repo, "diff", "HEAD~1")
    assert not (repo / "ran").exists()


def test_git_diff_reports_and_git_show_compares_the_normal_form(repo: Path) -> None:
    assert "tool Glob" in git(repo, "diff", "HEAD~1")
    assert "+tool: Glob" in git(repo, "show")
    assert "\x1b[" not in git(repo, "diff", "HEAD~1")


def test_a_diff_without_its_program_is_that_of_git(repo: Path) -> None:
    config = repo / ".git/config"
    config.write_text(with_block(config.read_text(), config_lines(("/nowhere/python",), "1")))
    assert "+tools: Read, Grep, Glob" in git(repo, "diff", "HEAD~1")
    assert "+tools: Read, Grep, Glob" in git(repo, "show")


def test_uninstall_leaves_every_byte_as_it_was_and_install_twice_changes_nothing(repo: Path) -> None:
    run_cli("-C", repo, "git", "uninstall")
    (repo / ".gitattributes").write_bytes(b"* text=auto\r\n*.png binary")
    files = [repo / ".git/config", repo / ".gitattributes"]
    before = [file.read_bytes() for file in files]
    assert run_cli("-C", repo, "git", "status").code == 1
    run_cli("-C", repo, "git", "install", "-n")
    assert [file.read_bytes() for file in files] == before
    run_cli("-C", repo, "git", "install", "--pattern", "my agents/*.md")
    once = [file.read_bytes() for file in files]
    run_cli("-C", repo, "git", "install")
    assert [file.read_bytes() for file in files] == once != before
    assert run_cli("-C", repo, "git", "status").code == 0
    assert "agentreg" in git(repo, "check-attr", "merge", "my agents/x.md")
    run_cli("-C", repo, "git", "uninstall")
    assert [file.read_bytes() for file in files] == before


@pytest.mark.parametrize("text", [None, "", "a\n", "a", "a\r\nb\r\n", "a\r\nb"])
def test_a_block_goes_without_a_trace(text: str | None) -> None:
    assert find_block(with_block(text, ["one", "two"])) == (text, ("one", "two"))


def test_a_stash_is_merged_by_meaning(repo: Path) -> None:
    (repo / AGENT).write_text(OURS.replace("sonnet", "opus"))
    git(repo, "stash", "-q")
    git(repo, "merge", "-q", "topic")
    git(repo, "stash", "pop", "-q")
    text = (repo / AGENT).read_text()
    assert "opus" in text
    assert "Edit" in text


def test_a_linked_worktree_has_the_drivers_too(repo: Path) -> None:
    git(repo, "worktree", "add", "-q", "-b", "side", "../side\nby side", "main")
    assert run_cli("-C", repo.parent / "side\nby side", "git", "status").code == 0
    git(repo.parent / "side\nby side", "merge", "-q", "topic")


def test_a_binary_file_keeps_ours_and_conflicts(repo: Path) -> None:
    git(repo, "checkout", "-q", "-b", "binary", "topic")
    (repo / AGENT).write_bytes(b"\0theirs")
    git(repo, "commit", "-qam", "binary")
    git(repo, "checkout", "-q", "main")
    git(repo, "merge", "binary", code=1)
    assert (repo / AGENT).read_text() == OURS


def test_a_renamed_agent_is_compared_under_both_names(repo: Path) -> None:
    git(repo, "mv", AGENT, ".claude/agents/critic.md")
    (repo / ".claude/agents/critic.md").write_text(OURS.replace("sonnet", "opus"))
    git(repo, "add", "-A")
    shown = git(repo, "diff", "--cached", "-M10%")
    assert "reviewer.md" in shown
    assert "critic.md" in shown
    assert "sonnet -> opus" in shown


def test_colour_follows_the_configuration_of_git(repo: Path) -> None:
    assert "\x1b[" in git(repo, "-c", "color.ui=always", "diff", "HEAD~1")


@pytest.mark.parametrize(
    "path",
    [
        ".claude/agents/deep/a.md",
        "x/plugins/p/agents/a.md",
        ".codex/agents/a.toml",
        ".github/agents/a.md",
        "agents/a.agent.md",
        "a.chatmode.md",
        ".cursor/agents/a.md",
        "sub/.gemini/agents/a.md",
        ".opencode/modes/deep/a.md",
        "opencode/agent/a.md",
    ],
)
def test_every_place_that_a_host_reads_has_the_drivers(repo: Path, path: str) -> None:
    assert any(profile.reads.search(path) for profile in HOSTS.values())
    assert git(repo, "check-attr", "merge", path).endswith(": agentreg\n")
