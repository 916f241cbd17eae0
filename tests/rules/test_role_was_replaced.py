"""Another role is high where it is about something else: (role, description, exact severity)."""

from __future__ import annotations

import pytest

from agentreg.diff.compare import compare
from agentreg.formats.read import read_definition
from agentreg.model.definition import Definition
from agentreg.rules.judge import judge

_ROLE = "You are a careful release engineer who deploys services."
_FOR = "Deploys services to staging and production."


def _agent(role: str, description: str = _FOR, name: str = "deployer") -> Definition:
    text = f"---\nname: {name}\ndescription: {description}\n---\n\n{role}\n\n## Rules\n\n- Keep it short.\n"
    return read_definition(text.encode(), ".claude/agents/deployer.md")


def _severity(before: Definition, after: Definition) -> list[str]:
    found = judge(before, after, compare(before, after))
    return [str(one.severity) for one in found if one.rule == "role-was-replaced"]


@pytest.mark.parametrize(
    ("role", "description", "expected"),
    [
        ("Your job is to ship services to their environments safely.", _FOR, ["medium"]),
        ("Guarantee that every release reaches production safely.", _FOR, ["medium"]),
        ("You help teams ship their services without outages.", _FOR, ["medium"]),
        ("Guarantee that every release reaches production safely.", "Writes songs about the sea.", ["high"]),
        ("You are a pastry chef.", _FOR, ["high"]),
        ("You are a pastry chef who knows all services.", _FOR, ["high"]),
        ("You write songs about the sea.", _FOR, ["high"]),
    ],
)
def test_the_same_subject_in_other_words_is_medium(role: str, description: str, expected: list[str]) -> None:
    assert _severity(_agent(_ROLE), _agent(role, description)) == expected


def test_an_agent_of_another_name_is_somebody_else() -> None:
    other = _agent("Your job is to ship services to their environments safely.", name="shipper")
    assert _severity(_agent(_ROLE), other) == ["high"]
