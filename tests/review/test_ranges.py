"""Where a review starts, and what it could not compare."""

from __future__ import annotations

import pytest

from agentreg.git.refs import Ref
from agentreg.review.ranges import latest_release, version_at

TIP = "f" * 40

RELEASES = [
    ("the highest version counts, not the last name", ["v1.9.0", "v1.10.0"], "v1.10.0"),
    ("words before the number are allowed", ["release-1.0", "v0.9"], "release-1.0"),
    ("a tag of one agent or plugin is no release", ["reviewer-v9.0.0", "v1.0.0"], "v1.0.0"),
    ("a pre-release is no release", ["v2.0.0-rc.1", "v1.0.0"], "v1.0.0"),
    ("a tag without a version is no release", ["nightly", "v1"], None),
    ("the longer name of equal versions", ["v1.0", "v1.0.0"], "v1.0.0"),
    ("nothing", [], None),
]


@pytest.mark.parametrize(
    ("names", "expected"), [row[1:] for row in RELEASES], ids=[row[0] for row in RELEASES]
)
def test_the_latest_release(names: list[str], expected: str | None) -> None:
    tags = [Ref(f"refs/tags/{name}", "0" * 40, "0" * 40) for name in names]
    found = latest_release(tags, TIP)
    assert (found.short if found else None) == expected


def test_a_release_of_the_tip_is_what_it_brings() -> None:
    tags = [Ref("refs/tags/v1.0.0", "0" * 40, "0" * 40), Ref("refs/tags/v2.0.0", TIP, TIP)]
    found = latest_release(tags, TIP)
    assert found
    assert found.short == "v1.0.0"


CALLED = [
    ("the highest of several", "HEAD", "1.3.0"),
    ("the tag by which it is named", "v1.2.0", "1.2.0"),
    ("the same by a longer name", "tags/v1.2.0", "1.2.0"),
    ("the same by its full name", "refs/tags/v1.2.0", "1.2.0"),
    ("a tag that names no release", "nightly", "1.3.0"),
    ("the tag of one agent", "reviewer-v9.0.0", "1.3.0"),
    ("a release of another commit", "v1.0.0", "1.3.0"),
]


@pytest.mark.parametrize(("called", "expected"), [row[1:] for row in CALLED], ids=[row[0] for row in CALLED])
def test_the_version_of_a_commit(called: str, expected: str) -> None:
    names = ("v1.2.0", "v1.3.0", "nightly", "reviewer-v9.0.0")
    tags = [Ref(f"refs/tags/{name}", TIP, TIP) for name in names]
    tags.append(Ref("refs/tags/v1.0.0", "0" * 40, "0" * 40))
    assert version_at(tags, TIP, called) == expected
