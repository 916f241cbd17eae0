"""Versions as people write them, ranges as npm reads them."""

import pytest

from agentreg.errors import BadReference
from agentreg.index.semver import is_range, parse_range, parse_version, tagged_version


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("1.2.3", (1, 2, 3)),
        ("v1.2", (1, 2, 0)),
        ("2", (2, 0, 0)),
        ("1.2.3+build.5", (1, 2, 3)),
        ("1.0.0-rc.1", (1, 0, 0)),
        (" 1.0.0 ", (1, 0, 0)),
    ],
)
def test_versions_are_read_leniently(text, core):
    version = parse_version(text)
    assert version is not None
    assert version.core == core


@pytest.mark.parametrize("text", ["", "one", "1.2.3.4", "1..2", "v", "-1", "1.2.x", "9" * 40])
def test_what_is_no_version_is_none(text):
    assert parse_version(text) is None


def test_versions_sort_by_numbers_and_prereleases_before_their_release():
    texts = ["1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-rc.2", "1.0.0-rc.10", "1.0.0", "1.2.0", "1.10.0", "2"]
    backwards = [parse_version(text) for text in texts[::-1]]
    assert sorted(backwards) == backwards[::-1]


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("^1.2", ["1.2.0", "1.9.9"], ["1.1.9", "2.0.0", "2.0.0-rc.1", "1.3.0-rc.1"]),
        ("^0.2.3", ["0.2.3", "0.2.9"], ["0.3.0", "0.2.2"]),
        ("^0.0.3", ["0.0.3"], ["0.0.4"]),
        ("^0", ["0.9.9"], ["1.0.0"]),
        ("~1.2.3", ["1.2.3", "1.2.9"], ["1.3.0", "1.2.2"]),
        ("~1", ["1.9.0"], ["2.0.0"]),
        ("1.x", ["1.0.0", "1.9.0"], ["2.0.0"]),
        ("1.2.*", ["1.2.7"], ["1.3.0"]),
        ("*", ["0.0.1", "9.9.9"], ["1.0.0-rc.1"]),
        ("1.2", ["1.2.0", "1.2.5"], ["1.3.0"]),
        ("=1.2.3", ["1.2.3"], ["1.2.4"]),
        (">=1.2 <2", ["1.2.0", "1.99.0"], ["2.0.0", "1.1.0"]),
        (">=1.2,<2", ["1.5.0"], ["2.0.0"]),
        (">1.2", ["1.3.0"], ["1.2.9"]),
        ("<=1.2", ["1.2.9", "0.1.0"], ["1.3.0"]),
        (">1.2.3", ["1.2.4"], ["1.2.3"]),
        ("1.0 || ^3", ["1.0.4", "3.1.0"], ["2.0.0"]),
        ("^1.0.0-rc.1", ["1.0.0-rc.2", "1.0.0"], ["1.0.0-alpha", "1.1.0-rc.1"]),
    ],
)
def test_ranges_hold_what_npm_says(text, inside, outside):
    versions = parse_range(text)
    assert [item for item in inside + outside if versions.allows(parse_version(item))] == inside


@pytest.mark.parametrize("text", ["^", "one", "1.2.3.4", ">= ", "^1.2.3.4"])
def test_what_is_no_range_is_refused(text):
    with pytest.raises(BadReference):
        parse_range(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("^1", True),
        ("~1.2", True),
        (">=1", True),
        ("*", True),
        ("1.x", True),
        ("1.2.3", False),
        ("main", False),
        ("x", False),
    ],
)
def test_a_range_shows_by_its_operator_or_wildcard(text, expected):
    assert is_range(text) is expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("v1.2.0", ("", "1.2.0")),
        ("1.2.0", ("", "1.2.0")),
        ("v2.0", ("", "2.0")),
        ("reviewer-v1.2.0", ("reviewer", "1.2.0")),
        ("code-reviewer-1.2.0", ("code-reviewer", "1.2.0")),
        ("reviewer@1.2.0", ("reviewer", "1.2.0")),
        ("reviewer--v1.2.0", ("reviewer", "1.2.0")),
        ("plugins/reviewer/v1.2.0-rc.1", ("plugins/reviewer", "1.2.0-rc.1")),
        ("release", None),
        ("v1", None),
        ("2026", None),
        ("nightly-20260501", None),
    ],
)
def test_tags_name_versions_in_a_few_common_forms(tag, expected):
    assert tagged_version(tag) == expected
