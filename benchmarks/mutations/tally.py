"""Precision and recall over many cases."""

from __future__ import annotations

from collections.abc import Iterable

from mutations.cases import Case
from mutations.oracle import Verdict

# The bars: precision and recall of all edits, and of those of what an agent may do.
LEAST = (0.97, 0.97)
LEAST_OF_RIGHTS = (0.99, 1.0)


class Tally:
    """Counts of what was told right, told beside and not told.

    Attributes:
        cases: How many cases were counted.
        right: How many of them were told in full, and nothing beside.
        found: Facts that were told.
        extra: What was told beside them.
        missed: Facts that were not told.
    """

    def __init__(self, told: Iterable[tuple[Case, Verdict]] = ()) -> None:
        self.cases = self.right = self.found = self.extra = self.missed = 0
        for _, verdict in told:
            self.add(verdict)

    def add(self, verdict: Verdict) -> None:
        """Count one case."""
        self.cases += 1
        self.right += verdict.is_right
        self.found += sum(verdict.found)
        self.extra += len(verdict.extra)
        self.missed += sum(map(len, verdict.missed))

    @property
    def precision(self) -> float:
        """The share of what was told that is true."""
        return self.found / max(1, self.found + self.extra)

    @property
    def recall(self) -> float:
        """The share of what is true that was told."""
        return self.found / max(1, self.found + self.missed)

    def reaches(self, least: tuple[float, float]) -> bool:
        """Whether precision and recall are as high as they must be."""
        return self.precision >= least[0] and self.recall >= least[1]
