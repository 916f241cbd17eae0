"""Edits of what a definition asks the review to pass over."""

from __future__ import annotations

from random import Random

from mutations.edit import NARROWS, NEUTRAL, WIDENS, Edit, Fact, Find, Operator, Patch, told
from mutations.sheet import Sheet
from mutations.sites import claim, paragraphs, pick

_WAIVER = "agentreg: ignore tool-was-granted -- the desk knows it"
_LONGER = "agentreg: ignore tool-was-granted until 2031-01-01 -- the desk knows it"


def _in_fields(*waivers: str) -> Find:
    """A comment at the end of the frontmatter."""

    def find(sheet: Sheet, _random: Random) -> Edit | None:
        place = sheet.matter_end
        sides = [(Patch(place, place, waiver and f"# {waiver}\n"),) for waiver in waivers]
        return Edit((), before=sides[0], after=sides[1], claims=frozenset(("comment", "waiver")))

    return find


def _in_text(*waivers: str) -> Find:
    """A comment below a paragraph."""

    def find(sheet: Sheet, random: Random) -> Edit | None:
        paragraph = pick(random, paragraphs(sheet))
        if paragraph is None:
            return None
        place = paragraph.end
        sides = [(Patch(place, place, waiver and f"\n\n<!-- {waiver} -->"),) for waiver in waivers]
        return Edit((), before=sides[0], after=sides[1], claims=claim(paragraph.stretch) | {"waiver"})

    return find


_ADDED, _REMOVED = Fact("waiver-added", ".*", WIDENS), Fact("waiver-removed", ".*", NARROWS)
_CHANGED = Fact("waiver-changed", ".*", NEUTRAL)

WAIVERS = (
    Operator("waive a rule", told(_in_fields("", _WAIVER), _ADDED)),
    Operator("no longer waive a rule", told(_in_fields(_WAIVER, ""), _REMOVED)),
    Operator("waive a rule for some years", told(_in_fields(_WAIVER, _LONGER), _CHANGED)),
    Operator("waive a rule in the text", told(_in_text("", _WAIVER), _ADDED)),
    Operator("no longer waive a rule in the text", told(_in_text(_WAIVER, ""), _REMOVED)),
)
