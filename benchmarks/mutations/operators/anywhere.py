"""Edits at any place of a definition: what they concern is the definition's choice, that they are one is not.

Which area tells such an edit follows from what the text says there: a point is a rule, a duty, a part of a
step or a piece of knowledge. So the fact names a family of kinds; that one of them is told, and nothing
beside, is the point.
"""

from __future__ import annotations

import re
from random import Random

from mutations.edit import Edit, Fact, Operator, Patch
from mutations.sheet import Item, Run, Sheet, Stretch
from mutations.sites import claim, pick
from mutations.words import STATEMENTS

_ANY = ".*"
_SEVERAL = re.compile(r"[.!?;:] ")
_ADDED = r"(?:content|responsibility|output-rule|constraint)-added|step-edited|role-changed"
_REMOVED = r"(?:content|responsibility|output-rule|constraint)-removed|step-edited|role-(?:changed|removed)"
_EDITED = r"(?:content|step|constraint)-edited|(?:responsibility|output-rule|role)-changed"
_SECTION = r"section-removed|step-removed|workflow-removed|role-removed|step-edited"
# Names that go with a text, and what the agent then no longer refuses.
_BESIDE = frozenset(
    ("reference-removed", "url-removed", "import-removed", "output-path-removed", "stance-changed")
)


def _points(sheet: Sheet) -> list[tuple[Run, Item]]:
    """Bullets of one plain sentence with nothing nested in them, in lists of several."""
    return [
        (run, item)
        for run in sheet.runs
        for item in run.items
        if not run.is_ordered
        and len(run.items) > 2
        and not item.nested
        and not _SEVERAL.search(item.said)
        and len(item.said.split()) > 3
        and sum(other.said == item.said for other in run.items) == 1
    ]


def _more(sheet: Sheet, random: Random) -> Edit | None:
    found = pick(random, _points(sheet))
    if found is None:
        return None
    run, item = found
    said = random.choice(STATEMENTS)
    patch = Patch(item.start, item.start, f"{sheet.text[item.start]} {said}\n")
    return Edit((Fact(_ADDED, _ANY, _ANY),), after=(patch,), claims=claim(run.stretch) | {said})


def _less(sheet: Sheet, random: Random) -> Edit | None:
    found = pick(random, _points(sheet))
    if found is None:
        return None
    run, item = found
    end = item.start + len(sheet.text[item.start : item.end].rstrip("\n")) + 1
    patch = Patch(item.start, min(end, len(sheet.text)), "")
    return Edit((Fact(_REMOVED, _ANY, _ANY),), after=(patch,), claims=claim(run.stretch), also=_BESIDE)


def _otherwise(sheet: Sheet, random: Random) -> Edit | None:
    found = pick(random, _points(sheet))
    if found is None or found[1].said.endswith("`"):
        return None
    run, item = found
    end = item.said_at + len(item.said.rstrip(". "))
    patch = Patch(end, end, " of the freight desk")
    return Edit((Fact(_EDITED, _ANY, _ANY),), after=(patch,), claims=claim(run.stretch))


def _paragraph(sheet: Sheet, random: Random) -> Edit | None:
    """A word more in the last sentence of any paragraph."""
    ends = [
        one for one in sheet.paragraphs if re.search(r"[a-z]{3}\.$", one.text) and len(one.text.split()) > 6
    ]
    paragraph = pick(random, ends)
    if paragraph is None:
        return None
    end = paragraph.end - 1
    patch = Patch(end, end, " of the freight desk")
    return Edit((Fact(_EDITED, _ANY, _ANY),), after=(patch,), claims=claim(paragraph.stretch))


def _part(sheet: Sheet, random: Random) -> Edit | None:
    """Any part goes, with its title and all that stands below it."""
    parts = [part for part in sheet.stretches[2:] if part.level < 7 and _is_leaf(sheet, part)]
    part = pick(random, [part for part in parts if sheet.text[: part.end].endswith("\n\n")])
    if part is None:
        return None
    patch = Patch(part.start, part.end, "")
    neighbours = sheet.stretches[part.place - 1 : part.place + 2]
    return Edit((Fact(_SECTION, _ANY, _ANY),), after=(patch,), claims=claim(*neighbours), also=_BESIDE)


def _is_leaf(sheet: Sheet, part: Stretch) -> bool:
    """Whether no part of a lower level follows, and no tag or fence spans its end."""
    following = sheet.stretches[part.place + 1 : part.place + 2]
    marks = re.search(r"^ *(?:<|`{3})", sheet.text[part.start : part.end], re.MULTILINE)
    return marks is None and all(other.level <= part.level for other in following)


ANYWHERE = (
    Operator("anywhere: add a point", _more),
    Operator("anywhere: remove a point", _less),
    Operator("anywhere: reword a point", _otherwise),
    Operator("anywhere: reword a paragraph", _paragraph),
    Operator("anywhere: remove a section", _part),
)
