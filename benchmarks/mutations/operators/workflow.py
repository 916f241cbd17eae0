"""Edits of the order of work."""

from __future__ import annotations

import re
from random import Random

from mutations.edit import Edit, Fact, Find, Operator, Patch, undone
from mutations.sheet import Run, Sheet, Stretch
from mutations.sites import STEPPED, claim, own_lines, pick, procedures, renumbered
from mutations.words import STEPS

_NUMBERED = re.compile(r"(#{2,4}) (?:(Step|Phase) )?(\d{1,2})([.:]) (.+)")
# What goes may have been the only one to name or write a file, or to name an address.
_REFERRED = frozenset(("reference-removed", "url-removed", "output-path-removed"))
_STOPS = " .:;,\n"
# Stands for what ends the last section.
_END = Stretch(0, "", 0, 0, 0, 0)
_NEW_RUN = (
    "1. Count the pallets in the yard\n2. Book a slot with the harbour office\n3. File the customs papers\n"
)
# A procedure, and another one that has no step of it.
_OLD_RUN = (
    "1. Weigh each crate at the northern gate\n2. Note its owner in the book\n3. Seal the lid with wax\n"
)
_OTHER_RUN = "1. Telephone all skippers before sunrise\n2. Paint every buoy that lost its colour\n"


def _said(sheet: Sheet, run: Run) -> list[str]:
    return [own_lines(sheet, item) for item in run.items]


def _whole(sheet: Sheet, run: Run) -> tuple[int, int]:
    return run.items[0].start, run.items[-1].start + len(own_lines(sheet, run.items[-1]))


def _rewritten(sheet: Sheet, run: Run, order: list[str], *facts: Fact) -> Edit:
    loose = "\n\n" in sheet.text[run.items[0].start : run.items[-1].start]
    order = [f"{said}\n" for said in order[:-1]] + order[-1:] if loose else order
    patch = Patch(*_whole(sheet, run), renumbered(order))
    return Edit(facts, after=(patch,), claims=claim(run.stretch))


def _insert(place: int | None) -> Find:
    """A step more; with all that follow renumbered it is still one step more."""

    def find(sheet: Sheet, random: Random) -> Edit | None:
        run = pick(random, procedures(sheet))
        if run is None:
            return None
        order = _said(sheet, run)
        spot = len(order) if place is None else min(place, len(order))
        if not order[-1].endswith("\n") or (spot == len(order) and run.items[-1].nested):
            return None
        said = random.choice(STEPS)
        order.insert(spot, f"0. {said}\n")
        edit = _rewritten(sheet, run, order, Fact("step-added", f"step {spot + 1}"))
        return edit._replace(claims=edit.claims | {said})

    return find


def _remove(place: int | None) -> Find:
    def find(sheet: Sheet, random: Random) -> Edit | None:
        run = pick(random, procedures(sheet))
        if run is None or len(run.items) < 4:
            return None
        order = _said(sheet, run)
        gone = random.randrange(len(order)) if place is None else place
        del order[gone]
        edit = _rewritten(sheet, run, order, Fact("step-removed", f"step {gone + 1}"))
        return edit._replace(also=_REFERRED)

    return find


def _move(sheet: Sheet, random: Random) -> Edit | None:
    """One step elsewhere, over at least two others: it is that one that moved."""
    run = pick(random, [run for run in procedures(sheet) if len(run.items) > 3])
    if run is None or run.items[-1].nested:
        return None
    order = _said(sheet, run)
    came, went = random.choice(((0, 2), (0, len(order) - 1), (len(order) - 1, 0), (3, 1)))
    order.insert(went, order.pop(came))
    return _rewritten(sheet, run, order, Fact("step-moved", f"step {came + 1} -> step {went + 1}"))


def _swap(sheet: Sheet, random: Random) -> Edit | None:
    """Two neighbours: either of them moved, and that is told once."""
    run = pick(random, [run for run in procedures(sheet) if len(run.items) > 3])
    if run is None or run.items[-1].nested:
        return None
    order = _said(sheet, run)
    place = random.randrange(len(order) - 1)
    order[place], order[place + 1] = order[place + 1], order[place]
    one, other = place + 1, place + 2
    fact = Fact("step-moved", rf"step {one} -> step {other}|step {other} -> step {one}")
    return _rewritten(sheet, run, order, fact)


