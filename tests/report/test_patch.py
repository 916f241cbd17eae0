from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentreg.report.patch import render_patch
from support.repos import commit, git, init


def test_a_patch_looks_as_git_writes_it() -> None:
    assert render_patch("a/b.md", b"one\ntwo\n", b"one\n2\n") == (
        b"diff --git a/a/b.md b/a/b.md\n--- a/a/b.md\n+++ b/a/b.md\n@@ -1,2 +1,2 @@\n one\n-two\n+2\n"
    )


def test_no_change_is_no_patch() -> None:
    assert render_patch("a.md", b"same\n", b"same\n") == b""


@pytest.mark.parametrize("path", ["a.md", "a b/c d.md", "\u00fc.md"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"one\ntwo\n", b"one\ntwo"),
        (b"one", b"one\n"),
        (b"one", b"two"),
        (b"one\r\ntwo\r\n", b"one\r\n2\r\n"),
        (b"one\rtwo\x0cthree\n", b"one\rtwo\x0c3\n"),
        (b"caf\xe9\n", b"caf\xe9 \xff\n"),
        (
            b"".join(b"%d\n" % number for number in range(50)),
            b"".join(b"%d\n" % number for number in range(1, 51)),
        ),
    ],
)
def test_git_applies_a_patch_and_gets_the_new_bytes(
    tmp_path: Path, path: str, before: bytes, after: bytes
) -> None:
    init(tmp_path)
    commit(tmp_path, {path: before})
    git(tmp_path, "apply", "--whitespace=nowarn", stdin=render_patch(path, before, after))
    assert (tmp_path / path).read_bytes() == after


@given(st.lists(st.sampled_from(["a\n", "b\n", "c\n"])), st.lists(st.sampled_from(["a\n", "b\n", "c\n"])))
def test_a_patch_holds_every_line_that_went_or_came(before: list[str], after: list[str]) -> None:
    patch = render_patch("a.md", "".join(before).encode(), "".join(after).encode()).decode().splitlines()[3:]
    signs = [line[0] for line in patch if line[0] in "+-"]
    assert signs.count("+") - signs.count("-") == len(after) - len(before)
