"""What a report needs that shows texts side by side, told while a review has their prompts at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from agentreg.diff.layout import Layout, lay_out
from agentreg.formats.masking import mask_of
from agentreg.formats.read import read_definition
from agentreg.model.definition import Definition
from agentreg.review.compare import Each, Paired
from agentreg.review.values import AgentReview, Side


def laying_out(each: Each) -> Each:
    """The same way of reviewing agents, which tells with each how its texts lie beside each other.

    Args:
        each: How it is done to all of them.
    """
    return partial(_laid_out, each)


def layout_of(before: Side | None, after: Side | None) -> Layout:
    """How the texts of a review lie beside each other, read again."""
    return lay_out(*(_read(side) if side else None for side in (before, after)))


def _laid_out(
    each: Each, judge: Callable[[Paired], AgentReview], pairs: Sequence[Paired]
) -> Iterable[AgentReview]:
    return each(partial(_with_layout, judge), pairs)


def _with_layout(judge: Callable[[Paired], AgentReview], pair: Paired) -> AgentReview:
    agent = judge(pair)
    sides = [labelled and labelled.definition for labelled in (pair.before, pair.after)]
    layout = lay_out(*sides)
    if any(side and side.content for side in (agent.before, agent.after)):
        # A title may hold a secret as well as any other line.
        layout = mask_of(side.document.text for side in sides if side).value(layout)
    return agent._replace(layout=layout)


def _read(side: Side) -> Definition:
    return read_definition(side.text.encode("utf-8", "surrogateescape"), side.path)
