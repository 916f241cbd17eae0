"""What agentreg tells of a case, held against the truth."""

from __future__ import annotations

import re
from typing import NamedTuple

from agentreg.diff.changes import is_meaningful
from agentreg.diff.compare import compare
from agentreg.formats.read import read_definition
from agentreg.rules.judge import judge
from agentreg.rules.table import RULES
from mutations.cases import Case
from mutations.edit import NEUTRAL, Fact

# The rules that weigh both definitions as a whole: their findings are facts of their own.
SHIFTS = ("permissions-were-gained", "permissions-were-lost")
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
    kind.value: rule.direction.value for rule in RULES if rule.id not in SHIFTS for kind in rule.kinds
}


def examine(case: Case) -> Verdict:
    """Compare the two sides of a case and hold what is told against the truth."""
    before, after = (read_definition(text.encode(), case.path) for text in (case.before, case.after))
    changes = compare(before, after)
    told = [
        Told(change.kind.value, change.subject, _DIRECTIONS.get(change.kind.value, NEUTRAL))
        for change in changes
        if is_meaningful(change)
    ]
    shifts = {
        Told(finding.rule, _risks(finding.message), finding.direction.value)
        for finding in judge(before, after, changes)
        if finding.rule in SHIFTS
    }
    left = told + sorted(shifts)
    missed = tuple(tuple(fact for fact in truth if not _take(fact, left)) for truth in case.truths)
    found = tuple(len(truth) - len(lost) for truth, lost in zip(case.truths, missed, strict=True))
    extra = tuple(one for one in left if one.kind not in case.also)
    return Verdict(found, missed, extra, not changes and case.before != case.after)


def _risks(message: str) -> str:
    named = _RISKS.search(message)
    return ", ".join(sorted(named[1].split(", "))) if named else message


def _take(fact: Fact, left: list[Told]) -> bool:
    for one in left:
        if (one.kind, one.direction) == (fact.kind, fact.direction) and re.fullmatch(
            fact.subject, one.subject
        ):
            left.remove(one)
            return True
    return False
