"""What of a review fails: by the command line, the policy, what that extends, and a baseline."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from support.cli import run_cli
from support.repos import commit
from support.workers import PATH, agent, released, review


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    return released(tmp_path / "repo")


def test_the_policy_says_what_fails_where_the_command_line_does_not(repo: Path) -> None:
    (repo / "agentreg.toml").write_text('[policy]\nfail-on = "critical"\n')
    assert review(repo, "v2..") == (0, review(repo, "v2..")[1])
    assert review(repo, "v2..", "--fail-on", "high")[0] == 1
    assert review(repo, "v2..", "--no-policy")[0] == 1
    (repo / "agentreg.toml").write_text('[policy.severity]\nurl-was-added = "high"\n')
    assert review(repo, "v2..")[0] == 1
    (repo / "agentreg.toml").write_text('[policy]\nfail-on = "off"\n')
    assert review(repo, "v2..")[1][0] == "PASS  no finding that fails: `fail-on` is `off`"


def test_the_verdict_names_what_fails_in_a_scope(repo: Path) -> None:
    scope = '[[policy.scope]]\npaths = ["agents/**"]\nfail-on = "low"\n'
    (repo / "agentreg.toml").write_text(f'[policy]\nfail-on = "critical"\n\n{scope}')
    code, lines = review(repo, "v2..")
    bar = "(at critical or above; in scopes of the policy at low or above) in 1 agent"
    assert (code, bar in " ".join(lines[:2])) == (1, True)


@pytest.mark.parametrize("command", ["review v2..", "diff v2..", "lint agents"])
def test_with_off_on_the_command_line_nothing_fails_whatever_the_policy_says(
    repo: Path, command: str
) -> None:
    (repo / "agentreg.toml").write_text('[policy]\nfail-on = "note"\n')
    (repo / PATH).write_text(agent("Read, Nonsense"))
    assert run_cli("-C", repo, *command.split()).code == 1
    assert run_cli("-C", repo, *command.split(), "--fail-on", "off").code == 0


def test_a_change_that_switches_the_gate_off_fails_all_the_same(repo: Path) -> None:
    commit(repo, {"agentreg.toml": '[policy]\nfail-on = "off"\n'})
    ran = run_cli("-C", repo, "review", "v2..", "--also", str(repo / "junit.xml"))
    assert ran.code == 1
    assert ran.out.startswith("FAIL  1 change of the policy itself, which no policy lets pass\n")
    assert 'failures="1"' in (repo / "junit.xml").read_text()
    commit(repo, {PATH: agent("Read, Bash, WebFetch")})
    assert review(repo, "HEAD~1..")[0] == 0


def test_a_baseline_written_here_is_heeded(repo: Path) -> None:
    assert run_cli("-C", repo, "review", "v2..", "--write-baseline", "known.json").code == 0
    assert run_cli("-C", repo, "review", "v2..", "--baseline", "known.json").code == 0


def test_a_policy_that_the_range_loosens_fails(repo: Path) -> None:
    commit(repo, {"agentreg.toml": '[policy]\nfail-on = "off"\n'})
    code, head = review(repo, "HEAD~1..", "--fail-on", "high")
    assert (code, head[0]) == (1, "FAIL  1 finding at high or above")
    (repo / "agentreg.toml").write_text(
        '[policy]\nfail-on = "off"\n[policy.severity]\nurl-was-added = "off"\n'
    )
    assert review(repo, "--worktree", "--fail-on", "high")[0] == 1


def test_a_policy_extends_files_from_its_own_folder(repo: Path) -> None:
    (repo / "shared").mkdir()
    (repo / "shared/base.toml").write_text('[policy]\nfail-on = "critical"\n')
    (repo / "shared/team.toml").write_text('[policy]\nextends = "base.toml"\n')
    (repo / "agentreg.toml").write_text('[policy]\nextends = "shared/team.toml"\n')
    assert review(repo, "v2..")[0] == 0
    (repo / "agentreg.toml").write_text('[policy]\nextends = "shared/team.toml"\nfail-on = "high"\n')
    assert review(repo, "v2..")[0] == 1
    (repo / "agentreg.toml").write_text('[policy]\nextends = "shared/team.toml"\nfail-on = "off"\n')
    ran = run_cli("-C", repo / "agents", "review", "v2..")
    assert ran.code == 2
    assert "../agentreg.toml:3: 'fail-on' cannot be 'off': 'critical' fails already" in ran.err


@pytest.mark.parametrize(
    ("extends", "message", "hint"),
    [
        (
            "https://example.org/a.toml",
            "is an address: a policy is read from files alone",
            "keep a copy",
        ),
        ("shared", "is a folder", "name the file in it: shared/agentreg.toml"),
        ("pipe", "is no regular file", "a path from the folder of this file"),
        ("../elsewhere.toml", "is outside of the repository: no range tells its changes", "keep a copy"),
        ("linked.toml", "is outside of the repository: no range tells its changes", "keep a copy"),
        ("/etc/hostname", "is outside of the repository: no range tells its changes", "keep a copy"),
        ("\\u0000", "cannot be read: it is no path", "a path from the folder of this file"),
        ("x" * 300, "cannot be read: File name too long", "a path from the folder of this file"),
    ],
)
def test_what_a_policy_extends_is_a_file_of_the_repository(
    repo: Path, extends: str, message: str, hint: str
) -> None:
    (repo / "shared").mkdir()
    os.mkfifo(repo / "pipe")
    (repo.parent / "elsewhere.toml").write_text("[policy]\n")
    (repo / "linked.toml").symlink_to("../elsewhere.toml")
    (repo / "agentreg.toml").write_text(f'[policy]\nextends = "{extends}"\n')
    ran = run_cli("-C", repo, "review", "v1..v2")
    assert ran.code == 2
    assert f"agentreg.toml:2: '{extends}' {message}\n" in ran.err.replace("\\x00", "\\u0000")
    assert hint in ran.err


@pytest.mark.parametrize(
    ("extends", "message"),
    [
        ("gone.toml", "agentreg.toml:2: 'gone.toml' cannot be read: No such file or directory"),
        ("agentreg.toml", "agentreg.toml extends itself, by way of 'agentreg.toml'"),
        ("other.toml", "other.toml holds no [policy], which agentreg.toml extends"),
        ("loop.toml", "loop.toml extends itself, by way of 'agentreg.toml'"),
    ],
)
def test_what_a_policy_extends_must_be_there(repo: Path, extends: str, message: str) -> None:
    (repo / "other.toml").write_text("")
    (repo / "loop.toml").write_text('[policy]\nextends = "agentreg.toml"\n')
    (repo / "agentreg.toml").write_text(f'[policy]\nextends = "{extends}"\n')
    ran = run_cli("-C", repo, "review", "v2..")
    assert ran.code == 2
    assert message in ran.err


def test_a_range_that_loosens_what_is_extended_says_so(repo: Path) -> None:
    commit(
        repo, {"agentreg.toml": '[policy]\nextends = "shared/base.toml"\n', "shared/base.toml": "[policy]\n"}
    )
    commit(repo, {"shared/base.toml": '[policy]\nfail-on = "critical"\n'})
    ran = run_cli("-C", repo, "review", "HEAD~1..")
    assert ran.code == 1
    assert "policy in shared/base.toml: fail-on unstated -> critical" in ran.out
