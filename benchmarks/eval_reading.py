"""How well real files are read: round trip, recovery of broken frontmatter, agents found, the seeds.

Reads the corpus where `tests/support/shared.py` finds it; prints Markdown tables; exits 1 when a bar is
missed.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from agentreg.formats.locate import is_candidate
from agentreg.formats.prompt import read_outward, read_prompt
from agentreg.formats.read import read_definition
from agentreg.git.history import walk
from agentreg.git.objects import BlobReader
from agentreg.git.process import Git
from agentreg.git.refs import list_refs, resolve_name
from agentreg.git.trees import list_tree
from agentreg.model.definition import Definition, Kind
from agentreg.model.fields import Step
from agentreg.model.prompt import Prompt

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from formats.reading import uncovered
from support.shared import BUNDLES, SHARED

TOLERANCE = 0.01
"""How far the agents found at HEAD may be from the corpus's own count."""

SHOWN = 5
"""Differences listed for a bundle."""

SEEDS = {"001": (33, 17), "004": (27, 12)}
"""Tool entries, and those of servers."""


class Blob(NamedTuple):
    """A file of a bundle's history, under the first path that it was seen at."""

    path: str
    oid: str
    data: bytes


class Reading(NamedTuple):
    """What reading all blobs of a bundle gave."""

    blobs: int
    agents: int
    inexact: int
    uncovered: int
    steps: Counter[str]
    broken: int
    recovered: int
    seconds: float
    drawn: Counter[str]


def main() -> int:
    if SHARED is None:
        print("skipped: no corpus")
        return 0
    missed = seeds(SHARED / "seeds")
    with tempfile.TemporaryDirectory() as folder:
        mirrors: dict[str, Git] = {}
        for bundle in BUNDLES:
            target = Path(folder) / f"{bundle.stem}.git"
            subprocess.run(["git", "clone", "--quiet", "--mirror", bundle, target], check=True)
            mirrors[bundle.stem] = Git(target)
        missed += detection(mirrors, SHARED / "corpus" / "README.md") + histories(mirrors)
    print(f"\n{missed} bars missed")
    return 1 if missed else 0


def seeds(folder: Path) -> int:
    print("| seed | step | tools | of servers | sections | steps | constraints | exact |")
    print("|---|---|--:|--:|--:|--:|--:|---|")
    missed = 0
    for path in sorted(folder.glob("*.md")):
        data = path.read_bytes()
        definition = read_definition(data, path.name)
        prompt = read_prompt(definition)
        counts = len(definition.tools.entries), sum(1 for entry in definition.tools.entries if entry.server)
        steps = sum(len(workflow.steps) for workflow in prompt.workflows)
        exact = definition.document.render() == data and not uncovered(definition, prompt)
        facts = (definition.frontmatter.step, *counts, len(prompt.sections), steps, len(prompt.constraints))
        print(f"| {path.stem[:3]} |", " | ".join(map(str, facts)), f"| {exact} |")
        missed += not exact or counts != SEEDS.get(path.stem[:3], counts) or not prompt.roles or not steps
    return missed


def detection(mirrors: dict[str, Git], page: Path) -> int:
    expected = dict(_expected(page.read_text(encoding="utf-8")))
    print("\n| bundle | agents at HEAD | found | differs from a search for both fields |")
    print("|---|--:|--:|---|")
    missed = 0
    for name, git in mirrors.items():
        found, other = _at_head(git)
        wanted = next(count for start, count in expected.items() if name.startswith(start))
        missed += abs(len(found) - wanted) > wanted * TOLERANCE
        differences = [f"+{path}" for path in sorted(found - other)] + [
            f"-{path}" for path in sorted(other - found)
        ]
        more = [f"and {len(differences) - SHOWN} more"] if len(differences) > SHOWN else []
        print(f"| {name} | {wanted} | {len(found)} | {', '.join(differences[:SHOWN] + more)} |")
    return missed


def _expected(page: str) -> Iterator[tuple[str, int]]:
    """Agents at HEAD by (the start of) a bundle's name; small bundles share a row."""
    for row in re.findall(r"^\| ([\w+, .-]+) \| ([\d, ]+) \|", page, re.MULTILINE):
        names, counts = row[0].split(", "), row[1].split(", ")
        yield from zip(names, map(int, counts), strict=True)


