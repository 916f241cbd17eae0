"""`review` of a range with 200 changed agents: the whole process, and its ratio to Python and to `git diff`.

Budget: at most 2 s after start.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench_diff import AGENTS, REFERENCE, definition
from processes import medians

from agentreg.git.process import Git
from agentreg.git.refs import head_commit, resolve_name
from agentreg.review.ranges import Tree, around, review_range
from agentreg.sources.revision import commit_tree
from agentreg_cli.parallel import in_processes

ROUNDS = 5
BUDGET = 2.0
"""Seconds after start for 200 changed agents, where `python -c pass` takes `REFERENCE`."""


def build(folder: Path) -> Path:
    """A repository of 200 agents of 6 KB each, all of which the last commit changes."""
    run(folder, "init", "-q", "-b", "main")
    for edited in (False, True):
        for number in range(AGENTS):
            path = folder / ".claude" / "agents" / f"worker-{number}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(definition(number, edited=edited))
        run(folder, "add", "--all")
        run(folder, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-q", "-m", "change")
    # A gate that fails would look like a program that does.
    (folder / "agentreg.toml").write_text('[policy]\nfail-on = "off"\n', encoding="utf-8")
    return folder


def run(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, stdout=subprocess.DEVNULL)


def git_diff(folder: Path) -> float:
    """Seconds of `git diff` over the same range."""
    started = time.perf_counter()
    run(folder, "diff", "HEAD~1", "HEAD")
    return time.perf_counter() - started


def in_process(folder: Path) -> float:
    """Seconds of the review itself, read from Git."""
    git = Git(folder / ".git")
    commits = resolve_name(git, "HEAD~1"), head_commit(git)
    started = time.perf_counter()
    sides = [Tree(oid[:10], commit_tree(git, oid), f"{oid[:10]}:", oid) for oid in commits]
    review = review_range(sides[0], sides[1], state_of=around, each=in_processes(os.cpu_count() or 1))
    took = time.perf_counter() - started
    if len(review.agents) != AGENTS:
        raise RuntimeError(f"{len(review.agents)} of {AGENTS} agents read as changed")
    return took


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = build(Path(name))
        cases = {"agentreg review": ["-C", str(folder), "review", "HEAD~1..HEAD"]}
        taken = medians(cases, ROUNDS)
        floor = taken["python -c pass"]
        plain = min(git_diff(folder) for _ in range(ROUNDS))
        within = min(in_process(folder) for _ in range(ROUNDS))
    budget = BUDGET * max(1.0, floor / REFERENCE)
    kept = within <= budget
    print(f"{'python -c pass':<34} {floor * 1000:8.1f} ms")
    print(f"{'git diff of the same range':<34} {plain * 1000:8.1f} ms")
    whole = taken["agentreg review"]
    print(
        f"{f'review of {AGENTS} changed agents':<34} {whole * 1000:8.1f} ms {whole / floor:6.1f} x python"
        f" {whole / plain:6.1f} x git diff"
    )
    print(
        f"{'  without start and text':<34} {within * 1000:8.1f} ms, budget {budget * 1000:.0f} ms:"
        f" {'kept' if kept else 'BROKEN'}"
    )
    return int(not kept)


if __name__ == "__main__":
    sys.exit(main())
