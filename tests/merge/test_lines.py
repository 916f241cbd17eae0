import pytest

from agentreg.merge.lines import Origin, Stretch, merge3

BASE, OURS, THEIRS, BOTH, CONFLICT = Origin


def shown(base: str, ours: str, theirs: str) -> str:
    """The merge of strings of letters; a conflict as `{ours|base|theirs}`."""
    out = ""
    for stretch in merge3(base, ours, theirs):
        b, o, t = (side[slice(*at)] for side, at in zip((base, ours, theirs), stretch[1:], strict=True))
        out += f"{{{o}|{b}|{t}}}" if stretch.origin is CONFLICT else t if stretch.origin is THEIRS else o
    return out


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"),
    [
        pytest.param("", "", "", "", id="nothing"),
        pytest.param("abc", "abc", "abc", "abc", id="no change"),
        pytest.param("abc", "axc", "abc", "axc", id="only ours changed"),
        pytest.param("abc", "abc", "axc", "axc", id="only theirs changed"),
        pytest.param("abc", "axc", "axc", "axc", id="the same edit is taken once"),
        pytest.param("abcde", "xbcde", "abcdy", "xbcdy", id="edits apart"),
        pytest.param("abc", "axc", "ayc", "a{x|b|y}c", id="two edits of one element"),
        pytest.param("abc", "ac", "ayc", "a{|b|y}c", id="removed against edited"),
        pytest.param("abcd", "axcd", "abyd", "a{xc|bc|by}d", id="edits that touch collide as in Git"),
        pytest.param("ab", "axb", "ayb", "a{x||y}b", id="two inserts at one place"),
        pytest.param("ab", "axb", "axb", "axb", id="the same insert twice"),
        pytest.param("", "x", "y", "{x||y}", id="two files without a base"),
        pytest.param("abc", "", "abxc", "{|abc|abxc}", id="all removed against an insert"),
    ],
)
def test_sides_merge_and_collide(base: str, ours: str, theirs: str, expected: str) -> None:
    assert shown(base, ours, theirs) == expected


def test_stretches_name_their_ranges_in_all_three() -> None:
    assert merge3("abcd", "abXXcd", "abc") == (
        Stretch(BASE, (0, 2), (0, 2), (0, 2)),
        Stretch(OURS, (2, 2), (2, 4), (2, 2)),
        Stretch(BASE, (2, 3), (4, 5), (2, 3)),
        Stretch(THEIRS, (3, 4), (5, 6), (3, 3)),
    )


def test_elements_may_be_anything_that_hashes() -> None:
    assert [s.origin for s in merge3([(1, 2), "x"], [(1, 2), "y"], [(1, 2), "x", None])] == [BASE, CONFLICT]
