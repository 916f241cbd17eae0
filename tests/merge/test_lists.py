"""Lists merged as sets; letters stand for tools where only the set counts."""

from __future__ import annotations

import pytest

from agentreg.merge.engine import merge
from agentreg.merge.lists import Unmergeable, merge_items


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"),
    [
        pytest.param("abc", "ab", "bc", "b", id="each removes one"),
        pytest.param("abc", "abcx", "abcy", "abcxy", id="each adds one"),
        pytest.param("abc", "abcx", "abcx", "abcx", id="both add the same"),
        pytest.param("abc", "abx", "abx", "abx", id="both replace one by the same"),
        pytest.param("abc", "ab", "abx", "abx", id="both remove one, one replaces it"),
        pytest.param("abc", "cba", "abcx", "cxba", id="the order of ours"),
        pytest.param("abc", "abc", "xabc", "xabc", id="a new one in front"),
        pytest.param("abc", "bc", "axbc", "xbc", id="behind one that ours removed"),
        pytest.param("ab", "axb", "ayb", "axyb", id="ours first where both add"),
    ],
)
def test_items_merge_one_by_one(base: str, ours: str, theirs: str, expected: str) -> None:
    assert "".join(merge_items(base, ours, theirs)) == expected


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "reason"),
    [
        pytest.param(["a", "b"], ["a"], ["b"], "nothing would be left", id="each removes the other half"),
        pytest.param([], ["a"], ["b"], "lists nothing", id="no common list"),
        pytest.param(["a"], [], ["a", "b"], "lists nothing", id="emptied against added"),
        pytest.param(["*"], ["a", "b"], ["*", "c"], "lists everything", id="everything narrowed"),
        pytest.param("abc", "abx", "aby", "replaced c", id="one item replaced in two ways"),
        pytest.param(["B(x)"], ["B(y)"], ["B(z)"], "changed B", id="one grant changed in two ways"),
        pytest.param(["B", "a"], ["a"], ["B(x)", "a"], "changed B", id="removed against narrowed"),
        pytest.param(["a"], ["a", "B(x)"], ["a", "B(y)"], "changed B", id="one tool granted in two ways"),
    ],
)
def test_edits_that_do_not_fit_together_are_refused(
    base: list[str], ours: list[str], theirs: list[str], reason: str
) -> None:
    for sides in ((ours, theirs), (theirs, ours)):
        with pytest.raises(Unmergeable, match=reason):
            merge_items(base, *sides)


def test_both_sides_may_add_grants_to_one_tool() -> None:
    assert merge_items(["B(x)"], ["B(x)", "B(y)"], ["B(x)", "B(z)"]) == ("B(x)", "B(y)", "B(z)")


BASE = "tools: Read, Grep, Bash(git log *)"
THEIRS = "tools: Read, Grep, Bash(git log *), mcp__db__query"

STYLES = {
    "a comma string": (
        "tools: Read,Bash(git log *) ,Grep,Edit",
        "tools: Read,Bash(git log *),mcp__db__query ,Grep,Edit",
    ),
    "a quoted comma string": (
        'tools: "Read, Grep, Edit, Bash(git log *)"  # all',
        'tools: "Read, Grep, Edit, Bash(git log *), mcp__db__query"  # all',
    ),
    "a flow list": (
        "tools: [ 'Edit', 'Grep', 'Read', 'Bash(git log *)' ]",
        "tools: [ 'Edit', 'Grep', 'Read', 'Bash(git log *)', 'mcp__db__query' ]",
    ),
    "a flow list over lines": (
        "tools: [\n  Read, Grep,\n  Bash(git log *),\n  Edit,\n]",
        "tools: [\n  Read, Grep,\n  Bash(git log *),\n  Edit, mcp__db__query,\n]",
    ),
    "a block list": (
        "tools:\n- Edit\n- Read\n- Grep\n- Bash(git log *)",
        "tools:\n- Edit\n- Read\n- Grep\n- Bash(git log *)\n- mcp__db__query",
    ),
    "an indented block list with quotes": (
        'tools:\n    - "Read"\n    - "Grep"\n    - "Bash(git log *)"\n    - "Edit"',
        'tools:\n    - "Read"\n    - "Grep"\n    - "Bash(git log *)"\n    - "Edit"\n    - "mcp__db__query"',
    ),
}


@pytest.mark.parametrize(("ours", "expected"), STYLES.values(), ids=STYLES)
def test_new_items_are_written_in_the_style_of_ours(ours: str, expected: str) -> None:
    merged = merge(*(f"---\nname: a\n{tools}\n---\n".encode() for tools in (BASE, ours, THEIRS)))
    assert merged.clean
    assert merged.text.decode() == f"---\nname: a\n{expected}\n---\n"


@pytest.mark.parametrize(
    ("ours", "expected"),
    [
        ("tools: Edit, Read, Grep, Bash", "tools: Edit, Read, Grep"),
        ("tools: Bash, Edit, Read, Grep", "tools: Edit, Read, Grep"),
        ("tools: [Bash, Read, Edit, Grep]", "tools: [Read, Edit, Grep]"),
        ("tools:\n  - Bash\n  - Read\n  - Grep\n  - Edit", "tools:\n  - Read\n  - Grep\n  - Edit"),
        ("tools:\n  - Read\n  - Grep\n  - Edit\n  - Bash", "tools:\n  - Read\n  - Grep\n  - Edit"),
    ],
)
def test_a_removed_item_takes_its_separator_along(ours: str, expected: str) -> None:
    sides = ("tools: Read, Grep, Bash", ours, "tools: Read, Grep")
    merged = merge(*(f"---\nname: a\n{tools}\n---\n".encode() for tools in sides))
    assert merged.text.decode() == f"---\nname: a\n{expected}\n---\n"


@pytest.mark.parametrize(
    "ours",
    [
        pytest.param("tools:\n  - Read\n  # needed\n  - Grep\n  - Edit", id="comments between items"),
        pytest.param('tools: "Read, Grep, Ed\\x69t"', id="escapes"),
        pytest.param("tools: Read,\n  Grep, Edit", id="text over several lines"),
    ],
)
def test_a_layout_that_is_not_understood_is_a_conflict(ours: str) -> None:
    sides = ("tools: Read, Grep", ours, "tools: Read, Grep, Bash")
    merged = merge(*(f"---\nname: a\n{tools}\n---\n".encode() for tools in sides))
    assert [conflict.subject for conflict in merged.conflicts] == ["tools"]
