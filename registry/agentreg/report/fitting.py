"""The agents of a review in Markdown of a limited length: all named, and in full as long as there is room."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, islice

from agentreg.report.columns import shortened
from agentreg.report.counts import plural
from agentreg.report.fold import Group
from agentreg.report.markdown_text import code
from agentreg.review.called import distinct_names
from agentreg.review.values import AgentReview
from agentreg.rules.finding import Severity

MOST_NAME = 100
"""Nobody needs more of a name than this."""

ENOUGH = 400
"""Characters kept free for what is said of the agents that do not fit."""

Way = Callable[[Group], str]
"""Shows a group; ways differ in how much of it they show."""


def fitting(groups: Sequence[Group], ways: Sequence[Way], room: int) -> Iterator[str]:
    """As many groups as there is room for, and the names of all agents beyond.

    Args:
        groups: The groups, the most serious first.
        ways: How to show one, the most detailed first; the first that fits is taken.
        room: How many characters may be used.

    Yields:
        Parts of Markdown, each with an end of line of its own.
    """
    # Names are worth much, and a large group that fails still more.
    most = room // 2
    kept = _for_names(groups)
    for place, group in enumerate(groups):
        free = room - min(kept[place + 1], most)
        part = next((part for way in ways if len(part := way(group)) < free), None)
        if part is None:
            yield from _beyond([agent for left in groups[place:] for agent in left], room)
            return
        yield part
        room -= len(part) + 1


def _for_names(groups: Sequence[Group]) -> list[int]:
    """The characters that the names of each group and of all behind it take, at the end none."""
    named = iter(_codes([agent for group in groups for agent in group]))
    sizes = [sum(len(name) + 2 for name in islice(named, len(group))) for group in groups]
    taken = [0]
    for size in reversed(sizes):
        taken.append((taken[-1] or ENOUGH) + size)
    return taken[::-1]


def _codes(agents: Sequence[AgentReview]) -> list[str]:
    """A name for each agent, its path where another one has the same."""
    return [code(shortened(name, MOST_NAME)) for name in distinct_names(agents)]


def _beyond(agents: list[AgentReview], room: int) -> Iterator[str]:
    """The agents that do not fit, the most serious first."""
    agents.sort(key=lambda agent: agent.severity.rank if agent.severity else len(Severity))
    title = f"{plural(len(agents), 'more changed agent')} beyond what fits here; `-f html` shows all"
    yield from names_of(agents, title, room)


def names_of(agents: Sequence[AgentReview], title: str, room: int) -> Iterator[str]:
    """The names of agents by how serious they are, folded.

    Args:
        agents: The agents, the most serious first.
        title: What is said of them, in our words.
        room: How many characters may be used; names that there is no room for are counted.

    Yields:
        Parts of Markdown, each with an end of line of its own.
    """
    room -= ENOUGH
    yield f"**{title}**\n"
    yield "<details><summary>names</summary>\n"
    named = zip(agents, _codes(agents), strict=True)
    for severity, alike in groupby(named, lambda item: item[0].severity):
        names = [name for _, name in alike]
        shown = _most(names, room)
        told = [*names[:shown], *([f"{len(names) - shown} more"] if shown < len(names) else [])]
        yield f"- {severity or 'no finding'}: {', '.join(told)}"
        room -= sum(len(name) + 2 for name in names[:shown])
    yield "\n</details>\n"


def _most(names: list[str], room: int) -> int:
    """How many names there is room for."""
    for count, name in enumerate(names):
        room -= len(name) + 2
        if room < 0:
            return count
    return len(names)
