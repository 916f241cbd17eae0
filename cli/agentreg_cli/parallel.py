"""Many agents compared by several processes: all is computed, so that threads would not help.

Each process is a copy of this one that knows all there is to compare; only what it finds is sent back.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from agentreg.records import NamedTuple

if TYPE_CHECKING:
    from agentreg.review.compare import Each, Paired
    from agentreg.review.values import AgentReview

LEAST = 40
"""Agents below which one process is done before others have begun."""

SHARE = 8
"""Agents that a process takes at once: few enough to share out evenly."""


class _Work(NamedTuple):
    """What every copy of this process knows."""

    judge: Callable[[Paired], AgentReview]
    pairs: Sequence[Paired]

    def __call__(self, place: int) -> AgentReview:
        return self.judge(self.pairs[place])


_work: list[_Work] = []


def in_processes(jobs: int = 0) -> Each:
    """How to compare many agents: by so many processes, where there are enough, and Linux to copy them.

    Args:
        jobs: How many; 0 for one per processor.
    """
    return partial(_each, jobs or os.cpu_count() or 1)


def _each(
    jobs: int, judge: Callable[[Paired], AgentReview], pairs: Sequence[Paired]
) -> Iterable[AgentReview]:
    if jobs < 2 or len(pairs) < LEAST or sys.platform != "linux":
        return map(judge, pairs)
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    _work.append(_Work(judge, pairs))
    try:
        with ProcessPoolExecutor(jobs, get_context("fork")) as pool:
            return list(pool.map(_judge, range(len(pairs)), chunksize=SHARE))
    finally:
        _work.clear()


def _judge(place: int) -> AgentReview:
    return _work[-1](place)
