"""One call to a forge's interface, made by the forge's own program: it knows who the user is there.

Only `gh api` and `glab api` are used: they hand a call over and the answer back. Their commands for requests
ask for more than we need, which fails where program and forge are of different years (`gh pr edit` before
2.82 asks for projects that github.com has no more), and take a text as an argument, whose length is limited.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Mapping

from agentreg.errors import SyncRefused
from agentreg.records import NamedTuple

_PATIENCE = 120
"""Seconds that a call may take."""

_MOST_CHARACTERS = 300
"""What is told of an answer."""

_STATUS = re.compile(r"\bHTTP (\d{3})\b")
# Where `CI` or `GITHUB_ACTIONS` is set, gh asks for its variable instead of a login.
_SIGN_IN = re.compile(r"auth login|authenticat|unauthori[sz]ed|no token|GH_TOKEN", re.IGNORECASE)
_TOKENS = {"gh": "GH_TOKEN (GH_ENTERPRISE_TOKEN for a server of your own)", "glab": "GITLAB_TOKEN"}

# Colour is no part of JSON.
_NOISY = frozenset({"GH_FORCE_TTY", "CLICOLOR_FORCE", "FORCE_COLOR"})
_QUIET = {"GH_PROMPT_DISABLED": "1", "GLAB_NO_PROMPT": "1", "NO_PROMPT": "1", "NO_COLOR": "1"}


class Door(NamedTuple):
    """Where calls go.

    Attributes:
        program: `gh` or `glab`.
        host: The forge's name on the network.
    """

    program: str
    host: str


def ask(door: Door, path: str, *, method: str = "GET", content: Mapping[str, str] | None = None) -> object:
    """Make one call.

    Args:
        door: Where it goes.
        path: What is called, without the part that all paths there have in common.
        method: What is to be done.
        content: What is sent along, as JSON.

    Returns:
        The answer's JSON.

    Raises:
        SyncRefused: The program cannot be run or took too long, the forge refuses, or its answer is no JSON.
    """
    words = [door.program, "api", "--hostname", door.host, "--method", method, path]
    if content is not None:
        words += ["--header", "Content-Type: application/json", "--input", "-"]
    done = _run(door.program, words, "" if content is None else json.dumps(content))
    if done.returncode:
        raise _refusal(door, done)
    try:
        answer: object = json.loads(done.stdout)
    except (ValueError, RecursionError) as error:
        raise not_understood(door) from error
    return answer


def not_understood(door: Door) -> SyncRefused:
    """The error for an answer that is not what the forge documents."""
    hint = f"look whether {door.host} is the forge itself; {_BY_HAND}"
    return SyncRefused(f"{door.host} answered {door.program} in a way that is not understood", hint=hint)


_BY_HAND = "the branch is pushed, so the request can be opened by hand"


def _run(program: str, words: list[str], sent: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in _NOISY}
    try:
        return subprocess.run(  # noqa: S603  a fixed program of the user's, words without a shell
            words,
            input=sent,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            # Who the user is to the forge is in their environment and home folder.
            env=kept | _QUIET,
            timeout=_PATIENCE,
            check=False,
        )
    except FileNotFoundError as error:
        raise SyncRefused(f"{program} is not installed", hint=f"install {program}; {_BY_HAND}") from error
    except OSError as error:
        hint = f"look at what `{program}` is on the search path; {_BY_HAND}"
        raise SyncRefused(f"{program} cannot be run: {error.strerror}", hint=hint) from error
    except subprocess.TimeoutExpired as error:
        hint = "the branch is pushed; run the command again later, it never opens a second request"
        raise SyncRefused(f"{program} took longer than {_PATIENCE} s", hint=hint) from error


def _refusal(door: Door, done: subprocess.CompletedProcess[str]) -> SyncRefused:
    found = _STATUS.search(done.stderr)
    status = int(found[1]) if found else 0
    said = _reason(done)[:_MOST_CHARACTERS]
    hint = f"{_remedy(door, status, said)}; the branch is pushed"
    if status:
        return SyncRefused(f"{door.host} refused (HTTP {status}){': ' * bool(said)}{said}", hint=hint)
    if _SIGN_IN.search(said):
        return SyncRefused(f"{door.program} is not signed in to {door.host}", hint=hint)
    return SyncRefused(f"{door.program} did not reach {door.host}: {said or 'no reason given'}", hint=hint)


def _reason(done: subprocess.CompletedProcess[str]) -> str:
    """What the forge said, else what the program did."""
    try:
        answer = json.loads(done.stdout)
    except (ValueError, RecursionError):
        answer = None
    told = _texts([answer.get("message"), answer.get("errors")]) if isinstance(answer, dict) else []
    return ": ".join(told) or "; ".join(line.strip() for line in done.stderr.splitlines() if line.strip())


def _texts(told: object) -> list[str]:
    """The messages in an answer: GitHub has one and a list with more, GitLab also lists by field."""
    match told:
        case str():
            return [told]
        case {"message": message}:
            return _texts(message)
        case dict():
            return [f"{name} {text}" for name, value in told.items() for text in _texts(value)]
        case list():
            return [text for one in told for text in _texts(one)]
        case _:
            return []


def _remedy(door: Door, status: int, said: str) -> str:
    # GitHub tells a limit as a 403.
    if status == 429 or "rate limit" in said.lower():
        return "too much was asked for a while: run the command again later"
    if status == 401 or (not status and _SIGN_IN.search(said)):
        login = f"{door.program} auth login --hostname {door.host}"
        return f"sign in with `{login}`, or in a job set {_TOKENS[door.program]}"
    if status in {403, 404}:
        return f"see with `{door.program} auth status` whether you may open requests there"
    if status >= 500:
        return f"{door.host} has trouble: run the command again later"
    if not status:
        return f"see with `{door.program} auth status` what keeps it from there, then run the command again"
    return "settle that there, or open the request by hand"
