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
    ("You are an AI engineer for shops.", "You are a senior AI engineer. You build models.", "role-changed"),
    (
        "You are a full-stack developer with a view of all.",
        "You are a senior fullstack developer. You finish what others begin, from the database up.",
        "role-changed",
    ),
    (
        "You are a general purpose helper.",
        "You are the general-purpose helper of this shop, whatever its people ask you for.",
        "role-changed",
    ),
    (
        "You are a senior task distributor with a liking for queues.",
        "You are a task-distribution strategist. You write down who does what, and you run nothing.",
        "role-changed",
    ),
    (
        "You are a Developer Experience (DX) optimization specialist. Remove friction.",
        "You are a senior DX optimizer with a liking for quick builds and short waits.",
        "role-changed",
    ),
    ("You are a code reviewer.", "You are a code generator that writes all of it.", "role-replaced"),
    (
        "You mend nets. Count the knots of each net twice. Dry the yarn before you use it.",
        "You mend nets.",
        "role-changed",
    ),
    (
        "You mend nets. Count the knots of each net twice. Dry the yarn before you use it.",
        "You sell boats.",
        "role-replaced",
    ),
]
# What a section called Role says.
LABELLED = [
    (
        "Project Orchestrator: coordinates the work, keeps the plan",
        "ORCHESTRATOR: Split what is asked. Send it to others.",
        "role-changed",
    ),
    (
        "Release Manager: cuts versions, writes notes",
        "RELEASE MANAGER: Decide what ships and when.",
        "role-changed",
    ),
    (
        "You are a world-class Schema Architect with years of practice. You think in graphs.",
        "World-class schema architect designing types, with a focus on those who read them",
        "role-changed",
    ),
    (
        "Release Manager: cuts versions, writes notes",
        "PENETRATION TESTER: Break into what others built. Tell nobody.",
        "role-replaced",
    ),
]


@pytest.mark.parametrize(("old", "new", "expected"), ROLES)
def test_a_role_is_replaced_when_it_is_another_persona(old: str, new: str, expected: str | None) -> None:
    before, after = (
        read_definition(f"# Agent\n\n{role}\n\n## Notes\n\nKeep it short.\n".encode()) for role in (old, new)
    )
    kinds = [change.kind.value for change in compare(before, after) if is_meaningful(change)]
    assert kinds == ([expected] if expected else [])


@pytest.mark.parametrize(("old", "new", "expected"), LABELLED)
def test_a_titled_role_is_known_by_its_title(old: str, new: str, expected: str) -> None:
    texts = (f"# Role\n\n{role}\n\n# Notes\n\nKeep it short.\n" for role in (old, new))
    changes = compare(*(read_definition(text.encode()) for text in texts))
    assert [change.kind.value for change in changes if is_meaningful(change)] == [expected]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("tide-table-finder", "tide-table-finder"), "role-changed"),
        (("tide-table-finder", "gull-feeder"), "role-replaced"),
        (("helper", "helper"), "role-replaced"),
    ],
)
def test_a_role_that_says_what_the_agent_is_called_is_the_same(names: tuple[str, str], expected: str) -> None:
    roles = (
        "An AI agent that looks up the right tide table for a harbour.",
        "You are a patient tide analyst with a table at hand. You read, and leave all guesses to others.",
    )
    texts = (
        f"---\nname: {name}\ndescription: Helps.\n---\n\n{role}\n\n## Notes\n\nBe brief.\n"
        for name, role in zip(names, roles, strict=True)
    )
    changes = compare(*(read_definition(text.encode(), "agents/a.md") for text in texts))
    assert expected in [change.kind.value for change in changes]


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("## 说明\n\n请保持简短。\n", "role-changed"),
        ("## 说明\n\n请使用 Kubernetes Prometheus Grafana OpenTelemetry Terraform。\n", "role-changed"),
        ("## Notes\n\nKeep it short.\n", "role-replaced"),
        ("", "role-replaced"),
    ],
    ids=["with all around it", "with the terms as they were", "alone", "as all that is left"],
)
def test_a_role_that_was_translated_is_no_other_one(rest: str, expected: str) -> None:
    before = "You are a strict reviewer of Go code.\n\n## Notes\n\nKeep it short.\n"
    after = f"你是一名严格的代码审查员。\n\n{rest}"
    changes = compare(*(read_definition(text.encode()) for text in (before, after)))
    assert expected in [change.kind.value for change in changes]


def test_what_an_agent_is_called_is_no_excuse_for_another_persona() -> None:
    texts = (
        f"---\nname: freight\ndescription: Helps.\n---\n\n{role}\n\n## Notes\n\nBe brief.\n"
        for role in (
            "You are a planning agent for freight. You draw up the plan and hand it over.",
            "You are an implementing agent for freight. You write the code from end to end.",
        )
    )
    changes = compare(*(read_definition(text.encode(), "agents/a.md") for text in texts))
    assert "role-replaced" in [change.kind.value for change in changes]


def test_a_role_that_moved_into_a_new_section_is_told_beside_it() -> None:
    """The prompt still says who the agent is: nothing of the role was taken away."""
    before = "You are a senior glazier who fits old windows.\n\n## Rules\n\nBe brief.\n"
    after = "# Fitter\n\n**Role**: Senior glazier who fits very old windows.\n\n## Rules\n\nBe brief.\n"
    changes = compare(*(read_definition(text.encode()) for text in (before, after)))
    assert [change.kind.value for change in changes if is_meaningful(change)] == [
        "role-changed",
        "section-added",
    ]
