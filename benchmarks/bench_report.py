"""The documents of a review in which 200 agents changed: how long each takes, and how large it is.

Budgets: 2 s of the processor each after the review, and 8 MB, which a browser opens at once.
"""

from __future__ import annotations

import sys
import time

from bench_diff import AGENTS, definition

from agentreg.formats.read import read_definition
from agentreg.report.formats import Format, render_document
from agentreg.report.json import review_data
from agentreg.report.json_text import json_text
from agentreg.review.compare import review_trees
from agentreg.review.values import Review
from agentreg.sources.collection import Collection

SECONDS = 2.0
MEGABYTES = 8.0


def reviewed() -> Review:
    """The review of 200 agents, each with an edit of its tools, model, steps and rules."""
    trees = [
        [
            read_definition(definition(number, edited=edited), f".claude/agents/worker-{number}.md")
            for number in range(AGENTS)
        ]
        for edited in (False, True)
    ]
    sides = (Collection(tuple(tree)) for tree in trees)
    return review_trees(*sides, ("before:", "after:"))


def written(review: Review, format_: Format) -> str:
    """A review in one format."""
    if format_ is Format.JSON:
        return json_text(review_data(review))
    return render_document(review, format_)


def main() -> int:
    review, over = reviewed(), False
    for format_ in Format:
        if format_ is Format.TEXT:
            continue
        started = time.process_time()
        size = len(written(review, format_).encode()) / 1e6
        seconds = time.process_time() - started
        kept = seconds <= SECONDS and size <= MEGABYTES
        over |= not kept
        print(f"{format_:<10} {seconds * 1000:7.1f} ms {size:6.2f} MB: {'kept' if kept else 'BROKEN'}")
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
