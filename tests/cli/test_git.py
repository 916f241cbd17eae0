from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from agentreg.formats.hosts import HOSTS
from agentreg.git.blocks import find_block, with_block
from agentreg.git.drivers import config_lines
from support.cli import run_cli
from support.repos import build_repo, commit

AGENT = ".claude/agents/reviewer.md"
BASE = "---\nname: reviewer\ndescription: Reviews.\ntools: Read, Grep\nmodel: sonnet\n---\n\nYou review.\n"
OURS = BASE.replace("tools: Read, Grep", "tools: Read, Grep, Glob")
THEIRS = BASE.replace("tools: Read, Grep", "tools: Read, Grep, Edit")
RIVAL = BASE.replace("sonnet", "opus")


def git(repo: Path, *words: str, code: int = 0) -> str:
    done = subprocess.run(["git", *words], cwd=repo, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def tools_of(text: str) -> set[str]:
    return set(text.splitlines()[3].removeprefix("tools: ").split(", "))


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
    assert {"Glob", "Edit"} <= tools_of((repo / AGENT).read_text())


@pytest.mark.parametrize(
    "program", [("/nowhere/python",), (sys.executable, "-c", "import nowhere"), ("sh", "-c", "kill -9 $$")]
)
def test_without_its_program_the_driver_leaves_the_merge_of_git(repo: Path, program: tuple[str, ...]) -> None:
    config = repo / ".git/config"
    lines = config_lines(program, "1")
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


COMMIT_IT = "next, commit .gitattributes: other clones get what is committed\n"
COMMIT_NONE = "next, commit that .gitattributes is gone: it held nothing else\n"
LEFT: list[tuple[str | None, bool, str]] = [
    # What the repository has, whether the installation is committed, what uninstalling leaves to be done.
    (None, True, COMMIT_NONE),
    (None, False, ""),
    ("*.png binary\n", True, COMMIT_IT),
    ("*.png binary\n", False, ""),
]


@pytest.mark.parametrize(("text", "committed", "told"), LEFT)
def test_what_is_left_to_commit_is_told(tmp_path: Path, text: str | None, committed: bool, told: str) -> None:
    own = build_repo(tmp_path / "own", [{".gitattributes": text, "a.md": "a"} if text else {"a.md": "a"}])
    assert run_cli("-C", own, "git", "install").err == COMMIT_IT
    if committed:
        commit(own, {})
    assert run_cli("-C", own, "git", "uninstall", "-n").err == ""
    assert run_cli("-C", own, "git", "uninstall").err == told
    assert bool(git(own, "status", "--porcelain")) == bool(told)


def test_what_git_shares_with_nobody_is_nothing_to_commit(tmp_path: Path) -> None:
    own = build_repo(tmp_path / "own", [{"a.md": "a"}])
    (own / ".gitattributes").write_text("*.png binary\n")
    assert run_cli("-C", own, "git", "install", "--private").err == ""
    assert run_cli("-C", own, "git", "uninstall").err == ""


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


MOVED = BASE.replace("You review.\n", "You review.\n\n## Tone\n\nBe brief.\n\n## Steps\n\n1. Read it all.\n")
UP = BASE.replace("You review.\n", "You review.\n\n## Steps\n\n1. Read it all.\n\n## Tone\n\nBe brief.\n")
EDITED = MOVED.replace("Read it all", "Read it all twice")


def diverge(repo: Path, base: str, ours: str, theirs: str) -> None:
    """`left` has ours and is checked out, `right` has theirs; both come of a commit with the base."""
    for branch, start, text in (("root", "main", base), ("right", "root", theirs), ("left", "root", ours)):
        git(repo, "checkout", "-q", "-b", branch, start)
        (repo / AGENT).write_text(text)
        git(repo, "commit", "-qam", branch)


def test_an_edit_follows_a_moved_section_through_git(repo: Path) -> None:
    diverge(repo, MOVED, UP, EDITED)
    git(repo, "merge", "-q", "right")
    assert (repo / AGENT).read_text() == UP.replace("Read it all", "Read it all twice")


def test_a_conflict_stays_in_the_index_until_it_is_resolved(repo: Path) -> None:
    diverge(repo, BASE, RIVAL, BASE.replace("sonnet", "haiku"))
    git(repo, "merge", "right", code=1)
    # A Git before 2.44 does not say what the sides are called.
    assert any(f"<<<<<<< {side}: model\n" in (repo / AGENT).read_text() for side in ("HEAD", "ours"))
    assert git(repo, "ls-files", "-u").count("\n") == 3


def test_a_file_that_both_sides_added_merges_without_a_base(repo: Path) -> None:
    for branch, tools in (("left", "Read, Grep"), ("right", "Read, Glob")):
        git(repo, "checkout", "-q", "-b", branch, "main")
        (repo / ".claude/agents/new.md").write_text(BASE.replace("Read, Grep", tools))
        git(repo, "add", "-A")
        git(repo, "commit", "-qm", branch)
    git(repo, "merge", "left", code=1)
    text = (repo / ".claude/agents/new.md").read_text()
    assert "tools: Read, Grep\n" in text
    assert "tools: Read, Glob\n" in text


def test_a_file_that_one_side_removed_is_left_to_git(repo: Path) -> None:
    git(repo, "checkout", "-q", "-b", "gone", "main")
    git(repo, "rm", "-q", AGENT)
    git(repo, "commit", "-qm", "gone")
    assert "CONFLICT (modify/delete)" in git(repo, "merge", "topic", code=1)


def test_several_branches_at_once_are_merged_as_git_merges_them(repo: Path) -> None:
    for branch in ("one", "two"):
        git(repo, "checkout", "-q", "-b", branch, "main")
        (repo / f"{branch}.md").write_text(BASE)
        git(repo, "add", "-A")
        git(repo, "commit", "-qm", branch)
    git(repo, "checkout", "-q", "-b", "all", "main")
    git(repo, "merge", "-q", "one", "two")
    assert (repo / AGENT).read_text() == OURS


def test_line_ends_that_git_converts_are_no_edits(repo: Path) -> None:
    git(repo, "config", "core.autocrlf", "true")
    (repo / AGENT).unlink()
    git(repo, "checkout", "-q", "--", ".")
    assert b"\r\n" in (repo / AGENT).read_bytes()
    git(repo, "merge", "-q", "topic")
    stored = git(repo, "show", "--no-textconv", f"HEAD:{AGENT}")
    assert "\r" not in stored
    assert {"Glob", "Edit"} <= tools_of(stored)


def test_variables_that_a_hook_inherits_do_not_lead_astray(
    repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(repo / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(repo))
    monkeypatch.setenv("GIT_INDEX_FILE", str(repo / ".git/index"))
    git(repo, "merge", "-q", "topic")
    assert "Edit" in (repo / AGENT).read_text()


def test_git_log_shows_the_normal_form_or_the_report(repo: Path) -> None:
    assert "+tool: Glob" in git(repo, "log", "-p", "-1")
    assert "tool Glob" in git(repo, "log", "-p", "-1", "--ext-diff")


def test_mergetool_merges_again_what_was_merged_without_it(repo: Path) -> None:
    config = repo / ".git/config"
    lines = config.read_text()
    config.write_text(with_block(lines, config_lines(("/nowhere/python",), "1")))
    git(repo, "merge", "topic", code=1)
    config.write_text(lines)
    git(repo, "mergetool", "-t", "agentreg", "-y", "--no-prompt", AGENT)
    assert "<<<<<<<" not in (repo / AGENT).read_text()
    assert {"Glob", "Edit"} <= set(
        (repo / AGENT).read_text().splitlines()[3].removeprefix("tools: ").split(", ")
    )


def test_a_global_installation_serves_every_repository(repo: Path) -> None:
    run_cli("-C", repo, "git", "uninstall", "--private")
    git(repo, "reset", "-q", "--hard", "HEAD")
    assert run_cli("-C", repo, "git", "install", "--global").code == 0
    git(repo, "merge", "-q", "topic")
    assert {"Glob", "Edit"} <= set(
        (repo / AGENT).read_text().splitlines()[3].removeprefix("tools: ").split(", ")
    )
    assert run_cli("-C", repo, "git", "uninstall", "--global").code == 0


def test_the_state_of_an_installation_as_json(repo: Path) -> None:
    told = json.loads(run_cli("-C", repo, "git", "status", "--json").out)
    states = {file["path"]: file["state"] for file in told["data"]["files"]}
    assert told["command"] == "git status"
    assert "this installation" in states[str(repo / ".git/config")]
    assert states[str(repo / ".git/info/attributes")].endswith("patterns")
