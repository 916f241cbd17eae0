"""The first driver of a Git command stays behind for a moment, and does what the later ones are called for.

Git starts one process a file, and most of its time goes into loading what it needs. So the first one forks
when its work is done: the copy waits at a socket, with all modules loaded (agentreg_cli.resident). A later
process hands over its words, its open files and its folder, and gets the exit code; each call is done in a
fork of its own. Where any of this fails, the process does its own work: only speed is lost.

Only processes that the same Git started are served: one of a sandbox or of another container may reach the
socket too, and has other files, or fewer rights.
"""

from __future__ import annotations

# The public module also loads what half of a call would take.
import _socket
import os
import stat
import sys

from agentreg.static import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

PATIENCE = 90.0
"""Seconds for one call; a driver ends itself before."""

TAKEN = b"+"
STREAMS = (0, 1, 2)

_INT = 4
"""Bytes of a file's number in such a message."""


def ask(caller: str, words: Sequence[str]) -> int | None:
    """Have a driver's work done by the one that waits.

    Args:
        caller: The number of Git's process.
        words: What the driver is called with.

    Returns:
        Its exit code; None where nobody took the work.

    Raises:
        ConnectionError: The work was begun and not ended.
    """
    taken = answer = b""
    try:
        link = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    except OSError:
        # A sandbox may allow no such socket.
        return None
    try:
        link.settimeout(PATIENCE)
        link.connect(door(caller))
        _hand_over(link, words)
        taken = link.recv(1)
        answer = link.recv(1)
    except OSError as error:
        if taken:
            raise ConnectionError(f"no answer from the driver that stayed: {error}") from error
    finally:
        link.close()
    if taken and not answer:
        raise ConnectionError("the driver that stayed gave up")
    return answer[0] if answer else None


def _hand_over(link: _socket.socket, words: Sequence[str]) -> None:
    folder = os.open(".", os.O_RDONLY)
    try:
        files = b"".join(number.to_bytes(_INT, sys.byteorder) for number in (*STREAMS, folder))
        link.sendmsg([TAKEN], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, files)])
    finally:
        os.close(folder)
    link.sendall(b"\0".join(map(os.fsencode, words)))
    link.shutdown(_socket.SHUT_WR)


def door(caller: str) -> str:
    """Where the one that waits is reached: in a folder that nobody else can enter, as tmux has it.

    Raises:
        OSError: There is no such folder, or it is not this user's alone.
    """
    user = os.getuid()
    parent = os.environ.get("TMPDIR", "")
    # Who waits has another folder than who asks, so that a relative name would be two.
    folder = f"{parent if parent.startswith('/') else '/tmp'}/agentreg-{user}"  # noqa: S108  looked at below
    try:
        os.mkdir(folder, 0o700)  # noqa: PTH102  pathlib takes as long to import as a merge
    except FileExistsError:
        found = os.lstat(folder)
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != user or found.st_mode & 0o077:
            raise PermissionError(folder) from None
    return f"{folder}/{int(caller)}"
