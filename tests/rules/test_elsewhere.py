from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentreg.formats.near_names import folded_name, is_near
from agentreg.model.definition import Host
from agentreg.rules.state.elsewhere import Elsewhere, Foreigner


def foreigner(name: str, source: str = "other") -> Foreigner:
    return Foreigner(name, Host.CLAUDE_CODE, f"agents/{name}.md", source)


ELSEWHERE = Elsewhere(
    map(foreigner, ("planner", "Planner", "code-reviewer", "code_reviewer", "code-reveiwer", "reviewer"))
)
ROWS = [
    ("planer", [], ["Planner", "planner"]),
    ("PLANNER", ["planner", "Planner"], []),
    ("codereviewer", [], ["code-reviewer", "code_reviewer"]),
    ("code-reviewer", ["code-reviewer"], ["code-reveiwer", "code_reviewer"]),
    ("auditor", [], []),
]


@pytest.mark.parametrize(("name", "same", "near"), ROWS)
def test_agents_are_found_by_names_that_are_theirs_or_almost(
    name: str, same: list[str], near: list[str]
) -> None:
    assert [one.name for one in ELSEWHERE.named(name)] == same
    assert [one.name for one in ELSEWHERE.nearly_named(name)] == near


NAMES = st.text("abcdeR-_ \u0430", max_size=9) | st.sampled_from(
    ("code-reviewer", "codereviewer", "code-reveiwer", "planner", "plannner", "docs-writer", "docs-writar")
)


@given(st.lists(NAMES, max_size=20), NAMES)
def test_looking_up_finds_what_comparing_with_each_finds(names: list[str], name: str) -> None:
    elsewhere = Elsewhere(map(foreigner, names))
    assert sorted(one.name for one in elsewhere.nearly_named(name)) == sorted(
        {other for other in names if is_near(name, other)}
    )
    assert [one.name for one in elsewhere.named(name)] == [
        other for other in names if folded_name(other) == folded_name(name)
    ]
