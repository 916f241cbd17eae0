"""Files written whole or not at all; without pathlib, whose import a driver of Git cannot afford."""

from __future__ import annotations

import os
import stat


def replace_file(path: str | os.PathLike[str], data: bytes) -> None:
    """Write a file whole or not at all; an old one keeps its permissions.

    What is no plain file, such as `/dev/null` or a named pipe, is written into: a file in its place would
    take it from everybody.

    Args:
        path: The file; a symbolic link is followed, so that it stays one.
        data: All that it shall hold.

    Raises:
        OSError: It cannot be written.
    """
    target = os.path.realpath(path)
    if os.path.exists(target) and not os.path.isfile(target):  # noqa: PTH110, PTH113  see above
        with open(path, "wb") as special:  # noqa: PTH123
            special.write(data)
        return
    folder, name = os.path.split(target)
    draft = os.path.join(folder, f".{name}.{os.getpid()}.tmp")  # noqa: PTH118
    try:
        with open(draft, "wb") as file:  # noqa: PTH123
            file.write(data)
        if os.path.exists(target):  # noqa: PTH110
            os.chmod(draft, stat.S_IMODE(os.stat(target).st_mode))  # noqa: PTH101, PTH116
        os.replace(draft, target)  # noqa: PTH105
    except OSError as error:
        # The name of the draft means nothing to anybody.
        raise OSError(error.errno, error.strerror, os.fspath(path)) from error
    finally:
        if os.path.lexists(draft):
            os.unlink(draft)  # noqa: PTH108
