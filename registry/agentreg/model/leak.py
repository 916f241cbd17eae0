"""A secret that another program has found."""

from __future__ import annotations

from agentreg.model.document import Span
from agentreg.records import NamedTuple


class Leak(NamedTuple):
    """A secret.

    Attributes:
        what: What it is, in that program's words.
        span: Where it stands in `Document.text`.
    """

    what: str
    span: Span
