from __future__ import annotations

import pytest

from agentreg.config.values import VariantConfig
from agentreg.variants.drift import Drift
from agentreg.variants.manifest import Variant
from agentreg.variants.owned import idle_names
from agentreg.variants.standing import Base, Standing


def fields(*names: str) -> bytes:
    return ("---\n" + "".join(f"{name}: x\n" for name in names) + "---\nbody: x\n").encode()


def standing(file: bytes | None, base: bytes, newest: bytes | None) -> Standing:
    variant = Variant(VariantConfig("agents/a.md", "team/a", owned=("model", "rules", "colour")), None)
    latest = None if newest is None else Base(newest, "agents/a.md", "", "../team", "d" * 40, "e" * 40)
    return Standing(variant, Drift.BEHIND, base, latest, file)


@pytest.mark.parametrize(
    ("file", "base", "newest", "idle"),
    [
        (fields("name"), fields("name"), fields("name"), ("model", "rules", "colour")),
        (fields("model"), fields("rules"), fields("colour"), ()),
        (fields("name", "model"), fields("name"), fields("name"), ("rules", "colour")),
        pytest.param(b"x\n", b"x\n", b"x\n", ("model", "rules", "colour"), id="no fields at all"),
        pytest.param(None, fields("name"), fields("name"), (), id="a file that is not there"),
        pytest.param(fields("name"), fields("name"), None, (), id="a base that is gone"),
        pytest.param(b"---\n- a\n---\n", fields("name"), fields("name"), (), id="fields that are unreadable"),
    ],
)
def test_owned_names_that_nobody_has_are_found(
    file: bytes | None, base: bytes, newest: bytes | None, idle: tuple[str, ...]
) -> None:
    assert idle_names(standing(file, base, newest)) == idle
