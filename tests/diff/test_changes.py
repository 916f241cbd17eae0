from __future__ import annotations

import pytest

from agentreg.diff.changes import Change, in_order, mirror
from agentreg.diff.kind_table import KINDS
from agentreg.diff.kinds import Area, Kind
from agentreg.model.document import Span


def test_every_kind_has_exactly_one_row() -> None:
    assert list(KINDS) == list(Kind)


@pytest.mark.parametrize("kind", Kind)
def test_mirrors_are_mutual_and_stay_in_their_area(kind: Kind) -> None:
    mirrored = KINDS[kind].mirror or kind
    assert (KINDS[mirrored].mirror or mirrored) is kind
    assert KINDS[mirrored].area is KINDS[kind].area


def test_every_area_is_used() -> None:
    assert {facts.area for facts in KINDS.values()} == set(Area)


def test_a_mirrored_change_swaps_kind_texts_and_spans() -> None:
    added = Change(Kind.STEP_ADDED, "step 3", "", "Run the tests", None, Span(4, 9))
    assert mirror(added) == Change(Kind.STEP_REMOVED, "step 3", "Run the tests", "", Span(4, 9), None)
    assert mirror(mirror(added)) == added


def test_changes_are_ordered_by_area_then_by_position() -> None:
    late = Change(Kind.STEP_ADDED, "step 9", after_span=Span(90, 95))
    early = Change(Kind.STEP_REMOVED, "step 1", before_span=Span(10, 15))
    routing = Change(Kind.DESCRIPTION_CHANGED, "description", after_span=Span(200, 210))
    assert in_order([late, early, routing]) == (routing, early, late)
