from __future__ import annotations

import pytest

from agentreg.formats.paths import is_path


@pytest.mark.parametrize(
    "word",
    [
        "a.md",
        "a/b/c",
        "./a",
        "~/x/y",
        "src/",
        ".claude/doc/x.md",
        "a/*.py",
        "x/[n]/y.md",
        ".env",
        "/etc/hosts",
    ],
)
def test_words_in_code_that_name_files_are_paths(word: str) -> None:
    assert is_path(word)


@pytest.mark.parametrize(
    "word",
    [
        "async/await",
        "a.b",
        "x = 1",
        "http://e.org/a/b",
        "--flag",
        "1.2.3",
        "e.g.",
        "/review",
        "/api/users",
        ".md",
    ],
)
def test_other_words_in_code_are_none(word: str) -> None:
    assert not is_path(word)
