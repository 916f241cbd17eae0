from __future__ import annotations

from pathlib import Path

import pytest

from agentreg.config.matching import matching_repositories
from agentreg.errors import ReadError
from agentreg.sources.disk import LIST_LIMIT, DiskFolders
from support.projects import repository
from support.repos import git, init


def test_repositories_are_told_from_folders(tmp_path: Path) -> None:
    repository(tmp_path / "web", {"a/b.md": "text\n"})
    init(tmp_path / "bare.git", "--bare")
    git(tmp_path / "web", "worktree", "add", "-q", str(tmp_path / "linked"))
    (tmp_path / "notes").mkdir()
    (tmp_path / "file").write_text("text")
    disk = DiskFolders()
    assert disk.inside(tmp_path) == ["bare.git", "linked", "notes", "web"]
    assert [name for name in disk.inside(tmp_path) if disk.is_repository(tmp_path / name)] == [
        "bare.git",
        "linked",
        "web",
    ]
    assert not disk.is_repository(tmp_path / "web" / "a")
    assert (disk.is_folder(tmp_path / "web"), disk.is_folder(tmp_path / "file")) == (True, False)


def test_links_do_not_lead_around_in_circles(tmp_path: Path) -> None:
    repository(tmp_path / "work" / "web", {"a.md": "text\n"})
    (tmp_path / "work" / "loop").symlink_to(tmp_path)
    (tmp_path / "work" / "again").symlink_to(tmp_path / "work" / "web")
    assert matching_repositories("**", tmp_path, DiskFolders()) == ["work/web"]
    assert DiskFolders().is_repository(tmp_path / "work" / "again")


def test_an_absent_folder_holds_nothing(tmp_path: Path) -> None:
    assert DiskFolders().inside(tmp_path / "absent") == []


@pytest.mark.parametrize(
    ("data", "said"),
    [(None, "No such file"), (b"\xff", "not UTF-8"), (b"x" * (LIST_LIMIT + 1), "larger than")],
)
def test_a_list_that_cannot_be_read_is_named(tmp_path: Path, data: bytes | None, said: str) -> None:
    path = tmp_path / "list.txt"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(ReadError, match=said) as error:
        DiskFolders().text(path)
    assert str(path) in error.value.message


def test_a_list_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_bytes(b"\xef\xbb\xbf../web\n")
    assert DiskFolders().text(tmp_path / "list.txt") == "../web\n"
