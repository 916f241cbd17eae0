"""An overlay as a file: written for people to read and edit."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.config.lines import find_line
from agentreg.errors import ConfigError
from agentreg.variants.overlay import FieldAct, Overlay, Patch, join_base, parse_overlay

_HEAD = "# What differs from the base; `agentreg variant render` makes the agent of it.\n"
_TABLES = (
    (FieldAct.SET, "set"),
    (FieldAct.ADD, "add"),
    (FieldAct.REMOVE, "remove"),
    (FieldAct.DROP, "remove"),
)


def overlay_text(overlay: Overlay) -> str:
    """The text of an overlay's file; `parse_overlay` gives the overlay again, with its places.

    Args:
        overlay: The overlay; its origin and places do not matter.
    """
    top = [f"extends = {_written(overlay.extends)}"]
    if overlay.final_newline is not None:
        top.append(f"final-newline = {_written(overlay.final_newline)}")
    return _HEAD + "\n".join([*top, *_fields(overlay), *map(_patch, overlay.patches), ""])


def extending(text: str, base: str, version: str, *, origin: str) -> str:
    """An overlay's text that names another base or other versions; every other byte of it stays.

    Args:
        text: The text of an overlay that extends a base agent.
        base: The base, `source/agent`.
        version: The versions to follow.
        origin: Its path, for messages.

    Raises:
        ConfigError: It is written in a way that cannot be edited safely.
    """
    before, wanted = parse_overlay(text, origin), join_base(base, version)
    lines = text.splitlines(keepends=True)
    place = find_line(text, "", 0, "extends")
    if place:
        lines[place - 1] = lines[place - 1].replace(before.extends, wanted, 1)
    edited = "".join(lines)
    if parse_overlay(edited, origin) != before._replace(extends=wanted):
        raise ConfigError(
            f"{origin}: {before.extends!r} is written in a way that cannot be edited safely",
            hint=f'write extends = "{wanted}" by hand',
        )
    return edited


def _fields(overlay: Overlay) -> Iterator[str]:
    rows: dict[str, list[str]] = {}
    for act, table in _TABLES:
        edits = [edit for edit in overlay.fields if edit.act is act]
        if act is FieldAct.DROP:
            dropped = [edit.key for edit in edits]
            stated = [f"fields = {_written(dropped)}"] if dropped else []
        else:
            stated = [f"{_key(edit.key)} = {_written(edit.value)}" for edit in edits]
        rows.setdefault(table, []).extend(stated)
    for table, stated in rows.items():
        if stated:
            yield "\n".join([f"\n[{table}]", *stated])


def _patch(patch: Patch) -> str:
    where = {
        "field": patch.field,
        "section": patch.section,
        "step": patch.step,
        "line": patch.line,
        "to": patch.to,
    }
    lines = [f"{key} = {_written(value)}" for key, value in where.items() if value]
    lines.append(f"do = {_written(patch.act.value)}")
    if patch.text:
        lines.append(f"text = {_text(patch.text)}")
    return "\n".join(["\n[[patch]]", *lines])


def _text(text: str) -> str:
    """A text of several lines as they are, where TOML allows that."""
    import tomlkit
    from tomlkit.exceptions import InvalidStringError

    if "\n" not in text:
        return _written(text)
    try:
        quoted = tomlkit.string(text, multiline=True, literal=True).as_string()
    except InvalidStringError:
        quoted = tomlkit.string(text, multiline=True).as_string()
    # The line feed behind the opening quotes is no part of a text.
    return quoted if quoted[3] == "\n" else f"{quoted[:3]}\n{quoted[3:]}"


def _written(value: object) -> str:
    import tomlkit

    return tomlkit.item(list(value) if isinstance(value, tuple) else value).as_string()


def _key(key: str) -> str:
    import tomlkit

    return tomlkit.key(key).as_string()
