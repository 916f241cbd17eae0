"""The GitHub Action on a runner of a company's own, which has no `gh`."""

from __future__ import annotations

import shutil
from pathlib import Path

from support.github_jobs import PATH, Runner, agent, commit_of, requested, sha
from support.repos import git

NEEDED = ("bash", "cat", "env", "git", "head", "mkdir", "rm", "tail")


def test_that_gh_is_not_installed_is_said_once_and_the_summary_has_the_review(
    runner: Runner, tmp_path: Path
) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in NEEDED:
        (programs / name).symlink_to(shutil.which(name) or "")
    (programs / "agentreg").symlink_to((runner.folder / "bin/agentreg").resolve())
    base = sha(runner.repo)
    git(runner.repo, "checkout", "-q", "-b", "work")
    event = requested(base, commit_of(runner.repo, {PATH: agent("Read, Bash")}))
    done = runner.run(event, PATH=str(programs))
    assert (done.returncode, done.stderr) == (0, "")
    warnings = [line for line in done.stdout.splitlines() if line.startswith("::warning title=agentreg::")]
    assert len(warnings) == 1
    assert "`gh` is not installed on this runner" in warnings[0]
    assert "fork" not in done.stdout
    assert "worker" in runner.summary
