from __future__ import annotations

from pathlib import Path

import pytest

from agentreg.git.process import Git
from agentreg.git.trees import FOLDER
from agentreg.git.write import Leaf, blob_id, folder_entries
from support.projects import repository
from support.repos import git

FILES = {"README.md": "read\n", "agents/a.md": "a\n", "agents/deep/b.md": "b\n", "other/c.md": "c\n"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return repository(tmp_path / "project", FILES)


def test_a_blob_id_is_git_s_and_nothing_is_written(folder: Path) -> None:
    data = b"bytes\r\n\xff\x00"
    oid = blob_id(Git(folder / ".git"), data)
    assert oid == git(folder, "hash-object", "--stdin", stdin=data)
    with pytest.raises(AssertionError):
        git(folder, "cat-file", "-e", oid)


def test_the_entries_of_a_folder_are_read_by_name(folder: Path) -> None:
    entries = folder_entries(Git(folder / ".git"), git(folder, "rev-parse", "HEAD"))
    assert sorted(entries) == [b"README.md", b"agents", b"other"]
    assert entries[b"README.md"] == Leaf("100644", git(folder, "rev-parse", "HEAD:README.md"))
    assert entries[b"agents"].mode == FOLDER
