"""The GitHub Action: what its step tells, and what a workflow may say."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from support.cli import run_cli
from support.forge_answers import Json
from support.github_jobs import (
    ACTION,
    MARK,
    PATH,
    STEPS,
    Runner,
    agent,
    commit_of,
    pushed,
    requested,
    sha,
)
from support.repos import clean_environment, commit, git


class TestSteps:
    """What the step tells, and what the workflow may say."""

    def test_a_review_is_told_in_all_places(self, runner: Runner) -> None:
        done = runner.run(pushed(sha(runner.repo, "HEAD~1"), sha(runner.repo)))
        assert (done.returncode, done.stderr, runner.outputs["code"]) == (0, "", "0")
        report = Path(runner.outputs["report"])
        assert json.loads((report / "agentreg.sarif").read_text())["version"] == "2.1.0"
        assert (report / "agentreg.html").exists()
        assert runner.summary.startswith(MARK)

    def test_a_finding_is_an_annotation_and_fails_by_the_output(self, runner: Runner) -> None:
        before = sha(runner.repo)
        after = commit_of(runner.repo, {PATH: agent("Read, Bash")})
        done = runner.run(pushed(before, after))
        assert (done.returncode, runner.outputs["code"]) == (0, "1")
        assert f"::error file={PATH},line=" in done.stdout

    @pytest.mark.parametrize(
        ("inputs", "code"),
        [({"fail-on": "low"}, "1"), ({"range": "HEAD..HEAD"}, "0"), ({"fail-on": "high"}, "0")],
    )
    def test_what_the_workflow_says_is_heeded(self, runner: Runner, inputs: Json, code: str) -> None:
        runner.run(pushed(sha(runner.repo, "HEAD~1"), sha(runner.repo)), inputs)
        assert runner.outputs["code"] == code

    def test_decisions_that_the_change_brings_count_where_the_workflow_says_so(self, runner: Runner) -> None:
        base = sha(runner.repo)
        commit(runner.repo, {PATH: agent("Read, Bash")})
        assert run_cli("-C", runner.repo, "approve", "HEAD~1..HEAD", "--reason", "a box").code == 0
        event = pushed(base, commit_of(runner.repo, {}))
        runner.run(event)
        assert runner.outputs["code"] == "1"
        runner.run(event, {"trust-approvals": "true"})
        assert runner.outputs["code"] == "0"

    @pytest.mark.parametrize(
        "inputs",
        [
            {"range": "nowhere..HEAD"},
            {"range": "$(touch pwned)..HEAD"},
            {"range": "--help"},
            {"range": "; touch pwned"},
            {"fail-on": "$(touch pwned)"},
            {"fail-on": "--help"},
        ],
        ids=str,
    )
    def test_an_input_that_cannot_be_followed_fails_and_runs_nothing(
        self, runner: Runner, inputs: Json
    ) -> None:
        done = runner.run(pushed(sha(runner.repo, "HEAD~1"), sha(runner.repo)), inputs)
        assert (done.returncode, runner.outputs) == (2, {"code": "2"})
        assert "::error title=agentreg::there is no review" in done.stderr
        assert not (runner.repo / "pwned").exists()

    def test_what_an_earlier_use_left_does_not_pass_for_a_review(self, runner: Runner) -> None:
        event = pushed(sha(runner.repo, "HEAD~1"), sha(runner.repo))
        runner.run(event)
        assert runner.run(event, {"range": "nowhere..HEAD"}).returncode == 2
        assert (runner.outputs, runner.summary) == ({"code": "2"}, "")

    def test_names_of_others_run_nothing_and_say_nothing_to_the_runner(self, runner: Runner) -> None:
        base, name = sha(runner.repo), "$(touch${IFS}pwned)`touch${IFS}pwned`"
        git(runner.repo, "checkout", "-q", "-b", name)
        hostile = agent("Read, Bash", "'x\\n::error::pwned ##[error]pwned $(touch pwned)'")
        head = commit_of(runner.repo, {"agents/$(touch pwned).md": hostile})
        done = runner.run(
            requested(base, head, ref=name),
            {"comment": "false"},
            GITHUB_HEAD_REF=name,
            GITHUB_REF_NAME="7/merge",
        )
        assert (done.returncode, runner.outputs["code"]) == (0, "1"), done.stderr
        said = done.stdout + done.stderr
        assert not re.search(r"^\s*::(?!error |warning |notice )", said, re.MULTILINE)
        assert "##[" not in said
        assert not list(runner.folder.rglob("pwned"))

    def test_nothing_but_variables_brings_values_of_others_to_a_script(self) -> None:
        scripts = [step["run"] for step in ACTION["runs"]["steps"] if "run" in step]
        assert len(scripts) == 3
        assert not [script for script in scripts if "${{" in script]

    def test_the_job_fails_by_the_code_of_the_review(self) -> None:
        for code in (0, 1, 3):
            done = subprocess.run(
                ["bash", "-c", STEPS["Verdict"]["run"]], env={**os.environ, "CODE": str(code)}, check=False
            )
            assert done.returncode == code

    def test_what_is_checked_out_is_not_run_as_pip(self, runner: Runner) -> None:
        for module in ("pip", "venv"):
            (runner.repo / f"{module}.py").write_text("open('pwned', 'w').close()\n")
        own = {"PYTHON": sys.executable, "GITHUB_ACTION_PATH": "./gone", "RUNNER_TEMP": str(runner.temp)}
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", STEPS["Install"]["run"]],
            cwd=runner.repo,
            env=clean_environment(runner.folder) | {"PATH": os.environ["PATH"], **own},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode != 0
        assert "./gone" in done.stderr
        assert (runner.temp / "agentreg-env" / "pyvenv.cfg").exists()
        assert not (runner.repo / "pwned").exists()

    def test_the_program_that_was_installed_is_run_and_no_other(self, runner: Runner) -> None:
        event = pushed(sha(runner.repo, "HEAD~1"), sha(runner.repo))
        other = runner.folder / "bin" / "agentreg"
        own = runner.temp / "agentreg-env" / "bin" / "agentreg"
        own.parent.mkdir(parents=True)
        other.rename(own)
        other.write_text("#!/bin/sh\nexit 9\n")
        other.chmod(0o755)
        assert runner.run(event).returncode == 0
        assert runner.outputs["code"] == "0"

    def test_a_job_that_is_run_again_gives_the_same(self, runner: Runner) -> None:
        event = pushed(sha(runner.repo, "HEAD~1"), sha(runner.repo))
        told = [(runner.run(event).stdout, runner.summary, runner.outputs) for _ in range(2)]
        assert told[0] == told[1]

    def test_other_actions_are_named_by_their_commits(self) -> None:
        used = [step["uses"] for step in ACTION["runs"]["steps"] if "uses" in step]
        assert len(used) == 2
        assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", one) for one in used)
