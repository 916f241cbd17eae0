"""Every form of the reference grammar, led to its bytes in real repositories."""

import os
from pathlib import Path

import pytest

from agentreg.errors import AmbiguousReference, BadReference, UnknownReference
from agentreg.index.resolve import Place, load
from agentreg.index.store import Told
from agentreg.index.telling import Teller
from support.indexed import definition, index
from support.repos import build_repo, commit, git

V1 = definition("reviewer", "First.", version="1.0.0")
V2 = definition("reviewer", "Second.", version="1.1.0")
V3 = definition("reviewer", "Third.", version="1.1.0")
V4 = definition("reviewer", "Fourth.", version="2.0.0-rc.1")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    folder = tmp_path_factory.mktemp("resolve")
    team = build_repo(
        folder / "team",
        [
            {"agents/reviewer.md": V1, "agents/planner.md": definition("planner")},
            {"agents/reviewer.md": V2},
            {"agents/reviewer.md": None, "plugins/qa/agents/reviewer.md": V3},
        ],
    )
    git(team, "tag", "reviewer-v1.1.5")
    git(team, "branch", "stable", "v2")
    git(team, "branch", "v1-branch", "v1")
    git(team, "checkout", "-q", "-b", "next")
    commit(team, {"plugins/qa/agents/reviewer.md": V4})
    git(team, "checkout", "-q", "main")
    commit(team, {"agents/planner.md": None})
    other = build_repo(
        folder / "other",
        [{"a/writer.md": definition("Docs Writer"), "b/writer.md": definition("docs writer")}],
    )
    commit(other, {"reviewer.md": definition("reviewer", "Of another team.")})
    index(folder / "index.sqlite", team, other)
    (folder / "work").mkdir()
    (folder / "work" / "own.md").write_text(V1)
    return Place(folder / "work", folder / "index.sqlite", lambda: b"from stdin")


@pytest.mark.parametrize(
    ("reference", "text"),
    [
        ("team/reviewer", V3),
        ("TEAM/Reviewer", V3),
        ("team/reviewer@latest", V3),
        ("team/reviewer@~1", V2),
        ("team/reviewer@~2", V1),
        ("team/reviewer@1.0.0", V1),
        ("team/reviewer@v1.1.0", V2),
        ("team/reviewer@1.1.5", V3),
        ("team/reviewer@1.0", V1),
        ("team/reviewer@^1.0", V3),
        ("team/reviewer@~1.1.0", V3),
        ("team/reviewer@>=1.0.0 <1.1", V1),
        ("team/reviewer@v1", V1),
        ("team/reviewer@stable", V2),
        ("team/reviewer@next", V4),
        ("team/reviewer@refs/heads/v1-branch", V1),
        ("team/reviewer@{2023-11-14}", V1),
        ("team/reviewer@{2023-11-16 00:00}", V2),
        ("team/plugins/qa/agents/reviewer.md", V3),
        ("team/agents/reviewer.md@~1", V2),
        ("plugins/qa/agents/reviewer.md", V3),
        ("planner@~0", definition("planner")),
        ("other/a/writer.md", definition("Docs Writer")),
        ("own.md", V1),
        ("-", "from stdin"),
    ],
)
def test_a_reference_leads_to_its_bytes(place, reference, text):
    assert load(reference, place).data == text.encode()


def test_a_commit_is_named_by_its_first_digits(place):
    newest = load("team/reviewer", place).revision
    assert newest is not None
    assert load(f"team/reviewer@{newest.commit[:8]}", place).revision == newest


@pytest.mark.parametrize(
    ("reference", "label"),
    [("team/reviewer@stable", "team/reviewer@stable"), ("own.md", "own.md"), ("-", "-")],
)
def test_a_label_says_what_was_named(place, reference, label):
    assert load(reference, place).label == label


@pytest.mark.parametrize(
    ("reference", "error", "message", "hint"),
    [
        ("reviewer", AmbiguousReference, "names 2 agents", "other/reviewer, team/reviewer"),
        ("other/docs writer", AmbiguousReference, "names 2 agents", "other/a/writer.md, other/b/writer.md"),
        ("team/reviwer", UnknownReference, "neither a file", "did you mean team/reviewer"),
        ("revewer", UnknownReference, "neither a file", "other/reviewer or team/reviewer"),
        ("zzz", UnknownReference, "neither a file", "agentreg list"),
        (
            "team/reviewer@9.9.9",
            UnknownReference,
            "no version in 9.9.9",
            "it has 1.1.5, 1.1.0, 1.0.0",
        ),
        ("team/reviewer@^3", UnknownReference, r"no version in \^3", "it has"),
        ("team/reviewer@nowhere", UnknownReference, "no version, tag, branch or commit 'nowhere'", "it has"),
        ("team/reviewer@~3", UnknownReference, "has only 3 revisions", "agentreg log"),
        ("team/reviewer@{2020-01-01}", UnknownReference, "was not there yet", "agentreg log"),
        ("team/planner@{2030-01-01}", UnknownReference, "was deleted on 2023-11-", "agentreg log"),
        ("team/planner@main", UnknownReference, "is not there at main", "agentreg log"),
        ("v1..v2", BadReference, "is a range", ""),
        (".", BadReference, "is a folder", ""),
        ("./missing.md", UnknownReference, "no such file", ""),
        ("HEAD:agents/reviewer.md", UnknownReference, "is in none", ""),
    ],
)
def test_what_leads_nowhere_says_why_and_what_to_do(place, reference, error, message, hint):
    with pytest.raises(error, match=message) as raised:
        load(reference, place)
    assert type(raised.value) is error
    assert hint in raised.value.hint


