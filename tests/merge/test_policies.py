"""Tables of (policies, expected result) for a merge in which both sides changed the model and the prompt."""

from __future__ import annotations

import pytest

from agentreg.merge.engine import merge
from agentreg.merge.policies import Policy, owned
from agentreg.merge.values import Choice

BASE = b"---\nname: a\nmodel: sonnet\ncolor: red\n---\nMends clocks.\n"
OURS = BASE.replace(b"sonnet", b"opus").replace(b"clocks.", b"clocks by hand.")
THEIRS = BASE.replace(b"sonnet", b"haiku").replace(b"red", b"blue") + b"\nAsks first.\n"
MERGED = OURS.replace(b"red", b"blue") + b"\nAsks first.\n"

ROWS = {
    "ours": ({"model": Policy.OURS}, MERGED),
    "theirs": ({"model": Policy.THEIRS}, MERGED.replace(b"opus", b"haiku")),
    "the prompt is ours": (
        {"model": Policy.OURS, "body": Policy.OURS},
        OURS.replace(b"red", b"blue"),
    ),
    "the prompt is theirs": (
        {"model": Policy.OURS, "body": Policy.THEIRS},
        THEIRS.replace(b"haiku", b"opus"),
    ),
    "a field that only theirs changed is ours": (
        {"model": Policy.OURS, "color": Policy.OURS},
        MERGED.replace(b"blue", b"red"),
    ),
    "a field that only ours changed is theirs": (
        {"model": Policy.OURS, "name": Policy.THEIRS},
        MERGED,
    ),
}


@pytest.mark.parametrize(("policies", "expected"), ROWS.values(), ids=ROWS)
def test_a_policy_decides(policies: dict[str, Policy], expected: bytes) -> None:
    merged = merge(BASE, OURS, THEIRS, policies=policies)
    assert merged.text == expected
    decided = {one.subject for one in merged.decisions if one.choice is Choice.POLICY}
    assert decided == policies.keys() - {"name"}


@pytest.mark.parametrize("key", ["color", "body"])
def test_asking_is_a_conflict_where_theirs_changed_it(key: str) -> None:
    ours = BASE.replace(b"name: a", b"name: b")
    (conflict,) = merge(BASE, ours, THEIRS, policies={key: Policy.ASK, "model": Policy.MERGE}).conflicts
    assert (conflict.subject, conflict.reason) == (key, "theirs changed it, and the policy is to ask")


def test_asking_is_quiet_where_only_ours_changed() -> None:
    assert merge(BASE, OURS, BASE, policies={"model": Policy.ASK, "body": Policy.ASK}).text == OURS


def test_theirs_by_policy_undoes_what_ours_did() -> None:
    assert merge(BASE, OURS, BASE, policies={"model": Policy.THEIRS, "body": Policy.THEIRS}).text == BASE


def test_owned_is_ours() -> None:
    assert owned(("model", "body")) == {"model": Policy.OURS, "body": Policy.OURS}
