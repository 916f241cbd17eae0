from __future__ import annotations

import pytest

from agentreg.report.formats import ENDINGS, Format, render_document
from agentreg.review.values import Review
from support.reviews import full_review

DOCUMENTS = tuple(format_ for format_ in Format if format_ not in (Format.TEXT, Format.JSON))


@pytest.mark.parametrize("format_", DOCUMENTS)
def test_every_document_ends_in_a_line_feed_also_without_agents(format_: Format) -> None:
    for review in (full_review(), Review(())):
        assert render_document(review, format_).endswith("\n")


@pytest.mark.parametrize("format_", [Format.TEXT, Format.JSON])
def test_what_only_a_command_can_write_is_no_document(format_: Format) -> None:
    with pytest.raises(ValueError, match=f"{format_} is no document"):
        render_document(Review(()), format_)


def test_every_format_but_one_has_an_ending() -> None:
    assert set(Format) - set(ENDINGS.values()) == {Format.GITHUB}
