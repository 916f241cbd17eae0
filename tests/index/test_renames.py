"""What became of the definitions that a commit deleted."""

import pytest

from agentreg.index.renames import Side, pair
from agentreg.index.sketch import sketch


def text(*numbers: int) -> bytes:
    return b"".join(b"sentence %d\n" % number for number in numbers)


def side(path: str, data: bytes, name: str = "") -> Side:
    return Side(path, hash(data), name or path, sketch(data))


A, B, C = text(*range(10)), text(*range(100, 110)), text(*range(200, 210))


@pytest.mark.parametrize(
    ("deleted", "added", "expected"),
    [
        pytest.param([side("a.md", A)], [side("x/a.md", A)], {"x/a.md": "a.md"}, id="moved as it was"),
        pytest.param(
            [side("a.md", A)],
            [side("p/a.md", A), side("q/a.md", A)],
            {"p/a.md": "a.md"},
            id="moved once, the other is a copy",
        ),
        pytest.param(
            [side("agents/a.md", A), side("other/b.md", A)],
            [side("agents/x.md", A), side("other/y.md", A)],
            {"agents/x.md": "agents/a.md", "other/y.md": "other/b.md"},
            id="between equal texts the folder decides",
        ),
        pytest.param(
            [side("a.md", A, "Reviewer")],
            [side("b.md", B, "reviewer")],
            {"b.md": "a.md"},
            id="rewritten, the name was kept",
        ),
        pytest.param(
            [side("x/a.md", A, "one")],
            [side("y/a.md", text(*range(5), 50, 51), "two")],
            {"y/a.md": "x/a.md"},
            id="moved, edited and given another name",
        ),
        pytest.param(
            [side("x/a.md", A, "one")], [side("y/a.md", B, "two")], {}, id="another agent in its place"
        ),
        pytest.param(
            [side("a.md", A, "one")],
            [side("b.md", text(*range(9)), "two")],
            {"b.md": "a.md"},
            id="renamed with a small edit",
        ),
        pytest.param(
            [side("a.md", A, "one")],
            [side("b.md", text(*range(5), *range(50, 55)), "two")],
            {},
            id="half alike",
        ),
        pytest.param([], [side("a.md", A)], {}, id="only added"),
        pytest.param([side("a.md", A)], [], {}, id="only deleted"),
    ],
)
def test_a_deleted_definition_is_found_again(deleted, added, expected):
    assert {after: before.path for after, before in pair(deleted, added).items()} == expected
    backwards = pair(deleted[::-1], added[::-1])
    assert {after: before.path for after, before in backwards.items()} == expected


def test_agents_of_one_template_are_not_taken_for_each_other():
    template = range(1000, 1012)
    gone = [side(f"old/{number}.md", text(*template, number), f"old {number}") for number in range(40)]
    new = [
        side(f"new/{100 + number}.md", text(*template, 500 + number), f"new {number}") for number in range(40)
    ]
    assert pair(gone, new) == {}
