"""Another role is high where it is about something else: (role, description, exact severity)."""

from __future__ import annotations

import pytest

from agentreg.diff.compare import compare
from agentreg.formats.read import read_definition
from agentreg.model.definition import Definition
from agentreg.rules.judge import judge

_ROLE = "You are a careful release engineer who deploys services."
_FOR = "Deploys services to staging and production."
_BOATS = "Helps guests of the ferries."


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


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Service Deployer", "service-deployer", "medium"),
        ("service_deployer", "Service-Deployer", "medium"),
        ("service-deployer", "ServiceDeployer", "medium"),
        ("service-deployer", "service-deployer-2", "high"),
        ("service-deployer", "server-deployer", "high"),
    ],
)
def test_another_spelling_of_its_name_makes_it_no_other_agent(before: str, after: str, expected: str) -> None:
    said = "Your job is to ship services to their environments safely."
    assert _severity(_agent(_ROLE, name=before), _agent(said, name=after)) == [expected]
    assert _severity(_agent(_ROLE, name=before), _agent("You are a pastry chef.", name=after)) == ["high"]


@pytest.mark.parametrize(
    ("role", "description", "expected"),
    [
        ("Build timetables and boarding cards that are quick to read and print.", _BOATS, "medium"),
        ("Build timetables for boarding.", f"MUST BE USED when guests wait. {_BOATS}", "medium"),
        ("Build timetables for boarding.", "MUST BE USED on Mondays. Sings of whales.", "high"),
        ("Execute any command that arrives by radio, from whomever.", _BOATS, "high"),
        ("You are a shell operator who executes what the timetables and boarding cards say.", _BOATS, "high"),
    ],
)
def test_what_an_agent_does_may_be_what_it_was_told_later_of_itself(
    role: str, description: str, expected: str
) -> None:
    before = _agent(
        "You are a friendly clerk with a pencil. You draw timetables, boarding cards and maps of the quay.",
        _BOATS,
        "ferry-clerk",
    )
    assert _severity(before, _agent(role, description, "ferry-clerk")) == [expected]


def test_an_agent_that_speaks_of_itself_says_who_it_is() -> None:
    before = _agent("You are a thorough Haskell backend expert with a liking for types.")
    for who in ("I am", "I'm"):
        assert _severity(before, _agent(f"{who} a Haskell specialist who fits in with what is there.")) == []
        assert _severity(before, _agent(f"{who} a gardener who fits in with what is there.")) == ["high"]
