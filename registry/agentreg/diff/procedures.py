"""Which procedure of one prompt took the place of a workflow of the other, where no step stayed."""

from __future__ import annotations

from collections.abc import Container

from agentreg.diff.growth import shared_words, telling
from agentreg.diff.units import Outline
from agentreg.diff.workflows import Steps, holder, name
from agentreg.formats.patterns import pattern
from agentreg.model.prompt import BlockKind
from agentreg.records import NamedTuple

# The share of the telling words of the shorter one that the other has, too: anywhere, and where both stand
# under a title that names a procedure. Measured on workflows of real histories that were written anew.
SAME_ELSEWHERE = 0.4
SAME_TITLED = 0.1
# The same of what is no workflow any more (bullets, prose), in the section that holds the workflow.
SAME_INSIDE = 0.5
SAME_INSIDE_TITLED = 0.25
LEAST_WORDS = 8
LEAST_IN_PLACE = 4
# A text that is so much longer has many of the words by chance.
MOST_GROWTH = 4

_PROCEDURE = pattern(
    r"\b(?:work ?flows?|process|procedure|steps|approach|method(?:ology)?|protocol|pipeline|phases"
    r"|when (?:invoked|called|activated)|how (?:to|you|i|we) (?:work|proceed))\b"
    r"|流程|步骤|过程|工作流|手順"
)


class Procedure(NamedTuple):
    """How an agent is to work, as a prompt tells it.

    Attributes:
        name: How it is called in a report.
        section: What holds it, -1 for no section.
        text: What it says.
        places: Its units that have no counterpart.
    """

    name: str
    section: int
    text: str
    places: tuple[int, ...]


class View(NamedTuple):
    """Two prompts as seen from one of them.

    Attributes:
        sides: The prompt that had a workflow, and the other one.
        became: Which section of the first became which of the other.
        alone: The units of the other that have no counterpart, told or not.
    """

    sides: tuple[Outline, Outline]
    became: dict[int, int]
    alone: frozenset[int]


class Rank(NamedTuple):
    """How near two procedures are, the nearest first.

    Attributes:
        place: 0 in the same section, 1 where both titles name a procedure, 2 elsewhere.
        unlike: The share of the words that they have in common, below zero.
    """

    place: int
    unlike: float


def procedure(side: Outline, steps: Steps, among: Container[int]) -> Procedure:
    """A workflow as a procedure; of its units, those among some."""
    text = "\n".join(step.step.text for step in steps)
    inside = range(steps[0].first, steps[-1].end)
    places = tuple(place for place in inside if place in among)
    return Procedure(name(side, steps), holder(side, steps), text, places)


def rank(view: View, one: Procedure, other: Procedure) -> Rank | None:
    """How near two procedures are; None for two that have nothing to do with each other."""
    words = telling(one.text), telling(other.text)
    shared = shared_words(*words, fewest=1)
    if view.became.get(one.section) == other.section:
        return Rank(0, -shared)
    titled = _is_main(view.sides[0], one.section) and _is_main(view.sides[1], other.section)
    if titled and shared >= SAME_TITLED:
        return Rank(1, -shared)
    least, most = sorted(word.total() for word in words)
    is_sure = least >= LEAST_WORDS and most <= MOST_GROWTH * least
    return Rank(2, -shared) if is_sure and shared >= SAME_ELSEWHERE else None


def standing(view: View, gone: Procedure) -> Procedure | None:
    """What tells a workflow that is gone: one with some steps of old, or its section in another form."""
    for steps in view.sides[1].workflows:
        fresh = sum(step.first in view.alone for step in steps)
        if 2 * fresh >= len(steps) > 1:
            other = procedure(view.sides[1], steps, view.alone)
            if rank(view, gone, other) is not None:
                return other
    return _inside(view, gone)


def _inside(view: View, gone: Procedure) -> Procedure | None:
    """What is new in the section that held a workflow, or in the nearest one around it that stayed."""
    section = gone.section
    while section >= 0 and section not in view.became:
        section = view.sides[0].prompt.sections[section].parent
    if section < 0:
        return None
    side, new = view.sides[1], view.became[section]
    inside = side.range_of(side.prompt.sections[new].span)
    places = tuple(place for place in inside if place in view.alone)
    text = "\n".join(side.units[place].text for place in places)
    words = telling(gone.text), telling(text)
    # In the very section prose may say it, too, and in few words.
    says_so = section == gone.section and shared_words(*words, fewest=LEAST_IN_PLACE) >= SAME_INSIDE
    if not says_so and sum(side.units[place].kind is BlockKind.ITEM for place in places) > 1:
        least = SAME_INSIDE_TITLED if _names_procedure(side, new) else SAME_INSIDE
        says_so = shared_words(*words, fewest=LEAST_WORDS) >= least
    return Procedure(side.placed("workflow", new), new, text, places) if says_so else None


def _is_main(side: Outline, section: int) -> bool:
    """Whether what stands there is how the agent works: by its title, or right below that of the file."""
    return section < 0 or side.prompt.sections[section].level == 1 or _names_procedure(side, section)


def _names_procedure(side: Outline, section: int) -> bool:
    return section >= 0 and names_procedure(side.prompt.sections[section].title)


def names_procedure(title: str) -> bool:
    """Whether a title says that what stands below it is how the agent works."""
    return _PROCEDURE.search(title.lower()) is not None
