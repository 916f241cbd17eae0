"""What differs between the fields of a base and those of an edited copy, as edits of an overlay."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from agentreg.errors import CannotCompare, ConfigError
from agentreg.formats.document import parse_document
from agentreg.merge.entries import Entry, Header, read_header
from agentreg.merge.lists import read_items
from agentreg.model.fields import Listing, Scalar, Style, Value
from agentreg.records import NamedTuple
from agentreg.variants.field_edits import edit_field, patch_field
from agentreg.variants.overlay import Act, FieldAct, FieldEdit, Patch

_INTEGER = re.compile(r"[1-9][0-9]{0,14}|0")


class FieldsExtract(NamedTuple):
    """How the fields of a copy come about.

    Attributes:
        edits: Edits of fields.
        patches: Whole lines, for what no edit gives exactly.
        text: The base after both: the header of the copy over the prompt of the base.
    """

    edits: tuple[FieldEdit, ...]
    patches: tuple[Patch, ...]
    text: str


def extract_fields(base: str, copy: str) -> FieldsExtract:
    """Find edits that turn the fields of a base into those of a copy.

    Args:
        base: The base, lines ended by line feeds.
        copy: The copy.

    Raises:
        CannotCompare: The fields of one side cannot be read one by one, or no edits give exactly the copy's.
    """
    if _head(base) == _head(copy):
        return FieldsExtract((), (), base)
    was, now = read_header(base), read_header(copy)
    if was is None or now is None:
        raise CannotCompare("an overlay cannot express the frontmatter: its fields cannot be read one by one")
    wanted = _head(copy)
    for way in (_by_meaning, _by_lines):
        found = _extracted(base, was, now, way)
        if found is not None and _head(found.text) == wanted:
            return found
    raise CannotCompare(
        "an overlay cannot express the frontmatter", hint="keep the fences and comments of the base"
    )


def _head(text: str) -> str:
    return text[: parse_document(text.encode("utf-8", "surrogateescape")).body.start]


Way = Callable[[str, Entry, Entry], Sequence[FieldEdit]]
"""Finds edits that turn a field of a text, as it was, into what it is now; none where there are none."""


def _by_meaning(text: str, was: Entry, now: Entry) -> Sequence[FieldEdit]:
    return next((edits for edits in _candidates(was, now) if _gives(text, edits, now)), ())


def _by_lines(_text: str, _was: Entry, _now: Entry) -> Sequence[FieldEdit]:
    return ()


def _extracted(base: str, was: Header, now: Header, way: Way) -> FieldsExtract | None:
    """The edits that one way of editing fields gives; None when they do not apply."""
    known, wanted = was.block.entries, now.block.entries
    kept = _kept(list(known), list(wanted))
    dropped = [key for key in known if key not in kept]
    news = [key for key in wanted if key not in kept]
    edits = [
        FieldEdit(FieldAct.DROP, key, None, "")
        for key in dropped
        if not known[key].lead and way is _by_meaning
    ]
    gone = [edit.key for edit in edits]
    rewritten = {key: "" for key in dropped if key not in gone}
    for key in kept:
        if _row(known[key]) != _row(wanted[key]):
            found = way(base, known[key], wanted[key])
            edits += found
            rewritten |= {} if found else {key: _row(wanted[key])}
    if way is _by_meaning:
        added = _added_at_end(base, [wanted[key] for key in _last(list(wanted), news) if key not in known])
        edits += added
        news = [key for key in news if key not in {edit.key for edit in added}]
    order = {FieldAct.DROP: 0, FieldAct.REMOVE: 1, FieldAct.ADD: 2, FieldAct.SET: 3}
    edits.sort(key=lambda edit: order[edit.act])
    return _applied(base, edits, [*_rewrites(rewritten), *_inserts(now, news)])


def _kept(before: list[str], after: list[str]) -> list[str]:
    """The keys that both sides have in the same order."""
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    return [key for block in blocks for key in before[block.a : block.a + block.size]]


def _last(keys: list[str], news: list[str]) -> list[str]:
    """The new keys behind all others."""
    end = len(keys)
    while end and keys[end - 1] in news:
        end -= 1
    return keys[end:]


def _added_at_end(base: str, entries: Sequence[Entry]) -> list[FieldEdit]:
    """Edits that set new fields, when these give exactly their lines."""
    edits: list[FieldEdit] = []
    for entry in entries:
        edit = FieldEdit(FieldAct.SET, entry.key, _plain(entry.value), "")
        if edit.value is None or not _gives(base, [edit], entry):
            return []
        edits.append(edit)
    return edits


def _rewrites(rows: Mapping[str, str]) -> list[Patch]:
    return [Patch(Act.REWRITE, row, "", field=key) for key, row in rows.items()]


def _inserts(now: Header, news: Sequence[str]) -> Iterator[Patch]:
    """Patches that put new fields behind those that stand before them in the copy."""
    keys = list(now.block.entries)
    for key in news:
        place = keys.index(key)
        if place:
            yield Patch(Act.INSERT_AFTER, _row(now.block.entries[key]), "", field=keys[place - 1])
            continue
        first = next((one for one in keys if one not in news), "")
        rows = [_row(now.block.entries[one]) for one in keys[: keys.index(first) + 1]] if first else []
        yield Patch(Act.REWRITE, "".join(rows), "", field=first)


def _applied(base: str, edits: Sequence[FieldEdit], patches: Sequence[Patch]) -> FieldsExtract | None:
    text = base
    try:
        for edit in edits:
            text = edit_field(text, edit)
        for patch in patches:
            text = patch_field(text, patch)
    except ConfigError:
        return None
    return FieldsExtract(tuple(edits), tuple(patches), text)


def _candidates(was: Entry, now: Entry) -> Iterator[Sequence[FieldEdit]]:
    """Edits that might turn one field into another, the smallest first."""
    before, after = read_items(was), read_items(now)
    if before and after:
        gone = tuple(item for item in before if item not in after)
        new = tuple(item for item in after if item not in before)
        acts = ((FieldAct.REMOVE, gone), (FieldAct.ADD, new))
        yield [FieldEdit(act, now.key, items, "") for act, items in acts if items]
    value = _plain(now.value)
    if value is not None:
        yield [FieldEdit(FieldAct.SET, now.key, value, "")]


def _gives(text: str, edits: Sequence[FieldEdit], wanted: Entry) -> bool:
    """Whether edits make exactly the lines of a field."""
    found = _applied(text, edits, ()) if edits else None
    header = read_header(found.text) if found else None
    entry = header.block.entries.get(wanted.key) if header else None
    return entry is not None and _row(entry) == _row(wanted)


def _row(entry: Entry) -> str:
    return entry.lead + entry.text


def _plain(value: Value) -> object:
    """A value as TOML would have it; None for one that is better left as its lines."""
    match value:
        case Scalar(is_null=True):
            return None
        case Scalar(style=Style.PLAIN, text=text) if value.boolean is not None or _INTEGER.fullmatch(text):
            return int(text) if value.boolean is None else value.boolean
        case Scalar(text=text):
            return text
        case Listing(items=items):
            return [item.text for item in items if isinstance(item, Scalar)]
        case _:
            return None
