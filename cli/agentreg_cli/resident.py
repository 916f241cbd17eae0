"""The driver that stays behind and serves the later calls of its Git command; see agentreg_cli.relay."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence

from agentreg.static import TYPE_CHECKING
from agentreg_cli.relay import PATIENCE, STREAMS, TAKEN, door

if TYPE_CHECKING:
    import socket

Driver = Callable[[Sequence[str]], int]

IDLE = 2.0
"""Seconds without a call after which it leaves."""

_PIECE = 65536


def stay(caller: str, driver: Driver) -> None:
    """Leave a copy of this process behind, which serves the later calls of the same Git command.

    Args:
        caller: The number of Git's process.
        driver: What does the work: words -> exit code.
    """
    place = door(caller)
    if os.fork():
        return
    try:
        _leave_streams()
        _serve(place, int(caller), driver)
    finally:
        # Nobody is left to be told; who calls finds no one here, and works itself.
        os._exit(0)


def _leave_streams() -> None:
    """Let go of the terminal, and of pipes whose readers wait for their end."""
    os.setsid()
    null = os.open(os.devnull, os.O_RDWR)
    for stream in STREAMS:
        os.dup2(null, stream)
    os.closerange(STREAMS[-1] + 1, max(map(int, os.listdir("/dev/fd"))) + 1)  # noqa: PTH208
    os.chdir("/")


def _serve(place: str, caller: int, driver: Driver) -> None:
    # Only here: who leaves this copy behind is waited for.
    import signal
    import socket

    # The system forgets the forks that end.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as entrance:
        draft = f"{place}.{os.getpid()}"
        entrance.bind(draft)
        entrance.listen()
        # Over one that was killed and left its name.
        os.rename(draft, place)  # noqa: PTH104
        entrance.settimeout(IDLE)
        try:
            while True:
                link, _ = entrance.accept()
                if not os.fork():
                    _answer(link, caller, driver)
                link.close()
        except TimeoutError:
            os.unlink(place)  # noqa: PTH108  pathlib takes as long to import as a merge


def _answer(link: socket.socket, caller: int, driver: Driver) -> None:
    """Do one call as if this were the process that Git started."""
    import socket

    try:
        if not _is_below(caller, _peer(link)):
            return
        link.settimeout(PATIENCE)
        _, files, _, _ = socket.recv_fds(link, 1, len(STREAMS) + 1)
        told = b"".join(iter(lambda: link.recv(_PIECE), b""))
        *streams, folder = files
        for given, stream in zip(streams, STREAMS, strict=True):
            os.dup2(given, stream)
        os.fchdir(folder)
        link.sendall(TAKEN)
        link.sendall(bytes([driver([os.fsdecode(word) for word in told.split(b"\0")])]))
    finally:
        # Whatever it was, the one who asked sees that no code came.
        os._exit(0)


def _peer(link: socket.socket) -> int:
    """The process at the other end; 0 for one of a container whose processes are not seen from here."""
    import socket

    return int.from_bytes(link.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 4), sys.byteorder)


def _is_below(caller: int, process: int) -> bool:
    """Whether Git's process started this one: another container has the same numbers, and other files."""
    while process > 1 and process != caller:
        with open(f"/proc/{process}/stat", "rb") as file:  # noqa: PTH123
            process = int(file.read().rpartition(b")")[2].split()[1])
    return process == caller
