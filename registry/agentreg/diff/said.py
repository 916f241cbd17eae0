"""The sentences of two units that belong together, and that only one of them has."""

from __future__ import annotations

from agentreg.diff.statement_pairs import Place
from agentreg.formats.constraints import BINDING
from agentreg.formats.text import lowered
from agentreg.model.document import Span
from agentreg.model.prompt import BlockKind
from agentreg.records import NamedTuple

# So many sentences of a unit are looked at: a paragraph of a megabyte may hold thousands.
MOST = 50


class Said(NamedTuple):
    """A sentence, in small letters, too, and where it stands."""

    text: str
    plain: str
    span: Span


def may_order(place: Place) -> bool:
    """Whether a unit is one whose sentences may order something."""
    return place.unit.kind in BINDING and place.unit.kind is not BlockKind.HEADING


def differing(one: Place, other: Place) -> tuple[list[Said], list[Said]]:
    """The sentences of two units that only one of them has, up to `MOST` of each."""
    before, after = (
        [Said(text, lowered(text), span) for span in place.sentences for text in [place.said(span)]]
        for place in (one, other)
    )
    same = {said.text for said in before} & {said.text for said in after}
    gone, came = ([said for said in side if said.text not in same] for side in (before, after))
    return gone[:MOST], came[:MOST]
