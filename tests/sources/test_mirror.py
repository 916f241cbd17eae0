from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest

from agentreg.config.values import SourceConfig
from agentreg.errors import ConfigError, GitError, ReadError
from agentreg.git.history import walk
from agentreg.git.objects import BlobReader
from agentreg.sources import keeping
from agentreg.sources.mirror import Mirror, fetch_blobs, look_at, open_mirror, update_mirror
from support.repos import build_repo, bundle, commit, git, init


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    return build_repo(tmp_path / "repo", [{"a.md": "one\n"}, {"a.md": "two\n"}])


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def update(place: Path | str, cache: Path, *, pulls: bool = False) -> Mirror:
    return update_mirror(SourceConfig("x", str(place), pulls), cache, folder=cache.parent)


def refs(mirror: Mirror) -> dict[str, str]:
    return {ref.name: ref.oid for ref in mirror.refs}


def subjects(mirror: Mirror) -> list[str]:
    tips = [ref.commit for ref in mirror.refs if ref.commit is not None]
    return [commit.subject for commit in walk(mirror.git, tips)]


def content(mirror: Mirror, oid: str) -> bytes | None:
    with BlobReader(mirror.git) as reader:
        return reader.read(oid)


def test_a_repository_is_mirrored_with_its_branches_and_tags(repo: Path, cache: Path) -> None:
    mirror = update(repo, cache)
    assert mirror.changed
    assert refs(mirror) == {
        "refs/heads/main": git(repo, "rev-parse", "main"),
        "refs/tags/v1": git(repo, "rev-parse", "v1"),
        "refs/tags/v2": git(repo, "rev-parse", "v2"),
    }
    assert subjects(mirror) == ["version 1", "version 2"]
    assert mirror.default is not None
    assert mirror.default.short == "main"
    assert mirror.notes == ()


