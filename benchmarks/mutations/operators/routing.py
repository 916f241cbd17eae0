"""Edits of the name and of what makes a host choose the agent."""

from __future__ import annotations

import re
from random import Random

from mutations.edit import NARROWS, WIDENS, Edit, Fact, Find, Operator, Patch, told, undone
from mutations.sheet import Field, Sheet
from mutations.sites import field_patch, pick, plain_value
from mutations.words import DESCRIPTIONS

_PROACTIVE = re.compile(r"proactive|must be used|automatically|immediately", re.IGNORECASE)
_CLAIM = frozenset(("description",))
_NTH = r"example( \d+)?( -> example \d+)?"
_EXAMPLE = (
    "<example>Context: The harbour closed early. user: 'Where do the containers go?' "
    "assistant: 'I will ask the freight desk.'</example>"
)
_OTHER_EXAMPLE = (
    "<example>Context: A pallet is missing. user: 'Who counted the yard?' "
    "assistant: 'Let me look into the warehouse calendar.'</example>"
)


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


def _said_more(sentence: str, *facts: Fact) -> Find:
    def find(sheet: Sheet, _random: Random) -> Edit | None:
        end = _sentence_end(sheet)
        if not end or _PROACTIVE.search(sheet.fields["description"].value):
            return None
        return Edit(facts, after=(Patch(end, end, f" {sentence}"),), claims=_CLAIM)

    return find


def _said_less(sentence: str, *facts: Fact) -> Find:
    def find(sheet: Sheet, random: Random) -> Edit | None:
        return undone(_said_more(sentence)(sheet, random), *facts)

    return find


def _rename(sheet: Sheet, _random: Random) -> Edit | None:
    name = plain_value(sheet, "name")
    if not re.fullmatch(r"[a-z][a-z-]+", name):
        return None
    patch = field_patch(sheet, "name", f"{name}-two")
    return Edit((Fact("renamed", "name"),), after=(patch,), claims=frozenset(("name",)))


def _describe(sheet: Sheet, random: Random) -> Edit | None:
    sentence = random.choice(DESCRIPTIONS)
    return _said_more(sentence, Fact("description-changed", "description"))(sheet, random)


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
    start = _start(sheet, field) + noun.start()
    patch = Patch(start, start + len(noun[0]), "freight")
    return Edit((Fact("description-changed", "description"),), after=(patch,), claims=_CLAIM)


def _start(sheet: Sheet, field: Field) -> int:
    return field.start + sheet.text[field.start : field.end].index(field.value)


def _calm_down(sheet: Sheet, random: Random) -> Edit | None:
    """The proactive wording that the definition itself has is taken out."""
    field = sheet.fields.get("description")
    found = field and pick(random, re.finditer(r" (?:PROACTIVELY|proactively)\b", field.value))
    if not field or not found or len(_PROACTIVE.findall(field.value)) != 1:
        return None
    start = _start(sheet, field) + found.start()
    fact = Fact("trigger-narrowed", ".*", NARROWS)
    return Edit((fact,), after=(Patch(start, start + len(found[0]), ""),), claims=_CLAIM)


def _examples(sheet: Sheet) -> list[tuple[int, int]]:
    """The examples of a description of one line."""
    field = sheet.fields.get("description")
    if field is None or "\n" in field.value or field.value.startswith(("'", '"')):
        return []
    start = _start(sheet, field)
    found = re.finditer(r"<example>.*?</example>", field.value)
    return [(start + example.start(), start + example.end()) for example in found]


def _show_example(sheet: Sheet, random: Random) -> Edit | None:
    spot = pick(random, (end for _start, end in _examples(sheet)))
    if spot is None:
        return None
    fact = Fact("example-added", _NTH)
    return Edit((fact,), after=(Patch(spot, spot, f" {_EXAMPLE}"),), claims=_CLAIM)


def _drop_example(sheet: Sheet, random: Random) -> Edit | None:
    spans = _examples(sheet)
    if not spans:
        return None
    start, end = random.choice(spans)
    blank = start - 1 if sheet.text[start - 1] == " " else start
    return Edit((Fact("example-removed", _NTH),), after=(Patch(blank, end, ""),), claims=_CLAIM)


