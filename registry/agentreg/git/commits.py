"""Writing commits and moving refs: no hook runs, and one ref is the commit point."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agentreg.errors import GitError, Overtaken, SyncRefused
from agentreg.git.locate import common_dir
from agentreg.git.process import Git, failure
from agentreg.git.refs import list_refs
from agentreg.records import NamedTuple

_IDENTITY = re.compile(r"(?P<name>.*?) ?<(?P<email>[^<>]*)> \d+ [+-]\d{4}")
# Git drops these from names too (ident.c, crud): they would end the field early.
_CRUD = re.compile(r"[\x00-\x1f<>]")
# Git's ident.c says so wherever it has no name or no address.
_UNKNOWN = "tell me who you are"
_AGAIN = "run the same command again"
_HELD = "another Git process is writing it; if none is, one was killed, and its .lock file can be removed"


class Signature(NamedTuple):
    """Who, and when.

    Attributes:
        name: The person's name.
        email: The person's address.
        time: Seconds since the epoch.
        zone: The offset from UTC, `+0200`.
    """

    name: str
    email: str
    time: int
    zone: str = "+0000"


class Worktree(NamedTuple):
    """A place where a branch is checked out.

    Attributes:
        path: The folder.
        branch: The full name of its branch; empty for a bare repository or a detached HEAD.
    """

    path: str
    branch: str


def commit_text(tree: str, parents: Sequence[str], author: Signature, message: str) -> bytes:
    """A commit as Git stores it.

    It is written as text, so that no configuration (commit encoding, signing) takes part in it.
    """
    lines = [f"tree {tree}", *(f"parent {parent}" for parent in parents)]
    lines += [f"{role} {_signed(author)}" for role in ("author", "committer")]
    return "\n".join([*lines, "", message.rstrip("\n"), ""]).encode()


def identity(git: Git, time: int) -> Signature:
    """Who this repository's commits are by, as Git finds it, at a given time.

    Raises:
        GitError: Git does not know who the user is.
    """
    asked = ["var", "GIT_COMMITTER_IDENT"]
    told = git.attempt(asked)
    if told.code and _UNKNOWN not in told.complaint:
        raise failure(git, asked, told)
    found = _IDENTITY.fullmatch(told.output.decode(errors="replace").strip())
    if found is None:
        raise GitError(
            f"{git.git_dir}: Git does not know who commits here",
            hint="set user.name and user.email with `git config --global`",
        )
    return Signature(found["name"], found["email"], time)


def move_ref(git: Git, ref: str, *, new: str, old: str) -> None:
    """Make a reference point at a commit, if it still points where it did.

    Args:
        git: The repository.
        ref: The full name, `refs/heads/...`.
        new: The commit's id.
        old: Where the reference points now; empty when it does not exist.

    Raises:
        Overtaken: The reference points elsewhere by now.
        SyncRefused: Another process holds it, or it cannot be written.
    """
    expected = old or "0" * len(new)
    order = f"option no-deref\0update {ref}\0{new}\0{expected}\0"
    try:
        git.run(["update-ref", "-z", "-m", "agentreg", "--stdin"], order.encode())
    except GitError as error:
        if next((known.oid for known in list_refs(git) if known.name == ref), "") != old:
            raise Overtaken(f"{git.git_dir}: {ref} moved meanwhile", hint=_AGAIN) from error
        hint = _HELD if "File exists" in error.message else _AGAIN
        raise SyncRefused(f"{git.git_dir}: {ref} was not moved: {error.message}", hint=hint) from error


def checked_out_at(git: Git, ref: str) -> str:
    """The folder in which a branch is checked out; empty when it is in none.

    Git is only asked where more than the main work tree may be, or where its HEAD names this branch or none:
    that is a process less for most repositories of a fleet.
    """
    if place := _rebased_at(git, ref):
        return place
    head = (git.git_dir / "HEAD").read_text(encoding="utf-8", errors="surrogateescape").strip()
    alone = not (common_dir(git.git_dir) / "worktrees").exists()
    # A repository with other storage of references has a HEAD that names none.
    if alone and head != f"ref: {ref}" and ".invalid" not in head:
        return ""
    return next((tree.path for tree in worktrees(git) if tree.branch == ref), "")


def _rebased_at(git: Git, ref: str) -> str:
    """The Git folder of a work tree in which a branch is being rebased: HEAD does not name it then."""
    common = common_dir(git.git_dir)
    for folder in (common, *(common / "worktrees").glob("*")):
        for name in ("rebase-merge/head-name", "rebase-apply/head-name"):
            file = folder / name
            if file.is_file() and file.read_text(encoding="utf-8", errors="surrogateescape").strip() == ref:
                return str(folder)
    return ""


def worktrees(git: Git) -> tuple[Worktree, ...]:
    """Every place where something of this repository is checked out, linked worktrees included.

    Without `-z`, which needs Git 2.36: a line feed in a folder's name can add a place here, never hide one.
    """
    lines = git.run(["worktree", "list", "--porcelain"]).decode(errors="surrogateescape").split("\n")
    found: list[Worktree] = []
    for key, _, value in (line.partition(" ") for line in lines):
        if key == "worktree":
            found.append(Worktree(value, ""))
        elif key == "branch" and found:
            found[-1] = found[-1]._replace(branch=value)
    return tuple(found)


def _signed(who: Signature) -> str:
    name, email = (_CRUD.sub("", part).strip() for part in (who.name, who.email))
    return f"{name} <{email}> {who.time} {who.zone}"
