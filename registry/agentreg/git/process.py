"""The one way to run Git: hardened, bounded, and only with questions that execute nothing in a repository.

The binary is called directly. GitPython (see `transfer`) costs 75 ms of import where a call costs 2 ms, its
runner can add to the environment but not remove what a hook left there, and its object model opens no
SHA-256 repository.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from agentreg.errors import GitError, GitTimeout
from agentreg.git.child import MEMORY_LIMIT, Child, Listener
from agentreg.git.environment import Trust, environment
from agentreg.records import NamedTuple

__all__ = ["NO_REPOSITORY", "Git", "Outcome", "Trust"]

Argument = str | bytes | os.PathLike[str]

NO_REPOSITORY = Path(os.devnull)
"""A `git_dir` for the few questions that need no repository."""

OUTPUT_LIMIT = 256 * 1024 * 1024
"""Bytes of output that `run` accepts; larger answers are for `stream`."""

CHUNK = 256 * 1024

PATIENCE = 120.0
"""Seconds that a call may take, unless said otherwise."""


class Outcome(NamedTuple):
    """How a call ended.

    Attributes:
        code: The exit code.
        output: Standard output.
        complaint: What Git said on standard error.
    """

    code: int
    output: bytes
    complaint: str


class Git(NamedTuple):
    """A repository and the terms on which Git may work in it.

    Attributes:
        git_dir: The Git folder itself (`.git`, or a bare repository); nothing is searched for.
        trust: Whose repository it is.
        protocols: Transports that calls may use; empty for none at all.
        timeout: Seconds after which a call is stopped; for streams, seconds without an answer.
        settings: Further Git configuration of each call, (key, value).
    """

    git_dir: Path
    trust: Trust = Trust.SOURCE
    protocols: tuple[str, ...] = ()
    timeout: float = PATIENCE
    settings: tuple[tuple[str, str], ...] = ()

    def run(
        self, args: Sequence[Argument], stdin: bytes = b"", *, env: Mapping[str, str] | None = None
    ) -> bytes:
        """Run one command that must succeed.

        Args:
            args: The command and its arguments. Text from outside must not be here: object ids only, or
                after `--`; the rest travels by `stdin`.
            stdin: What Git reads.
            env: Variables to add, such as the dates of a commit.

        Returns:
            Its output.

        Raises:
            GitError: It failed, or said too much.
            GitTimeout: It took too long.
        """
        outcome = self.attempt(args, stdin, env=env)
        if outcome.code != 0:
            raise failure(self, args, outcome)
        return outcome.output

    def attempt(
        self, args: Sequence[Argument], stdin: bytes = b"", *, env: Mapping[str, str] | None = None
    ) -> Outcome:
        """Like `run`, for commands whose exit code is an answer.

        Raises:
            GitError: It said too much.
            GitTimeout: It took too long.
        """
        with self.start(args, env=env) as child:
            child.allow(self.timeout)
            child.feed(stdin)
            output = child.stdout.read(OUTPUT_LIMIT + 1)
            if len(output) > OUTPUT_LIMIT:
                raise GitError(
                    f"git {_verb(args)} in {self.git_dir} answered more than {OUTPUT_LIMIT:,} bytes"
                )
            code = child.wait()
            if child.timed_out:
                raise GitTimeout(f"git {_verb(args)} in {self.git_dir} took longer than {self.timeout:g} s")
            return Outcome(code, output, child.complaint)

    @contextmanager
    def stream(self, args: Sequence[Argument], stdin: bytes = b"") -> Iterator[Iterator[bytes]]:
        """Run a command and read its output piece by piece, for answers of any size.

        Leaving early stops Git; reading to the end checks that it succeeded.

        Args:
            args: As for `run`.
            stdin: What Git reads.

        Yields:
            The pieces of its output.

        Raises:
            GitError: It failed.
            GitTimeout: It was silent for too long.
        """
        with self.start(args) as child:
            child.feed(stdin)
            yield self._pieces(args, child)

    def _pieces(self, args: Sequence[Argument], child: Child) -> Iterator[bytes]:
        child.allow(self.timeout)
        while piece := child.stdout.read1(CHUNK):  # type: ignore[attr-defined]  # a buffered reader
            child.allow(None)
            yield piece
            child.allow(self.timeout)
        finish(self, args, child)

    def start(
        self,
        args: Sequence[Argument],
        *,
        env: Mapping[str, str] | None = None,
        listener: Listener | None = None,
    ) -> Child:
        """Start a command for a conversation; use the result as a context manager.

        Args:
            args: As for `run`.
            env: Variables to add.
            listener: Hears standard error as it comes, in another thread.
        """
        require_git()
        command = ["git", f"--git-dir={self.git_dir}", *args]
        # The child needs PATH, HOME and the like; the library itself reads no variable.
        variables = environment(os.environ, self.trust, self.protocols, dict(self.settings))
        cwd = str(self.git_dir) if self.git_dir.is_dir() else None
        child = Child(command, env=variables | dict(env or {}), cwd=cwd, listener=listener)
        if not self.protocols:
            child.limit_memory(MEMORY_LIMIT)
        return child


OLDEST = (2, 31)
"""The first Git that takes configuration from the environment: an older one would run without all of it."""


@cache
def require_git() -> None:
    """Check once that Git is here and new enough.

    Raises:
        GitError: It is not.
    """
    with Child(["git", "version"], env=environment(os.environ, Trust.SOURCE), cwd=None) as child:
        child.allow(PATIENCE)
        told = child.stdout.read(CHUNK).decode("utf-8", "replace").strip()
        child.wait()
    found = re.search(r"(\d+)\.(\d+)", told)
    if found is None or (int(found[1]), int(found[2])) < OLDEST:
        raise GitError(f"{told or 'git'} is too old", hint=f"install Git {OLDEST[0]}.{OLDEST[1]} or newer")


def finish(git: Git, args: Sequence[Argument], child: Child) -> None:
    """Wait for the end of a call whose output was read to its end.

    Raises:
        GitError: It failed.
        GitTimeout: It was stopped, having been silent for too long.
    """
    code = child.wait()
    if child.timed_out:
        raise GitTimeout(f"git {_verb(args)} in {git.git_dir} was silent for {git.timeout:g} s")
    if code != 0:
        raise failure(git, args, Outcome(code, b"", child.complaint))


def failure(git: Git, args: Sequence[Argument], outcome: Outcome) -> GitError:
    """The error of a call that failed, with what Git said."""
    reason = _reason(outcome)
    # A transfer is named after what it reaches for, not after the mirror that it fills.
    place = dict(git.settings).get("remote.origin.url", git.git_dir)
    return GitError(f"git {_verb(args)} failed for {place}: {reason}", hint=_hint(outcome.complaint))


def _reason(outcome: Outcome) -> str:
    lines = [line for line in outcome.complaint.splitlines() if line.strip()]
    told = next((line for line in lines if line.startswith(("fatal:", "error:"))), lines[-1] if lines else "")
    if told:
        return told
    return f"stopped by signal {-outcome.code}" if outcome.code < 0 else f"exit code {outcome.code}"


HINTS = (
    ("dubious ownership", "it belongs to another user; if you trust it, name it in Git's `safe.directory`"),
    ("unknown repository extension", "this Git does not know the repository's format; install a newer Git"),
    ("Expected git repo version", "this Git does not know the repository's format; install a newer Git"),
    ("ut of memory", "a commit or tree of absurdly many files? leave this source out"),
    ("promisor", "objects are missing (a partial clone?): complete it, or add the URL that it came from"),
    ("unable to read", "objects are missing or damaged: `git fsck` lists them"),
    ("bad object", "objects are missing or damaged: `git fsck` lists them"),
    ("missing object", "objects are missing or damaged: `git fsck` lists them"),
    ("pack-objects died", "objects are missing or damaged: `git fsck` lists them"),
    ("invalid gitfile format", "a bundle is named by its path, not by a URL"),
    ("lacks these prerequisite", "the bundle is incremental; make one of the whole history (`--all`)"),
    ("could not read Username", "it asks for a password; set up Git's credential helper for it first"),
    ("Authentication failed", "the stored password was refused; renew it in Git's credential helper"),
    ("Permission denied (publickey", "the server knows none of your ssh keys; try `ssh -T` to it first"),
    ("Host key verification failed", "connect with ssh once by hand, to check and store the server's key"),
    ("Could not resolve host", "check the address and the network, or use --offline"),
    ("unadvertised object", "the server gives no single objects; use a full clone of it as the source"),
    ("No space left on device", "free some space and run it again"),
)
"""What Git says, and what to do about it; the first match counts."""


def _hint(complaint: str) -> str:
    return next((hint for words, hint in HINTS if words in complaint), "")


def _verb(args: Sequence[Argument]) -> str:
    return str(args[0])
