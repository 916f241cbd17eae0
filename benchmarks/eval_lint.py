"""How well the rules about one state find what is planted, and how seldom they speak up about real changes.

Usage: python benchmarks/eval_lint.py [--show N] [--only RULE]

Real definitions, found where `tests/support/shared.py` finds the corpus, get something planted that a rule
must find; and each real revision is judged beside the one before it. Prints Markdown tables; exits 1 when
a bar is missed. `--show` prints that many of what was missed, and of the hits in real revisions.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random

from histories import consecutive, newest_agents, open_mirrors
from mutations.sample import sample, seeds
from mutations.sheet import Sheet
from planting.plants import PATH, SORTS, Sort
from tables import Table

from agentreg.formats.read import read_definition
from agentreg.model.definition import Definition, Kind
from agentreg.model.document import LineIndex
from agentreg.review.compare import review_pair
from agentreg.review.values import Labelled
from agentreg.rules.finding import Finding, Severity
from agentreg.rules.lint import lint, part
from agentreg.rules.state.scene import NOWHERE
from agentreg.rules.state.table import STATE_RULES

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from support.shared import BUNDLES, SHARED

SEED = 7
AGENTS = 120
# Heuristic rules go by people's words, which no rule knows all.
LEAST = {False: 1.0, True: 0.9}
MOST_FLAGGED = 0.01

_STATE = frozenset(rule.id for rule in STATE_RULES)


def recall(sheets: list[Sheet], only: str, most: int) -> int:
    """The table of what was planted; returns how many rules missed the bar."""
    table = Table("Planted", "rule", "goes by", "planted", "found", "recall", "bar", "verdict")
    missed: list[str] = []
    for sort in SORTS:
        if only in sort.rule:
            lost = list(_lost(sort, sheets))
            found = sort.times - len(lost)
            share = found / sort.times
            bar = LEAST[sort.is_heuristic]
            kind = "words" if sort.is_heuristic else "form"
            table.row(sort.rule, kind, sort.times, found, f"{share:.2f}", bar, right=share >= bar)
            missed += [f"{sort.rule}: {one}" for one in lost]
    print(*(f"\nmissed {one}" for one in missed[:most]), sep="")
    return table.missed + len(_STATE - {sort.rule for sort in SORTS})


def _lost(sort: Sort, sheets: list[Sheet]) -> Iterator[str]:
    random = Random(f"{SEED} {sort.rule}")  # noqa: S311  # a sample, no secret
    for number in range(sort.times):
        sheet = _plain(sort.rule, sheets, random)
        planted = sort.plant(sheet, random, number)
        definition = read_definition(planted.text.encode("utf-8", "surrogateescape"), planted.path)
        if sort.rule not in {one.rule for one in lint(definition, planted.surroundings)}:
            yield f"{number} in {sheet.path}"


def _plain(rule: str, sheets: list[Sheet], random: Random) -> Sheet:
    """A definition in which the rule finds nothing by itself."""
    while True:
        sheet = random.choice(sheets)
        if rule not in {one.rule for one in lint(read_definition(sheet.text.encode(), PATH))}:
            return sheet


def real(pairs: Iterator[tuple[Definition, Definition]], most: int) -> int:
    """How often a real change brings a finding; returns 1 where that is at high or above too often."""
    brought: dict[str, Counter[Severity]] = defaultdict(Counter)
    flagged = Counter[str]()
    hits: list[str] = []
    count = 0
    for before, after in pairs:
        if after.kind is not Kind.AGENT:
            continue
        count += 1
        new = part(lint(before), lint(after)).new
        for rule, severity in {(one.rule, one.severity) for one in new}:
            brought[rule][severity] += 1
        grave = [one for one in new if one.severity.at_least(Severity.HIGH)]
        if grave:
            told = review_pair(Labelled(before, ""), Labelled(after, ""), surroundings=(NOWHERE, NOWHERE))
            flagged["brought"] += 1
            flagged["told"] += any(one.rule in _STATE and one in grave for one in told.findings)
            hits += [_shown(one, after) for one in grave]
    _print_counts(f"{count:,} revisions, and what each brought", brought, count)
    print("\nat high or above:", *(f"\n- {hit}" for hit in hits[:most]))
    share = flagged["brought"] / count
    print(f"\n{flagged['brought']} of {count:,} at high or above: {share:.2%}; the bar is {MOST_FLAGGED:.0%}")
    print(f"{flagged['told']} of them told by a rule about one state: the others by one about the change")
    return int(share > MOST_FLAGGED)


def _shown(finding: Finding, definition: Definition) -> str:
    line = LineIndex(definition.document.text).line(finding.after_span.start) if finding.after_span else 0
    return f"{finding.severity} {finding.rule}: {finding.message[:120]} ({definition.path}:{line})"


def heads(sheets: list[tuple[str, Definition]]) -> None:
    """How many of the newest files each rule has something to say about."""
    counts: dict[str, Counter[Severity]] = defaultdict(Counter)
    for _, definition in sheets:
        for rule, severity in {(one.rule, one.severity) for one in lint(definition)}:
            counts[rule][severity] += 1
    _print_counts(f"{len(sheets):,} revisions that came last", counts, len(sheets))


def _print_counts(title: str, counts: dict[str, Counter[Severity]], of: int) -> None:
    print(f"\n## {title}\n\n| rule | {' | '.join(Severity)} |\n|---|{'--:|' * len(Severity)}")
    for rule in (rule.id for rule in STATE_RULES):
        shares = [f"{counts[rule][one] / of:.2%}" if counts[rule][one] else "" for one in Severity]
        print(f"| {rule} | {' | '.join(shares)} |")


def main() -> int:
    """Returns the exit code."""
    if SHARED is None:
        print("skipped: the corpus is not here (see tests/support/shared.py)")
        return 0
    parser = argparse.ArgumentParser()
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--only", default="")
    chosen = parser.parse_args()
    sheets = [sheet for _, sheet in seeds(SHARED / "seeds") + sample(BUNDLES, AGENTS, SEED)]
    wrong = recall(sheets, chosen.only, chosen.show)
    if not chosen.only:
        with open_mirrors() as mirrors:
            pairs = [(name, pair) for name, git in mirrors.items() for pair in consecutive(git)]
        heads(newest_agents(pairs))
        wrong += real((pair for _, pair in pairs), chosen.show)
    print(f"\n{wrong} bars missed")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
