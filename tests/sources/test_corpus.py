from __future__ import annotations

from pathlib import Path

import pytest

from agentreg.config.values import SourceConfig
from agentreg.git.history import walk
from agentreg.git.objects import read_sizes
from agentreg.sources.mirror import update_mirror
from support.repos import git
from support.shared import BUNDLES, requires_shared

pytestmark = requires_shared


@pytest.mark.parametrize("bundle", BUNDLES, ids=lambda path: path.stem)
def test_the_walk_of_a_real_history_tells_every_version_of_every_file(bundle: Path, tmp_path: Path) -> None:
    mirror = update_mirror(SourceConfig("x", str(bundle)), tmp_path, folder=tmp_path)
    commits = list(walk(mirror.git, [ref.commit for ref in mirror.refs if ref.commit is not None]))
    told = {entry.oid for one in commits for entry in one.changes if not entry.is_deleted}
    listed = git(
        mirror.git_dir, "cat-file", "--batch-all-objects", "--batch-check=%(objecttype) %(objectname)"
    )
    objects = [line.split() for line in listed.splitlines()]
    assert told == {oid for kind, oid in objects if kind == "blob"}
    assert {one.oid for one in commits} == {oid for kind, oid in objects if kind == "commit"}
    assert all(size >= 0 for size in read_sizes(mirror.git, sorted(told)))
