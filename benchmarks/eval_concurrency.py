"""Eight processes that sync one project at the same moment, fifty times.

In every round the base has news. Exactly one commit must follow on the branch, with the news and all that was
there before; every process must end well, and say nothing that is an error.

Usage: python benchmarks/eval_concurrency.py [ROUNDS] [PROCESSES]
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from processes import PROGRAM

from support.cli import run_cli
from support.repos import clean_environment, commit, git
from support.variants import REVIEWER, agent, collection, edit, project, tracked

ROUNDS, PROCESSES = 50, 8
BRANCH = "agentreg/sync"


def rounds(folder: Path, count: int, processes: int) -> tuple[Counter[int], list[str]]:
    """Sync a project from several processes at once, again and again.

    Returns:
        How many processes ended with which exit code, and what was not as it should be.
    """
    team = collection(folder / "team")
    shop = project(folder / "shop", team)
    tracked(shop, "reviewer@1.0.0", "--range", "*")
    edit(shop, REVIEWER, "Be kind and brief.", "Be kind, brief and exact.")
    codes, faults = Counter[int](), []
    steps: tuple[str, ...] = ("Read the change.",)
    for number in range(count):
        steps = (*steps, f"Look at part {number}.")
        commit(team, {"agents/reviewer.md": agent("reviewer", steps=steps)})
        assert run_cli("-C", shop, "index").code == 0
        before = tip(shop)
        running = [start(shop) for _ in range(processes)]
        ended = [(process.communicate()[1], process.returncode) for process in running]
        codes.update(code for _, code in ended)
        faults += [f"round {number}: exit {code}: {said}" for said, code in ended if code]
        wanted = agent("reviewer", steps=steps).replace("Be kind and brief.", "Be kind, brief and exact.")
        faults += [f"round {number}: {fault}" for fault in wrong(shop, before, wanted)]
    return codes, faults


def start(shop: Path) -> subprocess.Popen[str]:
    command = [sys.executable, *PROGRAM, "-C", str(shop), "sync", "-y"]
    environment = clean_environment(shop.parent)
    pipes = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, env=environment, text=True, **pipes)  # type: ignore[call-overload,no-any-return]


def wrong(shop: Path, before: str, wanted: str) -> list[str]:
    found = []
    made = git(shop, "rev-list", f"{before or 'main'}..{BRANCH}").split()
    if len(made) != 1:
        found.append(f"{len(made)} commits instead of one")
    if git(shop, "show", f"{BRANCH}:{REVIEWER}") + "\n" != wanted:
        found.append("the branch has another text")
    if git(shop, "status", "--porcelain"):
        found.append("the work tree was touched")
    return found


def tip(shop: Path) -> str:
    return git(shop, "for-each-ref", "--format=%(objectname)", f"refs/heads/{BRANCH}")


def main(count: int, processes: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["AGENTREG_CACHE"] = str(Path(folder, "cache"))
        codes, faults = rounds(Path(folder), count, processes)
    for fault in faults:
        print(f"- WRONG {fault}")
    told = ", ".join(f"exit {code}: {times}" for code, times in sorted(codes.items()))
    print(f"{count} rounds of {processes} processes ({told}); {len(faults)} wrong")
    return int(bool(faults))


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(*(numbers + [ROUNDS, PROCESSES][len(numbers) :])))
