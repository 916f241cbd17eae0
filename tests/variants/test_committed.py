from __future__ import annotations

from pathlib import Path

import pytest

from agentreg.variants.committed import uncommitted
from agentreg.variants.project import Project, open_branch, open_project
from support.processes import started
from support.projects import repository, write_files
from support.repos import commit, git, init

CONFIG, LOCK = "agentreg.toml", "agentreg.lock"
FILES = {CONFIG: '[registry]\nname = "a"\n', LOCK: "format = 1\n", "a.md": "A.\n"}
PYPROJECT = '[project]\nname = "p"\n\n[tool.agentreg.registry]\nname = "a"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return repository(tmp_path / "p", FILES)


def both(folder: Path) -> tuple[Project, Project]:
    return open_project(folder, "p"), open_branch(folder, "p", "topic")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ()),
        ({"a.md": "B.\n"}, ()),
        ({CONFIG: FILES[CONFIG].replace("\n", "\r\n")}, ()),
        ({CONFIG: '[registry]\nname = "b"\n'}, (CONFIG,)),
        ({CONFIG: '[registry]\nname = "b"\n', LOCK: ""}, (CONFIG, LOCK)),
    ],
)
def test_what_is_on_disk_and_not_in_head_is_named(
    folder: Path, changes: dict[str, str], expected: tuple[str, ...]
) -> None:
    write_files(folder, changes)
    assert [uncommitted(project) for project in both(folder)] == [expected, expected]


def test_what_is_staged_is_not_committed(folder: Path) -> None:
    write_files(folder, {LOCK: "format = 1\n\n"})
    git(folder, "add", "-A")
    assert uncommitted(open_project(folder, "p")) == (LOCK,)


def test_a_file_that_was_deleted_or_is_new_counts(folder: Path) -> None:
    (folder / LOCK).unlink()
    write_files(folder, {"b.md": "B.\n"})
    assert uncommitted(open_project(folder, "p"), [LOCK, "a.md", "b.md"]) == (LOCK, "b.md")


def test_what_is_committed_on_another_branch_than_the_one_that_is_read_is_committed(folder: Path) -> None:
    git(folder, "checkout", "-q", "-b", "feature")
    commit(folder, {LOCK: "format = 1\n\n"})
    git(folder, "branch", "topic", "main")
    commit(folder, {LOCK: "format = 1\n\n\n"})
    assert [uncommitted(project) for project in both(folder)] == [(), ()]


def test_of_a_pyproject_only_what_it_says_to_agentreg_counts(tmp_path: Path) -> None:
    folder = repository(tmp_path / "p", {"pyproject.toml": PYPROJECT})
    write_files(folder, {"pyproject.toml": PYPROJECT.replace('"p"', '"q"')})
    assert uncommitted(open_project(folder, "p")) == ()
    write_files(folder, {"pyproject.toml": PYPROJECT.replace('"a"', '"b"')})
    assert uncommitted(open_project(folder, "p")) == ("pyproject.toml",)


def test_before_the_first_commit_everything_is_uncommitted(tmp_path: Path) -> None:
    init(tmp_path / "p")
    write_files(tmp_path / "p", {CONFIG: ""})
    assert uncommitted(open_project(tmp_path / "p", "p")) == (CONFIG,)


def test_where_nothing_is_checked_out_nothing_is_uncommitted(folder: Path, tmp_path: Path) -> None:
    git(folder, "clone", "-q", "--bare", ".", str(tmp_path / "bare"))
    write_files(tmp_path / "plain", FILES)
    assert uncommitted(open_project(tmp_path / "bare", "p")) == ()
    assert uncommitted(open_project(tmp_path / "plain", "p")) == ()


def test_a_project_in_a_folder_of_its_repository(tmp_path: Path) -> None:
    folder = repository(tmp_path / "p", {f"shop/{name}": text for name, text in FILES.items()})
    write_files(folder / "shop", {LOCK: ""})
    assert uncommitted(open_project(folder / "shop", "p")) == (LOCK,)


def test_a_branch_that_is_ahead_takes_one_process_for_all_that_is_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(folder, "checkout", "-q", "-b", "topic")
    commit(folder, {LOCK: "format = 1\n\n"})
    git(folder, "checkout", "-q", "main")
    project = open_branch(folder, "p", "topic")
    calls = started(monkeypatch)
    assert uncommitted(project) == ()
    assert calls == [["cat-file", "--batch"]]
