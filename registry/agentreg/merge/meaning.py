"""What a field says, apart from how it is written: what the deciders compare, and the gate reads again."""

from __future__ import annotations

from agentreg.merge.entries import Entry
from agentreg.merge.lists import read_items, tool_key
from agentreg.model.fields import Listing, Mapping, Scalar, Style, Value

# What means the same as another value, or as no such field (Claude Code: sub-agents, permission modes).
_SYNONYMS = {("model", "inherit"): None, ("permissionMode", "manual"): ("default", False)}


_QUOTE_MARKS = ("'", '"')


def meaning(entry: Entry | None) -> object:
    """What a field says, comparable: equal for two spellings of one value; None when it is absent."""
    if entry is None:
        return None
    items = read_items(entry)
    if items:
        # Neither order nor repetition means anything in such a list.
        return ("items", tuple(sorted(set(map(tool_key, items)))))
    value = entry.value
    if isinstance(value, Scalar) and (entry.key, value.text) in _SYNONYMS:
        return _SYNONYMS[entry.key, value.text]
    return _value_meaning(value)


def _value_meaning(value: Value) -> object:
    match value:
        case Scalar():
            # `"true"` and `"~"` are texts; true and ~ are not. What begins with a quote and is plain was read
            # although the quote is never closed.
            unclosed = value.style is Style.PLAIN and value.text[:1] in _QUOTE_MARKS
            return (value.text[unclosed:], value.is_null or value.boolean is not None)
        case Listing():
            return ("list", tuple(map(_value_meaning, value.items)))
        case Mapping():
            return ("map", tuple((field.key, _value_meaning(field.value)) for field in value.fields))
