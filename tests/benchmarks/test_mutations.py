"""The operators that edit definitions, and what the diff tells of a small stack of their edits."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from mutations.cases import DEEPEST, Case, single, stacked
from mutations.edit import Operator, Patch, patched
from mutations.operators import OPERATORS
from mutations.oracle import Told, Verdict, examine, examine_tree
from mutations.sheet import Sheet, lay_out
from mutations.tally import LEAST, LEAST_OF_RIGHTS, Tally
from mutations.trees import trees

from agentreg.diff.kinds import Kind
from support.shared import ROOT

SEED = 11
# What no edit of one definition can cause: these are told of files, or of a file on another host.
OF_FILES = frozenset(
    (
        *(Kind.AGENT_ADDED, Kind.AGENT_REMOVED, Kind.STARTED_LOADING, Kind.STOPPED_LOADING),
        *(Kind.FILE_MOVED, Kind.COPIED, Kind.MERGED_AWAY, Kind.FIELD_WOKEN, Kind.FIELD_SILENCED),
        *(Kind.CONVERTED, Kind.CONVERSION_LOST, Kind.CONVERSION_GAINED),
        *(Kind.TOOLS_STATED, Kind.TOOLS_UNSTATED),
    )
)


def sheets() -> list[tuple[str, Sheet]]:
    files = sorted((ROOT / "fixtures" / "mutations").glob("*-*.md"))
    laid = [
        (file.stem, lay_out(file.read_text(encoding="utf-8"), f".claude/agents/{file.name}"))
        for file in files
    ]
    return [(name, sheet) for name, sheet in laid if sheet is not None]


SHEETS = sheets()
ROUNDS = 25


def cases_of(operator: Operator) -> list[Case]:
    randoms = [Random(seed) for seed in range(4)]  # noqa: S311  # samples, no secrets
    tries = (single(name, sheet, operator, random) for name, sheet in SHEETS for random in randoms)
    return [case for case in tries if case is not None]


def test_there_are_enough_operators_of_each_group() -> None:
    groups = Counter(operator.group for operator in OPERATORS)
    assert groups["meaning"] + groups["rights"] >= 60
    assert groups["form"] >= 20
    assert len({operator.name for operator in OPERATORS}) == len(OPERATORS)


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda operator: operator.name)
def test_every_operator_edits_something(operator: Operator) -> None:
    cases = cases_of(operator)
    assert cases
    assert all(case.before != case.after for case in cases)
    assert all(bool(case.truths[0]) == (operator.group != "form") for case in cases)


def test_every_kind_that_one_edit_can_cause_has_an_operator() -> None:
    caused = {fact.kind for operator in OPERATORS for case in cases_of(operator) for fact in case.truths[0]}
    formal = {Kind.REFORMATTED, Kind.ENCODING_CHANGED, Kind.LINE_ENDS_CHANGED}
    assert {kind.value for kind in set(Kind) - OF_FILES - formal} - caused == set()


def test_stacks_are_the_same_each_time() -> None:
    assert list(stacked(SHEETS, OPERATORS, SEED, 2)) == list(stacked(SHEETS, OPERATORS, SEED, 2))


def test_a_stack_holds_what_each_of_its_edits_asks_for() -> None:
    deep = [case for case in stacked(SHEETS, OPERATORS, SEED, 3) if len(case.operators) == 4]
    assert deep
    assert all(len(case.truths) == 4 for case in deep)


def test_two_patches_at_one_place_are_refused() -> None:
    with pytest.raises(ValueError, match="two patches at 2"):
        patched("abcdef", (Patch(0, 3, ""), Patch(2, 4, "")))


def test_an_edit_that_is_not_told_is_missed_and_another_change_is_beside() -> None:
    operator = next(one for one in OPERATORS if one.name == "rename the agent")
    case = cases_of(operator)[0]
    other = case._replace(after=case.before.replace("You are", "You were"), truths=case.truths)
    verdict = examine(other)
    assert [fact.kind for fact in verdict.missed[0]] == ["renamed"]
    assert [one.kind for one in verdict.extra] == ["role-changed"]
    assert Told("renamed", "name", "neutral") not in verdict.extra


@pytest.fixture(scope="module")
def told() -> list[tuple[Case, Verdict]]:
    return [(case, examine(case)) for case in stacked(SHEETS, OPERATORS, SEED, ROUNDS)]


def test_stacked_edits_are_told_as_the_bar_asks(told: list[tuple[Case, Verdict]]) -> None:
    assert len(told) == ROUNDS * len(SHEETS) * DEEPEST
    assert Tally(told).reaches(LEAST), [wrong for wrong in told if not wrong[1].is_right]


def test_edits_of_what_an_agent_may_do_are_all_told(told: list[tuple[Case, Verdict]]) -> None:
    of_rights = [(case, verdict) for case, verdict in told if case.groups <= {"rights", "form"}]
    assert Tally(of_rights).reaches(LEAST_OF_RIGHTS), [wrong for wrong in of_rights if not wrong[1].is_right]


def test_edits_of_form_are_told_as_nothing_else_and_not_passed_over(told: list[tuple[Case, Verdict]]) -> None:
    of_form = [(case, verdict) for case, verdict in told if case.groups == {"form"}]
    assert of_form
    assert [wrong for wrong in of_form if not wrong[1].is_right] == []


def test_edits_of_a_tree_are_told() -> None:
    made = trees(SHEETS, SEED, 14)
    assert len({tree.operator for tree in made}) == 14
    assert [tree.operator for tree in made if not examine_tree(tree).is_right] == []
