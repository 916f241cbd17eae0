"""The GitHub Action's comment, written by the real `gh`, which talks to a forge of this machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.forge_answers import LONGEST, Answer, Forge, Json, comment
from support.forges import forge_at, needs_gh
from support.github_jobs import (
    MARK,
    PATH,
    Runner,
    agent,
    commit_of,
    requested,
    sha,
)
from support.repos import git


@needs_gh
class TestComments:
    """One comment that stays, written by the real `gh`."""

    @pytest.fixture
    def forge(self, runner: Runner, tmp_path: Path) -> Iterator[Forge]:
        folder = tmp_path / "served"
        git(tmp_path, "clone", "-q", "--bare", str(runner.repo), str(folder / "team/shop.git"))
        with forge_at(folder) as made:
            runner.variables = {"http_proxy": made.url, "no_proxy": ""}
            yield made

    @pytest.fixture
    def event(self, runner: Runner) -> Json:
        base = sha(runner.repo)
        git(runner.repo, "checkout", "-q", "-b", "work")
        return requested(base, commit_of(runner.repo, {PATH: agent("Read, Bash")}))

    def test_it_is_written_once_and_then_brought_up_to_date(
        self, runner: Runner, forge: Forge, event: Json
    ) -> None:
        done = runner.run(event)
        assert (done.returncode, done.stderr) == (0, "")
        [first] = forge.comments
        assert first["body"] == runner.summary
        event["pull_request"]["head"]["sha"] = commit_of(runner.repo, {PATH: agent("Read, Bash, Write")})
        runner.run(event)
        [second] = forge.comments
        assert second["body"] == runner.summary
        assert "write" in second["body"]

    def test_the_newest_of_our_own_is_found_among_those_of_others(
        self, runner: Runner, forge: Forge, event: Json
    ) -> None:
        said = [("other", MARK), ("github-actions[bot]", MARK), ("bot[bot]", "hello"), ("other", "x")]
        forge.comments += [comment(number, *one[::-1]) for number, one in enumerate(said * 30, 1)]
        assert runner.run(event).returncode == 0
        changed = [one for one in forge.comments if one["body"] == runner.summary]
        assert [one["id"] for one in changed] == [118]

    def test_who_gives_a_token_of_their_own_has_one_comment_too(
        self, runner: Runner, forge: Forge, event: Json
    ) -> None:
        forge.user = "dora"
        runner.run(event)
        runner.run(event)
        [made] = forge.comments
        assert made["user"]["login"] == "dora"

    @pytest.mark.parametrize("call", ["POST", "PATCH", "GET .*comments"])
    def test_a_token_that_only_reads_is_a_warning(
        self, runner: Runner, forge: Forge, event: Json, call: str
    ) -> None:
        forge.comments += [comment(1, MARK, "github-actions[bot]")] if call == "PATCH" else []
        forge.refuses = {call: Answer(403, {"message": "Resource not accessible by integration"})}
        event["pull_request"]["head"]["repo"]["full_name"] = "else/fork"
        done = runner.run(event)
        assert done.returncode == 0
        assert "Resource not accessible by integration (HTTP 403)" in done.stderr
        assert "::warning title=agentreg::the comment could not be written" in done.stdout
        assert "pull-requests: write" in done.stdout
        assert "worker" in runner.summary

    def test_a_large_review_is_a_comment_and_a_summary_that_github_takes(
        self, runner: Runner, forge: Forge, event: Json
    ) -> None:
        many = {f"agents/{number}.md": agent("Read, Bash", f"a{number}\u2713" * 9) for number in range(300)}
        event["pull_request"]["head"]["sha"] = commit_of(runner.repo, many)
        done = runner.run(event)
        assert (done.returncode, done.stderr) == (0, "")
        [made] = forge.comments
        assert len(made["body"]) < LONGEST
        assert len(runner.summary.encode()) < 1024 * 1024

    @pytest.mark.parametrize("inputs", [{"comment": "false"}, {"comment": "no"}])
    def test_none_is_written_where_none_is_wanted(
        self, runner: Runner, forge: Forge, event: Json, inputs: Json
    ) -> None:
        assert runner.run(event, inputs).returncode == 0
        assert forge.calls == []


@pytest.mark.parametrize("server", ["https://github.com", "https://code.example:8443"])
def test_gh_is_told_the_server_and_the_token_by_both_names(
    runner: Runner, tmp_path: Path, server: str
) -> None:
    gh = tmp_path / "bin" / "gh"
    gh.write_text(f'#!/bin/sh\necho "$GH_HOST $GH_TOKEN $GH_ENTERPRISE_TOKEN" >> "{tmp_path}/said"\n')
    gh.chmod(0o755)
    event = requested(sha(runner.repo, "HEAD~1"), sha(runner.repo))
    assert runner.run(event, GITHUB_SERVER_URL=server).returncode == 0
    host = server.removeprefix("https://")
    assert set((tmp_path / "said").read_text().splitlines()) == {f"{host} secret secret"}


def test_without_gh_the_summary_has_it_all(runner: Runner, tmp_path: Path) -> None:
    only = tmp_path / "only"
    only.mkdir()
    for program in ("bash", "git", "rm", "mkdir", "cat", "head", "tail"):
        for folder in os.environ["PATH"].split(os.pathsep):
            if Path(folder, program).exists():
                (only / program).symlink_to(Path(folder, program))
                break
    (only / "agentreg").symlink_to(Path(sys.executable).parent / "agentreg")
    event = requested(sha(runner.repo, "HEAD~1"), sha(runner.repo))
    done = runner.run(event, PATH=str(only))
    assert done.returncode == 0, done.stderr
    assert "for `gh` is not installed on this runner" in done.stdout
    assert "could not be written" not in done.stdout
    assert runner.summary.startswith(MARK)
