from __future__ import annotations

import io
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from agentreg.errors import AgentregError, ReadError
from agentreg.git.child import Child
from agentreg_cli.board import Board
from agentreg_cli.copies import CAN_COPY, Tell
from agentreg_cli.jobs import run_jobs

COPIES = pytest.mark.skipif(not CAN_COPY, reason="processes are copied on Linux only")
PATH = {"PATH": "/usr/bin:/bin"}
NAMED = [(f"item {number}", number) for number in range(6)]


def quiet() -> Board:
    return Board("Reading", len(NAMED), live=False)


@pytest.fixture(params=[pytest.param(True, marks=COPIES, id="copies"), pytest.param(False, id="threads")])
def _ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agentreg_cli.jobs.CAN_COPY", request.param)


def do(work: Callable[[int, Tell], Any], items: Sequence[tuple[str, int]] = NAMED, *, jobs: int) -> list[Any]:
    return run_jobs(lambda: nullcontext(work), items, quiet(), jobs)


@pytest.mark.usefixtures("_ways")
@pytest.mark.parametrize("jobs", [1, 2, 16])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    def work(number: int, _tell: Tell) -> int:
        time.sleep(0.01 * (5 - number))
        return number * 10

    assert do(work, jobs=jobs) == [0, 10, 20, 30, 40, 50]
    assert do(work, [], jobs=jobs) == []


@pytest.mark.usefixtures("_ways")
def test_so_many_jobs_are_at_work_at_once() -> None:
    meeting = get_context().Barrier(3, timeout=20)

    def work(_number: int, _tell: Tell) -> int:
        return meeting.wait()

    assert len(do(work, jobs=3)) == 6


@pytest.mark.usefixtures("_ways")
@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_ends_the_run_and_is_told(jobs: int, tmp_path: Path) -> None:
    def work(number: int, _tell: Tell) -> None:
        (tmp_path / str(number)).touch()
        if number == 1:
            raise ReadError("broken", hint="mend it")
        time.sleep(0.05)

    with pytest.raises(ReadError, match="broken") as raised:
        do(work, [(str(number), number) for number in range(100)], jobs=jobs)
    assert raised.value.hint == "mend it"
    assert len(list(tmp_path.iterdir())) < 20


@pytest.mark.usefixtures("_ways")
def test_an_error_ends_the_processes_that_others_wait_for(tmp_path: Path) -> None:
    waits = tmp_path / "waits"

    def work(number: int, _tell: Tell) -> None:
        if number == 0:
            with Child(["sh", "-c", "echo $$; exec sleep 60"], env=PATH, cwd=None) as child:
                # Told by us, not by it: it may run before we know it as ours.
                waits.write_bytes(child.stdout.readline())
                child.wait()
        while not (waits.exists() and waits.read_text()):
            time.sleep(0.01)
        raise KeyError(number)

    with pytest.raises(KeyError):
        do(work, jobs=2)
    with pytest.raises(ProcessLookupError):
        os.kill(int(waits.read_text()), 0)


@pytest.mark.usefixtures("_ways")
def test_each_who_works_opens_and_closes_their_own(tmp_path: Path) -> None:
    told = tmp_path / "told"

    @contextmanager
    def start() -> Iterator[Callable[[int, Tell], int]]:
        with told.open("a") as file:
            file.write("open\n")
        yield lambda number, _tell: number
        with told.open("a") as file:
            file.write("close\n")

    assert run_jobs(start, NAMED, quiet(), 1) == list(range(6))
    assert told.read_text().split() == ["open", "close"]
    assert run_jobs(start, NAMED, quiet(), 3) == list(range(6))
    words = told.read_text().split()
    assert words.count("open") == words.count("close") > 1


@pytest.mark.usefixtures("_ways")
@pytest.mark.parametrize("jobs", [1, 2])
def test_the_board_hears_what_is_being_done(jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: set[tuple[str, str]] = set()
    monkeypatch.setattr(Board, "_say", lambda _self, name, doing: heard.add((name, doing)))
    do(lambda number, tell: tell(f"reading {number}"), NAMED[:2], jobs=jobs)
    assert {("item 0", "reading 0"), ("item 1", "reading 1")} < heard


@COPIES
def test_a_copy_that_is_killed_ends_the_run() -> None:
    def work(number: int, _tell: Tell) -> None:
        if number == 3:
            os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(AgentregError, match="ended from outside"):
        do(work, jobs=2)


@COPIES
def test_what_cannot_be_sent_back_is_an_error_that_says_so() -> None:
    with pytest.raises(TypeError, match="pickle"):
        do(lambda _number, _tell: threading.Lock(), jobs=2)


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