def test_nothing_is_fetched_when_nothing_is_new(
    repo: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = update(repo, cache)
    monkeypatch.setattr("agentreg.sources.mirror.fetch_refs", None)
    second = update(repo, cache)
    assert not second.changed
    assert second._replace(changed=True) == first


def test_a_new_commit_a_new_branch_and_a_new_tag_arrive(repo: Path, cache: Path) -> None:
    update(repo, cache)
    commit(repo, {"a.md": "three\n"}, "third")
    git(repo, "branch", "topic")
    git(repo, "tag", "-a", "-m", "x", "v3")
    mirror = update(repo, cache)
    assert mirror.changed
    assert {"refs/heads/topic", "refs/tags/v3"} <= set(refs(mirror))
    assert subjects(mirror)[-1] == "third"


def test_a_forced_push_moves_the_branch_and_keeps_the_old_objects(repo: Path, cache: Path) -> None:
    old = git(repo, "rev-parse", "main")
    old_blob = git(repo, "rev-parse", "main:a.md")
    update(repo, cache)
    git(repo, "tag", "-d", "v2")
    git(repo, "reset", "-q", "--hard", "v1")
    commit(repo, {"a.md": "other\n"}, "rewritten")
    mirror = update(repo, cache)
    assert subjects(mirror) == ["version 1", "rewritten"]
    assert old not in refs(mirror).values()
    assert content(mirror, old_blob) == b"two\n"


def test_deleted_tags_and_branches_go_and_moved_tags_move(repo: Path, cache: Path) -> None:
    git(repo, "branch", "gone")
    update(repo, cache)
    git(repo, "branch", "-D", "gone")
    git(repo, "tag", "-d", "v1")
    git(repo, "tag", "-f", "v2", "v2~1")
    mirror = update(repo, cache)
    assert sorted(refs(mirror)) == ["refs/heads/main", "refs/tags/v2"]
    assert refs(mirror)["refs/tags/v2"] == git(repo, "rev-parse", "v2")


def test_a_branch_may_become_a_folder_of_branches(repo: Path, cache: Path) -> None:
    git(repo, "branch", "topic")
    update(repo, cache)
    git(repo, "branch", "-m", "topic", "topic/one")
    assert "refs/heads/topic/one" in refs(update(repo, cache))


def test_the_default_branch_follows_the_source(repo: Path, cache: Path) -> None:
    update(repo, cache)
    git(repo, "branch", "-m", "main", "trunk")
    mirror = update(repo, cache)
    assert mirror.changed
    assert mirror.default is not None
    assert mirror.default.short == "trunk"


def test_a_detached_head_leaves_the_customary_default(repo: Path, cache: Path) -> None:
    git(repo, "branch", "aaa", "v1")
    git(repo, "checkout", "-q", "--detach", "v1~0")
    default = update(repo, cache).default
    assert default is not None
    assert default.short == "aaa"  # the branch at HEAD's commit
    commit(repo, {"a.md": "floating\n"})
    default = update(repo, cache).default
    assert default is not None
    assert default.short == "main"


def test_pull_requests_come_only_when_asked_for(repo: Path, cache: Path) -> None:
    git(repo, "update-ref", "refs/pull/7/head", "v1")
    git(repo, "update-ref", "refs/pull/7/merge", "v2")
    git(repo, "update-ref", "refs/merge-requests/8/head", "v1")
    without = set(refs(update(repo, cache)))
    pulled = set(refs(update(repo, cache, pulls=True)))
    assert pulled - without == {"refs/pull/7/head", "refs/merge-requests/8/head"}
    assert without < pulled


def test_refs_that_change_what_objects_hold_never_arrive(repo: Path, cache: Path) -> None:
    git(repo, "update-ref", "refs/replace/" + git(repo, "rev-parse", "v2"), "v1")
    git(repo, "update-ref", "refs/notes/commits", "v1")
    mirror = update(repo, cache)
    listed = git(mirror.git_dir, "for-each-ref", "--format=%(refname)").split()
    assert listed == ["refs/heads/main", "refs/tags/v1", "refs/tags/v2"]
    assert subjects(mirror) == ["version 1", "version 2"]


def test_the_source_is_never_written_to(repo: Path, cache: Path) -> None:
    def state() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in repo.rglob("*") if path.is_file()}

    before = state()
    update(repo, cache)
    update(repo, cache)
    assert state() == before


def test_a_bundle_is_mirrored(repo: Path, cache: Path, tmp_path: Path) -> None:
    mirror = update(bundle(repo, tmp_path / "x.bundle"), cache)
    assert subjects(mirror) == ["version 1", "version 2"]
    assert mirror.default is not None
    assert mirror.default.short == "main"
    assert not update(tmp_path / "x.bundle", cache).changed


def test_a_bundle_that_was_replaced_is_fetched_again(repo: Path, cache: Path, tmp_path: Path) -> None:
    update(bundle(repo, tmp_path / "x.bundle"), cache)
    commit(repo, {"a.md": "three\n"}, "third")
    mirror = update(bundle(repo, tmp_path / "x.bundle"), cache)
    assert subjects(mirror)[-1] == "third"


def test_a_bundle_named_by_a_url_is_said_to_need_its_path(repo: Path, cache: Path, tmp_path: Path) -> None:
    with pytest.raises(GitError) as caught:
        update(f"file://{bundle(repo, tmp_path / 'x.bundle')}", cache)
    assert caught.value.hint == "a bundle is named by its path, not by a URL"


def test_a_bare_repository_and_a_linked_work_tree_are_sources_too(repo: Path, cache: Path) -> None:
    git(repo.parent, "clone", "-q", "--bare", str(repo), "bare")
    git(repo, "worktree", "add", "-q", "-b", "side", "../linked")
    assert subjects(update(repo.parent / "bare", cache)) == ["version 1", "version 2"]
    linked = update(repo.parent / "linked", cache)
    assert linked.default is not None
    assert linked.default.short == "side"


def test_a_relative_path_starts_from_the_configuration(repo: Path, cache: Path) -> None:
    assert update("repo", cache).git_dir == update(repo, cache).git_dir


