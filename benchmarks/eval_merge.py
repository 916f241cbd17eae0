"""Quality of the merge on real three-way cases; skipped without the corpus.

Small cases with a known right answer, real copies of agents against their moved bases, and real merge
commits beside what Git does with them.
Ends with 1 when anything is wrong: a clean result that is not the right one, a true conflict not caught,
a broken law, or other bytes than Git's where Git is clean and right.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from agentreg.diff.changes import is_meaningful
from agentreg.diff.compare import compare
from agentreg.formats.read import read_definition
from agentreg.merge.engine import merge
from agentreg.merge.policies import Policy
from agentreg.merge.values import Merged
from support.shared import SHARED

OWNED = frozenset(("name", "model", "color"))
SIDES = ("base.md", "ours.md", "theirs.md")


class Case(NamedTuple):
    """Three versions of a file, and what the corpus says about them."""

    folder: Path
    about: dict[str, object]
    base: bytes
    ours: bytes
    theirs: bytes


def merged_case(case: Case, owned: frozenset[str] = frozenset()) -> Merged:
    path = str(case.about.get("variant_path", ""))
    return merge(case.base, case.ours, case.theirs, path=path, policies=dict.fromkeys(owned, Policy.OURS))


def read_case(folder: Path, about: dict[str, object]) -> Case:
    # Where a side is missing there was no such file: both added it, or one deleted it.
    sides = [(folder / name).read_bytes() if (folder / name).is_file() else b"" for name in SIDES]
    return Case(folder, about, *sides)


def indexed_cases(folder: Path) -> Iterator[Case]:
    for line in (folder / "index.jsonl").read_text(encoding="utf-8").splitlines():
        about = json.loads(line)
        yield read_case(folder / about["id"], about)


def broken_laws(case: Case, merged: Merged) -> list[str]:
    base, ours, theirs = case.base, case.ours, case.theirs
    again = merge(base, ours, merged.text)
    laws = {
        "merge(b, x, b) == x": merge(base, ours, base).text == ours,
        "merge(b, b, x) == x": merge(base, base, theirs).text == theirs,
        "merge(b, x, x) == x": merge(base, theirs, theirs).text == theirs,
        "swapping keeps the verdict": merge(base, theirs, ours).clean == merged.clean,
        "merge(b, o, m) == m": not merged.clean or (again.clean and again.text == merged.text),
    }
    return [law for law, holds in laws.items() if not holds]


def git_merge(case: Case) -> tuple[bool, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        for name, content in zip(SIDES, case[2:], strict=True):
            (Path(folder) / name).write_bytes(content)
        arguments = ["git", "merge-file", "-p", "--diff3", "ours.md", "base.md", "theirs.md"]
        done = subprocess.run(arguments, cwd=folder, capture_output=True, check=False)
    return done.returncode == 0, done.stdout


def answered_cases(folder: Path) -> int:
    counts: Counter[str] = Counter()
    faults: list[str] = []
    for place in sorted(path for path in folder.iterdir() if path.is_dir()):
        case = read_case(place, json.loads((place / "case.json").read_text(encoding="utf-8")))
        merged, verdict = merged_case(case), case.about["verdict"]
        right = merged.text in [path.read_bytes() for path in place.glob("expected*.md")]
        if merged.clean and verdict == "conflict":
            faults.append(f"{place.name}: a true conflict was not caught ({case.about['title']})")
        elif merged.clean and not right:
            faults.append(f"{place.name}: clean and wrong ({case.about['title']})")
        counts["clean and right" if merged.clean else f"conflict, the answer is {verdict}"] += 1
        faults += [f"{place.name}: {law}" for law in broken_laws(case, merged)]
    print_table("Cases with a known answer", ("outcome", "cases"), sorted(counts.items()))
    return tell(faults)


def triples(folder: Path) -> int:
    cases = list(indexed_cases(folder))
    sizes = Counter(str(case.about["group"]) for case in cases)
    weights = [1 / sizes[str(case.about["group"])] for case in cases]
    started = time.perf_counter()
    merged = [merged_case(case) for case in cases]
    milliseconds = (time.perf_counter() - started) / len(cases) * 1000
    rows = [
        clean_row("git merge-file", [bool(case.about["git_clean"]) for case in cases], weights),
        clean_row("fields by key only", [bool(case.about["fieldwise_clean"]) for case in cases], weights),
        clean_row("agentreg", [one.clean for one in merged], weights),
        clean_row(
            f"agentreg, {', '.join(sorted(OWNED))} owned",
            [merged_case(c, OWNED).clean for c in cases],
            weights,
        ),
    ]
    print_table(f"Copies and their moved bases ({len(cases)})", ("merge", "clean", "%", "% by group"), rows)
    reasons = Counter(conflict_kind(conflict.subject) for one in merged for conflict in one.conflicts)
    print_table("What conflicts", ("subject", "conflicts"), reasons.most_common())
    print(f"\n{milliseconds:.2f} ms a merge")
    faults = [
        f"{case.about['id']}: {law}"
        for case, one in zip(cases, merged, strict=True)
        for law in broken_laws(case, one)
    ]
    faults += [
        f"{case.about['id']}: Git is clean, agentreg is not"
        for case, one in zip(cases, merged, strict=True)
        if case.about["git_clean"] and not one.clean
    ]
    return tell(faults)


def clean_row(name: str, clean: list[bool], weights: list[float]) -> tuple[str, int, str, str]:
    weighed = sum(weight for yes, weight in zip(clean, weights, strict=True) if yes) / sum(weights)
    return name, sum(clean), f"{sum(clean) / len(clean):.0%}", f"{weighed:.0%}"


def conflict_kind(subject: str) -> str:
    return "body" if subject.startswith(("section ", "opening ")) else subject


def merge_commits(folder: Path) -> int:
    counts: Counter[tuple[str, str]] = Counter()
    faults: list[str] = []
    for case in indexed_cases(folder):
        if case.about["kind"] == "delete/edit":
            counts["-", "delete against edit: no merge of texts"] += 1
            continue
        git_clean, git_text = git_merge(case)
        merged = merged_case(case)
        human = (case.folder / "result.md").read_bytes() if case.about["result_path"] else b""
        counts["clean" if git_clean else "conflict", outcome(merged, git_text, human)] += 1
        if git_clean and merged.text != git_text and not states_a_key_twice(git_text):
            faults.append(f"{case.about['id']}: other bytes than Git's clean merge")
        if not git_clean and surprises(merged, human):
            faults.append(f"{case.about['id']}: clean, otherwise than people merged it, and no warning")
        faults += [f"{case.about['id']}: {law}" for law in broken_laws(case, merged)]
    rows = [(git, what, count) for (git, what), count in sorted(counts.items())]
    print_table("Merge commits", ("git", "agentreg", "files"), rows)
    return tell(faults)


def outcome(merged: Merged, git_text: bytes, human: bytes) -> str:
    if not merged.clean:
        return "conflict"
    if merged.text == human:
        return "clean, as people committed it"
    return "clean, as Git" if merged.text == git_text else "clean, otherwise than people committed it"


def surprises(merged: Merged, human: bytes) -> bool:
    """Whether a clean result means something else than what people made by hand, and warns of nothing."""
    if not merged.clean or merged.warnings:
        return False
    return any(map(is_meaningful, compare(read_definition(human), read_definition(merged.text))))


def states_a_key_twice(data: bytes) -> bool:
    keys = [field.key for field in read_definition(data).frontmatter.fields]
    return len(set(keys)) < len(keys)


def print_table(title: str, headers: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    print(f"\n### {title}\n\n| {' | '.join(headers)} |\n|{'---|' * len(headers)}")
    for row in rows:
        print(f"| {' | '.join(map(str, row))} |")


def tell(faults: list[str]) -> int:
    for fault in faults:
        print(f"- WRONG {fault}")
    return len(faults)


def main() -> int:
    if SHARED is None:
        print("no corpus here: skipped")
        return 0
    wrong = answered_cases(SHARED / "cases" / "merge")
    wrong += triples(SHARED / "corpus" / "triples")
    wrong += merge_commits(SHARED / "corpus" / "merges")
    print(f"\n{wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