def _at_head(git: Git) -> tuple[set[str], set[str]]:
    head = resolve_name(git, "HEAD")
    found, other = set(), set()
    with BlobReader(git) as reader:
        for entry in list_tree(git, head):
            data = reader.read(entry.oid) if entry.is_file and is_candidate(entry.path) else None
            if data is None:
                continue
            if read_definition(data, entry.path).kind is Kind.AGENT:
                found.add(entry.path)
            if _has_both(data):
                other.add(entry.path)
    return found, other


def _has_both(data: bytes) -> bool:
    head, fence, _body = (
        data.decode("utf-8", "replace").lstrip("\ufeff").removeprefix("---").partition("\n---")
    )
    return bool(fence) and all(re.search(rf"^{key}:", head, re.MULTILINE) for key in ("name", "description"))


def histories(mirrors: dict[str, Git]) -> int:
    readings = {name: _read_all(git) for name, git in mirrors.items()}
    print("\n| bundle | blobs | agents | not exact | not covered | broken YAML | recovered | us a header |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|")
    for name, reading in readings.items():
        cells = (reading.blobs, reading.agents, reading.inexact, reading.uncovered, reading.broken)
        each = reading.seconds / max(reading.blobs, 1) * 1e6
        print(f"| {name} |", " | ".join(map(str, cells)), f"| {reading.recovered} | {each:.0f} |")
    steps = sum((reading.steps for reading in readings.values()), Counter())
    drawn = sum((reading.drawn for reading in readings.values()), Counter())
    agents = sum(reading.agents for reading in readings.values())
    print("\n| frontmatter of agents | count |\n|---|--:|")
    print(*(f"| {step} | {count} |" for step, count in steps.most_common()), sep="\n")
    print("\n| agents with | share |\n|---|--:|")
    print(*(f"| {what} | {count / agents:.0%} |" for what, count in drawn.most_common()), sep="\n")
    return sum(
        bool(reading.inexact) + bool(reading.uncovered) + (reading.recovered < reading.broken)
        for reading in readings.values()
    )


def _read_all(git: Git) -> Reading:
    counts: Counter[str] = Counter()
    steps: Counter[str] = Counter()
    drawn: Counter[str] = Counter()
    seconds = 0.0
    for blob in _blobs(git):
        started = time.perf_counter()
        definition = read_definition(blob.data, blob.path)
        seconds += time.perf_counter() - started
        prompt = read_prompt(definition)
        counts["blobs"] += 1
        counts["inexact"] += definition.document.render() != blob.data
        counts["uncovered"] += len(uncovered(definition, prompt))
        if definition.kind is Kind.AGENT:
            counts["agents"] += 1
            steps[definition.frontmatter.step] += 1
            drawn.update(_drawn(definition, prompt))
            broken, recovered = _recovery(definition)
            counts["broken"] += broken
            counts["recovered"] += recovered
    return Reading(
        counts["blobs"], counts["agents"], counts["inexact"], counts["uncovered"], steps,
        counts["broken"], counts["recovered"], seconds, drawn,
    )  # fmt: skip


def _drawn(definition: Definition, prompt: Prompt) -> list[str]:
    parts = prompt._asdict() | read_outward(definition, prompt)._asdict()
    wanted = ("sections", "roles", "workflows", "constraints", "outputs", "references", "examples")
    return [part for part in wanted if parts[part]]


def _recovery(definition: Definition) -> tuple[bool, bool]:
    """Whether strict YAML fails on frontmatter without conflict markers, and whether its fields were read."""
    matter = definition.document.matter
    written = matter.of(definition.document.text) if matter else ""
    if "<<<<<<<" in written:
        return False, False
    try:
        yaml.safe_load(written)
    except (yaml.YAMLError, ValueError):
        frontmatter = definition.frontmatter
        described = frontmatter.get("description") is not None
        return True, described and frontmatter.step in (Step.REQUOTED, Step.LINEWISE)
    return False, False


def _blobs(git: Git) -> Iterator[Blob]:
    paths: dict[str, str] = {}
    tips = {ref.commit for ref in list_refs(git) if ref.commit}
    for commit in walk(git, tips, keep=is_candidate):
        for entry in commit.changes:
            if not entry.is_deleted:
                paths.setdefault(entry.oid, entry.path)
    with BlobReader(git) as reader:
        for oid, path in paths.items():
            data = reader.read(oid)
            if data is not None:
                yield Blob(path, oid, data)


if __name__ == "__main__":
    sys.exit(main())
