"""From what a list of repositories says to the repositories: paths, globs, URLs, and lists in files.

A path or glob starts from the folder of the file that it stands in. A glob matches Git repositories only;
what several globs match, or a glob and a path, counts once. What is named twice is a mistake.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NoReturn
from urllib.parse import unquote, urlsplit

from agentreg.config.lines import find_items
from agentreg.config.location import Location, LocationKind, parse_location
from agentreg.config.matching import Folders, is_pattern, matching_repositories
from agentreg.config.paths import resolved
from agentreg.config.table import is_project_file
from agentreg.errors import ConfigError, ReadError
from agentreg.records import NamedTuple

LIST_MARK = "@"
_COMMENT = re.compile(r"(?:^|\s)#.*")


class Entry(NamedTuple):
    """One entry of a list of repositories.

    Attributes:
        text: What it says.
        place: `FILE:LINE`, for messages; empty for the command line.
    """

    text: str
    place: str = ""

    def fail(self, problem: str, hint: str = "") -> NoReturn:
        """Refuse the entry, with its place."""
        raise ConfigError(f"{self.place}: {problem}" if self.place else problem, hint=hint)


class Member(NamedTuple):
    """A repository of a fleet.

    Attributes:
        name: What to call it before people: as it was written, or as a glob found it.
        location: Where it is.
        matched: Whether a glob found it, which may match what is no project at all.
    """

    name: str
    location: Location
    matched: bool = False

    @property
    def path(self) -> Path:
        """Its folder.

        Raises:
            ReadError: It is named by its URL.
        """
        if self.location.kind is not LocationKind.PATH:
            raise ReadError(f"{self.name} is no folder on this disk", hint="clone it, and name the folder")
        return Path(self.location.text)


def fleet_entries(text: str, origin: str, repositories: Iterable[str]) -> tuple[Entry, ...]:
    """The entries of `[fleet]` with their lines.

    Args:
        text: The configuration file.
        origin: Its path.
        repositories: What was read from it.
    """
    items = tuple(repositories)
    table = "tool.agentreg.fleet" if is_project_file(origin) else "fleet"
    lines = find_items(text, table, "repositories", items)
    return tuple(Entry(item, f"{origin}:{line}") for item, line in zip(items, lines, strict=True))


def expand(entries: Iterable[Entry], folder: Path, folders: Folders) -> tuple[Member, ...]:
    """The repositories that a list names, each once, in the order of the list; those of a glob sorted.

    What is named, and matched by a glob too, counts as named.

    Args:
        entries: The list.
        folder: Where its relative paths start.
        folders: What is on the disk.

    Raises:
        ConfigError: An entry cannot be followed: a glob that matches nothing, a repository named twice, a
            list that cannot be read, or an address that is refused.
    """
    members: dict[str, Member] = {}
    named: dict[str, Entry] = {}
    for entry in _without_lists(entries, folder, folders):
        location = _location(entry, folder)
        if _is_glob(location, entry.text, folders):
            for member in _matches(entry, folder, folders):
                members.setdefault(_identity(member.location), member)
            continue
        identity = _identity(location)
        if identity in named:
            _refuse_double(entry, named[identity])
        named[identity] = entry
        members[identity] = Member(entry.text, location)
    return tuple(members.values())


def _without_lists(entries: Iterable[Entry], folder: Path, folders: Folders) -> Iterator[Entry]:
    for entry in entries:
        if entry.text.startswith(LIST_MARK):
            yield from _listed(entry, folder, folders)
        else:
            yield entry


def _listed(entry: Entry, folder: Path, folders: Folders) -> Iterator[Entry]:
    """The entries of a list in a file, their paths as seen from the folder of the list that names it."""
    name = entry.text.removeprefix(LIST_MARK)
    try:
        text = folders.text(folder / name)
    except ReadError as error:
        entry.fail(error.message, error.hint)
    lines = [_COMMENT.sub("", line).strip() for line in text.splitlines()]
    found = [Entry(line, f"{name}:{number}") for number, line in enumerate(lines, start=1) if line]
    if not found:
        entry.fail(f"the list {name} names no repository")
    for item in found:
        if item.text.startswith(LIST_MARK):
            item.fail("a list cannot name another list", "name both where this one is named")
        is_path = _location(item, folder).kind is LocationKind.PATH
        yield item._replace(text=posixpath.join(posixpath.dirname(name), item.text)) if is_path else item


def _location(entry: Entry, folder: Path) -> Location:
    try:
        return parse_location(entry.text, folder)
    except ConfigError as error:
        entry.fail(error.message, error.hint)


def _is_glob(location: Location, text: str, folders: Folders) -> bool:
    """Whether an entry is a pattern; a folder of exactly this name is none."""
    is_path = location.kind is LocationKind.PATH
    return is_path and is_pattern(text) and not folders.is_folder(Path(location.text))


def _matches(entry: Entry, folder: Path, folders: Folders) -> list[Member]:
    found = matching_repositories(entry.text, folder, folders)
    if not found:
        entry.fail(f"no Git repository matches {entry.text!r}")
    places = (Location(LocationKind.PATH, str(resolved(folder / name))) for name in found)
    return [Member(name, place, matched=True) for name, place in zip(found, places, strict=True)]


def _identity(location: Location) -> str:
    """Equal for two spellings of one place."""
    match location.kind:
        case LocationKind.PATH:
            return location.text.removesuffix("/.git")
        case LocationKind.FILE:
            return unquote(urlsplit(location.text).path).rstrip("/").removesuffix("/.git")
        case _:
            return location.text.rstrip("/").removesuffix(".git")


def _refuse_double(entry: Entry, other: Entry) -> NoReturn:
    at = f" at {other.place}" if other.place else ""
    entry.fail(f"{entry.text!r} is named twice: as {other.text!r}{at}", "remove one of the two")
