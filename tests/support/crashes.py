"""A sync over several repositories that is killed at a chosen step, and what it may have left behind.

Steps are counted: calls of Git by a program named `git` that stands before the real one in PATH, and changes
of the disk by an audit hook in the process itself. So every step of a run has a number, and a run can be
killed at each.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from support.cli import run_cli
from support.projects import bytes_below, repository, write_files
from support.repos import clean_environment, commit, git
from support.variants import PLANNER, REVIEWER, collection, edit, tracked

REPOSITORIES = ("one", "two", "three", "four", "five")
BRANCH = "refs/heads/agentreg/sync"


class How(StrEnum):
    """How the run dies at a call of Git, or at a change of the disk.

    BEFORE: the call never starts. ORPHAN: Git goes on alone. AFTER: Git has ended, nobody heard it.
    HALF: both die while Git works. LOCKED: both die while Git holds the reference's lock.
    DISK: before the disk changes. WHOLE: what started the copy that called Git is killed, the copy is not.
    """

    BEFORE = "before"
    ORPHAN = "orphan"
    AFTER = "after"
    HALF = "half"
    LOCKED = "locked"
    DISK = "disk"
    WHOLE = "whole"


class Point(NamedTuple):
    """A step of the run, counted from 1, and how the run dies there."""

    how: How
    number: int


class Steps(NamedTuple):
    """What an undisturbed run does: the commands it gives Git, and how often it changes the disk."""

    calls: tuple[str, ...]
    changes: int

    def points(self) -> tuple[Point, ...]:
        """Every point at which a run can be killed while it writes, and every tenth while it only reads."""
        points = self._all_points()
        first = self.calls.index("var") + 1
        writing = [one for one in points if one.how is How.DISK or one.number >= first]
        reading = [one for one in points if one not in writing]
        return (*reading[::10], *writing)

    def _all_points(self) -> tuple[Point, ...]:
        ways = (How.BEFORE, How.ORPHAN, How.AFTER, How.HALF)
        at_git = [Point(how, number) for number in range(1, len(self.calls) + 1) for how in ways]
        moves = [number for number, call in enumerate(self.calls, start=1) if call == "update-ref"]
        at_lock = [Point(How.LOCKED, number) for number in moves]
        return (*at_git, *at_lock, *(Point(How.DISK, number) for number in range(1, self.changes + 1)))


_SHIM = """#!/bin/sh
# Stands for git: counts the calls of one run, and kills it at one of them.
for word in "$@"; do case "$word" in --*) ;; *) verb=$word; break ;; esac; done
[ "$verb" = version ] && exec "{git}" "$@"
# Several may call at once: each counts as the line that it has written itself.
echo "$verb $$" >> "{calls}"
[ "$(grep -n " $$\\$" "{calls}" | tail -n 1 | cut -d: -f1)" = "$CRASH_NUMBER" ] || exec "{git}" "$@"
case "$CRASH_HOW" in
  before) kill -9 $PPID ;;
  orphan) kill -9 $PPID; exec "{git}" "$@" ;;
  after) "{git}" "$@"; kill -9 $PPID ;;
  whole) kill -9 "$(sed 's/.*) . //; s/ .*//' "/proc/$PPID/stat")"; exec "{git}" "$@" ;;
  half) "{git}" "$@" & sleep 0.003; kill -9 $! $PPID ;;
  locked)
    dir=${{1#--git-dir=}}
    oid=$(tr '\\0' '\\n' | sed -n 's/^[0-9a-f]\\{{40\\}}$/&/p' | head -n 1)
    mkdir -p "$dir/refs/heads/agentreg"
    printf '%s\\n' "$oid" > "$dir/{branch}.lock"
    kill -9 $PPID ;;
  *) exec "{git}" "$@" ;;
esac
"""

_RUN = """
import os, signal, sys
from agentreg_cli.main import main
changes, fatal, log = 0, int(os.environ["CRASH_NUMBER"]), os.environ["CRASH_CHANGES"]
kills = os.environ["CRASH_HOW"] == "disk"
def watch(event, arguments):
    global changes
    if event == "open":
        path, _, flags = arguments
        if not isinstance(path, str) or not flags & os.O_CREAT or "/.git/agentreg/" not in path:
            return
    elif event not in ("os.rename", "os.remove", "os.mkdir", "fcntl.flock"):
        return
    changes += 1
    if kills and changes == fatal:
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watch)
code = main(sys.argv[1:])
open(log, "w").write(str(changes))
sys.exit(code)
"""


_PATIENCE = 60.0


def _lives(number: str) -> bool:
    """Whether a process still does something; one that has ended may wait for its parent to hear of it."""
    try:
        state = Path("/proc", number, "stat").read_text().rpartition(") ")[2]
    except OSError:
        return False
    return not state.startswith("Z")


class Stage(NamedTuple):
    """Where a run is set up: always the same folder, made anew from a copy.

    Attributes:
        root: The folder.
        jobs: How many projects a run works on at once; with more than one, copies of it call Git.
    """

    root: Path
    jobs: int = 1

    @property
    def work(self) -> Path:
        """The folder with the repositories."""
        return self.root / "work"

    def build(self) -> None:
        """Make the repositories: a registry, and five projects with local edits, dirty files and a stash."""
        team = collection(self.work / "team")
        registry = repository(self.work / "registry", {"README.md": "# Registry\n"})
        for arguments in (["init"], ["add", team, "--name", "team"], ["index"]):
            assert run_cli("-C", registry, *arguments).code == 0
        for name in REPOSITORIES:
            self._build_project(name, team)
        shutil.copytree(self.work, self.root / "kept", symlinks=True)

    def _build_project(self, name: str, team: Path) -> None:
        folder = repository(self.work / name, {"README.md": f"# {name}\n"})
        for arguments in (["init"], ["add", team, "--name", "team"], ["index"]):
            assert run_cli("-C", folder, *arguments).code == 0
        commit(folder, {})
        tracked(folder, "reviewer@1.0.0", "--range", "^1")
        tracked(folder, "planner@1.0.0")
        edit(folder, REVIEWER, "Be kind and brief.", f"Be kind and brief in {name}.")
        write_files(folder, {"README.md": "# stashed\n"})
        git(folder, "stash")
        write_files(folder, {PLANNER: "work in progress\n", "notes.txt": "mine\n"})
        git(folder, "add", PLANNER)
        write_files(folder, {PLANNER: "more work in progress\n"})

    def reset(self) -> None:
        """Put the repositories back as they were built."""
        shutil.rmtree(self.work, ignore_errors=True)
        shutil.copytree(self.root / "kept", self.work, symlinks=True)

    def run(self, point: Point | None = None) -> int:
        """Sync all projects in a process of its own, killed at a point; returns how it ended."""
        shims = self.root / "shims"
        real = shutil.which("git")
        assert real is not None
        shims.mkdir(exist_ok=True)
        self._calls.unlink(missing_ok=True)
        shim = shims / "git"
        shim.write_text(_SHIM.format(git=real, calls=self._calls, branch=BRANCH))
        shim.chmod(0o755)
        environment = clean_environment(self.root) | {
            "PATH": f"{shims}{os.pathsep}{os.environ['PATH']}",
            "CRASH_NUMBER": str(point.number if point else 0),
            "CRASH_HOW": point.how.value if point else "",
            "CRASH_CHANGES": str(self.root / "changes"),
        }
        command = [
            sys.executable,
            "-c",
            _RUN,
            "-C",
            str(self.work / "registry"),
            "sync",
            "-y",
            "-j",
            str(self.jobs),
        ]
        names = [f"../{name}" for name in REPOSITORIES]
        done = subprocess.run([*command, *names], env=environment, capture_output=True, check=False)
        return done.returncode

    def steps(self) -> Steps:
        """What the last run, which was not killed, has done."""
        calls = tuple(line.split()[0] for line in self._calls.read_text().splitlines())
        return Steps(calls, int((self.root / "changes").read_text()))

    def branches(self) -> dict[str, str]:
        """The commit of the branch that is synced, by repository; empty where there is none."""
        return {name: _tip(self.work / name) for name in REPOSITORIES}

    def dies_at(self, point: Point, wanted: dict[str, str]) -> tuple[int, list[str]]:
        """Kill a run and run it again.

        Args:
            point: Where it dies.
            wanted: The branches after an undisturbed run.

        Returns:
            How the killed run ended, and all that is not as it should be, then or after the second run.
        """
        self.reset()
        code = self.run(point)
        self._await_git()
        faults = self._faults(wanted)
        again = self.run()
        faults += [f"run again: {fault}" for fault in self._faults(wanted)]
        if again:
            faults.append(f"run again: exit {again}")
        if self.branches() != wanted:
            faults.append("run again: other commits than without the kill")
        return code, faults + [f"left over: {path}" for path in self._leftovers()]

    def _await_git(self) -> None:
        """Wait for what goes on alone: while it holds a lock, the next run is right to stop there."""
        deadline = time.monotonic() + _PATIENCE
        numbers = [line.split()[1] for line in self._calls.read_text().splitlines()]
        while any(map(_lives, numbers)) and time.monotonic() < deadline:
            time.sleep(0.01)

    def _faults(self, wanted: dict[str, str]) -> list[str]:
        """What a killed run must not have left."""
        found = []
        for name in REPOSITORIES:
            folder = self.work / name
            if _tip(folder) not in ("", wanted[name]):
                found.append(f"{name}: the branch is neither old nor new")
            if self._touched(name):
                found.append(f"{name}: {', '.join(sorted(self._touched(name)))} changed")
            done = subprocess.run(["git", "fsck", "--strict"], cwd=folder, capture_output=True, check=False)
            if done.returncode:
                found.append(f"{name}: fsck: {done.stderr.decode()}")
        return found

    def _leftovers(self) -> list[str]:
        """Locks and journals that nobody needs any more."""
        patterns = (".git/**/*.lock", ".git/agentreg/*.json", ".git/agentreg/.*")
        return [
            str(path) for name in REPOSITORIES for one in patterns for path in (self.work / name).glob(one)
        ]

    @property
    def _calls(self) -> Path:
        return self.root / "calls"

    def _touched(self, name: str) -> set[str]:
        before, after = bytes_below(self.root / "kept" / name), bytes_below(self.work / name)
        changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
        return {path for path in changed if not _is_ours(path)}


def _is_ours(path: str) -> bool:
    return path.startswith((f".git/{BRANCH}", f".git/logs/{BRANCH}", ".git/agentreg/"))


def _tip(folder: Path) -> str:
    asked = ["git", "rev-parse", "--verify", "--quiet", BRANCH]
    return subprocess.run(asked, cwd=folder, capture_output=True, check=False).stdout.decode().strip()


def was_killed(code: int) -> bool:
    """Whether a process ended by being killed."""
    return code == -signal.SIGKILL
