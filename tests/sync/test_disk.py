from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from agentreg.errors import SyncRefused
from agentreg.sync.disk import replace_files
from agentreg.sync.folder import HeldFolder

NEW = {"agents/a.md": b"a2\n", "agents/deep/n.md": b"n\n", "lock": b"l2\n"}
OLD = {"agents/a.md": b"a1\n", "agents/deep/n.md": None, "lock": b"l1\n"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    (root / "agents").mkdir(parents=True)
    (root / "agents" / "a.md").write_bytes(b"a1\n")
    (root / "lock").write_bytes(b"l1\n")
    return root


def files_of(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


UNTOUCHED = {path: data for path, data in OLD.items() if data is not None}


def test_all_files_are_written_and_no_temporary_one_stays(root: Path) -> None:
    replace_files(root, NEW, OLD)
    assert files_of(root) == NEW


def test_permissions_stay(root: Path) -> None:
    (root / "agents" / "a.md").chmod(0o755)
    replace_files(root, NEW, OLD)
    assert stat.S_IMODE((root / "agents" / "a.md").stat().st_mode) == 0o755


@pytest.mark.parametrize("expected", [b"other\n", None])
def test_a_file_that_changed_meanwhile_stops_everything(root: Path, expected: bytes | None) -> None:
    with pytest.raises(SyncRefused, match="lock changed meanwhile"):
        replace_files(root, NEW, OLD | {"lock": expected})
    assert files_of(root) == UNTOUCHED


def test_a_file_that_appeared_meanwhile_stops_everything(root: Path) -> None:
    (root / "agents" / "deep").mkdir()
    (root / "agents" / "deep" / "n.md").write_bytes(b"someone else's\n")
    with pytest.raises(SyncRefused, match=r"n\.md changed meanwhile"):
        replace_files(root, NEW, OLD)
    assert files_of(root) == UNTOUCHED | {"agents/deep/n.md": b"someone else's\n"}


@pytest.mark.parametrize("failing", [1, 2, 3])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_what_was_replaced_before_a_failure_is_put_back(
    root: Path, monkeypatch: pytest.MonkeyPatch, failing: int, error: BaseException
) -> None:
    replace, count = HeldFolder.replace, 0

    def fail_once(self: HeldFolder, old: str, new: str) -> None:
        nonlocal count
        count += 1
        if count == failing:
            raise error
        replace(self, old, new)

    monkeypatch.setattr(HeldFolder, "replace", fail_once)
    with pytest.raises((SyncRefused, KeyboardInterrupt)):
        replace_files(root, NEW, OLD)
    assert files_of(root) == UNTOUCHED


FAULT = OSError(5, "Input/output error")


def test_a_file_that_was_renamed_before_the_failure_is_put_back_too(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = HeldFolder.replace

    def fail_afterwards(self: HeldFolder, old: str, new: str) -> None:
        replace(self, old, new)
        if new == "lock":
            raise FAULT

    monkeypatch.setattr(HeldFolder, "replace", fail_afterwards)
    with pytest.raises(SyncRefused, match="Input/output error") as refused:
        replace_files(root, NEW, OLD)
    assert files_of(root) == UNTOUCHED
    assert refused.value.hint == "nothing was written"


@pytest.mark.parametrize("error", [FAULT, KeyboardInterrupt()])
def test_files_that_could_not_be_put_back_are_named(
    root: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    replace = HeldFolder.replace

    def fail_from_the_third_on(self: HeldFolder, old: str, new: str) -> None:
        if new != "n.md" and (root / "agents" / "a.md").read_bytes() == NEW["agents/a.md"]:
            raise error if new == "lock" else FAULT
        replace(self, old, new)

    monkeypatch.setattr(HeldFolder, "replace", fail_from_the_third_on)
    with pytest.raises(SyncRefused, match=r"; agents/a\.md could not be put back$") as refused:
        replace_files(root, NEW, OLD)
    assert files_of(root) == UNTOUCHED | {"agents/a.md": NEW["agents/a.md"]}
    assert "git diff" in refused.value.hint


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs os.fork")
def test_what_a_killed_run_leaves_is_no_agent_and_goes_at_the_next_run(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    with monkeypatch.context() as killed:
        killed.setattr("agentreg.sync.disk._replace_all", lambda *_: os._exit(9))
        if (child := os.fork()) == 0:
            replace_files(root, NEW, OLD)
        os.waitpid(child, 0)
    left = files_of(root).keys() - UNTOUCHED.keys()
    assert len(left) == len(NEW)
    assert {Path(path).suffix for path in left} == {".tmp"}
    (root / f".agentreg-{os.getppid()}-0.tmp").touch()
    (root / f".agentreg-{ended.pid}-x.tmp").touch()
    replace_files(root, NEW, OLD)
    others = {f".agentreg-{os.getppid()}-0.tmp": b"", f".agentreg-{ended.pid}-x.tmp": b""}
    assert files_of(root) == NEW | others


def test_a_linked_folder_is_not_entered(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (root / "agents" / "deep").symlink_to(outside)
    with pytest.raises(SyncRefused, match="deep is a symlink"):
        replace_files(root, NEW, OLD)
    assert list(outside.iterdir()) == []
    assert files_of(root) == UNTOUCHED


def test_a_folder_swapped_for_a_link_after_the_check_is_not_entered(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (root / "agents" / "deep").symlink_to(outside)
    monkeypatch.setattr("agentreg.sync.disk.check_place", lambda _files, _path: None)
    with pytest.raises(SyncRefused):
        replace_files(root, NEW, OLD)
    assert list(outside.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_told(root: Path) -> None:
    (root / "agents").chmod(0o555)
    with pytest.raises(SyncRefused, match="Permission denied"):
        replace_files(root, NEW, OLD)
    assert files_of(root) == UNTOUCHED
