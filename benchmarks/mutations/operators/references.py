"""Edits of what the prompt points to."""

from __future__ import annotations

import re
from random import Random

from mutations.edit import NARROWS, WIDENS, Edit, Fact, Find, Operator, Patch
from mutations.sheet import Sheet
from mutations.sites import claim, paragraphs, pick

_PATH = re.compile(r"`((?:[\w.-]+/)+[\w.-]+\.(?:md|json|ya?ml|py|ts))`")
_WRITTEN = re.compile(r"\b(?:save|write|create|store|output|update|generate|report|place|put)", re.IGNORECASE)


def _sentence(before: str, after: str, *facts: Fact, also: tuple[str, ...] = ()) -> Find:
    """A sentence at the end of a plain paragraph; an empty one is none."""

    def find(sheet: Sheet, random: Random) -> Edit | None:
        paragraph = pick(random, paragraphs(sheet))
        if paragraph is None:
            return None
        sides = [(Patch(paragraph.end, paragraph.end, text and f" {text}"),) for text in (before, after)]
        return Edit(
            facts,
            before=sides[0],
            after=sides[1],
            claims=claim(paragraph.stretch) | {"planted reference"},
            also=frozenset(also),
        )

    return find


def _own_file(sheet: Sheet, random: Random) -> Edit | None:
    """A file that the definition itself names once and does not tell to write."""
    for found in random.sample(
        list(_PATH.finditer(sheet.text, sheet.body)), k=len(_PATH.findall(sheet.prompt))
    ):
        stretch = next(part for part in reversed(sheet.stretches) if part.start <= found.start())
        start = sheet.text.rfind("\n", 0, found.start()) + 1
        line = sheet.text[start : sheet.text.find("\n", found.end())]
        if sheet.text.count(found[1]) == 1 and not _WRITTEN.search(line):
            fact = Fact("reference-changed", ".*docs/freight/yard.md")
            return Edit(
                (fact,), after=(Patch(*found.span(1), "docs/freight/yard.md"),), claims=claim(stretch)
            )
    return None


def _line(text: str, *facts: Fact) -> Find:
    def find(sheet: Sheet, random: Random) -> Edit | None:
        paragraph = pick(random, paragraphs(sheet))
        if paragraph is None:
            return None
        patch = Patch(paragraph.end, paragraph.end, f"\n\n{text}")
        return Edit(facts, after=(patch,), claims=claim(paragraph.stretch) | {"planted reference"})

    return find


_SEE, _SEE_OTHER = "(See `docs/freight-guide.md`.)", "(See `docs/harbour-guide.md`.)"
_URL, _OTHER_URL = "https://freightdesk.eu/tariffs", "https://harbourboard.se/tariffs"
_AT, _AT_OTHER = f"(See {_URL} for tariffs.)", f"(See {_OTHER_URL} for tariffs.)"
# The words around an address remain beyond it: that they came is told as well.
_WORDS = ("content-edited",)

REFERENCES = (
    Operator("name a file", _sentence("", _SEE, Fact("reference-added", ".*docs/freight-guide.md"))),
    Operator(
        "no longer name a file", _sentence(_SEE, "", Fact("reference-removed", ".*docs/freight-guide.md"))
    ),
    Operator(
        "name another file", _sentence(_SEE, _SEE_OTHER, Fact("reference-changed", ".*harbour-guide.md"))
    ),
    Operator("name another file of its own", _own_file),
    Operator("name an address", _sentence("", _AT, Fact("url-added", ".*freightdesk.eu.*"), also=_WORDS)),
    Operator("name no address", _sentence(_AT, "", Fact("url-removed", ".*freightdesk.eu.*"), also=_WORDS)),
    Operator(
        "name another address", _sentence(_AT, _AT_OTHER, Fact("reference-changed", ".*harbourboard.se.*"))
    ),
    Operator(
        "import a file", _line("@docs/freight-rules.md", Fact("import-added", ".*freight-rules.md", WIDENS))
    ),
    Operator(
        "import no file",
        _sentence("@docs/freight-rules.md", "", Fact("import-removed", ".*freight-rules.md", NARROWS)),
    ),
)
