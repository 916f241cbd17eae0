"""The driver that stays for the later calls of a Git command gives what each process would give itself."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from agentreg.git.blocks import with_block
from agentreg.git.drivers import PATTERNS, attribute_lines, config_lines
from agentreg_cli import relay, resident
from agentreg_cli.commands.git import PROGRAM
from agentreg_cli.driver import COULD_NOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere each driver does its own work")

BASE = "---\nname: reviewer\ndescription: Reviews.\ntools: Read, Grep\nmodel: sonnet\n---\n\nYou review.\n"
OURS = BASE.replace("Grep", "Grep, Glob")
THEIRS = BASE.replace("Grep", "Grep, Edit")
RIVAL = BASE.replace("sonnet", "opus")
OTHER = BASE.replace("sonnet", "haiku")
SIDES = {"base": BASE, "ours": OURS, "theirs": THEIRS, "rival": RIVAL, "other": OTHER}

CALLER = str(os.getpid())
"""Only what it started is served."""

MANY = 300
"""Of a file, a number that few processes come to."""

PATIENT = (*PROGRAM[:-1], f"import agentreg_cli.resident as r; r.IDLE = 300.0; {PROGRAM[-1]}")
"""A first driver that stays until the test is over: a busy machine may need seconds to start the next."""

HELPLESS = (*PROGRAM[:-1], "import agentreg_cli.driver as d; d.main = None; d.script()")
"""A driver that can do nothing on its own."""

CALLS = {
    "clean": ("merge", "base", "ours", "theirs", "7", "agents/a.md"),
    "conflict": ("merge", "base", "rival", "other", "7", "agents/a.md"),
    "diff": ("diff", "true", "agents/a.md", "base", "0", "0", "rival", "0", "0"),
    "unmerged": ("diff", "false", "agents/é.md"),
    "text": ("text", "theirs"),
    "no file": ("text", "nowhere"),
    "no driver": ("else",),
}


@pytest.fixture
def doors(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of this user's sockets; a path of pytest's can be longer than a socket's may be."""
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.setenv("TMPDIR", folder)
        place = Path(folder) / f"agentreg-{os.getuid()}"
        yield place
        for process in drivers(place):
            # One that answered may be about to end.
            with suppress(ProcessLookupError):
                os.kill(int(process.name), signal.SIGKILL)


Given = tuple[int, bytes, bytes, str]


def done(words: tuple[str, ...], folder: Path, *before: str, program: tuple[str, ...] = PROGRAM) -> Given:
    """What a driver gives in a folder of its own: exit code, output, errors and the merged file."""
    folder.mkdir(exist_ok=True)
    for name, text in SIDES.items():
        (folder / name).write_text(text)
    run = subprocess.run([*program, *before, *words], cwd=folder, capture_output=True, check=False)
    return (
        run.returncode,
        run.stdout,
        run.stderr,
        (folder / "ours").read_text() + (folder / "rival").read_text(),
    )


def waits(door: Path) -> bool:
    """Whether somebody opens a door within some seconds."""
    return within_seconds(lambda: relay.ask(door.name, ["diff", "false", "a.md"]) == 0)


def within_seconds(happens: Callable[[], bool]) -> bool:
    end = time.monotonic() + 20 * resident.IDLE
    while not happens() and time.monotonic() < end:
        time.sleep(0.02)
    return happens()


@pytest.mark.parametrize("words", CALLS.values(), ids=CALLS)
def test_a_later_call_gives_what_a_process_of_its_own_gives(
    words: tuple[str, ...], doors: Path, tmp_path: Path
) -> None:
    alone = done(words, tmp_path / "alone")
    first = done(words, tmp_path / "first", "for", CALLER, program=PATIENT)
    assert waits(doors / CALLER)
    later = [
        done(words, tmp_path / f"later {number}", "for", CALLER, program=HELPLESS) for number in range(2)
    ]
    assert [first, *later] == [alone] * 3


