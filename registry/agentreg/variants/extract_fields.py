"""What differs between the fields of a base and those of an edited copy, as edits of an overlay."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import chain

from agentreg.errors import CannotCompare, ConfigError
from agentreg.formats.document import parse_document
from agentreg.merge.entries import Entry, Header, read_header
from agentreg.merge.lists import read_items
from agentreg.model.fields import Listing, Scalar, Style, Value
from agentreg.records import NamedTuple
from agentreg.variants.field_edits import edit_field, patch_field
from agentreg.variants.overlay import Act, FieldAct, FieldEdit, Patch

_ORDER = (FieldAct.DROP, FieldAct.REMOVE, FieldAct.ADD, FieldAct.SET)

Way = Callable[[str, Entry | None, Entry | None], Sequence[FieldEdit]]
"""Finds edits that turn a field of a text into what it is now, None where it is absent; or no edits."""

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


def _by_meaning(text: str, was: Entry | None, now: Entry | None) -> Sequence[FieldEdit]:
    return next((edits for edits in _candidates(was, now) if _gives(text, edits, now)), ())


def _by_lines(_text: str, _was: Entry | None, _now: Entry | None) -> Sequence[FieldEdit]:
    return ()


class _Run(NamedTuple):
    """A field that both sides have in the same order, and the new ones beside it in the copy.

    Attributes:
        above: The lines of those before it; only the first such field has any.
        entry: The field in the copy.
        behind: Those behind it.
    """

    above: str
    entry: Entry
    behind: list[Entry]

    @property
    def lines(self) -> str:
        """Its lines, with those that only it can bring."""
        return self.above + _row(self.entry)

    @property
    def below(self) -> str:
        """The lines of those behind it."""
        return "".join(map(_row, self.behind))


def _extracted(base: str, was: Header, now: Header, way: Way) -> FieldsExtract | None:
    """The edits that one way of editing fields gives; None when they do not apply."""
    runs = _runs(was, now)
    edits: list[FieldEdit] = []
    patches: list[Patch] = []
    for key, entry in was.block.entries.items():
        run = runs.get(key)
        lines = run.lines if run else ""
        if lines != _row(entry):
            found = () if run and run.above else way(base, entry, run.entry if run else None)
            edits += found
            patches += [] if found else [Patch(Act.REWRITE, lines, "", field=key)]
    # What is taken out goes first: it may come back in another place.
    patches.sort(key=lambda patch: bool(patch.text))
    added = _added_at_end(base, was, list(runs.values())[-1:], way)
    behind = list(runs.items())[:-1] if added else list(runs.items())
    patches += [Patch(Act.INSERT_AFTER, run.below, "", field=key) for key, run in behind if run.below]
    return _applied(base, sorted((*edits, *added), key=lambda edit: _ORDER.index(edit.act)), patches)


def _added_at_end(base: str, was: Header, last: Sequence[_Run], way: Way) -> list[FieldEdit]:
    """Edits that set the fields behind all others; none where one of them needs its lines."""
    entries = [entry for run in last for entry in run.behind]
    found = [way(base, None, entry) for entry in entries]
    # What moved there was taken out elsewhere, and one key cannot be both.
    moved = any(entry.key in was.block.entries for entry in entries)
    return list(chain.from_iterable(found)) if all(found) and not moved else []


def _runs(was: Header, now: Header) -> dict[str, _Run]:
    kept = _kept(list(was.block.entries), list(now.block.entries))
    runs: dict[str, _Run] = {}
    above = ""
    for key, entry in now.block.entries.items():
        if key in kept:
            runs[key] = _Run("" if runs else above, entry, [])
        elif runs:
            runs[list(runs)[-1]].behind.append(entry)
        else:
            above += _row(entry)
    return runs


def _kept(before: list[str], after: list[str]) -> list[str]:
    """The keys that both sides have in the same order."""
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    return [key for block in blocks for key in before[block.a : block.a + block.size]]


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


def _candidates(was: Entry | None, now: Entry | None) -> Iterator[Sequence[FieldEdit]]:
    """Edits that might turn one field into another, the smallest first."""
    if now is None:
        if was and not was.lead:
            yield [FieldEdit(FieldAct.DROP, was.key, None, "")]
        return
    before, after = (read_items(was) if was else None), read_items(now)
    if before and after:
        gone = tuple(item for item in before if item not in after)
        new = tuple(item for item in after if item not in before)
        acts = ((FieldAct.REMOVE, gone), (FieldAct.ADD, new))
        yield [FieldEdit(act, now.key, items, "") for act, items in acts if items]
    value = _plain(now.value)
    if value is not None:
        yield [FieldEdit(FieldAct.SET, now.key, value, "")]


def _gives(text: str, edits: Sequence[FieldEdit], wanted: Entry | None) -> bool:
    """Whether edits make exactly the lines of a field."""
    found = _applied(text, edits, ()) if edits else None
    header = read_header(found.text) if found else None
    if header is None:
        return False
    if wanted is None:
        return True
    entry = header.block.entries.get(wanted.key)
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
