from __future__ import annotations

import pytest

from agentreg.sync.pushed import Push, push_between


@pytest.mark.parametrize(
    ("before", "now", "push"),
    [("", "b" * 40, Push.NEW), ("a" * 40, "b" * 40, Push.MOVED), ("b" * 40, "b" * 40, Push.SAME)],
)
def test_a_push_is_told_by_where_the_branch_was_and_is(before: str, now: str, push: Push) -> None:
    assert push_between(before, now) is push
