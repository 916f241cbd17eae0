"""Of many findings, which are one edit over several agents, in Markdown: texts of others stand in code."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.report.columns import shortened
from agentreg.report.counts import plural
from agentreg.report.markdown_text import code
from agentreg.report.shapes import Shape, shapes_of
from agentreg.review.values import Review

MOST_SHOWN = 8
"""So many edits are told at once."""

MOST_FOLDED = 40
"""So many more are folded."""

_MOST_NAMED = 5
_MOST_TOLD = 120


def repeated(review: Review) -> Iterator[str]:
    """What many findings have in common, as parts of Markdown; none where there are few findings."""
    shapes = shapes_of(review)
    if shapes is None:
        return
    yield f"**{shapes.title}**\n"
    yield from map(_item, shapes.repeated[:MOST_SHOWN])
    if more := shapes.repeated[MOST_SHOWN:][:MOST_FOLDED]:
        yield f"\n<details><summary>{plural(len(more), 'more edit')} over several agents</summary>\n"
        yield from map(_item, more)
        yield "\n</details>"
    yield f"\nAlone: {shapes.rest}.\n" if shapes.rest else ""


def _item(shape: Shape) -> str:
    shown = ", ".join(code(shortened(name, _MOST_TOLD)) for name in shape.agents[:_MOST_NAMED])
    left = len(shape.agents) - _MOST_NAMED
    more = f" and {left} more" if left > 0 else ""
    return f"- {shape.severity}, {shape.where}: {code(shortened(shape.told, _MOST_TOLD))} in {shown}{more}"
