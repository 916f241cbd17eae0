"""What reading has to say about a file: facts about its form, never a judgement of its content."""

from __future__ import annotations

from enum import StrEnum

from agentreg.records import NamedTuple


class Trouble(StrEnum):
    """The kinds of trouble that reading survives. The value is the word shown and stored."""

    INVALID_UTF8 = "invalid-utf8"
    NUL_BYTE = "nul-byte"
    TOO_LARGE = "too-large"
    LONG_LINE = "long-line"
    UNCLOSED_FRONTMATTER = "unclosed-frontmatter"
    LOST_FRONTMATTER = "lost-frontmatter"
    UNCLOSED_FENCE = "unclosed-fence"
    CONFLICT_MARKERS = "conflict-markers"
    INVALID_YAML = "invalid-yaml"
    INVALID_JSON = "invalid-json"
    INVALID_TOML = "invalid-toml"
    YAML_LIMIT = "yaml-limit"
    DUPLICATE_KEY = "duplicate-key"
    AMBIGUOUS_VALUE = "ambiguous-value"
    NOT_A_MAPPING = "not-a-mapping"
    SYMLINK = "symlink"
    SUBMODULE = "submodule"
    SPECIAL_FILE = "special-file"
    MISSING_OBJECT = "missing-object"
    READER_DIED = "reader-died"
    READER_FAILED = "reader-failed"
    DAMAGED_OBJECT = "damaged-object"


class Diagnostic(NamedTuple):
    """One thing noticed while reading.

    Attributes:
        trouble: What kind of trouble.
        line: 1-based line in the file, 0 when it concerns the whole file.
        message: One sentence for a person, without the file's name.
        hint: What to do about it; empty when there is nothing useful to say.
    """

    trouble: Trouble
    line: int
    message: str
    hint: str = ""
