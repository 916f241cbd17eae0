"""Real repositories into an index, at once and step by step."""

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from agentreg.config.values import SourceConfig
from agentreg.errors import ReadError
from agentreg.git.objects import Blob, BlobReader
from agentreg.index import extract, pool
from agentreg.index.access import reading
from support.indexed import contents, definition, index, rows
from support.repos import build_repo, commit, git, init

HISTORY = "SELECT p.path, v.status FROM revision v JOIN path p ON p.id = v.path_id ORDER BY v.id"
LONG = [f"Sentence {number} of a prompt that goes on." for number in range(30)]


@pytest.fixture
def where(tmp_path: Path) -> Path:
    return tmp_path / "index.sqlite"


def test_every_revision_is_told_with_what_happened(tmp_path, where):
    one, other = definition("one", *LONG), definition("other")
    repo = build_repo(
        tmp_path / "repo",
        [
            {"agents/one.md": one, "README.md": "# Agents\n"},
            {"agents/one.md": one + "More.\n", "agents/other.md": other},
            {"agents/one.md": None, "moved/one.md": one + "More.\n"},
            {"moved/one.md": None, "moved/first.md": one + "More.\nAnd more.\n"},
            {"copies/other.md": other},
            {"agents/other.md": None},
        ],
    )
    [report] = index(where, repo)
    assert rows(where, HISTORY) == [
        ("agents/one.md", "added"),
        ("agents/one.md", "modified"),
        ("agents/other.md", "added"),
        ("moved/one.md", "moved"),
        ("moved/first.md", "renamed"),
        ("copies/other.md", "copied"),
        ("agents/other.md", "deleted"),
    ]
    assert rows(where, "SELECT name, path, origin, revisions, live FROM agent ORDER BY origin") == [
        ("one", "moved/first.md", "agents/one.md", 4, 1),
        ("other", "agents/other.md", "agents/other.md", 2, 0),
        ("other", "copies/other.md", "copies/other.md", 1, 1),
    ]
    assert (report.revisions, report.texts, report.dropped, report.changed) == (7, 5, 0, True)


def test_nothing_new_reads_nothing_and_starts_no_process(tmp_path, where, monkeypatch):
    repo = build_repo(tmp_path / "repo", [{"agents/one.md": definition("one")}])
    index(where, repo)
    monkeypatch.setattr(pool, "_pool", None)
    [report] = index(where, repo)
    assert not report.changed


def test_a_text_that_is_known_is_not_read_again(tmp_path, where):
    same = {"agents/one.md": definition("one")}
    first, second = build_repo(tmp_path / "first", [same]), build_repo(tmp_path / "second", [same])
    reports = index(where, first, second)
    assert [report.texts for report in reports] == [1, 0]
    assert rows(where, "SELECT count(*) FROM text") == [(1,)]


def test_a_file_that_becomes_a_definition_is_added_and_one_that_ceases_to_be_is_deleted(tmp_path, where):
    build_repo(
        tmp_path / "repo",
        [
            {"notes/one.md": "Only notes.\n"},
            {"notes/one.md": definition("one")},
            {"notes/one.md": "Notes again.\n"},
        ],
    )
    index(where, tmp_path / "repo")
    assert rows(where, HISTORY) == [("notes/one.md", "added"), ("notes/one.md", "deleted")]


def test_symlinks_and_mode_changes_are_no_revisions(tmp_path, where):
    repo = build_repo(tmp_path / "repo", [{"agents/one.md": definition("one")}])
    (repo / "agents/link.md").symlink_to("one.md")
    (repo / "agents/one.md").chmod(0o755)
    commit(repo, {})
    index(where, repo)
    assert rows(where, HISTORY) == [("agents/one.md", "added")]


def test_submodules_are_never_taken_for_files(tmp_path, where):
    repo = build_repo(tmp_path / "repo", [{"agents/one.md": definition("one")}])
    git(
        repo, "update-index", "--add", "--cacheinfo", f"160000,{git(repo, 'rev-parse', 'HEAD')},agents/sub.md"
    )
    git(repo, "commit", "-q", "-m", "a submodule")
    git(repo, "rm", "-q", "--cached", "agents/sub.md")
    git(repo, "commit", "-q", "-m", "and away")
    index(where, repo)
    assert rows(where, HISTORY) == [("agents/one.md", "added")]
    assert rows(where, "SELECT count(*) FROM revision") == [(1,)]


