"""One child process that always ends: in its own group, watched by a clock, its complaints kept short."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import IO, Any, Self

from agentreg.errors import GitError

COMPLAINT_LIMIT = 16 * 1024
"""Bytes of standard error that are kept (the last ones)."""

TICK = 0.25
"""Seconds between two looks at the clock."""

LONG = 4096
"""Bytes that every pipe takes without a reader (Windows has the smallest); more is fed by a thread."""

MEMORY_LIMIT = 1024 * 1024 * 1024
"""Bytes of memory of a Git that reads: 60 objects can describe ten thousand million files."""

Listener = Callable[[bytes], None]

_running: set[Child] = set()
_running_lock = threading.Lock()


def end_all() -> None:
    """End every child that is running now: a run that is being left must not wait for its threads."""
    with _running_lock:
        children = list(_running)
    for child in children:
        child.kill()


class Child:
    """A running process, ended for certain when its context ends.

    Its group is its own, so that helpers (ssh, upload-pack) end with it; on POSIX also its session, so that
    nothing can ask the terminal for a password.
    """

    def __init__(
        self,
        command: Sequence[str | bytes | os.PathLike[str]],
        *,
        env: Mapping[str, str],
        cwd: str | None,
        listener: Listener | None = None,
    ) -> None:
        options: dict[str, Any] = {"start_new_session": True}
        if sys.platform == "win32":
            options = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
        try:
            self._process = subprocess.Popen(  # noqa: S603  the one place that runs Git; see git/process.py
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=dict(env),
                cwd=cwd,
                **options,
            )
        except FileNotFoundError as error:
            if cwd is not None and error.filename == cwd:
                raise GitError(f"the folder {cwd} is gone") from error
            raise GitError("git was not found", hint="install Git 2.31 or newer") from error
        with _running_lock:
            _running.add(self)
        self._complaint = bytearray()
        self._listener = listener
        self._listener_error: Exception | None = None
        self._deadline: float | None = None
        self._ended = threading.Event()
        self.timed_out = False
        self._threads = [threading.Thread(target=self._hear, daemon=True)]
        self._threads[0].start()
        self._watch: threading.Thread | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        self._finish()

    @property
    def stdin(self) -> IO[bytes]:
        """Where the process reads from."""
        assert self._process.stdin is not None  # noqa: S101  always a pipe
        return self._process.stdin

    @property
    def stdout(self) -> IO[bytes]:
        """Where the process writes to."""
        assert self._process.stdout is not None  # noqa: S101  always a pipe
        return self._process.stdout

    @property
    def complaint(self) -> str:
        """What it said on standard error; complete once `wait` returned."""
        return self._complaint.decode("utf-8", "replace").strip()

    def feed(self, data: bytes) -> None:
        """Send all that the process will ever read, without waiting for it, and close."""
        if len(data) <= LONG:
            self._feed(data)
            return
        thread = threading.Thread(target=self._feed, args=(data,), daemon=True)
        self._threads.append(thread)
        thread.start()

    def allow(self, seconds: float | None) -> None:
        """Kill the group when it is still running after so many seconds from now; None stops the clock."""
        self._deadline = None if seconds is None else time.monotonic() + seconds
        if self._watch is None and seconds is not None:
            self._watch = threading.Thread(target=self._look_at_the_clock, daemon=True)
            self._watch.start()

    def limit_memory(self, size: int) -> None:
        """Let the process have at most so many bytes of its own, where the system can do that (Linux)."""
        if sys.platform != "linux":
            return
        import resource

        # Mapped files do not count: the packs of a large repository may be larger than this.
        with contextlib.suppress(ProcessLookupError):
            _, most = resource.prlimit(self._process.pid, resource.RLIMIT_DATA)
            # Whoever runs this may have set a lower limit, which cannot be raised.
            allowed = size if most == resource.RLIM_INFINITY else min(size, most)
            resource.prlimit(self._process.pid, resource.RLIMIT_DATA, (allowed, allowed))

    def wait(self) -> int:
        """Wait for the end.

        Returns:
            The exit code; negative when a signal ended the process.
        """
        code = self._process.wait()
        self._finish()
        if self._listener_error is not None:
            raise self._listener_error
        return code

    def kill(self) -> None:
        """End the process and its group now; harmless when all have ended."""
        if self._ended.is_set():
            return
        if sys.platform == "win32":
            self._process.kill()
            return
        # Also when the process itself has ended: a helper may hold the pipes. (macOS: EPERM for zombies.)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def _finish(self) -> None:
        self._process.wait()
        for thread in self._threads:
            thread.join()
        self._ended.set()
        with _running_lock:
            _running.discard(self)
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            # Closing flushes what was never read by a process that is gone.
            with contextlib.suppress(OSError):
                pipe.close()  # type: ignore[union-attr]  # all three are pipes

    def _feed(self, data: bytes) -> None:
        # A process that has heard enough closes early; its exit code tells whether that is an error.
        with contextlib.suppress(OSError):
            self.stdin.write(data)
            self.stdin.close()

    def _hear(self) -> None:
        assert self._process.stderr is not None  # noqa: S101  always a pipe
        while chunk := self._process.stderr.read1(COMPLAINT_LIMIT):  # type: ignore[attr-defined]  # buffered
            self._complaint = (self._complaint + chunk)[-COMPLAINT_LIMIT:]
            self._tell(chunk)

    def _tell(self, chunk: bytes) -> None:
        if self._listener is None:
            return
        try:
            self._listener(chunk)
        except Exception as error:  # noqa: BLE001  raised again by `wait`, in the thread that called
            self._listener, self._listener_error = None, error

    def _look_at_the_clock(self) -> None:
        while not self._ended.wait(TICK):
            deadline = self._deadline
            if deadline is not None and time.monotonic() > deadline:
                self.timed_out = True
                self.kill()
                return
