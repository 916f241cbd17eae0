from __future__ import annotations

import pytest

from agentreg.formats.labels import read_label, short_title


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("1. A", (1, "A")),
        ("2) A", (2, "A")),
        ("3 - A", (3, "A")),
        ("4.5 A", (4, "A")),
        ("4.5. A", (4, "A")),
        ("Step 4: A", (4, "A")),
        ("PHASE IV — A", (4, "A")),
        ("Stage b) A", (2, "A")),
        ("Step 5", (5, "")),
        ("第十步", (10, "")),
        ("阶段 2\uff1aA", (2, "A")),
        ("Steps to take", None),
        ("2024 plan", None),
        ("A", None),
    ],
)
def test_labels_are_read_in_words_and_numerals(title: str, expected: tuple[int, str] | None) -> None:
    assert read_label(title) == expected


@pytest.mark.parametrize(
    ("written", "said", "title"),
    [
        ("**Analyse**: the code", "Analyse: the code", "Analyse"),
        ("**1. Analyse:** the code", "Analyse: the code", "Analyse"),
        ("the code", "the code", "the code"),
        ("a " * 40, "a " * 40, "a " * 29 + "a …"),
    ],
)
def test_a_step_is_called_by_its_bold_label_or_its_first_words(written: str, said: str, title: str) -> None:
    assert short_title(written, said) == title
