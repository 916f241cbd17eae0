"""Additions and removals in a configuration file; every other byte of it stays.

Blocks are added at the end and removed as whole lines.
What comes out is read again and compared with what was meant: a file written in some other way, such as with
inline tables, is left alone, with a message.
"""

from __future__ import annotations

from collections.abc import Mapping

from agentreg.config.lines import find_line, is_header
from agentreg.config.read import parse_config
from agentreg.config.table import is_project_file
from agentreg.config.values import CONFIG_NAME, RegistryConfig, SourceConfig, VariantConfig
from agentreg.errors import ConfigError

_SAID_BY_OVERLAY = ("base", "version", "owned", "policy", "overlay")


def add_source(text: str, source: SourceConfig, *, origin: str = CONFIG_NAME) -> str:
    """Add a source after the others.

    Args:
        text: The file's text.
        source: What to add; keys that have their default value are not written.
        origin: The file's path.

    Returns:
        The new text.

    Raises:
        ConfigError: The file cannot be followed, the name is taken, or the file must be edited by hand.
    """
    before = parse_config(text, origin)
    if source.name.casefold() in {known.name.casefold() for known in before.sources}:
        raise ConfigError(f"{origin}: there is already a source {source.name!r}", hint="choose another name")
    _check(source)
    wanted = before._replace(sources=(*before.sources, source))
    return _confirmed(text + _block(text, origin, source), origin, wanted)


def add_variant(text: str, variant: VariantConfig, *, origin: str = CONFIG_NAME) -> str:
    """Add a variant after the others; see `add_source`.

    Raises:
        ConfigError: The file cannot be followed, the path is taken, or the file must be edited by hand.
    """
    before = parse_config(text, origin)
    if variant.path in {known.path for known in before.variants}:
        raise ConfigError(f"{origin}: there is already a variant {variant.path!r}")
    _check(variant)
    wanted = before._replace(variants=(*before.variants, variant))
    return _confirmed(text + _block(text, origin, variant), origin, wanted)


def use_overlay(text: str, path: str, overlay: str, *, origin: str = CONFIG_NAME) -> str:
    """Let a variant be made from an overlay: its base and versions are said there from now on.

    Args:
        text: The file's text.
        path: The variant's path.
        overlay: The overlay's path.
        origin: The file's path.

    Returns:
        The new text.

    Raises:
        ConfigError: The file cannot be followed, has no such variant, or must be edited by hand.
    """
    before = parse_config(text, origin)
    paths = [variant.path for variant in before.variants]
    if path not in paths:
        raise ConfigError(f"{origin}: no variant {path!r}")
    index = paths.index(path)
    made = VariantConfig(path, overlay=overlay)
    _check(made)
    table = _table(origin, "variant")
    header, stated, *others = (find_line(text, table, index, key) for key in ("", "path", *_SAID_BY_OVERLAY))
    if stated == header:
        raise _by_hand(origin)
    lines: list[str] = []
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        if number == stated:
            newline = "\r\n" if line.endswith("\r\n") else "\n"
            lines += [line.rstrip("\r\n") + newline, f"overlay = {_quoted(overlay)}{newline}"]
        elif number not in others or number == header:
            lines.append(line)
    wanted = before._replace(variants=(*before.variants[:index], made, *before.variants[index + 1 :]))
    return _confirmed("".join(lines), origin, wanted)


def redeclared(text: str, wanted: Mapping[str, VariantConfig | None], *, origin: str = CONFIG_NAME) -> str:
    """Make the configuration say other bases and ranges of variants, or leave variants out.

    Args:
        text: The file's text.
        wanted: What it is to say of some variants, by path; None takes a variant's block away.
        origin: The file's path.

    Returns:
        The new text; nothing but the values that differ, and the blocks that go, is touched.

    Raises:
        ConfigError: The file cannot be followed, or must be edited by hand.
    """
    before = parse_config(text, origin)
    for known in before.variants:
        new = wanted.get(known.path, known)
        if new is None:
            text = _without_variant(text, known.path, origin)
        elif (new.base, new.version) != (known.base, known.version):
            text = _with_values(text, new, origin)
    kept = (wanted.get(known.path, known) for known in before.variants)
    return _confirmed(text, origin, before._replace(variants=tuple(one for one in kept if one)))


