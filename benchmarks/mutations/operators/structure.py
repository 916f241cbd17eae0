"""Edits of sections and of what stands in them."""

from __future__ import annotations

import re
from random import Random

from mutations.edit import Edit, Fact, Find, Operator, Patch, undone
from mutations.sheet import Sheet, Stretch
from mutations.sites import claim, knowledge, leaves, paragraphs, pick, plain_bullets
from mutations.words import SECTIONS, STATEMENTS

_NUMBER = re.compile(r"\W*(?:step|phase|\d)", re.IGNORECASE)


def plain_leaves(sheet: Sheet) -> list[Stretch]:
    """Leaf sections of knowledge that neither bind nor hand in nor are steps, of some length."""
    known = {stretch.place for stretch in knowledge(sheet)}
    return [
        stretch
        for stretch in leaves(sheet)
        if stretch.place in known
        and not _NUMBER.match(stretch.title)
        and stretch.end - stretch.own > 60
        and sheet.text[: stretch.end].endswith("\n\n")
        and sum(other.title == stretch.title for other in sheet.stretches) == 1
        and not re.search(
            r"https?:|@\w|^ *<|\d[.)] |`{3}", sheet.text[stretch.own : stretch.end], re.MULTILINE
        )
    ]


def _add(sheet: Sheet, random: Random) -> Edit | None:
    stretch = pick(random, leaves(sheet))
    if stretch is None or not sheet.text[: stretch.end].endswith("\n\n"):
        return None
    title, text = random.choice(SECTIONS)
    written = f"{'#' * stretch.level} {title}\n\n{text}\n\n"
    following = sheet.stretches[stretch.place + 1] if stretch.place + 1 < len(sheet.stretches) else stretch
    if re.search(r"\d", stretch.title + following.title):
        return None
    patch = Patch(stretch.end, stretch.end, written)
    fact = Fact("section-added", f"section {title}")
    return Edit((fact,), after=(patch,), claims=claim(stretch, following) | {title})


def _remove(sheet: Sheet, random: Random) -> Edit | None:
    stretch = pick(random, plain_leaves(sheet))
    if stretch is None:
        return None
    fact = Fact("section-removed", f"section {re.escape(_shown(stretch))}")
    return Edit(
        (fact,), after=(Patch(stretch.start, stretch.end, ""),), claims=claim(stretch), also=_REFERRED
    )


def _shown(stretch: Stretch) -> str:
    return re.sub(r"[*_`]|:$", "", stretch.title).strip()


def _rename(sheet: Sheet, random: Random) -> Edit | None:
    stretch = pick(random, plain_leaves(sheet))
    if stretch is None:
        return None
    start = sheet.text.index(stretch.title, stretch.start)
    patch = Patch(start, start + len(stretch.title), "Freight Almanac")
    fact = Fact("section-renamed", r"section .*Freight Almanac")
    return Edit((fact,), after=(patch,), claims=claim(stretch))


def _move(sheet: Sheet, random: Random) -> Edit | None:
    """A section over the next two of its level."""
    places = {stretch.place: stretch for stretch in plain_leaves(sheet)}
    triples = [
        [places[place + step] for step in range(3)]
        for place in places
        if all(
            place + step in places and places[place + step].level == places[place].level for step in range(3)
        )
    ]
    found = pick(random, triples)
    if found is None:
        return None
    first, _second, third = found
    written = sheet.text[first.start : first.end]
    patches = (Patch(first.start, first.end, ""), Patch(third.end, third.end, written))
    following = sheet.stretches[third.place + 1] if third.place + 1 < len(sheet.stretches) else third
    fact = Fact("section-moved", rf"section {re.escape(_shown(first))}")
    return Edit((fact,), after=patches, claims=claim(*found, following))


def _swap(sheet: Sheet, random: Random) -> Edit | None:
    """Two neighbours: either of them moved, and that is told once."""
    places = {stretch.place: stretch for stretch in plain_leaves(sheet)}
    pairs = [(places[place], places[place + 1]) for place in places if place + 1 in places]
    found = pick(random, [pair for pair in pairs if pair[0].level == pair[1].level])
    if found is None:
        return None
    texts = [sheet.text[stretch.start : stretch.end] for stretch in found]
    patch = Patch(found[0].start, found[1].end, "".join(reversed(texts)))
    following = sheet.stretches[min(found[1].place + 1, len(sheet.stretches) - 1)]
    titles = "|".join(re.escape(_shown(stretch)) for stretch in found)
    fact = Fact("section-moved", rf"section (?:{titles})")
    return Edit((fact,), after=(patch,), claims=claim(*found, following))


def _add_item(sheet: Sheet, random: Random) -> Edit | None:
    run = pick(random, plain_bullets(sheet))
    if run is None:
        return None
    spot = random.choice(run.items).start
    said = random.choice(STATEMENTS)
    patch = Patch(spot, spot, f"- {said}\n")
    return Edit((Fact("content-added", "item.*"),), after=(patch,), claims=claim(run.stretch) | {said})


