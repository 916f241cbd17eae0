from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentreg.diff.words import Fate, compare_words


def marked(before: str, after: str) -> str:
    frames = {Fate.KEPT: "{}", Fate.REMOVED: "[-{}-]", Fate.ADDED: "{{+{}+}}"}
    return "".join(frames[run.fate].format(run.text) for run in compare_words(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ""),
        ("same words", "same words", "same words"),
        ("you MUST report", "you should report", "you [-MUST-]{+should+} report"),
        ("report it", "report it now", "report it{+ now+}"),
        ("run all the tests", "run tests", "run [-all the -]tests"),
        ("ask the old team", "ask a new team", "ask [-the old-]{+a new+} team"),
        ("version 8.1 only", "version 9.1 only", "version [-8-]{+9+}.1 only"),
        ("先读文件", "先写文件", "先[-读-]{+写+}文件"),
        ("", "new", "{+new+}"),
        ("old", "", "[-old-]"),
    ],
)
def test_only_the_words_that_differ_are_marked(before: str, after: str, expected: str) -> None:
    assert marked(before, after) == expected


TEXT = (
    st.lists(st.sampled_from(["a", "b", "must", " ", "  ", ",", "\n", "中"]), max_size=30).map("".join)
    | st.text()
)


@given(TEXT, TEXT)
def test_the_runs_hold_both_texts(before: str, after: str) -> None:
    runs = compare_words(before, after)
    assert "".join(run.text for run in runs if run.fate is not Fate.ADDED) == before
    assert "".join(run.text for run in runs if run.fate is not Fate.REMOVED) == after


@given(TEXT)
def test_equal_texts_have_no_marks(text: str) -> None:
    assert all(run.fate is Fate.KEPT for run in compare_words(text, text))
