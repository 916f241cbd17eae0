"""Tables: an edit of some rows is told by these rows."""

from __future__ import annotations

import pytest

from agentreg.diff.changes import is_meaningful
from agentreg.diff.compare import compare
from agentreg.diff.explain import unexplained_lines
from agentreg.formats.read import read_definition

HEAD = "---\nname: worker\ndescription: Use for reviews.\n---\nYou review services.\n\n## Ports\n\n"
PATH = ".claude/agents/worker.md"

TOP = "| service | port |\n|---|---|\n"
WEB, API, LOG = "| the web page | 8000 |\n", "| the inner API | 8001 |\n", "| its logs | 9000 |\n"
DB = "| a database | 5432 |\n"


def told(before: str, after: str) -> list[str]:
    one, other = (read_definition(f"{HEAD}{body}\nText.\n".encode(), PATH) for body in (before, after))
    changes = compare(one, other)
    assert unexplained_lines(one.document.text, other.document.text, changes) == ()
    return [f"{change.kind} {change.subject}" for change in changes if is_meaningful(change)]


TABLE = TOP + WEB + API + LOG
ROWS = {
    "a row comes": (TABLE + DB, ["content-added row a database in Ports"]),
    "a row goes": (TOP + WEB + LOG, ["content-removed row the inner API in Ports"]),
    "two neighbours go": (TOP + LOG, ["content-removed 2 rows in Ports"]),
    "a cell differs": (TABLE.replace("8001", "8002"), ["content-edited row the inner API in Ports"]),
    "rows change places": (TOP + LOG + WEB + API, ["content-moved rows of table in Ports"]),
    "a column comes": (
        "| service | port | host |\n|---|---|---|\n| the web page | 8000 | a |\n| its logs | 9000 | c |\n",
        ["content-edited table in Ports"],
    ),
    "columns are drawn wider": (TABLE.replace(" | ", "   |   "), []),
}


@pytest.mark.parametrize(("after", "expected"), ROWS.values(), ids=ROWS)
def test_an_edit_of_a_table_names_its_rows(after: str, expected: list[str]) -> None:
    assert told(TABLE, after) == expected


def test_a_row_is_told_by_its_exact_place() -> None:
    texts = [f"{HEAD}{body}\nText.\n" for body in (TABLE, TABLE.replace("8001", "8002"))]
    (change,) = compare(*(read_definition(text.encode(), PATH) for text in texts))
    assert change.before_span is not None
    assert change.after_span is not None
    assert [change.before_span.of(texts[0]), change.after_span.of(texts[1])] == [
        "| the inner API | 8001 |",
        "| the inner API | 8002 |",
    ]
