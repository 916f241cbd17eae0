"""Where in a definition an edit can be made so that a reader can say what it means."""

from __future__ import annotations

import re
from collections.abc import Iterable
from random import Random
from typing import TypeVar

from mutations.edit import Edit, Patch
from mutations.sheet import Field, Item, Paragraph, Run, Sheet, Stretch, is_labelled

T = TypeVar("T")

# Words that bind, and those that tell when the agent is called or what it hands in: such a text is no plain
# statement, and what an edit of it means depends on more than the edit.
_LOADED = re.compile(
    r"\b(?:must|shall|should|never|not|only|always|avoid|prefer|may|required?|recommend\w*|ideally|forbid\w*"
    r"|prohibit\w*|mandatory|refuse|cannot|proactive\w*|immediately|automatically|any|all|every\w*|use|when"
    r"|optionally|will|without|unless|nothing|no|you|your|role|output|report|return|respond|write|save|create"
    r"|plan\w*|review\w*|implement\w*|agents?|tools?|example\w*|file|https?)\b|n['\u2019]t\b|[`@#<>\[\]{}|]",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"role|identity|persona|mission|goal|purpose|objective|respons|dut(?:y|ies)|task|output|deliver|report"
    r"|repl(?:y|ies)|return|result|template|format|message|answer|rule|constraint|guardrail|boundar|restrict"
    r"|must|always|never|not|avoid|don|forbid|prohibit|anti|scope|workflow|process|step|phase|example|\d"
    r"|when|how|protocol|procedure|approach|method|strategy|checklist|what|communication|integration|you",
    re.IGNORECASE,
)
_STEPPED = re.compile(r"\W*(?:step|phase|stage|part)\b|\W*\d", re.IGNORECASE)
STEPPED = re.compile(
    r"workflow|process|step|phase|procedure|approach|protocol|method|instruction", re.IGNORECASE
)
RULES = re.compile(r"(?:\w+ ){0,2}(?:rules|constraints|guardrails)\W*$", re.IGNORECASE)


def pick(random: Random, choices: Iterable[T]) -> T | None:
    """One of several at random; None when there is none."""
    found = list(choices)
    return random.choice(found) if found else None


def is_plain(text: str) -> bool:
    """Whether a text states something and neither binds nor refers nor hands in."""
    return _LOADED.search(text) is None and text.isprintable() and text.isascii()


def knowledge(sheet: Sheet) -> list[Stretch]:
    """The parts below a title that announces nothing but knowledge."""
    return [
        stretch
        for stretch in sheet.stretches[1:]
        if stretch.level > 1
        and stretch.title.isascii()
        and not any(_TITLED.search(title) for title in _titles_above(sheet, stretch))
    ]


def _titles_above(sheet: Sheet, stretch: Stretch) -> list[str]:
    """The titles that a part stands under, its own included and the title of the file left out."""
    titles, level = [], stretch.level + 1
    for part in reversed(sheet.stretches[1 : stretch.place + 1]):
        if 1 < part.level < level:
            titles.append(part.title)
            level = part.level
    return titles


def paragraphs(sheet: Sheet) -> list[Paragraph]:
    """Paragraphs that end in a full stop and are no step, in parts that hold knowledge."""
    places = {stretch.place for stretch in knowledge(sheet)}
    return [
        paragraph
        for paragraph in sheet.paragraphs
        if paragraph.stretch.place in places
        and paragraph.text.endswith(".")
        and len(paragraph.text.split()) > 7
        and not paragraph.text.startswith(("You", "**"))
        and not is_labelled(paragraph.text)
    ]


def in_step(sheet: Sheet, stretch: Stretch) -> bool:
    """Whether a part stands under a numbered title."""
    return any(_STEPPED.match(title) for title in _titles_above(sheet, stretch))


def plain_bullets(sheet: Sheet) -> list[Run]:
    """Bulleted lists of plain statements, nothing nested in them, in parts that hold knowledge."""
    places = {stretch.place for stretch in knowledge(sheet)}
    return [run for run in bullets(sheet) if run.stretch.place in places and is_free(sheet, run)]


