import pytest

from agentreg.merge.entries import Header, read_header
from agentreg.model.fields import Step

TEXT = """\
---
# who
name: a

tools:
  - Read
  # why
  - Bash
model: b  # fast

# the end
---

Body.
"""


def joined(header: Header) -> str:
    fields = "".join(entry.lead + entry.text for entry in header.block.entries.values())
    return header.opening + fields + header.block.tail + header.closing + header.body


@pytest.mark.parametrize(
    ("text", "step"),
    [
        (TEXT, Step.STRICT),
        ("---\n---\n", Step.STRICT),
        ("---\n# only a comment\n---\nx\n", Step.STRICT),
        ("---  \nname: a\n--- \nx", Step.STRICT),
        ("---\ndescription: Use: it\nname: a\n---\n", Step.REQUOTED),
        ("---\ndescription: Use: it\nand more\n\nname: a\n---\n", Step.LINEWISE),
        ("---\nname: a\n---", Step.STRICT),
    ],
)
def test_the_parts_joined_are_the_text(text: str, step: Step) -> None:
    header = read_header(text)
    assert header is not None
    assert joined(header) == text
    assert header.step is step


def test_comments_belong_to_the_field_below_them() -> None:
    header = read_header(TEXT)
    assert header is not None
    assert {key: entry.lead for key, entry in header.block.entries.items()} == {
        "name": "# who\n",
        "tools": "\n",
        "model": "",
    }
    assert header.block.tail == "\n# the end\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("name: a\n", id="no fences"),
        pytest.param("---\nname: a\n", id="an unclosed fence"),
        pytest.param("---\nname: a\nname: b\n---\n", id="a key twice"),
        pytest.param("---\n{name: a, model: b}\n---\n", id="two fields in one line"),
        pytest.param("---\nname: a\u2028model: b\n---\n", id="two fields parted by another line end"),
        pytest.param("---\n- a\n---\n", id="a list"),
        pytest.param("---\n<<<<<<< x\nname: a\n=======\n>>>>>>> y\n---\n", id="conflict markers"),
    ],
)
def test_what_cannot_be_trusted_has_no_header(text: str) -> None:
    assert read_header(text) is None
