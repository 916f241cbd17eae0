"""Pushing synced branches to real servers, and opening requests for them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from support.cli import Ran, run_cli
from support.projects import repository
from support.repos import commit, git
from support.servers import git_daemon, git_over_http
from support.variants import REVIEWER, STEPS, agent, collection, edit, project, tracked

BRANCH = "agentreg/sync"
KEY = "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"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    folder = project(tmp_path / "shop", collection(tmp_path / "team"))
    tracked(folder, "reviewer@1.0.0")
    edit(folder, REVIEWER, "sonnet", "opus")
    return folder


def served(shop: Path, name: str = "shop.git") -> Path:
    """A bare copy of the project, which it has for its origin."""
    bare = shop.parent / "served" / name
    git(shop.parent, "clone", "-q", "--bare", str(shop), str(bare))
    git(shop, "remote", "add", "origin", str(bare))
    return bare


def sync(shop: Path, *options: str | Path) -> Ran:
    return run_cli("-C", shop, "sync", "-y", *options)


def test_the_branch_is_pushed_and_then_up_to_date(shop: Path) -> None:
    server = served(shop)
    done = sync(shop, "--push")
    assert (done.code, "the branch at origin is new" in done.err) == (0, True)
    assert git(server, "rev-parse", BRANCH) == git(shop, "rev-parse", BRANCH)
    assert "the branch at origin is up to date" in sync(shop, "--push").err


def test_a_commit_that_was_not_pushed_is_pushed_by_the_next_run(shop: Path) -> None:
    sync(shop)
    server = served(shop)
    git(server, "update-ref", "-d", f"refs/heads/{BRANCH}")
    assert "the branch at origin is new" in sync(shop, "--push").err
    assert git(server, "rev-parse", BRANCH) == git(shop, "rev-parse", BRANCH)


def test_what_fails_at_one_remote_leaves_the_others_be(shop: Path, tmp_path: Path) -> None:
    """Someone faster, a protected branch, a repository that vanished: each told, the last one pushed."""
    good = served(shop)
    others = []
    for name in ("faster", "protected", "vanished"):
        other = tmp_path / name
        git(tmp_path, "clone", "-q", str(shop), str(other))
        git(other, "remote", "remove", "origin")
        server = served(other, f"{name}.git")
        others.append(str(other))
        if name == "faster":
            repository(tmp_path / "else", {"x.md": "x\n"})
            git(tmp_path / "else", "push", "-q", str(server), f"main:refs/heads/{BRANCH}")
        elif name == "protected":
            hook = server / "hooks/update"
            hook.parent.mkdir(exist_ok=True)
            hook.write_text("#!/bin/sh\necho 'this is a protected branch' >&2\nexit 1\n")
            hook.chmod(0o755)
        else:
            git(other, "remote", "set-url", "origin", str(tmp_path / "nowhere.git"))
    done = sync(shop, "--push", *others, ".")
    assert done.code == 3
    assert "has commits that are not here" in done.err
    assert "is protected there" in done.err
    assert "nowhere.git cannot be reached" in done.err
    assert git(good, "rev-parse", BRANCH) == git(shop, "rev-parse", BRANCH)
    for other in others:
        assert git(Path(other), "rev-parse", BRANCH)


def test_a_server_on_the_network_is_pushed_to(shop: Path) -> None:
    server = served(shop)
    with git_daemon(server.parent) as root:
        git(shop, "remote", "set-url", "origin", f"{root}/{server.name}")
        assert sync(shop, "--push").code == 0
    assert git(server, "rev-parse", BRANCH) == git(shop, "rev-parse", BRANCH)


def test_what_the_main_branch_holds_already_is_not_pushed_again(shop: Path) -> None:
    server = served(shop)
    sync(shop, "--push")
    git(shop, "merge", "-q", "--ff-only", BRANCH)
    git(shop, "push", "-q", "origin", "main", f":{BRANCH}")
    done = sync(shop, "--push")
    assert (done.code, "pushed" in done.err) == (0, False)
    assert git(server, "branch", "--list", BRANCH) == ""


def test_own_commits_of_the_main_branch_are_never_pushed(shop: Path) -> None:
    sync(shop)
    git(shop, "merge", "-q", "--ff-only", BRANCH)
    server = served(shop)
    before = git(server, "rev-parse", "main")
    commit(shop, {"notes.md": "private\n"})
    sync(shop, "--branch", "main", "--push")
    assert git(server, "rev-parse", "main") == before


def test_a_branch_that_starts_anew_is_pushed_by_a_later_run_too(shop: Path, tmp_path: Path) -> None:
    server = served(shop)
    sync(shop, "--push")
    git(shop, "merge", "-q", "--squash", BRANCH)
    commit(shop, {})
    git(shop, "push", "-q", "origin", "main")
    commit(tmp_path / "team", {"agents/reviewer.md": agent("reviewer", steps=("Read the change.", "Judge."))})
    git(tmp_path / "team", "tag", "v1.2.0")
    run_cli("-C", shop, "index")
    assert sync(shop).code == 0
    done = sync(shop, "--push")
    assert (done.code, "moved on" in done.err) == (0, True), done.err
    assert git(server, "rev-parse", BRANCH) == git(shop, "rev-parse", BRANCH)


def test_commits_of_people_on_the_branch_are_never_replaced(shop: Path, tmp_path: Path) -> None:
    server = served(shop)
    sync(shop, "--push")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "-b", BRANCH, str(server), str(clone))
    git(clone, "revert", "--no-edit", "HEAD")
    git(clone, "push", "-q", "origin", BRANCH)
    theirs = git(server, "rev-parse", BRANCH)
    git(shop, "fetch", "-q", "origin", f"{BRANCH}:{BRANCH}")
    commit(shop, {"notes.md": "other work\n"})
    commit(tmp_path / "team", {"agents/reviewer.md": agent("reviewer", steps=("Read the change.", "Judge."))})
    git(tmp_path / "team", "tag", "v1.2.0")
    run_cli("-C", shop, "index")
    sync(shop, "--push")
    assert git(server, "merge-base", theirs, BRANCH) == theirs


def test_without_a_remote_there_is_an_error_that_says_what_to_do(shop: Path) -> None:
    done = sync(shop, "--push")
    assert (done.code, "no remote 'origin'" in done.err) == (3, True)
    assert git(shop, "rev-parse", BRANCH)


# What a `gh` and a `glab` of these tests do: they list the file `open`, and write down what they are told.
FORGE = """#!/bin/sh
case "$2" in list) cat "{open}"; exit 0;; esac
echo {program} "$@" >> "{said}"
cat >> "{said}"
echo https://forge.example/pull/7
"""


class Forge(NamedTuple):
    """A forge's program that was installed for a test.

    Attributes:
        said: What it was told.
        open: What it lists as open, as JSON.
    """

    said: Path
    open: Path


@pytest.fixture
def forge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Forge:
    folder, made = tmp_path / "bin", Forge(tmp_path / "said", tmp_path / "open")
    folder.mkdir()
    made.open.write_text("[]")
    for program in ("gh", "glab"):
        script = folder / program
        script.write_text(FORGE.format(program=program, **made._asdict()))
        script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return made


@contextmanager
def at_forge(shop: Path, host: str) -> Iterator[None]:
    """The project's origin, served by this machine under a name like a forge's."""
    server = served(shop)
    git(server, "config", "http.receivepack", "true")
    with git_over_http(server.parent) as root:
        # RFC 6761: what ends in .localhost is this machine.
        url = f"{root.replace('127.0.0.1', f'{host}.localhost')}/{server.name}"
        git(shop, "remote", "set-url", "origin", url)
        yield


class TestRequests:
    @pytest.mark.parametrize(("host", "program"), [("github", "gh"), ("gitlab", "glab")])
    def test_a_request_is_opened_with_the_review_as_its_text(
        self, shop: Path, forge: Forge, host: str, program: str
    ) -> None:
        with at_forge(shop, host):
            done = sync(shop, "--pr")
        assert done.code == 0, done.err
        assert "https://forge.example/pull/7" in done.err
        told = forge.said.read_text()
        assert told.startswith(f"{program} {'pr' if program == 'gh' else 'mr'} create ")
        assert f"{host}.localhost/shop" in told.partition(" --repo ")[2].splitlines()[0]
        assert "Bring agent variants up to their bases" in told
        assert f"- {REVIEWER}: team/reviewer 1.0.0 -> 1.1.0" in told
        assert "step" in told

    def test_a_request_does_not_publish_a_secret_of_the_base(self, tmp_path: Path, forge: Forge) -> None:
        team = collection(tmp_path / "team")
        commit(team, {"agents/reviewer.md": agent("reviewer", steps=(*STEPS, f"Log in with {KEY}."))})
        folder = project(tmp_path / "shop", team)
        tracked(folder, "reviewer@1.0.0", "--range", ">=1")
        with at_forge(folder, "github"):
            assert sync(folder, "--pr", "--latest").code == 0
        told = forge.said.read_text()
        assert f"Log in with {KEY[:4]}•••" in told
        assert KEY[4:12] not in told

    @pytest.mark.parametrize(
        ("host", "listed", "edited"),
        [
            ("github", {"url": "https://forge.example/pull/3", "isCrossRepository": False}, "pr edit https"),
            ("gitlab", {"web_url": "https://forge.example/3", "iid": 3}, "mr update 3 "),
            ("github", {"url": "https://forge.example/pull/3", "isCrossRepository": True}, "pr create"),
            (
                "gitlab",
                {"web_url": "u", "iid": 3, "source_project_id": 1, "target_project_id": 2},
                "mr create",
            ),
        ],
        ids=["github", "gitlab", "a fork at github", "a fork at gitlab"],
    )
    def test_an_open_request_of_the_repository_itself_is_brought_up_to_date(
        self, shop: Path, forge: Forge, host: str, listed: dict[str, object], edited: str
    ) -> None:
        forge.open.write_text(json.dumps([listed]))
        with at_forge(shop, host):
            assert sync(shop, "--pr").code == 0
        assert edited in forge.said.read_text()

    def test_a_request_tells_all_of_its_branch_also_what_an_earlier_run_committed(
        self, shop: Path, forge: Forge
    ) -> None:
        sync(shop)
        with at_forge(shop, "github"):
            done = sync(shop, "--pr")
        assert "nothing to do" in done.out
        assert "https://forge.example/pull/7" in done.err
        assert "team/reviewer 1.0.0 -> 1.1.0" in forge.said.read_text()

    def test_a_forge_that_tells_nonsense_is_told(self, shop: Path, forge: Forge) -> None:
        forge.open.write_bytes(b"\xff{")
        with at_forge(shop, "github"):
            done = sync(shop, "--pr")
        assert (done.code, "in a way that is not understood" in done.err) == (3, True)

    @pytest.mark.parametrize("name", ["other.git", "github.git"])
    def test_a_forge_that_is_not_known_is_told_and_the_branch_is_pushed(
        self, shop: Path, forge: Forge, name: str
    ) -> None:
        server = served(shop, name)
        done = sync(shop, "--pr")
        assert (done.code, "no forge that is known" in done.err) == (3, True)
        assert git(server, "rev-parse", BRANCH)
        assert not forge.said.exists()

    def test_a_program_that_is_not_installed_is_told(
        self, shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        only_git = tmp_path / "only"
        only_git.mkdir()
        for folder in os.environ["PATH"].split(os.pathsep):
            if Path(folder, "git").exists():
                (only_git / "git").symlink_to(Path(folder, "git"))
                break
        with at_forge(shop, "github"):
            monkeypatch.setenv("PATH", str(only_git))
            done = sync(shop, "--pr")
        assert (done.code, "gh is not installed" in done.err) == (3, True)


def test_a_git_folder_that_cannot_be_written_is_told_with_what_to_do(shop: Path) -> None:
    commit(shop, {})
    folder = shop / ".git/agentreg"
    folder.write_text("in the way\n")
    done = sync(shop)
    assert done.code == 3
    assert "File exists" in done.err
    assert "make the repository writable" in done.err
