"""`review` and `approve` ask gitleaks about secrets where it is installed, and say whether they did."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from support.cli import run_cli
from support.gitleaks import make_gitleaks
from support.repos import build_repo, commit, git

WORD = "open-sesame-1"
TEXT = "---\nname: {}\ndescription: Works.\ntools: Read\n---\n\nYou work.\n\n{}\n"
PATH, OTHER = ".claude/agents/worker.md", ".claude/agents/keeper.md"
TOLD = f"The word is {WORD}."
ASKED = "Secrets: gitleaks 8.18.4 was asked as well"


def agent(more: str = "", name: str = "worker") -> str:
    return TEXT.format(name, more)


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """The worker tells the word from its second revision on; the keeper always did, and never changes."""
    keeper = agent(TOLD, "keeper")
    return build_repo(tmp_path / "repo", [{PATH: agent(), OTHER: keeper}, {PATH: agent(TOLD), OTHER: keeper}])


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A gitleaks that is found as a shell finds it; returns its folder."""
    folder = make_gitleaks(tmp_path / "bin").parent
    monkeypatch.delenv("AGENTREG_GITLEAKS")
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    return folder


@pytest.mark.usefixtures("installed")
def test_what_it_finds_is_new_masked_and_fails(repo: Path) -> None:
    ran = run_cli("-C", repo, "review", "v1..v2")
    assert ran.code == 1
    assert "CRITICAL secret-is-exposed" in ran.out
    assert "door-word (gitleaks)" in ran.out
    assert ASKED in ran.out.splitlines()
    assert WORD not in ran.out + ran.err
    for format_ in ("markdown", "html", "sarif", "github", "junit", "codequality", "json"):
        out = run_cli("-C", repo, "review", "v1..v2", "-f", format_).out
        assert WORD not in out, format_
        assert "door-word (gitleaks)" in out, format_
        assert (ASKED in out) is (format_ in ("markdown", "html", "sarif")), format_


@pytest.mark.usefixtures("installed")
def test_what_was_there_before_is_not_new_and_what_went_is_masked(repo: Path) -> None:
    commit(repo, {PATH: agent(f"{TOLD}\n\nWork well.")})
    ran = run_cli("-C", repo, "review", "v2..HEAD", "--json")
    (one,) = ran.data["agents"]
    assert (ran.code, [found["rule"] for found in one["existing"]]) == (0, ["secret-is-exposed"])
    commit(repo, {PATH: agent("Work well.")})
    ran = run_cli("-C", repo, "review", "HEAD~1..HEAD", "-v")
    assert ran.code == 0
    assert "The word is" in ran.out
    assert WORD not in ran.out


def test_only_the_texts_of_agents_that_changed_are_given_to_it(repo: Path, installed: Path) -> None:
    run_cli("-C", repo, "review", "v1..v2")
    assert (installed / "seen").read_text().split() == ["0.md", "1.md"]


@pytest.mark.usefixtures("installed")
def test_two_runs_give_the_same_bytes(repo: Path) -> None:
    commit(repo, {PATH: agent("\n".join(f"Word {n}: open-sesame-{n}." for n in range(30)))})
    first, second = (run_cli("-C", repo, "review", "v1..HEAD", "-v", "--json").out for _ in range(2))
    assert first == second


@pytest.mark.usefixtures("installed")
def test_what_our_table_finds_too_is_told_once(repo: Path) -> None:
    commit(repo, {PATH: agent("Use AKIAQ3VWN7KDZ5RTYHM2 here.")})
    (one,) = run_cli("-C", repo, "review", "v1..HEAD", "--json").data["agents"]
    told = [found["message"] for found in one["findings"] if found["rule"] == "secret-is-exposed"]
    assert len(told) == 1
    assert "gitleaks" not in told[0]


@pytest.mark.usefixtures("installed")
def test_a_reviewer_can_accept_what_it_found(repo: Path) -> None:
    assert run_cli("-C", repo, "approve", "v1..v2", "--reason", "no door").code == 0
    assert run_cli("-C", repo, "review", "v1..v2", "--trust-approvals").code == 0


def test_where_it_is_not_installed_that_is_said(repo: Path) -> None:
    ran = run_cli("-C", repo, "review", "v1..v2", "--json")
    assert (ran.code, ran.data["gitleaks"]) == (0, {"asked": "not installed", "version": ""})
    assert "gitleaks" not in run_cli("-C", repo, "review", "v1..v2").out
    said = "Secrets: gitleaks was not asked as well (not installed)"
    assert said in run_cli("-C", repo, "review", "v1..v2", "-v").out.splitlines()
    run = json.loads(run_cli("-C", repo, "review", "v1..v2", "-f", "sarif").out)["runs"][0]["invocations"][0]
    assert run["executionSuccessful"] is True
    (note,) = run["toolExecutionNotifications"]
    assert (note["level"], note["descriptor"], note["message"]) == (
        "note",
        {"id": "gitleaks"},
        {"text": said},
    )


def test_it_can_be_left_out_and_the_command_that_makes_the_review_again_says_so(
    repo: Path, installed: Path
) -> None:
    ran = run_cli("-C", repo, "review", "v1..v2", "--no-gitleaks", "--json")
    assert (ran.code, ran.data["gitleaks"]) == (0, {"asked": "left out", "version": ""})
    assert ran.data["scope"]["command"].endswith(" --no-gitleaks")
    assert not (installed / "seen").exists()


