from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from agentreg.errors import IndexUnavailable, ReadError, UnknownReference
from agentreg.git.process import require_git
from agentreg.variants.drift import Drift
from agentreg.variants.lock import LockEntry, fingerprint, render_lock
from agentreg.variants.project import open_project
from agentreg.variants.standing import Base
from agentreg.variants.survey import Survey, judge, read_project
from support.processes import started
from support.projects import repository
from support.repos import git

TEXT = b"text\n"
PATHS = [f".claude/agents/{name}.md" for name in "abc"]
NEWEST = Base(TEXT, "a.md", "1.0.0", "../team", "c" * 40, "d" * 40)


class FakeBases:
    """One base, of one text."""

    def locked(self, entry: LockEntry) -> bytes:
        return {"b" * 40: TEXT}[entry.blob]

    def newest(self, base: str, version: str) -> Base | None:
        return {("team/a", "*"): NEWEST}[base, version]

    def is_of(self, entry: LockEntry, base: str) -> bool:
        return entry.base == base

    def behind(self, entry: LockEntry, newest: Base) -> int | None:
        return int(entry.version != newest.version)

    def check_origin(self, origin: str) -> None:
        if origin != "team/a":
            raise UnknownReference(f"{origin} is no indexed agent", hint="did you mean team/a?")

    def is_older(self, entry: LockEntry, newest: Base) -> bool:
        return newest.version < entry.version


class NoIndex(FakeBases):
    """Bases without an index to ask."""

    def newest(self, base: str, version: str) -> Base | None:
        raise IndexUnavailable(f"nothing is indexed yet, not even {base} {version}")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    blocks = "".join(f'[[variant]]\npath = "{path}"\nbase = "team/a"\n' for path in PATHS)
    locks = [
        LockEntry(path, "team/a", "1.0.0", "../team", "a" * 40, "b" * 40, fingerprint(TEXT)) for path in PATHS
    ]
    files = {"agentreg.toml": blocks, "agentreg.lock": render_lock(locks)} | dict.fromkeys(PATHS[:2], TEXT)
    return repository(tmp_path / "shop", files)


@pytest.fixture
def bare(project: Path, tmp_path: Path) -> Path:
    git(project, "clone", "-q", "--bare", ".", str(tmp_path / "shop.git"))
    return tmp_path / "shop.git"


def surveyed(path: Path, bases: FakeBases) -> Survey:
    return judge(read_project(path.name, partial(open_project, path, path.name)), bases)


def drifts(survey: Survey) -> list[Drift]:
    return [one.drift for one in survey.standings]


def test_a_project_stands_the_same_on_disk_and_in_a_bare_repository(project: Path, bare: Path) -> None:
    for path in (project, bare):
        assert drifts(surveyed(path, FakeBases())) == [Drift.CURRENT, Drift.CURRENT, Drift.MISSING]


def test_a_project_takes_few_processes(project: Path, bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    require_git()
    calls = started(monkeypatch)
    surveyed(project, FakeBases())
    # The first is for HEAD's commit, the second for what is committed there.
    assert calls == [["cat-file", "--batch-check=%(objectname)", "--buffer"], ["cat-file", "--batch"]]
    calls.clear()
    surveyed(bare, FakeBases())
    assert calls == [["cat-file", "--batch-check=%(objectname)", "--buffer"], ["cat-file", "--batch"]]


def test_a_file_that_cannot_be_read_hides_no_other_one(project: Path) -> None:
    (project / PATHS[2]).symlink_to("a.md")
    found = surveyed(project, FakeBases())
    assert drifts(found) == [Drift.CURRENT, Drift.CURRENT, Drift.UNREADABLE]
    assert "is no regular file" in found.standings[2].trouble


def test_a_project_that_cannot_be_read_is_an_error_of_its_own(tmp_path: Path) -> None:
    found = surveyed(tmp_path / "absent", FakeBases())
    assert (found.name, found.project, found.standings) == ("absent", None, ())
    assert isinstance(found.error, ReadError)


def test_without_an_index_nothing_can_be_said(project: Path) -> None:
    with pytest.raises(IndexUnavailable):
        surveyed(project, NoIndex())
