"""Writing into a repository by its objects: no checkout, no index, no hook; one ref is the commit point.

Trees are made with `mktree`, folder by folder, instead of a temporary index: nothing is left behind when the
program is killed, nothing is refreshed or filtered, and a repository of any size costs only the folders on
the way to the files that change. `mktree` takes any name and any mode: callers judge paths first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from agentreg.errors import GitError, SyncRefused
from agentreg.git.process import Git
from agentreg.git.trees import FOLDER, SUBMODULE

_IDENTITY = re.compile(r"(?P<name>.*?) ?<(?P<email>[^<>]*)> \d+ [+-]\d{4}")
# Git drops these from names too (ident.c, crud): they would end the field early.
_CRUD = re.compile(r"[\x00-\x1f<>]")


FILE = "100644"
EXECUTABLE = "100755"


class Leaf(NamedTuple):
    """What a name in a tree stands for.

    Attributes:
        mode: As `ls-tree` prints it; old trees hold modes that Git no longer writes (100664).
        oid: The object's id.
    """

    mode: str
    oid: str


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


class Draft(NamedTuple):
    """A commit to be written; the same draft is always the same commit."""

    tree: str
    parents: tuple[str, ...]
    author: Signature
    message: str


class Worktree(NamedTuple):
    """A place where a branch is checked out.

    Attributes:
        path: The folder.
        branch: The full name of its branch; empty for a bare repository or a detached HEAD.
    """

    path: str
    branch: str


def blob_id(git: Git, data: bytes) -> str:
    """The id that a text has as a blob of this repository; nothing is written, no filter runs."""
    return _oid(git.run(["hash-object", "--stdin"], data))


def store_blob(git: Git, data: bytes) -> str:
    """Write a blob and return its id; no filter runs."""
    return _oid(git.run(["hash-object", "-w", "--stdin"], data))


def folder_entries(git: Git, tree: str) -> dict[bytes, Leaf]:
    """The entries of one folder, by name.

    Args:
        git: The repository.
        tree: The id of a tree or commit.

    Raises:
        GitError: There is no such tree.
    """
    records = git.run(["ls-tree", "-z", "--full-tree", "--end-of-options", tree]).split(b"\0")
    return dict(map(_parse_entry, filter(None, records)))


def store_tree(git: Git, base: str | None, changes: Mapping[str, Leaf | None]) -> str:
    """Write a tree that differs from another in some files only.

    Args:
        git: The repository.
        base: The id of the tree or commit to start from; None to start from nothing.
        changes: What each path shall be; None removes it. Folders that become empty go away.

    Returns:
        The new tree's id, read back and compared.

    Raises:
        GitError: A path leads through something that is no folder, or Git did not write what was asked.
    """
    before = base or _store_entries(git, {})
    parts = {tuple(path.encode().split(b"/")): leaf for path, leaf in changes.items()}
    after = _replaced(git, before, parts) or _store_entries(git, {})
    listed = git.run(["diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", before, after]).split(
        b"\0"
    )
    touched = {name.decode() for name in listed[1::2]}
    if not touched <= set(changes):
        raise GitError(f"tree {after} changes more than it should: {sorted(touched - set(changes))}")
    return after


def store_commit(git: Git, draft: Draft) -> str:
    """Write a commit and return its id; nothing points at it yet.

    The object is written as text, so that no configuration (commit encoding, signing) takes part in it.
    """
    lines = [f"tree {draft.tree}", *(f"parent {parent}" for parent in draft.parents)]
    lines += [f"{role} {_signed(draft.author)}" for role in ("author", "committer")]
    text = "\n".join([*lines, "", draft.message.rstrip("\n"), ""])
    return _oid(git.run(["hash-object", "-w", "-t", "commit", "--stdin"], text.encode()))


def identity(git: Git, time: int) -> Signature:
    """Who this repository's commits are by, as Git finds it, at a given time.

    Raises:
        GitError: Git does not know who the user is.
    """
    try:
        found = _IDENTITY.fullmatch(git.run(["var", "GIT_COMMITTER_IDENT"]).decode(errors="replace").strip())
    except GitError as error:
        raise GitError(
            f"{git.git_dir}: {error.message}", hint="set user.name and user.email with `git config`"
        ) from error
    if found is None:
        raise GitError(
            f"{git.git_dir}: Git does not say who commits here", hint="set user.name and user.email"
        )
    return Signature(found["name"], found["email"], time)


def move_ref(git: Git, ref: str, *, new: str, old: str | None) -> None:
    """Make a reference point at a commit, if it still points where it did.

    Args:
        git: The repository.
        ref: The full name, `refs/heads/...`.
        new: The commit's id.
        old: Where the reference points now; None when it does not exist.

    Raises:
        SyncRefused: The reference moved meanwhile, or cannot be moved.
    """
    expected = old or "0" * len(new)
    order = f"option no-deref\0update {ref}\0{new}\0{expected}\0"
    try:
        git.run(["update-ref", "-z", "-m", "agentreg", "--stdin"], order.encode())
    except GitError as error:
        raise SyncRefused(
            f"{git.git_dir}: {ref} was not moved: {error.message}",
            hint="someone may have moved it meanwhile; run the same command again",
        ) from error


def worktrees(git: Git) -> tuple[Worktree, ...]:
    """Every place where something of this repository is checked out, linked worktrees included."""
    records = (
        git.run(["worktree", "list", "--porcelain", "-z"]).decode(errors="surrogateescape").split("\0\0")
    )
    return tuple(map(_parse_worktree, filter(None, records)))


def _replaced(git: Git, tree: str | None, changes: Mapping[tuple[bytes, ...], Leaf | None]) -> str | None:
    entries = folder_entries(git, tree) if tree else {}
    below: dict[bytes, dict[tuple[bytes, ...], Leaf | None]] = {}
    for (name, *rest), leaf in changes.items():
        if rest:
            below.setdefault(name, {})[tuple(rest)] = leaf
        else:
            _put(entries, name, leaf)
    for name, inner in below.items():
        folder = entries.get(name)
        if folder is not None and folder.mode != FOLDER:
            raise GitError(f"{name.decode(errors='replace')} is no folder in tree {tree}")
        oid = _replaced(git, folder.oid if folder else None, inner)
        _put(entries, name, Leaf(FOLDER, oid) if oid else None)
    return _store_entries(git, entries) if entries else None


def _put(entries: dict[bytes, Leaf], name: bytes, leaf: Leaf | None) -> None:
    if leaf is None:
        entries.pop(name, None)
    else:
        entries[name] = leaf


def _store_entries(git: Git, entries: Mapping[bytes, Leaf]) -> str:
    kinds = {FOLDER: "tree", SUBMODULE: "commit"}
    lines = (
        f"{leaf.mode} {kinds.get(leaf.mode, 'blob')} {leaf.oid}\t".encode() + name + b"\0"
        for name, leaf in entries.items()
    )
    # --missing: in a partial clone the untouched neighbours need not be here.
    return _oid(git.run(["mktree", "-z", "--missing"], b"".join(lines)))


def _parse_entry(record: bytes) -> tuple[bytes, Leaf]:
    facts, _, name = record.partition(b"\t")
    mode, _kind, oid = facts.decode().split(" ")
    return name, Leaf(mode, oid)


def _parse_worktree(record: str) -> Worktree:
    facts = dict(line.partition(" ")[::2] for line in record.split("\0"))
    return Worktree(facts.get("worktree", ""), facts.get("branch", ""))


def _signed(who: Signature) -> str:
    name, email = (_CRUD.sub("", part).strip() for part in (who.name, who.email))
    return f"{name} <{email}> {who.time} {who.zone}"


def _oid(output: bytes) -> str:
    return output.decode("ascii").strip()
