"""Pushing to real servers: paths, `git daemon`, and Git's own HTTP backend."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from agentreg.errors import GitError, SyncRefused
from agentreg.git.process import Git, Trust
from agentreg.git.push import push_branch, remote_url, shown
from support.projects import repository
from support.repos import commit, git
from support.servers import git_daemon, git_over_http

BRANCH = "agentreg/sync"


@pytest.fixture
def server(tmp_path: Path) -> Path:
    """A bare repository that accepts pushes."""
    source = repository(tmp_path / "seed", {"README.md": "read\n"})
    bare = tmp_path / "served" / "team.git"
    git(tmp_path, "clone", "-q", "--bare", str(source), str(bare))
    git(bare, "config", "http.receivepack", "true")
    return bare


def clone(folder: Path, url: str | Path) -> Git:
    git(folder.parent, "-c", "protocol.file.allow=always", "clone", "-q", str(url), str(folder))
    return Git(folder / ".git", Trust.TARGET)


def work(folder: Path, text: str, branch: str = BRANCH) -> str:
    """A commit on a branch that follows what it was."""
    git(folder, "checkout", "-q", "-B", branch)
    return commit(folder, {"work.md": text})


@pytest.fixture(params=["path", "daemon", "http"])
def url(request: pytest.FixtureRequest, server: Path) -> Iterator[str]:
    if request.param == "path":
        yield str(server)
        return
    serving = git_daemon if request.param == "daemon" else git_over_http
    with serving(server.parent) as root:
        yield f"{root}/{server.name}"


def test_a_branch_is_made_moved_on_and_then_up_to_date(server: Path, tmp_path: Path, url: str) -> None:
    target = clone(tmp_path / "clone", url)
    first = work(tmp_path / "clone", "one")
    assert push_branch(target, remote_url(target, tmp_path / "clone"), BRANCH, first) == ""
    second = work(tmp_path / "clone", "two")
    assert push_branch(target, remote_url(target, tmp_path / "clone"), BRANCH, second) == first
    assert push_branch(target, remote_url(target, tmp_path / "clone"), BRANCH, second) == second
    assert git(server, "rev-parse", BRANCH) == second


def test_commits_of_somebody_faster_are_not_overwritten(server: Path, tmp_path: Path, url: str) -> None:
    target, other = clone(tmp_path / "clone", url), clone(tmp_path / "other", url)
    theirs = work(tmp_path / "other", "theirs")
    assert push_branch(other, remote_url(other, tmp_path / "other"), BRANCH, theirs) == ""
    mine = work(tmp_path / "clone", "mine")
    with pytest.raises(SyncRefused, match="has commits that are not here") as caught:
        push_branch(target, remote_url(target, tmp_path / "clone"), BRANCH, mine)
    assert f"+{BRANCH}:{BRANCH}" in caught.value.hint
    assert git(server, "rev-parse", BRANCH) == theirs


def test_somebody_who_pushes_between_look_and_push_is_not_overwritten(
    server: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, other = clone(tmp_path / "clone", server), clone(tmp_path / "other", server)
    first = work(tmp_path / "other", "first")
    push_branch(other, remote_url(other, tmp_path / "other"), BRANCH, first)
    git(tmp_path / "clone", "fetch", "-q", "origin", BRANCH)
    git(tmp_path / "clone", "checkout", "-q", "-b", BRANCH, "FETCH_HEAD")
    mine = work(tmp_path / "clone", "mine")
    theirs = work(tmp_path / "other", "theirs")
    attempt = Git.attempt

    def overtaken(self: Git, args: list[str], stdin: bytes = b"", **named: object) -> object:
        if args[0] == "push":
            monkeypatch.undo()
            push_branch(other, remote_url(other, tmp_path / "other"), BRANCH, theirs)
        return attempt(self, args, stdin, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Git, "attempt", overtaken)
    with pytest.raises(SyncRefused, match="someone else pushed meanwhile"):
        push_branch(target, remote_url(target, tmp_path / "clone"), BRANCH, mine)
    assert git(server, "rev-parse", BRANCH) == theirs


def test_a_protected_branch_is_told_as_such(server: Path, tmp_path: Path, url: str) -> None:
    hook = server / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'GH006: Protected branch update failed' >&2\nexit 1\n")
    hook.chmod(0o755)
    target = clone(tmp_path / "clone", url)
    with pytest.raises(SyncRefused, match="is protected there") as caught:
        push_branch(target, remote_url(target, tmp_path / "clone"), BRANCH, work(tmp_path / "clone", "one"))
    assert "GH006" in caught.value.message
    assert "--branch" in caught.value.hint


def test_a_repository_that_vanished_is_told(server: Path, tmp_path: Path, url: str) -> None:
    target = clone(tmp_path / "clone", url)
    shutil.rmtree(server)
    with pytest.raises(GitError, match=r"team\.git cannot be reached"):
        push_branch(target, remote_url(target, tmp_path / "clone"), BRANCH, work(tmp_path / "clone", "one"))


def test_a_project_without_a_remote_is_told_what_to_do(tmp_path: Path) -> None:
    repository(tmp_path / "alone", {"README.md": "read\n"})
    with pytest.raises(SyncRefused, match="no remote 'origin'") as caught:
        remote_url(Git(tmp_path / "alone/.git", Trust.TARGET), tmp_path / "alone")
    assert "git remote add" in caught.value.hint


@pytest.mark.parametrize("bad", ["ext::sh -c touch% /nowhere", "fd::17", "foo://host/x"])
def test_a_transport_that_could_run_a_program_is_refused(tmp_path: Path, bad: str) -> None:
    folder = repository(tmp_path / "project", {"README.md": "read\n"})
    git(folder, "remote", "add", "origin", bad)
    with pytest.raises(SyncRefused, match="not pushed to"):
        remote_url(Git(folder / ".git", Trust.TARGET), folder)


def test_a_relative_remote_starts_at_the_work_tree(server: Path, tmp_path: Path) -> None:
    target = clone(tmp_path / "clone", server)
    git(tmp_path / "clone", "remote", "set-url", "origin", "../served/team.git")
    url = remote_url(target, tmp_path / "clone")
    assert push_branch(target, url, BRANCH, work(tmp_path / "clone", "one")) == ""


def test_the_place_that_was_looked_at_is_the_place_that_is_written(server: Path, tmp_path: Path) -> None:
    target = clone(tmp_path / "clone", server)
    other = tmp_path / "other.git"
    git(tmp_path, "clone", "-q", "--bare", str(server), str(other))
    git(tmp_path / "clone", "config", "remote.origin.pushurl", str(other))
    url = remote_url(target, tmp_path / "clone")
    made = work(tmp_path / "clone", "one")
    assert push_branch(target, url, BRANCH, made) == ""
    assert url == str(other)
    assert git(other, "rev-parse", BRANCH) == made


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://me:secret@host/team.git", "https://host/team.git"),
        ("https://host/a@b.git", "https://host/a@b.git"),
        ("git@host:team.git", "git@host:team.git"),
        ("/srv/team.git", "/srv/team.git"),
    ],
)
def test_a_url_is_shown_without_a_password(url: str, expected: str) -> None:
    assert shown(url) == expected


def test_a_branch_that_starts_anew_replaces_only_what_it_was(server: Path, tmp_path: Path) -> None:
    target = clone(tmp_path / "clone", server)
    url, main = remote_url(target, tmp_path / "clone"), git(tmp_path / "clone", "rev-parse", "HEAD")
    first = work(tmp_path / "clone", "one")
    push_branch(target, url, BRANCH, first)
    git(tmp_path / "clone", "checkout", "-q", main)
    anew = work(tmp_path / "clone", "anew")
    with pytest.raises(SyncRefused, match="has commits that are not here"):
        push_branch(target, url, BRANCH, anew)
    with pytest.raises(SyncRefused, match="has commits that are not here"):
        push_branch(target, url, BRANCH, anew, may_replace=lambda there: there == main)
    assert push_branch(target, url, BRANCH, anew, may_replace=lambda there: there == first) == first
    assert git(server, "rev-parse", BRANCH) == anew


def test_no_hook_of_the_project_runs(server: Path, tmp_path: Path) -> None:
    target = clone(tmp_path / "clone", server)
    hook = tmp_path / "clone/.git/hooks/pre-push"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch '{tmp_path / 'ran'}'\n")
    hook.chmod(0o755)
    assert (
        push_branch(target, remote_url(target, tmp_path / "clone"), BRANCH, work(tmp_path / "clone", "one"))
        == ""
    )
    assert not (tmp_path / "ran").exists()
