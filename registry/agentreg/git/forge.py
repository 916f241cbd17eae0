"""Pull and merge requests, opened by the forge's own program: `gh` for GitHub, `glab` for GitLab."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

from agentreg.errors import SyncRefused
from agentreg.git.push import shown
from agentreg.records import NamedTuple

_PATIENCE = 120
"""Seconds that such a program may take."""

_URL = re.compile(r"https?://\S+")
# `https://user@host:8443/owner/name.git`, `ssh://host/path`, `user@host:path`: only the host tells the forge.
_PLACE = re.compile(r"(?:[a-z+]+://(?:[^/@]*@)?|[^/:@]+@)(?P<host>[^/:]+)(?::\d+(?=/))?[/:](?P<path>.+)")


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


class _Forge(NamedTuple):
    """How a forge's program is asked.

    Attributes:
        program: Its name.
        list: Lists the open requests for a branch, as JSON.
        address: The field of such a request that holds its address.
        edit: Changes a request; its address or number follows.
        create: Opens a request for a branch.
    """

    program: str
    list: tuple[str, ...]
    address: str
    edit: tuple[str, ...]
    create: tuple[str, ...]


_GITHUB = _Forge(
    "gh",
    ("pr", "list", "--state", "open", "--json", "url,isCrossRepository", "--head"),
    "url",
    ("pr", "edit"),
    ("pr", "create", "--head"),
)
# Without more, this lists only what is open.
_GITLAB = _Forge(
    "glab",
    ("mr", "list", "--output", "json", "--source-branch"),
    "web_url",
    ("mr", "update"),
    ("mr", "create", "--yes", "--source-branch"),
)


def open_request(folder: Path, url: str, request: Request) -> str:
    """Open a request, or bring the text of the open one for this branch up to date.

    Args:
        folder: The project's folder, where the program finds its repository.
        url: Where the branch was pushed to; it tells which program to ask.
        request: What to open.

    Returns:
        The request's address, or what the program said.

    Raises:
        SyncRefused: The program is not installed, or refused.
    """
    forge, repository = _forge(url)
    there = _open_one(forge, repository, folder, request.branch)
    if there is None:
        words = [*forge.create, request.branch]
    else:
        words = [*forge.edit, str(there[forge.address] if forge is _GITHUB else there["iid"])]
    said = _ask(forge, [*words, *repository, *_texts(forge, request)], folder, request.body)
    found = _URL.search(said)
    return found[0] if found else said.strip()


def _texts(forge: _Forge, request: Request) -> list[str]:
    body = ["--body-file", "-"] if forge is _GITHUB else ["--description", request.body]
    return ["--title", request.title, *body]


def _open_one(forge: _Forge, repository: list[str], folder: Path, branch: str) -> dict[str, object] | None:
    """The open request for a branch of the repository itself: another's fork may call a branch the same."""
    said = _ask(forge, [*forge.list, branch, *repository], folder)
    try:
        found = [one for one in json.loads(said or "[]") if forge.address in one and not _is_from_fork(one)]
    except (ValueError, TypeError) as error:
        raise SyncRefused(f"{forge.program} told its requests in a way that is not understood") from error
    return found[0] if found else None


def _is_from_fork(told: dict[str, object]) -> bool:
    projects = {told.get("source_project_id"), told.get("target_project_id")}
    return bool(told.get("isCrossRepository")) or len(projects) > 1


def _forge(url: str) -> tuple[_Forge, list[str]]:
    """The forge that a URL leads to, and the option that names the repository there.

    Left alone, a program would look for a remote of the folder, and may prefer another one.
    """
    place = _PLACE.match(url)
    host = place["host"] if place else ""
    name = f"{host}/{place['path'].strip('/').removesuffix('.git')}" if place else ""
    if "gitlab" in host.lower():
        return _GITLAB, ["--repo", f"https://{name}"]
    if "github" in host.lower():
        return _GITHUB, ["--repo", name]
    raise SyncRefused(
        f"{shown(url)} is at no forge that is known here",
        hint="open the request by hand; the branch is pushed",
    )


def _ask(forge: _Forge, arguments: list[str], folder: Path, body: str = "") -> str:
    done = _run(forge.program, arguments, folder, body)
    if done.returncode:
        reason = next(iter(done.stderr.strip().splitlines()[-1:]), "no reason given")
        hint = f"the branch is pushed; try `{forge.program}` by hand"
        raise SyncRefused(f"{forge.program} did not open a request: {reason}", hint=hint)
    return done.stdout


def _run(program: str, arguments: list[str], folder: Path, body: str) -> subprocess.CompletedProcess[str]:
    quiet = {"GH_PROMPT_DISABLED": "1", "GLAB_NO_PROMPT": "1", "NO_PROMPT": "1", "NO_COLOR": "1"}
    try:
        return subprocess.run(  # noqa: S603  a fixed program of the user's, words without a shell
            [program, *arguments],
            cwd=folder,
            input=body,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            # Who the user is to the forge is in their environment and home folder.
            env=os.environ | quiet,
            timeout=_PATIENCE,
            check=False,
        )
    except FileNotFoundError as error:
        hint = f"install {program}, or open the request by hand: the branch is pushed"
        raise SyncRefused(f"{program} is not installed", hint=hint) from error
    except subprocess.TimeoutExpired as error:
        raise SyncRefused(f"{program} took longer than {_PATIENCE} s") from error