POLICIES: list[tuple[str, list[str], int, str]] = [
    # The policy, the command line, the exit code and what is told, where gitleaks is installed.
    ("off", [], 0, "left out"),
    ("installed", [], 1, "asked"),
    ("required", [], 1, "asked"),
    ("off", ["--gitleaks"], 1, "asked"),
    ("required", ["--no-gitleaks"], 0, "left out"),
    ("off", ["--no-policy"], 1, "asked"),
]


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(("stated", "options", "code", "told"), POLICIES)
def test_the_policy_says_whether_it_is_asked_unless_the_command_line_does(
    repo: Path, stated: str, options: list[str], code: int, told: str
) -> None:
    (repo / "agentreg.toml").write_text(f'[policy]\ngitleaks = "{stated}"\n')
    ran = run_cli("-C", repo, "review", "v1..v2", "--json", *options)
    assert (ran.code, ran.data["gitleaks"]["asked"]) == (code, told)
    ran = run_cli("-C", repo, "lint", str(repo / PATH), "--json", *options)
    assert (ran.code, ran.data["gitleaks"]["asked"]) == (code, told)


def test_where_the_policy_requires_it_and_it_is_not_installed_nothing_is_clean(repo: Path) -> None:
    (repo / "agentreg.toml").write_text('[policy]\ngitleaks = "required"\n')
    for words in (["review", "v1..v2"], ["lint", str(repo / PATH)]):
        ran = run_cli("-C", repo, *words)
        assert ran.code == 3
        assert "gitleaks is not installed" in ran.out + ran.err


def test_a_branch_cannot_leave_it_out(repo: Path) -> None:
    commit(repo, {"agentreg.toml": '[policy]\ngitleaks = "required"\n'})
    git(repo, "checkout", "-q", "-b", "looser")
    commit(repo, {PATH: agent("Work well."), "agentreg.toml": '[policy]\ngitleaks = "off"\n'})
    ran = run_cli("-C", repo, "review", "main...looser")
    assert "gitleaks required -> off" in ran.out
    assert "gitleaks is not installed" in ran.out


BROKEN = [
    (
        {"code": 1, "said": "FTL bad config"},
        [],
        "gitleaks failed: FTL bad config",
        "try `gitleaks dir` by hand",
    ),
    (
        {"said": "WRN skipping file: 0.md\n"},
        [],
        "gitleaks passed over a text: WRN skip",
        "try `gitleaks dir`",
    ),
    ({"version": "7.6.1"}, [], "gitleaks is of an unknown version: it says '7.6.1'", "install a version 8"),
    (None, ["--gitleaks"], "gitleaks is not installed", "install it"),
]


@pytest.mark.parametrize(("how", "options", "reason", "hint"), BROKEN, ids=[row[2] for row in BROKEN])
def test_one_that_fails_is_told_and_never_counts_as_clean(
    repo: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    how: dict[str, object] | None,
    options: list[str],
    reason: str,
    hint: str,
) -> None:
    if how is not None:
        monkeypatch.setenv("AGENTREG_GITLEAKS", str(make_gitleaks(tmp_path / "bin", **how)))
    for command in (["review", "v1..v2"], ["lint"]):
        ran = run_cli("-C", repo, *command, *options)
        assert ran.code == 3
        shown = " ".join((ran.out + ran.err).split())
        assert "gitleaks could not be asked" in shown
        assert reason in shown
        assert f"{hint}" in shown
        assert "or say --no-gitleaks" in shown
        as_json = run_cli("-C", repo, *command, *options, "--json")
        assert (as_json.code, as_json.json["errors"][-1]["code"]) == (3, "not-asked")
        assert as_json.data["gitleaks"]["asked"] == "failed"
    shown = run_cli("-C", repo, "review", "v1..v2", *options).out
    assert shown.startswith("INCOMPLETE  gitleaks could not be asked; no finding at high or above\n")
    annotated = run_cli("-C", repo, "review", "v1..v2", *options, "-f", "github").out
    assert annotated.startswith("::error title=gitleaks was not asked::gitleaks ")
    run = json.loads(run_cli("-C", repo, "review", "v1..v2", *options, "-f", "sarif").out)["runs"][0]
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert run["invocations"][0]["executionSuccessful"] is False
    assert (note["level"], note["descriptor"]["id"], "locations" in note) == ("error", "not-asked", False)


@pytest.mark.usefixtures("installed")
def test_a_configuration_of_the_repository_does_not_tell_it_what_to_pass_over(repo: Path) -> None:
    commit(repo, {".gitleaks.toml": "[allowlist]\nregexes = ['sesame']\n", ".gitleaksignore": "0.md:x:1\n"})
    assert run_cli("-C", repo, "review", "v1..HEAD").code == 1


def test_the_one_to_ask_can_be_named(repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AGENTREG_GITLEAKS", str(make_gitleaks(tmp_path / "mine")))
    assert run_cli("-C", repo, "review", "v1..v2").code == 1
    monkeypatch.chdir(repo)
    monkeypatch.setenv("AGENTREG_GITLEAKS", "../mine/gitleaks")
    assert run_cli("review", "v1..v2").code == 1
    shutil.rmtree(tmp_path / "mine")
    assert run_cli("-C", repo, "review", "v1..v2").code == 3
