from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentreg.variants.nearest import Nearness, rank

FILE = b"---\nname: a\n---\n\nRead it.\nJudge it.\n"


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (FILE, Nearness(1.0, 1.0, equal=True)),
        (FILE.replace(b"\n", b"\r\n"), Nearness(1.0, 1.0, equal=True)),
        (b"  Judge it.\n\nRead it.\n---\nname: a\n---", Nearness(1.0, 1.0)),
        (FILE.replace(b"Judge it.", b"Praise it."), Nearness(0.8, 10 / 12)),
        (FILE + b"Judge it.\n", Nearness(10 / 11, 12 / 14)),
        (b"Judge it.\n" * 2, Nearness(2 / 7, 6 / 10)),
        (b"", Nearness(0.0, 0.0)),
        (b"Unlike.\n", Nearness(0.0, 0.0)),
    ],
)
def test_nearness_is_the_share_of_lines_and_words_that_both_have(other: bytes, expected: Nearness) -> None:
    ((place, found),) = rank(FILE, [other])
    assert place == 0
    assert (found.lines, found.words, found.equal) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("texts", "places"),
    [
        ([b"x\n", FILE], [1, 0]),
        # Each revision has another model, and the file one of its own.
        ([b"model: opus\nRun.\n" + FILE, b"model: opus\n" + FILE, FILE], [2, 1, 0]),
        # The same lines in another order are as near, and the one that equals the file comes first.
        ([b"---\nname: a\n---\nJudge it.\nRead it.\n", FILE], [1, 0]),
        # Of two that are the same, the newest.
        ([FILE, b"x\n", FILE], [0, 2, 1]),
        ([], []),
    ],
)
def test_the_nearest_comes_first(texts: list[bytes], places: list[int]) -> None:
    assert [one.place for one in rank(FILE, texts)] == places


def test_words_tell_revisions_apart_where_one_line_differs_in_all() -> None:
    texts = [b"tools: Read, Write, Bash\n", b"tools: Read, Grep\n", b"tools: Read, Bash\n"]
    assert [one.place for one in rank(b"tools: Read, Grep, Glob\n", texts)] == [1, 2, 0]


@given(st.binary(), st.binary())
def test_nearness_is_the_same_from_both_sides_and_a_share(one: bytes, other: bytes) -> None:
    there, back = rank(one, [other])[0].nearness, rank(other, [one])[0].nearness
    assert there == back
    assert 0.0 <= there.words <= 1.0
    assert 0.0 <= there.lines <= 1.0
