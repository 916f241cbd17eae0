"""The template for GitLab: its script, run line by line as GitLab does."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml

from support.cli import run_cli
from support.repos import build_repo, clean_environment, commit, git
from support.shared import ROOT

PATH = "agents/worker.md"
AGENT = "---\nname: worker\ndescription: Works.\ntools: {tools}\n---\n\nYou are careful.\n"


# What pip is told to install; nothing is.
PACKAGE = {"package": "git+https://gitlab.example.com/team/agentreg@v1"}
INSTALL = f"-I -m pip install --quiet --disable-pip-version-check {PACKAGE['package']}"


def template() -> tuple[dict[str, Any], dict[str, Any]]:
    """The inputs and the job, with all values as text."""
    text = (ROOT / "ci/gitlab.yml").read_text()
    header, body = yaml.load_all(text, Loader=yaml.BaseLoader)
    return header["spec"]["inputs"], body["agentreg-review"]


def variables(given: dict[str, str]) -> dict[str, str]:
    """The job's variables with what an include gives, put in as GitLab does."""
    inputs, job = template()
    values = {name: given.get(name, one.get("default")) for name, one in inputs.items()}
    return {
        name: re.sub(r"\$\[\[ inputs\.([\w-]+) \]\]", lambda found: values[found[1]], text)
        for name, text in job["variables"].items()
    }


@pytest.fixture
def job() -> dict[str, Any]:
    return template()[1]


def run(job: dict[str, Any], repo: Path, folder: Path, base: str, **more: str) -> int:
    """Run the job's script; installing is not what is tested here.

    Of what more is given, names in capitals are variables of the job, the others are inputs.
    """
    given = {name.replace("_", "-"): value for name, value in more.items() if name.islower()}
    shims = folder / "bin"
    shims.mkdir()
    (shims / "agentreg").symlink_to(Path(sys.executable).parent / "agentreg")
    (shims / "python").write_text(f'#!/bin/sh\n[ "$*" = "{INSTALL}" ]\n')
    (shims / "python").chmod(0o755)
    environment = clean_environment(folder) | {
        "PATH": f"{shims}{os.pathsep}{os.environ['PATH']}",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": base,
        **variables({**PACKAGE, **given}),
        **{name: value for name, value in more.items() if name.isupper()},
    }
    script = "set -e\n" + "\n".join(job["script"])
    return subprocess.run(["bash", "-c", script], cwd=repo, env=environment, check=False).returncode


def test_of_merged_results_only_what_the_request_brings_is_judged(
    job: dict[str, Any], tmp_path: Path
) -> None:
    repo = build_repo(tmp_path / "repo", [{PATH: AGENT.format(tools="Read")}])
    base = git(repo, "rev-parse", "HEAD")
    git(repo, "checkout", "-q", "-b", "work")
    commit(repo, {"agents/other.md": AGENT.format(tools="Read").replace("worker", "other")})
    git(repo, "checkout", "-q", "main")
    commit(repo, {PATH: AGENT.format(tools="Read, Bash")})
    target = git(repo, "rev-parse", "HEAD")
    git(repo, "merge", "-q", "--no-edit", "work")
    assert run(job, repo, tmp_path, base, CI_MERGE_REQUEST_TARGET_BRANCH_SHA=target) == 0


@pytest.mark.parametrize(("tools", "code", "failures"), [("Read, Grep", 0, 0), ("Read, Bash", 1, 1)])
def test_the_job_fails_by_its_findings_and_reports_them(
    job: dict[str, Any], tmp_path: Path, tools: str, code: int, failures: int
) -> None:
    versions = [{PATH: AGENT.format(tools=one)} for one in ("Read", tools)]
    repo = build_repo(tmp_path / "repo", versions)
    assert run(job, repo, tmp_path, git(repo, "rev-parse", "HEAD~1")) == code
    report = ET.parse(repo / job["artifacts"]["reports"]["junit"]).getroot()  # noqa: S314  our own report
    assert len(report.findall(".//failure")) >= failures
    issues = json.loads((repo / job["artifacts"]["reports"]["codequality"]).read_text())
    assert [issue["location"]["path"] for issue in issues if issue["severity"] == "critical"] == [
        PATH
    ] * failures
    for file in job["artifacts"]["paths"]:
        assert (repo / file).read_text()


