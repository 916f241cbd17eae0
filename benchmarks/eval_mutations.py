"""How well the semantic diff tells what people edit: precision and recall on edits whose meaning is known.

Usage: python benchmarks/eval_mutations.py [--seed N] [--show N] [--only WORDS]

Real definitions, found where `tests/support/shared.py` finds the corpus, are edited one to four times by the
operators of `mutations/operators/`; each says what must be reported: kind, subject, direction.
Prints Markdown tables; exits 1 when a bar is missed. `--show` prints that many cases that were told wrong,
`--only` runs the operators whose names hold the words.
"""

from __future__ import annotations

import argparse
import difflib
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from mutations.cases import Case, stacked
from mutations.edit import Operator
from mutations.operators import OPERATORS
from mutations.oracle import Verdict, examine, examine_tree
from mutations.sample import sample, seeds
from mutations.tally import LEAST, LEAST_OF_RIGHTS, Tally
from mutations.trees import Tree, trees

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from support.shared import BUNDLES, SHARED

SEED = 3
AGENTS = 210
ROUNDS = 6
TREES = 140


def run(cases: Sequence[Case]) -> list[Verdict]:
    """The verdicts, in the order of the cases."""
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(examine, cases, chunksize=32))


def by_depth(told: Sequence[tuple[Case, Verdict]]) -> int:
    """How far the edits are told, by how many are stacked and by their group."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for case, verdict in told:
        tallies[f"{len(case.operators)} stacked"].add(verdict)
        tallies["all"].add(verdict)
        if case.groups <= {"rights", "form"} and "rights" in case.groups:
            tallies["rights, also reformatted"].add(verdict)
    print("\n## Mutations\n\n| cases | number | all right | precision | recall |\n|---|--:|--:|--:|--:|")
    for name, tally in sorted(tallies.items()):
        print(f"| {name} | {tally.cases} | {tally.right} | {tally.precision:.4f} | {tally.recall:.4f} |")
    rights = tallies["rights, also reformatted"]
    return (not tallies["all"].reaches(LEAST)) + (not rights.reaches(LEAST_OF_RIGHTS))


def formatting(told: Sequence[tuple[Case, Verdict]]) -> int:
    """Edits of form alone: nothing of meaning may be told of them, and something must be."""
    only = [(case, verdict) for case, verdict in told if case.groups == {"form"}]
    noisy = sum(bool(verdict.extra) for _, verdict in only)
    silent = sum(verdict.silent for _, verdict in only)
    print(
        f"\nOf {len(only)} edits of form alone {noisy} were told as changes, {silent} were not told at all."
    )
    return int(noisy > 0 or silent > 0)


def by_operator(told: Sequence[tuple[Case, Verdict]], operators: Sequence[Operator]) -> None:
    """Each operator: how often its facts were told, and how often something else was when it stood alone."""
    uses: Counter[str] = Counter()
    found: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    extra: Counter[str] = Counter()
    for case, verdict in told:
        uses.update(case.operators)
        for name, right, lost in zip(case.operators, verdict.found, verdict.missed, strict=True):
            found[name] += right
            missed[name] += len(lost)
        if len(case.operators) == 1:
            extra[case.operators[0]] += len(verdict.extra) + verdict.silent
    print("\n| operator | group | used | told | missed | told beside, alone |\n|---|---|--:|--:|--:|--:|")
    for operator in operators:
        name = operator.name
        print(
            f"| {name} | {operator.group} | {uses[name]} | {found[name]} | {missed[name]} | {extra[name]} |"
        )


def across_files(made: Sequence[Tree]) -> int:
    """Edits of a tree: each kind, and how many of them were told in full and without anything beside."""
    counts: dict[str, Counter[bool]] = defaultdict(Counter)
    for tree in made:
        counts[tree.operator][examine_tree(tree).is_right] += 1
    print("\n| edit of a tree of agents | trees | right |\n|---|--:|--:|")
    for operator, verdicts in counts.items():
        print(f"| {operator} | {verdicts.total()} | {verdicts[True]} |")
    return sum(verdicts[False] > 0 for verdicts in counts.values())


def show(told: Sequence[tuple[Case, Verdict]], most: int) -> None:
    """Cases that were told wrong: the edit, what is missing, what is too much."""
    wrong = [(case, verdict) for case, verdict in told if not verdict.is_right]
    for case, verdict in wrong[:most]:
        print(f"\n### {', '.join(case.operators)} ({case.source})\n")
        for facts in verdict.missed:
            for fact in facts:
                print("missing:", *fact)
        for one in verdict.extra:
            print("beside: ", *one)
        sides = case.before.splitlines(), case.after.splitlines()
        print(*(line[:240] for line in difflib.unified_diff(*sides, lineterm="", n=1)), sep="\n")


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--only", default="")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    return parser.parse_args()


def main() -> int:
    if SHARED is None:
        print("skipped: the corpus is not here (see tests/support/shared.py)")
        return 0
    chosen = options()
    operators = [operator for operator in OPERATORS if chosen.only in operator.name]
    sheets = seeds(SHARED / "seeds") + sample(BUNDLES, AGENTS, chosen.seed)
    cases = list(stacked(sheets, operators, chosen.seed, chosen.rounds))
    told = list(zip(cases, run(cases), strict=True))
    groups = Counter(operator.group for operator in operators)
    print(f"{len(sheets)} definitions, {len(cases)} cases, {len(operators)} operators: {dict(groups)}")
    show(told, chosen.show)
    by_operator(told, operators)
    wrong = across_files(trees(sheets, chosen.seed, TREES)) + by_depth(told) + formatting(told)
    print(f"\n{wrong} bars missed")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
