from __future__ import annotations

import io
import threading
import time
from contextlib import ExitStack

import pytest

from agentreg.git.child import Child
from agentreg_cli.board import Board
from agentreg_cli.jobs import Tell, run_jobs

NAMED = [(f"item {number}", number) for number in range(6)]


def quiet() -> Board:
    return Board("Reading", len(NAMED), live=False)


@pytest.mark.parametrize("jobs", [1, 2, 16])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    def work(number: int, _tell: Tell) -> int:
        time.sleep(0.01 * (5 - number))
        return number * 10

    assert run_jobs(work, NAMED, quiet(), jobs) == [0, 10, 20, 30, 40, 50]


def test_so_many_jobs_are_at_work_at_once() -> None:
    meeting = threading.Barrier(3, timeout=20)

    def work(_number: int, _tell: Tell) -> int:
        return meeting.wait()

    assert len(run_jobs(work, NAMED, quiet(), 3)) == 6


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_ends_the_run_and_is_told(jobs: int) -> None:
    seen = []

    def work(number: int, _tell: Tell) -> None:
        seen.append(number)
        if number == 1:
            raise KeyError(number)
        time.sleep(0.05)

    with pytest.raises(KeyError):
        run_jobs(work, [*NAMED, *[(str(number), number) for number in range(10, 100)]], quiet(), jobs)
    assert len(seen) < 20


def test_an_interruption_ends_the_processes_that_others_wait_for() -> None:
    waiting = threading.Event()

    def work(number: int, _tell: Tell) -> None:
        if number == 0:
            with Child(["sleep", "60"], env={"PATH": "/usr/bin:/bin"}, cwd=None) as child:
                waiting.set()
                child.wait()
        elif number == 1:
            assert waiting.wait(20)
            raise KeyboardInterrupt

    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        run_jobs(work, NAMED, quiet(), 2)
    assert time.monotonic() - started < 30


def test_a_board_has_a_line_for_each_job_at_work() -> None:
    board = Board("Reading", 40, live=False)
    with board.at_work("shop") as shop, board.at_work("blog"):
        shop("receiving 40 %")
        assert board.lines(2.0) == ["Reading 0/40 (2 s)", "  shop: receiving 40 %", "  blog"]
    assert board.lines(2.0) == ["Reading 2/40 (1/s, 38 s left)"]


def test_a_board_is_as_high_and_as_wide_as_it_may_be() -> None:
    board = Board("Reading", 40, live=False)
    with ExitStack() as working:
        for number in range(10):
            working.enter_context(board.at_work(f"{number} " + "x" * 100))
        lines = board.lines(1.0)
    assert len(lines) == 10
    assert lines[-1] == "  and 2 more"
    assert max(map(len, lines)) == 79


def test_a_board_on_a_terminal_goes_on_while_all_wait_and_is_gone_at_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn, terminal = threading.Event(), io.StringIO()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setattr(terminal, "flush", drawn.set)
    with Board("Reading", 1, live=True) as board, board.at_work("shop\x1b[2J"):
        assert drawn.wait(20)
    shown = terminal.getvalue()
    assert "Reading 0/1" in shown
    assert "\n  shop<U+001B>[2J" in shown
    assert shown.endswith("\x1b[J")


def test_a_board_that_nobody_sees_is_silent(capsys: pytest.CaptureFixture[str]) -> None:
    with quiet() as board, board.at_work("shop"):
        pass
    assert capsys.readouterr().err == ""
