"""One edit of meaning in the middle of a reformatting or of another edit of the same part."""

from __future__ import annotations

import textwrap
from random import Random

from mutations.edit import NARROWS, WIDENS, Edit, Fact, Find, Operator, Patch
from mutations.operators.structure import plain_leaves
from mutations.sheet import Run, Sheet
from mutations.sites import (
    claim,
    field_patch,
    paragraphs,
    pick,
    plain_bullets,
    planted,
    procedures,
    renumbered,
)
from mutations.words import STATEMENTS, STEPS

_ADDED = "Weigh the empty containers on the quay"
_NIGHT = """## Night Shift

The yard is lit until ten.

- Never drive without lights
- Always carry a radio

1. Check the lamps
2. Fetch the radio
3. Open the gate

"""
_PERSONAL = "Freight agent for the northern harbours. It compares prices of sea and rail"


def _wrap_and_add(sheet: Sheet, random: Random) -> Edit | None:
    """A sentence more in a paragraph that is wrapped anew."""
    long = [
        one
        for one in paragraphs(sheet)
        if "\n" not in one.text and len(one.text) > 90 and "`" not in one.text
    ]
    paragraph = pick(
        random, [one for one in long if not any(mark in one.text for mark in "-+*#>|0123456789")]
    )
    if paragraph is None:
        return None
    said = random.choice(STATEMENTS)
    patch = Patch(paragraph.start, paragraph.end, textwrap.fill(f"{paragraph.text} {said}", 60))
    fact = Fact("content-edited", "paragraph.*")
    return Edit((fact,), after=(patch,), claims=claim(paragraph.stretch) | {said})


def _stars(sheet: Sheet, run: Run) -> list[str]:
    return [f"* {sheet.text[item.said_at : item.end].rstrip()}\n" for item in run.items]


def _star_and_add(sheet: Sheet, random: Random) -> Edit | None:
    """A point more in a list whose marks all change."""
    run = pick(random, plain_bullets(sheet))
    if run is None:
        return None
    said = random.choice(STATEMENTS)
    items = _stars(sheet, run)
    items.insert(random.randrange(len(items)), f"* {said}\n")
    end = run.items[-1].start + len(sheet.text[run.items[-1].start : run.items[-1].end].rstrip("\n")) + 1
    patch = Patch(run.items[0].start, min(end, len(sheet.text)), "".join(items))
    return Edit((Fact("content-added", "item.*"),), after=(patch,), claims=claim(run.stretch) | {said})


def _shuffle_points(sheet: Sheet, random: Random) -> Edit | None:
    """One point of a list goes to its end."""
    run = pick(random, [run for run in plain_bullets(sheet) if len(run.items) > 3])
    if run is None or not sheet.text[run.items[-1].start : run.items[-1].end].endswith("\n"):
        return None
    first, last = run.items[0], run.items[-1]
    end = last.start + len(sheet.text[last.start : last.end].rstrip("\n")) + 1
    written = sheet.text[first.start : first.end].rstrip("\n") + "\n"
    patches = (Patch(first.start, run.items[1].start, ""), Patch(end, end, written))
    return Edit((Fact("content-moved", "item.*"),), after=patches, claims=claim(run.stretch))


def _ones_and_add(sheet: Sheet, random: Random) -> Edit | None:
    """A step more in a list that is numbered otherwise from now on."""
    run = pick(random, [run for run in procedures(sheet) if not any(item.nested for item in run.items)])
    if run is None or any("\n\n" in sheet.text[item.start : item.end] for item in run.items[:-1]):
        return None
    order = [sheet.text[item.start : item.end].rstrip("\n") + "\n" for item in run.items]
    place = random.randrange(len(order))
    order.insert(place, f"0. {_ADDED}\n")
    text = "".join(f"1) {said.partition(' ')[2].lstrip()}" for said in order)
    start, end = run.items[0].start, run.items[-1].start + len(order[-1])
    fact = Fact("step-added", f"step {place + 1}")
    return Edit((fact,), after=(Patch(start, min(end, len(sheet.text)), text),), claims=claim(run.stretch))