def _move_edited(sheet: Sheet, random: Random) -> Edit | None:
    run = pick(random, [run for run in procedures(sheet) if len(run.items) > 3])
    if run is None or any(item.nested for item in run.items) or len(run.items[0].said.split()) < 6:
        return None
    order = _said(sheet, run)
    first = order.pop(0)
    order.insert(2, f"{first.rstrip(chr(10) + '. ')} for the freight desk\n")
    return _rewritten(sheet, run, order, Fact("step-moved", "step 1 -> step 3"))


def _reverse(sheet: Sheet, random: Random) -> Edit | None:
    """Nothing stays in place: that is another order, not so many moves."""
    run = pick(random, [run for run in procedures(sheet) if len(run.items) > 4])
    if run is None or any(item.nested for item in run.items):
        return None
    return _rewritten(sheet, run, _said(sheet, run)[::-1], Fact("workflow-reordered", ".*"))


def _edit(sheet: Sheet, random: Random) -> Edit | None:
    run = pick(random, procedures(sheet))
    item = pick(random, [item for item in run.items if len(item.said.split()) > 4]) if run else None
    if (
        run is None
        or item is None
        or re.search(r"[:`*]\W*$|\b(?:never|not|must|always|only)\b", item.said, re.I)
    ):
        return None
    end = item.said_at + len(item.said.rstrip(". "))
    patch = Patch(end, end, " for the freight desk")
    fact = Fact("step-edited", f"step {item.number}")
    return Edit((fact,), after=(patch,), claims=claim(run.stretch))


def _nested(*, more: bool) -> Find:
    """What is nested in a step belongs to the step."""

    def find(sheet: Sheet, random: Random) -> Edit | None:
        run = pick(random, procedures(sheet))
        item = pick(random, [item for item in run.items if item.nested]) if run else None
        if run is None or item is None:
            return None
        bullet = re.compile(r"^ +- (?!.*\b(?:never|not|must|always|only|should)\b)[^`\n]*\n", re.MULTILINE)
        found = pick(random, bullet.finditer(sheet.text, item.start, item.end))
        if found is None or sheet.text[found.end() : found.end() + 12].startswith(" " * 8):
            return None
        indent = found[0][: found[0].index("-")]
        said = random.choice(STEPS)
        added = f"{indent}- {said}\n"
        patch = Patch(found.end(), found.end(), added) if more else Patch(*found.span(), "")
        fact = Fact("step-edited", f"step {item.number}")
        return Edit((fact,), after=(patch,), claims=claim(run.stretch) | {said}, also=_REFERRED)

    return find


def _split(sheet: Sheet, random: Random) -> Edit | None:
    """Two sentences of one step become two steps."""
    run = pick(random, procedures(sheet))
    if run is None:
        return None
    order = _said(sheet, run)
    place = random.randrange(len(order))
    item = run.items[place]
    if item.nested or len(item.said.split()) < 5 or not order[-1].endswith("\n"):
        return None
    first = f"{order[place].rstrip(_STOPS)}."
    said = random.choice(STEPS)
    second = f"{said}.\n"
    joined = f"{first} {second}"
    sides = [
        [*order[:place], joined, *order[place + 1 :]],
        [*order[:place], f"{first}\n", f"0. {second}", *order[place + 1 :]],
    ]
    before, after = (_rewritten(sheet, run, side).after for side in sides)
    fact = Fact("step-split", rf"step {place + 1}\b.*")
    return Edit((fact,), before=before, after=after, claims=claim(run.stretch) | {said})


def _merge(sheet: Sheet, random: Random) -> Edit | None:
    return undone(_split(sheet, random), Fact("steps-merged", r"steps? .*"))


def _drop(sheet: Sheet, random: Random) -> Edit | None:
    """The steps go, what stands around them in the section stays."""
    run = pick(random, procedures(sheet))
    if run is None:
        return None
    start, end = _whole(sheet, run)
    rest = sheet.text[run.stretch.own : start] + sheet.text[end : run.stretch.end]
    if not rest.strip() or rest.strip().endswith(":"):
        return None
    fact = Fact("workflow-removed", ".*")
    patch = Patch(start, end, "")
    return Edit((fact,), after=(patch,), claims=claim(run.stretch), also=_REFERRED)


