"""What several jobs are doing, on a terminal: how far the run is, and below it a line per job at work."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from agentreg.report.columns import shortened
from agentreg_cli.output import Progress
from agentreg_cli.session import Session

_CLEAR_BELOW = "\x1b[J"
_MOST_LINES = 8
_COLUMNS = 79


class Board:
    """A context manager over an area of the terminal, which is gone at the end; silent where there is none.

    Jobs may speak from any thread. A thread of its own draws: all jobs may be waiting for a slow server.
    """

    INTERVAL = 0.1
    """Seconds between two drawings."""

    def __init__(self, label: str, total: int, *, live: bool) -> None:
        self._head = Progress(label, total, live=False)
        self._total = total
        self._live = live
        self._lock = threading.Lock()
        self._working: dict[str, str] = {}
        self._done = 0
        self._started = time.monotonic()
        self._lines = 0
        self._ended = threading.Event()
        self._drawing = threading.Thread(target=self._draw, daemon=True)

    def __enter__(self) -> Self:
        if self._live:
            self._drawing.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        if self._live:
            self._drawing.join()
            self._write([])

    @contextmanager
    def at_work(self, name: str) -> Iterator[Callable[[str], None]]:
        """While the body runs, the job has its line; what is called with a text says what it is doing."""
        self._say(name, "")
        try:
            yield lambda doing: self._say(name, doing)
        finally:
            with self._lock:
                self._working.pop(name, None)
                self._done += 1

    def lines(self, elapsed: float) -> list[str]:
        """What is shown after so many seconds, each line at most 79 columns."""
        with self._lock:
            self._head.update(self._done, self._total)
            told = [f"{name}: {doing}" if doing else name for name, doing in self._working.items()]
        jobs = [f"  {shortened(line, _COLUMNS - 2)}" for line in told[:_MOST_LINES]]
        more = len(told) - len(jobs)
        return [self._head.line(elapsed), *jobs, *([f"  and {more} more"] if more else [])]

    def _say(self, name: str, doing: str) -> None:
        with self._lock:
            self._working[name] = doing

    def _draw(self) -> None:
        while not self._ended.wait(self.INTERVAL):
            self._write(self.lines(time.monotonic() - self._started))

    def _write(self, lines: list[str]) -> None:
        if not (lines or self._lines):
            return
        up = f"\x1b[{self._lines - 1}A" if self._lines > 1 else ""
        sys.stderr.write(f"\r{up}{_CLEAR_BELOW}" + "\n".join(lines))
        sys.stderr.flush()
        self._lines = len(lines)


def board(session: Session, label: str, total: int) -> Board:
    """A board for `total` jobs, silent unless standard error is a terminal."""
    return Board(label, total, live=session.progress)
