"""Frontmatter as it was written: a tree of values that keep their text, style and place.

Nothing is typed here. YAML 1.1 reads `no`, `1.10` or `2026-01-02` as other things than the text that was
written, and hosts disagree on which; a reader of a known field decides (shared rule R2: keep the text).
"""

from __future__ import annotations

from enum import StrEnum

from agentreg.model.document import Span
from agentreg.records import NamedTuple

MERGE_KEY = "<<"
"""YAML's key that takes over the fields of another mapping; some hosts follow it, some do not."""


class Style(StrEnum):
    """How a scalar is written."""

    PLAIN = "plain"
    SINGLE = "single-quoted"
    DOUBLE = "double-quoted"
    LITERAL = "literal"
    FOLDED = "folded"


class Scalar(NamedTuple):
    """One value.

    Attributes:
        text: The value as YAML (or the repair) reads it: quotes removed, escapes and folds resolved.
        style: How it is written.
        span: Where it is written, quotes included; empty for a key without a value.
    """

    text: str
    style: Style
    span: Span

    @property
    def is_null(self) -> bool:
        """Whether every YAML reader takes this for null."""
        return self.style is Style.PLAIN and self.text in ("", "~", "null", "Null", "NULL")

    @property
    def boolean(self) -> bool | None:
        """True or False when a host would take this for a boolean; None otherwise."""
        if self.style is not Style.PLAIN:
            return None
        return {"true": True, "false": False}.get(self.text.lower())


class Listing(NamedTuple):
    """A YAML sequence."""

    items: tuple[Value, ...]
    flow: bool
    span: Span


class Mapping(NamedTuple):
    """A YAML mapping; keys stay in the order written and may repeat."""

    fields: tuple[Field, ...]
    flow: bool
    span: Span

    def get(self, key: str) -> Value | None:
        """The value of the last field called `key` (the last one wins in every host), or None."""
        return last_value(self.fields, key)


Value = Scalar | Listing | Mapping


class Field(NamedTuple):
    """A key and its value.

    Attributes:
        key: The key's text.
        value: The value's tree.
        key_span: Where the key is written.
        lines: The whole lines that the field occupies, from the start of its key's line up to and including
            the line end of its value's last line. Comments and blank lines between fields belong to none.
    """

    key: str
    value: Value
    key_span: Span
    lines: Span


class Step(StrEnum):
    """Which declared step of tolerant reading was needed, from the strictest."""

    ABSENT = "absent"
    STRICT = "strict"
    REQUOTED = "requoted"
    LINEWISE = "linewise"
    UNREADABLE = "unreadable"


class Repair(NamedTuple):
    """One value that had to be read otherwise than written.

    Attributes:
        key: The field concerned.
        line: 1-based line in the file.
        reason: What a strict parser objects to, in one sentence.
    """

    key: str
    line: int
    reason: str


class Frontmatter(NamedTuple):
    """The fields of a definition.

    Attributes:
        step: How tolerant the reading had to be.
        fields: Top-level fields in the order written; keys may repeat (the last one wins).
        repairs: What was read otherwise than written; empty for a strict reading.
        ambiguous: Keys whose value two hosts may read differently (duplicate, boolean word, tab, anchor).
    """

    step: Step
    fields: tuple[Field, ...] = ()
    repairs: tuple[Repair, ...] = ()
    ambiguous: tuple[str, ...] = ()

    def get(self, key: str) -> Value | None:
        """The value of the last field called `key`, or None when the key is absent."""
        return last_value(self.fields, key)

    def field(self, key: str) -> Field | None:
        """The last field called `key`, or None."""
        return next((field for field in reversed(self.fields) if field.key == key), None)

    def text(self, key: str) -> str | None:
        """The text of a scalar field, or None when it is absent or no scalar."""
        value = self.get(key)
        return value.text if isinstance(value, Scalar) else None


def last_value(fields: tuple[Field, ...], key: str) -> Value | None:
    """The value of the last field with this key, or None."""
    return next((field.value for field in reversed(fields) if field.key == key), None)


def plain(value: Value) -> object:
    """A value as plain Python data (str, list, dict), for JSON and for deep comparison."""
    match value:
        case Scalar():
            return value.text
        case Listing():
            return [plain(item) for item in value.items]
        case Mapping():
            return {field.key: plain(field.value) for field in value.fields}
