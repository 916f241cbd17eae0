from __future__ import annotations

from pathlib import Path

import pytest

from agentreg.config.location import parse_location
from agentreg.sources.keeping import fresh, locked, mirror_folder

REFSPECS = ("+refs/heads/*:refs/heads/*",)


def name_of(text: str, refspecs: tuple[str, ...] = REFSPECS) -> str:
    return mirror_folder(Path("cache"), parse_location(text, Path("/srv")), refspecs=refspecs).name


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("https://example.com/ada/agents.git", "agents"),
        ("git@example.com:ada/agents", "agents"),
        ("ada+agents.bundle", "ada-agents"),
        ("..", "source"),
        ("con/\u202e\u0301", "source"),
        ("x" * 200, "x" * 40),
    ],
)
def test_a_mirror_is_recognised_by_its_name(text: str, stem: str) -> None:
    name = name_of(text)
    assert name.startswith(f"{stem}-")
    assert name.endswith(".git")
    assert len(name) == len(stem) + 1 + 16 + 4


def test_each_location_and_choice_of_refs_has_its_own_mirror() -> None:
    names = {name_of(text) for text in ("a/agents", "b/agents", "./a/agents", "file:///srv/a/agents")}
    assert len(names) == 3
    assert name_of("a/agents", (*REFSPECS, "+refs/pull/*/head:refs/pull/*/head")) not in names


def replace(target: Path, name: str, failure: Exception | None = None) -> None:
    with fresh(target) as temporary:
        temporary.mkdir()
        (temporary / name).touch()
        if failure is not None:
            raise failure


def test_a_folder_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "mirror"
    with pytest.raises(RuntimeError, match="killed"):
        replace(target, "half", RuntimeError("killed"))
    assert list(tmp_path.iterdir()) == []
    for name in ("new", "newer"):
        replace(target, name)
        assert [path.name for path in target.iterdir()] == [name]
    assert list(tmp_path.iterdir()) == [target]


def test_what_killed_runs_left_is_swept_and_the_rest_stays(tmp_path: Path) -> None:
    mirror = tmp_path / "mirror"
    kept = [mirror / "HEAD", mirror / "objects" / "pack" / "pack-1.pack", mirror / "refs" / "heads" / "tmp_x"]
    swept = [
        mirror / "HEAD.lock",
        mirror / "objects" / "ab" / "tmp_obj_1",
        mirror / "refs" / "heads" / "a.lock",
    ]
    for path in (*kept, *swept):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (mirror / "objects" / "tmp_objdir-incoming-1" / "pack").mkdir(parents=True)
    with locked(mirror):
        assert [path for path in kept if not path.exists()] == []
        assert [path for path in swept if path.exists()] == []
        assert not (mirror / "objects" / "tmp_objdir-incoming-1").exists()
