import pytest

from agentreg.merge.engine import merge
from agentreg.merge.form import Form, merged_form, read_content, write_content

TEXT = b"---\nname: a\n---\n\nOne.\nTwo.\nThree.\n"
THEIRS = TEXT.replace(b"Three", b"Four")


FILES = [
    *(b"", b"a", b"a\n", b"\n", b"\r\n", b"a\r\nb\r\n", b"a\r\nb", b"a\r\nb\nc\r\n", b"x\r\ny\nz"),
    *(b"\xef\xbb\xbf", b"\xef\xbb\xbfa\n", b"a\r", b"a\r\r\n", b"a\nb\r\n\r", b"\xff\xfe\r\n"),
]


@pytest.mark.parametrize("data", FILES)
def test_a_content_written_back_is_the_file(data: bytes) -> None:
    content = read_content(data)
    assert write_content(content.text, content.form, content).encode("utf-8", "surrogateescape") == data


def test_content_is_free_of_form() -> None:
    plain = read_content(b"a\nb\n")
    for data in (b"a\r\nb\r\n", b"\xef\xbb\xbfa\nb", b"a\r\nb"):
        assert read_content(data).text == plain.text


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"),
    [
        (Form(False, True), Form(False, True), Form(True, True), Form(True, True)),
        (Form(False, True), Form(True, True), Form(False, True), Form(True, True)),
        (Form(True, True), Form(False, True), Form(True, False), Form(False, False)),
    ],
)
def test_the_side_that_changed_the_form_decides(base: Form, ours: Form, theirs: Form, expected: Form) -> None:
    assert merged_form(base, ours, theirs) == expected


def crlf(data: bytes) -> bytes:
    return data.replace(b"\n", b"\r\n")


def test_new_line_ends_are_no_edit() -> None:
    assert merge(TEXT, crlf(TEXT), THEIRS).text == crlf(THEIRS)


def test_line_ends_of_theirs_are_not_taken_over_and_that_is_said() -> None:
    merged = merge(TEXT, TEXT.replace(b"One", b"Zero"), crlf(THEIRS))
    assert merged.text == THEIRS.replace(b"One", b"Zero")
    assert merged.decisions[-1].subject == "line ends"


def test_mixed_line_ends_stay_where_they_are() -> None:
    ours = TEXT.replace(b"One.\n", b"Uno.\r\n")
    assert merge(TEXT, ours, THEIRS).text == ours.replace(b"Three", b"Four")


def test_a_missing_final_newline_is_no_edit_of_the_last_line() -> None:
    base = TEXT.removesuffix(b"\n")
    ours = base + b"\n\nFour.\n"
    theirs = base.replace(b"Two", b"2")
    assert merge(base, ours, theirs).text == ours.replace(b"Two", b"2")
    assert merge(base, ours.removesuffix(b"\n"), theirs).text == ours.removesuffix(b"\n").replace(
        b"Two", b"2"
    )


def test_conflict_markers_have_the_line_ends_of_ours() -> None:
    merged = merge(crlf(TEXT), crlf(TEXT.replace(b"Two", b"2")), THEIRS.replace(b"Two", b"Zwei"))
    assert merged.text.count(b"\n") == merged.text.count(b"\r\n")
    assert b"\r\n<<<<<<< ours: opening text\r\n2.\r\n" in merged.text