def test_a_shallow_clone_is_indexed_as_far_as_it_goes(tmp_path, where):
    versions = [{"agents/one.md": definition("one", f"Edit {number}.")} for number in range(4)]
    full = build_repo(tmp_path / "full", versions)
    git(full, "clone", "-q", "--depth", "2", full.as_uri(), str(tmp_path / "shallow"))
    index(where, tmp_path / "shallow")
    assert [status for _, status in rows(where, HISTORY)] == ["added", "modified"]


@pytest.mark.skipif(sys.platform != "linux", reason="needs file names that are no text")
def test_refs_and_paths_may_be_any_bytes(tmp_path, where):
    repo = build_repo(tmp_path / "repo", [{"agents/one.md": definition("one")}])
    (repo / os.fsdecode(b"agents/\xff.md")).write_text(definition("odd"))
    commit(repo, {})
    git(repo, "branch", b"odd-\xff")
    index(where, repo)
    assert rows(where, "SELECT path FROM agent ORDER BY path") == [("agents/\\xff.md",), ("agents/one.md",)]
    assert ("refs/heads/odd-\\xff",) in rows(where, "SELECT name FROM ref")
    with reading(where) as reader:
        assert reader.agents_named("\udcff") == []
    [again] = index(where, repo)
    assert not again.changed


def test_merged_branches_are_mainline_and_open_ones_are_not(tmp_path, where):
    repo = build_repo(tmp_path / "repo", [{"agents/one.md": definition("one")}])
    for branch in ("merged", "open"):
        git(repo, "checkout", "-q", "-b", branch, "main")
        commit(repo, {f"agents/{branch}.md": definition(branch)})
    git(repo, "checkout", "-q", "main")
    commit(repo, {"agents/one.md": definition("one", "Newer.")})
    git(repo, "merge", "-q", "--no-ff", "-m", "merge", "merged")
    index(where, repo)
    mainline = 'SELECT p.path, c.mainline FROM revision v JOIN path p ON p.id = v.path_id JOIN "commit" c'
    assert sorted(rows(where, f"{mainline} ON c.id = v.commit_id")) == [
        ("agents/merged.md", 1),
        ("agents/one.md", 1),
        ("agents/one.md", 1),
        ("agents/open.md", 0),
    ]
    assert rows(where, "SELECT name FROM agent WHERE live ORDER BY name") == [("merged",), ("one",)]


def test_what_a_merge_changes_itself_is_a_revision(tmp_path, where):
    repo = build_repo(tmp_path / "repo", [{"agents/one.md": definition("one", *LONG)}])
    git(repo, "checkout", "-q", "-b", "side")
    commit(repo, {"agents/one.md": definition("one", "Side.", *LONG)})
    git(repo, "checkout", "-q", "main")
    commit(repo, {"agents/one.md": definition("one", "Main.", *LONG)})
    git(repo, "merge", "-q", "--no-commit", "-s", "ours", "side")
    commit(repo, {"agents/one.md": definition("one", "Both.", *LONG)}, "merge")
    index(where, repo)
    assert rows(where, HISTORY)[-1] == ("agents/one.md", "modified")
    assert rows(where, "SELECT count(*) FROM revision") == [(4,)]


def test_after_a_forced_push_the_lost_revisions_are_dropped(tmp_path, where):
    repo = build_repo(
        tmp_path / "repo", [{"agents/one.md": definition("one")}, {"agents/two.md": definition("two")}]
    )
    index(where, repo)
    git(repo, "tag", "-d", "v2")
    git(repo, "reset", "-q", "--hard", "v1")
    commit(repo, {"agents/three.md": definition("three")})
    [report] = index(where, repo)
    assert report.dropped == 1
    assert rows(where, "SELECT name FROM agent ORDER BY name") == [("one",), ("three",)]


def test_other_filters_index_a_source_anew(tmp_path, where):
    repo = build_repo(tmp_path / "repo", [{"a/one.md": definition("one"), "b/two.md": definition("two")}])
    index(where, repo)
    index(where, SourceConfig("repo", str(repo), exclude=("b",)))
    assert rows(where, "SELECT name FROM agent") == [("one",)]


