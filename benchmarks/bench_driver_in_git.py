"""What a call of our drivers costs Git, shell and all, where a command meets many agents of 6 KB.

Budget: at most 3 x `python -c pass` for a call, the first included.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from bench_driver import BASE, BUDGET, OURS, THEIRS
from processes import FLOOR, medians

from agentreg.git.drivers import PATTERNS, attribute_lines, config_lines
from agentreg_cli.commands.git import PROGRAM
from support.repos import commit, git, init

AGENTS = 40
ROUNDS = 5

COMMANDS = {
    "git diff": (AGENTS, ("diff", "--ext-diff", "main", "topic")),
    "git log -p": (2 * AGENTS, ("log", "-p", "main..topic")),
    "git merge-tree": (AGENTS, ("merge-tree", "--write-tree", "main", "topic")),
}
"""Calls of a driver (`log -p` has both sides of a file made text), and Git's words."""


def main() -> int:
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    taken: dict[str, list[float]] = {name: [] for name in (FLOOR, *COMMANDS)}
    with tempfile.TemporaryDirectory() as folder:
        repo = laid_out(Path(folder) / "repo")
        for _ in range(ROUNDS):
            taken[FLOOR].append(medians({}, 9)[FLOOR])
            for name, (calls, words) in COMMANDS.items():
                taken[name].append(seconds_of(repo, words) / calls)
    middle = {name: statistics.median(times) for name, times in taken.items()}
    over = [told(name, middle[name], middle[FLOOR]) for name in COMMANDS]
    return int(any(over))


def laid_out(repo: Path) -> Path:
    """Two branches that both changed every agent, in a repository with the drivers."""
    init(repo)
    (repo / ".git/info/attributes").write_text("\n".join(attribute_lines(PATTERNS)))
    with (repo / ".git/config").open("a") as config:
        config.write("\n".join(config_lines(PROGRAM, "1")))
    commit(repo, agents(BASE))
    git(repo, "branch", "topic")
    commit(repo, agents(OURS))
    git(repo, "checkout", "-q", "topic")
    commit(repo, agents(THEIRS["rule lost"]))
    return repo


def agents(data: bytes) -> dict[str, bytes]:
    return {f".claude/agents/agent-{number}.md": data for number in range(AGENTS)}


def seconds_of(repo: Path, words: tuple[str, ...]) -> float:
    started = time.perf_counter()
    git(repo, *words)
    return time.perf_counter() - started


def told(name: str, seconds: float, floor: float) -> bool:
    """Print a command; whether a call costs more than the budget."""
    ratio = seconds / floor
    verdict = "BROKEN" if ratio > BUDGET else "kept"
    print(
        f"{name + ', a call':<24} {seconds * 1000:6.1f} ms {ratio:5.2f} x  budget {BUDGET:.0f} x: {verdict}"
    )
    return ratio > BUDGET


if __name__ == "__main__":
    sys.exit(main())
