"""Replacing files on disk: each in one step, and all of them or none."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from agentreg.errors import Overtaken, SyncRefused
from agentreg.records import NamedTuple
from agentreg.sync.folder import HeldFolder, hold_folder
from agentreg.sync.target import check_place
from agentreg.variants.files import DiskFiles

# No host reads a file with this suffix: what a killed run leaves behind is no agent.
_TEMPORARY = re.compile(r"\.agentreg-([0-9]{1,10})-[0-9]{1,6}\.tmp")


class _Staged(NamedTuple):
    """A text that lies beside the file it will replace."""

    path: str
    folder: HeldFolder
    name: str
    temporary: str
    data: bytes


def replace_files(root: Path, writes: Mapping[str, bytes], expected: Mapping[str, bytes | None]) -> None:
    """Write files below a folder.

    All texts are on disk under temporary names before the first file is replaced; when one cannot be
    replaced, those before it are put back. Temporary files that killed runs left in the same folders go.

    Args:
        root: The folder.
        writes: The new bytes by POSIX path; `root` is not left, and links are not followed.
        expected: The bytes that each path holds now; None for a file that is not there.

    Raises:
        Overtaken: A file holds something else by now.
        SyncRefused: A place leads through a link, or the disk refused; the message names the files that could
            not be put back.
    """
    for path in writes:
        check_place(DiskFiles(root), path)
    with ExitStack() as held:
        try:
            staged = _stage_all(held, root, writes)
            _check_unchanged(staged, expected)
        except OSError as error:
            raise SyncRefused(f"{root}: {_reason(error)}", hint="nothing was written") from error
        _replace_all(staged, root, expected)


def _stage_all(held: ExitStack, root: Path, writes: Mapping[str, bytes]) -> list[_Staged]:
    folders: dict[str, HeldFolder] = {}
    staged = []
    for number, (path, data) in enumerate(writes.items()):
        parent, _, name = path.rpartition("/")
        if parent not in folders:
            folders[parent] = held.enter_context(hold_folder(root, parent.split("/") if parent else ()))
            _sweep(folders[parent])
        folder, temporary = folders[parent], f".agentreg-{os.getpid()}-{number}.tmp"
        held.callback(folder.remove, temporary)
        folder.remove(temporary)
        folder.create(temporary, data, folder.mode(name))
        staged.append(_Staged(path, folder, name, temporary, data))
    return staged


def _sweep(folder: HeldFolder) -> None:
    for name in folder.names():
        found = _TEMPORARY.fullmatch(name)
        if found and not _is_running(int(found[1])):
            folder.remove(name)


def _is_running(process: int) -> bool:
    # On Windows signal 0 is no question: os.kill would end the process.
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _check_unchanged(staged: list[_Staged], expected: Mapping[str, bytes | None]) -> None:
    for item in staged:
        if item.folder.read(item.name) != expected.get(item.path):
            raise Overtaken(f"{item.path} changed meanwhile", hint="run the same command again")


def _replace_all(staged: list[_Staged], root: Path, expected: Mapping[str, bytes | None]) -> None:
    try:
        for item in staged:
            item.folder.replace(item.temporary, item.name)
    except BaseException as error:
        left = [item.path for item in staged if not _put_back(item, expected.get(item.path))]
        if left:
            raise SyncRefused(
                f"{root}: {_reason(error)}; {', '.join(left)} could not be put back",
                hint="look at these files with `git diff`",
            ) from error
        if isinstance(error, OSError):
            raise SyncRefused(f"{root}: {_reason(error)}", hint="nothing was written") from error
        raise


def _put_back(item: _Staged, before: bytes | None) -> bool:
    """Undo a replacement, if there was one; says whether the new text is gone."""
    if item.data == before:
        return True
    with contextlib.suppress(OSError):
        if item.folder.read(item.name) == item.data:
            _restore(item, before)
    # Asked instead of remembered: a file may be renamed although making that durable failed.
    try:
        return item.folder.read(item.name) != item.data
    except OSError:
        return False


def _restore(item: _Staged, before: bytes | None) -> None:
    if before is None:
        item.folder.remove(item.name)
        return
    item.folder.remove(item.temporary)
    item.folder.create(item.temporary, before, item.folder.mode(item.name))
    item.folder.replace(item.temporary, item.name)


def _reason(error: BaseException) -> str:
    if isinstance(error, OSError):
        return ": ".join(filter(None, (error.strerror or str(error), error.filename)))
    return "interrupted"
