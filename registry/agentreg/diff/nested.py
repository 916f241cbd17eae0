"""Which leaves differ between two nested frontmatter values (hooks, servers, metadata)."""

from __future__ import annotations

from typing import NamedTuple


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
        case str():
            return value
        case list():
            return ", ".join(_text(item) for item in value)
        case dict():
            return ", ".join(f"{key}: {_text(item)}" for key, item in value.items())
        case _:
            # deepdiff's own mark for "not there".
            return ""
