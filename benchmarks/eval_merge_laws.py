"""What must hold of every merge, on 10,000 of them made from real definitions with a fixed seed.

Each side gets up to three edits, of other lines than the other side: lines reworded, removed and added, and
sections moved. So the right result is known: all edits together.
A merge may ask a person, but a clean one must be that result, and the laws must hold in any case.

Usage: python benchmarks/eval_merge_laws.py [CASES] [SEED]
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from agentreg.merge.engine import merge
from support.shared import SHARED

CASES, SEED = 10_000, 20261121
# Of merges whose right result is known so many may ask all the same, because edits touch.
MOST_ASKING = 0.1
_NUMBER = re.compile(r"^(\s*)\d{1,9}([.)]\s)", re.MULTILINE)
_HEADING = re.compile(r"(#{1,6})\s")
_WORDS = "amber birch cedar dune ember fjord gable harbor inlet juniper kelp lagoon".split()  # noqa: SIM905


class Line(NamedTuple):
    """A line of the base, or a new one.

    Attributes:
        mark: What tells it from all others.
        text: The line.
        level: The level of the heading that it is; 0 for all else.
        quoted: Whether it stands in a fence or an example.
    """

    mark: int
    text: str
    level: int = 0
    quoted: bool = False


class Edit(NamedTuple):
    """What is done to one line, or to the section that it opens.

    Attributes:
        kind: replace, remove, add, move.
        mark: The line.
        text: The new text.
        behind: Behind the section of which line a moved one goes.
        new: The mark of an added line.
    """

    kind: str
    mark: int
    text: str = ""
    behind: int = -1
    new: int = -1


class Made(NamedTuple):
    """Three versions, and what merging them must give."""

    base: bytes
    ours: bytes
    theirs: bytes
    wanted: bytes
    kinds: tuple[str, ...]


def made(text: str, draw: random.Random) -> Made | None:
    """Edit a definition on two sides; None when it has too few lines to edit."""
    lines = _read(text)
    body = next((n for n, line in enumerate(lines) if n and line.text.rstrip() == "---"), -1) + 1
    targets = [line.mark for line in lines[body:] if _is_prose(line)]
    counts = Counter(line.text for line in lines)
    targets = [mark for mark in targets if counts[lines[mark].text] == 1]
    if len(targets) < 12:
        return None
    draw.shuffle(targets)
    sides = [_edits(lines, targets[half::2], draw, side) for half, side in enumerate(("ours", "theirs"))]
    moving = draw.random() < 0.3
    if moving:
        sides[draw.randrange(2)] += _move(lines, body, draw)
    versions = [_applied(lines, edits) for edits in (sides[0], sides[1], sides[0] + sides[1])]
    return Made(text.encode(), *versions, tuple(edit.kind for edit in sides[0] + sides[1]))


def _read(text: str) -> list[Line]:
    lines, quoted = [], ""
    for mark, line in enumerate(text.splitlines(keepends=True)):
        opens = re.match(r"\s*(```|~~~|<example>)", line)
        heading = None if quoted else _HEADING.match(line)
        lines.append(Line(mark, line, len(heading[1]) if heading else 0, bool(quoted or opens)))
        if quoted and (quoted in line):
            quoted = ""
        elif opens and not quoted:
            quoted = "</example>" if opens[1] == "<example>" else opens[1]
    return lines


def _is_prose(line: Line) -> bool:
    return len(line.text.split()) > 3 and not (line.level or line.quoted) and "|" not in line.text


def _edits(lines: list[Line], targets: list[int], draw: random.Random, side: str) -> list[Edit]:
    edits = []
    for number, mark in enumerate(targets[: draw.randint(1, 3)]):
        kind = draw.choice(("replace", "replace", "remove", "add"))
        word = f"{draw.choice(_WORDS)} {draw.choice(_WORDS)} {side} {number}"
        text = lines[mark].text
        if kind == "replace":
            edits.append(Edit(kind, mark, f"{text.rstrip()} {word}\n"))
        elif kind == "add" and (found := re.match(r"\s*(?:[-*+]|\d+[.)])\s+", text)):
            edits.append(
                Edit(kind, mark, f"{found.group()}{word.capitalize()}\n", new=1000 + hash_of(word, mark))
            )
        elif kind == "remove":
            edits.append(Edit(kind, mark))
    return edits


def hash_of(word: str, mark: int) -> int:
    """A number for a new line; the same in every process."""
    return mark * 1000 + sum(map(ord, word))


def _move(lines: list[Line], body: int, draw: random.Random) -> list[Edit]:
    """Move one section of the uppermost level behind another one."""
    level = min((line.level for line in lines[body:] if line.level), default=0)
    titles = [line.mark for line in lines[body:] if level and line.level == level]
    if len(titles) < 4:
        return []
    one, other = draw.sample(titles[:-1], 2)
    return [Edit("move", one, behind=other)]


def _applied(lines: list[Line], edits: list[Edit]) -> bytes:
    result = list(lines)
    for edit in sorted(edits, key=lambda edit: edit.kind == "move"):
        place = next(n for n, line in enumerate(result) if line.mark == edit.mark)
        match edit.kind:
            case "replace":
                result[place] = Line(edit.mark, edit.text)
            case "remove":
                result[place] = Line(edit.mark, "")
            case "add":
                result.insert(place + 1, Line(edit.new, edit.text))
            case "move":
                result = _moved(result, place, edit.behind)
    return "".join(line.text for line in result).encode()


def _moved(lines: list[Line], start: int, behind: int) -> list[Line]:
    block = lines[start : _section_end(lines, start)]
    rest = lines[:start] + lines[start + len(block) :]
    at = _section_end(rest, next(n for n, line in enumerate(rest) if line.mark == behind))
    return rest[:at] + block + rest[at:]


def _section_end(lines: list[Line], start: int) -> int:
    level = lines[start].level
    ends = (place for place in range(start + 1, len(lines)) if 0 < lines[place].level <= level)
    return next(ends, len(lines))


def broken(case: Made) -> Iterator[str]:
    """Which laws a merge breaks."""
    base, ours, theirs, wanted, _ = case
    merged, back = merge(base, ours, theirs), merge(base, theirs, ours)
    if merged.clean and _without_numbers(merged.text) != _without_numbers(wanted):
        yield "a clean result is not all edits together"
    if merged.clean != back.clean:
        yield "swapping the sides keeps the verdict"
    if merged.clean and sorted(_without_numbers(merged.text)) != sorted(_without_numbers(back.text)):
        yield "swapping the sides swaps only the order"
    if merged != merge(base, ours, theirs):
        yield "the same merge gives the same result"
    again = merge(base, ours, merged.text) if merged.clean else merged
    # Items were removed without numbering the rest anew, so whose numbers stay is a matter of taste.
    if _without_numbers(again.text) != _without_numbers(merged.text):
        yield "merge(b, o, m) == m"
    for side in (ours, theirs):
        if merge(base, side, base).text != side or merge(base, base, side).text != side:
            yield "merge(b, x, b) == x == merge(b, b, x)"
        if merge(base, side, side).text != side:
            yield "merge(b, x, x) == x"
    kept = set(base.splitlines()) & set(ours.splitlines()) & set(theirs.splitlines())
    if not {_bare(line) for line in kept} <= {_bare(line) for line in merged.text.splitlines()}:
        yield "what both sides kept is there"
    most = {line: max(side.splitlines().count(line) for side in (base, ours, theirs)) for line in kept}
    if merged.clean and any(merged.text.splitlines().count(line) > count for line, count in most.items()):
        yield "nothing is stated more often than on a side"


def _bare(line: bytes) -> str:
    return _NUMBER.sub(r"\1", line.decode("utf-8", "replace"))


def _without_numbers(text: bytes) -> list[str]:
    """The lines that say something, without numbers that follow from their place."""
    return [_bare(line) for line in text.splitlines() if line.strip()]


def bases() -> list[str]:
    """Real definitions: the bases of the triples, and the seeds."""
    if SHARED is None:
        return []
    places = [
        *sorted((SHARED / "corpus" / "triples").glob("*/base.md")),
        *sorted((SHARED / "seeds").glob("*.md")),
    ]
    texts = [path.read_bytes().decode("utf-8", "replace") for path in places]
    return [text for text in texts if "\r" not in text and text.endswith("\n")]


def main(cases: int, seed: int) -> int:
    texts = bases()
    if not texts:
        print("no corpus here: skipped")
        return 0
    draw, counts, faults = random.Random(seed), Counter[str](), Counter[str]()  # noqa: S311 - to be repeated
    while counts["cases"] < cases:
        case = made(draw.choice(texts), draw)
        if case is None or case.ours == case.base or case.theirs == case.base:
            continue
        counts["cases"] += 1
        counts["clean" if merge(*case[:3]).clean else "asks"] += 1
        for law in broken(case):
            faults[law] += 1
            if faults[law] <= 3:
                print(f"- WRONG case {counts['cases']}: {law} ({', '.join(case.kinds)})")
    print(f"\n{counts['cases']} merges of known result: {counts['clean']} clean, {counts['asks']} ask")
    for law, count in faults.items():
        print(f"- broken {count} times: {law}")
    asking = counts["asks"] / counts["cases"]
    if asking > MOST_ASKING:
        print(f"- {asking:.0%} ask, at most {MOST_ASKING:.0%} may")
    return int(bool(faults) or asking > MOST_ASKING)


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(*(numbers + [CASES, SEED][len(numbers) :])))
