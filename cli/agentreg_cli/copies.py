"""Copies of this process that work side by side: what they do is computed, so that threads would not help.

Each knows all that there was when it was made, and is told what to work on by its place; only what it finds
is sent back. A copy ends when this process does, once it has done what it is at.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from agentreg.errors import AgentregError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Tell = Callable[[str], None]
Work = Callable[[Any, Tell], Any]
Start = Callable[[], AbstractContextManager[Work]]

CAN_COPY = sys.platform == "linux"
"""Elsewhere a copy is not safe (macOS), or there is none (Windows)."""


class _Kind(StrEnum):
    TOLD = "told"
    DONE = "done"
    FAILED = "failed"


class Copy:
    """One copy, to be asked by one thread."""

    def __init__(self, pid: int, connection: Connection) -> None:
        self._pid = pid
        self._connection = connection

    def ask(self, place: int, tell: Tell) -> Any:
        """What comes of working on an item.

        Args:
            place: Where it is in the items.
            tell: Hears what the copy says that it is doing.

        Raises:
            Exception: Whatever the work raised there.
            AgentregError: The copy was ended from outside.
        """
        try:
            self._connection.send(place)
            while True:
                kind, value = self._connection.recv()
                if kind is _Kind.TOLD:
                    tell(value)
                elif kind is _Kind.FAILED:
                    raise value
                else:
                    return value
        except (EOFError, ConnectionError) as error:
            raise AgentregError(
                "a process of this run was ended from outside", hint="run the same command again"
            ) from error

    def stop(self) -> None:
        """End it now, with the Git that it waits for."""
        with suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGTERM)

    def leave(self) -> None:
        """Let it end, and wait for that."""
        self._connection.close()
        with suppress(ChildProcessError):
            os.waitpid(self._pid, 0)


def stop_all(made: Iterable[Copy]) -> None:
    """End copies now (`Copy.stop`)."""
    for one in made:
        one.stop()


@contextmanager
def copies(start: Start, items: Sequence[Any], count: int) -> Iterator[list[Copy]]:
    """Make copies of this process, which must have one thread; they end with the context.

    Args:
        start: Opens what a copy needs for its work, when it is first asked.
        items: What there is to work on.
        count: How many copies.
    """
    from multiprocessing import Pipe

    made: list[Copy] = []
    ends: list[Connection] = []
    try:
        for _ in range(count):
            ours, theirs = Pipe()
            pid = os.fork()
            if pid == 0:
                # Copies made before are to notice when this process ends, not when we do.
                for end in (*ends, ours):
                    end.close()
                _live(theirs, start, items)
            theirs.close()
            ends.append(ours)
            made.append(Copy(pid, ours))
        yield made
    except BaseException:
        stop_all(made)
        raise
    finally:
        for one in made:
            one.leave()


def _live(connection: Connection, start: Start, items: Sequence[Any]) -> None:
    """All that a copy does; it never returns, so that nothing of the original is done twice."""
    from agentreg.git.child import end_all

    code = 1
    try:
        signal.signal(signal.SIGTERM, _end)
        with ExitStack() as opened, suppress(EOFError):
            _answer(connection, start, items, opened)
        code = 0
    finally:
        end_all()
        os._exit(code)


def _end(_signal: int, _frame: object) -> None:
    # The contexts that are open close, and whatever has to be put back is.
    sys.exit(1)


def _answer(connection: Connection, start: Start, items: Sequence[Any], opened: ExitStack) -> None:
    def tell(doing: str) -> None:
        connection.send((_Kind.TOLD, doing))

    work: Work | None = None
    while True:
        place = connection.recv()
        try:
            work = work or opened.enter_context(start())
            answer = _Kind.DONE, work(items[place], tell)
        except Exception as error:  # noqa: BLE001  raised again by `ask`, in the process that asked
            answer = _Kind.FAILED, error
        _send(connection, answer)


def _send(connection: Connection, answer: tuple[_Kind, Any]) -> None:
    from pickle import PicklingError

    try:
        connection.send(answer)
    except (TypeError, AttributeError, PicklingError) as error:
        connection.send((_Kind.FAILED, error))
