from __future__ import annotations

from pathlib import Path

import pytest

from agentreg.config.location import LocationKind
from agentreg.config.values import SourceConfig
from agentreg.errors import ReadError
from agentreg.sources.place import place_of
from support.repos import build_repo, bundle, git


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    return build_repo(tmp_path.resolve() / "repo", [{"d/a.md": "1"}])


def test_repositories_and_bundles_are_places(repo: Path) -> None:
    git(repo.parent, "clone", "-q", "--bare", str(repo), "bare")
    bundle(repo, repo.parent / "repo.bundle")
    for name in ("repo", "repo/.git", "bare", "repo.bundle"):
        found = place_of(SourceConfig("x", name), repo.parent)
        assert found == (LocationKind.PATH, str(repo.parent / name))


def test_urls_are_not_looked_at(tmp_path: Path) -> None:
    for url in ("https://example.invalid/x", "ssh://example.invalid/x", "file:///nowhere"):
        assert place_of(SourceConfig("x", url), tmp_path).text == url


def test_a_folder_inside_a_repository_is_told_how_to_be_included(repo: Path) -> None:
    with pytest.raises(ReadError, match="is a folder inside the repository") as caught:
        place_of(SourceConfig("x", "repo/d"), repo.parent)
    assert caught.value.hint == f"add {repo}, and name the folder by --include 'd/**'"
