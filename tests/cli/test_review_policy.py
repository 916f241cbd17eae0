"""What of a review fails: by the command line, the policy, what that extends, and a baseline."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from support.cli import run_cli
from support.repos import build_repo, commit, git
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
    assert (code, bar in " ".join(" ".join(lines[:2]).split())) == (1, True)


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


LOW, HIGH, OFF = (f'[policy]\nfail-on = "{level}"\n' for level in ("low", "high", "off"))
GRANT = '[policy.severity]\ntool-was-granted = "{}"\n'
IGNORE = '[[policy.ignore]]\nrule = "permissions-were-gained"\nreason = "{}"\n'
SCOPE = '[[policy.scope]]\npaths = ["agents/**"]\nfail-on = "low"\n'
EXTENDS = '[policy]\nextends = "shared/base.toml"\n'
GREP, BASH = "Read, Grep", "Read, Bash"
FORKED: list[tuple[str, str, dict[str, str], str, int, bool]] = [
    ("main has none", "", {}, GREP, 0, False),
    ("main added one", "", {"agentreg.toml": LOW}, GREP, 1, True),
    ("main tightened it", HIGH, {"agentreg.toml": LOW}, GREP, 1, True),
    ("main loosened it", LOW, {"agentreg.toml": OFF}, GREP, 1, True),
    ("main has the same", LOW, {"a.txt": "x"}, GREP, 1, False),
    ("main wrote it otherwise", LOW, {"agentreg.toml": f"# ours\n{LOW}"}, GREP, 1, False),
    ("main holds a rule for graver", "", {"agentreg.toml": GRANT.format("critical")}, GREP, 1, True),
    ("main holds a rule for milder", "", {"agentreg.toml": GRANT.format("off")}, BASH, 1, True),
    ("main ignores no more", IGNORE.format("ok"), {"agentreg.toml": HIGH}, BASH, 1, True),
    ("main ignores since", HIGH, {"agentreg.toml": IGNORE.format("ok")}, BASH, 1, True),
    ("both ignore", IGNORE.format("ok"), {"agentreg.toml": f"{HIGH}{IGNORE.format('ok')}"}, BASH, 0, True),
    ("main has a scope", "", {"agentreg.toml": SCOPE}, GREP, 1, True),
    ("main extends another", "", {"agentreg.toml": EXTENDS, "shared/base.toml": LOW}, GREP, 1, True),
    ("main changed what it extends", EXTENDS, {"shared/base.toml": LOW}, GREP, 1, True),
    (
        "main has it in pyproject",
        "",
        {"pyproject.toml": LOW.replace("policy", "tool.agentreg.policy")},
        GREP,
        1,
        True,
    ),
]


@pytest.mark.parametrize(
    ("own", "since", "tools", "code", "told"), [row[1:] for row in FORKED], ids=[row[0] for row in FORKED]
)
def test_a_branch_is_judged_by_the_policy_of_its_base_as_well(
    tmp_path: Path, own: str, since: dict[str, str], tools: str, code: int, told: bool
) -> None:
    start = {PATH: agent("Read"), "shared/base.toml": "[policy]\n", **({"agentreg.toml": own} if own else {})}
    repo = build_repo(tmp_path / "forked", [start])
    git(repo, "checkout", "-q", "-b", "wider")
    commit(repo, {PATH: agent(tools)})
    git(repo, "checkout", "-q", "main")
    commit(repo, since)
    git(repo, "checkout", "-q", "wider")
    ran = run_cli("-C", repo, "review", "main...wider", "--json")
    assert (ran.code, ran.json["errors"]) == (code, [])
    note = "note: main has another policy than the files here: the stricter of both counts\n"
    assert ran.err == (note if told else "")
    # The same by what it says to do again, by the default, and not where nothing of a policy counts.
    assert run_cli("-C", repo, *ran.data["scope"]["command"].split()[1:]).code == code
    git(repo, "update-ref", "refs/remotes/origin/main", "main")
    git(repo, "tag", "-d", "v1")
    assert run_cli("-C", repo, "review").code == code
    assert run_cli("-C", repo, "review", "main...wider", "--no-policy").err == ""


def test_a_branch_that_loosens_the_policy_is_judged_by_the_one_that_it_left(tmp_path: Path) -> None:
    off = '[policy]\nfail-on = "off"\n[policy.severity]\ntool-was-granted = "off"\n'
    repo = build_repo(tmp_path / "forked", [{PATH: agent("Read"), "agentreg.toml": LOW}])
    git(repo, "checkout", "-q", "-b", "looser")
    commit(repo, {PATH: agent("Read, Grep"), "agentreg.toml": off})
    ran = run_cli("-C", repo, "review", "main...looser")
    assert ran.code == 1
    assert "policy-was-changed" in ran.out
    assert "tool-was-granted" in ran.out
    assert "the stricter of both counts" in ran.err


def test_whole_ids_are_shown_short(tmp_path: Path) -> None:
    repo = build_repo(tmp_path / "forked", [{PATH: agent("Read, Grep")}, {PATH: agent("Read")}])
    first = git(repo, "rev-parse", "v1")
    for dots in ("..", "..."):
        out = run_cli("-C", repo, "review", f"{first}{dots}HEAD", "-v").out
        assert first[:10] in out
        assert first not in out


def test_a_policy_of_the_base_that_cannot_be_followed_opens_no_gate(tmp_path: Path) -> None:
    repo = build_repo(tmp_path / "forked", [{PATH: agent("Read")}])
    git(repo, "checkout", "-q", "-b", "wider")
    commit(repo, {PATH: agent("Read, Grep")})
    for text, message in (
        ("[policy]\nfail-on = 1\n", "main:agentreg.toml:2: 'fail-on' cannot be 1"),
        ('[policy]\nextends = "gone.toml"\n', "main:agentreg.toml:2: 'gone.toml' is no policy in main"),
        (
            '[policy]\nextends = "agentreg.toml"\n',
            "main:agentreg.toml:2: 'agentreg.toml' is no policy in main",
        ),
    ):
        git(repo, "checkout", "-q", "main")
        commit(repo, {"agentreg.toml": text})
        git(repo, "checkout", "-q", "wider")
        ran = run_cli("-C", repo, "review", "main...wider")
        assert (ran.code, ran.out) == (2, "")
        assert message in ran.err
