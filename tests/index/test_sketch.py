"""Sketches tell how alike texts are."""

import pytest

from agentreg.index.sketch import SIZE, similarity, sketch


def lines(*numbers: int) -> bytes:
    return b"".join(b"line %d of a prompt\n" % number for number in numbers)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (lines(*range(20)), lines(*range(20)), 1.0),
        (lines(*range(20)), lines(*range(20, 40)), 0.0),
        (lines(1, 2, 3), lines(1, 2, 4), 0.5),
        (b"a\nb\n", b"  a\r\n\r\nb", 1.0),
        (b"", b"", 0.0),
        (b"", b"a", 0.0),
    ],
)
def test_the_share_of_common_lines_is_exact_for_short_texts(one, other, expected):
    assert similarity(sketch(one), sketch(other)) == expected


def test_long_texts_are_estimated_from_a_bounded_sketch():
    one, other = sketch(lines(*range(1000))), sketch(lines(*range(250, 1250)))
    assert len(one) == 4 * SIZE
    assert similarity(one, other) == pytest.approx(0.6, abs=0.2)
