"""`diff`: the whole process as a ratio to `python -c pass`, one comparison in process, a range of 200 agents.

Budgets: two files of 6 KB at most 8 x the floor as a process and 5 ms in process; 200 changed agents at most
2 s after start.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from processes import medians

from agentreg.diff.compare import compare
from agentreg.diff.units import outline
from agentreg.formats.read import read_definition
from agentreg.review.compare import review_trees
from agentreg.sources.collection import Collection

ROUNDS = 15
AGENTS = 200
REFERENCE = 0.015
"""Seconds of the floor where the budgets in seconds were set; on a slower machine they grow with it."""

PROCESS = 8.0
PARSED = "with an option, parsed"
"""Told without a budget: an option loads the parser, which takes as long as the comparison."""

SECONDS = {"in process, 6 KB": 0.005, f"{AGENTS} changed agents": 2.0}


def definition(number: int, *, edited: bool) -> bytes:
    """An agent of about 6 KB; the edited one differs in a tool, the model, a step and a constraint."""
    steps = [f"Look at part {part} of the work of agent {number} and say what is odd." for part in range(12)]
    rules = [f"Never touch folder {part} of project {number} without asking first." for part in range(12)]
    notes = [f"Note {part}: " + f"what agent {number} knows about topic {part}. " * 4 for part in range(29)]
    if edited:
        steps.insert(3, "Ask the owner which of the parts matter most.")
        rules[5] = rules[5].replace("Never", "Avoid to")
    head = [
        "---",
        f"name: worker-{number}",
        f"description: Use this agent for the work of project {number}.",
        f"tools: Read, Grep{', Bash' if edited else ''}",
        f"model: {'opus' if edited else 'sonnet'}",
        "---",
        f"You are worker {number}, a careful colleague.",
    ]
    numbered = [f"{place}. {step}" for place, step in enumerate(steps, 1)]
    parts = [*head, "", "## Work", "", *numbered, "", "## Rules", "", *(f"- {rule}" for rule in rules), ""]
    parts += ["## Notes", "", *(f"{note}\n" for note in notes)]
    return "\n".join(parts).encode()


def processes(folder: Path) -> dict[str, float]:
    """Median seconds of each whole process."""
    before, after = folder / "before.md", folder / "after.md"
    before.write_bytes(definition(1, edited=False))
    after.write_bytes(definition(1, edited=True))
    cases = {
        "agentreg diff A B": ["diff", str(before), str(after)],
        "agentreg diff A A": ["diff", str(before), str(before)],
        PARSED: ["diff", "--color=never", str(before), str(after)],
    }
    return medians(cases, ROUNDS)


def in_process() -> float:
    """Median seconds of reading and comparing two files."""
    sides = definition(1, edited=False), definition(1, edited=True)
    times = []
    for _ in range(50):
        outline.cache_clear()
        started = time.perf_counter()
        compare(*(read_definition(side, ".claude/agents/worker.md") for side in sides))
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def many_agents() -> float:
    """Seconds of reviewing a tree in which 200 agents changed."""
    started = time.perf_counter()
    trees = [
        [
            read_definition(definition(number, edited=edited), f".claude/agents/worker-{number}.md")
            for number in range(AGENTS)
        ]
        for edited in (False, True)
    ]
    review = review_trees(*(Collection(tuple(tree)) for tree in trees), ("before:", "after:"))
    took = time.perf_counter() - started
    if len(review.agents) != AGENTS:
        raise RuntimeError(f"{len(review.agents)} of {AGENTS} agents read as changed")
    return took


def verdict(name: str, seconds: float, floor: float) -> str:
    """Whether a budget was kept; empty where there is none."""
    if name == PARSED:
        return ""
    budget = SECONDS[name] * max(1.0, floor / REFERENCE) if name in SECONDS else PROCESS * floor
    return f", budget {budget * 1000:.0f} ms: {'kept' if seconds <= budget else 'BROKEN'}"


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        taken = processes(Path(folder))
    floor = taken["python -c pass"]
    taken |= {"in process, 6 KB": in_process(), f"{AGENTS} changed agents": many_agents()}
    over = False
    for name, seconds in taken.items():
        told = verdict(name, seconds, floor)
        over |= told.endswith("BROKEN")
        print(f"{name:<22} {seconds * 1000:7.1f} ms {seconds / floor:6.2f} x{told}")
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