def test_a_repository_without_commits_is_indexed_as_empty(tmp_path, where):
    [report] = index(where, init(tmp_path / "repo"))
    assert report.revisions == 0
    assert rows(where, "SELECT name FROM source") == [("repo",)]


def test_sha256_repositories_are_indexed(tmp_path, where):
    build_repo(tmp_path / "repo", [{"agents/one.md": definition("one")}], "--object-format=sha256")
    index(where, tmp_path / "repo")
    assert rows(where, "SELECT length(oid) FROM text") == [(32,)]


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _fail() -> None:
    raise RecursionError("too deep")


def _hang() -> None:
    time.sleep(60)


@pytest.mark.skipif(sys.platform != "linux", reason="the poison reaches the readers by forking")
@pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")
@pytest.mark.parametrize(
    ("poison", "trouble"),
    [
        (_die, "reader-died 0 the process that read the file died of it, or took too long\n"),
        (_hang, "reader-died 0 the process that read the file died of it, or took too long\n"),
        (_fail, "reader-failed 0 the reader failed on the file: RecursionError\n"),
    ],
)
def test_a_text_that_harms_its_reader_costs_no_other_text(tmp_path, where, monkeypatch, poison, trouble):
    files = {f"agents/agent{number}.md": definition(f"agent{number}") for number in range(9)}
    repo = build_repo(tmp_path / "repo", [files | {"agents/poison.md": definition("poison")}])

    def read(data: bytes, path: str) -> object:
        if b"name: poison" in data:
            poison()
        return honest(data, path)

    honest = extract.read_definition
    monkeypatch.setattr(extract, "read_definition", read)
    monkeypatch.setattr(pool, "METHOD", "fork")
    monkeypatch.setattr(pool, "ALONE", "fork")
    monkeypatch.setattr(pool, "PATIENCE", 0.5)
    [report] = index(where, repo)
    assert report.texts == 10
    assert rows(where, "SELECT place, diagnostics FROM reading WHERE diagnostics != ''") == [
        ("agents/poison.md", trouble)
    ]
    assert rows(where, "SELECT count(*) FROM agent WHERE live") == [(10,)]


def test_an_interrupted_source_leaves_what_was_there_and_the_next_run_goes_on(tmp_path, where, monkeypatch):
    repo = build_repo(tmp_path / "repo", [{"agents/one.md": definition("one")}])
    index(where, repo)
    before = contents(where)
    commit(repo, {"agents/two.md": definition("two")})
    with monkeypatch.context() as patch:
        patch.setattr("agentreg.index.build.draw_agents", _interrupt)
        with pytest.raises(KeyboardInterrupt):
            index(where, repo)
    assert contents(where) == before
    index(where, repo)
    assert rows(where, "SELECT name FROM agent ORDER BY name") == [("one",), ("two",)]


def _interrupt(*_arguments: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("seed", range(4))
def test_an_index_grown_step_by_step_equals_one_built_at_once(tmp_path, where, seed):
    repo = init(tmp_path / "repo")
    chance = random.Random(seed)  # noqa: S311  reproducible, not secret
    for step in range(14):
        _change(repo, chance, step)
        if chance.random() < 0.6:
            index(where, repo)
    index(where, repo)
    fresh = tmp_path / "fresh" / "index.sqlite"
    fresh.parent.mkdir()
    shutil.copytree(where.parent / "cache", fresh.parent / "cache")
    index(fresh, repo)
    assert contents(where) == contents(fresh)


def _change(repo: Path, chance: random.Random, step: int) -> None:
    """Something that happens to repositories: edits, moves, copies, branches, merges, forced pushes."""
    files = sorted(path.relative_to(repo).as_posix() for path in repo.rglob("*.md"))
    action = (
        chance.choice(["add", "edit", "move", "copy", "delete", "branch", "merge", "rewind"])
        if step > 2
        else "add"
    )
    some = chance.choice(files) if files else ""
    text = (repo / some).read_text() if some else ""
    match action:
        case "add":
            commit(repo, {f"agents/a{step}.md": definition(f"a{step}", *LONG[step:])})
        case "edit" if some:
            commit(repo, {some: f"{text}Step {step}.\n"})
        case "move" if some:
            commit(repo, {some: None, f"moved/m{step}.md": text})
        case "copy" if some:
            commit(repo, {f"copies/c{step}.md": text})
        case "delete" if some:
            commit(repo, {some: None})
        case "branch":
            git(repo, "checkout", "-q", "-B", f"side{chance.randrange(2)}")
        case "merge":
            git(repo, "checkout", "-q", "main")
            branches = [
                name for name in git(repo, "branch", "--format=%(refname:short)").split() if name != "main"
            ]
            if branches:
                git(repo, "merge", "-q", "-s", "ours", "-m", f"merge {step}", chance.choice(branches))
        case "rewind" if step > 5:
            git(repo, "reset", "-q", "--hard", "HEAD~1")


@pytest.fixture
def unlucky() -> Iterator[pytest.MonkeyPatch]:
    """Readers that fail on the agent called `poison`, until the patch is undone."""

    def read(data: bytes, path: str) -> object:
        if b"name: poison" in data:
            raise MemoryError
        return honest(data, path)

    honest = extract.read_definition
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "METHOD", "fork")
        patch.setattr(pool, "ALONE", "fork")
        patch.setattr(extract, "read_definition", read)
        yield patch


