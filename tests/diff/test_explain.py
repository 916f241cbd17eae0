from __future__ import annotations

import pytest

from agentreg.diff.changes import Change
from agentreg.diff.compare import compare
from agentreg.diff.explain import Line, unexplained_lines
from agentreg.diff.kinds import Kind
from agentreg.formats.read import read_definition
from agentreg.model.document import Span

BEFORE = "Intro.\n\n1. Read the code.\n2. Test the code.\n\n- Never push.\n- Rest at night.\n"
AFTER = "Intro.\n\n1. Test the code twice.\n\n- Avoid to push.\n- Rest at night.\n- Sing a song.\n"


def test_a_line_that_no_change_covers_is_named() -> None:
    lines = unexplained_lines("same\nold\n", "same\nnew\n", [])
    assert lines == (Line("before", 2, "old"), Line("after", 2, "new"))


def test_a_change_explains_the_lines_it_touches_on_its_side() -> None:
    change = Change(Kind.CONTENT_REMOVED, "item", before_span=Span(5, 8))
    assert unexplained_lines("same\nold\n", "same\nnew\n", [change]) == (Line("after", 2, "new"),)


@pytest.mark.parametrize(
    ("before", "after"),
    [("a\nb\n", "a\n\n\nb"), ("a\r\nb\r\n", "a\nb\n"), ("\ufeffa\n", "a\n"), ("a\n  \n", "a\n")],
)
def test_blank_lines_and_line_ends_need_no_explanation(before: str, after: str) -> None:
    assert unexplained_lines(before, after, []) == ()


def test_a_move_is_explained_by_both_its_places() -> None:
    change = Change(Kind.CONTENT_MOVED, "item", before_span=Span(0, 3), after_span=Span(10, 13))
    assert unexplained_lines("one\ntwo\nthree\n", "two\nthree\none\n", [change]) == ()


def test_without_any_one_of_its_changes_a_diff_is_incomplete() -> None:
    changes = compare(*(read_definition(text.encode(), "x.md") for text in (BEFORE, AFTER)))
    assert len(changes) >= 4
    assert unexplained_lines(BEFORE, AFTER, changes) == ()
    for left_out in changes:
        rest = [change for change in changes if change is not left_out]
        assert unexplained_lines(BEFORE, AFTER, rest), left_out


def test_the_line_for_which_a_host_skips_a_file_need_not_differ() -> None:
    changes = [
        Change(Kind.STARTED_LOADING, "agent", before_span=Span(0, 7)),
        Change(Kind.CONTENT_REMOVED, "code block", before_span=Span(8, 20)),
        Change(Kind.FIELD_ADDED, "name", after_span=Span(0, 12)),
    ]
    assert unexplained_lines("# Title\nname:\nmodel:\n", "name:\nmodel:\n# Title\n", changes) == ()
