import pytest

from agentreg.merge.arrange import merge_order, merge_trivia


@pytest.mark.parametrize(
    ("keys", "ours", "theirs", "expected"),
    [
        pytest.param("abc", "abc", "cba", "abc", id="the order of ours"),
        pytest.param("ac", "abc", "ac", "ac", id="a key gone"),
        pytest.param("abxc", "abc", "axbc", "axbc", id="a new key of theirs"),
        pytest.param("xab", "ab", "xab", "xab", id="a new key in front"),
        pytest.param("aoxb", "aob", "axb", "aoxb", id="our own news first"),
        pytest.param("abxy", "ba", "axby", "byax", id="each behind the one before it"),
    ],
)
def test_keys_are_arranged(keys: str, ours: str, theirs: str, expected: str) -> None:
    assert "".join(merge_order(set(keys), ours, theirs)) == expected


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"),
    [
        ("", "", "", ""),
        ("# a\n", "# a\n", "# b\n", "# b\n"),
        ("# a\n", "# b\n", "# a\n", "# b\n"),
        ("# a\n", "", "# a\n", ""),
        ("", "\n", "\n", "\n"),
        ("", "# ours\n", "# theirs\n", "# ours\n# theirs\n"),
        ("# a\n", "# ours\n", "# theirs\n", "# ours\n# theirs\n"),
        ("\n", "\n# ours\n", "\n\n", "\n# ours\n"),
    ],
)
def test_comments_of_both_sides_stay(base: str, ours: str, theirs: str, expected: str) -> None:
    assert merge_trivia(base, ours, theirs) == expected