def _remove_item(sheet: Sheet, random: Random) -> Edit | None:
    run = pick(random, plain_bullets(sheet))
    if run is None:
        return None
    item = random.choice(run.items)
    patch = Patch(item.start, item.start + len(sheet.text[item.start : item.end].rstrip()) + 1, "")
    return Edit((Fact("content-removed", "item.*"),), after=(patch,), claims=claim(run.stretch))


def _edit_item(sheet: Sheet, random: Random) -> Edit | None:
    run = pick(random, plain_bullets(sheet))
    item = pick(random, [item for item in run.items if len(item.said.split()) > 3]) if run else None
    if run is None or item is None:
        return None
    end = item.said_at + len(item.said.rstrip(". "))
    patch = Patch(end, end, " and freight")
    return Edit((Fact("content-edited", "item.*"),), after=(patch,), claims=claim(run.stretch))


def _move_item(sheet: Sheet, random: Random) -> Edit | None:
    """An item to the list of another section."""
    lists = plain_bullets(sheet)
    source = pick(random, [run for run in lists if len(run.items) > 3])
    target = pick(random, [run for run in lists if source and run.stretch != source.stretch])
    item = source and pick(random, [item for item in source.items[1:-1] if len(item.said) > 15])
    if source is None or target is None or not item:
        return None
    spot = target.items[1].start
    patches = (
        Patch(item.start, item.end, ""),
        Patch(spot, spot, f"{sheet.text[item.start : item.end].rstrip()}\n"),
    )
    return Edit(
        (Fact("content-moved", "item.*"),), after=patches, claims=claim(source.stretch, target.stretch)
    )


def _add_paragraph(sheet: Sheet, random: Random) -> Edit | None:
    paragraph = pick(random, paragraphs(sheet))
    if paragraph is None:
        return None
    said = random.choice(STATEMENTS)
    patch = Patch(paragraph.end, paragraph.end, f"\n\n{said}")
    claims = claim(paragraph.stretch) | {said}
    return Edit((Fact("content-added", "paragraph.*"),), after=(patch,), claims=claims)


def _remove_paragraph(sheet: Sheet, random: Random) -> Edit | None:
    return undone(_add_paragraph(sheet, random), Fact("content-removed", "paragraph.*"))


def _add_sentence(sheet: Sheet, random: Random) -> Edit | None:
    paragraph = pick(random, paragraphs(sheet))
    if paragraph is None:
        return None
    said = random.choice(STATEMENTS)
    patch = Patch(paragraph.end, paragraph.end, f" {said}")
    claims = claim(paragraph.stretch) | {said}
    return Edit((Fact("content-edited", "paragraph.*"),), after=(patch,), claims=claims)


def _edit_line(kind: str, found: str, told: str) -> Find:
    """One line inside a fence or a table, in a part that hands in nothing."""

    def find(sheet: Sheet, random: Random) -> Edit | None:
        busy = {run.stretch.place for run in sheet.runs if run.is_ordered}
        known = {stretch.place for stretch in knowledge(sheet)} - busy
        lines = [line for line in sheet.lines if line.kind == kind and re.search(found, line.text)]
        line = pick(random, lines)
        stretch = line and next(part for part in reversed(sheet.stretches) if part.start <= line.start)
        if not line or not stretch or stretch.place not in known or re.search(r"[`@#]|://", line.text):
            return None
        words = re.search(found, line.text)
        if words is None:
            return None
        start = line.start + words.start(1)
        patch = Patch(start, start + len(words[1]), "freight")
        return Edit((Fact(told, f"{_SHOWN[kind]}.*"),), after=(patch,), claims=claim(stretch))

    return find


_SHOWN = {"fence": "code block", "table": "(?:table|row)"}
# What stood in a section goes with it; that nothing names or writes a file any more may be told beside.
_REFERRED = frozenset(("reference-removed", "output-path-removed"))

STRUCTURE = (
    Operator("add a section", _add),
    Operator("remove a section", _remove),
    Operator("rename a section", _rename),
    Operator("move a section", _move),
    Operator("swap two sections", _swap),
    Operator("add a point", _add_item),
    Operator("remove a point", _remove_item),
    Operator("reword a point", _edit_item),
    Operator("move a point", _move_item),
    Operator("add a paragraph", _add_paragraph),
    Operator("remove a paragraph", _remove_paragraph),
    Operator("add a sentence", _add_sentence),
    Operator("edit a line of code", _edit_line("fence", r"^ *(\w{4,}) ?[(=]", "content-edited")),
    Operator("edit a table cell", _edit_line("table", r"\| *(\w{4,}) *\|", "content-edited")),
)
