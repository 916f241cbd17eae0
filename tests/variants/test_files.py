from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from agentreg.errors import ReadError
from agentreg.git.process import Git
from agentreg.variants.files import DiskFiles, Entry, Files, TreeFiles
from support.projects import repository, write_files
from support.repos import commit, git, init

CONTENT = {"agents/a.md": b"a\r\n", "agents/deep/b.md": b"b\n", "top.md": b""}


def disk(folder: Path) -> Files:
    return DiskFiles(folder)


def tree(folder: Path) -> Files:
    return TreeFiles(Git(folder / ".git"), git(folder, "rev-parse", "HEAD"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = repository(tmp_path / "project", CONTENT)
    (folder / "link.md").symlink_to("top.md")
    (folder / "linked").symlink_to("agents")
    write_files(folder, {"large.md": b"x" * (1024 * 1024 + 1)})
    commit(folder, {})
    return folder


@pytest.mark.parametrize("files", [disk, tree])
class TestBothPlaces:
    def test_files_are_read_exactly(self, folder: Path, files: Callable[[Path], Files]) -> None:
        assert {path: files(folder).read(path) for path in CONTENT} == CONTENT

    @pytest.mark.parametrize("path", ["absent.md", "agents/absent.md", "absent/a.md", "top.md/a.md"])
    def test_what_is_not_there_is_none(self, folder: Path, files: Callable[[Path], Files], path: str) -> None:
        assert files(folder).read(path) is None

    @pytest.mark.parametrize("path", ["link.md", "agents", "large.md"])
    def test_what_is_no_sane_file_is_refused(
        self, folder: Path, files: Callable[[Path], Files], path: str
    ) -> None:
        with pytest.raises(ReadError):
            files(folder).read(path)

    def test_a_path_of_any_depth_is_looked_up(self, folder: Path, files: Callable[[Path], Files]) -> None:
        assert files(folder).read("a/" * 1_500 + "a.md") is None
        assert files(folder).entries("agents/a.md" + "/a" * 1_500) == {}

    def test_a_folder_tells_what_it_holds(self, folder: Path, files: Callable[[Path], Files]) -> None:
        assert files(folder).entries("agents") == {"a.md": Entry.FILE, "deep": Entry.FOLDER}
        assert files(folder).entries("absent") == {}
        assert files(folder).entries("top.md") == {}
        top = files(folder).entries("")
        assert (top["link.md"], top["linked"], top["top.md"]) == (Entry.SYMLINK, Entry.SYMLINK, Entry.FILE)


def test_links_on_the_way_are_not_followed_on_disk(folder: Path) -> None:
    with pytest.raises(ReadError, match="linked is a symbolic link"):
        disk(folder).read("linked/a.md")
    with pytest.raises(ReadError, match="linked is a symbolic link"):
        disk(folder).entries("linked/deep")


def test_a_path_that_no_system_can_have_is_refused(folder: Path) -> None:
    for ask in (disk(folder).read, disk(folder).entries):
        with pytest.raises(ReadError, match="null"):
            ask("a\0.md")


def test_a_folder_that_may_not_be_listed_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(ReadError, match="agents: Permission denied"):
        disk(folder).entries("agents")


def test_a_folder_with_a_repository_of_its_own_is_a_submodule_on_disk(tmp_path: Path) -> None:
    init(tmp_path / "project" / "module")
    assert DiskFiles(tmp_path / "project").entries("") == {"module": Entry.SUBMODULE}


def test_a_submodule_in_a_tree_is_told(tmp_path: Path) -> None:
    folder = repository(tmp_path / "project", CONTENT)
    git(folder, "update-index", "--add", "--cacheinfo", f"160000,{git(folder, 'rev-parse', 'HEAD')},module")
    git(folder, "commit", "-q", "-m", "Submodule")
    assert tree(folder).entries("")["module"] is Entry.SUBMODULE


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    assert DiskFiles(tmp_path).entries("") == {"pipe.md": Entry.OTHER}
    with pytest.raises(ReadError, match="no regular file"):
        DiskFiles(tmp_path).read("pipe.md")


def test_a_project_may_be_a_folder_of_a_repository(folder: Path) -> None:
    files = TreeFiles(Git(folder / ".git"), git(folder, "rev-parse", "HEAD"), "agents")
    assert files.read("deep/b.md") == b"b\n"
    assert files.read("top.md") is None
    assert files.entries("") == {"a.md": Entry.FILE, "deep": Entry.FOLDER}
