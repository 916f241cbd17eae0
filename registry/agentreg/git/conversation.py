"""A `git cat-file` that answers as it is asked: one process for any number of objects."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

from agentreg.errors import AgentregError, GitTimeout, ReadError
from agentreg.git.child import Child
from agentreg.git.oid import checked
from agentreg.git.process import Git, Outcome, failure
from agentreg.records import NamedTuple

MISSING = -1


class Answer(NamedTuple):
    """What Git says of an object.

    Attributes:
        kind: `blob`, `tree`, `commit` or `tag`; empty for a missing object.
        size: Its size in bytes; -1 for a missing object.
        data: Its content; None when it is missing, was not asked for, or is larger than the limit.
    """

    kind: str
    size: int
    data: bytes | None = None


class Conversation:
    """A process that is started when it is first needed, and again when it was closed."""

    def __init__(self, git: Git, mode: str, *, limit: int | None = None) -> None:
        self._git = git
        self._mode = mode
        self._limit = limit
        self._child: Child | None = None

    def close(self) -> None:
        """End the process."""
        if self._child is not None:
            self._child.__exit__(None, None, None)
            self._child = None

    def ask(self, oids: list[str]) -> list[Answer]:
        """What there is to say of some objects; contents in the mode that has them.

        Raises:
            ReadError: An object is damaged.
            GitError: Git failed.
        """
        answers: list[Answer] = []
        try:
            while len(answers) < len(oids):
                answers += self._exchange(oids[len(answers) :])
        except AgentregError:
            # Answers that nobody heard would be taken for those of the next question.
            self.close()
            raise
        return answers

    def _exchange(self, oids: list[str]) -> Iterator[Answer]:
        """Answers up to the first object that ends the process."""
        child = self._child = self._child or self._git.start(["cat-file", self._mode])
        self._send(child, oids)
        for oid in oids:
            header = self._hear(child, child.stdout.readline)
            if not header:
                self._check_death(child)
                yield Answer("", MISSING)
                return
            answer = _answer(header, oid)
            if self._limit is not None and answer.size > self._limit:
                # What is too large is not even heard.
                self.close()
                yield answer
                return
            yield answer._replace(data=self._content(child, oid, answer.size))

    def _send(self, child: Child, oids: list[str]) -> None:
        question = "".join(f"{checked(oid)}\n" for oid in oids).encode()
        # A process that has died says why in `_check_death`, when its answer is awaited.
        with suppress(BrokenPipeError):
            child.stdin.write(question)
            child.stdin.flush()

    def _content(self, child: Child, oid: str, size: int) -> bytes | None:
        if self._mode != "--batch" or size == MISSING:
            return None
        data = self._hear(child, lambda: child.stdout.read(size + 1))
        if len(data) <= size:
            self._check_death(child)
        # Git sends what it finds: a damaged object can be shorter than it says.
        if data[size:] != b"\n":
            raise ReadError(f"the file {oid} in {self._git.git_dir} is damaged", hint="`git fsck` tells more")
        return data[:size]

    def _hear(self, child: Child, read: Callable[[], bytes]) -> bytes:
        child.allow(self._git.timeout)
        answer = read()
        child.allow(None)
        return answer

    def _check_death(self, child: Child) -> None:
        """Leave a dead process; one that died of an object it may not fetch is no error."""
        code = child.wait()
        self._child = None
        if child.timed_out:
            raise GitTimeout(f"git cat-file in {self._git.git_dir} took longer than {self._git.timeout:g} s")
        # In a partial clone, Git dies at the first absent object instead of calling it missing.
        if "promisor" not in child.complaint and "lazy fetching" not in child.complaint:
            raise failure(self._git, ["cat-file"], Outcome(code, b"", child.complaint))


def _answer(header: bytes, oid: str) -> Answer:
    match header.decode("ascii", "replace").split():
        case [found, "missing"] if found == oid:
            return Answer("", MISSING)
        case [found, kind, size] if found == oid:
            return Answer(kind, int(size))
    raise ReadError(f"object {oid}: Git answered {header!r}")
