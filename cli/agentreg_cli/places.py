"""Where and when this run is: configuration, caches, index, terminal, day; for completion without Click."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from agentreg.config.values import CONFIG_NAME, PROJECT_MARK, PROJECT_NAME
from agentreg.errors import ConfigError

if TYPE_CHECKING:
    from datetime import date

LOCAL_CACHE = ".agentreg"

NO_LINK = "make it a file of its own: what a link leads to changes without a word"


def find_config(start: Path) -> Path | None:
    """The nearest agentreg.toml, or pyproject.toml with `[tool.agentreg]`, at or above a folder.

    Raises:
        ConfigError: A pyproject.toml on the way cannot be read.
    """
    for folder in (start, *start.parents):
        path = folder / CONFIG_NAME
        if path.is_file():
            return path
        project = folder / PROJECT_NAME
        if project.is_file() and PROJECT_MARK in read_text(project):
            return project
    return None


def find_above(start: Path, name: str) -> Path | None:
    """The nearest file of a name in a folder or one above it."""
    return next((path for folder in (start, *start.parents) if (path := folder / name).is_file()), None)


def read_text(path: Path) -> str:
    """A configuration file's text.

    Raises:
        ConfigError: It is not UTF-8, or cannot be read.
    """
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: {error}", hint="the file must be readable UTF-8 text") from error


def read_own(path: Path) -> str:
    """The text of a file that accepts findings; a link to one is refused.

    What a link leads to can change without the file: no range would tell it.

    Raises:
        ConfigError: It is a symbolic link, not UTF-8, or cannot be read.
    """
    if path.is_symlink():
        raise ConfigError(f"{path} is a symbolic link", hint=NO_LINK)
    return read_text(path)


def user_cache_dir() -> Path:
    """The cache folder of this user: `AGENTREG_CACHE`, else the system's convention."""
    if chosen := os.environ.get("AGENTREG_CACHE"):
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("agentreg", appauthor=False)


def cache_dir(config: Path | None) -> Path:
    """Where mirrors and indexes of a registry are kept; the folder may not exist yet.

    Args:
        config: The registry's configuration file; None without one.

    Returns:
        What `AGENTREG_CACHE` names, else `.agentreg/` beside the configuration when that exists, else the
        user's cache folder.
    """
    chosen = os.environ.get("AGENTREG_CACHE")
    if not chosen and config is not None and (local := config.parent / LOCAL_CACHE).is_dir():
        return local
    return user_cache_dir()


def index_path(config: Path) -> Path:
    """The index of the registry that a configuration file describes; the file may not exist yet.

    Each registry has its own, because each has its own sources; mirrors are shared by address.
    """
    import hashlib

    folder = config.parent.resolve()
    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    return cache_dir(config) / "index" / f"{folder.name or 'root'}-{digest}.sqlite"


def git_config() -> Path:
    """The file that Git takes for this user's configuration, by the rules of git-config(1)."""
    if chosen := os.environ.get("GIT_CONFIG_GLOBAL"):
        return Path(chosen)
    own, shared = Path.home() / ".gitconfig", _git_home() / "config"
    return shared if shared.exists() and not own.exists() else own


def git_attributes() -> Path:
    """The file that Git takes for this user's attributes where its configuration names none."""
    return _git_home() / "attributes"


def _git_home() -> Path:
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "git"


def gitleaks() -> str | None:
    """The gitleaks to ask: what `AGENTREG_GITLEAKS` names, none where that is empty, else the installed."""
    chosen = os.environ.get("AGENTREG_GITLEAKS", "gitleaks")
    if not chosen:
        return None
    import shutil

    found = shutil.which(chosen) or (chosen if "AGENTREG_GITLEAKS" in os.environ else None)
    # It runs in a folder of its own.
    return found and str(Path(found).absolute())


def hook_index() -> Path | None:
    """The index that Git names to the hook which this program runs in; None outside of hooks."""
    chosen = os.environ.get("GIT_INDEX_FILE")
    return Path(chosen).resolve() if chosen else None


def hook_range() -> tuple[str, str] | None:
    """The two revisions between which pre-commit runs its hooks; None where it looks at what is staged."""
    start, end = (os.environ.get(f"PRE_COMMIT_{side}_REF", "") for side in ("FROM", "TO"))
    return (start, end) if start and end else None


def today() -> date:
    """The day, the same everywhere: a run gives the same bytes in every time zone."""
    from datetime import UTC, datetime

    return datetime.now(UTC).date()


def columns() -> int:
    """The width to write for: `COLUMNS`, else the terminal's, else 80 for a pipe."""
    chosen = os.environ.get("COLUMNS", "")
    if chosen.isdecimal() and int(chosen):
        return int(chosen)
    # A terminal that does not know its size says 0.
    return (sys.stdout.isatty() and os.get_terminal_size(sys.stdout.fileno()).columns) or 80


def room() -> int | None:
    """The columns that a line must fit: those of the terminal; None in a pipe, where nothing is cut."""
    return columns() if sys.stdout.isatty() else None
