"""On which line something stands: TOML readers tell only for errors of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

HEADER = re.compile(r"\s*(\[{1,2})([^\[\]]+)\]{1,2}\s*(?:#.*)?")
KEY = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*[.=]""")

_LONG = r'"{3}(?:\\.|[^\\])*?"{3}' + r"|'{3}.*?'{3}"
_SHORT = r'"(?:\\.|[^"\\\n])*"' + r"|'[^'\n]*'"
_QUOTED = re.compile(rf"(?P<long>{_LONG})|#[^\n]*|{_SHORT}", re.DOTALL)


def find_line(text: str, table: str, index: int, key: str) -> int:
    """The line of a key, or of its table's header.

    Args:
        text: The file.
        table: The table's dotted name; empty for the top of the file.
        index: Which of several tables of that name, from 0.
        key: The key; empty for the header itself.

    Returns:
        The 1-based line; 0 when it cannot be told (inline tables, dotted keys).
    """
    header = 0
    current, count = "", -1
    # What a text over several lines quotes is no key and no header.
    plain = _QUOTED.sub(_emptied, text)
    for number, line in enumerate(plain.splitlines(), start=1):
        if found := HEADER.fullmatch(line):
            current = _plain(found.group(2))
            count += current == table
            if current == table and count == index:
                header = number
            # An unknown key may itself be written as a table.
            if key and current == f"{table}.{key}".lstrip(".") and count in (-1, index):
                return number
        elif key and current == table and (not table or count == index) and _key(line) == key:
            return number
    return header


def _emptied(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n") if found["long"] else found[0]


def _plain(name: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in name.split("."))


def _key(line: str) -> str:
    match = KEY.match(line)
    return next((part for part in match.groups() if part is not None), "") if match else ""


def is_header(line: str) -> bool:
    """Whether a line opens a table."""
    return HEADER.fullmatch(line.rstrip("\r\n")) is not None


def find_items(text: str, table: str, key: str, items: Sequence[str]) -> list[int]:
    """The lines of a list's items.

    Args:
        text: The file.
        table: The table's dotted name.
        key: The key that the list stands at.
        items: The items as they were read.

    Returns:
        A 1-based line per item: its own, or that of the item before it (of the key, for the first) where it
        cannot be told, because it is written with escapes.
    """
    line = find_line(text, table, 0, key)
    at = sum(map(len, text.splitlines(keepends=True)[: max(line - 1, 0)]))
    lines = []
    for item in items:
        found = _quoted(text, item, at)
        if found >= 0:
            at = found + len(item)
            line = len(text[:at].splitlines())
        lines.append(line)
    return lines


def _quoted(text: str, item: str, start: int) -> int:
    places = (text.find(f"{quote}{item}{quote}", start) for quote in "\"'")
    return min((place for place in places if place >= 0), default=-1)