def test_a_source_without_commits_is_empty_until_it_has_some(cache: Path, tmp_path: Path) -> None:
    repo = init(tmp_path / "new")
    mirror = update(repo, cache)
    assert (mirror.refs, mirror.default) == ((), None)
    assert not update(repo, cache).changed
    commit(repo, {"a.md": "1"}, "first")
    assert subjects(update(repo, cache)) == ["first"]


def test_a_source_that_lost_everything_is_empty(repo: Path, cache: Path) -> None:
    update(repo, cache)
    for name in ("refs/heads/main", "refs/tags/v1", "refs/tags/v2"):
        git(repo, "update-ref", "-d", name)
    assert update(repo, cache).refs == ()


def test_a_sha256_repository_is_mirrored(cache: Path, tmp_path: Path) -> None:
    repo = build_repo(tmp_path / "long", [{"a.md": "1"}], "--object-format=sha256")
    mirror = update(repo, cache)
    assert subjects(mirror) == ["version 1"]
    assert len(mirror.refs[0].oid) == 64
    assert not update(repo, cache).changed


def test_a_source_that_changed_its_object_format_is_mirrored_anew(
    repo: Path, cache: Path, tmp_path: Path
) -> None:
    update(repo, cache)
    repo.rename(tmp_path / "old")
    build_repo(repo, [{"a.md": "long"}], "--object-format=sha256")
    assert len(update(repo, cache).refs[0].oid) == 64


def test_a_shallow_clone_is_mirrored_and_said_to_be_cut_off(repo: Path, cache: Path) -> None:
    git(repo.parent, "clone", "-q", "--depth=1", f"file://{repo}", "cut")
    mirror = update(repo.parent / "cut", cache)
    assert subjects(mirror) == ["version 2"]
    assert mirror.notes == ("its history is cut off: the source is a shallow clone",)


def test_a_shallow_clone_that_was_completed_is_complete_in_the_mirror(repo: Path, cache: Path) -> None:
    git(repo.parent, "clone", "-q", "--depth=1", f"file://{repo}", "cut")
    update(repo.parent / "cut", cache)
    commit(repo, {"a.md": "three\n"}, "third")
    git(repo.parent / "cut", "pull", "-q", "--unshallow")
    mirror = update(repo.parent / "cut", cache)
    assert subjects(mirror) == ["version 1", "version 2", "third"]
    assert mirror.notes == ()


def test_a_partial_clone_without_its_objects_is_said(repo: Path, cache: Path) -> None:
    git(repo, "config", "uploadpack.allowFilter", "true")
    git(repo.parent, "clone", "-q", "--bare", "--filter=blob:none", f"file://{repo}", "partial")
    with pytest.raises(GitError) as caught:
        update(repo.parent / "partial", cache)
    assert "partial clone" in caught.value.hint
    assert "add the URL" in caught.value.hint
    assert not list((cache / "mirrors").glob("*.git*/HEAD"))


def test_a_source_with_a_missing_object_is_said_and_leaves_nothing(repo: Path, cache: Path) -> None:
    oid = git(repo, "rev-parse", "v1:a.md")
    (repo / ".git" / "objects" / oid[:2] / oid[2:]).unlink()
    with pytest.raises(GitError, match="git fetch failed") as caught:
        update(repo, cache)
    assert "git fsck" in caught.value.hint
    assert not list((cache / "mirrors").glob("*.git*/HEAD"))


def test_objects_borrowed_from_another_repository_are_copied(repo: Path, cache: Path) -> None:
    git(repo.parent, "clone", "-q", "--shared", str(repo), "borrower")
    mirror = update(repo.parent / "borrower", cache)
    assert subjects(mirror) == ["version 1", "version 2"]
    assert not (mirror.git_dir / "objects" / "info" / "alternates").exists()


