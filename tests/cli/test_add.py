from __future__ import annotations

import sys
from pathlib import Path

import pytest

from agentreg.config.read import parse_config
from agentreg.config.values import SourceConfig
from support.cli import run_cli
from support.repos import build_repo, bundle, git


@pytest.fixture
def registry(house: Path) -> Path:
    """A registry beside two repositories called `agents` of different owners."""
    for owner in ("ada", "bob"):
        build_repo(house / owner / "agents", [{"a.md": owner}])
    run_cli("init", "registry")
    return house / "registry"


def sources(registry: Path) -> tuple[SourceConfig, ...]:
    path = registry / "agentreg.toml"
    return parse_config(path.read_text(encoding="utf-8"), str(path)).sources


def test_a_repository_is_called_by_its_name_and_stored_relative_to_the_configuration(registry: Path) -> None:
    ran = run_cli("-C", registry, "add", "../ada/agents")
    assert ran.code == 0
    assert ran.out.splitlines() == ["source  location", "agents  ../ada/agents"]
    assert sources(registry) == (SourceConfig("agents", "../ada/agents"),)


def test_a_path_is_relative_to_where_the_program_runs(registry: Path) -> None:
    (registry / "sub").mkdir()
    assert run_cli("-C", registry / "sub", "add", "../../ada/agents").code == 0
    assert sources(registry) == (SourceConfig("agents", "../ada/agents"),)


def test_a_repository_inside_the_registry_is_stored_as_a_plain_path(registry: Path) -> None:
    build_repo(registry / "own", [{"a.md": "1"}])
    run_cli("-C", registry, "add", "own")
    assert sources(registry) == (SourceConfig("own", "./own"),)


def test_an_absolute_path_stays_absolute(registry: Path) -> None:
    place = str(registry.parent / "ada" / "agents")
    run_cli("-C", registry, "add", place)
    assert sources(registry) == (SourceConfig("agents", place),)


def test_two_of_one_name_get_their_owners_before_it(registry: Path) -> None:
    run_cli("-C", registry, "add", "../ada/agents", "../bob/agents")
    assert [source.name for source in sources(registry)] == ["ada-agents", "bob-agents"]


def test_a_name_that_is_taken_gets_its_owner_before_it(registry: Path) -> None:
    run_cli("-C", registry, "add", "../ada/agents")
    run_cli("-C", registry, "add", "../bob/agents")
    assert [source.name for source in sources(registry)] == ["agents", "bob-agents"]


def test_a_bundle_is_called_without_its_owner(registry: Path) -> None:
    bundle(registry.parent / "ada" / "agents", registry / "ada+agents.bundle")
    run_cli("-C", registry, "add", "ada+agents.bundle")
    assert sources(registry) == (SourceConfig("agents", "./ada+agents.bundle"),)


def test_everything_about_a_source_can_be_said(registry: Path) -> None:
    options = ["--name", "x", "--pulls", "--include", "a/**", "--include", "b", "--exclude", "c*"]
    ran = run_cli("-C", registry, "add", "--json", *options, "../ada/agents")
    expected = SourceConfig("x", "../ada/agents", True, ("a/**", "b"), ("c*",))
    assert sources(registry) == (expected,)
    assert ran.data == {
        "added": [
            {
                "name": "x",
                "location": "../ada/agents",
                "pulls": True,
                "include": ["a/**", "b"],
                "exclude": ["c*"],
            }
        ]
    }


# arguments, exit code, part of the message
REFUSED = [
    (["../nowhere"], 3, "does not exist"),
    (["../registry"], 3, "is no Git repository"),
    (["../ada/agents", "../nowhere"], 3, "does not exist"),
    (["../ada/agents", "../ada/../ada/agents"], 2, "is tracked already"),
    (["--name", "a/b", "../ada/agents"], 2, "cannot name a source"),
    (["--name", "x", "../ada/agents", "../bob/agents"], 2, "one LOCATION only"),
    (["ext::sh -c id"], 2, "remote helper"),
    (["https://user:secret@example.com/x"], 2, "credentials"),
    (["--", "--upload-pack=id"], 2, "looks like an option"),
    (["file:///nowhere/at/all"], 3, "git ls-remote failed for file:///nowhere/at/all"),
    ([], 2, "Missing argument"),
]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_to_itself_cannot_be_added(registry: Path) -> None:
    (registry / "loop").symlink_to("loop")
    ran = run_cli("-C", registry, "add", "./loop")
    assert (ran.code, ran.out) == (3, "")
    assert "does not exist" in ran.err


@pytest.mark.parametrize(("arguments", "code", "message"), REFUSED)
def test_what_cannot_be_added_is_said_and_nothing_is(
    registry: Path, arguments: list[str], code: int, message: str
) -> None:
    before = (registry / "agentreg.toml").read_bytes()
    ran = run_cli("-C", registry, "add", *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert message in ran.err
    assert "secret" not in ran.err
    assert (registry / "agentreg.toml").read_bytes() == before


def test_a_repository_with_a_strange_name_gets_a_usable_one(registry: Path) -> None:
    build_repo(registry.parent / "-we ird@name", [{"a.md": "1"}])
    run_cli("-C", registry, "add", "../-we ird@name")
    assert [source.name for source in sources(registry)] == ["we-ird-name"]


def test_a_remote_is_not_looked_at_offline(registry: Path) -> None:
    ran = run_cli("-C", registry, "add", "--offline", "https://example.invalid/owner/agents.git")
    assert ran.code == 0
    assert sources(registry) == (SourceConfig("agents", "https://example.invalid/owner/agents.git"),)


def test_without_a_registry_the_way_to_one_is_told() -> None:
    ran = run_cli("add", "x")
    assert ran.code == 2
    assert "agentreg init" in ran.err


def test_a_project_file_takes_sources_too(registry: Path) -> None:
    project = registry.parent / "project"
    project.mkdir()
    (project / "pyproject.toml").write_bytes(b'[tool.agentreg.registry]\r\nname = "x"\r\n')
    assert run_cli("-C", project, "add", "../ada/agents").code == 0
    assert (project / "pyproject.toml").read_bytes() == (
        b'[tool.agentreg.registry]\r\nname = "x"\r\n\r\n'
        b'[[tool.agentreg.source]]\r\nname = "agents"\r\nlocation = "../ada/agents"\r\n'
    )


def test_a_linked_configuration_stays_a_link(registry: Path) -> None:
    (registry / "agentreg.toml").rename(registry / "real.toml")
    (registry / "agentreg.toml").symlink_to("real.toml")
    run_cli("-C", registry, "add", "../ada/agents")
    assert (registry / "agentreg.toml").is_symlink()
    assert len(sources(registry)) == 1


def test_adding_leaves_nothing_else_behind(registry: Path) -> None:
    run_cli("-C", registry, "add", "../ada/agents", "../nowhere")
    run_cli("-C", registry, "add", "../ada/agents")
    assert [path.name for path in registry.iterdir()] == ["agentreg.toml"]
    assert git(registry.parent / "ada" / "agents", "status", "--porcelain") == ""
