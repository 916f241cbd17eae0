"""The GitHub Action's script, run outside GitHub: with what its runner says of events, and the real `gh`.

`gh` talks to a forge of this machine; without it the tests about comments are skipped.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.cli import run_cli
from support.forge_answers import LONGEST, Answer, Forge, Json, comment
from support.forges import forge_at, needs_gh
from support.repos import build_repo, clean_environment, commit, git
from support.shared import ROOT

AGENT = "---\nname: {name}\ndescription: Works.\ntools: {tools}\n---\n\nYou are careful.\n"
PATH = "agents/worker.md"
NOBODY = "0" * 40
MARK = "<!-- agentreg review -->"


def agent(tools: str = "Read", name: str = "worker") -> str:
    return AGENT.format(name=name, tools=tools)


ACTION: dict[str, Any] = yaml.load((ROOT / "action.yml").read_text(), Loader=yaml.BaseLoader)  # noqa: S506  ours
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"] if "name" in step}


def evaluated(expression: str, contexts: Json) -> str:
    """What GitHub makes of `${{ a.b || c.d }}`, the only kind of expression that the action hands over."""
    for name in expression.removeprefix("${{").removesuffix("}}").split("||"):
        value: Any = contexts
        for part in name.strip().split("."):
            value = value.get(part) if isinstance(value, dict) else None
        if value:
            return str(value)
    return ""


Done = subprocess.CompletedProcess[str]


class Runner:
    """A job of GitHub's: a forge with a repository, a checkout of it, and the files that a step writes to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.repo = build_repo(
            folder / "my shop", [{PATH: agent()}, {PATH: agent("Read, Grep"), "README.md": "# Shop\n"}]
        )
        self.temp = folder / "run ner"
        self.temp.mkdir()
        self.files = {name: folder / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        self._bin = folder / "bin"
        self._bin.mkdir()
        (self._bin / "agentreg").symlink_to(Path(sys.executable).parent / "agentreg")
        self.variables: dict[str, str] = {}

    def clone(self, *options: str) -> Path:
        """Check the repository out anew, as actions/checkout does with `fetch-depth`."""
        origin, self.repo = self.repo, self.folder / "checked out"
        git(self.folder, "clone", "-q", *options, f"file://{origin}", str(self.repo))
        return self.repo

    def run(
        self, event: Json, inputs: Json | None = None, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        """Run the step that action.yml calls Review, for an event's payload."""
        for file in self.files.values():
            file.write_text("")
        stated = {name: value.get("default", "") for name, value in ACTION["inputs"].items()} | (inputs or {})
        contexts = {"github": {"event": event, "token": "secret"}, "inputs": stated | {"token": "secret"}}
        handed = {name: evaluated(text, contexts) for name, text in STEPS["Review"]["env"].items()}
        environment = (
            clean_environment(self.folder)
            | handed
            | {
                **{name: str(file) for name, file in self.files.items()},
                "PATH": f"{self._bin}{os.pathsep}{os.environ['PATH']}",
                "RUNNER_TEMP": str(self.temp),
                "GITHUB_ACTION_PATH": str(ROOT),
                "GITHUB_ACTIONS": "true",
                "GITHUB_REPOSITORY": "team/shop",
                "GITHUB_SERVER_URL": "http://github.localhost",
                "GITHUB_REF_TYPE": "branch",
                "GITHUB_REF_NAME": "main",
                **self.variables,
                **variables,
            }
        )
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STEPS["Review"]["run"]],
            cwd=self.repo,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def outputs(self) -> dict[str, str]:
        lines = self.files["GITHUB_OUTPUT"].read_text().splitlines()
        return dict(line.split("=", 1) for line in lines)

    @property
    def base(self) -> str:
        """The commit that was compared with."""
        review = json.loads((Path(self.outputs["report"]) / "agentreg.json").read_text())["data"]
        return str(review["scope"]["before_commit"])

    @property
    def summary(self) -> str:
        return self.files["GITHUB_STEP_SUMMARY"].read_text()


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


def sha(repo: Path, name: str = "HEAD") -> str:
    return git(repo, "rev-parse", name)


REPOSITORY = {"full_name": "team/shop", "default_branch": "main"}


def requested(base: str, head: str, *, home: str = "team/shop", ref: str = "work") -> Json:
    """The payload of a pull request."""
    return {
        "action": "synchronize",
        "number": 7,
        "pull_request": {
            "number": 7,
            "title": "$(touch pwned) `touch pwned`\n::error::pwned",
            "base": {"ref": "main", "sha": base, "repo": REPOSITORY},
            "head": {"ref": ref, "sha": head, "repo": {"full_name": home}},
        },
        "repository": REPOSITORY,
    }


def pushed(before: str, after: str, ref: str = "refs/heads/main") -> Json:
    """The payload of a push."""
    return {"before": before, "after": after, "ref": ref, "repository": REPOSITORY}


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
        assert "agentreg review --against REF" in done.stderr


def commit_of(repo: Path, files: dict[str, str]) -> str:
    commit(repo, files)
    return sha(repo)


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
    assert "::warning title=agentreg::the comment could not be written" in done.stdout
    assert runner.summary.startswith(MARK)
