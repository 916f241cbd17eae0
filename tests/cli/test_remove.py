from __future__ import annotations

from pathlib import Path

import pytest

from support.cli import run_cli

CONFIG = """\
# ours
[[source]]
name = "one"
location = "../one"

[[source]]
name = "two"
location = "../two"
"""


@pytest.fixture
def config(house: Path) -> Path:
    path = house / "agentreg.toml"
    path.write_text(CONFIG, encoding="utf-8")
    return path


def test_a_source_is_removed_and_the_rest_stays(config: Path) -> None:
    ran = run_cli("remove", "ONE")
    assert (ran.code, ran.out) == (0, "ONE\n")
    assert config.read_text(encoding="utf-8") == CONFIG[CONFIG.index('[[source]]\nname = "two"') :]


def test_several_are_removed_together_or_none(config: Path) -> None:
    ran = run_cli("remove", "one", "three")
    assert ran.code == 2
    assert "no source 'three'" in ran.err
    assert config.read_text(encoding="utf-8") == CONFIG
    assert run_cli("remove", "one", "two").code == 0
    assert "[[source]]" not in config.read_text(encoding="utf-8")


def test_what_was_removed_is_told_as_json(config: Path) -> None:
    assert run_cli("remove", "--json", "two").data == {"removed": ["two"]}
    assert "two" not in config.read_text(encoding="utf-8")
