from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentreg.diff.align import Gap, Match, common, gaps, in_order, similar


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ("abc", "abc", [(0, 0), (1, 1), (2, 2)]),
        ("abc", "axc", [(0, 0), (2, 2)]),
        ("abcd", "xabcd", [(0, 1), (1, 2), (2, 3), (3, 4)]),
        ("abc", "bca", [(1, 0), (2, 1)]),
        ("abc", "xyz", []),
    ],
)
def test_what_is_equal_is_matched_in_order(before: str, after: str, expected: list[tuple[int, int]]) -> None:
    assert [(match.before, match.after) for match in common(before, after)] == expected


@given(st.text("abc", max_size=20), st.text("abc", max_size=20))
def test_matches_increase_on_both_sides_and_join_equals(before: str, after: str) -> None:
    matches = common(before, after)
    assert all(before[match.before] == after[match.after] for match in matches)
    assert all(one.before < other.before and one.after < other.after for one, other in pairwise(matches))


def test_gaps_hold_what_no_match_covers() -> None:
    assert gaps([Match(1, 0), Match(2, 3)], 4, 6) == [Gap((3,), (4, 5))]
    assert gaps([], 1, 2) == [Gap((0,), (0, 1))]


def test_similar_texts_of_a_gap_are_paired_best_first() -> None:
    before = ["Run the unit tests", "Read the context file"]
    after = ["Read the whole context file", "Deploy to production", "Run the unit tests twice"]
    pairs = {(match.before, match.after) for match in similar(Gap((0, 1), (0, 1, 2)), before, after)}
    assert pairs == {(0, 2), (1, 0)}


def test_texts_with_little_in_common_stay_apart() -> None:
    assert similar(Gap((0,), (0,)), ["Run the unit tests"], ["Ping me on Friday"]) == []


@given(st.lists(st.integers(0, 30), unique=True, max_size=30))
def test_what_stays_in_order_is_increasing_and_no_shorter_than_any_greedy_run(places: list[int]) -> None:
    stays = [places[position] for position in sorted(in_order(places))]
    assert stays == sorted(stays)
    greedy: list[int] = []
    for place in places:
        if not greedy or place > greedy[-1]:
            greedy.append(place)
    assert len(stays) >= len(greedy)


def test_three_thousand_different_lines_in_one_gap_stay_quick() -> None:
    before = [f"line {number} says {number * 7919 % 101}" for number in range(3000)]
    after = [f"row {number} tells {number * 7907 % 103}" for number in range(3000)]
    begin = time.process_time()
    similar(Gap(tuple(range(3000)), tuple(range(3000))), before, after)
    assert time.process_time() - begin < 1.0
