"""Text that carries meaning instead of colour: the command line maps labels to styles in one place."""

from __future__ import annotations

from enum import StrEnum

from agentreg.records import NamedTuple


class Label(StrEnum):
    """What a piece of shown text is."""

    PLAIN = "plain"
    HEADING = "heading"
    NAME = "name"
    VERSION = "version"
    PATH = "path"
    FAINT = "faint"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NOTE = "note"
    OK = "ok"


class Piece(NamedTuple):
    """A run of text and what it is. The text may be untrusted: the one who shows it makes it safe."""

    text: str
    label: Label = Label.PLAIN


Line = tuple[Piece, ...]
