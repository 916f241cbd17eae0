from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from agentreg.errors import ReadError
from agentreg.model.diagnostic import Trouble
from agentreg.model.paths import shown_path
from agentreg.sources import folder as folder_module
from agentreg.sources.folder import read_files, read_folder, read_texts

AGENT = "---\nname: {name}\ndescription: d\n---\nbody\n"


def write(folder: Path, name: str, text: str = "") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text or AGENT.format(name=path.stem), encoding="utf-8")
    return path


def test_every_definition_below_a_folder_is_read_in_order_of_its_path(tmp_path: Path) -> None:
    for name in ("z.md", "agents/b.md", "agents/a.md", "code.py", ".git/hidden.md", "x/.git/hidden.md"):
        write(tmp_path, name)
    found = read_folder(tmp_path)
    assert [(one.path, one.name) for one in found.definitions] == [
        ("agents/a.md", "a"),
        ("agents/b.md", "b"),
        ("z.md", "z"),
    ]
    assert found.unread == ()


def test_links_are_not_followed(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", "secret.md")
    inside = tmp_path / "inside"
    write(inside, "a.md")
    (inside / "link.md").symlink_to(outside)
    (inside / "folder").symlink_to(outside.parent)
    (inside / "broken.md").symlink_to("nowhere")
    found = read_folder(inside)
    assert [one.path for one in found.definitions] == ["a.md"]
    assert [(one.path, one.diagnostic.trouble) for one in found.unread] == [
        ("broken.md", Trouble.SYMLINK),
        ("link.md", Trouble.SYMLINK),
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_pipe_does_not_stop_the_reading(tmp_path: Path) -> None:
    write(tmp_path, "a.md")
    os.mkfifo(tmp_path / "pipe.md")
    found = read_folder(tmp_path)
    assert [one.path for one in found.definitions] == ["a.md"]
    assert [(one.path, one.diagnostic.trouble) for one in found.unread] == [("pipe.md", Trouble.SPECIAL_FILE)]


def test_a_file_over_the_limit_is_left_unread(tmp_path: Path) -> None:
    write(tmp_path, "large.md", "x" * (1024 * 1024 + 1))
    write(tmp_path, "full.md", "x" * (1024 * 1024))
    found = read_folder(tmp_path)
    assert [one.path for one in found.definitions] == ["full.md"]
    assert [(one.path, one.diagnostic.trouble) for one in found.unread] == [("large.md", Trouble.TOO_LARGE)]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="cannot be read"):
        read_folder(tmp_path / "absent")


def test_a_folder_of_too_many_files_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_module, "FILE_LIMIT", 2)
    for name in ("a.md", "b.md", "c.md"):
        write(tmp_path, name)
    with pytest.raises(ReadError, match="holds more than 2 files"):
        read_folder(tmp_path)


def test_a_folder_that_is_too_deep_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "/".join(["d"] * 70) + "/a.md")
    with pytest.raises(ReadError, match="more than 64 folders deep"):
        read_folder(tmp_path)


@pytest.mark.parametrize("raw", [b"p", b"p\xe9", rb"p\xe9", rb"p\x5c"])
def test_a_text_is_read_by_the_path_that_is_told(tmp_path: Path, raw: bytes) -> None:
    plugin = tmp_path / os.fsdecode(raw)
    plugin.mkdir()
    (plugin / "agent.md").write_text("---\nname: a\ndescription: d\n---\n")
    path = f"{shown_path(raw)}/agent.md"
    assert [one.path for one in read_files([plugin / "agent.md"], tmp_path).definitions] == [path]
    assert list(read_texts(tmp_path, [path])) == [path]
