"""Bringing another repository's objects into a mirror, with progress.

GitPython reads the progress here (`RemoteProgress` knows how Git tells it), and that is all it does in this
program.
Its own runner can add variables to the environment but not remove any, so a `GIT_OBJECT_DIRECTORY` left by a
hook would survive; its `Remote` and `Repo` open no SHA-256 repository.

The other repository is always called `origin`, and `origin` is explained by settings of the call.
A mirror's own configuration holds no address, and no promise that missing objects can be had, so reading one
can neither reach the network nor wait for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from agentreg.git.child import Child, Listener
from agentreg.git.oid import FULL_OID, checked
from agentreg.git.process import Git, finish
from agentreg.git.refs import UNTRUSTED_PREFIXES
from agentreg.records import NamedTuple

if TYPE_CHECKING:
    from git import RemoteProgress

Progress = Callable[[str, int, int], None]
"""Called with what is done, how many are done, and of how many (0 when unknown)."""

SILENCE = 300.0
"""Seconds of silence after which a transfer is stopped; Git reports progress every second."""

BRANCHES_AND_TAGS = ("+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*")

PULLS = ("+refs/pull/*/head:refs/pull/*/head", "+refs/merge-requests/*/head:refs/merge-requests/*/head")
"""The heads of pull requests, as GitHub and as GitLab call them."""

NO_BLOBS = "blob:none"


class RemoteRefs(NamedTuple):
    """What another repository offers.

    Attributes:
        oids: Full ref name -> object id; tags are not peeled.
        head: The commit of its HEAD; empty when it has none.
        default: The full name of the branch that HEAD names; empty when it does not say.
    """

    oids: dict[str, str]
    head: str
    default: str


def with_origin(git: Git, location: str) -> Git:
    """The same repository, with `origin` at a location that was checked before."""
    settings = (*git.settings, ("remote.origin.url", location), *_ssh_settings(git))
    return git._replace(settings=settings, timeout=SILENCE)


def _ssh_settings(git: Git) -> tuple[tuple[str, str], ...]:
    """Settings that keep ssh from asking questions, unless the user has an ssh command of their own."""
    if "ssh" not in git.protocols or git.attempt(["config", "--get", "core.sshCommand"]).code == 0:
        return ()
    return (("core.sshCommand", "ssh -oBatchMode=yes"),)


def list_remote(git: Git) -> RemoteRefs:
    """What `origin` offers.

    Args:
        git: From `with_origin`; it may name no repository.

    Raises:
        GitError: It cannot be reached or read.
        GitTimeout: It did not answer.
    """
    output = git.run(["ls-remote", "--symref", "origin"]).decode("utf-8", "surrogateescape")
    oids: dict[str, str] = {}
    default = ""
    for line in output.split("\n"):
        value, _, name = line.partition("\t")
        if name == "HEAD" and value.startswith("ref: "):
            default = value.removeprefix("ref: ")
        elif FULL_OID.fullmatch(value) and not name.endswith("^{}"):
            oids[name] = value
    head = oids.pop("HEAD", "")
    return RemoteRefs(trusted(oids), head, default)


def trusted(oids: dict[str, str]) -> dict[str, str]:
    """Refs by name, sorted, without those that could change what objects hold."""
    return {name: oid for name, oid in sorted(oids.items()) if not name.startswith(UNTRUSTED_PREFIXES)}


class Blobs(StrEnum):
    """Whether file contents come with the refs."""

    ALL = "all"
    ON_REQUEST = "on request"
    """`fetch_objects` brings the wanted ones; a server that cannot leave them out sends all."""


def fetch_refs(git: Git, refspecs: Sequence[str], blobs: Blobs, progress: Progress | None = None) -> None:
    """Make the refs of a mirror those of `origin`, whatever they were before.

    Args:
        git: The mirror, from `with_origin`.
        refspecs: Which refs; constants of this module.
        blobs: Whether file contents come along.
        progress: Hears how far it is, in another thread.

    Raises:
        GitError: It cannot be reached or read, or holds what Git refuses.
        GitTimeout: It fell silent.
    """
    arguments = ["fetch", "--progress", "--prune", "--no-tags", "--force", "--update-shallow", *_QUIETLY]
    if (git.git_dir / "shallow").exists():
        # Whatever history the source has got since then comes along; a shallow source gives what it has.
        arguments.append("--unshallow")
    if blobs is Blobs.ON_REQUEST:
        arguments.append(f"--filter={NO_BLOBS}")
        git = _promising(git)
    _transfer(git, [*arguments, "origin", *refspecs], b"", progress)


def fetch_objects(git: Git, oids: Sequence[str], progress: Progress | None = None) -> None:
    """Bring single objects from `origin`, all in one transfer.

    Args:
        git: The mirror, from `with_origin`.
        oids: Full object ids.
        progress: Hears how far it is, in another thread.

    Raises:
        GitError: It cannot be reached, or does not give one of them.
        GitTimeout: It fell silent.
    """
    stdin = "".join(f"{checked(oid)}\n" for oid in oids).encode()
    # Nothing that is here helps to describe what is wanted: a negotiation would only cost time.
    git = git._replace(settings=(*git.settings, ("fetch.negotiationAlgorithm", "noop")))
    arguments = ["fetch", "--progress", "--no-tags", *_QUIETLY, f"--filter={NO_BLOBS}", "--stdin", "origin"]
    _transfer(_promising(git), arguments, stdin, progress)


_QUIETLY = ("--no-write-fetch-head", "--no-auto-maintenance", "--no-recurse-submodules")


def _promising(git: Git) -> Git:
    """With `origin` as the promised source of missing objects, for this call only."""
    promise = (("remote.origin.promisor", "true"), ("remote.origin.partialclonefilter", NO_BLOBS))
    return git._replace(settings=(*git.settings, *promise))


def _transfer(git: Git, arguments: Sequence[str], stdin: bytes, progress: Progress | None) -> None:
    lines = _Lines(_parser(progress)) if progress is not None else None
    watched: list[Child] = []

    def listen(chunk: bytes) -> None:
        for child in watched:
            child.allow(git.timeout)
        if lines is not None:
            lines.add(chunk)

    with git.start(arguments, listener=listen) as child:
        watched.append(child)
        child.allow(git.timeout)
        child.feed(stdin)
        while child.stdout.read1(65536):  # type: ignore[attr-defined]  # a buffered reader
            child.allow(git.timeout)
        finish(git, arguments, child)


class _Lines:
    """Cuts what comes in pieces into lines; Git ends a line of progress with a carriage return."""

    END = re.compile(rb"[\r\n]")

    def __init__(self, hear: Listener) -> None:
        self._hear = hear
        self._rest = b""

    def add(self, piece: bytes) -> None:
        *lines, self._rest = self.END.split(self._rest + piece)
        for line in lines:
            self._hear(line)


def _parser(progress: Progress) -> Listener:
    from git import RemoteProgress

    class Parser(RemoteProgress):
        def update(
            self,
            op_code: int,
            cur_count: str | float,
            max_count: str | float | None = None,
            message: str = "",
        ) -> None:
            del message
            progress(_stage(op_code, RemoteProgress), int(float(cur_count)), int(float(max_count or 0)))

    hear = Parser().new_message_handler()
    return lambda line: hear(line.decode("utf-8", "replace"))


def _stage(op_code: int, codes: type[RemoteProgress]) -> str:
    stages = {
        codes.COUNTING: "counting",
        codes.COMPRESSING: "compressing",
        codes.RECEIVING: "receiving",
        codes.RESOLVING: "resolving",
    }
    return stages.get(op_code & codes.OP_MASK, "transferring")