@pytest.fixture
def widened(tmp_path: Path) -> Path:
    return build_repo(tmp_path / "repo", [{PATH: AGENT.format(tools=one)} for one in ("Read", "Read, Bash")])


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, 1),
        ({"range": "..HEAD"}, 2),
        ({"fail_on": "critical"}, 0),
        ({"range": "HEAD..HEAD"}, 0),
        ({"range": "--version"}, 2),
        ({"fail_on": "$(exit 7)"}, 2),
    ],
    ids=str,
)
def test_what_an_include_says_is_heard_and_never_run(
    job: dict[str, Any], widened: Path, tmp_path: Path, given: dict[str, str], code: int
) -> None:
    assert run(job, widened, tmp_path, git(widened, "rev-parse", "HEAD~1"), **given) == code


def test_a_pipeline_that_is_no_merge_request_fails_and_says_what_to_give(
    job: dict[str, Any], widened: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(job, widened, tmp_path, "") == 2
    assert "nothing says what to compare with: give the input range" in capfd.readouterr().err
    assert not (widened / "agentreg.json").exists()


def test_a_pipeline_that_is_no_merge_request_compares_what_it_is_given(
    job: dict[str, Any], widened: Path, tmp_path: Path
) -> None:
    assert run(job, widened, tmp_path, "", range="HEAD~1..HEAD") == 1


@pytest.mark.parametrize(("trusted", "code"), [("false", 1), ("true", 0)])
def test_approvals_that_a_request_brings_count_only_where_the_include_says_so(
    job: dict[str, Any], widened: Path, tmp_path: Path, trusted: str, code: int
) -> None:
    base = git(widened, "rev-parse", "HEAD~1")
    assert run_cli("-C", widened, "approve", f"{base}..HEAD", "--reason", "a box").code == 0
    commit(widened, {})
    assert run(job, widened, tmp_path, base, trust_approvals=trusted) == code


def test_it_takes_what_the_action_for_github_takes() -> None:
    """But for what GitLab does by itself, and for what no template knows: where it came from."""
    action = yaml.load((ROOT / "action.yml").read_text(), Loader=yaml.BaseLoader)["inputs"]  # noqa: S506  ours
    ours = {name: one for name, one in template()[0].items() if name != "package"}
    assert ours == {name: one for name, one in action.items() if name not in ("comment", "sarif", "token")}
    assert "default" not in template()[0]["package"]


def test_no_input_is_part_of_the_script(job: dict[str, Any]) -> None:
    assert not [line for line in job["script"] if "inputs." in line]


@pytest.mark.parametrize(("here", "code"), [("main", 1), ("other", 0)])
def test_a_request_is_judged_by_the_target_branch_as_it_is_now(
    job: dict[str, Any], tmp_path: Path, here: str, code: int
) -> None:
    repo = build_repo(tmp_path / "repo", [{PATH: AGENT.format(tools="Read")}])
    base = git(repo, "rev-parse", "HEAD")
    git(repo, "checkout", "-q", "-b", "work")
    commit(repo, {PATH: AGENT.format(tools="Read, Grep")})
    git(repo, "checkout", "-q", "main")
    commit(repo, {"agentreg.toml": '[policy]\nfail-on = "low"\n'})
    git(repo, "checkout", "-q", "work")
    git(repo, "update-ref", f"refs/remotes/origin/{here}", "main")
    assert run(job, repo, tmp_path, base, CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main") == code


@pytest.mark.parametrize("name", ["gone", "$(touch pwned)", "--help"])
def test_where_the_target_branch_is_not_here_the_point_where_the_request_left_it_is(
    job: dict[str, Any], widened: Path, tmp_path: Path, name: str
) -> None:
    base = git(widened, "rev-parse", "HEAD~1")
    assert run(job, widened, tmp_path, base, CI_MERGE_REQUEST_TARGET_BRANCH_NAME=name) == 1
    assert json.loads((widened / "agentreg.json").read_text())["data"]["scope"]["before_commit"] == base
    assert not list(tmp_path.rglob("pwned"))


def test_what_the_request_brings_is_not_run_as_pip(job: dict[str, Any], widened: Path) -> None:
    (widened / "pip.py").write_text("open('pwned', 'w').close()\n")
    (install,) = [line for line in job["script"] if "pip install" in line]
    subprocess.run(
        ["bash", "-c", install],
        cwd=widened,
        env=clean_environment(widened) | {"PATH": os.environ["PATH"], "AGENTREG_PACKAGE": "./gone.whl"},
        check=False,
    )
    assert not (widened / "pwned").exists()