def test_a_folder_named_like_git_inside_a_tree_is_refused(repo: Path, cache: Path) -> None:
    blob = git(repo, "rev-parse", "v1:a.md")
    inner = git(repo, "mktree", stdin=f"100644 blob {blob}\tconfig\n".encode())
    raw = b"40000 .git\0" + bytes.fromhex(inner)
    tree = git(repo, "hash-object", "-w", "--literally", "-t", "tree", "--stdin", stdin=raw)
    git(repo, "update-ref", "refs/heads/evil", git(repo, "commit-tree", tree, "-m", "evil"))
    with pytest.raises(GitError, match="git fetch failed"):
        update(repo, cache)


NOT_SOURCES = [
    ("absent", "does not exist"),
    ("plain", "is no Git repository"),
    ("plain/file.txt", "is no Git bundle"),
    ("repo/inner", "is a folder inside the repository"),
]


@pytest.mark.parametrize(("place", "message"), NOT_SOURCES)
def test_what_is_no_source_is_said(repo: Path, cache: Path, place: str, message: str) -> None:
    (repo / "inner").mkdir()
    (repo.parent / "plain").mkdir()
    (repo.parent / "plain" / "file.txt").write_text("x", encoding="utf-8")
    with pytest.raises(ReadError, match=message) as caught:
        update(place, cache)
    assert caught.value.hint


@pytest.mark.parametrize("place", ["ext::sh -c 'touch owned'", "--upload-pack=touch owned", "-x"])
def test_a_location_that_runs_something_is_refused(cache: Path, tmp_path: Path, place: str) -> None:
    with pytest.raises(ConfigError):
        update(place, cache)
    assert not (tmp_path / "owned").exists()


def test_looking_at_a_source_stores_nothing(repo: Path, cache: Path) -> None:
    offered = look_at(SourceConfig("x", str(repo)), folder=cache)
    assert sorted(offered.oids) == ["refs/heads/main", "refs/tags/v1", "refs/tags/v2"]
    assert offered.default == "refs/heads/main"
    assert not cache.exists()


@pytest.mark.parametrize("scheme", ["", "file://"])
def test_a_mirror_can_be_read_without_its_source(repo: Path, cache: Path, scheme: str) -> None:
    source = SourceConfig("x", f"{scheme}{repo}")
    with pytest.raises(ReadError, match="was never fetched"):
        open_mirror(source, cache, folder=cache)
    update(source.location, cache)
    repo.rename(repo.parent / "away")
    assert subjects(open_mirror(source, cache, folder=cache)) == ["version 1", "version 2"]


# Blobless mirrors


@pytest.fixture
def server(repo: Path) -> str:
    """The address of a repository whose server can leave out file contents."""
    git(repo, "config", "uploadpack.allowFilter", "true")
    git(repo, "config", "uploadpack.allowAnySHA1InWant", "true")
    return f"file://{repo}"


def test_a_mirror_of_a_server_has_no_contents_until_they_are_fetched(
    repo: Path, server: str, cache: Path
) -> None:
    mirror = update(server, cache)
    assert subjects(mirror) == ["version 1", "version 2"]
    one, two = (git(repo, "rev-parse", f"{tag}:a.md") for tag in ("v1", "v2"))
    assert content(mirror, one) is None
    fetch_blobs(mirror, [one])
    assert content(mirror, one) == b"one\n"
    assert content(mirror, two) is None


def test_a_blobless_mirror_goes_on_growing(repo: Path, server: str, cache: Path) -> None:
    update(server, cache)
    commit(repo, {"a.md": "three\n"}, "third")
    mirror = update(server, cache)
    assert subjects(mirror)[-1] == "third"
    three = git(repo, "rev-parse", "main:a.md")
    fetch_blobs(mirror, [three])
    assert content(mirror, three) == b"three\n"


