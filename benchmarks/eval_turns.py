"""How many bans are told as turned when one "never" or "do not" is taken out of a real agent.

Usage: python benchmarks/eval_turns.py [--show N]

Of every agent of the corpus, where `tests/support/shared.py` finds it, one such word of the newest text is
taken out, drawn with a fixed seed; words in fences are samples and stay. A review must find that at high or
above. Exits 1 when fewer than the bar are found. `--show` prints that many of the others.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from random import Random

from histories import consecutive, newest_agents, open_mirrors

from agentreg.diff.compare import compare
from agentreg.formats.fences import outside_fences
from agentreg.formats.read import read_definition
from agentreg.model.definition import Definition
from agentreg.rules.finding import Severity
from agentreg.rules.judge import judge

SEED = 5
LEAST = 0.95
_BAN = re.compile(r"\b(?:[Nn]ever|NEVER|[Dd]o not|DO NOT|[Dd]on't) ")


def turned(definition: Definition, random: Random) -> tuple[str, str] | None:
    """The line that loses its ban, and the text without it; None where there is none outside of fences."""
    text, start = definition.document.text, definition.document.body.start
    lines = text[start:].split("\n")
    prose = list(outside_fences(lines))
    places = [
        (number, found) for number, line in enumerate(lines) if prose[number] for found in _BAN.finditer(line)
    ]
    if not places:
        return None
    number, found = random.choice(places)
    line = lines[number]
    lines[number] = line[: found.start()] + line[found.end() :]
    return line, text[:start] + "\n".join(lines)


def misses(definitions: Iterable[Definition]) -> Iterator[tuple[str, bool]]:
    """Each line that lost its ban, and whether that was found."""
    random = Random(SEED)  # noqa: S311  a sample, no secret
    for definition in definitions:
        if (change := turned(definition, random)) is not None:
            line, text = change
            after = read_definition(text.encode("utf-8", "surrogateescape"), definition.path)
            findings = judge(definition, after, compare(definition, after))
            yield line.strip(), any(one.severity.at_least(Severity.HIGH) for one in findings)


def main() -> int:
    """Returns the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--show", type=int, default=0)
    most = parser.parse_args().show
    with open_mirrors() as mirrors:
        pairs = ((name, pair) for name, git in mirrors.items() for pair in consecutive(git))
        tried = list(misses(one for _, one in newest_agents(pairs)))
    if not tried:
        print("skipped: the corpus is not here (see tests/support/shared.py)")
        return 0
    found = sum(is_found for _, is_found in tried)
    missed = [line for line, is_found in tried if not is_found]
    print(*(f"- missed: {line[:150]}" for line in missed[:most]), sep="\n")
    share = found / len(tried)
    print(f"{found} of {len(tried)} bans that lost their word are found at high or above: {share:.3f}")
    print(f"the bar is {LEAST}")
    return int(share < LEAST)


if __name__ == "__main__":
    sys.exit(main())
