import pytest

from agentreg.merge.entries import Header, read_header
from agentreg.merge.fields import MergedFields, merge_fields
from agentreg.merge.gate import (
    objection_to_fields,
    objection_to_lines,
    objection_to_repeats,
    objection_to_returns,
    objection_to_structure,
)

BASE = "---\nname: a\nmodel: b\n---\nOne.\nTwo.\n"
OURS = BASE.replace("model: b", "model: c")
THEIRS = BASE.replace("name: a", "name: d")
RESULT = OURS.replace("name: a", "name: d")


def header(text: str) -> Header:
    found = read_header(text)
    assert found is not None
    return found


def decided(theirs: str = THEIRS) -> MergedFields:
    return merge_fields(header(BASE).block, header(OURS).block, header(theirs).block)


@pytest.mark.parametrize(
    ("text", "objection"),
    [
        pytest.param(RESULT, "", id="as decided"),
        pytest.param(OURS, "`name` would not read as decided", id="a field of one side is missing"),
        pytest.param(
            RESULT.replace("model: c\n", ""), "`model` would not read as decided", id="a field is lost"
        ),
        pytest.param(
            RESULT.replace("---\nOne", "color: red\n---\nOne"), "`color` would not", id="one too many"
        ),
        pytest.param(RESULT.replace("---\nOne", "name: d\n---\nOne"), "could not be read", id="a key twice"),
        pytest.param(RESULT.replace("model: c", "model: c: x"), "harder to read", id="no YAML any more"),
    ],
)
def test_fields_must_read_as_decided(text: str, objection: str) -> None:
    found = objection_to_fields(text, (header(OURS), header(THEIRS)), decided())
    assert objection in found
    assert bool(found) == bool(objection)


def test_fields_that_clash_may_say_anything() -> None:
    rival = BASE.replace("model: b", "model: x")
    for text in (OURS, rival, BASE.replace("model: b\n", "")):
        assert objection_to_fields(text, (header(OURS), header(rival)), decided(rival)) == ""


@pytest.mark.parametrize(
    ("text", "objection"),
    [
        (RESULT, ""),
        (RESULT.replace("Two.\n", ""), "a line that both sides kept would be lost: 'Two.'"),
        (RESULT.replace("One.\nTwo.", "Two.\nOne."), ""),
    ],
)
def test_lines_that_both_sides_kept_must_be_there(text: str, objection: str) -> None:
    assert objection_to_lines(text, BASE, (OURS, THEIRS)) == objection


def test_a_line_that_stood_more_than_once_may_be_gone() -> None:
    assert objection_to_lines("b\n", "a\nb\na\n", ("b\na\n", "a\nb\n")) == ""


@pytest.mark.parametrize(
    ("sides", "text", "objects"),
    [
        ((OURS, THEIRS), RESULT, False),
        ((OURS, THEIRS), RESULT.replace("model: c", "model: c: x"), True),
        ((OURS, "no fields\n"), "no fields\n", False),
        ((OURS, THEIRS), "no fields\n", True),
    ],
)
def test_a_result_must_not_be_harder_to_read_than_both_sides(
    sides: tuple[str, str], text: str, objects: bool
) -> None:
    assert bool(objection_to_structure(text, sides)) == objects


@pytest.mark.parametrize(
    ("text", "objects"),
    [
        ("## Lamps\n\nCold.\n", False),
        ("## Lamps\n\nCold.\n\n## Lamps\n\nHot.\n", True),
        ("- Carry a lamp\n- Carry a lamp\n", True),
        ("1. Carry a lamp\n2. Carry a lamp\n", True),
        ("- Yes\n- Yes\n", False),
        ("```\nCarry a lamp\nCarry a lamp\n```\n", False),
    ],
)
def test_a_telling_line_stands_no_more_often_than_on_a_side(text: str, objects: bool) -> None:
    sides = ("## Lamps\n- Carry a lamp\n", "- Carry a lamp\n")
    assert bool(objection_to_repeats(text, sides)) is objects


@pytest.mark.parametrize(
    ("text", "objects"),
    [
        ("- Keep the notes.\n    - Ask the owner.\n", True),
        ("- Keep the notes.\n7. Ask the owner.\n", False),
        ("- Keep the notes.\n- Ask their owner.\n", False),
        ("- Keep the notes.\n- yes\n", False),
    ],
)
def test_what_one_side_deleted_does_not_come_back_in_another_form(text: str, objects: bool) -> None:
    base = "- Keep the notes.\n- Ask the owner.\n- yes\n"
    assert bool(objection_to_returns(text, base, (text, "- Keep the notes.\n"))) is objects
