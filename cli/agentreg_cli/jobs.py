"""Several jobs at once, told on a board, their results in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from typing import TypeVar

from agentreg_cli.board import Board
from agentreg_cli.copies import CAN_COPY, Tell, copies, stop_all

MOST_JOBS = 8
"""Jobs at once by default: each waits for Git or a server half of the time, and a server has other guests."""

Item = TypeVar("Item")
Result = TypeVar("Result")
Start = Callable[[], AbstractContextManager[Callable[[Item, Tell], Result]]]
"""Opens what work needs, and gives the work; each who works opens their own."""

_Ask = Callable[[int, Tell], Result]


def silent(_doing: str) -> None:
    """A `Tell` that nobody hears."""


def run_jobs(
    start: Start[Item, Result], items: Sequence[tuple[str, Item]], board: Board, jobs: int
) -> list[Result]:
    """Do the same work on several items: in copies of this process where that is safe, else in threads.

    Args:
        start: Gives the work; its second argument hears what is being done, for the board. What it raises
            ends the run, with all processes of Git.
        items: What to work on, each with its name. From a copy only the result comes back.
        board: Where it is shown how far the work is; entered here.
        jobs: How many are worked on at once.

    Returns:
        A result per item, in the order of the items.
    """
    names, things = [name for name, _ in items], [item for _, item in items]
    most = min(jobs, len(items))
    if most < 2:
        with board, _here(start, things) as ask:
            return [_shown(ask, place, names, board) for place in range(len(names))]
    if CAN_COPY:
        # The board has a thread: copied after it began, a copy might wait for what that thread holds.
        with copies(start, things, most) as made, board:
            asks = [nullcontext(one.ask) for one in made]
            return _in_threads(asks, names, board, partial(stop_all, made))
    from agentreg.git.child import end_all

    with board:
        return _in_threads([_here(start, things) for _ in range(most)], names, board, end_all)


@contextmanager
def _here(start: Start[Item, Result], things: Sequence[Item]) -> Iterator[_Ask[Result]]:
    """Work in this process, asked by place."""
    with start() as work:
        yield lambda place, tell: work(things[place], tell)


def _shown(ask: _Ask[Result], place: int, names: Sequence[str], board: Board) -> Result:
    with board.at_work(names[place]) as tell:
        return ask(place, tell)


def _in_threads(
    asks: Sequence[AbstractContextManager[_Ask[Result]]],
    names: Sequence[str],
    board: Board,
    stop: Callable[[], object],
) -> list[Result]:
    """Ask each of these in a thread, until every place was asked for."""
    from concurrent.futures import ThreadPoolExecutor, as_completed

    places, results = deque(range(len(names))), {}

    def serve(opening: AbstractContextManager[_Ask[Result]]) -> None:
        with opening as ask:
            while places:
                # Another thread may have taken the last one just now.
                try:
                    place = places.popleft()
                except IndexError:
                    return
                results[place] = _shown(ask, place, names, board)

    with ThreadPoolExecutor(len(asks)) as pool:
        try:
            for ended in as_completed([pool.submit(serve, opening) for opening in asks]):
                ended.result()
        except BaseException:
            # A thread cannot be stopped, but what it waits for can: the pool waits for its threads.
            places.clear()
            stop()
            raise
    return [results[place] for place in range(len(names))]
