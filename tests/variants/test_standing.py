from __future__ import annotations

from pathlib import Path

import pytest

from agentreg.config.values import VariantConfig
from agentreg.errors import AmbiguousReference, ConfigError, IndexUnavailable, ReadError, UnknownReference
from agentreg.variants.drift import Drift
from agentreg.variants.files import DiskFiles
from agentreg.variants.lock import LockEntry, fingerprint, render_lock
from agentreg.variants.manifest import Manifest, Variant, read_manifest
from agentreg.variants.standing import Base, Standing, lock_entry, stand
from support.projects import write_files

OLD, NEW, OWN, OTHER = b"old\n", b"new\n", b"own\n", b"other\n"
DECLARED = VariantConfig("agents/a.md", "team/a", "^1")
NEWEST = Base(NEW, "agents/a.md", "1.2.0", "https://example.com/team.git", "c" * 40, "d" * 40)
LOCKED = LockEntry("agents/a.md", "team/a", "1.0.0", NEWEST.source, "a" * 40, "b" * 40, fingerprint(OLD))


class FakeBases:
    """Bases given as values."""

    def __init__(
        self, newest: Base | None = NEWEST, error: Exception | None = None, meant: Base | None = None
    ) -> None:
        self._newest = newest
        self._error = error
        self._meant = meant

    def locked(self, entry: LockEntry) -> bytes:
        assert entry.blob == LOCKED.blob
        return OLD

    def deleted(self, base: str) -> bool:
        return base == "team/deleted"

    def is_of(self, entry: LockEntry, base: str) -> bool:
        return (entry.base, base) == ("team/former", "team/a")

    def descendant(self, entry: LockEntry, version: str) -> Base | None:
        assert (entry, version) == (LOCKED, "^1")
        return self._meant

    def newest(self, base: str, version: str) -> Base | None:
        assert (base, version) == ("team/a", "^1")
        if self._error:
            raise self._error
        return self._newest

    def behind(self, entry: LockEntry, newest: Base) -> int | None:
        assert (entry.blob, newest.blob) == (LOCKED.blob, "d" * 40)
        return None if newest.text == OTHER else 3

    def check_origin(self, origin: str) -> None:
        if origin != "team/a":
            raise UnknownReference(f"{origin} is no indexed agent", hint="did you mean team/a?")

    def is_older(self, entry: LockEntry, newest: Base) -> bool:
        return newest.version < entry.version


@pytest.fixture
def files(tmp_path: Path) -> DiskFiles:
    write_files(tmp_path, {"agents/a.md": OWN})
    return DiskFiles(tmp_path)


VARIANT = Variant(DECLARED, LOCKED)


def test_a_variant_is_read_with_both_its_bases(files: DiskFiles) -> None:
    assert stand(VARIANT, files, FakeBases()) == Standing(VARIANT, Drift.DIVERGED, OLD, NEWEST, OWN, 3)


def test_a_variant_whose_base_did_not_move_is_not_behind(files: DiskFiles) -> None:
    found = stand(VARIANT, files, FakeBases(NEWEST._replace(text=OLD)))
    assert (found.drift, found.behind) == (Drift.MODIFIED, 0)


@pytest.mark.parametrize(("text", "behind"), [(OLD, 0), (NEW, 3)])
def test_a_base_with_a_new_name_is_told_with_its_newest_revision(
    files: DiskFiles, text: bytes, behind: int
) -> None:
    moved = NEWEST._replace(text=text, renamed="team/b")
    found = stand(VARIANT, files, FakeBases(moved))
    assert found == Standing(VARIANT, Drift.RENAMED, OLD, moved, OWN, behind, renamed="team/b")


@pytest.mark.parametrize(
    "bases",
    [
        FakeBases(NEWEST._replace(text=OTHER), meant=NEWEST),
        FakeBases(error=AmbiguousReference("'team/a' names 2 agents"), meant=NEWEST),
    ],
)
def test_the_lock_says_which_agent_is_meant_when_its_name_means_others(
    files: DiskFiles, bases: FakeBases
) -> None:
    assert stand(VARIANT, files, bases).newest == NEWEST


def test_a_name_of_several_agents_of_which_none_is_the_locked_one_is_told(files: DiskFiles) -> None:
    found = stand(VARIANT, files, FakeBases(error=AmbiguousReference("'team/a' names 2 agents")))
    assert (found.drift, found.trouble) == (Drift.UNREADABLE, "'team/a' names 2 agents")


def test_a_lock_may_call_the_base_by_a_former_name(files: DiskFiles) -> None:
    former = Variant(DECLARED, LOCKED._replace(base="team/former"))
    assert stand(former, files, FakeBases()).drift is Drift.DIVERGED


