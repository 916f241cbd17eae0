"""The driver that stays behind and serves the later calls of its Git command; see agentreg_cli.relay."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from agentreg.static import TYPE_CHECKING
from agentreg_cli.relay import PATIENCE, STREAMS, TAKEN, door

if TYPE_CHECKING:
    import socket
    from typing import NoReturn

Driver = Callable[[Sequence[str]], int]

IDLE = 2.0
"""Seconds without a call after which it leaves."""

_PIECE = 65536
_MOST_OPEN = 256


def stay(caller: str, driver: Driver) -> None:
    """Leave a copy of this process behind, which serves the later calls of the same Git command.

    Args:
        caller: The number of Git's process.
        driver: What does the work: words -> exit code.
    """
    if os.fork():
        return
    try:
        _leave_streams()
        _serve(door(caller), driver)
    finally:
        # Nobody is left to be told; who calls finds no one here, and works itself.
        os._exit(0)


def _leave_streams() -> None:
    """Let go of the terminal, and of pipes whose readers wait for their end."""
    os.setsid()
    null = os.open(os.devnull, os.O_RDWR)
    for stream in STREAMS:
        os.dup2(null, stream)
    os.closerange(STREAMS[-1] + 1, _MOST_OPEN)
    os.chdir("/")


def _serve(place: str, driver: Driver) -> None:
    # Only here: who leaves this copy behind is waited for.
    import socket

    with socket.socket(socket.AF_UNIX) as entrance:
        entrance.bind(place)
        entrance.listen()
        entrance.settimeout(IDLE)
        try:
            while True:
                link, _ = entrance.accept()
                if not os.fork():
                    _answer(link, driver)
                link.close()
                _bury()
        except TimeoutError:
            os.unlink(place)  # noqa: PTH108  pathlib takes as long to import as a merge


def _answer(link: socket.socket, driver: Driver) -> NoReturn:
    """Do one call as if this were the process that Git started."""
    import socket

    try:
        link.settimeout(PATIENCE)
        _, files, _, _ = socket.recv_fds(link, 1, len(STREAMS) + 1)
        told = b"".join(iter(lambda: link.recv(_PIECE), b""))
        for given, stream in zip(files, STREAMS, strict=False):
            os.dup2(given, stream)
        os.fchdir(files[-1])
        link.sendall(TAKEN)
        link.sendall(bytes([driver([os.fsdecode(word) for word in told.split(b"\0")])]))
    finally:
        # Whatever it was, the one who asked sees that no code came.
        os._exit(0)


def _bury() -> None:
    """Let the system forget the forks that ended."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return