def _change_example(sheet: Sheet, random: Random) -> Edit | None:
    spans = _examples(sheet)
    if not spans:
        return None
    start, end = random.choice(spans)
    inner = re.search(r"user: ?['\"]?(\w+ \w+)", sheet.text[start:end])
    if inner is None:
        return None
    patch = Patch(start + inner.start(1), start + inner.end(1), "The freight desk and we")
    fact = Fact("example-changed", _NTH)
    return Edit((fact,), after=(patch,), claims=_CLAIM)


def _swap_examples(sheet: Sheet, _random: Random) -> Edit | None:
    """Examples are a set: which stands first tells nothing about when the agent is called."""
    spans = _examples(sheet)
    if len(spans) < 2:
        return None
    texts = [sheet.text[start:end] for start, end in spans[:2]]
    patches = tuple(
        Patch(start, end, text) for (start, end), text in zip(spans[:2], reversed(texts), strict=True)
    )
    return Edit((), after=patches, claims=_CLAIM)


def _shown(*lists: tuple[str, ...]) -> Find:
    """A description of our own with examples, some before and others after."""

    def find(sheet: Sheet, _random: Random) -> Edit | None:
        values = [
            " ".join(("Use this agent for freight questions. Examples:", *examples)) for examples in lists
        ]
        sides = [(field_patch(sheet, "description", f'"{value}"'),) for value in values]
        return Edit((), before=sides[0], after=sides[1], claims=_CLAIM)

    return find


def _show_in_body(sheet: Sheet, _random: Random) -> Edit | None:
    if "<example" in sheet.text or not sheet.text.endswith("\n"):
        return None
    end = len(sheet.text)
    patch = Patch(end, end, f"\n{_OTHER_EXAMPLE}\n")
    claims = frozenset((f"stretch {len(sheet.stretches) - 1}",))
    return Edit((Fact("example-added", _NTH),), after=(patch,), claims=claims)


def _drop_from_body(sheet: Sheet, random: Random) -> Edit | None:
    return undone(_show_in_body(sheet, random), Fact("example-removed", _NTH))


_BROADER, _NARROWER = Fact("trigger-broadened", ".*", WIDENS), Fact("trigger-narrowed", ".*", NARROWS)
_EDITED = _EXAMPLE.replace("closed early", "was flooded by the storm")
_ONLY_ASKED = "Use only when explicitly asked."
_NOT_FOR = "Do not use for frontend work."

ROUTING = (
    Operator("rename the agent", _rename, host="claude"),
    Operator("say more in the description", _describe),
    Operator("reword the description", _reword),
    Operator("ask for proactive use", _said_more("Use PROACTIVELY.", _BROADER)),
    Operator("demand its use", _said_more("MUST BE USED.", _BROADER)),
    Operator("use it for everything", _said_more("Use for any task.", _BROADER)),
    Operator("no longer ask for proactive use", _said_less("Use PROACTIVELY.", _NARROWER)),
    Operator("take proactive wording out", _calm_down),
    Operator("use it when asked only", _said_more(_ONLY_ASKED, _NARROWER)),
    Operator("no longer when asked only", _said_less(_ONLY_ASKED, _BROADER)),
    Operator("exclude a kind of work", _said_more(_NOT_FOR, _NARROWER)),
    Operator("no longer exclude a kind of work", _said_less(_NOT_FOR, _BROADER)),
    Operator("add an example", _show_example),
    Operator("remove an example", _drop_example),
    Operator("edit an example", _change_example),
    Operator("add an example to the prompt", _show_in_body),
    Operator("remove an example from the prompt", _drop_from_body),
    Operator(
        "show one more", told(_shown((_EXAMPLE,), (_EXAMPLE, _OTHER_EXAMPLE)), Fact("example-added", _NTH))
    ),
    Operator(
        "show one less",
        told(_shown((_EXAMPLE, _OTHER_EXAMPLE), (_OTHER_EXAMPLE,)), Fact("example-removed", _NTH)),
    ),
    Operator(
        "show another case",
        told(_shown((_EXAMPLE, _OTHER_EXAMPLE), (_EDITED, _OTHER_EXAMPLE)), Fact("example-changed", _NTH)),
    ),
    Operator("swap two examples", _swap_examples, "form"),
    Operator("show in another order", _shown((_EXAMPLE, _OTHER_EXAMPLE), (_OTHER_EXAMPLE, _EXAMPLE)), "form"),
)
