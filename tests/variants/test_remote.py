from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from agentreg.config.fleet import Member
from agentreg.config.location import parse_location
from agentreg.errors import GitError, ReadError
from agentreg.git.process import Trust
from agentreg.sources.mirror import Reach
from agentreg.variants.project import SYNC_SUBJECT, Project
from agentreg.variants.remote import open_remote
from agentreg.variants.survey import read_project
from support.processes import started
from support.projects import repository
from support.repos import commit, git

AGENT = ".claude/agents/a.md"
FILES = {
    "agentreg.toml": f'[[variant]]\npath = "{AGENT}"\nbase = "team/a"\n',
    AGENT: "an agent\n",
    "large.bin": "nobody asks for this\n",
}


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """The project as its owner has it, with a server that can leave out file contents."""
    folder = repository(tmp_path / "shop", FILES)
    git(folder, "config", "uploadpack.allowFilter", "true")
    git(folder, "config", "uploadpack.allowAnySHA1InWant", "true")
    return folder


@pytest.fixture
def member(work: Path) -> Member:
    url = f"file://{work}"
    return Member("shop", parse_location(url, Path()))


def opened(member: Member, cache: Path, reach: Reach = Reach.FETCH, branch: str = "") -> Project:
    return open_remote(member, cache, reach, branch=branch)


def test_one_elsewhere_is_read_at_its_default_branch(work: Path, member: Member, tmp_path: Path) -> None:
    git(work, "checkout", "-q", "-b", "topic")
    commit(work, {AGENT: "a topic\n"})
    git(work, "checkout", "-q", "main")
    project = opened(member, tmp_path / "cache")
    assert project.files.read(AGENT) == b"an agent\n"
    assert (project.folder, project.prefix, project.remote) == (None, "", member.location)
    assert project.start == git(work, "rev-parse", "main")
    assert project.git is not None
    assert project.git.trust is Trust.TARGET
    assert project.git.git_dir.is_relative_to(tmp_path / "cache" / "fleet")


def test_only_what_is_read_is_fetched(member: Member, work: Path, tmp_path: Path) -> None:
    project = opened(member, tmp_path / "cache")
    assert project.git is not None
    here = git(project.git.git_dir, "cat-file", "--batch-all-objects", "--batch-check").split()
    assert git(work, "rev-parse", f"HEAD:{AGENT}") in here
    assert git(work, "rev-parse", "HEAD:large.bin") not in here
    assert project.files.read("large.bin") == b"nobody asks for this\n"


def test_what_is_new_is_fetched_and_offline_is_as_before(member: Member, work: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    with pytest.raises(ReadError, match="shop was never fetched") as refused:
        opened(member, cache, Reach.OFFLINE)
    assert refused.value.hint == "run it once without --offline"
    opened(member, cache)
    commit(work, {AGENT: "newer\n"})
    assert opened(member, cache, Reach.OFFLINE).files.read(AGENT) == b"an agent\n"
    assert opened(member, cache).files.read(AGENT) == b"newer\n"
    assert opened(member, cache, Reach.OFFLINE).files.read(AGENT) == b"newer\n"


def test_where_nothing_is_new_few_processes_say_so(
    member: Member, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(member, tmp_path / "cache")
    calls = started(monkeypatch)
    reading = read_project("shop", partial(opened, member, tmp_path / "cache"))
    assert reading.error is None
    assert [call[0] for call in calls] == ["ls-remote", "for-each-ref", *["cat-file"] * 5]


def test_refs_of_ours_in_the_mirror_stay_and_hide_nothing(
    member: Member, work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    project = opened(member, cache)
    assert project.git is not None
    git(project.git.git_dir, "update-ref", "refs/agentreg/sync", project.start)
    calls = started(monkeypatch)
    opened(member, cache)
    assert not [call for call in calls if call[0] == "fetch"]
    commit(work, {AGENT: "newer\n"})
    assert opened(member, cache).files.read(AGENT) == b"newer\n"
    assert git(project.git.git_dir, "rev-parse", "refs/agentreg/sync") == project.start


def test_a_branch_of_it_can_be_gone_on_with(member: Member, work: Path, tmp_path: Path) -> None:
    git(work, "checkout", "-q", "-b", "up")
    commit(work, {AGENT: "on the branch\n"})
    git(work, "checkout", "-q", "main")
    project = opened(member, tmp_path / "cache", branch="up")
    assert project.files.read(AGENT) == b"on the branch\n"
    assert (project.tip, project.apart) == (git(work, "rev-parse", "up"), False)
    fresh = opened(member, tmp_path / "cache", branch="absent")
    assert (fresh.tip, fresh.start) == ("", git(work, "rev-parse", "main"))


def test_a_branch_that_was_merged_by_squash_starts_anew_though_texts_are_missing_here(
    member: Member, work: Path, tmp_path: Path
) -> None:
    git(work, "checkout", "-q", "-b", "up")
    commit(work, {AGENT: "on the branch\n"}, SYNC_SUBJECT)
    git(work, "checkout", "-q", "main")
    commit(work, {"other.md": "other work\n"})
    assert opened(member, tmp_path / "cache", branch="up").apart
    git(work, "merge", "-q", "--squash", "up")
    head = commit(work, {})
    project = opened(member, tmp_path / "fresh", branch="up")
    assert (project.apart, project.start) == (False, head)


def test_one_without_commits_or_not_there_is_told(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "--bare", "empty.git")
    for name, said in (("empty.git", "nothing was ever committed"), ("absent.git", "absent.git")):
        member = Member(name, parse_location(f"file://{tmp_path}/{name}", Path()))
        error = read_project(name, partial(opened, member, tmp_path / "cache")).error
        assert isinstance(error, ReadError | GitError)
        assert said in error.message


def test_a_cache_that_cannot_be_written_concerns_one_project(member: Member, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where a folder is needed")
    reading = read_project("shop", partial(opened, member, tmp_path / "cache"))
    assert isinstance(reading.error, ReadError)
    assert str(tmp_path / "cache") in reading.error.message
