"""`agentreg versions`."""

import os
import subprocess
import sys
from pathlib import Path

from support.cli import run_cli
from support.indexed import definition
from support.repos import build_repo, commit, git


def table(ran) -> list[list[str]]:
    """The cells of every row, cut where the headers stand."""
    header, *rows = ran.out.splitlines()
    starts = [
        header.index(f"{name}  ") for name in ("derived", "declared", "date", "commit", "bump", "because")
    ]
    starts.append(header.index("declared by"))
    ends = [*starts[1:], None]
    return [[row[start:end].strip() for start, end in zip(starts, ends, strict=True)] for row in rows]


def test_declared_and_derived_versions_stand_side_by_side(work):
    rows = table(run_cli("-C", work, "versions", "reviewer"))
    assert [(*row[:3], row[4], row[5].partition(" ")[0], row[6]) for row in rows] == [
        (
            "1.1.0*",
            "1.1.0",
            "2023-11-15",
            "minor",
            "gains",
            "field .claude/agents/reviewer.md",
        ),
        ("1.0.0*", "1.0.5, 1.0.0", "2023-11-14", "", "", "tag v1.0.5, field .claude/agents/reviewer.md"),
    ]


def test_an_agent_whose_versions_nobody_declared_has_derived_ones(work):
    rows = table(run_cli("-C", work, "versions", "docs/writer"))
    assert [(row[0], row[1], row[4], row[5]) for row in rows] == [
        ("1.0.1*", "", "patch", "moved from agents/writer.md to moved/writer.md"),
        ("1.0.0*", "", "", ""),
    ]


def test_of_many_declared_versions_the_highest_are_shown(house):
    build_repo(house / "team", [{"one.md": definition("one")}])
    for number in range(5):
        git(house / "team", "tag", f"v1.{number}.0")
    for arguments in (["init"], ["add", "team"], ["index"]):
        assert run_cli(*arguments).code == 0
    [row] = table(run_cli("versions", "one"))
    assert (row[1], row[6]) == ("1.4.0, 1.3.0, 1.2.0 +2", "tag v1.4.0, tag v1.3.0, tag v1.2.0 +2")
    [found] = run_cli("versions", "one", "--json").data["versions"]
    assert [one["version"] for one in found["declared"]] == ["1.4.0", "1.3.0", "1.2.0", "1.1.0", "1.0.0"]


def test_an_agent_of_another_branch_has_no_version_and_this_is_said(house):
    repo = build_repo(house / "team", [{"one.md": definition("one")}])
    git(repo, "checkout", "-q", "-b", "next")
    commit(repo, {"two.md": definition("two")})
    git(repo, "checkout", "-q", "main")
    for arguments in (["init"], ["add", "team"], ["index"]):
        assert run_cli(*arguments).code == 0
    ran = run_cli("versions", "two")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "team/two was never on the default branch, and nobody declared a version of it\n"
    assert run_cli("show", "two", "--json").data["version"] == {"declared": None, "derived": None}
    [line] = run_cli("log", "two", "--all").out.splitlines()
    assert line.endswith("  (next)  added")


def test_json_tells_both_versions_and_who_says_so(work):
    newest, first = run_cli("-C", work, "versions", "team/reviewer", "--json").data["versions"]
    assert (newest["version"], newest["bump"]) == ({"declared": "1.1.0", "derived": "1.1.0"}, "minor")
    assert (first["version"], first["bump"]) == ({"declared": "1.0.5", "derived": "1.0.0"}, None)
    assert [(one["version"], one["origin"], one["ref"]) for one in first["declared"]] == [
        ("1.0.5", "tag", "v1.0.5"),
        ("1.0.0", "field", ".claude/agents/reviewer.md"),
    ]


def test_a_version_names_the_revision_that_made_it_and_no_later_form(house):
    text = definition("one", "Do this.", "", "Do that.")
    build_repo(
        house / "team",
        [
            {"one.md": text},
            {"one.md": text.replace("tools: Read", "tools: [Read]")},
            {"other.md": definition("other")},
        ],
    )
    git(house / "team", "tag", "-d", "v1", "v2", "v3")
    for arguments in (["init"], ["add", "team"], ["index"]):
        assert run_cli(*arguments).code == 0
    log = run_cli("log", "team/one", "--json").data["revisions"]
    assert [one["version"]["derived"] for one in log] == ["1.0.0", "1.0.0"]
    [row] = run_cli("versions", "team/one", "--json").data["versions"]
    assert row["revision"]["commit"] == log[1]["commit"]
    assert run_cli("show", "team/one.md@1.0.0", "--json").data["revision"]["commit"] == log[1]["commit"]


def test_versions_do_not_depend_on_hash_seeds_jobs_or_the_index_being_new(house):
    texts = [definition("one", *[f"Never do {number}." for number in range(count, 9)]) for count in range(6)]
    build_repo(
        house / "team",
        [{"one.md": text, f"{at}.md": definition(f"agent {at}")} for at, text in enumerate(texts)],
    )
    for arguments in (["init"], ["add", "team"]):
        assert run_cli(*arguments).code == 0
    found = {versions(house, seed) for seed in ("0", "1", "2")}
    assert len(found) == 1
    assert len(found.pop().splitlines()) > 6


def versions(house: Path, seed: str) -> str:
    """The versions as a process of another hash seed, another number of jobs and a new index tells them."""
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    for arguments in (["index", "--rebuild", "-j", str(int(seed) + 1)], ["versions", "team/one"]):
        command = [sys.executable, "-m", "agentreg_cli", *arguments]
        done = subprocess.run(command, cwd=house, env=environment, capture_output=True, text=True, check=True)
    return done.stdout
