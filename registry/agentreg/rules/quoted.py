"""What is quoted of a definition: where a text was escaped or encoded in the file, it is read there."""

from __future__ import annotations

from collections.abc import Iterable

from agentreg.static import TYPE_CHECKING

if TYPE_CHECKING:
    from agentreg.diff.changes import Change
    from agentreg.rules.finding import Finding


def quoted(changes: Iterable[Change], findings: Iterable[Finding]) -> str:
    """All that changes and findings quote, as one text in which a secret can be looked for."""
    values = (text for one in changes for text in (one.before, one.after))
    return "\n".join((*values, *(one.message for one in findings)))
