from __future__ import annotations

import pytest

from agentreg.formats.paths import is_path, leaves_project


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


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/etc/x", True),
        ("~/x", True),
        ("C:\\x", True),
        ("\\\\files\\x", True),
        ("../../../x", True),
        ("..\\..\\..\\x", True),
        ("a/../../../../x", True),
        ("../../x", False),
        ("..\\..\\x", False),
        ("a/../x", False),
    ],
)
def test_a_path_leaves_the_project_where_it_leads_above_its_top(path: str, expected: bool) -> None:
    assert leaves_project(path, ".claude/agents/a.md") is expected
