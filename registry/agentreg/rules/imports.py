"""Which changes take the text of another file into the prompt."""

from __future__ import annotations

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Kind
from agentreg.formats.patterns import pattern

_IMPORTS = pattern(r"import |\d+ imports\b")


def imports_other(change: Change) -> bool:
    """Whether an import took the place of another."""
    return change.kind is Kind.REFERENCE_CHANGED and _IMPORTS.match(change.subject) is not None
