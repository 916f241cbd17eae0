"""Transfers over ssh, with a program in the place of ssh that runs the far end on this machine."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from agentreg.errors import GitError, GitTimeout
from agentreg.git import transfer
from agentreg.git.process import NO_REPOSITORY, Git
from agentreg.git.transfer import (
    BRANCHES_AND_TAGS,
    Blobs,
    fetch_objects,
    fetch_refs,
    list_remote,
    with_origin,
)
from support.repos import build_repo, git

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the place of ssh is taken by a shell script")

# The last argument of ssh is the command for the far end.
RELAY = 'for last; do :; done\nexec sh -c "$last"'


@pytest.fixture
def server(tmp_path: Path) -> Path:
    repo = build_repo(tmp_path / "server", [{"a.md": "one\n"}, {"a.md": "two\n"}])
    git(repo, "config", "uploadpack.allowFilter", "true")
    git(repo, "config", "uploadpack.allowAnySHA1InWant", "true")
    return repo


@pytest.fixture
def mirror(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q", "--bare", "mirror")
    return tmp_path / "mirror"


def program(path: Path, text: str) -> Path:
    """A script that notes its arguments beside itself, then does `text`."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{path}.arguments"\n{text}\n', encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def ssh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The `ssh` that is found first."""
    path = program(tmp_path / "bin" / "ssh", RELAY)
    monkeypatch.setenv("PATH", f"{path.parent}{os.pathsep}{os.environ['PATH']}")
    return path


def far(git_dir: Path, server: Path) -> Git:
    return with_origin(Git(git_dir, protocols=("ssh",)), f"ssh://host{server}")


def arguments(path: Path) -> list[str]:
    return Path(f"{path}.arguments").read_text(encoding="utf-8").splitlines()


def test_everything_comes_over_ssh(ssh: Path, server: Path, mirror: Path) -> None:
    here = far(mirror, server)
    assert list_remote(here).default == "refs/heads/main"
    fetch_refs(here, BRANCHES_AND_TAGS, Blobs.ON_REQUEST)
    blob = git(server, "rev-parse", "v1:a.md")
    assert Git(mirror).attempt(["cat-file", "-e", blob]).code != 0
    fetch_objects(here, [blob])
    assert Git(mirror).run(["cat-file", "blob", blob]) == b"one\n"
    assert "host" in arguments(ssh)


def test_ssh_is_told_to_ask_nothing(ssh: Path, server: Path) -> None:
    list_remote(far(NO_REPOSITORY, server))
    assert "-oBatchMode=yes" in arguments(ssh)


@pytest.mark.usefixtures("ssh")
def test_the_users_own_ssh_command_is_used(
    server: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = program(tmp_path / "own", RELAY)
    monkeypatch.setenv("GIT_SSH_COMMAND", f"{own} -i key")
    list_remote(far(NO_REPOSITORY, server))
    assert arguments(own)[:2] == ["-i", "key"]


@pytest.mark.usefixtures("ssh")
def test_the_ssh_command_of_the_users_configuration_is_used(
    server: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = program(tmp_path / "own", RELAY)
    (tmp_path / "config").write_text(f'[core]\n\tsshCommand = "{own} -i key"\n', encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    list_remote(far(NO_REPOSITORY, server))
    assert arguments(own)[:2] == ["-i", "key"]


def test_a_server_that_never_answers_is_left_with_all_its_helpers(
    ssh: Path, server: Path, mirror: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transfer, "SILENCE", 0.3)
    program(ssh, f"sleep 1.5\ntouch {tmp_path}/survived")
    with pytest.raises(GitTimeout, match=r"was silent for 0\.3 s"):
        fetch_refs(far(mirror, server), BRANCHES_AND_TAGS, Blobs.ALL)
    with pytest.raises(GitTimeout, match=r"took longer than 0\.3 s"):
        list_remote(far(NO_REPOSITORY, server))
    time.sleep(1.6)
    assert not (tmp_path / "survived").exists()


def test_a_server_that_refuses_is_named_with_its_reason(ssh: Path, server: Path) -> None:
    program(ssh, "echo 'git@host: Permission denied (publickey).' >&2\nexit 255")
    with pytest.raises(GitError, match="git ls-remote failed for ssh://host") as caught:
        list_remote(far(NO_REPOSITORY, server))
    assert "knows none of your ssh keys" in caught.value.hint


@pytest.mark.parametrize(
    "location", ["ssh://host/r", "https://127.0.0.1:9/r", "ext::sh -c id", "git://127.0.0.1/r"]
)
def test_a_transport_that_was_not_named_is_not_used(ssh: Path, location: str) -> None:
    with pytest.raises(GitError, match="not allowed"):
        list_remote(with_origin(Git(NO_REPOSITORY, protocols=("file",)), location))
    assert not Path(f"{ssh}.arguments").exists()


def test_progress_is_told_as_it_comes(server: Path, mirror: Path) -> None:
    heard: list[tuple[str, int, int]] = []
    here = with_origin(Git(mirror, protocols=("file",)), str(server))
    fetch_refs(here, BRANCHES_AND_TAGS, Blobs.ALL, lambda *stage: heard.append(stage))
    assert {stage for stage, _, _ in heard} >= {"counting", "receiving"}
    assert all(0 <= done <= total for _, done, total in heard)


@pytest.mark.parametrize("oid", ["main", "--all", "", "+refs/*:refs/*"])
def test_only_full_ids_are_fetched(server: Path, mirror: Path, oid: str) -> None:
    here = with_origin(Git(mirror, protocols=("file",)), str(server))
    with pytest.raises(ValueError, match="not a full object id"):
        fetch_objects(here, [oid])
