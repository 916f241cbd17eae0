from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import ratio

from agentreg.diff import lcs

TEXTS = st.text("abcd ", max_size=60)


@given(TEXTS, TEXTS)
def test_the_common_subsequence_is_one_of_the_longest(one: str, other: str) -> None:
    pairs = lcs.matching(one, other)
    assert pairs == sorted(pairs)
    assert all(one[left] == other[right] for left, right in pairs)
    assert len({left for left, _ in pairs}) == len({right for _, right in pairs}) == len(pairs)
    assert len(one) + len(other) - 2 * len(pairs) == Indel.distance(one, other)


@given(TEXTS, TEXTS)
def test_short_texts_are_as_alike_as_the_package_says(one: str, other: str) -> None:
    assert lcs.similarity(one, other) == pytest.approx(ratio(one, other))


@given(st.lists(st.integers(0, 5), max_size=40), st.lists(st.integers(0, 5), max_size=40))
def test_large_sequences_are_matched_as_well_as_small_ones(one: list[int], other: list[int]) -> None:
    assert len(lcs._matching_by_rapidfuzz(one, other)) == len(lcs.matching(one, other))


def test_elements_with_one_hash_are_told_apart() -> None:
    assert lcs.matching(["a", 97], [97, "a"]) in ([(0, 1)], [(1, 0)])
    assert lcs._matching_by_rapidfuzz([["a"][0]], [97]) == []
