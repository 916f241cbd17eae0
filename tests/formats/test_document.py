from __future__ import annotations

import pytest

from agentreg.formats.document import opens_frontmatter, parse_document
from agentreg.model.document import LineEnds

SPLITS = {
    "plain": (b"---\nname: a\n---\nbody\n", "name: a\n", "body\n"),
    "windows line ends": (b"---\r\nname: a\r\n---\r\nbody\r\n", "name: a\r\n", "body\r\n"),
    "byte order mark": (b"\xef\xbb\xbf---\nname: a\n---\nbody", "name: a\n", "body"),
    "empty frontmatter": (b"---\n---\nbody", "", "body"),
    "fence with trailing blanks": (b"--- \nname: a\n---\t\nbody", "name: a\n", "body"),
    "closing fence ends the file": (b"---\nname: a\n---", "name: a\n", ""),
    "longer closing row of dashes": (b"---\nname: a\n-------\nbody", "name: a\n", "body"),
    "rule in the body closes nothing": (b"---\na: 1\n---\nx\n\n---\n\ny\n", "a: 1\n", "x\n\n---\n\ny\n"),
    "indented dashes close nothing": (b"---\na: |\n  ---\n---\nx", "a: |\n  ---\n", "x"),
    "no frontmatter": (b"# Title\n", None, "# Title\n"),
    "opening fence of four dashes": (b"----\na: 1\n---\n", None, "----\na: 1\n---\n"),
    "never closed": (b"---\nname: a\n", None, "---\nname: a\n"),
    "after a blank line": (b"\n---\nname: a\n---\n", None, "\n---\nname: a\n---\n"),
    "lone carriage returns end no line": (b"---\rname: a\r---\r", None, "---\rname: a\r---\r"),
    "nothing": (b"", None, ""),
}


@pytest.mark.parametrize(("data", "matter", "body"), SPLITS.values(), ids=SPLITS)
def test_a_file_is_split_where_hosts_split_it(data: bytes, matter: str | None, body: str) -> None:
    document = parse_document(data)
    assert (document.matter.of(document.text) if document.matter else None) == matter
    assert document.body.of(document.text) == body
    assert document.render() == data


def test_the_fence_reaches_from_the_first_dash_to_the_body() -> None:
    document = parse_document(b"\xef\xbb\xbf---\na: 1\n---\nbody")
    assert document.fence is not None
    assert document.fence.of(document.text) == "---\na: 1\n---\n"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"one", LineEnds.NONE),
        (b"a\nb\n", LineEnds.LF),
        (b"a\r\nb\r\n", LineEnds.CRLF),
        (b"a\rb\r", LineEnds.CR),
        (b"a\r\nb\n", LineEnds.MIXED),
        (b"a\r\nb\r", LineEnds.MIXED),
    ],
)
def test_line_ends_are_recognised(data: bytes, expected: LineEnds) -> None:
    assert parse_document(data).line_ends is expected


def test_bytes_that_are_no_utf8_are_kept_and_flagged() -> None:
    document = parse_document(b"---\nname: \xff\n---\n\xc3(")
    assert not document.valid_utf8
    assert document.render() == b"---\nname: \xff\n---\n\xc3("


@pytest.mark.parametrize(("text", "expected"), [("---\nx", True), ("\ufeff---\nx", True), ("--\nx", False)])
def test_an_opening_fence_is_seen_without_its_end(text: str, *, expected: bool) -> None:
    assert opens_frontmatter(text) is expected
