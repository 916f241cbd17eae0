"""Pull and merge requests, opened by the forge's own program: `gh` for GitHub, `glab` for GitLab."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from agentreg.errors import SyncRefused
from agentreg.records import NamedTuple

_PATIENCE = 120
"""Seconds that such a program may take."""

_URL = re.compile(r"https?://\S+")


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
    program = _program(url)
    if program == "gh":
        edit = ["pr", "edit", request.branch, "--title", request.title, "--body-file", "-"]
        create = ["pr", "create", "--head", request.branch, "--title", request.title, "--body-file", "-"]
        body = request.body
    else:
        told = ["--title", request.title, "--description", request.body]
        edit = ["mr", "update", request.branch, *told]
        create = ["mr", "create", "--source-branch", request.branch, *told, "--yes"]
        body = ""
    done = _run(program, edit, folder, body)
    if done.returncode:
        done = _run(program, create, folder, body)
    if done.returncode:
        reason = next(iter(done.stderr.strip().splitlines()[-1:]), "no reason given")
        hint = f"the branch is pushed; try `{program}` by hand"
        raise SyncRefused(f"{program} did not open a request: {reason}", hint=hint)
    found = _URL.search(done.stdout)
    return found[0] if found else done.stdout.strip()


def _program(url: str) -> str:
    host = url.partition("://")[2] or url
    if "gitlab" in host.lower():
        return "glab"
    if "github" in host.lower():
        return "gh"
    raise SyncRefused(
        f"{url} is at no forge that is known here", hint="open the request by hand; the branch is pushed"
    )


def _run(program: str, arguments: list[str], folder: Path, body: str) -> subprocess.CompletedProcess[str]:
    quiet = {"GH_PROMPT_DISABLED": "1", "GLAB_NO_PROMPT": "1", "NO_PROMPT": "1", "NO_COLOR": "1"}
    try:
        return subprocess.run(  # noqa: S603  a fixed program of the user's, words without a shell
            [program, *arguments],
            cwd=folder,
            input=body,
            capture_output=True,
            text=True,
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
