from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agentreg.git.change import Change, write_change
from agentreg.git.commits import Signature
from agentreg.git.contents import Contents
from agentreg.git.process import Git
from support.projects import repository
from support.repos import git

names = st.sampled_from(["a", "b", "a.md", "a-b", "a b", "ä"])
paths = st.lists(names, min_size=1, max_size=3).map("/".join)
changes = st.dictionaries(paths, st.one_of(st.none(), st.binary(max_size=4)), max_size=6)

START = {"a/a/a.md": "1\n", "a/b": "2\n", "b/a": "3\n", "a.md": "4\n"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return repository(tmp_path_factory.mktemp("trees") / "project", START)


def without_clashes(wanted: dict[str, bytes | None]) -> dict[str, bytes | None]:
    """Only changes that need no file to be a folder, and no folder to be a file, before or after."""
    taken = {*wanted, *START}
    folders = {path.rpartition("/")[0] for path in taken} | {
        path.split("/")[0] for path in taken if "/" in path
    }
    return {path: data for path, data in wanted.items() if path not in folders and not above(path) & taken}


def above(path: str) -> set[str]:
    parts = path.split("/")
    return {"/".join(parts[:count]) for count in range(1, len(parts))}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=changes.map(without_clashes))
def test_a_tree_is_the_one_that_the_index_of_git_would_write(
    folder: Path, wanted: dict[str, bytes | None]
) -> None:
    change = Change(git(folder, "rev-parse", "HEAD"), wanted, Signature("Ada", "ada@example.org", 0), "Sync")
    target = Git(folder / ".git")
    made = write_change(target, change, Contents(target))
    git(folder, "read-tree", "HEAD")
    for path, data in wanted.items():
        if data is None:
            git(folder, "rm", "-q", "--cached", "--ignore-unmatch", "--", path)
        else:
            oid = git(folder, "hash-object", "-w", "--stdin", stdin=data)
            git(folder, "update-index", "--add", "--cacheinfo", f"100644,{oid},{path}")
    assert git(folder, "rev-parse", f"{made}^{{tree}}") == git(folder, "write-tree")
