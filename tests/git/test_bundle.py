from __future__ import annotations

from pathlib import Path

import pytest

from agentreg.errors import ReadError
from agentreg.git.bundle import read_heads
from agentreg.git.process import NO_REPOSITORY, Git
from agentreg.git.transfer import list_remote, with_origin
from support.repos import build_repo, bundle, git


@pytest.mark.parametrize("format_", ["sha1", "sha256"])
def test_the_head_of_a_bundle_says_what_git_says(tmp_path: Path, format_: str) -> None:
    repo = build_repo(tmp_path / "repo", [{"a.md": "1"}, {"a.md": "2"}], f"--object-format={format_}")
    git(repo, "tag", "-a", "-m", "annotated", "note")
    git(repo, "update-ref", "refs/replace/" + git(repo, "rev-parse", "v1"), "v2")
    made = bundle(repo, tmp_path / "repo.bundle")
    asked = list_remote(with_origin(Git(NO_REPOSITORY, protocols=("file",)), str(made)))
    assert read_heads(made) == asked
    assert sorted(asked.oids) == ["refs/heads/main", "refs/tags/note", "refs/tags/v1", "refs/tags/v2"]


def test_a_part_of_a_history_is_refused(tmp_path: Path) -> None:
    repo = build_repo(tmp_path / "repo", [{"a.md": "1"}, {"a.md": "2"}])
    git(repo, "bundle", "create", "-q", str(tmp_path / "part.bundle"), "v1..main")
    with pytest.raises(ReadError, match="holds a part of a history only"):
        read_heads(tmp_path / "part.bundle")


OID = b"ab" * 20

DAMAGED = [
    b"",
    b"PK\x03\x04",
    b"# v1 git bundle\n\n",
    b"# v2 git bundle",
    b"# v2 git bundle\n",
    b"# v2 git bundle\n" + OID + b" refs/heads/main",
    b"# v2 git bundle\n" + OID + b"\n\n",
    b"# v2 git bundle\nnonsense\n\n",
    b"# v2 git bundle\n" + OID + b" " + b"x" * 10_000 + b"\n\n",
]


@pytest.mark.parametrize("content", DAMAGED)
def test_what_is_no_whole_head_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.bundle"
    path.write_bytes(content)
    with pytest.raises(ReadError, match=r"no Git bundle|a damaged bundle"):
        read_heads(path)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="cannot be read"):
        read_heads(tmp_path / "absent.bundle")


def test_a_head_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agentreg.git.bundle.HEAD_LIMIT", 1_000)
    path = tmp_path / "long.bundle"
    refs = b"".join(b"%040x refs/heads/b%d\n" % (number, number) for number in range(100))
    path.write_bytes(b"# v2 git bundle\n" + refs + b"\n")
    with pytest.raises(ReadError, match="more than 1,000 bytes"):
        read_heads(path)
