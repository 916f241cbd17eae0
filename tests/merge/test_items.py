import pytest

from agentreg.merge.items import Line, Link, Numbering, read_lines, renumbered


def write_lines(lines: list[Line]) -> str:
    return "".join(line.raw for line in renumbered(lines, Numbering()))


@pytest.mark.parametrize(
    "text",
    [
        "1. a\n2. b\n\n3. c\n",
        "1. a\n1. b\n",
        "007. a\n",
        "2026. A year\nand more\n",
        "* a\n\t- b\n  + c\n1) d\n",
        "```\n1. a\n1. b\n```\n3. c\n",
        "~~~\n```\n1. a\n~~~\n- b",
        "-\n- \n-x\n--- \n",
        "9. nine\n10. ten\n   1. inner\n11. eleven\n",
    ],
)
def test_lines_written_back_are_the_text(text: str) -> None:
    assert write_lines(read_lines(text)) == text


def test_items_that_differ_in_form_alone_say_the_same() -> None:
    said = [line.says for line in read_lines("- a\n* a\n    + a  \n1. a\n")]
    assert said[0] == said[1] == said[2] != said[3]


def test_what_stands_in_a_fence_is_no_item() -> None:
    assert [line.shape is not None for line in read_lines("- a\n```\n- b\n```\n- c\n")] == [
        True,
        False,
        False,
        False,
        True,
    ]


def test_numbers_that_follow_are_derived() -> None:
    lines = read_lines("1. a\n2. b\n2. c\n\n5. d\n6. e\n\nMore:\n7. f\n8. g\n")
    assert [(line.link, line.first) for line in lines if line.shape] == [
        (Link.FIRST, 1),
        (Link.NEXT, 1),
        (Link.WRITTEN, 2),
        (Link.WRITTEN, 5),
        (Link.NEXT, 5),
        (Link.RESUMED, 7),
        (Link.NEXT, 7),
    ]


@pytest.mark.parametrize(
    ("text", "without", "expected"),
    [
        ("1. a\n2. b\n3. c\n", 1, "1. a\n2. c\n"),
        ("1. a\n2. b\n3. c\n", 0, "1. b\n2. c\n"),
        ("4. a\n5. b\n6. c\n", 0, "4. b\n5. c\n"),
        ("1. a\n\n# More\n1. b\n2. c\n", 3, "1. a\n\n# More\n1. c\n"),
        ("1. a\n2. b\n\nMore:\n3. c\n", 1, "1. a\n\nMore:\n2. c\n"),
        ("1) a\n   1) x\n   2) y\n   3) z\n2) b\n", 2, "1) a\n   1) x\n   2) z\n2) b\n"),
        ("1. a\n- x\n2. b\n", 1, "1. a\n2. b\n"),
        ("1. a\n1. b\n1. c\n", 1, "1. a\n1. c\n"),
    ],
)
def test_derived_numbers_close_up(text: str, without: int, expected: str) -> None:
    lines = read_lines(text)
    del lines[without]
    assert write_lines(lines) == expected
