"""Every rule has an example that it is found in; the manual shows it."""

from __future__ import annotations

from datetime import date

import pytest

from agentreg.formats.read import read_definition
from agentreg.review.compare import Judge, review_pair, review_trees
from agentreg.review.values import Labelled
from agentreg.rules.settle import Terms
from agentreg.rules.table import RULES
from agentreg.sources.collection import Collection
from support.scripts import load_script

Tree = dict[str, str]


TERMS = Terms(date(2026, 11, 21))
EXAMPLES: dict[str, tuple[Tree, Tree]] = load_script("fixtures/examples.py").read_examples()
WITHOUT = {"policy-was-changed", "baseline-became-stale", "approvals-were-changed", "approval-became-void"}
"""What they are about no definition shows."""


def found(before: Tree, after: Tree) -> set[str]:
    one, other = (
        [read_definition(text.encode(), path) for path, text in tree.items()] for tree in (before, after)
    )
    if before.keys() == after.keys() and len(before) == 1:
        sides = (Labelled(side[0], side[0].path) for side in (one, other))
        agents = (review_pair(*sides, terms=TERMS),)
    else:
        agents = review_trees(Collection(tuple(one)), Collection(tuple(other)), ("", ""), Judge(TERMS)).agents
    return {finding.rule for agent in agents for finding in agent.findings}


def test_every_rule_has_its_example_in_the_order_of_the_table() -> None:
    assert list(EXAMPLES) == [rule.id for rule in RULES if rule.id not in WITHOUT]


@pytest.mark.parametrize("rule", EXAMPLES)
def test_the_rule_is_found_in_its_example(rule: str) -> None:
    assert rule in found(*EXAMPLES[rule])
