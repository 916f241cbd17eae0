"""Several jobs at once, each waiting for Git: in threads, told on a board, their results in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from agentreg_cli.board import Board

MOST_JOBS = 8
"""Jobs at once by default: each is a process of Git most of the time, and a server has other guests."""

Item = TypeVar("Item")
Result = TypeVar("Result")
Tell = Callable[[str], None]


def silent(_doing: str) -> None:
    """A `Tell` that nobody hears."""


def run_jobs(
    work: Callable[[Item, Tell], Result], items: Sequence[tuple[str, Item]], board: Board, jobs: int
) -> list[Result]:
    """Do the same work on several items.

    Args:
        work: The work; its second argument hears what is being done, for the board. What it raises ends
            the run, with all processes of Git.
        items: What to work on, each with its name.
        board: Where it is shown how far the work is.
        jobs: How many are worked on at once.

    Returns:
        A result per item, in the order of the items.
    """

    def one(named: tuple[str, Item]) -> Result:
        name, item = named
        with board.at_work(name) as tell:
            return work(item, tell)

    if jobs == 1 or len(items) < 2:
        return list(map(one, items))
    return _in_threads(one, items, jobs)


def _in_threads(
    one: Callable[[tuple[str, Item]], Result], items: Sequence[tuple[str, Item]], jobs: int
) -> list[Result]:
    from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait

    from agentreg.git.child import end_all

    with ThreadPoolExecutor(min(jobs, len(items))) as pool:
        futures = [pool.submit(one, item) for item in items]
        try:
            wait(futures, return_when=FIRST_EXCEPTION)
            failed = next((future for future in futures if future.done() and future.exception()), None)
            if failed is not None:
                failed.result()
            return [future.result() for future in futures]
        except BaseException:
            # A thread cannot be stopped, but what it waits for can: the pool waits for its threads.
            pool.shutdown(wait=False, cancel_futures=True)
            end_all()
            raise
