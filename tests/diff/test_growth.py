from __future__ import annotations

import pytest

from agentreg.diff.align import Gap
from agentreg.diff.growth import MOST_PAIRS, grown

READ = "Read the code."
LONG = "Read the code of the whole repository first, and all that was ever written about it."


def pairs(before: list[str], after: list[str]) -> list[tuple[int, int]]:
    gap = Gap(tuple(range(len(before))), tuple(range(len(after))))
    return [(match.before, match.after) for match in grown(gap, before, after)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([READ], [LONG], [(0, 0)]),
        ([LONG], [READ], [(0, 0)]),
        ([READ], ["Write the report first."], []),
        (["Test."], ["Test all that the change touches."], []),
        ([READ, "Other."], ["Something else.", LONG], []),
        ([READ, "Other."], ["Something else.", "Read the code twice, please."], [(0, 1)]),
        ([READ] * MOST_PAIRS, [LONG, LONG], []),
    ],
)
def test_a_text_grew_when_the_longer_says_all_that_the_shorter_says(
    before: list[str], after: list[str], expected: list[tuple[int, int]]
) -> None:
    assert pairs(before, after) == expected


def test_a_pair_that_grew_is_no_equal_one() -> None:
    (match,) = grown(Gap((0,), (0,)), [READ], [LONG])
    assert 0 < match.similarity < 1
