"""Which places are one repository: a work tree, another one linked to it, its clones, a bare one, a URL."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from agentreg.config.location import Location, LocationKind, parse_location
from agentreg.config.paths import resolved
from agentreg.errors import ConfigError
from agentreg.git.locate import Repository, common_dir, repository_at
from agentreg.git.process import Git, Trust
from agentreg.git.push import origin_url
from agentreg.review.affected import address

Marks = frozenset[str]
Marking = Callable[[str, Path | None], Marks]

_NOTHING: Marks = frozenset()
# The folder of another machine: looking there would be reaching the network.
_SHARES = ("//", "\\\\")


def marking() -> Marking:
    """A function from a location as it is written, and the folder that it starts from, to its marks.

    Two locations share a mark when both are one repository, by themselves or by their `origin`; there is none
    where nothing can be found out. Each place is looked at once.
    """
    at = cache(_marks_at)

    def marks_of(location: str, folder: Path | None) -> Marks:
        if there := address(location):
            return frozenset({there})
        place = _place(location, folder)
        return at(place) if place else _NOTHING

    return marks_of


def marks_of_repository(found: Repository) -> tuple[Marks, str]:
    """The marks of a repository and of what it was cloned from on this disk; and the address at their end."""
    marks: set[str] = set()
    source: Repository | None = found
    while source and (mark := _mark(common := common_dir(source.git_dir))) not in marks:
        marks.add(mark)
        url = origin_url(Git(common, Trust.TARGET))
        if there := address(url):
            return frozenset({*marks, there}), there
        # A relative path of a remote starts from the work tree.
        place = _place(url, source.work_tree or source.git_dir)
        source = _repository(place) if place else None
    return frozenset(marks), ""


def _marks_at(place: Path) -> Marks:
    found = _repository(place)
    return marks_of_repository(found)[0] if found else _NOTHING


def _repository(place: Path) -> Repository | None:
    """The repository at a place, which Git finds without its `.git`, too; None where nobody may look."""
    try:
        found = repository_at(place) or repository_at(Path(f"{place}.git"))
        return found and found._replace(git_dir=common_dir(found.git_dir))
    except OSError:
        return None


def _place(location: str, folder: Path | None) -> Path | None:
    """The path on this disk that is meant; None for a relative one that starts nowhere, and for no path."""
    if location.startswith(_SHARES):
        return None
    try:
        match parse_location(location, folder or Path("/")):
            case Location(LocationKind.PATH, text) if folder or Path(location).is_absolute():
                return Path(text)
            case Location(LocationKind.FILE, text) if urlsplit(text).netloc in ("", "localhost"):
                return resolved(Path(unquote(urlsplit(text).path)))
    except ConfigError:
        pass
    return None


def _mark(folder: Path) -> str:
    """The same for one folder however its path is written: by links, or in other capitals on some disks."""
    facts = folder.stat()
    return f"{facts.st_dev}:{facts.st_ino}"
