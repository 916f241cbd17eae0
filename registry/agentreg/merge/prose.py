"""Long values, such as descriptions: merged by sentence, written in the style of ours."""

from __future__ import annotations

import json
from collections.abc import Iterator
from textwrap import dedent

from agentreg.merge.entries import Entry, read_header
from agentreg.merge.scalars import QUOTES
from agentreg.merge.wording import merge_wording
from agentreg.model.fields import Scalar, Step, Style


def merged_prose(base: Entry, ours: Entry, theirs: Entry) -> str:
    """Merge the texts of a field.

    Args:
        base: The common field.
        ours: Our version, in whose style the result is written where YAML lets it.
        theirs: Their version.

    Returns:
        The lines of the field; empty when the values are no texts of several words, when both sides edited
        one sentence, when one of them can be read otherwise, or when no style can hold the result.
    """
    values = [entry.value for entry in (base, ours, theirs)]
    texts = [value.text for value in values if isinstance(value, Scalar)]
    if len(texts) < len(values) or not all(" " in text.strip() for text in texts):
        return ""
    if not all(map(_is_certain, (base, ours, theirs))):
        return ""
    merged = merge_wording(*texts)
    if not merged:
        return ""
    for entry in (ours, theirs):
        if isinstance(entry.value, Scalar) and entry.value.text == merged:
            return entry.text
    return next((lines for lines in _written(ours, merged) if _says(lines, merged)), "")


def in_block_of_ours(base: Entry, ours: Entry, theirs: Entry) -> str:
    """Write their text as the block that ours is, which says what the base says.

    Args:
        base: The common field.
        ours: The same text in another style.
        theirs: The field with the new text.

    Returns:
        The lines of the field, sentences that ours has wrapped as they are there; empty when ours is no
        block or cannot hold the text.
    """
    before, mine, new = (entry.value for entry in (base, ours, theirs))
    if not (isinstance(before, Scalar) and isinstance(mine, Scalar) and isinstance(new, Scalar)):
        return ""
    if mine.style not in (Style.LITERAL, Style.FOLDED):
        return ""
    wrapped = merge_wording(before.text, dedent(ours.text.partition("\n")[2]), new.text)
    texts = (text for text in (wrapped, new.text) if text)
    return next((lines for text in texts if _says(lines := _block(ours, text), new.text)), "")


def _written(entry: Entry, text: str) -> Iterator[str]:
    """A text as the field might be written, the style of the field first; some of these may not be YAML."""
    style = entry.value.style if isinstance(entry.value, Scalar) else Style.DOUBLE
    match style:
        case Style.PLAIN:
            yield f"{entry.key}: {text}\n"
        case Style.SINGLE:
            doubled = text.replace("'", "''")
            yield f"{entry.key}: '{doubled}'\n"
        case Style.LITERAL | Style.FOLDED:
            yield _block(entry, text)
        case Style.DOUBLE:
            pass
    yield f"{entry.key}: {json.dumps(text, ensure_ascii=False)}\n"


def _block(entry: Entry, text: str) -> str:
    """Under the header of the field (`key: >-`), indented as its first line is."""
    header, _, rest = entry.text.partition("\n")
    indent = rest[: len(rest) - len(rest.lstrip(" "))] or "  "
    return (
        header
        + "\n"
        + "".join(f"{indent}{line}\n" if line else "\n" for line in text.strip("\n").split("\n"))
    )


def _is_certain(entry: Entry) -> bool:
    """Whether nobody takes the text for another one: a plain one may hold colons, quotes must be closed."""
    value = entry.value
    if isinstance(value, Scalar) and value.style is Style.PLAIN and value.text[:1] not in QUOTES.values():
        return True
    header = read_header(f"---\n{entry.text}---\n")
    return header is not None and header.step is Step.STRICT


def _says(lines: str, text: str) -> bool:
    """Whether lines are one field that says a text, and no tolerance is needed to read it."""
    header = read_header(f"---\n{lines}---\n")
    entries = list(header.block.entries.values()) if header and header.step is Step.STRICT else []
    return len(entries) == 1 and isinstance(entries[0].value, Scalar) and entries[0].value.text == text
