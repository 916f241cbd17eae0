"""The whole merge: fallbacks, conflicts as values, warnings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from agentreg.merge.engine import merge
from agentreg.merge.policies import owned
from agentreg.merge.values import Choice, Clash, Danger, Labels
from support.conflicts import read_parts
from support.shared import ROOT, SHARED, requires_shared

TEXT = "---\nname: a\ndescription: Does a.\ntools: Read, Grep\n---\n\n# Role\n\nYou do a.\n\nDo it well.\n"
CASES = sorted((ROOT / "fixtures" / "merges").iterdir())
SIDES = ("base.md", "ours.md", "theirs.md")


def changed(old: str, new: str, text: str = TEXT) -> bytes:
    assert old in text
    return text.replace(old, new).encode()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_situations_come_out_as_written_down(case: Path) -> None:
    merged = merge(*((case / side).read_bytes() for side in SIDES), path=".claude/agents/x.md")
    assert merged.text.decode() == (case / "expected.md").read_text(encoding="utf-8")


@requires_shared
def test_small_cases_with_a_known_answer_are_never_wrong() -> None:
    assert SHARED is not None
    for case in sorted(path for path in (SHARED / "cases" / "merge").iterdir() if path.is_dir()):
        merged = merge(*((case / side).read_bytes() for side in SIDES))
        verdict = json.loads((case / "case.json").read_text(encoding="utf-8"))["verdict"]
        right = merged.text in [path.read_bytes() for path in case.glob("expected*.md")]
        assert right or not merged.clean, case.name
        assert not merged.clean or verdict != "conflict", case.name


@requires_shared
def test_the_seeds_merge_with_an_edit_of_each_side() -> None:
    assert SHARED is not None
    for seed in sorted((SHARED / "seeds").glob("*.md")):
        base = seed.read_bytes()
        ours = base.replace(b"\n---\n", b"\ncolour: red\n---\n", 1)
        theirs = base + b"\n\nAlways leave the place tidier than you found it.\n"
        merged = merge(base, ours, theirs)
        assert merged.clean, seed.name
        assert merged.text == ours + theirs.removeprefix(base), seed.name


def test_a_conflict_is_a_value_with_its_place_in_the_text() -> None:
    merged = merge(TEXT.encode(), changed("You do a", "You do b"), changed("You do a", "You do c"))
    (conflict,) = merged.conflicts
    assert conflict[:5] == (
        "section Role",
        "both sides changed these lines",
        "You do a.\n",
        "You do b.\n",
        "You do c.\n",
    )
    assert conflict.span.of(merged.text.decode()) == (
        "<<<<<<< ours: section Role\nYou do b.\n||||||| base: both sides changed these lines\nYou do a.\n"
        "=======\nYou do c.\n"
        ">>>>>>> theirs: section Role\n"
    )


def test_a_line_separator_ends_no_line_of_a_conflict() -> None:
    sides = (f"---\nname: a\ndescription: b: {word}\u2028\n---\n".encode() for word in ("c", "d", "e"))
    merged = merge(*sides)
    (conflict,) = merged.conflicts
    assert conflict.ours == "description: b: d\u2028\n"


def test_conflicts_can_be_read_back_from_the_text() -> None:
    sides = (changed("You do a", "You do b"), changed("You do a", "You do c"))
    merged = merge(TEXT.encode(), *sides, labels=Labels("b", "o", "t"))
    clashes = [part for part in read_parts(merged.text.decode(), size=7) if isinstance(part, Clash)]
    assert clashes == [Clash(*conflict[:5]) for conflict in merged.conflicts]


@pytest.mark.parametrize("odd", ["\u2028", "\x85", "\x0c", "\x0b"])
@pytest.mark.parametrize("value", ["b: {}{}", "{}{}", "'{}'{}", "{}{}model: x"])
def test_odd_line_ends_in_a_field_leave_a_conflict_that_can_be_read(odd: str, value: str) -> None:
    sides = [f"---\nname: a\ndescription: {value.format(word, odd)}\n---\nx\n".encode() for word in "cde"]
    merged = merge(*sides)
    read = [part for part in read_parts(merged.text.decode(), size=7) if isinstance(part, Clash)]
    assert read == [Clash(*conflict[:5]) for conflict in merged.conflicts]
    assert len(read) == 1


def test_markers_outgrow_those_that_the_text_holds() -> None:
    heading = "Do it well.\n========\n"
    base = TEXT.replace("Do it well.\n", heading)
    merged = merge(
        base.encode(), changed("You do a", "You do b", base), changed("You do a", "You do c", base)
    )
    assert b"\n<<<<<<<<< ours" in merged.text


@pytest.mark.parametrize(
    ("base", "reason"),
    [
        pytest.param("One.\n\nTwo.\n\nThree.\n", "not every side has fields", id="no frontmatter"),
        pytest.param("---\nname: a\nname: b\n---\nOne.\n\nThree.\n", "not every side", id="a key twice"),
        pytest.param("---\n- a\n- b\n---\nOne.\n\nThree.\n", "not every side has fields", id="no fields"),
    ],
)
def test_what_has_no_fields_to_trust_is_merged_by_line_and_that_is_said(base: str, reason: str) -> None:
    merged = merge(base.encode(), changed("One", "Uno", base), changed("Three", "Tre", base))
    assert merged.text.decode() == base.replace("One", "Uno").replace("Three", "Tre")
    assert merged.decisions[0].choice is Choice.LINES
    assert merged.decisions[0].reason.startswith(reason)


def test_lists_of_a_file_without_frontmatter_merge_by_item() -> None:
    merged = merge(b"1. One\n2. Two\n", b"1. Zero\n2. One\n3. Two\n", b"1. One\n2. Two!\n")
    assert merged.text == b"1. Zero\n2. One\n3. Two!\n"


def test_frontmatter_that_one_side_adds_stands_before_the_edits_of_the_other() -> None:
    base = "One.\n\nTwo.\n"
    merged = merge(base.encode(), b"---\nname: a\n---\n" + base.encode(), changed("Two", "Three", base))
    assert merged.text == b"---\nname: a\n---\nOne.\n\nThree.\n"


def test_a_line_merge_that_would_state_a_key_twice_is_a_conflict_of_the_file() -> None:
    broken = "---\nname: a\nname: a\ntools: x\nmodel: y\neffort: z\n---\nOne.\n"
    mended = changed("name: a\nname: a\n", "name: a\n", broken).decode()
    sides = (
        changed("tools: x\n", "tools: x\ncolor: red\n", mended),
        changed("model: y\n", "model: y\ncolor: blue\n", mended),
    )
    merged = merge(broken.encode(), *sides)
    assert [(conflict.subject, conflict.reason) for conflict in merged.conflicts] == [
        ("file", "its frontmatter would be harder to read than that of either side")
    ]


def test_policies_that_could_not_be_kept_are_warned_of() -> None:
    base = "One.\n\nTwo.\n\nThree.\n"
    merged = merge(
        base.encode(),
        changed("One", "Uno", base),
        changed("Three", "Tre", base),
        policies=owned(("model", "color")),
    )
    assert [warning.danger for warning in merged.warnings] == [Danger.POLICY_NOT_KEPT]
    assert "color, model" in merged.warnings[0].message


def test_equal_inputs_need_no_decision() -> None:
    assert merge(TEXT.encode(), TEXT.encode(), TEXT.encode()) == (TEXT.encode(), (), (), ())


N = 4_000
ITEMS = [f"- Item number {number} of a long list.\n" for number in range(N)]
TOOLS = [f"tool{number}" for number in range(2 * N)]


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    ("base", "ours", "theirs"),
    [
        pytest.param(
            "".join(ITEMS),
            "".join(item.replace("number", "NUMBER") if n % 2 else item for n, item in enumerate(ITEMS)),
            "".join(item.replace("long", "LONG") if n % 2 else item for n, item in enumerate(ITEMS)),
            id="every other line edited twice",
        ),
        pytest.param(
            "a\n" * 30_000,
            "".join(f"b{n}\n" for n in range(30_000)),
            "".join(f"c{n}\n" for n in range(30_000)),
            id="nothing in common",
        ),
        pytest.param(
            "- a\n",
            "- a\n" + "".join(ITEMS),
            "- a\n" + "".join(f"- Another {n}.\n" for n in range(N)),
            id="many items at one place",
        ),
        pytest.param("`" * 100_000, "#" * 100_000 + " a", "- " * 100_000, id="one long line"),
        pytest.param("\n" * 100_000, "\n" * 100_001 + "a", "\n" * 99_999 + "b", id="blank lines"),
        pytest.param(
            "---\n" + "".join(f"k{n}: 0\n" for n in range(N)) + "---\n",
            "---\n" + "".join(f"k{n}: {n % 2}\n" for n in range(N)) + "---\n",
            "---\n" + "".join(f"k{n}: {n % 3}\n" for n in reversed(range(N))) + "---\n",
            id="thousands of fields",
        ),
        pytest.param(
            f"---\ntools: {', '.join(TOOLS)}\n---\na\n",
            f"---\ntools: {', '.join(TOOLS[1:])}, x\n---\nb\n",
            f"---\ntools: y, {', '.join(TOOLS[:-1])}\n---\nc\n",
            id="thousands of tools",
        ),
    ],
)
def test_large_inputs_do_not_take_long(base: str, ours: str, theirs: str) -> None:
    assert not merge(base.encode(), ours.encode(), theirs.encode()).clean
