"""What a review says to do again gives the same verdict: the policy is that of what is checked out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.cli import run_cli
from support.repos import build_repo, commit, git
from support.workers import PATH, agent

HIGH, LOW = (f'[policy]\nfail-on = "{level}"\n' for level in ("critical", "low"))
ASIDE = "[tool.other]\nx = 1\n"


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    made = build_repo(tmp_path / "repo", [{PATH: agent("Read"), "agentreg.toml": HIGH, "team/a.txt": "a"}])
    commit(made, {PATH: agent("Read, Grep")})
    return made


def place(repo: Path, *words: str, below: str = ".") -> str:
    return str(run_cli("-C", repo / below, "review", *words, "--json").data["scope"]["where"])


def test_the_same_verdict_comes_where_the_line_says(repo: Path) -> None:
    strict = commit(repo, {"agentreg.toml": LOW})
    first = run_cli("-C", repo, "review", "v1..HEAD~1")
    (at, command) = re.findall(r"Reproduce at ([0-9a-f]+): agentreg (.*)", first.out)[0]
    assert (first.code, strict.startswith(at)) == (1, True)
    git(repo, "checkout", "-q", "v1")
    assert run_cli("-C", repo, *command.split()).code == 0
    git(repo, "checkout", "-q", at)
    assert run_cli("-C", repo, *command.split()).code == 1


EDITS: list[tuple[str, dict[str, str | None], str]] = [
    ("nothing", {}, ""),
    ("the policy", {"agentreg.toml": LOW}, " with agentreg.toml as edited here"),
    ("a policy that is gone", {"agentreg.toml": None}, " with agentreg.toml as edited here"),
    ("line ends alone", {"agentreg.toml": HIGH.replace("\n", "\r\n")}, ""),
    ("a project file that is no policy", {"pyproject.toml": ASIDE}, ""),
    ("decisions, which a range counts from its commits", {"agentreg.approvals": "format = 1\n"}, ""),
    ("an agent, which the range has from its commits", {PATH: agent("Bash")}, ""),
]


@pytest.mark.parametrize(("edits", "told"), [row[1:] for row in EDITS], ids=[row[0] for row in EDITS])
def test_what_is_edited_and_judges_is_told(repo: Path, edits: dict[str, str | None], told: str) -> None:
    for name, text in edits.items():
        if text is None:
            (repo / name).unlink()
        else:
            (repo / name).write_bytes(text.encode())
    assert place(repo, "v1..") == f"at {git(repo, 'rev-parse', '--short=12', 'HEAD')}{told}"


def test_a_baseline_and_trusted_decisions_of_the_folder_are_told(repo: Path) -> None:
    run_cli("-C", repo, "review", "v1..", "--write-baseline", "known.json")
    (repo / "agentreg.approvals").write_text("format = 1\n")
    told = place(repo, "v1..", "--baseline", "known.json", "--trust-approvals")
    assert told.endswith(" with agentreg.approvals, known.json as edited here")


def test_the_folder_is_told_and_nothing_where_nothing_there_judges(repo: Path) -> None:
    head = git(repo, "rev-parse", "--short=12", "HEAD")
    assert place(repo, "v1..", below="team") == f"at {head} in team/"
    assert place(repo, "v1..", "--no-policy") == ""
    assert place(repo, "--staged") == ""


def test_a_policy_above_the_repository_is_told(repo: Path) -> None:
    commit(repo, {"agentreg.toml": None})
    (repo.parent / "agentreg.toml").write_text(LOW)
    assert place(repo, "v1..").endswith(" with the agentreg.toml above the repository")
