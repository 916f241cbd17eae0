"""The template for GitLab: its script, run line by line as GitLab does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml

from support.repos import build_repo, clean_environment, commit, git
from support.shared import ROOT

PATH = "agents/worker.md"
AGENT = "---\nname: worker\ndescription: Works.\ntools: {tools}\n---\n\nYou are careful.\n"


@pytest.fixture
def job() -> dict[str, Any]:
    # Without tags and with all values as text: what our own file says.
    template = yaml.load((ROOT / "ci/gitlab.yml").read_text(), Loader=yaml.BaseLoader)  # noqa: S506  our own file
    found: dict[str, Any] = template["agentreg-review"]
    return found


def run(job: dict[str, Any], repo: Path, folder: Path, base: str, **more: str) -> int:
    """Run the job's script; installing is not what is tested here."""
    shims = folder / "bin"
    shims.mkdir()
    (shims / "agentreg").symlink_to(Path(sys.executable).parent / "agentreg")
    (shims / "python").write_text('#!/bin/sh\n[ "$*" = "-m pip install --quiet agentreg" ]\n')
    (shims / "python").chmod(0o755)
    environment = clean_environment(folder) | {
        "PATH": f"{shims}{os.pathsep}{os.environ['PATH']}",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": base,
        **job["variables"],
        **more,
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
    for file in job["artifacts"]["paths"]:
        assert (repo / file).read_text()
