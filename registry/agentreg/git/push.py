"""Bringing one branch of a project to the repository that it was cloned from; nothing there is overwritten.

The remote, its URL and its credentials are those of the project's own configuration, as for any `git push` of
its user; hooks do not run.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from agentreg.errors import GitError, SyncRefused
from agentreg.git.oid import checked
from agentreg.git.process import Git
from agentreg.git.refs import ORIGIN, merge_base
from agentreg.git.transfer import SILENCE

_SCHEME = re.compile(r"([a-z0-9+.-]+)://", re.IGNORECASE)
_SCP = re.compile(r"(?:[^/:@]+@)?(?:\[[0-9a-f:]+\]|[^/:@]{2,}):", re.IGNORECASE)
_TRANSPORTS = frozenset(("https", "http", "ssh", "git", "file"))
_PROTECTED = (
    "protected branch",
    "GH006",
    "GH013",
    "not allowed to push",
    "pre-receive hook declined",
    "hook declined",
)


MayReplace = Callable[[str], bool]


def never(_commit: str) -> bool:
    """No commit may be replaced."""
    return False


def remote_url(git: Git, folder: Path) -> str:
    """Where a project pushes to.

    Args:
        git: The project's repository.
        folder: Its work tree, from which a relative path starts; its Git folder where it has none.

    Raises:
        SyncRefused: It has no remote called origin, or one with a transport that is not for pushing.
    """
    told = git.attempt(["remote", "get-url", "--push", ORIGIN])
    url = told.output.decode("utf-8", "surrogateescape").removesuffix("\n")
    if told.code or not url:
        raise SyncRefused(
            f"{git.git_dir} has no remote {ORIGIN!r}", hint="add one with `git remote add origin URL`"
        )
    if _transport(url) not in _TRANSPORTS:
        raise SyncRefused(f"{git.git_dir}: {ORIGIN} is {shown(url)!r}, which is not pushed to")
    if _transport(url) == "file" and not _SCHEME.match(url):
        return str(folder / url)
    return url


def origin_url(git: Git) -> str:
    """What a repository's remote is called, as its configuration has it; empty without one."""
    told = git.attempt(["config", "--get", f"remote.{ORIGIN}.url"])
    return "" if told.code else told.output.decode("utf-8", "replace").strip()


def shown(url: str) -> str:
    """A URL without what may be a password."""
    scheme, separator, rest = url.partition("://")
    place, slash, path = rest.partition("/")
    return f"{scheme}://{place.rpartition('@')[2]}{slash}{path}" if separator else url


def push_branch(git: Git, url: str, branch: str, commit: str, *, may_replace: MayReplace = never) -> str:
    """Make a branch of the remote be at a commit, if that follows what the branch is there.

    Args:
        git: The project's repository.
        url: Where it pushes to; both questions and answers go there, whatever else is configured.
        branch: The branch's short name, the same there as here.
        commit: Its full id.
        may_replace: Whether the branch may be moved away from a commit there, since its work is elsewhere.

    Returns:
        The commit that the branch was at there; empty where there was none.

    Raises:
        SyncRefused: The branch has other commits there, someone was faster, or the remote refuses.
        GitError: The remote cannot be reached.
        GitTimeout: It fell silent.
    """
    ref = f"refs/heads/{branch}"
    reaching = git._replace(protocols=(_transport(url),), timeout=SILENCE)
    there = _tip(reaching, url, ref)
    if there == commit:
        return there
    if there and not _follows(git, commit, there) and not may_replace(there):
        raise SyncRefused(
            f"{branch} at {shown(url)} has commits that are not here",
            hint=f"merge or delete it there, or take it over: git fetch {shown(url)} +{branch}:{branch}",
        )
    # The lease is what was just seen: whoever pushes in between is not overwritten.
    lease = f"--force-with-lease={ref}:{there}"
    arguments = ["push", "--porcelain", "--no-verify", "--no-follow-tags", "--recurse-submodules=no", lease]
    done = reaching.attempt([*arguments, "--", url, f"{checked(commit)}:{ref}"])
    if done.code:
        raise _refusal(branch, shown(url), done.output.decode("utf-8", "replace"), done.complaint)
    return there


def _tip(git: Git, url: str, ref: str) -> str:
    """Where a reference of the remote points now; empty when it is not there."""
    try:
        lines = git.run(["ls-remote", "--", url, ref]).decode("utf-8", "replace").splitlines()
    except GitError as error:
        raise type(error)(f"{shown(url)} cannot be reached: {error.message}", hint=error.hint) from error
    return next((oid for oid, _, name in (line.partition("\t") for line in lines) if name == ref), "")


def _follows(git: Git, commit: str, there: str) -> bool:
    """Whether a commit has another one behind it; one that is not even here it has not."""
    try:
        return merge_base(git, commit, there) == there
    except GitError:
        return False


def _refusal(branch: str, url: str, output: str, complaint: str) -> SyncRefused:
    told = next((line for line in output.splitlines() if line.startswith("!")), "")
    reason = told.rpartition("\t")[2] or next(iter(complaint.splitlines()[-1:]), "") or "no reason given"
    if "stale info" in reason or "fetch first" in reason or "non-fast-forward" in reason:
        return SyncRefused(
            f"{branch} at {url}: someone else pushed meanwhile", hint="run the same command again"
        )
    if any(words in reason or words in complaint for words in _PROTECTED):
        said = next((line for line in complaint.splitlines() if line.startswith("remote:")), reason)
        return SyncRefused(
            f"{branch} at {url} is protected there: {said}", hint="push another branch, with --branch NAME"
        )
    return SyncRefused(f"{branch} was not pushed to {url}: {reason}")


def _transport(url: str) -> str:
    if found := _SCHEME.match(url):
        return found[1].lower()
    if "::" in url.partition("/")[0]:
        return "helper"
    return "ssh" if _SCP.match(url) else "file"
