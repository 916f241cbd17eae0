"""Where a sync may write: refuse a bad place, never repair it.

A variant's path comes from a file that others can change, and Git's own checks stop at the `.git` family:
they accept `con`, `a:b` and `x.`. So the path is judged by itself first, then the folders on its way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from pathlib import PurePosixPath

from agentreg.config.values import OVERLAY_SUFFIX
from agentreg.errors import SyncRefused
from agentreg.formats.unseen import UNSEEN
from agentreg.variants.files import Entry, Files

_MAX_SEGMENTS = 16
_MAX_SEGMENT_BYTES = 255
_MAX_PATH_BYTES = 1024

_FORBIDDEN = re.compile(r'[\\:*?"<>|]')
# Windows opens the device whatever extension follows, and takes superscript digits for digits
# (Microsoft, "Naming Files, Paths, and Namespaces").
_DEVICE = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[1-9\u00b9\u00b2\u00b3])\s*(\..*)?", re.IGNORECASE
)
_NTFS_DOT_GIT = re.compile(r"git~[0-9]+")

_SUFFIXES = frozenset({".md", ".mdc", ".markdown"})
_HOST_FOLDERS_OF_GITHUB = frozenset({"agents", "chatmodes"})
_PROTECTED_FOLDERS = frozenset({".husky", ".vscode"})


def check_target(path: str) -> None:
    """Refuse a path at which no project, on any system, should have a definition written.

    Raises:
        SyncRefused: The path leaves the project, hides something, belongs to Git or to the project's
            automation, cannot exist on some system, or does not name a definition.
    """
    reason = _fault_of_name(path) or _fault_of_role(path.split("/"))
    if reason:
        raise SyncRefused(
            f"{path!r} is no place for a variant: {reason}", hint="name another path in agentreg.toml"
        )


def check_overlay(path: str) -> None:
    """Refuse a path at which no project should have an overlay written.

    Raises:
        SyncRefused: As in `check_target`, or it does not name an overlay.
    """
    reason = _fault_of_name(path)
    if not reason and not path.endswith(OVERLAY_SUFFIX):
        reason = f"the names of overlays end in {OVERLAY_SUFFIX}"
    if reason:
        raise SyncRefused(f"{path!r} is no place for an overlay: {reason}", hint="name another path")


def check_place(files: Files, path: str) -> None:
    """Refuse a path that leads through something else than folders, or to something else than a file.

    Args:
        files: The tree that would be written.
        path: A path that `check_target` accepts.

    Raises:
        SyncRefused: A part of the path is a symbolic link, a submodule or not a folder, the end is not a
            file, or a neighbour differs in letter case or Unicode form only.
    """
    folder = ""
    *parents, leaf = path.split("/")
    for name in parents:
        _check_entry(files.entries(folder), name, Entry.FOLDER, path)
        folder = f"{folder}/{name}" if folder else name
    _check_entry(files.entries(folder), leaf, Entry.FILE, path)


def _check_entry(entries: Mapping[str, Entry], name: str, wanted: Entry, path: str) -> None:
    found = entries.get(name, wanted)
    if found is not wanted:
        raise SyncRefused(f"{path}: {name} is a {found}, not a {wanted}", hint="nothing was written")
    folded = _folded(name)
    twin = next((other for other in entries if other != name and _folded(other) == folded), None)
    if twin is not None:
        raise SyncRefused(
            f"{path}: {name} and {twin} are one name on some systems", hint="rename one of them"
        )


def _fault_of_name(path: str) -> str:
    segments = path.split("/")
    if len(segments) > _MAX_SEGMENTS or _size(path) > _MAX_PATH_BYTES:
        return "it is too long"
    return next(filter(None, map(_fault_of_segment, segments)), "") or _fault_of_folders(segments)


def _fault_of_segment(name: str) -> str:
    if name in ("", ".", ".."):
        return "it is not a plain relative path"
    if _size(name) > _MAX_SEGMENT_BYTES:
        return "a part of it is too long"
    if _FORBIDDEN.search(name):
        return "it has a character that some systems refuse"
    # Every space but the plain one is what Python calls unprintable.
    if not (name.isprintable() and UNSEEN.isdisjoint(name)):
        return "it has a control or invisible character"
    if unicodedata.normalize("NFC", name) != name:
        return "it is not in Unicode's composed form (NFC)"
    if name.endswith((".", " ")):
        return "a part of it ends in a dot or a space"
    if _DEVICE.fullmatch(name):
        return "it names a device on Windows"
    return _fault_of_git_name(_folded(name))


def _fault_of_git_name(folded: str) -> str:
    if folded.startswith(".git") and folded != ".github":
        return "it belongs to Git or to the project's automation"
    if _NTFS_DOT_GIT.fullmatch(folded):
        return "it is `.git` under its short name on Windows"
    return ""


def _fault_of_folders(segments: list[str]) -> str:
    folders = [_folded(name) for name in segments[:-1]]
    if _PROTECTED_FOLDERS.intersection(folders):
        return "it belongs to the project's automation"
    if ".github" in folders and not _HOST_FOLDERS_OF_GITHUB.intersection(folders):
        return "it belongs to the project's automation"
    return ""


def _fault_of_role(segments: list[str]) -> str:
    folders = [_folded(name) for name in segments[:-1]]
    suffix = PurePosixPath(segments[-1]).suffix.lower()
    in_agents_folder = bool(folders) and folders[-1] == "agents"
    if suffix not in _SUFFIXES and not (suffix == ".toml" and in_agents_folder):
        return "it is not the path of a definition (.md, .mdc, .markdown, or .toml in an `agents` folder)"
    return ""


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
