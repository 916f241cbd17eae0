"""A run that is killed, and the one after it; every point is tried by `benchmarks/eval_crashes.py`."""

from __future__ import annotations

import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from agentreg.errors import SyncRefused
from agentreg.git.commits import move_ref
from agentreg.git.process import Git
from agentreg.sync.apply import write_work_tree
from agentreg.sync.hold import clear_stale_lock, hold_repository
from agentreg.sync.journal import Intent, Journal, digest
from agentreg.variants.project import open_project
from agentreg_cli.copies import CAN_COPY
from agentreg_cli.errors import ExitCode
from support.crashes import How, Point, Stage, was_killed
from support.projects import repository, write_files
from support.repos import git
from sync.test_apply import FILES, SYNCED, plan_of

REF = "refs/heads/agentreg/sync"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return repository(tmp_path / "project", FILES)


def lock(folder: Path, content: str) -> Path:
    path = folder / f".git/{REF}.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    return path


def test_a_killed_run_leaves_all_old_or_new_and_the_next_one_ends_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = Stage(tmp_path)
    monkeypatch.setenv("AGENTREG_CACHE", str(stage.work / "cache"))
    stage.build()
    assert stage.run() == 0
    wanted, steps = stage.branches(), stage.steps()
    assert all(wanted.values())
    moves = [number for number, call in enumerate(steps.calls, start=1) if call == "update-ref"]
    for point in (
        Point(How.BEFORE, moves[0]),
        Point(How.ORPHAN, moves[1]),
        Point(How.AFTER, moves[2]),
        Point(How.HALF, moves[3] - 1),
        Point(How.LOCKED, moves[4]),
        Point(How.DISK, steps.changes // 2),
    ):
        code, faults = stage.dies_at(point, wanted)
        assert was_killed(code), point
        assert faults == [], point


@pytest.mark.skipif(not CAN_COPY, reason="processes are copied on Linux only")
def test_so_does_one_of_which_a_copy_is_killed_or_all_but_the_copies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = Stage(tmp_path, jobs=2)
    monkeypatch.setenv("AGENTREG_CACHE", str(stage.work / "cache"))
    stage.build()
    assert stage.run() == 0
    wanted, calls = stage.branches(), stage.steps().calls
    writing = calls.index("var") + 1
    for point, ends in (
        (Point(How.BEFORE, writing), ExitCode.FAILED),
        (Point(How.HALF, writing + 3), ExitCode.FAILED),
        (Point(How.ORPHAN, len(calls) - 2), ExitCode.FAILED),
        (Point(How.WHOLE, writing + 2), -signal.SIGKILL),
    ):
        code, faults = stage.dies_at(point, wanted)
        assert code == ends, point
        assert faults == [], point


def test_a_lock_that_a_killed_run_held_goes(folder: Path) -> None:
    held = lock(folder, "a" * 40 + "\n")
    clear_stale_lock(Git(folder / ".git"), Intent(REF, "a" * 40))
    assert not held.exists()


@pytest.mark.parametrize(
    ("content", "intent"),
    [
        ("b" * 40 + "\n", Intent(REF, "a" * 40)),
        ("", Intent(REF, "a" * 40)),
        ("", Intent(REF)),
        ("", Intent("refs/heads/other", "a" * 40)),
        ("", Intent("refs/heads/../heads/agentreg/sync", "a" * 40)),
        ("", Intent(files={"agents/a.md": "a" * 64})),
    ],
)
def test_a_lock_of_anybody_else_stays(folder: Path, content: str, intent: Intent) -> None:
    held = lock(folder, content)
    clear_stale_lock(Git(folder / ".git"), intent)
    assert held.exists()


def test_a_reference_that_another_process_holds_is_told_with_what_to_do(folder: Path) -> None:
    lock(folder, "")
    with pytest.raises(SyncRefused, match="File exists") as caught:
        move_ref(Git(folder / ".git"), REF, new=git(folder, "rev-parse", "HEAD"), old="")
    assert "another Git process is writing it" in caught.value.hint


def test_a_repository_that_another_run_holds_for_too_long_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = Git(folder / ".git")
    monkeypatch.setattr("agentreg.sync.hold._PATIENCE", 0.1)
    told = pytest.raises(SyncRefused, match="another agentreg has been writing there")
    with ThreadPoolExecutor(1) as pool, hold_repository(target), told as caught:
        pool.submit(_hold, target).result()
    assert "run the same command again" in caught.value.hint


def _hold(target: Git) -> None:
    with hold_repository(target):
        raise AssertionError("nobody else holds it")


@pytest.mark.parametrize("done", range(len(SYNCED) + 1))
def test_a_run_that_was_killed_between_two_files_is_completed(folder: Path, done: int) -> None:
    files = {path: digest(data) for path, data in SYNCED.items()}
    with hold_repository(Git(folder / ".git")) as journal:
        journal._write(Intent(files=files))
    write_files(folder, dict(list(SYNCED.items())[:done]))
    project = open_project(folder, "p")
    write_work_tree(plan_of(project), project)
    assert {path: (folder / path).read_bytes() for path in SYNCED} == SYNCED
    assert Journal(folder / ".git/agentreg").read() is None


def test_a_file_that_was_edited_since_the_kill_is_somebody_s_work(folder: Path) -> None:
    with hold_repository(Git(folder / ".git")) as journal:
        journal._write(Intent(files={path: digest(data) for path, data in SYNCED.items()}))
    write_files(folder, {"agents/a.md": b"a2\nmine\n"})
    project = open_project(folder, "p")
    with pytest.raises(SyncRefused, match=r"uncommitted changes in agents/a.md"):
        write_work_tree(plan_of(project), project)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 1, "other": 2}', '{"format": 9}', "\x00"])
def test_a_journal_that_says_nothing_is_no_error(tmp_path: Path, text: str) -> None:
    (tmp_path / "journal.json").write_text(text)
    assert Journal(tmp_path).read() is None