def _add_two(sheet: Sheet, random: Random) -> Edit | None:
    """Two steps more at different places of one list."""
    run = pick(random, [run for run in procedures(sheet) if len(run.items) > 3])
    if run is None or any(item.nested for item in run.items):
        return None
    order = [sheet.text[item.start : item.end].rstrip("\n") + "\n" for item in run.items]
    said = random.sample(STEPS, 2)
    order.insert(1, f"0. {said[0]}\n")
    order.insert(4, f"0. {said[1]}\n")
    start, end = run.items[0].start, run.items[-1].start + len(order[-1])
    patch = Patch(start, min(end, len(sheet.text)), renumbered(order))
    facts = (Fact("step-added", "step 2"), Fact("step-added", "step 5"))
    return Edit(facts, after=(patch,), claims=claim(run.stretch).union(said))


def _rename_and_add(sheet: Sheet, random: Random) -> Edit | None:
    """A section under a new title, with a point more."""
    places = {leaf.place for leaf in plain_leaves(sheet)}
    run = pick(random, [run for run in plain_bullets(sheet) if run.stretch.place in places])
    if run is None:
        return None
    title = sheet.text.index(run.stretch.title, run.stretch.start)
    said = random.choice(STATEMENTS)
    spot = run.items[1].start
    patches = (
        Patch(title, title + len(run.stretch.title), "Freight Almanac"),
        Patch(spot, spot, f"- {said}\n"),
    )
    facts = (Fact("section-renamed", ".*Freight Almanac"), Fact("content-added", "item.*"))
    return Edit(facts, after=patches, claims=claim(run.stretch) | {said, "Freight Almanac"})


def _deepen(sheet: Sheet, random: Random) -> Edit | None:
    """A whole section with rules and steps in it is one section more."""
    edit = planted(sheet, random, "", _NIGHT)
    return edit and edit._replace(facts=(Fact("section-added", "section Night Shift"),))


def _fields(before: str, after: str, tools: tuple[str, str], *facts: Fact) -> Find:
    """A description and a tool list that are written otherwise and say a thing more."""

    def find(sheet: Sheet, _random: Random) -> Edit | None:
        sides = [
            (field_patch(sheet, "description", text), field_patch(sheet, "tools", listed))
            for text, listed in zip((before, after), tools, strict=True)
        ]
        claims = frozenset(("description", "rights"))
        return Edit(facts, before=sides[0], after=sides[1], claims=claims)

    return find


_FOLDED = ">-\n  Freight agent for the northern harbours.\n  It compares prices of sea and rail."
_GRANTED = Fact("tool-granted", "tool Grep", WIDENS)
_REVOKED = Fact("tool-revoked", "tool Grep", NARROWS)
_WIDER = Fact("trigger-broadened", ".*", WIDENS)

COMBINED = (
    Operator("wrap a paragraph and add to it", _wrap_and_add),
    Operator("other bullets and one more", _star_and_add),
    Operator("a point to the end of its list", _shuffle_points),
    Operator("other numbers and one step more", _ones_and_add),
    Operator("two steps more", _add_two),
    Operator("another title and one point more", _rename_and_add),
    Operator("a section with rules and steps", _deepen),
    Operator(
        "fold the description and ask for proactive use",
        _fields(f"{_PERSONAL}.", f"{_FOLDED} Use PROACTIVELY.", ("Read", "Read"), _WIDER),
        host="claude",
    ),
    Operator(
        "another kind of list and a tool more",
        _fields(f"{_PERSONAL}.", _FOLDED, ("Read, Glob", "[Glob, Grep, Read]"), _GRANTED),
        "rights",
        "claude",
    ),
    Operator(
        "another kind of list and a tool less",
        _fields(f"{_PERSONAL}.", _FOLDED, ("\n  - Read\n  - Grep\n  - Glob", "Glob, Read"), _REVOKED),
        "rights",
        "claude",
    ),
)
