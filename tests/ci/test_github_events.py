"""The GitHub Action: what is compared for each event, and what a checkout must have for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.forge_answers import Json
from support.github_jobs import (
    NOBODY,
    PATH,
    REPOSITORY,
    Runner,
    agent,
    commit_of,
    pushed,
    requested,
    sha,
)
from support.repos import git


class TestEvents:
    """What is compared, and what a checkout must have for it."""

    @pytest.fixture
    def work(self, runner: Runner) -> tuple[str, str, str]:
        """The base, a harmless change on a branch, and a main branch that somebody widened since."""
        repo = runner.repo
        base = sha(repo)
        git(repo, "checkout", "-q", "-b", "work")
        head = commit_of(repo, {"agents/other.md": agent(name="other")})
        git(repo, "checkout", "-q", "main")
        return base, head, commit_of(repo, {PATH: agent("Read, Bash")})

    @pytest.mark.parametrize("options", [(), ("--depth", "2")], ids=["whole", "shallow"])
    def test_of_a_merged_request_only_what_it_brings_is_judged_however_old_the_event_is(
        self, runner: Runner, work: tuple[str, str, str], options: tuple[str, ...]
    ) -> None:
        base, head, main = work
        git(runner.repo, "merge", "-q", "--no-edit", "work")
        runner.clone(*options)
        done = runner.run(requested(base, head), {"comment": "false"})
        assert (done.returncode, runner.outputs["code"]) == (0, "0"), done.stdout + done.stderr
        assert runner.base == main

    def test_of_a_head_what_it_brings_is_judged(self, runner: Runner, work: tuple[str, str, str]) -> None:
        base, head, main = work
        git(runner.repo, "checkout", "-q", "work")
        runner.run(requested(main, head), {"comment": "false"})
        assert runner.outputs["code"] == "0"
        assert runner.base == base

    def test_what_is_not_the_request_never_passes_for_it(
        self, runner: Runner, work: tuple[str, str, str]
    ) -> None:
        _, head, main = work
        done = runner.run(requested(main, head))
        assert (done.returncode, runner.outputs) == (2, {})
        assert "::error title=agentreg::what is checked out is not the pull request" in done.stderr

    @pytest.mark.parametrize("kind", ["a request", "a push"])
    def test_a_clone_that_lacks_the_base_is_told(
        self, runner: Runner, work: tuple[str, str, str], kind: str
    ) -> None:
        base, head, main = work
        git(runner.repo, "merge", "-q", "--no-edit", "work")
        merged = sha(runner.repo)
        runner.clone("--depth", "1")
        done = runner.run(requested(base, head) if kind == "a request" else pushed(main, merged))
        assert (done.returncode, runner.outputs) == (2, {})
        assert "give actions/checkout `fetch-depth: 0`" in done.stderr

    def test_of_a_push_what_it_brings_is_judged(self, runner: Runner, work: tuple[str, str, str]) -> None:
        base, _, main = work
        done = runner.run(pushed(base, main))
        assert (done.returncode, runner.outputs["code"]) == (0, "1")
        assert runner.base == base

    @pytest.mark.parametrize("before", [NOBODY, "1" * 40], ids=["new", "forced"])
    def test_a_branch_that_is_new_or_was_forced_is_compared_with_where_it_left_the_default_branch(
        self, runner: Runner, work: tuple[str, str, str], before: str
    ) -> None:
        base, head, _ = work
        runner.clone("--branch", "work")
        runner.run(pushed(before, head, "refs/heads/work"), GITHUB_REF_NAME="work")
        assert runner.outputs["code"] == "0"
        assert runner.base == base

    def test_a_merge_queue_is_compared_with_what_it_merges_into(
        self, runner: Runner, work: tuple[str, str, str]
    ) -> None:
        git(runner.repo, "merge", "-q", "--no-edit", "work")
        group = {"merge_group": {"base_sha": work[2], "head_sha": sha(runner.repo)}, "repository": REPOSITORY}
        runner.run(group, GITHUB_REF_NAME="gh-readonly-queue/main/pr-7")
        assert runner.outputs["code"] == "0"
        assert runner.base == work[2]

    @pytest.mark.parametrize(
        ("event", "variables"),
        [
            (
                pushed(NOBODY, "2" * 40, "refs/tags/v1.1.0"),
                {"GITHUB_REF_TYPE": "tag", "GITHUB_REF_NAME": "v1.1.0"},
            ),
            ({"schedule": "0 5 * * 1"}, {}),
            ({"inputs": {}, "ref": "refs/heads/main", "repository": REPOSITORY}, {}),
            (pushed("1" * 40, "2" * 40), {}),
        ],
        ids=["a tag", "a schedule", "by hand", "a default branch that was forced"],
    )
    def test_without_a_base_the_latest_release_is_compared_with(
        self, runner: Runner, work: tuple[str, str, str], event: Json, variables: dict[str, str]
    ) -> None:
        git(runner.repo, "tag", "v1.0.0", work[0])
        git(runner.repo, "tag", "v1.1.0")
        runner.run(event, **variables)
        assert runner.outputs["code"] == "1"
        assert runner.base == work[0]

    def test_a_job_without_a_checkout_is_told(self, runner: Runner, tmp_path: Path) -> None:
        event = requested(sha(runner.repo, "HEAD~1"), sha(runner.repo))
        runner.repo = tmp_path / "empty"
        runner.repo.mkdir()
        done = runner.run(event)
        assert (done.returncode, runner.outputs) == (2, {})
        assert "::error title=agentreg::no repository can be read here" in done.stderr

    def test_where_there_is_nothing_to_compare_with_the_job_does_not_pass(self, runner: Runner) -> None:
        done = runner.run(pushed(NOBODY, sha(runner.repo)))
        assert (done.returncode, runner.outputs) == (3, {"code": "3"})
        assert "hint: name one: `agentreg review " in done.stderr
