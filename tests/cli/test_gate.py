"""The gate as an adversary meets it: what a range does to what judges it never passes unsaid."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from agentreg_cli import places
from support.cli import run_cli
from support.repos import build_repo, commit, git

Files = Mapping[str, str | None]


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "today", lambda: date(2026, 11, 21))


AGENT = ".claude/agents/x.md"
PLAIN = """\
---
name: x
description: Does the work.
tools: Read
---
You are x.

Read the whole of what was asked of you.
Say at the end what you have done.
"""
WIDE = PLAIN.replace("tools: Read", "tools: Read, Bash")
GREPS = PLAIN.replace("tools: Read", "tools: Read, Glob")

STRICT, LOOSE, SILENT = '[policy]\nfail-on = "low"\n', '[policy]\nfail-on = "off"\n', "# nothing\n"
PROJECT = STRICT.replace("policy", "tool.agentreg.policy")
EXTENDS = '[policy]\nextends = "{}/shared.toml"\n'

LOST = "fail-on low -> unstated"
INSTEAD = "critical policy in team/agentreg.toml, which counts instead of agentreg.toml:"

REPLACED: dict[str, tuple[Files, Files, str, list[str]]] = {
    "a file that counts before pyproject": (
        {"pyproject.toml": PROJECT},
        {"agentreg.toml": SILENT},
        ".",
        [f"critical policy in agentreg.toml, which counts instead of pyproject.toml: {LOST}"],
    ),
    "a file in the folder of the command": (
        {"agentreg.toml": STRICT},
        {"team/agentreg.toml": SILENT},
        "team",
        [f"{INSTEAD} {LOST}"],
    ),
    "a project in the folder of the command": (
        {"agentreg.toml": STRICT},
        {"team/pyproject.toml": "[tool.agentreg]\n"},
        "team",
        [f"critical policy in team/pyproject.toml, which counts instead of agentreg.toml: {LOST}"],
    ),
    "a project that says nothing of agentreg": (
        {"agentreg.toml": STRICT},
        {"team/pyproject.toml": "[project]\n"},
        "team",
        [],
    ),
    "elsewhere": ({"agentreg.toml": STRICT}, {"team/agentreg.toml": LOOSE}, ".", []),
    "the stricter one goes": (
        {"agentreg.toml": LOOSE, "team/agentreg.toml": STRICT},
        {"team/agentreg.toml": None},
        "team",
        ["critical policy in agentreg.toml, which counts instead of team/agentreg.toml: fail-on low -> off"],
    ),
    "the milder one goes": (
        {"agentreg.toml": STRICT, "team/agentreg.toml": LOOSE},
        {"team/agentreg.toml": None},
        "team",
        ["note policy in agentreg.toml, which counts instead of team/agentreg.toml: fail-on off -> low"],
    ),
    "the same elsewhere": (
        {"pyproject.toml": PROJECT},
        {"pyproject.toml": None, "agentreg.toml": STRICT},
        ".",
        [],
    ),
    "both change": (
        {"agentreg.toml": STRICT},
        {"agentreg.toml": LOOSE, "team/agentreg.toml": STRICT},
        "team",
        ["critical policy in agentreg.toml: fail-on low -> off"],
    ),
    "the same name of another shared policy": (
        {"shared.toml": STRICT, "agentreg.toml": EXTENDS.format(".")},
        {"team/shared.toml": LOOSE, "team/agentreg.toml": EXTENDS.format(".")},
        "team",
        [
            f"{INSTEAD} extends shared.toml -> team/shared.toml",
            "critical policy in team/shared.toml: fail-on unstated -> off",
        ],
    ),
    "the same shared policy": (
        {"shared.toml": STRICT, "agentreg.toml": EXTENDS.format(".")},
        {"team/agentreg.toml": EXTENDS.format("..")},
        "team",
        [],
    ),
    "broken": (
        {"agentreg.toml": "[policy]\nfail-on = 1\n"},
        {"team/agentreg.toml": STRICT},
        "team",
        [f"{INSTEAD} it cannot be followed on one side (agentreg.toml:2: 'fail-on' cannot be 1)"],
    ),
    "gone": (
        {"agentreg.toml": STRICT},
        {"agentreg.toml": None},
        ".",
        [f"critical policy in agentreg.toml: {LOST}"],
    ),
}


@pytest.mark.parametrize("command", ["review", "diff"])
@pytest.mark.parametrize(("before", "after", "folder", "expected"), REPLACED.values(), ids=REPLACED)
def test_a_policy_that_counts_no_more_is_told_and_fails(
    tmp_path: Path, before: Files, after: Files, folder: str, expected: list[str], command: str
) -> None:
    first = {AGENT: PLAIN, "team/a.txt": "", **before}
    repo = build_repo(tmp_path / "repo", [first, {AGENT: GREPS, **after}])
    ran = run_cli("-C", repo / folder, command, "v1..v2", "--json")
    assert [f"{one['severity']} {one['message']}" for one in ran.data["policy"]] == expected
    if any(one.startswith("critical") for one in expected):
        assert ran.code == 1


def test_a_difference_that_nobody_judges_fails_for_no_policy(tmp_path: Path) -> None:
    repo = build_repo(tmp_path / "repo", [{AGENT: PLAIN, "agentreg.toml": STRICT}, {"agentreg.toml": None}])
    assert run_cli("-C", repo, "diff", "v1..v2", "--no-policy").code == 0
    assert run_cli("-C", repo, "diff", "v2..v1").code == 0


HIDDEN = "# agentreg: ignore permissions-were-gained -- it runs in a box\n"
BOX = "sandbox/agents/x.md"
WAIVED, WAIVED_WIDE = (text.replace("---\n", f"---\n{HIDDEN}", 1) for text in (PLAIN, WIDE))
GAINED, WAIVER = "high permissions-were-gained", "high waiver-was-added"

WAIVERS: dict[str, tuple[Files, Files, list[str]]] = {
    "edited in its place": ({BOX: WAIVED}, {BOX: WAIVED_WIDE}, []),
    "moved": ({BOX: WAIVED}, {BOX: None, AGENT: WAIVED_WIDE}, []),
    "copied": ({BOX: WAIVED}, {AGENT: WAIVED_WIDE}, [GAINED, WAIVER]),
    "copied under another name": (
        {BOX: WAIVED},
        {".claude/agents/y.md": WAIVED_WIDE.replace("name: x", "name: y")},
        [GAINED, WAIVER],
    ),
    "copied as it is": ({BOX: WAIVED}, {AGENT: WAIVED}, [WAIVER]),
    "copied, and taken out": ({BOX: WAIVED}, {AGENT: WIDE}, [GAINED]),
    "a new agent": ({}, {AGENT: WAIVED_WIDE}, [WAIVER]),
    "back again": ({BOX: PLAIN}, {BOX: WAIVED_WIDE}, [GAINED, WAIVER]),
}


@pytest.mark.parametrize(("before", "after", "expected"), WAIVERS.values(), ids=WAIVERS)
def test_a_waiver_counts_in_the_agent_in_which_it_stood(
    tmp_path: Path, before: Files, after: Files, expected: list[str]
) -> None:
    repo = build_repo(tmp_path / "repo", [{"a.txt": "", **before}, after])
    agents = run_cli("-C", repo, "review", "v1..v2", "--json").data["agents"]
    found = [f"{one['severity']} {one['rule']}" for agent in agents for one in agent["findings"]]
    assert [one for one in found if one.startswith("high")] == expected
    told = [one["subject"] for agent in agents for one in agent["changes"] if "waiver" in one["kind"]]
    assert len(told) == len([one for one in expected if one == WAIVER])


SHARED = "shared/agentreg.toml"


@pytest.fixture
def sharing(tmp_path: Path) -> Path:
    """A repository whose policy extends one in a submodule, which is checked out milder than it was."""
    shared = build_repo(
        tmp_path / "shared", [{"agentreg.toml": STRICT}, {"agentreg.toml": LOOSE}, {"a.txt": ""}]
    )
    repo = build_repo(
        tmp_path / "repo", [{AGENT: PLAIN, "agentreg.toml": f'[policy]\nextends = "{SHARED}"\n'}]
    )
    git(repo, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(shared), "shared")
    git(repo / "shared", "checkout", "-q", "v1")
    commit(repo, {})
    git(repo / "shared", "checkout", "-q", "v2")
    return repo


def told_of_policy(repo: Path, *arguments: str) -> tuple[int, list[str]]:
    ran = run_cli("-C", repo, "review", *arguments, "--json")
    return ran.code, [f"{one['severity']} {one['message']}" for one in ran.data["policy"]]


MILDER = (1, [f"critical policy in {SHARED}: fail-on low -> off"])


def test_a_shared_policy_in_a_submodule_is_told_by_what_its_commits_say(sharing: Path) -> None:
    assert told_of_policy(sharing, "--worktree") == MILDER
    assert told_of_policy(sharing, "--staged") == (0, [])
    git(sharing, "add", "shared")
    assert told_of_policy(sharing, "--staged") == MILDER
    commit(sharing, {})
    assert told_of_policy(sharing, "HEAD~1..HEAD") == MILDER
    assert told_of_policy(sharing, "HEAD~2..HEAD~1") == (
        0,
        [f"note policy in {SHARED}: fail-on unstated -> low"],
    )
    git(sharing / "shared", "checkout", "-q", "v3")
    assert told_of_policy(sharing, "--worktree") == (0, [])


def test_a_branch_is_judged_by_the_shared_policy_that_its_base_extends_now(tmp_path: Path) -> None:
    shared = build_repo(tmp_path / "shared", [{"shared.toml": STRICT}, {"shared.toml": LOOSE}])
    repo = build_repo(tmp_path / "repo", [{AGENT: PLAIN}])
    git(repo, "checkout", "-q", "-b", "work")
    commit(repo, {AGENT: GREPS})
    git(repo, "checkout", "-q", "main")
    git(repo, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(shared), "shared")
    git(repo / "shared", "checkout", "-q", "v1")
    commit(repo, {"agentreg.toml": EXTENDS.format("shared")})
    git(repo, "checkout", "-q", "work")
    assert run_cli("-C", repo, "review", "main...work").code == 1
    (repo / "shared").rename(tmp_path / "kept")
    ran = run_cli("-C", repo, "review", "main...work")
    assert (ran.code, ran.out) == (2, "")
    assert "'shared/shared.toml' is no policy in main" in ran.err
    assert f"`git -C shared fetch` brings {git(repo, 'rev-parse', 'main:shared')[:10]}" in ran.err


def test_a_shared_policy_that_is_out_of_sight_is_no_pass(sharing: Path) -> None:
    other = build_repo(sharing.parent / "other", [{"agentreg.toml": LOOSE}], "--object-format=sha1")
    (sharing / "shared").rename(sharing.parent / "kept")
    git(sharing, "-c", "protocol.file.allow=always", "clone", "-q", str(other), "shared")
    before = git(sharing, "rev-parse", "HEAD:shared")
    assert told_of_policy(sharing, "--worktree") == (
        1,
        [f"critical policy in {SHARED}: {before[:10]} of its submodule is not here"],
    )


@pytest.mark.parametrize("extends", ["link.toml", "linked/shared.toml"])
def test_a_shared_policy_behind_a_link_is_refused(tmp_path: Path, extends: str) -> None:
    files = {AGENT: PLAIN, "kept/shared.toml": LOOSE, "agentreg.toml": f'[policy]\nextends = "{extends}"\n'}
    repo = build_repo(tmp_path / "repo", [files, {AGENT: WIDE}])
    (repo / "link.toml").symlink_to("kept/shared.toml")
    (repo / "linked").symlink_to("kept")
    ran = run_cli("-C", repo, "review", "v1..v2")
    assert (ran.code, ran.out) == (2, "")
    assert f"agentreg.toml:2: '{extends}' leads through a symbolic link" in ran.err


IGNORE = '[[policy.ignore]]\nrule = "permissions-were-gained"\nreason = "a box"\n'
SCOPE = '[[policy.scope]]\npaths = ["sandbox"]\nfail-on = "off"\n'
LOWERED = '[[policy.scope]]\npaths = ["sandbox"]\nseverity = { permissions-were-gained = "note" }\n'
BOXED = {
    "ignore by path": f'{IGNORE}path = "sandbox/**"\n',
    "ignore until today": f'{IGNORE}path = "sandbox/**"\nuntil = 2026-11-21\n',
    "scope that never fails": SCOPE,
    "scope with another severity": LOWERED,
}
"""What accepts the grant of an agent in the sandbox."""

ROUTES: dict[str, tuple[Files, Files, int]] = {
    "in its place": ({BOX: PLAIN}, {BOX: WIDE}, 0),
    "within the place": ({BOX: PLAIN}, {BOX: None, "sandbox/agents/y.md": WIDE}, 0),
    "one of its name elsewhere": ({BOX: PLAIN, AGENT: PLAIN}, {AGENT: WIDE}, 1),
    "moved out": ({BOX: PLAIN}, {BOX: None, AGENT: WIDE}, 1),
    "moved in": ({AGENT: PLAIN}, {AGENT: None, BOX: WIDE}, 1),
    "copied out": ({BOX: PLAIN}, {AGENT: WIDE}, 1),
    "copied in": ({AGENT: PLAIN}, {BOX: WIDE}, 1),
    "renamed": ({BOX: PLAIN}, {BOX: WIDE.replace("name: x", "name: y")}, 0),
}


@pytest.mark.parametrize("policy", BOXED.values(), ids=BOXED)
@pytest.mark.parametrize(("before", "after", "code"), ROUTES.values(), ids=ROUTES)
def test_no_agent_comes_under_what_a_policy_says_of_a_place(
    tmp_path: Path, policy: str, before: Files, after: Files, code: int
) -> None:
    repo = build_repo(tmp_path / "repo", [{"agentreg.toml": policy, **before}, after])
    assert run_cli("-C", repo, "review", "v1..v2").code == code


def test_what_is_accepted_for_a_name_is_accepted_for_no_other(tmp_path: Path) -> None:
    other = PLAIN.replace("name: x", "name: y")
    first = {"agentreg.toml": f'{IGNORE}agent = "x"\n', AGENT: other, BOX: PLAIN}
    repo = build_repo(tmp_path / "repo", [first, {AGENT: WIDE}, {AGENT: other}, {BOX: WIDE}])
    # To take the name in the change that needs it is no way.
    assert run_cli("-C", repo, "review", "v1..v2").code == 1
    assert run_cli("-C", repo, "review", "v3..v4").code == 0


DAYS = [("2026-11-20", 1), ("2026-11-21", 0), ("2026-11-22", 0)]


@pytest.mark.parametrize(("until", "code"), DAYS)
@pytest.mark.parametrize("written", ["policy", "waiver"])
def test_the_last_day_is_the_one_that_is_written(tmp_path: Path, until: str, code: int, written: str) -> None:
    before, after = PLAIN, WIDE
    policy = f"{IGNORE}until = {until}\n" if written == "policy" else ""
    if written == "waiver":
        ending = HIDDEN.replace(" --", f" until {until} --")
        before, after = (text.replace("---\n", f"---\n{ending}", 1) for text in (PLAIN, WIDE))
    repo = build_repo(tmp_path / "repo", [{AGENT: before, "agentreg.toml": policy}, {AGENT: after}])
    ran = run_cli("-C", repo, "review", "v1..v2")
    assert (ran.code, "waiver-became-stale" in ran.out) == (code, bool(code))
