import pytest

from agentreg.merge.markers import marker_size, write_parts
from agentreg.merge.values import Clash, Labels
from support.conflicts import read_parts

CLASH = Clash(
    "model",
    "both sides changed it differently",
    base="model: sonnet\n",
    ours="model: opus\n",
    theirs="model: haiku\n",
)
WRITTEN = """\
<<<<<<< ours: model
model: opus
||||||| base: both sides changed it differently
model: sonnet
=======
model: haiku
>>>>>>> theirs: model
"""


def test_a_clash_is_written_as_git_writes_it_with_its_subject_in_the_labels() -> None:
    assert write_parts(["---\n", CLASH, "---\n"], size=7, labels=Labels()) == f"---\n{WRITTEN}---\n"


def test_labels_are_the_callers() -> None:
    first = write_parts([CLASH], size=7, labels=Labels("v1", "mine", "v2")).splitlines()[0]
    assert first == "<<<<<<< mine: model"


def test_what_was_written_is_read_back() -> None:
    assert read_parts(f"---\n{WRITTEN}---\n", size=7) == ("---\n", CLASH, "---\n")


@pytest.mark.parametrize(
    ("text", "size"),
    [
        pytest.param("", 7, id="nothing"),
        pytest.param("a << b\n<<< c\n", 7, id="short runs"),
        pytest.param("Title\n=======\n", 8, id="a Setext heading"),
        pytest.param("Title\n===============\n", 16, id="a long Setext heading"),
        pytest.param(">>>>>>>>> theirs\r\n", 10, id="a committed marker with CRLF"),
        pytest.param("=========x\n", 7, id="no marker without a space or line end after it"),
        pytest.param("|||||||", 8, id="without a final newline"),
        pytest.param("\ufeff<<<<<<< a\n", 8, id="behind a byte order mark"),
    ],
)
def test_markers_are_longer_than_any_run_that_looks_like_one(text: str, size: int) -> None:
    assert marker_size("other\n", text) == size


@pytest.mark.parametrize(
    "text",
    [
        "<<<<<<< ours\na\n",
        "=======\nb\n>>>>>>> theirs\n",
        "<<<<<<< ours\na\n>>>>>>> theirs\n",
        "<<<<<<<< ours\na\n========\nb\n>>>>>>>> theirs\n",
        "<<<<<<< ours\na\n||||||| x\n||||||| y\n=======\n>>>>>>> theirs\n",
    ],
)
def test_marks_that_make_no_whole_conflict_are_text(text: str) -> None:
    assert read_parts(text, size=7) == (text,)


def test_a_conflict_without_its_base_is_read() -> None:
    text = "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> topic\n"
    assert read_parts(text, size=7) == (Clash("", "", base="", ours="a\n", theirs="b\n"),)


def test_a_conflict_after_a_broken_one_is_read() -> None:
    assert read_parts(f"<<<<<<< ours\na\n{WRITTEN}", size=7) == ("<<<<<<< ours\na\n", CLASH)


def test_marker_lines_may_end_in_crlf() -> None:
    (clash,) = read_parts(WRITTEN.replace("\n", "\r\n"), size=7)
    assert clash == Clash("model", CLASH.reason, "model: sonnet\r\n", "model: opus\r\n", "model: haiku\r\n")


def test_a_subject_never_breaks_the_marker_line() -> None:
    odd = CLASH._replace(subject="a\nb")
    assert read_parts(write_parts([odd], size=7, labels=Labels()), size=7) == (CLASH._replace(subject="a b"),)


def test_a_part_that_does_not_end_its_line_breaks_no_marker() -> None:
    torn = Clash("model", "", base="model: sonnet", ours="model: opus\u2028", theirs="model: haiku\r")
    assert read_parts(write_parts(["---", torn], size=7, labels=Labels()), size=7) == (
        "---\n",
        Clash("model", "", base="model: sonnet\n", ours="model: opus\u2028\n", theirs="model: haiku\r\n"),
    )


def test_a_label_with_a_colon_does_not_hide_the_subject() -> None:
    labels = Labels("v1", "mine: best", "v2")
    assert read_parts(write_parts([CLASH], size=7, labels=labels), size=7) == (CLASH,)