TELLER = Teller("minor", lambda edits, _count: {edit.pair: Told("", "minor", "") for edit in edits})


@pytest.mark.parametrize(
    ("reference", "text", "derived"),
    [
        ("team/reviewer@1.1.0", V2, ""),
        ("team/reviewer@1.1.0*", V2, "1.1.0"),
        ("team/reviewer@1.2.0", V3, "1.2.0"),
        ("team/reviewer@v1.2", V3, "1.2.0"),
        ("team/reviewer@^1.0", V3, ""),
        ("team/reviewer@^1.0*", V3, "1.2.0"),
        ("team/reviewer@~1.2", V3, "1.2.0"),
        ("team/reviewer@<1.2*", V2, "1.1.0"),
        ("team/planner@1.0.0", definition("planner"), "1.0.0"),
    ],
)
def test_a_derived_version_is_taken_where_no_declared_one_fits(place, reference, text, derived):
    loaded = load(reference, place._replace(teller=TELLER))
    assert (loaded.data, loaded.derived) == (text.encode(), derived)
    assert loaded.label.endswith("*") == bool(derived)


@pytest.mark.parametrize("reference", ["team/reviewer@3.0.0", "team/reviewer@9*", "team/reviewer@^3"])
def test_what_no_version_fits_lists_both_kinds(place, reference):
    with pytest.raises(UnknownReference) as raised:
        load(reference, place._replace(teller=TELLER))
    assert "it has 1.1.5, 1.1.0, 1.0.0 and 1.2.0*, 1.1.0*, 1.0.0*; " in raised.value.hint


def test_without_a_teller_there_are_declared_versions_only(place):
    with pytest.raises(UnknownReference, match=r"has no derived version \^1\*"):
        load("team/reviewer@^1*", place)


def test_without_an_index_a_name_is_explained(tmp_path):
    with pytest.raises(UnknownReference, match="neither a file here, nor is there an index"):
        load("team/reviewer", Place(tmp_path, tmp_path / "none.sqlite"))


@pytest.mark.parametrize(
    ("reference", "text"),
    [("v1:agents/one.md", "One.\n"), ("HEAD:./one.md", "Two.\n"), ("v1:../agents/one.md", "One.\n")],
)
def test_a_file_of_a_revision_is_read_from_the_repository_one_stands_in(tmp_path, reference, text):
    repo = build_repo(tmp_path / "repo", [{"agents/one.md": "One.\n"}, {"agents/one.md": "Two.\n"}])
    loaded = load(reference, Place(repo / "agents"))
    assert (loaded.data, loaded.path, loaded.label) == (text.encode(), "agents/one.md", reference)


@pytest.mark.parametrize(
    ("cwd", "reference"),
    [
        (".claude/agents", "one.md"),
        (".claude", "./agents/one.md"),
        ("docs", "../.claude/agents/one.md"),
        ("", None),
    ],
)
def test_a_file_of_a_work_tree_is_read_as_its_revisions_are(tmp_path: Path, cwd: str, reference: str | None):
    path = ".claude/agents/one.md"
    repo = build_repo(tmp_path / "repo", [{path: "One.\n", "docs/a.md": "A.\n"}])
    loaded = load(reference or str(repo / path), Place(repo / cwd))
    assert (loaded.path, loaded.label) == (path, reference or str(repo / path))


def test_a_file_outside_all_repositories_is_read_by_its_whole_path(tmp_path: Path):
    file = tmp_path / ".gemini" / "agents" / "one.md"
    file.parent.mkdir(parents=True)
    file.write_text("One.\n")
    assert load("one.md", Place(file.parent)).path == file.as_posix()


@pytest.mark.parametrize(
    "reference", ["HEAD:nothing.md", "HEAD:agents", "nowhere:agents/one.md", "HEAD:../../out.md"]
)
def test_a_file_that_a_revision_does_not_have_is_an_error(tmp_path: Path, reference):
    repo = build_repo(tmp_path / "repo", [{"agents/one.md": "One.\n"}])
    with pytest.raises(BadReference):
        load(reference, Place(repo / "agents"))


def test_a_revision_without_a_path_is_told_from_a_missing_agent(tmp_path):
    repo = build_repo(tmp_path / "repo", [{"a.md": "one"}, {"a.md": "two"}])
    with pytest.raises(BadReference, match="HEAD~1 names a revision") as caught:
        load("HEAD~1", Place(repo))
    assert caught.value.hint == "write HEAD~1:PATH, or HEAD~1..HEAD for a range"
    with pytest.raises(UnknownReference, match="nor is there an index"):
        load("HEAD~9", Place(repo))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_refused_unless_a_shell_passes_it(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(BadReference, match="pipe is no regular file"):
        load("pipe", Place(tmp_path))
    assert load("/dev/null", Place(tmp_path)).data == b""
    reading, writing = os.pipe()
    os.write(writing, b"text")
    os.close(writing)
    assert load(f"/dev/fd/{reading}", Place(tmp_path)).data == b"text"
    os.close(reading)
