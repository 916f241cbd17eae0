from __future__ import annotations

import os
from pathlib import Path

import pytest

from agentreg.errors import BadReference, ConfigError
from agentreg_cli.places import columns, find_config, user_cache_dir
from agentreg_cli.session import Session


def test_the_nearest_configuration_above_is_found(tmp_path):
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert find_config(inner) is None
    (tmp_path / "agentreg.toml").write_text("")
    assert find_config(inner) == tmp_path / "agentreg.toml"
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.other]\n")
    assert find_config(inner) == tmp_path / "agentreg.toml"
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.agentreg]\n")
    assert find_config(inner) == tmp_path / "a" / "pyproject.toml"


def test_without_a_configuration_the_hint_is_to_start_one():
    with pytest.raises(ConfigError) as caught:
        _ = Session().config_path
    assert "agentreg init" in caught.value.hint


def test_the_cache_is_the_users_unless_a_local_one_exists(house, monkeypatch):
    monkeypatch.delenv("AGENTREG_CACHE")
    assert Session().cache_dir == user_cache_dir()
    (house / ".agentreg").mkdir()
    assert Session().cache_dir == user_cache_dir(), "a folder without a configuration beside it is not ours"
    (house / "agentreg.toml").write_text("")
    assert Session().cache_dir == house / ".agentreg"
    monkeypatch.setenv("AGENTREG_CACHE", str(house / "chosen"))
    assert Session().cache_dir == house / "chosen"


def test_two_registries_have_two_indexes_in_one_cache(house, monkeypatch):
    paths = []
    for name in ("one/agents", "two/agents"):
        folder = house / name
        folder.mkdir(parents=True)
        (folder / "agentreg.toml").write_text("")
        monkeypatch.chdir(folder)
        paths.append(Session().index_path)
    assert paths[0] != paths[1]
    assert {path.parent for path in paths} == {house / "cache" / "agentreg" / "index"}


def test_a_configuration_that_is_not_text_is_named(house: Path):
    (house / "pyproject.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match=r"pyproject\.toml"):
        find_config(house)


def test_agents_can_be_named_only_where_there_is_a_registry(house):
    assert Session().place().index_path is None
    (house / "agentreg.toml").write_text("")
    place = Session().place()
    assert place.cwd == house
    assert place.index_path == Session().index_path


def test_standard_input_is_missed_only_when_it_is_asked_for(monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    place = Session().place()
    with pytest.raises(BadReference, match="which is closed"):
        place.stdin()


@pytest.mark.parametrize(("chosen", "width"), [(None, 80), ("120", 120), ("0", 80), ("wide", 80), ("-1", 80)])
def test_a_pipe_is_80_columns_wide_unless_said_otherwise(monkeypatch, chosen, width):
    if chosen is not None:
        monkeypatch.setenv("COLUMNS", chosen)
    assert columns() == width


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")
@pytest.mark.parametrize(("told", "width"), [(0, 80), (132, 132)])
def test_a_terminal_is_asked_for_its_width(monkeypatch, told, width):
    import termios

    leader, follower = os.openpty()
    termios.tcsetwinsize(follower, (24, told))
    with os.fdopen(follower, "w") as terminal:
        monkeypatch.setattr("sys.stdout", terminal)
        assert columns() == width
    os.close(leader)