READ_AGAIN = [
    pytest.mark.skipif(sys.platform != "linux", reason="the poison reaches the readers by forking"),
    pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning"),
]


class TestWhatCouldNotBeRead:
    """It is tried again at every run, and known like anything else once it can be read."""

    pytestmark = READ_AGAIN

    @pytest.fixture
    def repo(self, tmp_path: Path) -> Path:
        poison = definition("poison", "Line one.", "Line two.", "Line three.")
        return build_repo(
            tmp_path / "repo",
            [
                {"agents/a.md": poison, "agents/b.md": definition("b")},
                {"agents/a.md": None, "agents/c.md": poison},
            ],
        )

    def test_while_it_fails_nothing_is_new(self, repo, where, unlucky):
        del unlucky
        index(where, repo)
        before = contents(where)
        assert index(where, repo)[0].changed is False
        assert contents(where) == before

    def test_once_it_can_be_read_the_index_is_as_if_it_always_could(self, repo, where, unlucky):
        other = repo.parent / "fork"
        git(repo.parent, "clone", "-q", "--bare", str(repo), "fork")
        index(where, repo, other)
        unlucky.undo()
        reports = index(where, repo, other)
        fresh = where.parent / "fresh" / "index.sqlite"
        index(fresh, repo, other)
        assert [report.changed for report in reports] == [True, True]
        assert contents(where) == contents(fresh)
        assert rows(where, "SELECT count(*) FROM unsettled") == [(0,)]
        with reading(where) as reader:
            assert {found.agent.name for found in reader.search("three", 9)} == {"poison"}


def test_a_damaged_object_is_told_from_one_that_is_no_file(tmp_path, monkeypatch):
    repo = build_repo(tmp_path / "repo", [{"agents/a.md": definition("a"), "agents/b.md": definition("b")}])
    files = [git(repo, "rev-parse", f"v1:agents/{name}.md") for name in "ab"]
    folder = git(repo, "rev-parse", "v1:agents")
    read = BlobReader.read_many

    def read_many(self: BlobReader, oids: Iterable[str]) -> Iterator[Blob]:
        for blob in read(self, oids):
            if blob.oid == files[0]:
                raise ReadError("damaged")
            yield blob

    monkeypatch.setattr(BlobReader, "read_many", read_many)
    wanted = tuple(pool.Wanted(oid, ("agents/x.md",)) for oid in (*files, folder))
    texts = pool.read_chunk(repo / ".git", wanted)
    pool._reader_of.cache_clear()
    troubles = {text.oid: [item.trouble for item in text.readings[0].diagnostics] for text in texts}
    assert troubles == {files[0]: ["damaged-object"], files[1]: [], folder: []}


@pytest.mark.parametrize(
    "unreadable", [b"\xff\xfe", b"<<<<<<< a\n---\nname: one\n=======\n>>>>>>> b\n"], ids=["bytes", "conflict"]
)
def test_an_agent_that_nobody_can_read_any_more_is_not_deleted(tmp_path, where, unreadable: bytes) -> None:
    path = ".claude/agents/one.md"
    build_repo(tmp_path / "repo", [{path: definition("one", *LONG)}, {path: unreadable}])
    index(where, tmp_path / "repo")
    assert [row[1] for row in rows(where, HISTORY)] == ["added", "modified"]
    assert rows(where, "SELECT name, path, live FROM agent") == [("one", path, 1)]
