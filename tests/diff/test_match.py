"""Which unit became which, and which of them moved."""

from __future__ import annotations

import pytest

from agentreg.diff.match import match_outlines
from agentreg.diff.units import outline, without_number
from agentreg.formats.read import read_definition


def matched(before: str, after: str) -> tuple[list[str], list[str]]:
    """Pairs as `text of before = text of after`, and the texts of those that moved."""
    one, other = (outline(read_definition(text.encode(), "x.md")) for text in (before, after))
    matching = match_outlines(one, other)
    texts = [[unit.text for unit in side.units] for side in (one, other)]
    pairs = [f"{texts[0][pair.before]} = {texts[1][pair.after]}" for pair in matching.pairs]
    return pairs, [texts[0][pair.before] for pair in matching.pairs if pair.moved]


A, B, C = "- Read the whole file first.\n", "- Keep the notes short.\n", "- Send the report at noon.\n"


def test_what_stayed_is_matched_and_did_not_move() -> None:
    pairs, moved = matched(A + B + C, A + C)
    assert len(pairs) == 2
    assert moved == []


def test_of_two_swapped_items_one_moved() -> None:
    pairs, moved = matched(A + B, B + A)
    assert len(pairs) == 2
    assert len(moved) == 1


def test_an_item_that_went_to_another_section_moved() -> None:
    before = f"# One\n\n{A}{B}\n# Two\n\n{C}"
    after = f"# One\n\n{A}\n# Two\n\n{C}{B}"
    assert matched(before, after)[1] == ["Keep the notes short."]


def test_a_heading_above_an_item_does_not_move_it() -> None:
    assert matched(f"# One\n\n{A}{B}", f"# One\n\n{A}\n# Two\n\n{B}")[1] == []


def test_a_section_takes_its_units_along() -> None:
    one, two, three = f"# One\n\n{A}\n", f"# Two\n\n{B}\n", f"# Three\n\n{C}\n"
    outlines = [
        outline(read_definition(text.encode(), "x.md")) for text in (one + two + three, three + one + two)
    ]
    matching = match_outlines(*outlines)
    assert matching.moved_sections == {2}
    assert not any(pair.moved for pair in matching.pairs)


def test_a_section_that_crossed_untitled_texts_moved_and_they_did_not() -> None:
    before, after = f"# One\n\n{A}\nFirst.\n\n{B}{C}", f"First.\n\n{B}{C}\n# One\n\n{A}"
    for sides in ((before, after), (after, before)):
        outlines = [outline(read_definition(text.encode(), "x.md")) for text in sides]
        matching = match_outlines(*outlines)
        assert matching.moved_sections == {0}
        assert not any(pair.moved for pair in matching.pairs)


def test_a_text_that_became_a_title_across_a_section_is_still_matched() -> None:
    one = "Read the whole file first.\n\nKeep it.\n\n# One\n"
    other = "# One\n\nRead the whole file first.\n\nKeep it.\n---\n"
    for sides in ((one, other), (other, one)):
        pairs, moved = matched(*sides)
        assert "Keep it. = Keep it." in pairs
        assert moved == []


def test_a_section_is_known_by_its_content_under_another_title() -> None:
    before, after = f"# One\n\n{A}{B}\n# Two\n\n{C}", f"# Something else\n\n{A}{B}\n# Two\n\n{C}"
    assert "One = Something else" in matched(before, after)[0]


REWORDED = [
    "Sort the parcels by country and weigh every one of them before noon.",
    "Sorting: parcels by country, weighing each of them with the calibrated scale",
]


def test_a_section_in_other_words_under_another_title_is_matched_at_its_level_only() -> None:
    before, after = f"# One\n\n{REWORDED[0]}\n\n# Two\n", f"# Mail room\n\n{REWORDED[1]}\n\n# Two\n"
    assert "One = Mail room" in matched(before, after)[0]
    assert "One = Mail room" not in matched(before, after.replace("# Mail", "## Mail"))[0]


def test_a_text_in_other_words_alone_between_its_neighbours_is_matched() -> None:
    before, after = (f"# One\n\n{A}\n{text}\n\n{B}" for text in REWORDED)
    assert " = ".join(REWORDED) in matched(before, after)[0]
    assert not any(
        "Sort" in pair for pair in matched(before, f"# One\n\n{A}\n```\n{REWORDED[1]}\n```\n\n{B}")[0]
    )


def test_a_section_of_few_words_is_not_known_by_them() -> None:
    assert (
        "One = Mail room"
        not in matched("# One\n\nSort parcels.\n", "# Mail room\n\nSort parcels by rail.\n")[0]
    )


def test_a_section_is_known_by_its_subsections_under_another_title() -> None:
    parts = "".join(f"## {name}\n\n{text}\n" for name, text in (("A", A), ("B", B), ("C", C)))
    assert "Mail clerk = Parcel desk" in matched(f"# Mail clerk\n\n{parts}", f"# Parcel desk\n\n{parts}")[0]


def test_a_section_is_not_known_by_the_smaller_part_of_its_subsections() -> None:
    parts = [f"## {name}\n\n{text}\n" for name, text in (("A", A), ("B", B), ("C", C))]
    before = f"# Mail clerk\n\n{''.join(parts)}# End\n"
    after = f"# Parcel desk\n\n{parts[0]}# End\n"
    assert "Mail clerk = Parcel desk" not in matched(before, after)[0]


def test_a_short_text_elsewhere_is_another_text() -> None:
    before, after = f"# One\n\nNote\n\n{A}\n# Two\n\n{B}", f"# One\n\n{A}\n# Two\n\n{B}\nNote\n"
    assert "Note = Note" not in matched(before, after)[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. Analyse", "Analyse"),
        ("2.3) Plan", "Plan"),
        ("Step 3: Build", "Step Build"),
        ("Phase 2 - Test", "Phase Test"),
        ("PHASE 2 — Test", "PHASE Test"),
        ("3 rules", "3 rules"),
        ("2026 roadmap", "2026 roadmap"),
        ("Stepwise 3: x", "Stepwise 3: x"),
    ],
)
def test_a_number_that_follows_from_the_place_is_left_out(text: str, expected: str) -> None:
    assert without_number(text) == expected
