"""`agentreg log`."""

from agentreg.index.store import Told
from support.cli import run_cli
from support.indexed import definition
from support.repos import build_repo, commit, git


def test_the_log_reads_as_history(work):
    lines = run_cli("-C", work, "log", "team/reviewer").out.splitlines()
    assert [line[:10] for line in lines] == ["2023-11-15", "2023-11-14"]
    assert "(v2)  +Bash; " in lines[0]
    assert lines[1].endswith("(v1, v1.0.5)  added")


def test_the_log_follows_a_move_and_tells_the_rest_on_request(work):
    ran = run_cli("-C", work, "log", "docs/writer", "-v")
    assert [line.strip().split("  ")[-1] for line in ran.out.splitlines()] == [
        "moved from agents/",
        "version 2, by Ada Author, in moved/writer.md",
        "added",
        "version 1, by Ada Author, in agents/writer.md",
    ]


def test_the_log_is_cut_at_a_limit_and_says_so(work):
    ran = run_cli("-C", work, "log", "team/reviewer", "-n", "1")
    assert (ran.out.count("\n"), ran.err) == (1, "1 more: older (-n), or on other branches (--all)\n")


def test_a_revision_is_told_once_and_kept(work, monkeypatch):
    first = run_cli("-C", work, "log", "team/reviewer").out
    monkeypatch.setattr("agentreg_cli.telling.tell", None)
    assert run_cli("-C", work, "log", "team/reviewer").out == first
    assert run_cli("-C", work, "versions", "team/reviewer").code == 0


def test_another_way_of_telling_tells_anew(work, monkeypatch):
    run_cli("-C", work, "log", "team/reviewer")
    monkeypatch.setattr("agentreg_cli.telling.tell", lambda _edit: Told("told anew", "major", "why"))
    monkeypatch.setattr("agentreg.rules.telling.TELLING_VERSION", -1)
    out = run_cli("-C", work, "log", "team/reviewer").out
    assert ("told anew" in out, "2.0.0* = 1.1.0" in out) == (True, True)


def test_an_index_that_cannot_be_written_is_no_reason_to_say_nothing(work, monkeypatch):
    said = run_cli("-C", work, "log", "reviewer").out
    monkeypatch.setattr("agentreg_cli.telling.tell", lambda _edit: Told("told anew", "none", ""))
    monkeypatch.setattr("agentreg.rules.telling.TELLING_VERSION", -2)
    [index] = (work.parent / "cache" / "index").glob("*.sqlite")
    lock = index.with_name(index.name + ".lock")
    lock.unlink(missing_ok=True)
    lock.mkdir()
    ran = run_cli("-C", work, "log", "reviewer")
    lock.rmdir()
    assert (ran.code, len(ran.out.splitlines())) == (0, len(said.splitlines()))
    assert "told anew" in ran.out


def test_the_log_names_each_revision_by_its_derived_version(work):
    lines = run_cli("-C", work, "log", "team/reviewer").out.splitlines()
    assert [line[24:].split("  ")[0] for line in lines] == ["1.1.0* = 1.1.0", "1.0.0* = 1.0.5"]
    found = run_cli("-C", work, "log", "docs/writer", "--json").data["revisions"]
    assert [one["version"] for one in found] == [
        {"declared": None, "derived": "1.0.1"},
        {"declared": None, "derived": "1.0.0"},
    ]


def test_the_log_of_a_file_needs_no_index(tmp_path):
    text = definition("one", *[f"Sentence {number}." for number in range(9)])
    repo = build_repo(
        tmp_path / "team",
        [
            {"agents/one.md": text, "agents/other.md": definition("other")},
            {"agents/one.md": text.replace("tools: Read", "tools: Read, Bash")},
            {"agents/one.md": None, "agents/other.md": None, ".claude/agents/one.md": text},
            {"README.md": "no agent"},
        ],
    )
    told = ["moved from agents/; -Bash", "+Bash", "added"]
    assert summaries(run_cli("-C", repo, "log", ".claude/agents/one.md")) == told
    assert summaries(run_cli("-C", repo / ".claude", "log", "agents/one.md")) == told
    assert summaries(run_cli("-C", tmp_path, "log", str(repo / ".claude/agents/one.md"))) == told
    assert summaries(run_cli("-C", repo, "log", "HEAD~2:agents/one.md")) == told[1:]
    ran = run_cli("-C", repo, "log", "-n", "1", ".claude/agents/one.md")
    assert (summaries(ran), ran.err) == (told[:1], "2 more: older (-n)\n")
    found = run_cli("-C", repo, "log", ".claude/agents/one.md", "--json").data
    assert (found["agent"], [one["status"] for one in found["revisions"]]) == (
        "one",
        ["moved", "modified", "added"],
    )


def summaries(ran):
    assert ran.code == 0, ran.err
    return [line.split("  ")[-1] for line in ran.out.splitlines()]


def test_a_file_without_history_says_why(tmp_path):
    repo = build_repo(tmp_path / "team", [{"agents/one.md": definition("one")}])
    (repo / "new.md").write_text("new")
    assert "new.md is not in HEAD" in run_cli("-C", repo, "log", "new.md").err
    (tmp_path / "loose.md").write_text("loose")
    ran = run_cli("-C", tmp_path, "log", "loose.md")
    assert (ran.code, "loose.md is in no Git repository" in ran.err) == (2, True)
    assert run_cli("-C", repo, "log", "--all", "agents/one.md").code == 2


def test_the_log_of_a_file_tells_its_deletion_but_not_that_of_another_branch(tmp_path):
    text = definition("one")
    repo = build_repo(tmp_path / "team", [{"one.md": text}, {"one.md": None}, {"one.md": text}])
    git(repo, "checkout", "-q", "-b", "side")
    commit(repo, {"one.md": None, "agents/one.md": text}, "move on the side")
    git(repo, "checkout", "-q", "main")
    commit(repo, {"README.md": "news"}, "something else")
    commit(repo, {"one.md": None, "agents/one.md": text}, "move")
    git(repo, "merge", "-q", "-m", "both", "side")
    told = summaries(run_cli("-C", repo, "log", "agents/one.md"))
    assert told == ["moved from the top folder/", "added", "deleted", "added"]
