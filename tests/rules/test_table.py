"""The audit of the rule table: one word in all places, each widening has its opposite."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

import agentreg.rules
from agentreg.diff.kinds import FORM_ONLY, Area, Kind
from agentreg.rules.finding import Bump, Direction, Severity
from agentreg.rules.questions import ANY, QUESTIONS
from agentreg.rules.rule import Rule
from agentreg.rules.table import RULES, RULES_BY_ID

BY_ID = {rule.id: rule for rule in RULES}
FOLDER = Path(agentreg.rules.__path__[0])
EACH_RULE = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


def test_ids_are_unique() -> None:
    assert len(BY_ID) == len(RULES)


@EACH_RULE
def test_an_id_reads_as_a_sentence(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*-(was|were|became)-[a-z]+", rule.id)


@EACH_RULE
def test_a_rule_says_what_it_means_in_one_sentence(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z].*[^.]\.", rule.meaning)
    assert not rule.hint.endswith(".")
    assert re.fullmatch(r"\d+\.\d+\.\d+", rule.since)


@EACH_RULE
def test_a_message_names_only_what_a_finding_has(rule: Rule) -> None:
    assert rule.says.format(subject="s", before="b", after="a", host="h")


@EACH_RULE
def test_each_widening_and_narrowing_has_its_opposite(rule: Rule) -> None:
    assert bool(rule.mirror) == (rule.direction is not Direction.NEUTRAL)
    if rule.mirror:
        opposite = BY_ID[rule.mirror]
        assert opposite.mirror == rule.id
        assert {rule.direction, opposite.direction} == {Direction.WIDENS, Direction.NARROWS}


@EACH_RULE
def test_a_rule_that_looks_closer_has_a_module_of_its_name(rule: Rule) -> None:
    module = FOLDER / f"{rule.id.replace('-', '_')}.py"
    assert module.is_file() == rule.looks_closer
    if rule.looks_closer:
        assert callable(import_module(f"agentreg.rules.{module.stem}").find)


def test_every_module_that_is_named_like_a_rule_belongs_to_one() -> None:
    modules = {file.stem for file in FOLDER.glob("*.py") if re.search("_(was|were|became)_", file.stem)}
    assert modules == {rule.id.replace("-", "_") for rule in RULES if rule.looks_closer}


def test_every_rule_of_medium_and_above_asks_a_reviewer_something() -> None:
    weighty = {
        rule.id
        for rule in RULES_BY_ID.values()
        if any(
            one.at_least(Severity.MEDIUM)
            for one in (rule.severity, *(on.severity for on in rule.on.values()))
        )
    }
    assert weighty <= set(QUESTIONS)
    assert set(QUESTIONS) <= set(RULES_BY_ID)


@pytest.mark.parametrize("question", [*QUESTIONS.values(), ANY])
def test_a_question_is_one(question: str) -> None:
    assert re.fullmatch(r"[A-Z][^.|`]*\?", question)
    assert len(question) <= 90


COMPUTED = ("permissions-were-gained", "permissions-were-lost", "declared-version-was-kept")
"""What is found whatever changed: these say nothing of the change itself."""


def test_every_kind_of_change_that_means_something_is_judged() -> None:
    judged = {kind for rule in RULES if rule.id not in COMPUTED for kind in rule.kinds}
    assert judged == set(Kind) - FORM_ONLY


def test_every_judged_change_asks_for_a_bump() -> None:
    silent = [rule.id for rule in RULES if rule.kinds and rule.bump is Bump.NONE]
    assert silent == ["declared-version-was-kept"]


def test_only_what_is_about_the_policy_itself_is_called_by_no_change() -> None:
    assert {rule.area for rule in RULES if not rule.kinds} == {Area.POLICY}
