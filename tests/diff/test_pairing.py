from __future__ import annotations

import pytest

from agentreg.diff.pairing import EQUAL, pair_texts

PAIRS = [
    (["a cat sits", "a dog barks"], ["a dog barks", "a cat sits"], [(0, 1), (1, 0)]),
    (["a cat sits"], ["a cat sat", "nine"], [(0, 0)]),
    (["same", "same"], ["same"], [(0, 0)]),
    (["one"], ["another"], []),
    ([], ["one"], []),
]


@pytest.mark.parametrize(("before", "after", "expected"), PAIRS)
def test_texts_are_paired_by_what_they_say_and_from_either_side_alike(
    before: list[str], after: list[str], expected: list[tuple[int, int]]
) -> None:
    assert [(match.before, match.after) for match in pair_texts(before, after)] == expected
    assert sorted((match.after, match.before) for match in pair_texts(after, before)) == expected


def test_only_equal_texts_are_paired_on_request() -> None:
    assert pair_texts(["a cat sits"], ["a cat sat"], least=EQUAL) == []
