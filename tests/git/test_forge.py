"""Requests at forges of this machine, asked by the real `gh` where it is installed, and by stand-ins.

There is no `glab` here that could be asked: what plays it makes the calls that GitLab documents.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from agentreg.errors import SyncRefused
from agentreg.git import forge_api
from agentreg.git.forge import Request, open_request
from support.forge_answers import Answer, merge, pull
from support.forges import GITHUB, GITLAB, PROGRAMS, At, asked_by
from support.repos import build_repo, git

BRANCH = "agentreg/sync"
REQUEST = Request(BRANCH, "Bring it", "All of it.")


@pytest.fixture(params=PROGRAMS)
def at(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[At]:
    """A forge that holds `team/shop` with the branch."""
    with asked_by(request.param, tmp_path, monkeypatch) as made:
        shop = build_repo(tmp_path / "shop", [{"a": "one\n"}])
        git(shop, "branch", BRANCH)
        made.serve(shop)
        yield made


def opened(at: At, request: Request = REQUEST) -> str:
    return open_request(f"http://{at.host}/team/shop.git", request)


def refused(at: At) -> str:
    """What is said when a request is not opened."""
    with pytest.raises(SyncRefused) as raised:
        opened(at)
    return f"{raised.value.message}\n{raised.value.hint}"


def test_a_request_is_opened_for_the_main_branch(at: At) -> None:
    assert opened(at) == at.address
    [made] = at.forge.requests
    assert (made["title"], made["text"]) == ("Bring it", "All of it.")


def test_the_open_request_is_brought_up_to_date(at: At) -> None:
    opened(at)
    assert opened(at, REQUEST._replace(body="@more\n--title `of` it \u2713")) == at.address
    [made] = at.forge.requests
    assert made["text"] == "@more\n--title `of` it \u2713"


def test_a_text_that_no_argument_could_hold_arrives(at: At) -> None:
    text = "\u2713" * 60_000
    opened(at, REQUEST._replace(body=text))
    assert at.forge.requests[0]["text"] == text


def test_a_closed_request_is_left_alone(at: At) -> None:
    opened(at)
    at.forge.requests[0] |= {"state": "closed", "text": "old"}
    opened(at)
    assert [one["text"] for one in at.forge.requests] == ["old", "All of it."]


def test_a_request_from_a_fork_is_another_one(at: At) -> None:
    forks = [pull(9, BRANCH, "team/shop", home="team/fork"), pull(8, BRANCH, "team/shop")]
    forks[1]["head"]["repo"] = None
    if not at.is_github:
        forks = [merge(9, BRANCH, "team/shop", home=2)]
    at.forge.refuses = {"GET .*(pulls|merge_requests)$": Answer(200, forks)}
    assert opened(at) == at.address
    assert at.forge.calls[-1] == at.opening


NOT_ALLOWED = {"message": "Resource not accessible by personal access token"}
LIMIT = {"message": "API rate limit exceeded for user ID 1."}
NO_COMMITS = {"message": "Validation Failed", "errors": [{"code": "custom", "message": "No commits between"}]}


@pytest.mark.parametrize(
    ("call", "answer", "told"),
    [
        ("POST", Answer(403, NOT_ALLOWED), ["(HTTP 403): Resource not", "whether you may open requests"]),
        ("GET .*s$", Answer(404, {"message": "Not Found"}), ["(HTTP 404): Not Found", "auth status"]),
        (
            "GET .*s$",
            Answer(401, {"message": "Bad credentials"}),
            ["Bad credentials", "auth login --hostname"],
        ),
        ("GET", Answer(403, LIMIT), ["API rate limit exceeded", "again later"]),
        ("POST", Answer(429, "slow down"), ["(HTTP 429)", "again later"]),
        ("POST", Answer(502, "<html>a proxy</html>"), ["(HTTP 502)", "has trouble: run the command again"]),
        ("POST", Answer(422, NO_COMMITS), ["(HTTP 422): Validation Failed: No commits between", "by hand"]),
        ("GET", Answer(200, "<html>sign in here</html>"), ["in a way that is not understood"]),
        ("GET", Answer(200, {"message": "hello"}), ["in a way that is not understood"]),
        ("POST", Answer(201, []), ["in a way that is not understood"]),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_a_forge_refuses_is_told_with_what_to_do(
    at: At, call: str, answer: Answer, told: list[str]
) -> None:
    at.forge.refuses = {call: answer}
    said = refused(at)
    assert [one for one in [at.host, "the branch is pushed", *told] if one not in said] == [], said
    at.forge.refuses = {}
    opened(at)
    assert len(at.forge.requests) == 1


@pytest.mark.parametrize("at", GITLAB, indirect=True)
@pytest.mark.parametrize(
    ("message", "told"), [({"title": ["is bad"]}, "(HTTP 409): title is bad"), (["one", "two"], ": one: two")]
)
def test_what_gitlab_lists_is_told(at: At, message: object, told: str) -> None:
    at.forge.refuses = {"POST": Answer(409, {"message": message})}
    assert told in refused(at)


def test_a_forge_that_takes_too_long_gets_no_second_request(at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    at.forge.slow = {"POST": 2}
    with monkeypatch.context() as patience:
        patience.setattr(forge_api, "_PATIENCE", 1)
        assert f"{at.program} took longer than 1 s" in refused(at)
    opened(at)
    assert len(at.forge.requests) == 1


def test_a_forge_that_cannot_be_reached_is_told(at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    said = refused(at)
    assert f"{at.program} did not reach {at.host}: " in said
    assert "refused" in said


@pytest.mark.parametrize("at", GITHUB, indirect=True)
@pytest.mark.parametrize("place", ["", "CI", "GITHUB_ACTIONS"])
def test_who_is_not_signed_in_is_told_how(at: At, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program itself says it in another way in a job."""
    for name in ("GH_TOKEN", "CI", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    if place:
        monkeypatch.setenv(place, "true")
    said = refused(at)
    assert said.startswith("gh is not signed in to github.localhost\n")
    assert "sign in with `gh auth login --hostname github.localhost`, or in a job set GH_TOKEN" in said


def test_colours_that_a_user_forces_are_no_part_of_an_answer(at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLICOLOR_FORCE", "1")
    monkeypatch.setenv("GH_FORCE_TTY", "80")
    assert opened(at) == at.address


@pytest.mark.parametrize(("text", "told"), [(None, "is not installed"), ("no program\n", "cannot be run: ")])
def test_a_program_that_cannot_be_run_is_told(
    at: At, text: str | None, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only = tmp_path / "only"
    only.mkdir()
    if text:
        (only / at.program).write_text(text)
        (only / at.program).chmod(0o755)
    monkeypatch.setenv("PATH", str(only))
    assert f"{at.program} {told}" in refused(at)


SAYS = "#!/bin/sh\necho '[]' >&2\necho \"$@\" >&2\nexit 1\n"


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("git@github.com:team/shop.git", "gh api --hostname github.com --method GET repos/team/shop/pulls?"),
        (
            "ssh://git@ssh.github.com:443/team/shop.git",
            "gh api --hostname github.com --method GET repos/team/shop",
        ),
        (
            "https://me@GitHub.example:8443/team/shop",
            "gh api --hostname github.example --method GET repos/team/shop",
        ),
        (
            "https://team.ghe.com/team/shop.git/",
            "gh api --hostname team.ghe.com --method GET repos/team/shop/",
        ),
        (
            "git@gitlab.com:a/b/c.git",
            "glab api --hostname gitlab.com --method GET projects/a%2Fb%2Fc/merge_requests?",
        ),
        ("git@altssh.gitlab.com:a/b.git", "glab api --hostname gitlab.com --method GET projects/a%2Fb/"),
        (
            "https://github.com/a/{owner}?x=#y",
            "gh api --hostname github.com --method GET repos/a/%7Bowner%7D%3Fx%3D%23y/",
        ),
    ],
)
def test_the_address_tells_the_forge_and_the_repository(
    url: str, asked: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for program in ("gh", "glab"):
        (tmp_path / program).write_text(SAYS.replace('echo "', f'echo {program} "'))
        (tmp_path / program).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    with pytest.raises(SyncRefused) as raised:
        open_request(url, REQUEST)
    assert asked in raised.value.message


@pytest.mark.parametrize(
    "url", ["/srv/github.git", "https://git.example/team/shop.git", "git@host:github/shop"]
)
def test_a_forge_that_is_not_known_is_told(url: str) -> None:
    with pytest.raises(SyncRefused, match="at no forge that is known here"):
        open_request(url, REQUEST)
