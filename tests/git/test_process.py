from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from agentreg.errors import GitError, GitTimeout
from agentreg.git import process
from agentreg.git.process import NO_REPOSITORY, Git
from support.repos import build_repo

posix = pytest.mark.skipif(sys.platform == "win32", reason="uses shell scripts in place of git")


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    return build_repo(tmp_path / "repo", [{"a.md": "one\n"}])


@pytest.fixture
def fake_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder at the front of PATH for programs called `git`."""
    folder = tmp_path / "bin"
    folder.mkdir()
    process.require_git()  # with the real one: the answer is kept
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


def script(folder: Path, text: str) -> None:
    path = folder / "git"
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)


def test_a_command_answers_with_its_output(repo: Path) -> None:
    assert Git(repo / ".git").run(["rev-parse", "--is-bare-repository"]) == b"false\n"


def test_a_command_reads_standard_input_of_any_length(repo: Path) -> None:
    data = b"x" * 3_000_000
    oid = Git(repo / ".git").run(["hash-object", "-w", "--stdin"], data).decode().strip()
    assert Git(repo / ".git").run(["cat-file", "blob", oid]) == data


def test_a_failure_names_the_repository_and_what_git_said(repo: Path) -> None:
    with pytest.raises(GitError, match=r"git cat-file failed for .*\.git: fatal: .*bad file"):
        Git(repo / ".git").run(["cat-file", "blob", "0" * 40])


def test_an_exit_code_can_be_an_answer(repo: Path) -> None:
    assert Git(repo / ".git").attempt(["config", "--get", "no.such"]).code == 1


def test_variables_of_a_hook_do_not_redirect_a_call(
    repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(tmp_path / "nowhere"))
    assert Git(repo / ".git").run(["cat-file", "-t", "HEAD"]) == b"commit\n"


def test_a_stream_that_is_left_early_stops_git(repo: Path) -> None:
    with Git(repo / ".git").stream(["cat-file", "--batch-all-objects", "--batch"]) as pieces:
        assert next(pieces)


def test_a_stream_read_to_its_end_reports_failure(repo: Path) -> None:
    with (
        pytest.raises(GitError, match="log failed"),
        Git(repo / ".git").stream(["log", "--nonsense"]) as pieces,
    ):
        list(pieces)


def test_git_works_without_any_repository() -> None:
    assert Git(NO_REPOSITORY).run(["version"]).startswith(b"git version")


@posix
def test_a_command_that_hangs_is_stopped_with_its_helpers(fake_git: Path, repo: Path, tmp_path: Path) -> None:
    survivor = tmp_path / "survivor"
    script(fake_git, f"(sleep 2; touch {survivor}) &\nsleep 60")
    with pytest.raises(GitTimeout, match=r"took longer than 0\.2 s"):
        Git(repo / ".git", timeout=0.2).run(["log"])
    time.sleep(2.2)
    assert not survivor.exists()


@posix
def test_a_stream_that_falls_silent_is_stopped(fake_git: Path, repo: Path) -> None:
    script(fake_git, "echo first\nsleep 60")
    with (
        pytest.raises(GitTimeout, match=r"was silent for 0\.2 s"),
        Git(repo / ".git", timeout=0.2).stream(["log"]) as pieces,
    ):
        list(pieces)


@posix
def test_a_reader_that_takes_its_time_is_no_reason_to_stop(fake_git: Path, repo: Path) -> None:
    script(fake_git, "echo first\nsleep 0.1\necho second")
    with Git(repo / ".git", timeout=0.3).stream(["log"]) as pieces:
        answer = next(pieces)
        time.sleep(0.8)
        answer += b"".join(pieces)
    assert answer == b"first\nsecond\n"


@posix
def test_endless_output_is_refused(fake_git: Path, repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "OUTPUT_LIMIT", 10_000)
    script(fake_git, "exec cat /dev/zero")
    with pytest.raises(GitError, match="answered more than 10,000 bytes"):
        Git(repo / ".git").run(["log"])


@posix
def test_endless_complaints_are_cut_to_their_end(fake_git: Path, repo: Path) -> None:
    script(fake_git, "head -c 1000000 /dev/zero >&2\necho >&2\necho 'fatal: the end' >&2\nexit 3")
    outcome = Git(repo / ".git").attempt(["log"])
    assert outcome.code == 3
    assert outcome.complaint.endswith("fatal: the end")
    assert len(outcome.complaint) < 20_000


@pytest.fixture
def unchecked() -> Iterator[None]:
    """Git's version is asked for again, in the test and after it."""
    process.require_git.cache_clear()
    yield
    process.require_git.cache_clear()


@posix
@pytest.mark.usefixtures("unchecked")
@pytest.mark.parametrize("version", ["git version 2.30.9", "git version 1.8.3.1", "hello", ""])
def test_a_git_that_would_ignore_our_settings_is_refused(fake_git: Path, version: str) -> None:
    process.require_git.cache_clear()
    script(fake_git, f"echo {version}")
    with pytest.raises(GitError, match="is too old") as caught:
        Git(NO_REPOSITORY).run(["version"])
    assert caught.value.hint == "install Git 2.31 or newer"


@posix
@pytest.mark.usefixtures("unchecked")
@pytest.mark.parametrize(
    "version", ["git version 2.31.0", "git version 2.39.5 (Apple Git-154)", "git version 3.0"]
)
def test_a_git_that_is_new_enough_is_used(fake_git: Path, version: str) -> None:
    process.require_git.cache_clear()
    script(fake_git, f"echo '{version}'")
    assert Git(NO_REPOSITORY).run(["version"]).decode().strip() == version


@pytest.mark.usefixtures("unchecked")
def test_a_missing_git_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitError, match="git was not found") as caught:
        Git(NO_REPOSITORY).run(["version"])
    assert "install Git" in caught.value.hint
