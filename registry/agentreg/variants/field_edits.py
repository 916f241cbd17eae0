"""Edits of a definition's fields, written in the style of the base and read again."""

from __future__ import annotations

from difflib import get_close_matches
from typing import NoReturn

from agentreg.errors import ConfigError
from agentreg.merge.entries import Entry, Header, read_header
from agentreg.merge.fields import MergedFields, read_alone
from agentreg.merge.gate import objection_to_fields
from agentreg.merge.lists import Unmergeable, read_items, tool_key, write_items
from agentreg.merge.meaning import meaning
from agentreg.merge.prose import in_block_of_ours
from agentreg.merge.scalars import restyled
from agentreg.records import NamedTuple
from agentreg.variants.overlay import Act, FieldAct, FieldEdit, Patch


class _Lines(NamedTuple):
    """The lines that a field becomes: its comments, and what is read as fields."""

    key: str
    lead: str
    fields: str


def edit_field(text: str, edit: FieldEdit) -> str:
    """Apply one edit of a field.

    Args:
        text: A definition's text, lines ended by line feeds.
        edit: The edit.

    Returns:
        The new text.

    Raises:
        ConfigError: There is nothing to edit, or the result would not say what was asked.
    """
    header = _header(text, edit.place)
    entry = header.block.entries.get(edit.key)
    if entry is None and edit.act is not FieldAct.SET:
        _no_field(header, edit.place, edit.key)
    try:
        lines = _field_lines(entry, edit)
    except Unmergeable as refusal:
        raise ConfigError(f"{edit.place}: {edit.key!r} cannot be edited: {refusal}") from refusal
    return _with_lines(header, _Lines(edit.key, entry.lead if entry else "", lines), edit.place)


def patch_field(text: str, patch: Patch) -> str:
    """Put whole lines in the place of a field, or behind it.

    Args:
        text: A definition's text, lines ended by line feeds.
        patch: A patch of a field; its text may hold comments and several fields.

    Returns:
        The new text.

    Raises:
        ConfigError: There is no such field, or the lines cannot be read as fields.
    """
    header = _header(text, patch.place)
    entry = header.block.entries.get(patch.field)
    if entry is None:
        _no_field(header, patch.place, patch.field)
    lines = patch.text if not patch.text or patch.text.endswith("\n") else patch.text + "\n"
    if patch.act is Act.INSERT_AFTER:
        lines = entry.lead + entry.text + lines
    return _with_lines(header, _Lines(patch.field, "", lines), patch.place)


def _header(text: str, place: str) -> Header:
    header = read_header(text)
    if header is None:
        raise ConfigError(f"{place}: the base has no frontmatter whose fields can be edited one by one")
    return header


def _no_field(header: Header, place: str, key: str) -> NoReturn:
    known = list(header.block.entries)
    near = get_close_matches(key, known, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"it has: {', '.join(known)}"
    raise ConfigError(f"{place}: there is no field {key!r}", hint=hint)


def _field_lines(entry: Entry | None, edit: FieldEdit) -> str:
    match edit.act:
        case FieldAct.SET:
            return _set(entry, edit)
        case FieldAct.ADD if entry:
            return _add(entry, edit)
        case FieldAct.REMOVE if entry:
            return _remove(entry, edit)
        case _:
            return ""


def _set(entry: Entry | None, edit: FieldEdit) -> str:
    """The field with a new value, as the base writes it where that can hold the value."""
    lines = _canonical(edit.key, edit.value)
    if entry is None:
        return lines
    wanted = read_alone(lines)
    if wanted is None:
        return lines
    if (
        isinstance(edit.value, list)
        and read_items(entry)
        and all(isinstance(item, str) for item in edit.value)
    ):
        return write_items(entry, edit.value) if edit.value else lines
    return restyled(entry, wanted) or in_block_of_ours(entry, entry, wanted) or lines


def _canonical(key: str, value: object) -> str:
    """A field as YAML, whatever its base looks like."""
    match value:
        case str() if "\n" in value.strip("\n"):
            return f"{_name(key)}: {_dumped(value, style='|')}"
        case list():
            return f"{_name(key)}: {_dumped(value, flow=True)}"
        case _:
            return _dumped({key: value})


def _name(key: str) -> str:
    return _dumped({key: 0}).rpartition(":")[0]


def _dumped(value: object, *, style: str | None = None, flow: bool = False) -> str:
    import yaml

    return yaml.safe_dump(
        value,
        sort_keys=False,
        allow_unicode=True,
        width=float("inf"),
        default_style=style,
        default_flow_style=flow,
    )


def _listed(entry: Entry) -> tuple[str, ...]:
    items = read_items(entry)
    if items is None:
        raise Unmergeable("it is no list of texts")
    if not items:
        raise Unmergeable("its list is empty in the base: give it a value with [set]")
    return items


def _add(entry: Entry, edit: FieldEdit) -> str:
    items = _listed(entry)
    known = set(map(tool_key, items))
    for new in _entries(edit):
        if tool_key(new) in known:
            raise Unmergeable(f"{new!r} is in it already")
    return write_items(entry, (*items, *_entries(edit)))


def _remove(entry: Entry, edit: FieldEdit) -> str:
    items, gone = _listed(entry), _entries(edit)
    for old in gone:
        if old not in items:
            near = get_close_matches(old, items, n=1)
            raise Unmergeable(f"{old!r} is not in it" + (f"; did you mean {near[0]!r}?" if near else ""))
    kept = [item for item in items if item not in gone]
    if not kept:
        raise Unmergeable("an empty list says another thing than a shorter one: drop the field, or [set] it")
    return write_items(entry, kept)


def _entries(edit: FieldEdit) -> tuple[str, ...]:
    return edit.value if isinstance(edit.value, tuple) else ()


def _with_lines(header: Header, new: _Lines, place: str) -> str:
    """The whole text with one field's lines changed, when it reads as its parts do."""
    rows = {key: entry.lead + entry.text for key, entry in header.block.entries.items()}
    rows[new.key] = new.lead + new.fields
    fields = "".join(rows.values()) + header.block.tail
    result = header.opening + fields + header.closing + header.body
    meanings = {key: meaning(entry) for key, entry in header.block.entries.items() if key != new.key}
    sides = [header]
    if new.fields:
        read = read_header(f"---\n{new.fields}---\n")
        # A fence in them would end the frontmatter.
        if read is None or read.body:
            raise ConfigError(f"{place}: the lines for {new.key!r} cannot be read as fields")
        if doubled := sorted(meanings.keys() & read.block.entries.keys()):
            hint = "the base has it by now: give it a value with [set]"
            raise ConfigError(f"{place}: there is a field {doubled[0]!r} already", hint=hint)
        meanings |= {key: meaning(entry) for key, entry in read.block.entries.items()}
        # Lines that somebody wrote as they are may be as hard to read as they are.
        sides.append(read)
    if objection := objection_to_fields(result, sides, MergedFields((), meanings, frozenset(), ())):
        raise ConfigError(f"{place}: {objection}")
    return result
