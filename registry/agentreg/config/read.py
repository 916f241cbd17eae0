"""`agentreg.toml`, or `[tool.agentreg]` of pyproject.toml, as values; every mistake with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import PurePath, PurePosixPath
from typing import NamedTuple, NoReturn

from agentreg.config.lines import find_line
from agentreg.config.location import CONTROL
from agentreg.config.values import PROJECT_NAME, RegistryConfig, SourceConfig, VariantConfig
from agentreg.errors import ConfigError

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
NAME_RULE = "a name is one word of letters, digits, `.`, `_` and `-`, starting with a letter or digit"

_TERM = r"(?:[\^~=]|[<>]=?)?[vV]?[0-9xX*][0-9A-Za-z.*+-]*"
RANGE = re.compile(rf"{_TERM}(?:(?: *\|\| *| *, *| +){_TERM})*")
TAG = re.compile(r"[A-Za-z0-9_][^\s{}~^:?*\[\\\x00-\x1f\x7f]*")
STEPS_BACK = re.compile(r"~[0-9]+")
"""What counts revisions in a reference (`AGENT@~3`), and would be a range here."""

SIZE_LIMIT = 1024 * 1024
"""Characters of a configuration: the lists of the largest fleets have a tenth."""

TOP_KEYS = ("source", "variant", "fleet", "registry")


class _Place(NamedTuple):
    """A table of the file that is being read.

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
        line = find_line(self.text, self.table, self.number, key)
        where = f"{self.origin}:{line}" if line else self.origin
        raise ConfigError(f"{where}: {problem}", hint=hint)

    def allow(self, *keys: str) -> None:
        for key in self.content:
            if key not in keys:
                near = get_close_matches(key, keys, n=1)
                known = f"known keys: {', '.join(keys)}"
                shown = self.table.removeprefix("tool.agentreg").lstrip(".")
                where = f" in [{shown}]" if shown else ""
                self.fail(key, f"unknown key {key!r}{where}", f"did you mean {near[0]!r}?" if near else known)

    def text_of(self, key: str, default: str | None = None) -> str:
        value = self.content.get(key, default)
        if value is None:
            self.fail("", f"[[{self.table}]] needs the key {key!r}")
        if not isinstance(value, str) or (key in self.content and not value.strip()):
            self.fail(key, f"{key!r} must be a text, not {value!r}")
        return value

    def texts_of(self, key: str) -> tuple[str, ...]:
        value = self.content.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            self.fail(key, f"{key!r} must be a list of texts, not {value!r}")
        return tuple(value)

    def flag_of(self, key: str) -> bool:
        value = self.content.get(key, False)
        if not isinstance(value, bool):
            self.fail(key, f"{key!r} must be true or false, not {value!r}")
        return value

    def tables_of(self, key: str) -> list[_Place]:
        value = self.content.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.fail(key, f"write [[{key}]] with two brackets: there can be several")
        name = f"{self.table}.{key}".lstrip(".")
        return [_Place(self.text, self.origin, name, index, item) for index, item in enumerate(value)]

    def table_of(self, key: str) -> _Place:
        value = self.content.get(key, {})
        if not isinstance(value, dict):
            self.fail(key, f"{key!r} must be a table: [{key}]")
        return _Place(self.text, self.origin, f"{self.table}.{key}".lstrip("."), 0, value)


def parse_config(text: str, origin: str) -> RegistryConfig:
    """Read a configuration.

    Args:
        text: The file's text.
        origin: Its path, for messages; a file called pyproject.toml is read from `[tool.agentreg]`.

    Returns:
        The configuration; empty for an empty file.

    Raises:
        ConfigError: The text is no TOML, or says something that cannot be followed; with the line when known.
    """
    top = _Place(text, origin, *_top(text, origin))
    top.allow(*TOP_KEYS)
    registry, fleet = top.table_of("registry"), top.table_of("fleet")
    registry.allow("name")
    fleet.allow("repositories")
    sources = [_source(place) for place in top.tables_of("source")]
    variants = [_variant(place) for place in top.tables_of("variant")]
    _refuse_doubles(top, "source", [source.name.casefold() for source in sources])
    _refuse_doubles(top, "variant", [variant.path for variant in variants])
    return RegistryConfig(
        registry.text_of("name", ""), tuple(sources), tuple(variants), fleet.texts_of("repositories")
    )


def is_project_file(origin: str) -> bool:
    """Whether the configuration is part of a pyproject.toml."""
    return PurePath(origin).name == PROJECT_NAME


def _top(text: str, origin: str) -> tuple[str, int, Mapping[str, object]]:
    """The name, index and content of the table that holds the configuration."""
    content = load_toml(text, origin)
    if not is_project_file(origin):
        return "", 0, content
    tool = content.get("tool", {})
    inner = tool.get("agentreg", {}) if isinstance(tool, dict) else {}
    if not isinstance(inner, dict):
        raise ConfigError(f"{origin}: `tool.agentreg` must be a table")
    return "tool.agentreg", 0, inner


def load_toml(text: str, origin: str) -> dict[str, object]:
    """Parse TOML.

    Raises:
        ConfigError: The text is no TOML, or far too large or too deep.
    """
    import tomllib

    if len(text) > SIZE_LIMIT:
        raise ConfigError(f"{origin} is larger than {SIZE_LIMIT:,} characters")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{origin}: {error}", hint="the file must be valid TOML") from error
    except RecursionError as error:
        raise ConfigError(f"{origin}: nested too deeply") from error
    except ValueError as error:
        # An integer of more digits than Python converts; no place is known.
        raise ConfigError(f"{origin}: {error}", hint="write a shorter number") from error


def _source(place: _Place) -> SourceConfig:
    place.allow("name", "location", "pulls", "include", "exclude")
    name = place.text_of("name")
    if not NAME.fullmatch(name):
        place.fail("name", f"{name!r} cannot name a source", NAME_RULE)
    return SourceConfig(
        name,
        place.text_of("location"),
        place.flag_of("pulls"),
        place.texts_of("include"),
        place.texts_of("exclude"),
    )


def _variant(place: _Place) -> VariantConfig:
    place.allow("path", "base", "version", "owned")
    path, base = place.text_of("path"), place.text_of("base")
    if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts or "\\" in path:
        place.fail("path", f"{path!r} must be relative to the project, with `/` between folders")
    if CONTROL.search(path):
        place.fail("path", f"{path!r} holds control characters, which no file's name here may have")
    source, slash, agent = base.partition("/")
    if not (slash and NAME.fullmatch(source) and agent):
        place.fail("base", f"{base!r} names no base agent", "write it as source/agent")
    return VariantConfig(path, base, _version(place), place.texts_of("owned"))


def _version(place: _Place) -> str:
    version = place.text_of("version", "*")
    if STEPS_BACK.fullmatch(version):
        newer = f"write ^{version[1:]} for all versions of that number"
        place.fail("version", f"{version!r} could mean a range or a number of revisions", newer)
    if not (RANGE.fullmatch(version) or TAG.fullmatch(version)):
        place.fail(
            "version", f"{version!r} is no version, range or tag", "write it like ^1.2, 1.4.0, v2 or *"
        )
    return version


def _refuse_doubles(top: _Place, key: str, names: list[str]) -> None:
    seen: set[str] = set()
    for index, name in enumerate(names):
        if name in seen:
            place = top.tables_of(key)[index]
            place.fail("", f"there are two [[{key}]] for {name!r}", "names are compared without their case")
        seen.add(name)
