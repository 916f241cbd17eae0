from __future__ import annotations

import hashlib
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agentreg.errors import GitError, ReadError
from agentreg.git.objects import Blob, BlobReader, read_sizes
from agentreg.git.process import Git
from support.repos import add_object, build_repo, git, init

ABSENT = "de" * 20


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    return init(tmp_path / "repo")


@pytest.fixture(scope="module")
def shared_repo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return init(tmp_path_factory.mktemp("objects") / "repo")


@pytest.mark.parametrize("content", [b"", b"\n", b"x", b"a\0b\n", b"missing\n", b"\xff" * 100_000])
def test_a_blob_is_read_exactly(repo: Path, content: bytes) -> None:
    oid = add_object(repo, "blob", content)
    with BlobReader(Git(repo / ".git")) as reader:
        assert reader.read(oid) == content
        assert reader.read(oid) == content


def test_a_missing_blob_is_none_and_the_reader_goes_on(repo: Path) -> None:
    oid = add_object(repo, "blob", b"here")
    with BlobReader(Git(repo / ".git")) as reader:
        assert reader.read(ABSENT) is None
        assert reader.read(oid) == b"here"


def test_a_blob_over_the_limit_is_never_loaded(repo: Path) -> None:
    large, small = add_object(repo, "blob", b"x" * 101), add_object(repo, "blob", b"x" * 100)
    with BlobReader(Git(repo / ".git"), limit=100) as reader:
        assert list(reader.read_many([large, small])) == [
            Blob(large, 101, None),
            Blob(small, 100, b"x" * 100),
        ]
        with pytest.raises(ReadError, match="has 101 bytes, more than 100"):
            reader.read(large)


def test_hundreds_of_blobs_come_in_the_order_asked(repo: Path) -> None:
    contents = [f"{number}\n".encode() * number for number in range(300)]
    oids = [add_object(repo, "blob", content) for content in contents[:20]]
    asked = [*oids, ABSENT, *reversed(oids)] * 10
    expected = dict(zip(oids, contents, strict=False))
    with BlobReader(Git(repo / ".git")) as reader:
        blobs = list(reader.read_many(asked))
    assert [(blob.oid, blob.data) for blob in blobs] == [(oid, expected.get(oid)) for oid in asked]
    assert [blob.is_missing for blob in blobs] == [oid == ABSENT for oid in asked]


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    repo = build_repo(tmp_path / "other", [{"a.md": "1"}])
    with BlobReader(Git(repo / ".git")) as reader, pytest.raises(ReadError, match="is a tree, not a file"):
        reader.read(git(repo, "rev-parse", "v1^{tree}"))


@pytest.mark.parametrize("name", ["HEAD", "v1:a.md", "--batch-all-objects", "a\nb", ":/x", ""])
def test_only_full_ids_are_asked_for(repo: Path, name: str) -> None:
    with BlobReader(Git(repo / ".git")) as reader, pytest.raises(ValueError, match="not a full object id"):
        reader.read(name)


def test_a_damaged_blob_counts_as_missing(repo: Path) -> None:
    oid = add_object(repo, "blob", b"precious")
    loose = repo / ".git" / "objects" / oid[:2] / oid[2:]
    loose.chmod(0o644)
    loose.write_bytes(b"garbage")
    with BlobReader(Git(repo / ".git")) as reader:
        assert reader.read(oid) is None


def test_a_blob_that_breaks_off_is_an_error(repo: Path) -> None:
    oid = add_object(repo, "blob", hashlib.shake_128(b"x").digest(3_000))
    loose = repo / ".git" / "objects" / oid[:2] / oid[2:]
    loose.chmod(0o644)
    loose.write_bytes(loose.read_bytes()[:1_500])
    with BlobReader(Git(repo / ".git")) as reader, pytest.raises(GitError, match="git cat-file failed"):
        reader.read(oid)


def test_a_blob_shorter_than_it_says_is_an_error_and_no_answer_is_mixed_up(repo: Path) -> None:
    short, other = add_object(repo, "blob", b"precious"), add_object(repo, "blob", b"another")
    loose = repo / ".git" / "objects" / short[:2] / short[2:]
    loose.chmod(0o644)
    loose.write_bytes(zlib.compress(b"blob 8\0prec"))
    with BlobReader(Git(repo / ".git")) as reader:
        with pytest.raises(ReadError, match="is damaged"):
            list(reader.read_many([short, other]))
        assert reader.read(other) == b"another"


def test_a_reader_that_was_left_early_answers_the_next_question(repo: Path) -> None:
    oids = [add_object(repo, "blob", content) for content in (b"one", b"two", b"three")]
    with BlobReader(Git(repo / ".git")) as reader:
        assert next(reader.read_many(oids)).data == b"one"
        assert reader.read(oids[2]) == b"three"


def test_a_partial_clone_says_missing_and_fetches_nothing(tmp_path: Path) -> None:
    origin = build_repo(tmp_path / "origin", [{"a.md": "1", "b.md": "2", "c.md": "3"}])
    git(origin, "config", "uploadpack.allowFilter", "true")
    git(origin, "config", "uploadpack.allowAnySHA1InWant", "true")
    git(tmp_path, "clone", "-q", "--bare", "--filter=blob:none", f"file://{origin}", "partial")
    oids = [git(origin, "rev-parse", f"v1:{name}.md") for name in "abc"]
    here = add_object(tmp_path / "partial", "blob", b"here")
    with BlobReader(Git(tmp_path / "partial")) as reader:
        blobs = list(reader.read_many([oids[0], here, *oids[1:], here]))
    assert [blob.data for blob in blobs] == [None, b"here", None, None, b"here"]
    assert list(read_sizes(Git(tmp_path / "partial"), [*oids, here])) == [-1, -1, -1, 4]


def test_a_sha256_repository_is_read_too(tmp_path: Path) -> None:
    repo = init(tmp_path / "other", "--object-format=sha256")
    oid = add_object(repo, "blob", b"long id")
    with BlobReader(Git(repo / ".git")) as reader:
        assert reader.read(oid) == b"long id"


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.binary(max_size=300), min_size=1, max_size=5))
def test_what_is_written_is_read_back(shared_repo: Path, contents: list[bytes]) -> None:
    oids = [add_object(shared_repo, "blob", content) for content in contents]
    with BlobReader(Git(shared_repo / ".git")) as reader:
        assert [blob.data for blob in reader.read_many(oids)] == contents
