from __future__ import annotations

import pytest

from support.walks import Walk


@pytest.mark.parametrize("seed", range(1000, 1003))
def test_the_laws_of_a_sync_hold_whatever_happened_before(seed, tmp_path):
    Walk(tmp_path, seed).go(15)
