"""Edits of the examples that show when an agent is to be called."""

from __future__ import annotations

import re
from random import Random

from mutations.edit import Edit, Fact, Find, Operator, Patch, told, undone
from mutations.sheet import Sheet
from mutations.sites import field_patch, in_step, pick, value_start

_CLAIM = frozenset(("description",))
_NTH = r"example( \d+)?( of the prompt)?( -> example \d+)?"
_EXAMPLE = (
    "<example>Context: The harbour closed early. user: 'Where do the containers go?' "
    "assistant: 'I will ask the freight desk.'</example>"
)
_OTHER_EXAMPLE = (
    "<example>Context: A pallet is missing. user: 'Who counted the yard?' "
    "assistant: 'Let me look into the warehouse calendar.'</example>"
)


_EDITED = _EXAMPLE.replace("closed early", "was flooded by the storm")


def _examples(sheet: Sheet) -> list[tuple[int, int]]:
    """The examples of a description of one line."""
    field = sheet.fields.get("description")
    if field is None or "\n" in field.value or field.value.startswith("'"):
        return []
    start = value_start(sheet, field)
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
    is_open = not sheet.text.endswith("\n") or sheet.lines[-1].kind in ("fence", "quote")
    if "<example" in sheet.text or is_open or in_step(sheet, sheet.stretches[-1]):
        return None
    end = len(sheet.text)
    patch = Patch(end, end, f"\n{_OTHER_EXAMPLE}\n")
    claims = frozenset((f"stretch {len(sheet.stretches) - 1}",))
    return Edit((Fact("example-added", _NTH),), after=(patch,), claims=claims)


def _drop_from_body(sheet: Sheet, random: Random) -> Edit | None:
    return undone(_show_in_body(sheet, random), Fact("example-removed", _NTH))


EXAMPLES = (
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
    Operator(
        "show none any more",
        told(
            _shown((_EXAMPLE, _OTHER_EXAMPLE), ()),
            Fact("example-removed", _NTH),
            Fact("example-removed", _NTH),
        ),
    ),
    Operator("swap two examples", _swap_examples, "form"),
    Operator("show in another order", _shown((_EXAMPLE, _OTHER_EXAMPLE), (_OTHER_EXAMPLE, _EXAMPLE)), "form"),
)
