import pytest

from agentreg.merge.alignment import Change, changes


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param("", "", [], id="nothing"),
        pytest.param("abc", "abc", [], id="equal"),
        pytest.param("abc", "axc", [Change(1, 2, 1, 2)], id="one element replaced"),
        pytest.param("abc", "ac", [Change(1, 2, 1, 1)], id="one element removed"),
        pytest.param("ac", "abc", [Change(1, 1, 1, 2)], id="one element added"),
        pytest.param("", "ab", [Change(0, 0, 0, 2)], id="all added"),
        pytest.param("abcde", "xbcdy", [Change(0, 1, 0, 1), Change(4, 5, 4, 5)], id="two apart"),
        pytest.param(
            "a.b.c", "a.x.b.c", [Change(2, 2, 2, 4)], id="an inserted block slides down to its own text"
        ),
        pytest.param("aab", "aaab", [Change(2, 2, 2, 3)], id="a repeated element is added last"),
        pytest.param("aaab", "aab", [Change(2, 3, 2, 2)], id="a repeated element is removed last"),
    ],
)
def test_changes_stand_where_git_puts_them(before: str, after: str, expected: list[Change]) -> None:
    assert list(changes([ord(c) for c in before], [ord(c) for c in after])) == expected
