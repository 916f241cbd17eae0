"""`status` over 200 small repositories with three variants each, by one job and by two, on disk and bare.

Budget: 3 s each. The floor is one `git cat-file` per repository, which is the least that tells its commit.
"""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from bench_diff import definition
from processes import PROGRAM
from workplaces import workplace

REPOSITORIES = 200
AGENTS = ("reviewer", "planner", "writer")
ROUNDS = 3
BUDGET = 3.0


def main() -> int:
    with workplace() as home:
        registry = build(home)
        floor = measured(lambda: ask_each(home / "disk"))
        print(f"{REPOSITORIES} repositories; floor, a process of Git each: {floor:.2f} s")
        cases = [(where, jobs) for where in ("disk", "bare") for jobs in (1, 2)]
        over = [told(registry, where, jobs, floor) for where, jobs in cases]
    return int(any(over))


def told(registry: Path, where: str, jobs: int, floor: float) -> bool:
    """Print a case; whether it is over the budget."""
    words = ("status", f"../{where}/*", "-j", str(jobs), "--json")
    drifts = Counter(re.findall(rb'"drift": "(\w+)"', run(registry, *words)))
    assert drifts == dict.fromkeys((b"current", b"behind", b"diverged"), REPOSITORIES), drifts
    seconds = measured(lambda: run(registry, *words))
    over = seconds > BUDGET
    ratio, verdict = seconds / floor, "BROKEN" if over else "kept"
    print(f"{where}, {jobs} jobs  {seconds:5.2f} s {ratio:5.2f} x  budget {BUDGET:.0f} s: {verdict}")
    return over


def build(home: Path) -> Path:
    """A source, 200 projects with three variants of it, and a registry; the folder of the registry."""
    source, registry, first = home / "team", home / "registry", home / "disk" / "p000"
    commit(source, {f"agents/{name}.md": text(name) for name in AGENTS})
    for folder in (registry, first):
        commit(folder, {"README.md": b"A project.\n"})
        for words in (["init"], ["add", str(source)], ["index"]):
            run(folder, *words)
    for name in AGENTS:
        run(first, "track", f"team/{name}")
    edited = first / ".claude/agents" / f"{AGENTS[0]}.md"
    edited.write_bytes(edited.read_bytes().replace(b"Note 9:", b"Note nine:"))
    commit(first, {})
    commit(source, {f"agents/{name}.md": text(name).replace(b"part 3", b"part three") for name in AGENTS[:2]})
    run(registry, "index")
    git(home, "clone", "-q", "--bare", str(first), str(home / "bare" / "p000.git"))
    for number in range(1, REPOSITORIES):
        shutil.copytree(first, home / "disk" / f"p{number:03}")
        shutil.copytree(home / "bare" / "p000.git", home / "bare" / f"p{number:03}.git")
    return registry


def text(name: str) -> bytes:
    """A definition of some 6 KB."""
    return re.sub(rb"name: .*", f"name: {name}".encode(), definition(1, edited=False), count=1)


def commit(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    if not (folder / ".git").exists():
        git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "--all")
    git(folder, "commit", "-q", "-m", "change")


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=folder, check=True, stdin=subprocess.DEVNULL)


def ask_each(folder: Path) -> None:
    for project in folder.iterdir():
        words = ["git", f"--git-dir={project}/.git", "cat-file", "--batch-check"]
        subprocess.run(words, input=b"HEAD\n", capture_output=True, check=True)


def run(folder: Path, *words: str) -> bytes:
    command = [sys.executable, *PROGRAM, *words]
    return subprocess.run(command, cwd=folder, capture_output=True, check=True).stdout


def measured(act: Callable[[], object]) -> float:
    """The median of some rounds, in seconds."""
    taken = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        act()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


if __name__ == "__main__":
    sys.exit(main())
