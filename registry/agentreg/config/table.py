"""A table of a TOML file that is being read: values of the right type, and every mistake with its line."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import PurePath
from typing import TYPE_CHECKING, NoReturn

from agentreg.config.lines import find_line
from agentreg.config.values import PROJECT_NAME
from agentreg.errors import ConfigError
from agentreg.records import NamedTuple

if TYPE_CHECKING:
    from datetime import date

SIZE_LIMIT = 1024 * 1024
"""Characters of a configuration: the lists of the largest fleets have a tenth."""


class Table(NamedTuple):
    """A table of the file that is being read; what it refuses is told with its place.

    Attributes:
        text: The file.
        origin: What to call it.
        table: The table's dotted name.
        number: Which of several tables of that name, from 0.
        content: What it holds.
    """

    text: str
    origin: str
    table: str
    number: int
    content: Mapping[str, object]

    def fail(self, key: str, problem: str, hint: str = "") -> NoReturn:
        """Refuse what stands at a key; at the table's header without one."""
        raise ConfigError(f"{self.place(key)}: {problem}", hint=hint)

    def place(self, key: str = "") -> str:
        """`FILE:LINE` of a key, or of the table's header; only the file where the line cannot be told."""
        line = find_line(self.text, self.table, self.number, key)
        return f"{self.origin}:{line}" if line else self.origin

    def allow(self, *keys: str) -> None:
        """Refuse every other key."""
        for key in self.content:
            if key not in keys:
                near = get_close_matches(key, keys, n=1)
                known = f"known keys: {', '.join(keys)}"
                shown = self.table.removeprefix("tool.agentreg").lstrip(".")
                where = f" in [{shown}]" if shown else ""
                self.fail(key, f"unknown key {key!r}{where}", f"did you mean {near[0]!r}?" if near else known)

    def text_of(self, key: str, default: str | None = None) -> str:
        """A text that is not blank; the default where the key is missing, which None forbids."""
        value = self.content.get(key, default)
        if value is None:
            self.fail("", f"[[{self.table}]] needs the key {key!r}")
        if not isinstance(value, str) or (key in self.content and not value.strip()):
            self.fail(key, f"{key!r} must be a text, not {value!r}")
        return value

    def texts_of(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty where the key is missing."""
        value = self.content.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            self.fail(key, f"{key!r} must be a list of texts, not {value!r}")
        return tuple(value)

    def flag_of(self, key: str) -> bool:
        """True or false; false where the key is missing."""
        value = self.content.get(key, False)
        if not isinstance(value, bool):
            self.fail(key, f"{key!r} must be true or false, not {value!r}")
        return value

    def date_of(self, key: str) -> date | None:
        """A date, as TOML writes it or as a text; None where the key is missing."""
        from datetime import date

        value = self.content.get(key)
        try:
            found = date.fromisoformat(value) if isinstance(value, str) else value
        except ValueError:
            found = value
        # A date with a time is a date to Python; nobody expects one to end at noon.
        if found is not None and type(found) is not date:
            self.fail(key, f"{key!r} must be a date, not {str(value)!r}", "write it like 2027-01-31")
        return found

    def tables_of(self, key: str) -> list[Table]:
        """Tables of which there can be several."""
        value = self.content.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.fail(key, f"write [[{key}]] with two brackets: there can be several")
        name = f"{self.table}.{key}".lstrip(".")
        return [Table(self.text, self.origin, name, index, item) for index, item in enumerate(value)]

    def table_of(self, key: str) -> Table:
        """A table of which there is one; empty where the key is missing."""
        value = self.content.get(key, {})
        if not isinstance(value, dict):
            self.fail(key, f"{key!r} must be a table: [{key}]")
        return Table(self.text, self.origin, f"{self.table}.{key}".lstrip("."), 0, value)


def is_project_file(origin: str) -> bool:
    """Whether the configuration is part of a pyproject.toml."""
    # What is read from a revision is called so: `main:pyproject.toml`.
    return PurePath(origin).name.rpartition(":")[2] == PROJECT_NAME


def top_table(text: str, origin: str) -> Table:
    """The table that holds the configuration: the whole file, or `[tool.agentreg]` of a pyproject.toml.

    Raises:
        ConfigError: The text is no TOML.
    """
    content = load_toml(text, origin)
    if not is_project_file(origin):
        return Table(text, origin, "", 0, content)
    tool = content.get("tool", {})
    inner = tool.get("agentreg", {}) if isinstance(tool, dict) else {}
    if not isinstance(inner, dict):
        raise ConfigError(f"{origin}: `tool.agentreg` must be a table")
    return Table(text, origin, "tool.agentreg", 0, inner)


def load_toml(text: str, origin: str) -> dict[str, object]:
    """Parse TOML.

    Raises:
        ConfigError: The text is no TOML, or far too large or too deep.
    """
    import tomllib

    if len(text) > SIZE_LIMIT:
        raise ConfigError(f"{origin} is larger than {SIZE_LIMIT:,} characters")
    try:
        data = tomllib.loads(text)
        sane = _is_sane(data)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{origin}: {error}", hint="the file must be valid TOML") from error
    except RecursionError as error:
        raise ConfigError(f"{origin}: nested too deeply") from error
    except ValueError as error:
        # An integer of more digits than Python converts; no place is known.
        raise ConfigError(f"{origin}: {error}", hint="write a shorter number") from error
    if not sane:
        # TOML's integers have 64 bits; Python reads any, and cannot write all that it reads.
        raise ConfigError(f"{origin}: a number is too large", hint="write a shorter number")
    return data


def _is_sane(value: object) -> bool:
    match value:
        case dict():
            return all(map(_is_sane, value.values()))
        case list():
            return all(map(_is_sane, value))
        case int():
            return value.bit_length() < 64
        case _:
            return True
