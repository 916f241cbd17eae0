"""Where variants stand that are made from overlays."""

from __future__ import annotations

from pathlib import Path

import pytest

from agentreg.config.values import VariantConfig
from agentreg.errors import UnknownReference
from agentreg.variants.drift import Drift
from agentreg.variants.files import DiskFiles
from agentreg.variants.lock import LockEntry, fingerprint, render_lock
from agentreg.variants.manifest import Variant, read_manifest
from agentreg.variants.standing import Base, lock_entry, stand
from support.projects import write_files

OVERLAY = 'extends = "team/a@^1"\n[set]\nmodel = "opus"\n'
OLD, NEW = b"---\nname: a\nmodel: x\n---\nOld.\n", b"---\nname: a\nmodel: y\n---\nNew.\n"
OLD_MADE, NEW_MADE = (text.replace(was, b": opus") for text, was in ((OLD, b": x"), (NEW, b": y")))
DECLARED = VariantConfig("agents/a.md", "team/a", "^1", overlay="a.overlay.toml")
SOURCE = "https://example.com/team.git"
LOCKED = LockEntry(
    "agents/a.md", "team/a", "1.0.0", SOURCE, "a" * 40, "b" * 40, fingerprint(OLD), fingerprint(OLD_MADE)
)


class FakeBases:
    """Bases given as values."""

    def __init__(self, newest: bytes | None) -> None:
        self._newest = newest

    def locked(self, entry: LockEntry) -> bytes:
        assert entry.blob == LOCKED.blob
        return OLD

    def newest(self, base: str, version: str) -> Base | None:
        assert (base, version) == ("team/a", "^1")
        return Base(self._newest, "a.md", "1.1.0", SOURCE, "c" * 40, "d" * 40) if self._newest else None

    def is_of(self, entry: LockEntry, base: str) -> bool:
        return (entry.base, base) == ("team/former", "team/a")

    def descendant(self, entry: LockEntry, version: str) -> Base | None:
        raise AssertionError(f"nobody asks for the descendant of {entry.base} in {version}")

    def behind(self, entry: LockEntry, newest: Base) -> int | None:
        assert entry.blob == LOCKED.blob
        return 2 if newest.text == NEW else 0

    def check_origin(self, origin: str) -> None:
        if origin != "team/a":
            raise UnknownReference(f"{origin} is no indexed agent", hint="did you mean team/a?")

    def is_older(self, entry: LockEntry, newest: Base) -> bool:
        return newest.version < entry.version


@pytest.mark.parametrize(
    ("newest", "file", "expected", "behind"),
    [
        (OLD, OLD_MADE, Drift.CURRENT, 0),
        (OLD, OLD, Drift.DIVERGED, 0),
        (OLD, None, Drift.MISSING, 0),
        (NEW, OLD_MADE, Drift.BEHIND, 2),
        (NEW, NEW_MADE, Drift.BEHIND, 2),
        (NEW, OLD, Drift.DIVERGED, 2),
        (None, OLD_MADE, Drift.ORPHANED, 0),
    ],
)
def test_the_rendering_of_the_newest_base_decides(
    tmp_path: Path, newest: bytes | None, file: bytes | None, expected: Drift, behind: int
) -> None:
    write_files(tmp_path, {"a.overlay.toml": OVERLAY} | ({"agents/a.md": file} if file else {}))
    found = stand(Variant(DECLARED, LOCKED), DiskFiles(tmp_path), FakeBases(newest))
    made = {OLD: OLD_MADE, NEW: NEW_MADE}.get(newest or b"")
    assert (found.drift, found.behind, found.rendering) == (expected, behind, made)


def test_an_edited_overlay_makes_its_variant_behind(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.overlay.toml": OVERLAY.replace("opus", "haiku"), "agents/a.md": OLD_MADE})
    found = stand(Variant(DECLARED, LOCKED), DiskFiles(tmp_path), FakeBases(OLD))
    assert (found.drift, found.rendering) == (Drift.BEHIND, OLD_MADE.replace(b"opus", b"haiku"))


@pytest.mark.parametrize(
    ("overlay", "locked", "said"),
    [
        (
            OVERLAY,
            None,
            "no base of team/a is locked: restore agentreg.lock from Git, or `agentreg variant re",
        ),
        (OVERLAY, LOCKED._replace(base="team/x"), "team/x is locked, and team/a is declared"),
        (OVERLAY.replace("team/a", "team/b"), LOCKED, "team/b is no indexed agent (did you mean team/a?)"),
        (OVERLAY + '[add]\ntools = ["Bash"]\n', LOCKED, "a.overlay.toml:5: there is no field 'tools'"),
        (None, LOCKED, "there is no overlay a.overlay.toml"),
        ('extends = "./a.overlay.toml"', LOCKED, "a.overlay.toml: the overlay extends itself"),
    ],
)
def test_what_cannot_be_rendered_is_told_with_its_reason(
    tmp_path: Path, overlay: str | None, locked: LockEntry | None, said: str
) -> None:
    files = {"agents/a.md": OLD_MADE} | ({"a.overlay.toml": overlay} if overlay else {})
    write_files(tmp_path, files)
    found = stand(Variant(DECLARED, locked), DiskFiles(tmp_path), FakeBases(OLD))
    assert found.trouble.startswith(said)
    assert found.drift is Drift.UNREADABLE


def test_the_manifest_takes_the_base_from_the_overlay(tmp_path: Path) -> None:
    config = (
        '[[variant]]\npath = "agents/a.md"\noverlay = "a.overlay.toml"\n'
        '[[variant]]\npath = "agents/b.md"\noverlay = "lost.overlay.toml"\n'
    )
    write_files(
        tmp_path,
        {"agentreg.toml": config, "a.overlay.toml": OVERLAY, "agentreg.lock": render_lock([LOCKED])},
    )
    assert read_manifest(DiskFiles(tmp_path), "shop").variants == (
        Variant(DECLARED, LOCKED),
        Variant(VariantConfig("agents/b.md", overlay="lost.overlay.toml"), None),
    )


def test_the_lock_knows_what_was_made() -> None:
    base = Base(NEW, "a.md", "1.1.0", SOURCE, "c" * 40, "d" * 40)
    entry = lock_entry(Variant(DECLARED, LOCKED), base, NEW_MADE)
    assert (entry.sha256, entry.rendered) == (fingerprint(NEW), fingerprint(NEW_MADE))


class Renamed(FakeBases):
    """Bases that have another name in their source now."""

    def newest(self, base: str, version: str) -> Base | None:
        found = super().newest(base, version)
        return found._replace(renamed="team/new") if found else None


def test_a_base_with_another_name_by_now_is_followed(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.overlay.toml": OVERLAY, "agents/a.md": OLD_MADE})
    found = stand(Variant(DECLARED, LOCKED._replace(base="team/former")), DiskFiles(tmp_path), Renamed(OLD))
    assert (found.drift, found.renamed, found.behind) == (Drift.RENAMED, "team/new", 0)
    assert stand(Variant(DECLARED, LOCKED), DiskFiles(tmp_path), Renamed(NEW)).drift is Drift.BEHIND
