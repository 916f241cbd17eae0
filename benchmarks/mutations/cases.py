"""Cases: a definition before and after one to four independent edits, and all that must be reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

from mutations.dialects import written_for
from mutations.edit import ALONE, Edit, Fact, Operator, patched
from mutations.sheet import Sheet

DEEPEST = 4


class Case(NamedTuple):
    """Two texts and the truth about them.

    Attributes:
        source: Where the definition comes from.
        path: Where the file stands.
        before: The text before.
        after: The text after.
        operators: What was done, in words.
        groups: The groups of these operators.
        truths: For each of them, what must be reported.
        also: Kinds that may be told beside.
    """

    source: str
    path: str
    before: str
    after: str
    operators: tuple[str, ...]
    groups: frozenset[str]
    truths: tuple[tuple[Fact, ...], ...]
    also: frozenset[str]


def stacked(
    sheets: Sequence[tuple[str, Sheet]], operators: Sequence[Operator], seed: int, rounds: int
) -> Iterator[Case]:
    """Cases of one, two, three and four edits on each definition, less where fewer are independent.

    The operators that were used least come first, so that rare ones are not lost among common ones.
    """
    random = Random(seed)  # noqa: S311  # a sample, no secret
    used: Counter[str] = Counter()
    for _round in range(rounds):
        for source, sheet in sheets:
            for depth in range(1, DEEPEST + 1):
                order = sorted(operators, key=lambda one: (used[one.name], random.random()))
                case = _stack(source, sheet, order, depth, random)
                if case is not None:
                    used.update(case.operators)
                    yield case


def single(source: str, sheet: Sheet, operator: Operator, random: Random) -> Case | None:
    """One operator on one definition; None where it does not apply."""
    return _stack(source, sheet, [operator], 1, random)


def _stack(source: str, sheet: Sheet, order: Sequence[Operator], depth: int, random: Random) -> Case | None:
    base = sheet
    host = ""
    chosen: list[tuple[Operator, Edit]] = []
    for operator in order:
        if operator.host not in ("", host) and chosen:
            continue
        ground = written_for(operator.host, sheet) if operator.host and not chosen else base
        edit = ground and operator.find(ground, random)
        if ground is None or not edit or not all(_independent(edit, other) for _, other in chosen):
            continue
        base, host = ground, operator.host or host
        chosen.append((operator, edit))
        if len(chosen) == depth or ALONE in edit.claims:
            break
    return _case(source, base, chosen) if chosen else None


def _independent(one: Edit, other: Edit) -> bool:
    if not one.claims.isdisjoint(other.claims) or ALONE in one.claims:
        return False
    for some, others in ((one.claims, other.claims), (other.claims, one.claims)):
        if "every field" in some and any(not claim.startswith(("stretch", "whole")) for claim in others):
            return False
    return True


def _case(source: str, base: Sheet, chosen: list[tuple[Operator, Edit]]) -> Case:
    edits = [edit for _, edit in chosen]
    before = patched(base.text, tuple(patch for edit in edits for patch in edit.before))
    after = patched(base.text, tuple(patch for edit in edits for patch in edit.after))
    for edit in edits:
        after = edit.finish(after) if edit.finish else after
    return Case(
        source,
        base.path,
        before,
        after,
        tuple(operator.name for operator, _ in chosen),
        frozenset(operator.group for operator, _ in chosen),
        tuple(edit.facts for edit in edits),
        frozenset().union(*(edit.also for edit in edits)),
    )