def _without_variant(text: str, path: str, origin: str) -> str:
    paths = [known.path for known in parse_config(text, origin).variants]
    lines = text.splitlines(keepends=True)
    header = find_line(text, _table(origin, "variant"), paths.index(path), "")
    if header == 0:
        raise _by_hand(origin)
    start, end = _extent(lines, header - 1)
    return "".join(lines[:start] + lines[end:])


def _with_values(text: str, new: VariantConfig, origin: str) -> str:
    import tomlkit

    document = tomlkit.parse(text)
    top = document["tool"]["agentreg"] if is_project_file(origin) else document
    for block in top["variant"]:
        if block["path"] == new.path:
            block["base"] = new.base
            if "version" in block or new.version != "*":
                block["version"] = new.version
    return tomlkit.dumps(document)


def remove_source(text: str, name: str, *, origin: str = CONFIG_NAME) -> str:
    """Remove a source, with the comment lines right above it.

    Args:
        text: The file's text.
        name: The source's name, whatever the case.
        origin: The file's path.

    Returns:
        The new text.

    Raises:
        ConfigError: The file cannot be followed, has no such source, or must be edited by hand.
    """
    before = parse_config(text, origin)
    names = [source.name.casefold() for source in before.sources]
    if name.casefold() not in names:
        known = ", ".join(source.name for source in before.sources)
        raise ConfigError(f"{origin}: no source {name!r}", hint=f"sources: {known}" if known else "")
    index = names.index(name.casefold())
    wanted = before._replace(sources=before.sources[:index] + before.sources[index + 1 :])
    lines = text.splitlines(keepends=True)
    header = find_line(text, _table(origin, "source"), index, "")
    if header == 0:
        raise _by_hand(origin)
    start, end = _extent(lines, header - 1)
    return _confirmed("".join(lines[:start] + lines[end:]), origin, wanted)


def _quoted(value: object) -> str:
    import tomlkit

    return tomlkit.item(value).as_string()


def _check(value: SourceConfig | VariantConfig) -> None:
    """Refuse a value that could be written but not followed."""
    parse_config(_block("", CONFIG_NAME, value), "what is to be added")


def _extent(lines: list[str], header: int) -> tuple[int, int]:
    """The lines of a table: from the comments right above its header to those above the next one."""
    end = next((number for number in range(header + 1, len(lines)) if is_header(lines[number])), len(lines))
    if end < len(lines):
        end = _above(lines, end)
    return _above(lines, header), end


def _above(lines: list[str], header: int) -> int:
    """The first of the comment lines right above a header."""
    start = header
    while start > 0 and lines[start - 1].lstrip().startswith("#"):
        start -= 1
    return start


def _block(text: str, origin: str, value: SourceConfig | VariantConfig) -> str:
    """The lines to add at the end of the file, in its own line ends."""
    key = "source" if isinstance(value, SourceConfig) else "variant"
    defaults = type(value)._field_defaults
    lines = [f"[[{_table(origin, key)}]]"]
    for name, content in value._asdict().items():
        if name not in defaults or content != defaults[name]:
            written = list(content) if isinstance(content, tuple) else content
            lines.append(f"{name} = {_quoted(written)}")
    newline = "\r\n" if "\r\n" in text else "\n"
    gap = "" if not text or text.endswith(("\n\n", "\n\r\n")) else newline
    unfinished = newline if text and not text.endswith("\n") else ""
    return unfinished + gap + newline.join(lines) + newline


def _table(origin: str, key: str) -> str:
    return f"tool.agentreg.{key}" if is_project_file(origin) else key


def _confirmed(text: str, origin: str, wanted: RegistryConfig) -> str:
    """The text, when it says what is wanted."""
    try:
        found = parse_config(text, origin)
    except ConfigError as error:
        raise _by_hand(origin) from error
    if found != wanted:
        raise _by_hand(origin)
    return text


def _by_hand(origin: str) -> ConfigError:
    return ConfigError(
        f"{origin} is written in a way that cannot be edited safely",
        hint="edit it by hand, or write each source as a [[source]] block of its own",
    )