def test_one_that_waits_serves_its_own_caller(
    doors: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert relay.ask(CALLER, ["text", "base"]) is None
    done(CALLS["text"], tmp_path / "work", "for", CALLER, program=PATIENT)
    assert waits(doors / CALLER)
    monkeypatch.chdir(tmp_path / "work")
    assert relay.ask(CALLER, CALLS["clean"]) == 0
    assert "Edit" in Path("ours").read_text()
    assert relay.ask(str(os.getppid()), CALLS["clean"]) is None


def test_one_that_waits_leaves_on_its_own(doors: Path, tmp_path: Path) -> None:
    done(CALLS["text"], tmp_path / "work", "for", CALLER)
    assert within_seconds(lambda: drivers(doors) == [])
    assert list(doors.iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc to see what a process has open")
def test_one_that_waits_holds_nothing_of_the_user(doors: Path, tmp_path: Path) -> None:
    """Whoever reads Git's output waits for its end; a folder in use cannot be unmounted."""
    with (tmp_path / "held").open("wb") as held:
        os.dup2(held.fileno(), MANY)
        subprocess.run(
            [*PATIENT, "for", CALLER, *CALLS["unmerged"]],
            cwd=tmp_path,
            capture_output=True,
            check=True,
            pass_fds=[held.fileno(), MANY],
        )
        os.close(MANY)
    assert waits(doors / CALLER)
    # Who answered just now may not have ended yet.
    assert within_seconds(lambda: len(drivers(doors)) == 1)
    (waiting,) = drivers(doors)
    opened = {str(file.readlink()) for file in (waiting / "fd").iterdir()}
    assert {name for name in opened if not name.startswith("socket:")} == {os.devnull}
    assert (waiting / "cwd").readlink() == Path("/")


def drivers(doors: Path) -> list[Path]:
    """The processes that were started with a folder of doors, or forked by one."""
    started = f"TMPDIR={doors.parent}".encode()
    processes = (entry for entry in Path("/proc").iterdir() if entry.name.isdecimal())
    return [entry for entry in processes if started in environment_of(entry)]


def environment_of(process: Path) -> list[bytes]:
    try:
        return (process / "environ").read_bytes().split(b"\0")
    except OSError:
        return []


def open_to_all(doors: Path) -> None:
    doors.mkdir()
    doors.chmod(0o755)


def link(doors: Path) -> None:
    doors.with_name("own").mkdir(mode=0o700)
    doors.symlink_to("own")


def file(doors: Path) -> None:
    doors.touch()


@pytest.mark.parametrize("hindrance", [open_to_all, link, file])
def test_what_hinders_costs_only_speed(hindrance: object, doors: Path, tmp_path: Path) -> None:
    assert callable(hindrance)
    hindrance(doors)
    before = sorted(doors.parent.rglob("*"))
    alone = done(CALLS["clean"], tmp_path / "alone")
    assert [done(CALLS["clean"], tmp_path / str(number), "for", CALLER) for number in range(2)] == [alone] * 2
    assert sorted(doors.parent.rglob("*")) == before


def test_a_folder_name_that_is_too_long_costs_only_speed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = tmp_path / ("x" * 120)
    long.mkdir()
    monkeypatch.setenv("TMPDIR", str(long))
    assert done(CALLS["clean"], tmp_path / "1", "for", CALLER) == done(CALLS["clean"], tmp_path / "2")


def test_work_that_was_begun_and_not_ended_is_left_to_git(doors: Path, tmp_path: Path) -> None:
    """It may have printed already, so nobody does it a second time."""
    doors.mkdir(mode=0o700)
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(doors / CALLER))
        door.listen()
        begun = subprocess.Popen(
            [*PROGRAM, "for", CALLER, *CALLS["unmerged"]],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        door.settimeout(20)
        taken, _ = door.accept()
        while taken.recv(4096):
            pass
        taken.sendall(b"+")
        taken.close()
        said, told = begun.communicate()
    assert (begun.returncode, said) == (COULD_NOT, "")
    assert "Git does it without agentreg" in told


def test_one_that_was_killed_is_replaced(doors: Path, tmp_path: Path) -> None:
    doors.mkdir(mode=0o700)
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(doors / CALLER))
    done(CALLS["text"], tmp_path / "work", "for", CALLER, program=PATIENT)
    assert waits(doors / CALLER)


def test_whom_git_did_not_start_is_not_served(doors: Path, tmp_path: Path) -> None:
    """It may be in another container, with other files, or in a sandbox, with fewer rights."""
    with subprocess.Popen(["sleep", "60"]) as stranger:
        caller = str(stranger.pid)
        alone = done(CALLS["clean"], tmp_path / "alone")
        first = done(CALLS["clean"], tmp_path / "first", "for", caller, program=PATIENT)
        assert within_seconds((doors / caller).exists)
        assert relay.ask(caller, CALLS["unmerged"]) is None
        assert [first, done(CALLS["clean"], tmp_path / "later", "for", caller)] == [alone] * 2
        stranger.kill()


def test_without_sockets_each_does_its_own_work(monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("_socket.socket", denied)
    assert relay.ask(CALLER, CALLS["unmerged"]) is None


def test_without_room_for_another_process_the_work_is_done(doors: Path, tmp_path: Path) -> None:
    crowded = "import os\ndef full(): raise BlockingIOError\nos.fork = full\n"
    program = (*PROGRAM[:-1], crowded + PROGRAM[-1])
    alone = done(CALLS["conflict"], tmp_path / "alone")
    assert done(CALLS["conflict"], tmp_path / "first", "for", CALLER, program=program) == alone
    assert list(doors.iterdir()) == []


def test_a_relative_folder_for_temporary_files_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", ".")
    done(CALLS["text"], tmp_path / "work", "for", CALLER)
    assert sorted(path.name for path in (tmp_path / "work").iterdir()) == sorted(SIDES)


def test_git_asks_one_process_for_many_files(doors: Path, house: Path) -> None:
    """All of `git diff` is one caller: what works for it is the first driver, and then the one that stays."""
    repo = house / "repo"
    places = [repo / f".claude/agents/{name}.md" for name in "abcdefghij"]
    commands = [["init", "-q"], ["add", "-A"], ["commit", "-qm", "base"]]
    places[0].parent.mkdir(parents=True)
    for place in places:
        place.write_text(BASE)
    for words in commands:
        subprocess.run(["git", *words], cwd=repo, check=True)
    told = house / "told"
    telling = (
        "import os, agentreg_cli.driver as d, agentreg_cli.resident as r; r.IDLE = 300.0; work = d.main\n"
        f"def main(words): open({str(told)!r}, 'a').write(f'{{os.getsid(0)}} '); return work(words)\n"
        "d.main = main; d.script()"
    )
    lines = config_lines((*PROGRAM[:-1], telling), "1")
    (repo / ".git/config").write_text(with_block((repo / ".git/config").read_text(), lines))
    (repo / ".gitattributes").write_text("\n".join(attribute_lines(PATTERNS)))
    for place in places:
        place.write_text(OURS)
    shown = subprocess.run(["git", "diff"], cwd=repo, check=True, capture_output=True, text=True).stdout
    assert shown.count("tool Glob") == len(places)
    first, *others = told.read_text().split()
    assert first == str(os.getsid(0))
    # The second may come before the one that stays has opened its door.
    assert {*others} - {first}
    assert len(list(doors.iterdir())) == 1
