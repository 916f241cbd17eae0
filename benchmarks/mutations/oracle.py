"""What agentreg tells of a case, held against the truth."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from agentreg.diff.changes import Change, is_meaningful
from agentreg.diff.compare import compare
from agentreg.diff.files import FilePair, pair_files
from agentreg.formats.read import read_definition
from agentreg.review.compare import review_pair
from agentreg.review.values import Labelled
from agentreg.rules.finding import Finding
from agentreg.rules.judge import judge
from agentreg.rules.table import RULES
from mutations.cases import Case
from mutations.edit import NEUTRAL, Fact
from mutations.trees import Tree

# What no kind of change says by itself: rules that weigh both definitions as a whole, and what a hook guards.
# Their findings are facts of their own.
SHIFTS = ("permissions-were-gained", "permissions-were-lost")
BESIDE = (
    *SHIFTS,
    *("guard-was-added", "guard-was-removed", "question-was-postponed", "question-was-advanced"),
)
_RISKS = re.compile(r"(?:gains|loses) ([a-z, ]+) on ")


class Told(NamedTuple):
    """One thing that was reported."""

    kind: str
    subject: str
    direction: str


class Verdict(NamedTuple):
    """How a report stands to the truth.

    Attributes:
        found: For each operator, how many of its facts were reported.
        missed: For each operator, the facts that were not.
        extra: What was reported beside them.
        silent: Whether nothing at all was reported of texts that differ.
    """

    found: tuple[int, ...]
    missed: tuple[tuple[Fact, ...], ...]
    extra: tuple[Told, ...]
    silent: bool

    @property
    def is_right(self) -> bool:
        """Whether all was reported, and nothing else."""
        return not self.extra and not any(self.missed) and not self.silent


_DIRECTIONS = {
    kind.value: rule.direction.value for rule in RULES if rule.id not in BESIDE for kind in rule.kinds
}


def examine(case: Case) -> Verdict:
    """Compare the two sides of a case and hold what is told against the truth."""
    before, after = (read_definition(text.encode(), case.path) for text in (case.before, case.after))
    changes = compare(before, after)
    told = [_as_told(change) for change in changes if is_meaningful(change)]
    shifts = {
        Told(finding.rule, _about(finding), finding.direction.value)
        for finding in judge(before, after, changes)
        if finding.rule in BESIDE
    }
    left = told + sorted(shifts)
    # A family of kinds takes what no fact with one kind has taken.
    facts = sorted(
        {fact for truth in case.truths for fact in truth}, key=lambda fact: ("|" in fact.kind, fact)
    )
    lost = Counter(fact for fact in facts for _ in range(_count(case, fact)) if not _take(fact, left))
    missed = tuple(tuple(fact for fact in truth if _draw(fact, lost)) for truth in case.truths)
    found = tuple(len(truth) - len(lost) for truth, lost in zip(case.truths, missed, strict=True))
    extra = tuple(one for one in left if one.kind not in case.also)
    return Verdict(found, missed, extra, not changes and case.before != case.after)


def examine_tree(tree: Tree) -> Verdict:
    """Pair the files of a tree as a review does, and hold what is told against the truth."""
    sides = [
        [read_definition(text.encode(), path) for path, text in files.items()]
        for files in (tree.before, tree.after)
    ]
    left = [told for pair in pair_files(*sides) for told in _of_pair(pair)]
    missed = tuple(fact for fact in tree.facts if not _take(fact, left))
    extra = tuple(one for one in left if one.kind not in tree.also)
    return Verdict((len(tree.facts) - len(missed),), (missed,), extra, silent=False)


def _of_pair(pair: FilePair) -> list[Told]:
    before, after = (side and Labelled(side, side.path) for side in (pair.before, pair.after))
    changes = review_pair(before, after, across_files=pair.changes).changes
    return [_as_told(change) for change in changes if is_meaningful(change)]


def _about(finding: Finding) -> str:
    """The kinds of risk that came or went, in one order; else the subject."""
    named = _RISKS.search(finding.message) if finding.rule in SHIFTS else None
    return ", ".join(sorted(named[1].split(", "))) if named else finding.subject


def _as_told(change: Change) -> Told:
    return Told(change.kind.value, change.subject, _DIRECTIONS.get(change.kind.value, NEUTRAL))


def _count(case: Case, fact: Fact) -> int:
    return sum(truth.count(fact) for truth in case.truths)


def _draw(fact: Fact, lost: Counter[Fact]) -> bool:
    """Whether a fact is among those that were not told; each is drawn as often as it was missed."""
    lost[fact] -= 1
    return lost[fact] >= 0


def _take(fact: Fact, left: list[Told]) -> bool:
    for one in left:
        if all(re.fullmatch(pattern, word) for pattern, word in zip(fact, one, strict=True)):
            left.remove(one)
            return True
    return False
