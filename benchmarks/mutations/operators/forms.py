"""Edits of procedures of our own, written in each of the forms that people use."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from mutations.edit import Edit, Fact, Find, Operator
from mutations.sheet import Sheet
from mutations.sites import planted
from mutations.words import STEPS

_LENGTH = 5
_Write = Callable[[int, str], str]


def _item(number: int, said: str) -> str:
    return f"{number}. {said}.\n"


def _heading(number: int, said: str) -> str:
    return f"### {number}. {' '.join(said.split()[:3])}\n\n{said} before noon.\n\n"


def _phase(number: int, said: str) -> str:
    return f"### Phase {number}: {' '.join(said.split()[:3])}\n\n- {said} before noon\n- File the result\n\n"


def _labelled(number: int, said: str) -> str:
    return f"Step {number}: {said}.\n\n"


def _bold(number: int, said: str) -> str:
    return f"**Step {number}: {' '.join(said.split()[:3])}**\n\n{said} before noon.\n\n"


def _numbered_bold(number: int, said: str) -> str:
    return f"**{number}. {' '.join(said.split()[:3])}**: {said.lower()} before noon.\n\n"


_WRITERS: tuple[_Write, ...] = (_item, _heading, _phase, _labelled, _bold, _numbered_bold)


def _written(write: _Write, steps: list[str]) -> str:
    text = "".join(write(number, said) for number, said in enumerate(steps, 1))
    return f"## Working Order\n\n{text.rstrip()}\n\n"


def _changed(change: Callable[[list[str], Random], tuple[list[str], Fact]]) -> Find:
    """A procedure in one of the forms, before and after a change of its steps."""

    def find(sheet: Sheet, random: Random) -> Edit | None:
        write = random.choice(_WRITERS)
        steps = random.sample(STEPS, _LENGTH)
        others, fact = change(list(steps), random)
        edit = planted(sheet, random, _written(write, steps), _written(write, others))
        return edit and edit._replace(facts=(fact,))

    return find


def _add(steps: list[str], random: Random) -> tuple[list[str], Fact]:
    place = random.randrange(len(steps) + 1)
    steps.insert(place, "Weigh the empty containers on the quay")
    return steps, Fact("step-added", f"step {place + 1}")


def _remove(steps: list[str], random: Random) -> tuple[list[str], Fact]:
    place = random.randrange(len(steps))
    del steps[place]
    return steps, Fact("step-removed", f"step {place + 1}")


def _move(steps: list[str], random: Random) -> tuple[list[str], Fact]:
    came, went = random.choice(((0, 2), (0, 4), (4, 0), (3, 1)))
    steps.insert(went, steps.pop(came))
    return steps, Fact("step-moved", f"step {came + 1} -> step {went + 1}")


def _edit(steps: list[str], random: Random) -> tuple[list[str], Fact]:
    place = random.randrange(len(steps))
    steps[place] += " of the harbour"
    return steps, Fact("step-edited", f"step {place + 1}")


def _reverse(steps: list[str], _random: Random) -> tuple[list[str], Fact]:
    return steps[::-1], Fact("workflow-reordered", ".*")


def _rewritten(sheet: Sheet, random: Random) -> Edit | None:
    """The same steps as a list, as labelled paragraphs or with another label."""
    steps = random.sample(STEPS, _LENGTH)
    before, after = random.sample((_item, _labelled), 2)
    return planted(sheet, random, _written(before, steps), _written(after, steps))


FORMS = (
    Operator("any form: add a step", _changed(_add)),
    Operator("any form: remove a step", _changed(_remove)),
    Operator("any form: move a step", _changed(_move)),
    Operator("any form: reword a step", _changed(_edit)),
    Operator("any form: reverse the steps", _changed(_reverse)),
    Operator("write steps in another form", _rewritten, "form"),
)
