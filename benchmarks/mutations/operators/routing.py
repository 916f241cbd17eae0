"""Edits of the name and of what makes a host choose the agent."""

from __future__ import annotations

import re
from random import Random

from mutations.edit import NARROWS, WIDENS, Edit, Fact, Find, Operator, Patch, told, undone
from mutations.sheet import Sheet
from mutations.sites import field_patch, pick, plain_value, value_start
from mutations.words import DESCRIPTIONS

_PROACTIVE = re.compile(r"proactive|must be used|automatically|immediately", re.IGNORECASE)
# What is asked of the caller; an agent that "proactively improves" is something else.
_ASKED = re.compile(r"\b[Uu]sed?( (?:PROACTIVELY|proactively))\b")
_CLAIM = frozenset(("description",))


def _sentence_end(sheet: Sheet) -> int:
    """Where a sentence can follow a description of one line, before the examples and a closing quote."""
    field = sheet.fields.get("description")
    value = plain_value(sheet, "description")
    if field is None or not value or not value.isascii() or "Example" in value or ": " in value.strip("\"'"):
        return 0
    end = field.start + sheet.text[field.start : field.end].index(value) + len(value)
    quoted = value[0] in "\"'" and value[-1] == value[0] and len(value) > 2
    end -= quoted
    return end if sheet.text[end - 1] == "." and " #" not in value else 0


def _said_more(*sentences: str) -> Find:
    """One of several sentences at the end of the description."""

    def find(sheet: Sheet, random: Random) -> Edit | None:
        end = _sentence_end(sheet)
        if not end or _PROACTIVE.search(sheet.fields["description"].value):
            return None
        sentence = random.choice(sentences)
        if sheet.text[end] == "'":
            sentence = sentence.replace("'", "''")
        return Edit((), after=(Patch(end, end, f" {sentence}"),), claims=_CLAIM)

    return find


def _said_less(*sentences: str) -> Find:
    def find(sheet: Sheet, random: Random) -> Edit | None:
        return undone(_said_more(*sentences)(sheet, random))

    return find


def _rename(sheet: Sheet, _random: Random) -> Edit | None:
    name = plain_value(sheet, "name")
    if not re.fullmatch(r"[a-z][a-z-]+", name):
        return None
    patch = field_patch(sheet, "name", f"{name}-two")
    return Edit((Fact("renamed", "name"),), after=(patch,), claims=frozenset(("name",)))


def _reword(sheet: Sheet, random: Random) -> Edit | None:
    """One noun for another, in the middle of the description."""
    field = sheet.fields.get("description")
    if field is None or "<example" in field.value:
        return None
    nouns = re.finditer(
        r"\b(?:code|systems?|data|applications?|projects?|design|testing|security)\b", field.value
    )
    noun = pick(random, nouns)
    if noun is None:
        return None
    start = value_start(sheet, field) + noun.start()
    patch = Patch(start, start + len(noun[0]), "freight")
    return Edit((Fact("description-changed", "description"),), after=(patch,), claims=_CLAIM)


def _calm_down(sheet: Sheet, random: Random) -> Edit | None:
    """The proactive wording that the definition itself has is taken out."""
    field = sheet.fields.get("description")
    found = field and pick(random, _ASKED.finditer(field.value))
    if not field or not found or len(_PROACTIVE.findall(field.value)) != 1:
        return None
    start, end = (value_start(sheet, field) + place for place in found.span(1))
    fact = Fact("trigger-narrowed", ".*", NARROWS)
    return Edit((fact,), after=(Patch(start, end, ""),), claims=_CLAIM)


_BROADER, _NARROWER = Fact("trigger-broadened", ".*", WIDENS), Fact("trigger-narrowed", ".*", NARROWS)
_EAGER = ("Use PROACTIVELY.", "Use this agent proactively.", "Should be used proactively.")
_DEMANDED = ("MUST BE USED.", "Always use this agent.", "This agent must be used.")
_WIDE = ("Use for any task.", "Use it for every kind of work.", "Use for all tasks.")
_ONLY_ASKED = ("Use only when explicitly asked.", "Only use when the user asks for it.")
_NOT_FOR = (
    "Do not use for frontend work.",
    "Never use it for production incidents.",
    "Don't use this agent for documentation.",
)

ROUTING = (
    Operator("rename the agent", _rename, host="claude"),
    Operator(
        "say more in the description",
        told(_said_more(*DESCRIPTIONS), Fact("description-changed", "description")),
    ),
    Operator("reword the description", _reword),
    Operator("ask for proactive use", told(_said_more(*_EAGER), _BROADER)),
    Operator("demand its use", told(_said_more(*_DEMANDED), _BROADER)),
    Operator("use it for everything", told(_said_more(*_WIDE), _BROADER)),
    Operator("no longer ask for proactive use", told(_said_less(*_EAGER), _NARROWER)),
    Operator("take proactive wording out", _calm_down),
    Operator("use it when asked only", told(_said_more(*_ONLY_ASKED), _NARROWER)),
    Operator("no longer when asked only", told(_said_less(*_ONLY_ASKED), _BROADER)),
    Operator("exclude a kind of work", told(_said_more(*_NOT_FOR), _NARROWER)),
    Operator("no longer exclude a kind of work", told(_said_less(*_NOT_FOR), _BROADER)),
)