def bullets(sheet: Sheet) -> list[Run]:
    """Bulleted lists of at least three plain items without anything nested in them."""
    return [
        run
        for run in sheet.runs
        if not run.is_ordered
        and len(run.items) > 2
        and not any(item.nested or not is_plain(item.said) or is_labelled(item.said) for item in run.items)
        and len({item.said for item in run.items}) == len(run.items)
    ]


def is_free(sheet: Sheet, run: Run) -> bool:
    """Whether no sentence that ends in a colon stands above a list and says what its items are."""
    above = sheet.text[run.stretch.own : run.items[0].start].strip()
    return not above.endswith(":") and (not above or is_plain(above.rpartition("\n\n")[2]))


def procedures(sheet: Sheet) -> list[Run]:
    """Numbered lists that count from 1: workflows in any reader's eyes."""
    return [
        run
        for run in sheet.runs
        if run.is_ordered
        and len(run.items) > 2
        and [item.number for item in run.items] == list(range(1, len(run.items) + 1))
        and sum(other.stretch == run.stretch and other.is_ordered for other in sheet.runs) == 1
        and all(_is_sentence(item.said) for item in run.items)
    ]


def _is_sentence(said: str) -> bool:
    """Whether a text says more than a name; not every script puts blanks between its words."""
    return len(said.split()) > 2 or (not said.isascii() and len(said) > 6)


def own_lines(sheet: Sheet, item: Item) -> str:
    """An item's text as written, its blank lines at the end left out."""
    return sheet.text[item.start : item.end].rstrip("\n") + "\n"


def claim(*stretches: Stretch) -> frozenset[str]:
    """What an edit in some parts of the prompt needs for itself."""
    return frozenset(f"stretch {stretch.place}" for stretch in stretches)


def planted(sheet: Sheet, random: Random, *texts: str) -> Edit | None:
    """A section of our own between two of the definition: one text before and another after.

    Returns:
        The edit, with nothing said yet of what must be reported.
    """
    spots = [leaf for leaf in leaves(sheet) if leaf.level == 2 and sheet.text[: leaf.end].endswith("\n\n")]
    stretch = pick(random, spots)
    if stretch is None:
        return None
    sides = [(Patch(stretch.end, stretch.end, text),) for text in texts]
    following = sheet.stretches[min(stretch.place + 1, len(sheet.stretches) - 1)]
    title = texts[0].partition("\n")[0]
    return Edit((), before=sides[0], after=sides[1], claims=claim(stretch, following) | {title})


def leaves(sheet: Sheet) -> list[Stretch]:
    """Sections without subsections whose title stands as a heading; the first section is not among them."""
    found = []
    for place, stretch in enumerate(sheet.stretches[1:], 1):
        following = sheet.stretches[place + 1] if place + 1 < len(sheet.stretches) else None
        is_leaf = following is None or following.level <= stretch.level
        if 1 < stretch.level < 7 and is_leaf and place > 1 and not in_step(sheet, stretch):
            found.append(stretch)
    return found


def renumbered(order: list[str]) -> str:
    """Items as written, in a new order, counted from 1."""
    return "".join(re.sub(r"^\d+", str(place), said, count=1) for place, said in enumerate(order, 1))


def field_patch(sheet: Sheet, key: str, value: str | None) -> Patch:
    """The frontmatter with another value of one field, with the field, or without it.

    Args:
        sheet: The definition.
        key: The field.
        value: What stands behind its colon; None to leave it out.
    """
    field = sheet.fields.get(key)
    line = "" if value is None else f"{key}:{value if value.startswith(chr(10)) else ' ' + value}\n"
    if field is None:
        return Patch(sheet.matter_end, sheet.matter_end, line)
    return Patch(field.start, field.end, line)


def value_start(sheet: Sheet, field: Field) -> int:
    """Where the value of a field starts."""
    return field.start + sheet.text[field.start : field.end].index(field.value)


def plain_value(sheet: Sheet, key: str) -> str:
    """A field's value when it is one plain or quoted line; empty else."""
    field = sheet.fields.get(key)
    if field is None or "\n" in field.value or field.value[:1] in "[{|>&*!#":
        return ""
    return field.value
