"""Replacing files on disk: each in one step, and all of them or none."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from agentreg.errors import SyncRefused
from agentreg.sync.folder import HeldFolder, hold_folder
from agentreg.sync.target import check_place
from agentreg.variants.files import DiskFiles


class _Staged(NamedTuple):
    """A text that lies beside the file it will replace."""

    path: str
    folder: HeldFolder
    name: str
    temporary: str


def replace_files(root: Path, writes: Mapping[str, bytes], expected: Mapping[str, bytes | None]) -> None:
    """Write files below a folder.

    All texts are on disk under temporary names before the first file is replaced; when one cannot be
    replaced, those before it are put back.

    Args:
        root: The folder.
        writes: The new bytes by POSIX path; `root` is not left, and links are not followed.
        expected: The bytes that each path holds now; None for a file that is not there.

    Raises:
        SyncRefused: A file holds something else by now, a place leads through a link, or the disk refused.
    """
    for path in writes:
        check_place(DiskFiles(root), path)
    with ExitStack() as held:
        try:
            staged = [_stage(held, root, path, data) for path, data in writes.items()]
            _replace_all(staged, expected)
        except OSError as error:
            raise SyncRefused(
                f"{root}: {error.strerror or error}: {error.filename or ''}", hint="nothing was written"
            ) from error


def _stage(held: ExitStack, root: Path, path: str, data: bytes) -> _Staged:
    *parents, name = path.split("/")
    folder = held.enter_context(hold_folder(root, parents))
    temporary = f".agentreg-{os.getpid()}-{name}"
    held.callback(folder.remove, temporary)
    folder.remove(temporary)
    folder.create(temporary, data, folder.mode(name))
    return _Staged(path, folder, name, temporary)


def _replace_all(staged: list[_Staged], expected: Mapping[str, bytes | None]) -> None:
    for item in staged:
        if item.folder.read(item.name) != expected.get(item.path):
            raise SyncRefused(f"{item.path} changed meanwhile", hint="run the same command again")
    replaced: list[_Staged] = []
    try:
        for item in staged:
            item.folder.replace(item.temporary, item.name)
            replaced.append(item)
    except BaseException:
        for item in replaced:
            _put_back(item, expected.get(item.path))
        raise


def _put_back(item: _Staged, before: bytes | None) -> None:
    if before is None:
        item.folder.remove(item.name)
        return
    item.folder.create(item.temporary, before, item.folder.mode(item.name))
    item.folder.replace(item.temporary, item.name)
