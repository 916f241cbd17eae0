"""The GitHub Action's script, run outside GitHub: with its variables, and a `gh` of this test's own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from support.cli import run_cli
from support.repos import build_repo, clean_environment, commit, git
from support.shared import ROOT

AGENT = "---\nname: worker\ndescription: Works.\ntools: {tools}\n---\n\nYou are careful.\n"
PATH = "agents/worker.md"

# Lists the comment `old`, and writes down what it is told, with the body that it is given.
GH = """#!/bin/sh
case "$*" in *--jq*) cat "{old}"; exit {code};; esac
echo "$@" >> "{said}"
for word; do case "$word" in body=@*) cat "${{word#body=@}}" >> "{said}";; esac; done
"""


class Runner:
    """A job of GitHub's, as far as the script can tell."""

    def __init__(self, folder: Path) -> None:
        self.repo = build_repo(
            folder / "repo", [{PATH: AGENT.format(tools="Read")}, {PATH: AGENT.format(tools="Read, Grep")}]
        )
        self.said, self.old = folder / "said", folder / "old"
        self.files = {name: folder / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for file in (self.said, self.old, *self.files.values()):
            file.touch()
        self._bin = folder / "bin"
        self._bin.mkdir()
        self.install_gh(code=0)
        (self._bin / "agentreg").symlink_to(Path(sys.executable).parent / "agentreg")
        self._folder = folder

    def install_gh(self, *, code: int) -> None:
        script = self._bin / "gh"
        script.write_text(GH.format(old=self.old, said=self.said, code=code))
        script.chmod(0o755)

    def run(self, **variables: str) -> subprocess.CompletedProcess[str]:
        environment = clean_environment(self._folder) | {
            **{name: str(file) for name, file in self.files.items()},
            "PATH": f"{self._bin}{os.pathsep}{os.environ['PATH']}",
            "RUNNER_TEMP": str(self._folder),
            "GITHUB_REPOSITORY": "team/shop",
            "BASE_SHA": git(self.repo, "rev-parse", "HEAD~1"),
            "PULL_REQUEST": "7",
            "AGENTREG_COMMENT": "true",
        }
        return subprocess.run(
            ["bash", ROOT / "ci/github.sh"],
            cwd=self.repo,
            env=environment | variables,
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def outputs(self) -> dict[str, str]:
        lines = self.files["GITHUB_OUTPUT"].read_text().splitlines()
        return dict(line.split("=", 1) for line in lines)

    @property
    def summary(self) -> str:
        return self.files["GITHUB_STEP_SUMMARY"].read_text()


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


def test_a_review_that_passes_is_told_in_all_places(runner: Runner) -> None:
    done = runner.run()
    assert (done.returncode, done.stderr) == (0, "")
    assert runner.outputs["code"] == "0"
    report = Path(runner.outputs["report"])
    assert json.loads((report / "agentreg.sarif").read_text())["version"] == "2.1.0"
    assert json.loads((report / "agentreg.json").read_text())["command"] == "review"
    assert "worker" in runner.summary
    told = runner.said.read_text()
    assert told.startswith("api --silent repos/team/shop/issues/7/comments -F body=@")
    assert runner.summary in told


def test_a_finding_is_an_annotation_and_fails_by_the_output(runner: Runner) -> None:
    commit(runner.repo, {PATH: AGENT.format(tools="Read, Bash")})
    done = runner.run()
    assert done.returncode == 0
    assert runner.outputs["code"] == "1"
    assert f"::error file={PATH},line=" in done.stdout


def test_a_comment_that_is_there_is_brought_up_to_date(runner: Runner) -> None:
    runner.old.write_text("11\n12\n")
    runner.run()
    assert runner.said.read_text().startswith("api --silent -X PATCH repos/team/shop/issues/comments/12 ")


@pytest.mark.parametrize("variables", [{"AGENTREG_COMMENT": "false"}, {"PULL_REQUEST": ""}])
def test_no_comment_is_written_where_none_is_wanted(runner: Runner, variables: dict[str, str]) -> None:
    assert runner.run(**variables).returncode == 0
    assert runner.said.read_text() == ""


def test_a_token_that_only_reads_is_a_warning(runner: Runner) -> None:
    runner.install_gh(code=1)
    done = runner.run()
    assert done.returncode == 0
    assert "::warning title=agentreg::the comment could not be written" in done.stdout
    assert "worker" in runner.summary


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ({"AGENTREG_FAIL_ON": "low"}, "1"),
        ({"AGENTREG_RANGE": "HEAD..HEAD"}, "0"),
        ({"BASE_SHA": "0" * 40, "AGENTREG_RANGE": "HEAD~1..HEAD"}, "0"),
    ],
)
def test_what_the_workflow_says_is_heeded(runner: Runner, variables: dict[str, str], code: str) -> None:
    runner.run(**variables)
    assert runner.outputs["code"] == code


def test_decisions_that_the_change_brings_count_where_the_workflow_says_so(runner: Runner) -> None:
    base = git(runner.repo, "rev-parse", "HEAD")
    commit(runner.repo, {PATH: AGENT.format(tools="Read, Bash")})
    ran = run_cli("-C", runner.repo, "approve", "HEAD~1..HEAD", "--reason", "a box")
    assert ran.code == 0
    commit(runner.repo, {})
    runner.run(BASE_SHA=base)
    assert runner.outputs["code"] == "1"
    runner.run(BASE_SHA=base, AGENTREG_TRUST_APPROVALS="true")
    assert runner.outputs["code"] == "0"


@pytest.mark.parametrize("range_", ["nowhere..HEAD", "$(touch pwned)..HEAD", "--help", "; touch pwned"])
def test_a_range_that_cannot_be_followed_fails_and_runs_nothing(runner: Runner, range_: str) -> None:
    done = runner.run(AGENTREG_RANGE=range_)
    assert done.returncode == 2
    assert runner.outputs == {"code": "2"}
    assert not (runner.repo / "pwned").exists()


def test_the_action_hands_values_of_others_over_as_variables_alone() -> None:
    action = yaml.load((ROOT / "action.yml").read_text(), Loader=yaml.BaseLoader)  # noqa: S506  our own file
    scripts = [step["run"] for step in action["runs"]["steps"] if "run" in step]
    assert len(scripts) == 3
    assert all("${{" not in script for script in scripts)


def test_the_action_runs_this_script_and_fails_by_its_code() -> None:
    action = yaml.load((ROOT / "action.yml").read_text(), Loader=yaml.BaseLoader)  # noqa: S506  our own file
    steps = {step["name"]: step for step in action["runs"]["steps"] if "name" in step}
    assert steps["Review"]["run"] == 'bash "$GITHUB_ACTION_PATH/ci/github.sh"'
    assert (ROOT / "ci/github.sh").exists()
    for code in (0, 1, 3):
        verdict = ["bash", "-c", steps["Verdict"]["run"]]
        done = subprocess.run(verdict, env={**os.environ, "CODE": str(code)}, check=False)
        assert done.returncode == code
