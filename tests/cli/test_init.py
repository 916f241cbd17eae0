from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from agentreg.config.read import parse_config
from agentreg.config.values import RegistryConfig
from support.cli import run_cli


def test_a_registry_starts_with_a_commented_configuration(house: Path) -> None:
    ran = run_cli("init", "team")
    path = house / "team" / "agentreg.toml"
    assert (ran.code, ran.out) == (0, f"{path}\n")
    assert "agentreg add" in ran.err
    assert parse_config(path.read_text(encoding="utf-8"), str(path)) == RegistryConfig("team")


def test_every_example_in_it_is_valid(house: Path) -> None:
    run_cli("init")
    lines = (house / "agentreg.toml").read_text(encoding="utf-8").splitlines()
    examples = "\n".join(line.removeprefix("# ") for line in lines if line.startswith("# [") or " = " in line)
    examples = examples[examples.index("[[source]]") :]
    config = parse_config(examples, "agentreg.toml")
    assert (len(config.sources), len(config.variants), len(config.fleet)) == (1, 1, 3)


@pytest.mark.parametrize("name", ['quo"ted', "back\\slash", "line\nbreak", "Ünïcode"])
def test_any_name_is_written_so_that_it_is_read_back(house: Path, name: str) -> None:
    run_cli("init", "--name", name)
    assert tomllib.loads((house / "agentreg.toml").read_text(encoding="utf-8"))["registry"]["name"] == name


def test_a_configuration_that_is_there_is_never_overwritten(house: Path) -> None:
    (house / "agentreg.toml").write_text("# mine\n", encoding="utf-8")
    ran = run_cli("init")
    assert ran.code == 2
    assert "is there already" in ran.err
    assert (house / "agentreg.toml").read_text(encoding="utf-8") == "# mine\n"


def test_a_project_file_with_our_table_is_a_registry_too(house: Path) -> None:
    (house / "pyproject.toml").write_text('[tool.agentreg.registry]\nname = "x"\n', encoding="utf-8")
    assert run_cli("init").code == 2
    assert not (house / "agentreg.toml").exists()


def test_a_registry_may_start_inside_another(house: Path) -> None:
    run_cli("init")
    assert run_cli("init", "inner").code == 0
    assert (house / "inner" / "agentreg.toml").exists()


def test_the_path_is_told_as_json(house: Path) -> None:
    ran = run_cli("init", "--json")
    assert ran.json["ok"]
    assert ran.data == {"path": str(house / "agentreg.toml")}
