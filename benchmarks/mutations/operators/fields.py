"""Edits of the model and of fields that no host reads."""

from __future__ import annotations

from random import Random

from mutations.edit import Edit, Fact, Find, Operator
from mutations.sheet import Sheet
from mutations.sites import field_patch


def _set(key: str, values: tuple[str | None, str | None], *facts: Fact) -> Find:
    """A field that has one value before and another after; None stands for no such field."""

    def find(sheet: Sheet, _random: Random) -> Edit | None:
        patches = [field_patch(sheet, key, value) for value in values]
        return Edit(facts, before=(patches[0],), after=(patches[1],), claims=frozenset((key,)))

    return find


def _operator(name: str, key: str, values: tuple[str | None, str | None], kind: str) -> Operator:
    return Operator(name, _set(key, values, Fact(kind, key)), host="claude")


_PINNED = "claude-sonnet-4-5-20250929"

FIELDS = (
    _operator("ask for a greater model", "model", ("sonnet", "opus"), "model-raised"),
    _operator("ask for a much greater model", "model", ("haiku", "opus"), "model-raised"),
    _operator("ask for a smaller model", "model", ("opus", "haiku"), "model-lowered"),
    _operator("pin the model", "model", ("sonnet", _PINNED), "model-pinned"),
    _operator("pin the greatest model", "model", ("opus", "claude-opus-4-1-20250805"), "model-pinned"),
    _operator("let the model float", "model", (_PINNED, "sonnet"), "model-unpinned"),
    _operator("ask for a model of one's own", "model", ("house-model-a", "house-model-b"), "model-changed"),
    _operator("name a model", "model", (None, "sonnet"), "model-changed"),
    _operator("name no model", "model", ("opus", None), "model-changed"),
    _operator("think more", "effort", ("low", "high"), "effort-raised"),
    _operator("think less", "effort", ("max", "medium"), "effort-lowered"),
    _operator("allow more turns", "maxTurns", ("10", "25"), "turns-raised"),
    _operator("allow any number of turns", "maxTurns", ("10", None), "turns-raised"),
    _operator("allow fewer turns", "maxTurns", ("30", "5"), "turns-lowered"),
    _operator("limit the turns", "maxTurns", (None, "5"), "turns-lowered"),
    _operator("preload a skill", "skills", ("[freight]", "[freight, rail]"), "setting-changed"),
    _operator("recolour", "color", ("red", "blue"), "field-changed"),
    _operator("state a field twice", "color", ("red", "red\ncolor: red"), "key-repeated"),
    _operator("state it once", "color", ("red\ncolor: red", "red"), "key-no-longer-repeated"),
    _operator("state an owner", "owner", (None, "freight-desk"), "field-added"),
    _operator("state no owner", "owner", ("freight-desk", None), "field-removed"),
    _operator(
        "change a list that nobody reads", "topics", ("[freight, rail]", "[freight, sea]"), "field-changed"
    ),
)