def test_a_base_that_is_gone_leaves_an_orphan(files: DiskFiles) -> None:
    found = stand(VARIANT, files, FakeBases(None))
    assert (found.drift, found.trouble) == (Drift.ORPHANED, "team/a is gone from its source")


@pytest.mark.parametrize(
    "error", [UnknownReference("no such version", hint="1.0"), ReadError("lost", hint="1.0")]
)
def test_what_cannot_be_read_is_told_and_hides_no_other_variant(files: DiskFiles, error: Exception) -> None:
    found = stand(VARIANT, files, FakeBases(error=error))
    assert found == Standing(VARIANT, Drift.UNREADABLE, trouble=f"{error} (1.0)")


def test_a_missing_index_concerns_all_variants(files: DiskFiles) -> None:
    with pytest.raises(IndexUnavailable):
        stand(VARIANT, files, FakeBases(error=IndexUnavailable("none")))


NO_BASE = "no base of team/a is locked: restore agentreg.lock from Git, or run `agentreg"
OTHER_BASE = "team/other is locked, and team/a is declared: correct its [[variant]] block, or run `agentreg"


@pytest.mark.parametrize(
    ("declared", "locked", "said"),
    [
        (DECLARED, None, f"{NO_BASE} adopt agents/a.md`"),
        (DECLARED._replace(path="agents/b.md"), None, f"{NO_BASE} track team/a agents/b.md`"),
        (DECLARED, LOCKED._replace(base="team/other"), f"{OTHER_BASE} adopt agents/a.md`"),
        (DECLARED._replace(base="team/aa"), LOCKED, "team/aa is no indexed agent (did you mean team/a?)"),
    ],
)
def test_a_variant_without_a_locked_base_says_how_to_lock_one(
    files: DiskFiles, declared: VariantConfig, locked: LockEntry | None, said: str
) -> None:
    found = stand(Variant(declared, locked), files, FakeBases())
    assert (found.drift, found.trouble) == (Drift.UNREADABLE, said)


def test_a_lock_entry_names_all_that_a_merge_needs() -> None:
    assert lock_entry(VARIANT, NEWEST) == LockEntry(
        "agents/a.md", "team/a", "1.2.0", NEWEST.source, "c" * 40, "d" * 40, fingerprint(NEW)
    )


TOML = '[[variant]]\npath = "agents/a.md"\nbase = "team/a"\nversion = "^1"\n'


def test_a_manifest_pairs_declared_variants_with_their_locks(tmp_path: Path) -> None:
    second = '\n[[variant]]\npath = "agents/A.md"\nbase = "team/b"\nowned = ["model"]\n'
    stale = LOCKED._replace(path="agents/z.md")
    write_files(tmp_path, {"agentreg.toml": TOML + second, "agentreg.lock": render_lock([LOCKED, stale])})
    other = Variant(VariantConfig("agents/A.md", "team/b", "*", ("model",)), None)
    assert read_manifest(DiskFiles(tmp_path), "p") == Manifest((other, VARIANT), ("agents/z.md",))


def test_a_manifest_may_stand_in_pyproject(tmp_path: Path) -> None:
    write_files(tmp_path, {"pyproject.toml": TOML.replace("[[variant]]", "[[tool.agentreg.variant]]")})
    assert read_manifest(DiskFiles(tmp_path), "p") == Manifest((Variant(DECLARED, None),))


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, r"p: there is no agentreg.toml"),
        ({"pyproject.toml": "[project]\n"}, r"p: there is no agentreg.toml"),
        ({"agentreg.toml": b"\xff"}, r"p/agentreg.toml: is not UTF-8"),
        ({"agentreg.toml": "[[variant]]\n"}, r"p/agentreg.toml"),
        ({"agentreg.toml": TOML, "agentreg.lock": "<<<<<<<"}, r"p/agentreg.lock"),
    ],
)
def test_a_manifest_that_cannot_be_followed_is_refused_by_name(
    tmp_path: Path, files: dict[str, str | bytes], said: str
) -> None:
    write_files(tmp_path, files)
    with pytest.raises(ConfigError, match=said):
        read_manifest(DiskFiles(tmp_path), "p")


def test_a_base_older_than_the_locked_one_is_told_and_what_to_do(files: DiskFiles) -> None:
    found = stand(VARIANT, files, FakeBases(NEWEST._replace(version="0.9.0")))
    assert (found.drift, found.older) == (Drift.DIVERGED, True)
    assert found.trouble == (
        "0.9.0 of its base is older than 1.0.0, which is locked: let '^1' allow that, or restore an older"
        " agentreg.lock and file from Git"
    )


def test_a_base_that_went_back_to_the_locked_text_is_no_older_one(files: DiskFiles) -> None:
    assert not stand(VARIANT, files, FakeBases(NEWEST._replace(version="0.9.0", text=OLD))).older
