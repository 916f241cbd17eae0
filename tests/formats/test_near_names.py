"""Names that are taken for one another."""

from __future__ import annotations

import pytest

from agentreg.formats.near_names import folded_name, is_near

NEAR = {
    ("code-reviewer", "code-reveiwer"): True,
    ("code-reviewer", "code-reviewe"): True,
    ("code-reviewer", "code_reviewer"): True,
    ("code-reviewer", "codereviewer"): True,
    ("code-reviewer", "code-rev1ewer"): True,
    ("code-reviewer", "code-reviewer"): False,
    ("code-reviewer", "Code Reviewer"): True,
    ("code-reviewer", "code-reviewers"): False,
    ("ui-designer", "ux-designer"): False,
    ("cpp-pro", "php-pro"): False,
    ("frontend-developer", "backend-developer"): False,
    ("planner", "plan"): False,
}


@pytest.mark.parametrize(("names", "expected"), NEAR.items())
def test_a_slip_in_a_long_word_is_near(names: tuple[str, str], expected: bool) -> None:
    assert (is_near(*names), is_near(*reversed(names))) == (expected, expected)


def test_names_fold_as_hosts_compare_them() -> None:
    assert folded_name("E\u200bx plore") == folded_name("\uff25xplore") == folded_name("explore")
