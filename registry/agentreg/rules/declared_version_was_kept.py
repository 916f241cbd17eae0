"""An agent changed, and the version that it states did not."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.rules.case import Case, Hit


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:  # noqa: ARG001  one signature for all rules
    """One hit where both sides state the same version, in `version` or `metadata.version`."""
    if case.before is None or case.after is None:
        return
    if case.is_copy and case.before.name != case.after.name:
        # A number of a name of its own.
        return
    one, other = case.before.stated_version, case.after.stated_version
    if one and other and other.text and one.text == other.text:
        yield Hit("version", other.text, other.text, one.span, other.span)
