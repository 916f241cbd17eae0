"""An edit of a definition's text, and what must be reported of it."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import NamedTuple

from mutations.sheet import Sheet

# The claim of an edit that stands on its own: other edits cannot be made on such a file.
ALONE = "alone"

WIDENS, NARROWS, NEUTRAL = "widens", "narrows", "neutral"


class Fact(NamedTuple):
    """One thing that must be reported.

    Attributes:
        kind: The kind of change, or the id of a rule that no single change calls; or a family of them.
        subject: What it happened to.
        direction: Which way the rule of that kind goes.

    Each is a regular expression that matches the whole word.
    """

    kind: str
    subject: str
    direction: str = NEUTRAL


class Patch(NamedTuple):
    """Characters `start` to `end` of a text replaced by another text."""

    start: int
    end: int
    text: str


class Edit(NamedTuple):
    """What an operator does to one definition.

    Attributes:
        facts: What must be reported, each once.
        after: Patches of the text that make the side after.
        before: Patches of the text that make the side before: an addition done there is a removal.
        claims: What of the definition it needs for itself; edits with other claims are independent of it.
        also: Kinds that the meaning of the words may add; see the operator's docstring for the reason.
        finish: Rewrites the whole side after, when all patches are done.
    """

    facts: tuple[Fact, ...]
    after: tuple[Patch, ...] = ()
    before: tuple[Patch, ...] = ()
    claims: frozenset[str] = frozenset()
    also: frozenset[str] = frozenset()
    finish: Callable[[str], str] | None = None


Find = Callable[[Sheet, Random], Edit | None]


class Operator(NamedTuple):
    """One way to edit a definition.

    Attributes:
        name: What a person would say that they did.
        find: Makes the edit on a definition; None where it does not apply.
        group: "meaning", "rights" or "form".
        host: The host for whose dialect the definition is written anew first; empty to leave it as it is.
    """

    name: str
    find: Find
    group: str = "meaning"
    host: str = ""


def told(find: Find, *facts: Fact) -> Find:
    """An edit with what must be reported of it."""

    def tell(sheet: Sheet, random: Random) -> Edit | None:
        edit = find(sheet, random)
        return edit and edit._replace(facts=facts)

    return tell


def undone(edit: Edit | None, *facts: Fact) -> Edit | None:
    """The same edit the other way round, with what must be reported of that."""
    return edit and edit._replace(facts=facts, after=edit.before, before=edit.after)


def patched(text: str, patches: tuple[Patch, ...]) -> str:
    """A text with patches that do not overlap."""
    pieces, position = [], 0
    for patch in sorted(patches, key=lambda patch: (patch.start, patch.end)):
        if patch.start < position:
            raise ValueError(f"two patches at {patch.start}")
        pieces += [text[position : patch.start], patch.text]
        position = patch.end
    return "".join([*pieces, text[position:]])
