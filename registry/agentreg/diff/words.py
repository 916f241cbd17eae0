"""Which words of a text differ: for reports that mark only those."""

from __future__ import annotations

from enum import StrEnum

from agentreg.diff.align import common
from agentreg.formats.patterns import pattern
from agentreg.records import NamedTuple

# Unchanged text of so few characters between two changes ("and") is shown as changed: that reads better.
SHORT = 5
# Beyond so many cells (words times words) nothing is said to be kept: time and memory grow with their number,
# and nobody reads such marks.
MOST_CELLS = 16_000_000
_TOKEN = pattern(r"\w+|\s+|[^\w\s]")


class Fate(StrEnum):
    """What became of a run of words."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


class Run(NamedTuple):
    """Neighbouring words of one fate."""

    fate: Fate
    text: str


def compare_words(before: str, after: str) -> tuple[Run, ...]:
    """Both texts as one run of kept, removed and added words.

    The kept and removed runs together are `before`, the kept and added ones `after`, character by character.
    A space, a hyphen or a very short word between two changed words counts as changed: a reworded phrase
    reads as one.

    Args:
        before: The text before.
        after: The text after.

    Returns:
        Runs in reading order; a removed run stands before the added one that replaces it.
    """
    one, other = _tokens(before), _tokens(after)
    runs: list[Run] = []
    removed = added = ""
    for kept, lost, new in _steps(one, other):
        if len(kept) <= SHORT and not kept.isalnum() and (removed or added) and (lost or new):
            removed, added = removed + kept + lost, added + kept + new
            continue
        if kept:
            runs += _changed(removed, added)
            removed = added = ""
            runs.append(Run(Fate.KEPT, kept))
        removed, added = removed + lost, added + new
    return tuple(runs + _changed(removed, added))


def _tokens(text: str) -> list[str]:
    tokens = _TOKEN.findall(text)
    return tokens if text.isascii() else [part for token in tokens for part in split_wide(token)]


def split_wide(token: str) -> list[str]:
    """Cut a word where a script without spaces begins, ends or goes on: there each character is a word."""
    if token.isascii():
        return [token]
    parts: list[str] = []
    joins = False
    for char in token:
        wide = "\u2e80" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\uff00" <= char <= "\uffef"
        if joins and not wide:
            parts[-1] += char
        else:
            parts.append(char)
        joins = not wide
    return parts


def _changed(removed: str, added: str) -> list[Run]:
    runs = [Run(Fate.REMOVED, removed), Run(Fate.ADDED, added)]
    return [run for run in runs if run.text]


def _steps(before: list[str], after: list[str]) -> list[tuple[str, str, str]]:
    """(kept, then removed, then added) texts, in order."""
    steps: list[tuple[str, str, str]] = [("", "", "")]
    one = other = 0
    for next_one, next_other in (*_kept(before, after), (len(before), len(after))):
        lost, new = "".join(before[one:next_one]), "".join(after[other:next_other])
        if lost or new:
            steps[-1] = (steps[-1][0], lost, new)
        kept = "".join(before[next_one : next_one + 1])
        if kept and not (lost or new) and not (steps[-1][1] or steps[-1][2]):
            steps[-1] = (steps[-1][0] + kept, "", "")
        elif kept:
            steps.append((kept, "", ""))
        one, other = next_one + 1, next_other + 1
    return steps


def _kept(before: list[str], after: list[str]) -> list[tuple[int, int]]:
    if len(before) * len(after) > MOST_CELLS:
        return []
    return [(match.before, match.after) for match in common(before, after)]
