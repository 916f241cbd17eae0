"""What a page does not show: what it says, where it stands, and that looking for it is quick."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as some

from agentreg.formats.unrendered import Unrendered, find_unrendered
from agentreg.model.document import Span

PIECES = (
    "<!--",
    "-->",
    "<div hidden>",
    "</div>",
    "`",
    "```\n",
    "\n",
    "\n\n",
    "- ",
    "> ",
    "[a]: x ",
    '"',
    "é",
    "a b",
)
SLOW = ('[a]: x "\n', "<!--", '<a "', "<span hidden>", "> ", "[", "<?", "1. ", "[a]: x (")


def _found(text: str) -> list[Unrendered]:
    return find_unrendered(text, Span(0, len(text)))


def test_an_element_says_what_stands_between_its_tags_and_comments() -> None:
    text = "é <b hidden>one <i>two</i><!-- three --> <b>four</b></b> five"
    element, comment = _found(text)
    assert (comment.said, comment.span.of(text)) == ((" three ",), "<!-- three -->")
    assert element.said[0].split() == ["one", "two", "four"]
    assert element.span.of(text) == text[2:-5]


def test_a_definition_says_its_label_its_target_and_its_title() -> None:
    text = "Text.\r\n\r\n  - [one]: <two>\r\n    'three'\r\n"
    (found,) = _found(text)
    assert found == ("link definition", Span(13, 38), ("one", "two", "three"))


@given(some.lists(some.sampled_from(PIECES)).map("".join))
def test_what_is_found_lies_in_the_text_and_is_not_empty(text: str) -> None:
    assert all(0 <= one.span.start < one.span.end <= len(text) for one in _found(text))


@pytest.mark.parametrize("piece", SLOW)
def test_it_takes_time_in_proportion_to_the_text(piece: str) -> None:
    started = process_time()
    _found(piece * (200_000 // len(piece)))
    assert process_time() - started < 5
