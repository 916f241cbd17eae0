"""`agentreg.toml`, or `[tool.agentreg]` of pyproject.toml, as values; every mistake with its place."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from agentreg.config.location import CONTROL
from agentreg.config.table import Table, top_table
from agentreg.config.values import OVERLAY_SUFFIX, TOP_KEYS, RegistryConfig, SourceConfig, VariantConfig

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
NAME_RULE = "a name is one word of letters, digits, `.`, `_` and `-`, starting with a letter or digit"

_TERM = r"(?:[\^~=]|[<>]=?)?[vV]?[0-9xX*][0-9A-Za-z.*+-]*"
RANGE = re.compile(rf"{_TERM}(?:(?: *\|\| *| *, *| +){_TERM})*")
TAG = re.compile(r"[A-Za-z0-9_][^\s{}~^:?*\[\\\x00-\x1f\x7f]*")
POLICIES = ("merge", "ours", "theirs", "ask")
"""Who may decide a field: `merge.policies.Policy`, which this layer does not know; a test compares."""

STEPS_BACK = re.compile(r"~[0-9]+")
"""What counts revisions in a reference (`AGENT@~3`), and would be a range here."""


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
    top = top_table(text, origin)
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


def _source(place: Table) -> SourceConfig:
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


def check_base(place: Table, key: str, base: str) -> None:
    """Refuse what names no base agent.

    Raises:
        ConfigError: It is not written as `source/agent`.
    """
    source, slash, agent = base.partition("/")
    if not (slash and NAME.fullmatch(source) and agent):
        place.fail(key, f"{base!r} names no base agent", "write it as source/agent")


def check_version(place: Table, key: str, version: str) -> None:
    """Refuse what says not which versions of a base are followed.

    Raises:
        ConfigError: It is no version, range or tag.
    """
    if STEPS_BACK.fullmatch(version):
        newer = f"write ^{version[1:]} for all versions of that number"
        place.fail(key, f"{version!r} could mean a range or a number of revisions", newer)
    if not (RANGE.fullmatch(version) or TAG.fullmatch(version)):
        place.fail(key, f"{version!r} is no version, range or tag", "write it like ^1.2, 1.4.0, v2 or *")


def _variant(place: Table) -> VariantConfig:
    place.allow("path", "base", "version", "owned", "policy", "overlay")
    path = place.text_of("path")
    _check_path(place, "path", path)
    if "overlay" in place.content:
        return VariantConfig(path, overlay=_overlay(place))
    base, version = place.text_of("base"), place.text_of("version", "*")
    check_base(place, "base", base)
    check_version(place, "version", version)
    return VariantConfig(path, base, version, place.texts_of("owned"), policy=_policy(place))


def _policy(place: Table) -> tuple[tuple[str, str], ...]:
    table = place.table_of("policy").content
    for key, value in table.items():
        if value not in POLICIES:
            place.fail("policy", f"the policy of {key!r} must be one of {', '.join(POLICIES)}, not {value!r}")
    return tuple(sorted((key, str(value)) for key, value in table.items()))


def _overlay(place: Table) -> str:
    overlay = place.text_of("overlay")
    _check_path(place, "overlay", overlay)
    if not overlay.endswith(OVERLAY_SUFFIX):
        place.fail("overlay", f"{overlay!r} is no overlay", f"their names end in {OVERLAY_SUFFIX}")
    if place.text_of("path").endswith(".toml"):
        place.fail("path", "an overlay makes Markdown definitions only", "edit this one in place")
    for key in ("base", "version", "owned", "policy"):
        if key in place.content:
            hint = (
                "the file is made from its overlay"
                if key in ("owned", "policy")
                else "the overlay says it: `extends`"
            )
            place.fail(key, f"{key!r} cannot stand beside 'overlay'", hint)
    return overlay


def _check_path(place: Table, key: str, path: str) -> None:
    if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts or "\\" in path:
        place.fail(key, f"{path!r} must be relative to the project, with `/` between folders")
    if CONTROL.search(path):
        place.fail(key, f"{path!r} holds control characters, which no file's name here may have")


def _refuse_doubles(top: Table, key: str, names: list[str]) -> None:
    seen: set[str] = set()
    for index, name in enumerate(names):
        if name in seen:
            place = top.tables_of(key)[index]
            place.fail("", f"there are two [[{key}]] for {name!r}", "names are compared without their case")
        seen.add(name)
