from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentreg.variants.drift import Drift, drift, overlay_drift
from agentreg.variants.lock import fingerprint

OLD, NEW, OWN = b"old\n", b"new\n", b"own\n"


@pytest.mark.parametrize(
    ("base", "latest", "file", "expected"),
    [
        (OLD, OLD, OLD, Drift.CURRENT),
        (OLD, OLD, b"old\r\n", Drift.CURRENT),
        (OLD, b"old\r\n", OLD, Drift.CURRENT),
        (OLD, NEW, OLD, Drift.BEHIND),
        (OLD, NEW, NEW, Drift.BEHIND),
        (OLD, OLD, OWN, Drift.MODIFIED),
        (OLD, NEW, OWN, Drift.DIVERGED),
        (OLD, NEW, None, Drift.MISSING),
        (None, NEW, None, Drift.MISSING),
        (None, NEW, OWN, Drift.UNREADABLE),
        (None, None, OWN, Drift.UNREADABLE),
        (OLD, None, OLD, Drift.ORPHANED),
        (OLD, None, OWN, Drift.ORPHANED),
    ],
)
def test_drift_follows_from_the_three_texts(
    base: bytes | None, latest: bytes | None, file: bytes | None, expected: Drift
) -> None:
    assert drift(base=base, latest=latest, file=file) is expected


@pytest.mark.parametrize(
    ("base", "latest", "file", "expected"),
    [
        (OLD, OLD, OLD, Drift.RENAMED),
        (OLD, NEW, OWN, Drift.RENAMED),
        (OLD, NEW, None, Drift.MISSING),
        (OLD, None, OLD, Drift.ORPHANED),
        (None, NEW, OLD, Drift.UNREADABLE),
    ],
)
def test_a_new_name_of_the_base_counts_for_more_than_its_news(
    base: bytes | None, latest: bytes | None, file: bytes | None, expected: Drift
) -> None:
    assert drift(base=base, latest=latest, file=file, renamed="team/b") is expected


@given(st.binary(), st.binary())
def test_taking_the_latest_text_and_locking_it_makes_a_variant_current(base: bytes, file: bytes) -> None:
    assert drift(base=base, latest=base, file=base) is Drift.CURRENT
    assert drift(base=base, latest=base, file=file) in (Drift.CURRENT, Drift.MODIFIED)


@pytest.mark.parametrize(
    ("file", "settled", "expected"),
    [
        (NEW, True, Drift.CURRENT),
        (b"new\r\n", True, Drift.CURRENT),
        (NEW, False, Drift.BEHIND),
        (OLD, False, Drift.BEHIND),
        (b"old\r\n", False, Drift.BEHIND),
        (OWN, False, Drift.DIVERGED),
        (OWN, True, Drift.DIVERGED),
        (None, True, Drift.MISSING),
    ],
)
def test_what_an_overlay_made_is_compared_with_what_it_makes_now(
    file: bytes | None, settled: bool, expected: Drift
) -> None:
    found = overlay_drift(rendering=NEW, file=file, written=fingerprint(OLD), settled=settled)
    assert found is expected