def _anew(sheet: Sheet, random: Random) -> Edit | None:
    """All steps are others now, at the same place."""
    run = pick(random, procedures(sheet))
    if run is None:
        return None
    before, after = (Patch(*_whole(sheet, run), steps) for steps in (_OLD_RUN, _OTHER_RUN))
    fact = Fact("workflow-rewritten", ".*")
    return Edit((fact,), before=(before,), after=(after,), claims=claim(run.stretch))


def _start(sheet: Sheet, random: Random) -> Edit | None:
    """A procedure at the end of a section that had none."""
    busy = {run.stretch.place for run in sheet.runs}
    stretch = pick(random, [part for part in sheet.stretches[1:] if _takes_steps(part, busy, sheet)])
    if stretch is None:
        return None
    patch = Patch(stretch.end, stretch.end, f"{_NEW_RUN}\n")
    return Edit((Fact("workflow-added", ".*"),), after=(patch,), claims=claim(stretch))


def _takes_steps(stretch: Stretch, busy: set[int], sheet: Sheet) -> bool:
    own = sheet.text[stretch.own : stretch.end]
    ends_in_prose = own.endswith(".\n\n") and sheet.text[stretch.end :].startswith("#")
    return (
        stretch.place not in busy
        and stretch.level < 7
        and ends_in_prose
        and not STEPPED.search(stretch.title)
    )


def _sections(sheet: Sheet) -> list[tuple[Stretch, ...]]:
    """Neighbouring sections that are numbered from 1, nothing between them."""
    found: list[tuple[Stretch, ...]] = []
    run: list[Stretch] = []
    for stretch in (*sheet.stretches[1:], _END):
        title = _NUMBERED.match(sheet.text, stretch.start)
        if title and int(title[3]) == len(run) + 1 and (not run or stretch.level == run[0].level):
            run.append(stretch)
            continue
        if len(run) > 2 and stretch.level < run[0].level:
            found.append(tuple(run))
        run = []
    return found


def _renumbered_sections(texts: list[str]) -> str:
    def number(text: str, place: int) -> str:
        return _NUMBERED.sub(
            lambda title: f"{title[1]} {f'{title[2]} ' if title[2] else ''}{place}{title[4]} {title[5]}",
            text,
            count=1,
        )

    return "".join(number(text, place) for place, text in enumerate(texts, 1))


def _drop_section(sheet: Sheet, random: Random) -> Edit | None:
    run = pick(random, _sections(sheet))
    if run is None or len(run) < 4:
        return None
    texts = [sheet.text[stretch.start : stretch.end] for stretch in run]
    gone = random.randrange(len(texts) - 1)
    del texts[gone]
    patch = Patch(run[0].start, run[-1].end, _renumbered_sections(texts))
    fact = Fact("step-removed", f"step {gone + 1}")
    return Edit((fact,), after=(patch,), claims=claim(*run), also=_REFERRED)


def _move_section(sheet: Sheet, random: Random) -> Edit | None:
    run = pick(random, _sections(sheet))
    if run is None or len(run) < 4:
        return None
    texts = [sheet.text[stretch.start : stretch.end] for stretch in run]
    if not texts[-1].endswith("\n\n"):
        return None
    texts.insert(2, texts.pop(0))
    patch = Patch(run[0].start, run[-1].end, _renumbered_sections(texts))
    return Edit((Fact("step-moved", "step 1 -> step 3"),), after=(patch,), claims=claim(*run))


WORKFLOW = (
    Operator("add a first step", _insert(0)),
    Operator("add a second step", _insert(1)),
    Operator("add a last step", _insert(None)),
    Operator("remove the first step", _remove(0)),
    Operator("remove a step", _remove(None)),
    Operator("move a step", _move),
    Operator("swap two steps", _swap),
    Operator("move a step and edit it", _move_edited),
    Operator("reverse the steps", _reverse),
    Operator("reword a step", _edit),
    Operator("add a point to a step", _nested(more=True)),
    Operator("remove a point from a step", _nested(more=False)),
    Operator("split a step", _split),
    Operator("merge two steps", _merge),
    Operator("drop the procedure", _drop),
    Operator("add a procedure", _start),
    Operator("write a procedure anew", _anew),
    Operator("drop a numbered section", _drop_section),
    Operator("move a numbered section", _move_section),
)
