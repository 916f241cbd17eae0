"""The form of what was told by its parts: (before, after, the kinds of its changes)."""

from __future__ import annotations

import pytest

from agentreg.diff.compare import compare
from agentreg.diff.explain import unexplained_lines
from agentreg.diff.kinds import Kind
from agentreg.formats.read import read_definition

PART, FORM = Kind.REFERENCE_CHANGED, Kind.REFORMATTED
CASES = [
    ("- Read this\n  and `docs/a.md`.\n", "- Read this\n  and `docs/b.md`.\n", [PART]),
    ("- Read this\n  and `docs/a.md`.\n", "- Read this\n    and `docs/b.md`.\n", [PART]),
    ("- Read this\n  and\n  `docs/a.md`.\n", "- Read this\n    and\n  `docs/b.md`.\n", [PART, FORM]),
    ("- Read `docs/a.md`\n  and this.\n", "- Read `docs/b.md`\n    and this.\n", [PART, FORM]),
    ("Read this\nand that\nin `docs/a.md`.\n", "Read this\nand  that\nin `docs/b.md`.\n", [PART, FORM]),
    ("Read this\nand that\nin `docs/a.md`.\n", "Read this and\nthat\nin `docs/b.md`.\n", [PART, FORM]),
    ("Read `docs/a.md`, then go.\n", "Read `docs/b.md` , then go.\n", [PART]),
    (
        "- Read `docs/c.md`.\n",
        "  - Read `docs/c.md`.\n| a |\n|---|\n| `docs/a.md` |\n",
        [Kind.REFERENCE_ADDED, FORM],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "kinds"), CASES)
def test_lines_without_a_told_part_are_reformatted_where_their_blanks_differ(
    before: str, after: str, kinds: list[Kind]
) -> None:
    changes = compare(*(read_definition(text.encode(), "a.md") for text in (before, after)))
    assert [change.kind for change in changes] == kinds
    assert unexplained_lines(before, after, changes) == ()
