"""`agentreg status --lock`: what a commit hook asks, without an index."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from support.cli import run_cli
from support.variants import REVIEWER, collection, project, tracked


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = project(tmp_path / "shop", collection(tmp_path / "team"))
    tracked(folder, "reviewer@1.0.0")
    monkeypatch.setenv("AGENTREG_CACHE", str(tmp_path / "no cache"))
    shutil.rmtree(tmp_path / "team")
    return folder


def swap(name: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(shop: Path) -> None:
        text = (shop / name).read_text()
        changed = re.sub(old, new, text, flags=re.MULTILINE | re.DOTALL)
        assert changed != text
        (shop / name).write_text(changed)

    return edit


def gone(name: str) -> Callable[[Path], None]:
    return lambda shop: (shop / name).unlink()


CASES = {
    "no lock": (gone("agentreg.lock"), "is declared, and not locked"),
    "another base": (
        swap("agentreg.toml", "team/reviewer", "other/reviewer"),
        "is declared to come from other/reviewer, and locked to team/reviewer",
    ),
    "another range": (
        swap("agentreg.toml", '^version = "[^"]*"$', 'version = "^2"'),
        "is locked to 1.0.0, which ^2 does not allow",
    ),
    "no declaration": (
        swap("agentreg.toml", r"\[\[variant\]\].*", ""),
        "is locked, and no variant any more",
    ),
    "no file": (gone(REVIEWER), "is declared, and not there"),
    "an old conflict": (
        swap(REVIEWER, "^model: sonnet$", "<<<<<<< a\nmodel: x\n=======\nmodel: y\n>>>>>>> b"),
        "holds a conflict that nobody resolved",
    ),
}


@pytest.mark.parametrize(("edit", "message"), CASES.values(), ids=CASES)
def test_what_does_not_agree_is_told(shop: Path, edit: Callable[[Path], None], message: str) -> None:
    edit(shop)
    done = run_cli("-C", shop, "status", "--lock")
    assert done.code == 1
    assert done.out.startswith(f"{REVIEWER} {message}: ")
    (told,) = run_cli("-C", shop, "status", "--lock", "--json").data["disagreements"]
    assert (told["repository"], told["path"], told["message"]) == (".", REVIEWER, message)


def test_what_agrees_is_clean_without_an_index_and_without_the_source(shop: Path) -> None:
    done = run_cli("-C", shop, "status", "--lock")
    assert (done.code, done.out, done.err) == (0, "", "every lock says what is declared\n")


def test_a_lock_that_cannot_be_followed_is_an_error(shop: Path) -> None:
    (shop / "agentreg.lock").write_text("format = [\n")
    done = run_cli("-C", shop, "status", "--lock")
    assert done.code == 3
    assert "agentreg.lock" in done.err


def test_a_base_may_have_another_name_in_its_source(shop: Path) -> None:
    swap("agentreg.toml", "team/reviewer", "team/critic")(shop)
    assert run_cli("-C", shop, "status", "--lock").code == 0


def test_a_subfolder_of_the_project_is_in_it(shop: Path) -> None:
    gone("agentreg.lock")(shop)
    done = run_cli("-C", shop / ".claude", "status", "--lock")
    assert done.code == 1
    assert f"{REVIEWER} is declared, and not locked" in done.out


def test_where_nothing_is_configured_nothing_can_be_wrong(tmp_path: Path) -> None:
    done = run_cli("-C", tmp_path, "status", "--lock")
    assert (done.code, done.out) == (0, "")
