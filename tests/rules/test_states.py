"""Every rule about one state has an example, and one that is near and not found."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

import agentreg.rules.state
from agentreg.diff.kinds import Area
from agentreg.rules.finding import Bump, Direction
from agentreg.rules.lint import lint
from agentreg.rules.rule import Rule
from agentreg.rules.state.table import STATE_RULES
from agentreg.rules.table import CHANGE_RULES, RULES_BY_ID
from support.scripts import load_script

FOLDER = Path(agentreg.rules.state.__path__[0])
EACH_RULE = pytest.mark.parametrize("rule", STATE_RULES, ids=lambda rule: rule.id)


STATES = load_script("fixtures/states.py").read_states()


def test_every_rule_has_its_examples_in_the_order_of_the_table() -> None:
    assert {rule: list(cases) for rule, cases in STATES.items()} == {
        rule.id: ["found", "near"] for rule in STATE_RULES
    }
    assert list(STATES) == [rule.id for rule in STATE_RULES]


@pytest.mark.parametrize("rule", STATES)
def test_the_rule_is_found_in_its_example_and_not_in_what_is_near(rule: str) -> None:
    found = {kind: rule in {one.rule for one in lint(*case)} for kind, case in STATES[rule].items()}
    assert found == {"found": True, "near": False}


@pytest.mark.parametrize("rule", STATES)
def test_what_is_found_is_told_with_its_place(rule: str) -> None:
    definition, surroundings = STATES[rule]["found"]
    finding = next(finding for finding in lint(definition, surroundings) if finding.rule == rule)
    assert finding.after_span
    assert finding.after_span.of(definition.document.text)
    assert "none" not in finding.message.split()


def test_ids_are_unique() -> None:
    assert len(RULES_BY_ID) == len(STATE_RULES) + len(CHANGE_RULES)


@EACH_RULE
def test_an_id_reads_as_a_sentence_in_the_present(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*-(is|are)-[a-z]+(-[a-z]+)*", rule.id)


@EACH_RULE
def test_a_rule_says_what_it_means_in_one_sentence(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z].*[^.]\.", rule.meaning)
    assert not rule.hint.endswith(".")
    assert rule.says.format(subject="s", before="b", after="a", host="h")


@EACH_RULE
def test_a_state_goes_nowhere_and_asks_for_no_version(rule: Rule) -> None:
    # What nobody gets any more is as good as removed, though no change of its own says so.
    bump = Bump.MAJOR if rule.id == "agent-is-unlisted" else Bump.NONE
    assert (rule.kinds, rule.direction, rule.bump, rule.mirror) == ((), Direction.NEUTRAL, bump, "")
    assert rule.area is not Area.POLICY


@EACH_RULE
def test_its_twins_judge_changes(rule: Rule) -> None:
    assert set(rule.twins) <= CHANGE_RULES


@EACH_RULE
def test_a_rule_has_a_module_of_its_name(rule: Rule) -> None:
    assert callable(import_module(f"agentreg.rules.state.{rule.id.replace('-', '_')}").find)


def test_every_module_that_is_named_like_a_rule_belongs_to_one() -> None:
    modules = {file.stem for file in FOLDER.glob("*.py") if re.search("_(is|are)_", file.stem)}
    assert modules == {rule.id.replace("-", "_") for rule in STATE_RULES}