def test_contents_that_are_here_are_not_fetched_again(
    repo: Path, server: str, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mirror = update(server, cache)
    one = git(repo, "rev-parse", "v1:a.md")
    fetch_blobs(mirror, [one, one])
    monkeypatch.setattr("agentreg.sources.mirror.fetch_objects", None)
    fetch_blobs(mirror, [one])


def test_a_server_that_sends_everything_is_no_trouble(repo: Path, cache: Path) -> None:
    mirror = update(f"file://{repo}", cache)
    assert content(mirror, git(repo, "rev-parse", "v1:a.md")) == b"one\n"


@pytest.mark.skipif(sys.platform == "win32", reason="the place of ssh is taken by a shell script")
def test_an_address_that_the_users_git_rewrites_is_followed(
    repo: Path, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    relay = tmp_path / "relay"
    relay.write_text('#!/bin/sh\nfor last; do :; done\nexec sh -c "$last"\n', encoding="utf-8")
    relay.chmod(0o755)
    rewriting = f'[url "ssh://host{repo.parent}/"]\n\tinsteadOf = https://example.invalid/\n'
    (tmp_path / "config").write_text(rewriting, encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    monkeypatch.setenv("GIT_SSH_COMMAND", str(relay))
    assert subjects(update("https://example.invalid/repo", cache)) == ["version 1", "version 2"]


def test_a_mirror_promises_nothing_and_knows_no_address(server: str, cache: Path) -> None:
    mirror = update(server, cache)
    config = (mirror.git_dir / "config").read_text(encoding="utf-8")
    assert "promisor" not in config
    assert server not in config


# Killed runs, and others at work


def test_locks_of_a_killed_run_are_cleared_away(repo: Path, cache: Path) -> None:
    mirror = update(repo, cache)
    left = [
        mirror.git_dir / "refs" / "heads" / "main.lock",
        mirror.git_dir / "packed-refs.lock",
        mirror.git_dir / "HEAD.lock",
        mirror.git_dir / "objects" / "pack" / "tmp_pack_x1",
    ]
    for path in left:
        path.write_bytes(b"")
    commit(repo, {"a.md": "three\n"}, "third")
    assert subjects(update(repo, cache))[-1] == "third"
    assert [path for path in left if path.exists()] == []


def test_a_first_fetch_that_was_killed_is_begun_anew(repo: Path, cache: Path) -> None:
    mirror = update(repo, cache)
    mirror.git_dir.rename(mirror.git_dir.with_name(f"{mirror.git_dir.name}.new"))
    (mirror.git_dir.parent / f"{mirror.git_dir.name}.new" / "HEAD").write_bytes(b"garbage")
    assert subjects(update(repo, cache)) == ["version 1", "version 2"]


def test_a_half_finished_update_is_finished(repo: Path, cache: Path) -> None:
    mirror = update(repo, cache)
    git(mirror.git_dir, "update-ref", "-d", "refs/tags/v2")
    again = update(repo, cache)
    assert again.changed
    assert refs(again) == refs(mirror)


def test_a_mirror_that_another_process_holds_is_waited_for(
    repo: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mirror = update(repo, cache)
    commit(repo, {"a.md": "three\n"}, "third")
    monkeypatch.setattr(keeping, "LOCK_PATIENCE", 0.05)
    with keeping.locked(mirror.git_dir), pytest.raises(ReadError, match="another process") as caught:
        update(repo, cache)
    assert caught.value.hint


def test_many_at_once_end_with_one_good_mirror(repo: Path, cache: Path) -> None:
    found: list[list[str]] = []
    threads = [threading.Thread(target=lambda: found.append(subjects(update(repo, cache)))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [["version 1", "version 2"]] * 6


def test_progress_is_told(repo: Path, cache: Path) -> None:
    heard: list[tuple[str, int, int]] = []
    update_mirror(
        SourceConfig("x", f"file://{repo}"), cache, folder=cache, progress=lambda *stage: heard.append(stage)
    )
    assert ("receiving", 6, 6) in heard


def test_a_listener_that_fails_is_heard_of(repo: Path, cache: Path) -> None:
    def fail(*_stage: object) -> None:
        raise RuntimeError("no terminal any more")

    with pytest.raises(RuntimeError, match="no terminal"):
        update_mirror(SourceConfig("x", str(repo)), cache, folder=cache, progress=fail)
