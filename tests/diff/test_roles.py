"""Tables of (role before, after, kind)."""

from __future__ import annotations

import pytest

from agentreg.diff.changes import is_meaningful
from agentreg.diff.compare import compare
from agentreg.formats.read import read_definition

ROLES = [
    ("You are a Go reviewer.", "You are a Go reviewer.\n", None),
    ("You are a Go reviewer.", "You are a strict Go reviewer.", "role-changed"),
    (
        "You are an expert debugger specializing in root causes.",
        "You are a senior debugging specialist. You read logs, traces and dumps, and ask before you guess.",
        "role-changed",
    ),
    (
        "You are a senior Rust developer with years of practice in large systems of many teams.",
        "You are a senior Kotlin developer with years of practice in large systems of many teams.",
        "role-replaced",
    ),
    (
        "You are a PLANNING AGENT for the shop.",
        "You are an IMPLEMENTATION AGENT for the shop.",
        "role-replaced",
    ),
    (
        "Your mission is to keep the site up.",
        "Your mission is to keep the whole site up.",
        "role-changed",
    ),
    ("Your mission is to keep the site up.", "Your goal is fewer words.", "role-replaced"),
]


@pytest.mark.parametrize(("old", "new", "expected"), ROLES)
def test_a_role_is_replaced_when_it_is_another_persona(old: str, new: str, expected: str | None) -> None:
    before, after = (
        read_definition(f"# Agent\n\n{role}\n\n## Notes\n\nKeep it short.\n".encode()) for role in (old, new)
    )
    kinds = [change.kind.value for change in compare(before, after) if is_meaningful(change)]
    assert kinds == ([expected] if expected else [])


def test_a_role_that_moved_into_a_new_section_is_told_beside_it() -> None:
    """The prompt still says who the agent is: nothing of the role was taken away."""
    before = "You are a senior glazier who fits old windows.\n\n## Rules\n\nBe brief.\n"
    after = "# Fitter\n\n**Role**: Senior glazier who fits very old windows.\n\n## Rules\n\nBe brief.\n"
    changes = compare(*(read_definition(text.encode()) for text in (before, after)))
    assert [change.kind.value for change in changes if is_meaningful(change)] == [
        "role-changed",
        "section-added",
    ]
