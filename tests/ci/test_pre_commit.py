"""The hooks for pre-commit, run by pre-commit on a real repository."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.cli import run_cli
from support.repos import clean_environment, commit, git
from support.shared import ROOT
from support.variants import REVIEWER, collection, project, tracked

AGENT = "---\nname: worker\ndescription: Works.\ntools: {tools}\n---\n\nYou are careful.\n"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A project with a variant, in which our hooks are installed; only how they are installed differs."""
    folder = project(tmp_path / "shop", collection(tmp_path / "team"))
    tracked(folder, "reviewer@1.0.0")
    hooks: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    for hook in hooks:
        hook["language"] = "system"
        hook["verbose"] = True
    config = {"repos": [{"repo": "local", "hooks": hooks}]}
    commit(folder, {".pre-commit-config.yaml": yaml.safe_dump(config)})
    subprocess.run([*PRE_COMMIT, "install"], cwd=folder, env=environment(tmp_path), check=True)
    return folder


PRE_COMMIT = [sys.executable, "-m", "pre_commit"]


def environment(folder: Path) -> dict[str, str]:
    return clean_environment(folder) | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(folder / "pre-commit"),
    }


def committed(shop: Path) -> tuple[bool, str]:
    """Whether `git commit` of all that differs goes through, and what is told."""
    git(shop, "add", "--all")
    return commit_staged(shop)


def commit_staged(shop: Path) -> tuple[bool, str]:
    """Whether `git commit` goes through, and what is told."""
    done = subprocess.run(
        ["git", "commit", "-m", "change"],
        cwd=shop,
        env=environment(shop.parent),
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode == 0, done.stdout + done.stderr


def test_a_harmless_change_is_committed(shop: Path) -> None:
    text = (shop / REVIEWER).read_text()
    (shop / REVIEWER).write_text(text.replace("Be kind and brief.", "Be kind, and be brief."))
    done, told = committed(shop)
    assert done, told
    assert told.count("Passed") == 3


def test_a_widening_stops_at_the_review(shop: Path) -> None:
    text = (shop / REVIEWER).read_text()
    (shop / REVIEWER).write_text(text.replace("tools: Read, Grep", "tools: Read, Grep, Bash"))
    done, told = committed(shop)
    assert not done
    assert "permissions-were-gained" in told
    assert "- hook id: agentreg-review" in told


def test_only_what_is_staged_is_judged(shop: Path) -> None:
    text = (shop / REVIEWER).read_text()
    (shop / "README.md").write_text("# Other\n")
    git(shop, "add", "README.md")
    (shop / REVIEWER).write_text(text.replace("tools: Read, Grep", "tools: Bash"))
    done, told = commit_staged(shop)
    assert done, told
    assert "tools: Bash" in (shop / REVIEWER).read_text()


def test_a_lock_that_was_not_kept_stops_the_commit(shop: Path) -> None:
    config = (shop / "agentreg.toml").read_text()
    (shop / "agentreg.toml").write_text(config[: config.index("[[variant]]")])
    done, told = committed(shop)
    assert not done
    assert f"{REVIEWER} is locked, and no variant any more" in told


def test_a_variant_that_is_gone_stops_the_commit(shop: Path) -> None:
    git(shop, "rm", "-q", REVIEWER)
    done, told = commit_staged(shop)
    assert not done
    assert f"{REVIEWER} is declared, and not there" in told


def test_a_policy_that_is_gone_stops_the_commit(shop: Path) -> None:
    config = (shop / "agentreg.toml").read_text()
    (shop / "agentreg.toml").write_text(f'{config}\n[policy]\nfail-on = "low"\n')
    assert committed(shop)[0]
    git(shop, "rm", "-q", "agentreg.toml", "agentreg.lock")
    done, told = commit_staged(shop)
    assert not done
    assert "- hook id: agentreg-review" in told


def test_what_is_wrong_in_a_new_agent_stops_the_commit(shop: Path) -> None:
    hidden = AGENT.format(tools="Read").replace("careful", "care\u202eful")
    (shop / ".claude/agents/worker.md").write_text(hidden)
    done, told = committed(shop)
    assert not done
    assert "- hook id: agentreg-lint" in told


def test_a_file_that_is_called_like_an_option_is_none(shop: Path) -> None:
    (shop / ".claude/agents/worker.md").write_text(
        AGENT.format(tools="Read").replace("careful", "care\u202eful")
    )
    (shop / "--write-baseline=known.toml").write_text("")
    done, told = committed(shop)
    assert not done
    assert "- hook id: agentreg-lint" in told
    assert not (shop / "known.toml").exists()


def test_the_hooks_name_commands_that_there_are() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert [hook["id"] for hook in hooks] == ["agentreg-lint", "agentreg-review", "agentreg-lock"]
    for hook in hooks:
        command = hook["entry"].split()[1:]
        assert run_cli(*command, "--help").code == 0


@pytest.mark.parametrize("path", [".opencode/mode/x.md", "categories/01/x.md", ".codex/agents/x.toml"])
def test_the_lint_hook_is_asked_about_all_that_may_be_an_agent(path: str) -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert re.search(hooks[0]["files"], path)
