"""What differs between the hooks of two definitions, and between their MCP servers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Kind
from agentreg.diff.ledger import both
from agentreg.diff.nested_parts import Part
from agentreg.records import NamedTuple


class Leaf(NamedTuple):
    """One place inside a nested value that differs.

    Attributes:
        path: Keys and positions from the outermost inward.
        before: What stood there, as text; empty for nothing.
        after: What stands there now.
    """

    path: tuple[str, ...]
    before: str
    after: str


def compare_parts(before: list[Part], after: list[Part], kinds: tuple[Kind, Kind, Kind]) -> list[Change]:
    """What differs between the parts of a field; their order has no meaning.

    Args:
        before: The parts before.
        after: The parts after.
        kinds: What it is when a part came, went, or states something else.
    """
    gone, new = _unlike(before, after)
    changes = [_changed(kinds[2], *pair) for pair in _paired(gone, new, by=_by_value)]
    changes += [_changed(kinds[2], *pair) for pair in _paired(gone, new, by=_by_name)]
    changes += [Change(kinds[1], subject_of(part), whole(part), "", part.span) for part in gone]
    return changes + [Change(kinds[0], subject_of(part), "", whole(part), None, part.span) for part in new]


def _unlike(before: list[Part], after: list[Part]) -> tuple[list[Part], list[Part]]:
    gone, new = list(before), list(after)
    _paired(gone, new, by=lambda part: (_by_name(part), repr(part.value)))
    return gone, new


def _by_value(part: Part) -> object:
    # The same handler behind another matcher; servers have no group, and another name is another server.
    return (part.group, repr(part.value)) if part.group else id(part)


def _by_name(part: Part) -> object:
    return part.group, part.name


def _paired(gone: list[Part], new: list[Part], *, by: Callable[[Part], object]) -> list[tuple[Part, Part]]:
    """Pairs that agree; they are taken out of both lists."""
    waiting: dict[object, list[Part]] = defaultdict(list)
    for part in new:
        waiting[by(part)].append(part)
    pairs = [(part, waiting[by(part)].pop(0)) for part in gone if waiting[by(part)]]
    taken = {id(part) for pair in pairs for part in pair}
    gone[:] = [part for part in gone if id(part) not in taken]
    new[:] = [part for part in new if id(part) not in taken]
    return pairs


def _changed(kind: Kind, before: Part, after: Part) -> Change:
    texts = (
        _leaf_texts(before.value, after.value) if before.value != after.value else (before.name, after.name)
    )
    return Change(kind, both(subject_of(before), subject_of(after)), *texts, before.span, after.span)


def whole(part: Part) -> str:
    """All that a part states; that a hook runs a command goes without saying."""
    match part.value:
        case {"type": "command", **rest}:
            return _text(rest)
        case value:
            return _text(value)


def subject_of(part: Part) -> str:
    """What a part is called: `hook Stop`, `mcp server docs`."""
    return f"{part.word} {part.name}".rstrip()


def _leaf_texts(before: object, after: object) -> tuple[str, str]:
    sides: tuple[list[str], list[str]] = ([], [])
    for leaf in compare_nested({"": before}, {"": after}):
        name = ".".join(leaf.path[1:])
        for side, text in zip(sides, (leaf.before, leaf.after), strict=True):
            if text:
                side.append(f"{name}: {text}" if name else text)
    return "\n".join(sides[0]), "\n".join(sides[1])


def compare_nested(before: object, after: object) -> tuple[Leaf, ...]:
    """The leaves that differ between two values of str, list and dict.

    Returns:
        Leaves in the order of their paths; a value that is there on one side only is one leaf.
    """
    from deepdiff import DeepDiff

    # With deepdiff's own threshold two maps that share few keys come back as one replaced whole
    # (deepdiff#555).
    delta = DeepDiff(before, after, threshold_to_diff_deeper=0, verbose_level=2, view="tree")
    levels = (level for group in delta.values() for level in group)
    leaves = [
        Leaf(tuple(str(step) for step in level.path(output_format="list")), _text(level.t1), _text(level.t2))
        for level in levels
    ]
    return tuple(sorted(leaves))


def _text(value: object) -> str:
    match value:
        case "":
            return '""'
        case str():
            return value
        case list():
            return ", ".join(_text(item) for item in value)
        case dict():
            return ", ".join(f"{key}: {_text(item)}" for key, item in value.items())
        case _:
            # deepdiff's own mark for "not there".
            return ""
