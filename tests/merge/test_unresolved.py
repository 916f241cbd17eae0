"""Conflicts that somebody committed."""

from __future__ import annotations

import pytest

from agentreg.merge.engine import merge
from agentreg.merge.unresolved import is_unfinished, unfinished
from agentreg.merge.values import Danger

TEXT = "---\nname: a\n---\n\nOne.\n\nTwo.\n"
COMMITTED = "<<<<<<< HEAD\nThree.\n=======\nFour.\n>>>>>>> topic\n"
HEADER = "<<<<<<< HEAD\nmodel: opus\n=======\nmodel: haiku\n>>>>>>> topic\n"


def told(base: str, ours: str, theirs: str) -> list[str]:
    merged = merge(base.encode(), ours.encode(), theirs.encode())
    return [one.message for one in merged.warnings if one.danger is Danger.UNRESOLVED]


EDITED = TEXT.replace("One", "Uno")
AT_8 = "{} holds an unresolved conflict at line 8"


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "said"),
    [
        pytest.param(TEXT, TEXT + COMMITTED, EDITED, [AT_8.format("ours")], id="in ours"),
        pytest.param(TEXT, EDITED, TEXT + COMMITTED, [AT_8.format("theirs")], id="in theirs"),
        pytest.param(
            TEXT, TEXT + COMMITTED, TEXT, [AT_8.format("ours")], id="in ours, and theirs is the base"
        ),
        pytest.param(
            TEXT,
            TEXT.replace("name: a\n", f"name: a\n{HEADER}"),
            EDITED,
            ["ours holds an unresolved conflict at line 3"],
            id="in the fields",
        ),
        pytest.param(
            TEXT + COMMITTED,
            EDITED + COMMITTED,
            TEXT + COMMITTED.replace("\n", "\r\n"),
            [AT_8.format("ours")],
            id="in all of them",
        ),
        pytest.param(
            TEXT + COMMITTED + "Five.\n",
            EDITED + COMMITTED.replace("Three", "Tre") + "Five.\n",
            TEXT + COMMITTED.replace("Four", "Fourth") + "Five!\n",
            [AT_8.format("the result")],
            id="edited by both sides",
        ),
        pytest.param(TEXT + COMMITTED, EDITED + COMMITTED, TEXT + "Three.\n", [], id="resolved by theirs"),
        pytest.param(TEXT, f"{TEXT}```\n{COMMITTED}```\n", EDITED, [], id="an example in a code fence"),
        pytest.param(TEXT, TEXT + "<<<<<<< HEAD\nno more\n", EDITED, [], id="no whole conflict"),
    ],
)
def test_conflicts_that_the_result_inherits_are_told_with_their_place(
    base: str, ours: str, theirs: str, said: list[str]
) -> None:
    assert told(base, ours, theirs) == said


SAMPLE = f"Git writes:\n\n```\n{COMMITTED}```\n"
LONG = COMMITTED.replace("<<<<<<<", "<" * 9).replace("=======", "=" * 9).replace(">>>>>>>", ">" * 9)


@pytest.mark.parametrize(
    ("text", "conflicts", "strays"),
    [
        pytest.param(TEXT, 0, 0, id="nothing"),
        pytest.param(TEXT + COMMITTED, 1, 0, id="one"),
        pytest.param(TEXT + COMMITTED + LONG, 2, 0, id="two of different sizes"),
        pytest.param(TEXT + SAMPLE, 0, 0, id="a sample in a fence"),
        pytest.param(TEXT + SAMPLE.replace(COMMITTED, COMMITTED + LONG), 1, 0, id="one beside a sample"),
        pytest.param(TEXT + COMMITTED.replace("=======\n", ""), 0, 2, id="a conflict without its middle"),
        pytest.param(TEXT + "Title\n=======\n", 0, 0, id="a heading"),
        pytest.param("\ufeff" + COMMITTED, 1, 0, id="behind a byte order mark"),
    ],
)
def test_what_is_unfinished_is_found_whatever_the_size_of_its_markers(
    text: str, conflicts: int, strays: int
) -> None:
    left = unfinished(text)
    assert (len(left.conflicts), len(left.strays)) == (conflicts, strays)
    assert bool(left) == bool(conflicts + strays)


@pytest.mark.parametrize(
    ("text", "open_"),
    [
        pytest.param(TEXT, False, id="nothing"),
        pytest.param(TEXT + COMMITTED, True, id="a conflict"),
        pytest.param(TEXT + ">>>>>>> theirs\n", True, id="one that was resolved by half"),
        pytest.param(TEXT + "|||||||\n", False, id="an empty row of a table"),
    ],
)
def test_a_file_is_unfinished_when_an_outer_marker_is_left(text: str, open_: bool) -> None:
    assert is_unfinished(text.encode()) is open_


def test_long_markers_that_somebody_committed_are_told_too() -> None:
    assert told(TEXT, TEXT + LONG, EDITED) == [AT_8.format("ours")]
