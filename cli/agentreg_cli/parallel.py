"""Many agents compared side by side: all is computed, so that only copies of this process help."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING

from agentreg_cli.copies import CAN_COPY

if TYPE_CHECKING:
    from agentreg.review.compare import Each
    from agentreg.review.pairing import Paired
    from agentreg.review.values import AgentReview

LEAST = 40
"""Agents below which one process is done before others have begun."""


def in_processes(jobs: int = 0) -> Each:
    """How to compare many agents: by so many processes, where there are enough, and where they can be copied.

    Args:
        jobs: How many; 0 for one per processor.
    """
    return partial(_each, jobs or os.cpu_count() or 1)


def _each(
    jobs: int, judge: Callable[[Paired], AgentReview], pairs: Sequence[Paired]
) -> Iterable[AgentReview]:
    if jobs < 2 or len(pairs) < LEAST or not CAN_COPY:
        return map(judge, pairs)
    from agentreg_cli.board import Board
    from agentreg_cli.jobs import run_jobs

    unseen = Board("", len(pairs), live=False)
    return run_jobs(
        lambda: nullcontext(lambda pair, _tell: judge(pair)), [("", one) for one in pairs], unseen, jobs
    )
