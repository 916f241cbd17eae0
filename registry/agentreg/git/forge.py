"""Pull and merge requests: opened for a branch once, and brought up to date from then on."""

from __future__ import annotations

import re
from urllib.parse import quote

from agentreg.errors import SyncRefused
from agentreg.git.forge_api import Door, ask, not_understood
from agentreg.git.push import shown
from agentreg.records import NamedTuple

# `https://user@host:8443/owner/name.git`, `ssh://host/path`, `user@host:path`: only the host tells the forge.
_PLACE = re.compile(r"(?:[a-z+]+://(?:[^/@]*@)?|[^/:@]+@)(?P<host>[^/:]+)(?::\d+(?=/))?[/:](?P<path>.+)")

# Where SSH is answered on the port of HTTPS; the forge itself has another name.
_HOSTS = {"ssh.github.com": "github.com", "altssh.gitlab.com": "gitlab.com"}


class Request(NamedTuple):
    """A request to be opened.

    Attributes:
        branch: The branch that was pushed.
        title: One line.
        body: Markdown.
    """

    branch: str
    title: str
    body: str


class _Words(NamedTuple):
    """What a forge calls what both have.

    Attributes:
        requests: The requests of a repository.
        change: The method that changes one.
        number: What it is known by.
        address: Where people see it.
        body: Its text.
        source: The branch that it brings.
        target: The branch that it is for.
    """

    requests: str
    change: str
    number: str
    address: str
    body: str
    source: str
    target: str


_GITHUB = _Words("pulls", "PATCH", "number", "html_url", "body", "head", "base")
_GITLAB = _Words("merge_requests", "PUT", "iid", "web_url", "description", "source_branch", "target_branch")


class _Repository(NamedTuple):
    """A repository at a forge.

    Attributes:
        words: The forge's words.
        door: How the forge is asked.
        path: The repository there, as a path of the forge's interface.
        owner: Whose it is.
    """

    words: _Words
    door: Door
    path: str
    owner: str


def open_request(url: str, request: Request) -> str:
    """Open a request, or bring the text of the open one for this branch up to date.

    Args:
        url: Where the branch was pushed to; it tells the forge.
        request: What to open.

    Returns:
        The request's address.

    Raises:
        SyncRefused: No forge is known there, its program cannot be run, or the forge refuses.
    """
    repository = _repository(url)
    words, door = repository.words, repository.door
    requests = f"{repository.path}/{words.requests}"
    text = {"title": request.title, words.body: request.body}
    there = _open_one(repository, request.branch)
    if there is None:
        main = _text(repository, ask(door, repository.path), "default_branch")
        branches = {words.source: request.branch, words.target: main}
        told = ask(door, requests, method="POST", content=text | branches)
    else:
        told = ask(door, f"{requests}/{there}", method=words.change, content=text)
    return _text(repository, told, words.address)


def _open_one(repository: _Repository, branch: str) -> int | None:
    """The number of the open request for a branch of the repository; a fork may call its own the same."""
    words = repository.words
    if words is _GITHUB:
        asked = f"state=open&head={quote(f'{repository.owner}:{branch}', safe='')}"
    else:
        asked = f"state=opened&source_branch={quote(branch, safe='')}"
    told = ask(repository.door, f"{repository.path}/{words.requests}?{asked}")
    if not isinstance(told, list):
        raise not_understood(repository.door)
    numbers = [one[words.number] for one in told if _is_own(one) and isinstance(one.get(words.number), int)]
    return numbers[0] if numbers else None


def _is_own(told: dict[str, object]) -> bool:
    """Whether a request brings a branch of the repository that it is for."""
    match told:
        case {"source_project_id": source, "target_project_id": target}:
            return bool(source == target)
        case {"head": {"repo": {"full_name": source}}, "base": {"repo": {"full_name": target}}}:
            return bool(source == target)
        case _:  # of a fork that was deleted, GitHub tells no repository
            return False


def _text(repository: _Repository, told: object, name: str) -> str:
    value = told.get(name) if isinstance(told, dict) else None
    if not isinstance(value, str):
        raise not_understood(repository.door)
    return value


def _repository(url: str) -> _Repository:
    place = _PLACE.match(url)
    host = place["host"].lower() if place else ""
    path = place["path"].strip("/").removesuffix(".git") if place else ""
    owner, door = path.partition("/")[0], _HOSTS.get(host, host)
    if "gitlab" in host:
        return _Repository(_GITLAB, Door("glab", door), f"projects/{quote(path, safe='')}", owner)
    if "github" in host or host.endswith(".ghe.com"):
        return _Repository(_GITHUB, Door("gh", door), f"repos/{quote(path)}", owner)
    raise SyncRefused(
        f"{shown(url)} is at no forge that is known here",
        hint="open the request by hand; the branch is pushed",
    )
