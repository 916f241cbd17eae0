"""What a change tells of a state is not told again, and nothing that is graver is lost by that."""

from __future__ import annotations

import pytest

from agentreg.formats.read import read_definition
from agentreg.review.compare import Judge, review_pair, review_trees
from agentreg.review.values import Labelled
from agentreg.rules.lint import lint
from agentreg.rules.state.scene import NOWHERE
from agentreg.rules.state.table import STATE_RULES
from agentreg.sources.collection import Collection
from support.scripts import load_script

STATES = load_script("fixtures/states.py").read_states()
TWINS = {rule.id: rule.twins for rule in STATE_RULES}


@pytest.mark.parametrize("rule", [rule for rule, twins in TWINS.items() if twins])
def test_a_state_that_a_change_brings_is_told_as_gravely_by_itself_or_by_a_twin(rule: str) -> None:
    (before, _), (after, around) = STATES[rule]["near"], STATES[rule]["found"]
    states = [one for one in lint(after, around) if one.rule == rule]
    sides = Collection((before,)), Collection((after,))
    (agent,) = review_trees(*sides, ("", ""), Judge(surroundings=(around, around))).agents
    found = [one for one in agent.findings if one.rule in (rule, *TWINS[rule])]
    assert all(any(one.severity.at_least(state.severity) for one in found) for state in states)


def told(before: str, after: str) -> set[str]:
    texts = (f"---\n{fields}\ndescription: Does work.\n---\nYou work.\n" for fields in (before, after))
    sides = (Labelled(read_definition(text.encode(), ".claude/agents/a.md"), "a") for text in texts)
    agent = review_pair(*sides, surroundings=(NOWHERE, NOWHERE))
    return {f"{one.severity} {one.rule}" for one in agent.findings}


@pytest.mark.parametrize("name", ["Explore", "Plan", "general-purpose", "general_purpose"])
def test_another_name_that_a_host_brings_along_is_told_beside_the_renaming(name: str) -> None:
    found = told("name: deployer\ntools: Read", f"name: {name}\ntools: Read")
    assert found >= {"high name-is-built-in", "medium agent-was-renamed"}
