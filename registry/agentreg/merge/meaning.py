"""What a field says, apart from how it is written: what the deciders compare, and the gate reads again."""

from __future__ import annotations

from agentreg.merge.entries import Entry
from agentreg.merge.lists import read_items
from agentreg.model.fields import Listing, Mapping, Scalar, Value


def meaning(entry: Entry | None) -> object:
    """What a field says, comparable: equal for two spellings of one value; None when it is absent."""
    if entry is None:
        return None
    items = read_items(entry)
    # Neither order nor repetition means anything in such a list.
    return ("items", tuple(sorted(set(items)))) if items else _value_meaning(entry.value)


def _value_meaning(value: Value) -> object:
    match value:
        case Scalar():
            # `"true"` and `"~"` are texts; true and ~ are not.
            return (value.text, value.is_null or value.boolean is not None)
        case Listing():
            return ("list", tuple(map(_value_meaning, value.items)))
        case Mapping():
            return ("map", tuple((field.key, _value_meaning(field.value)) for field in value.fields))
