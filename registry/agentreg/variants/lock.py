"""`agentreg.lock`: the base text that each variant was last brought up to; it need never be found again.

The file is committed and merged by people: one block per variant, sorted by path, LF, no timestamps, and the
same entries always give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from typing import NoReturn

from agentreg.config.table import load_toml
from agentreg.errors import ConfigError
from agentreg.records import NamedTuple

LOCK_NAME = "agentreg.lock"
_FORMAT = 1
_HEADER = "# Written by agentreg; commit it. Variants are declared in agentreg.toml.\n"
_OBJECT_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_ESCAPED = re.compile(r'[\x00-\x1f\x7f"\\]')


class LockEntry(NamedTuple):
    """The base text that one variant descends from.

    Attributes:
        path: POSIX path of the variant inside the project.
        base: The base agent, `source/agent`.
        version: The declared version of the base revision; empty when its source declares none.
        source: The location of the source, so that a source renamed or replaced is noticed.
        commit: The commit at which the base was taken.
        blob: The Git blob id of the base text: all that a merge needs.
        sha256: `fingerprint` of the base text, the same on every platform.
        rendered: `fingerprint` of what its overlay made of the base; empty for a variant edited in place.
    """

    path: str
    base: str
    version: str
    source: str
    commit: str
    blob: str
    sha256: str
    rendered: str = ""


_OPTIONAL = LockEntry._field_defaults


def fingerprint(text: bytes) -> str:
    """The SHA-256 of a text with its line ends taken as LF, in hexadecimal."""
    return sha256(text.replace(b"\r\n", b"\n")).hexdigest()


def render_lock(entries: Iterable[LockEntry]) -> str:
    """The lock file's whole text, for entries in any order.

    Raises:
        ConfigError: An entry cannot be written as UTF-8: some path or tag of its source is no text.
    """
    blocks = [_render_entry(entry) for entry in sorted(entries)]
    return "\n".join([f"{_HEADER}format = {_FORMAT}\n", *blocks])


def parse_lock(text: str, origin: str) -> tuple[LockEntry, ...]:
    """Read a lock file.

    Args:
        text: The file's text; empty text is an empty lock.
        origin: The file's name for messages.

    Returns:
        The entries, sorted by path.

    Raises:
        ConfigError: The text is no lock file, is of a newer format, or an entry says something impossible.
    """
    data = load_toml(text, origin)
    stated = data.get("format", _FORMAT)
    if stated != _FORMAT:
        _refuse(f"{origin}: lock format {stated} is not known here", hint="use a newer agentreg")
    blocks = data.get("variant", [])
    if not isinstance(blocks, list):
        _refuse(f"{origin}: `variant` is not a list of [[variant]] blocks")
    entries = [
        _read_entry(block, f"{origin}: variant {place}") for place, block in enumerate(blocks, start=1)
    ]
    return _unique(entries, origin)


def _render_entry(entry: LockEntry) -> str:
    stated = {key: value for key, value in entry._asdict().items() if value or key not in _OPTIONAL}
    lines = [f"{key} = {_quoted(value)}\n" for key, value in stated.items()]
    return "[[variant]]\n" + "".join(lines)


def _quoted(value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        _refuse(f"{LOCK_NAME} cannot hold {value!r}: it is no UTF-8", hint="rename it in its source")
    return '"' + _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", value) + '"'


def _read_entry(block: object, where: str) -> LockEntry:
    if not isinstance(block, dict):
        _refuse(f"{where}: is not a table")
    values = []
    for key in LockEntry._fields:
        value = block.get(key, _OPTIONAL.get(key))
        if not isinstance(value, str):
            _refuse(f"{where}: `{key}` is missing or no string")
        values.append(value)
    entry = LockEntry(*values)
    for key, value, pattern in (
        ("commit", entry.commit, _OBJECT_ID),
        ("blob", entry.blob, _OBJECT_ID),
        ("sha256", entry.sha256, _SHA256),
        ("rendered", entry.rendered, _SHA256),
    ):
        if (value or key not in _OPTIONAL) and not pattern.fullmatch(value):
            _refuse(f"{where} ({entry.path}): `{key}` is not a full hexadecimal id")
    return entry


def _unique(entries: list[LockEntry], origin: str) -> tuple[LockEntry, ...]:
    by_path: dict[str, LockEntry] = {}
    for entry in entries:
        if entry.path in by_path:
            _refuse(f"{origin}: {entry.path} is locked twice", hint="remove one of the two blocks")
        by_path[entry.path] = entry
    return tuple(sorted(by_path.values()))


def _refuse(message: str, *, hint: str = "") -> NoReturn:
    raise ConfigError(message, hint=hint)
