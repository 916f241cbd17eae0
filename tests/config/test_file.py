from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from agentreg.config.file import replace_file, write_config
from agentreg.errors import ConfigError

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_file_is_written_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "agentreg.toml"
    write_config(path, "é\r\nb\n")
    assert path.read_bytes() == "é\r\nb\n".encode()
    assert [entry.name for entry in tmp_path.iterdir()] == ["agentreg.toml"]


@posix
def test_an_old_file_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "agentreg.toml"
    write_config(path, "one")
    for permissions in (0o600, 0o640):
        path.chmod(permissions)
        write_config(path, "two")
        assert mode(path) == permissions


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be written"):
        write_config(tmp_path / "absent" / "agentreg.toml", "x")


def test_a_file_that_cannot_be_replaced_leaves_no_draft(tmp_path: Path) -> None:
    path = tmp_path / "agentreg.toml"
    path.mkdir()
    with pytest.raises(ConfigError, match="cannot be written"):
        write_config(path, "x")
    assert [entry.name for entry in tmp_path.iterdir()] == ["agentreg.toml"]


def test_what_is_no_utf_8_is_refused_and_the_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "agentreg.toml"
    path.write_bytes(b"old")
    with pytest.raises(ConfigError, match="cannot hold"):
        write_config(path, 'include = ["\udcff"]\n')
    assert path.read_bytes() == b"old"


def test_a_file_that_cannot_be_written_is_called_as_the_caller_calls_it(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "absent" / "x.md", tmp_path / "file" / "x.md"):
        with pytest.raises(OSError, match=r"x\.md") as caught:
            replace_file(path, b"x")
        assert caught.value.filename == str(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_what_is_no_plain_file_is_written_into_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        replace_file(pipe, b"all of it")
        assert os.read(reader, 100) == b"all of it"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert list(tmp_path.iterdir()) == [pipe]


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="directory"):
        replace_file(tmp_path, b"x")
