"""The formats of a review: their names, the endings of files that say them, and what writes each."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from agentreg.report.page import Detail

if TYPE_CHECKING:
    from agentreg.review.values import Review


class Format(StrEnum):
    """How a review is written. TEXT and JSON are for the one who runs a command, the others are documents."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"
    SARIF = "sarif"
    GITHUB = "github"
    JUNIT = "junit"
    CODEQUALITY = "codequality"


ENDINGS = {
    ".txt": Format.TEXT,
    ".json": Format.JSON,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".sarif": Format.SARIF,
    ".xml": Format.JUNIT,
    ".codequality.json": Format.CODEQUALITY,
}
"""What the end of a file's name says of its format; the longest that fits counts."""


def render_document(review: Review, format_: Format, detail: Detail = Detail.NORMAL) -> str:
    """A review as a document that is complete by itself and safe where its format is read.

    Args:
        review: What to show.
        format_: Any but TEXT, which is fitted to a terminal (`report.text`), and JSON, which a command puts
            into its envelope (`report.json`).
        detail: How much of it, where the format has a choice.

    Raises:
        ValueError: The format is no document.
    """
    match format_:
        case Format.MARKDOWN:
            if review.verdict:
                from agentreg.report.comment import render_comment

                return render_comment(review, detail)
            from agentreg.report.markdown import render_markdown

            return render_markdown(review, detail)
        case Format.HTML:
            from agentreg.report.review_html import render_html

            return render_html(review)
        case Format.SARIF:
            from agentreg.report.sarif import render_sarif

            return render_sarif(review)
        case Format.GITHUB:
            from agentreg.report.github import render_github

            return render_github(review)
        case Format.JUNIT:
            from agentreg.report.junit import render_junit

            return render_junit(review)
        case Format.CODEQUALITY:
            from agentreg.report.codequality import render_codequality

            return render_codequality(review)
        case _:
            raise ValueError(f"{format_} is no document")
