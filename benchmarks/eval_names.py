"""Which unchanged agents name an agent that a real commit took away, and which of them are told so.

Usage: python benchmarks/eval_names.py [--show]

Each commit of the corpus that takes the name of an agent away is compared with its parent. Every place where
an agent that did not change has such a name as a word of its own, in whatever case, was read by a person:
all mean the agent but those of `NO_CALLS`. Prints a Markdown table; exits 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from histories import agents, both_sides, history, open_mirrors
from tables import Table

from agentreg.formats.calls import find_calls
from agentreg.git.history import Commit
from agentreg.git.process import Git
from agentreg.model.definition import Definition, Kind
from agentreg.review.bystanders import with_losses
from agentreg.review.pairing import agents_of, pair_trees
from agentreg.review.ranges import Files, around
from agentreg.rules.state.scene import Called, names_of
from agentreg.sources.collection import beside
from agentreg.sources.revision import commit_tree
from support.shared import SHARED

LEAST_PRECISION, LEAST_RECALL = 0.95, 0.9

# The file and the word: what debugs a program, and what debugs in Unity.
NO_CALLS = {
    ("mobile-security-coder.md", "debugger"),
    ("unity-developer.md", "Debugger"),
    ("reverse-engineer.md", "debugger"),
}


class Place(NamedTuple):
    """Where an agent that did not change has the name of one that is gone."""

    path: str
    line: str
    is_meant: bool
    is_told: bool


def places(git: Git) -> Iterator[Place]:
    """All such places in the history of a repository."""
    for commit in history(git):
        if len(commit.parents) == 1 and _takes_names(git, commit):
            for definition, lost in _hit(commit_tree(git, commit.parents[0]), commit_tree(git, commit.oid)):
                yield from _named(definition, lost)


def _takes_names(git: Git, commit: Commit) -> bool:
    if all(entry.status == "A" for entry in commit.changes):
        return False
    before, after = map(agents, both_sides(git, commit))
    return bool(names_of(before).keys() - names_of(after).keys())


def _hit(before: Files, after: Files) -> Iterator[tuple[Definition, list[Called]]]:
    """The agents that did not change, each with the names of agents that are gone."""
    read = before.definitions(), after.definitions()
    known = around(before, read[0]), around(after, read[1])
    sides = beside(read[0], agents_of(read[1])), beside(read[1], agents_of(read[0]))
    pairs = pair_trees(*sides, ("", ""))
    losses = with_losses(known, pairs)[1].lost
    # What only some hosts call otherwise now is still the name of an agent.
    lost = [called for called in losses.names if called[0] is Kind.AGENT and called not in losses.in_part]
    if lost:
        yield from ((pair.after.definition, lost) for pair in pairs if pair.is_same and pair.after)


def _named(definition: Definition, lost: list[Called]) -> Iterator[Place]:
    text = definition.document.text
    told = {call.span.start for call in find_calls(definition, lost)}
    names = "|".join(sorted((re.escape(name) for _, name in lost), key=len, reverse=True))
    for found in re.finditer(rf"(?<![\w-])(?:{names})(?![\w-])", text, re.IGNORECASE):
        line = text[text.rfind("\n", 0, found.start()) + 1 :].partition("\n")[0]
        is_meant = (PurePosixPath(definition.path).name, found[0]) not in NO_CALLS
        yield Place(definition.path, line, is_meant, found.start() in told)


def main() -> int:
    """Returns the exit code."""
    if SHARED is None:
        print("skipped: the corpus is not here (see tests/support/shared.py)")
        return 0
    parser = argparse.ArgumentParser()
    parser.add_argument("--show", action="store_true", help="print what is told wrongly, or not told")
    chosen = parser.parse_args()
    with open_mirrors() as mirrors:
        found = [place for git in mirrors.values() for place in places(git)]
    told, meant = (sum(flags) for flags in zip(*((one.is_told, one.is_meant) for one in found), strict=True))
    right = sum(one.is_told and one.is_meant for one in found)
    precision, recall = right / told, right / meant
    title = "Names of agents that real commits took away, in agents that did not change"
    table = Table(title, "places", "meant", "told", "precision", "recall", "verdict")
    shown = (len(found), meant, told, f"{precision:.3f}", f"{recall:.3f}")
    table.row(*shown, right=precision >= LEAST_PRECISION and recall >= LEAST_RECALL)
    if chosen.show:
        print(*(f"\n{one.path}: {one.line}" for one in found if one.is_told != one.is_meant), sep="")
    return min(table.missed, 1)


if __name__ == "__main__":
    sys.exit(main())
