"""`agentreg review`: which trees it compares, what it says, and what it tells the shell."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from support.cli import run_cli
from support.repos import build_repo, commit, git, init
from support.workers import PATH, agent, released, review


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    return released(tmp_path / "repo")


def ids(repo: Path, *names: str) -> list[str]:
    return [git(repo, "rev-parse", name)[:10] for name in names]


def test_without_a_range_head_is_compared_with_the_latest_release(repo: Path) -> None:
    ran = run_cli("-C", repo, "review")
    one, other = ids(repo, "v1", "HEAD")
    assert ran.code == 1
    assert ran.err == "compared with v1.0.0: v1.0.0 is the latest release\n"
    assert ran.out.splitlines()[:3] == [
        "FAIL  1 finding at high or above in 1 agent",
        "1 agent changed, 1 unchanged: 1 high, 2 low",
        "asks for release 1.1.0 (minor) after 1.0.0",
    ]
    compared = f"\nCompared v1.0.0 ({one}) with HEAD ({other})\n"
    assert re.search(rf"{re.escape(compared)}Reproduce at {other}..: agentreg review {one}", ran.out)


def test_a_released_commit_is_compared_with_the_release_before_it(repo: Path) -> None:
    git(repo, "tag", "v2.0.0")
    assert "with v1.0.0:" in run_cli("-C", repo, "review").err


def test_without_a_release_the_main_branch_of_the_origin_counts(repo: Path, tmp_path: Path) -> None:
    git(repo, "tag", "-d", "v1.0.0")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", str(repo), str(clone))
    git(clone, "checkout", "-q", "-b", "work", "HEAD~1")
    commit(clone, {PATH: agent("Read, Grep, WebFetch")})
    ran = run_cli("-C", clone, "review")
    assert "no release tag; main is the main branch" in ran.err
    assert "Compared the merge base of main and HEAD" in ran.out
    assert "WebFetch" in ran.out
    assert "Bash" not in ran.out


def test_in_a_clone_that_knows_no_main_branch_the_only_usual_one_counts(repo: Path, tmp_path: Path) -> None:
    git(repo, "tag", "-d", "v1.0.0")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", str(repo), str(clone))
    git(clone, "remote", "set-head", "origin", "--delete")
    git(clone, "checkout", "-q", "--detach")
    commit(clone, {PATH: agent("Read, Grep, Bash, WebFetch")})
    ran = run_cli("-C", clone, "review")
    assert "no release tag; origin/main is the main branch" in ran.err
    assert "Compared the merge base of origin/main and HEAD" in ran.out
    git(clone, "update-ref", "refs/remotes/origin/master", "HEAD")
    assert run_cli("-C", clone, "review").code == 3


def test_what_is_in_the_main_branch_already_is_no_pass(repo: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{repo}", str(tmp_path / "clone"))
    ran = run_cli("-C", tmp_path / "clone", "review")
    assert (ran.code, ran.out) == (3, "")
    assert "HEAD is in main already, and there is no release tag to compare with" in ran.err
    named = "hint: name one: `agentreg review REF..HEAD`, such as HEAD~1..HEAD; this clone is shallow: "
    assert named in ran.err


def test_with_nothing_to_compare_with_it_is_an_error(tmp_path: Path) -> None:
    repo = build_repo(tmp_path / "repo", [{PATH: agent()}])
    ran = run_cli("-C", repo, "review")
    assert (ran.code, ran.out) == (3, "")
    assert "there is no release tag, and no branch of `origin` to compare with" in ran.err
    assert "hint: name one: `agentreg review REF..HEAD`, such as HEAD~1..HEAD\n" in ran.err
    assert run_cli("-C", tmp_path, "review").code == 3
    assert "--staged" in run_cli("-C", init(tmp_path / "empty"), "review").err


def test_where_nothing_is_named_the_hint_names_the_branch_that_head_left(tmp_path: Path) -> None:
    repo = build_repo(tmp_path / "repo", [{PATH: agent()}])
    git(repo, "branch", "-M", "main")
    git(repo, "checkout", "-q", "-b", "work")
    commit(repo, {PATH: agent("Read, Grep, WebFetch")})
    hint = "hint: name one: `agentreg review main...HEAD`, which is what HEAD brings\n"
    assert hint in run_cli("-C", repo, "review").err
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", str(repo), str(clone))
    ran = run_cli("-C", clone, "review")
    assert "HEAD is in work already, and there is no release tag to compare with" in ran.err
    assert "`agentreg review origin/main...HEAD`" in ran.err


def test_a_release_that_is_head_itself_is_told_as_that(tmp_path: Path) -> None:
    repo = build_repo(tmp_path / "repo", [{PATH: agent()}, {PATH: agent("Read")}])
    for tag in ("v1", "v2"):
        git(repo, "tag", "-d", tag)
    git(repo, "tag", "v1.0.0")
    ran = run_cli("-C", repo, "review")
    told = "the only release tag here, v1.0.0, is HEAD itself, and no branch of `origin` to compare with"
    assert (ran.code, told in ran.err) == (3, True)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", str(repo), str(clone))
    ran = run_cli("-C", clone, "review")
    assert "HEAD is in main already, and the only release tag here, v1.0.0, is HEAD itself" in ran.err


@pytest.mark.parametrize(
    ("branch", "arguments", "told"),
    [
        ("old", ["--against", "main"], "note: HEAD is behind main: what only main has"),
        ("old", ["main..HEAD"], "HEAD is behind main"),
        ("old", ["--against", "main"], "`agentreg review main...HEAD` tells what HEAD brings"),
        ("work", ["--against", "main"], "HEAD and main have diverged: what only main has is told as if"),
        ("work", ["--against", "main", "--staged"], "`agentreg review --against BASE` tells what HEAD"),
        ("work", ["--against", "main", "--worktree"], "HEAD and main have diverged"),
        ("main", ["old..work"], ""),
        ("main", ["main..work"], "work and main have diverged"),
        ("main", ["--against", "old"], ""),
        ("work", ["main...HEAD"], ""),
        ("work", ["--staged"], ""),
        ("main", ["HEAD..HEAD"], ""),
        ("main", ["--against", "alone"], ""),
    ],
)
def test_what_is_told_backwards_is_said_to_be(
    tmp_path: Path, branch: str, arguments: list[str], told: str
) -> None:
    repo = build_repo(tmp_path / "repo", [{PATH: agent()}, {PATH: agent("Read")}])
    git(repo, "branch", "-M", "main")
    git(repo, "branch", "old", "HEAD~1")
    git(repo, "checkout", "-q", "--orphan", "alone")
    commit(repo, {PATH: agent("Grep")})
    git(repo, "checkout", "-q", "-b", "work", "old")
    base = git(repo, "rev-parse", "old").strip()[:12]
    commit(repo, {PATH: agent("Read, WebFetch")})
    git(repo, "checkout", "-q", branch)
    err = run_cli("-C", repo, "review", *arguments).err
    assert ("note: " in err) == bool(told)
    assert told.replace("BASE", base) in err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["v1..v2"], "PASS  no finding at high or above"),
        (["v2.."], "FAIL  1 finding at high or above in 1 agent"),
        (["v1...HEAD"], "FAIL  1 finding at high or above in 1 agent"),
        (["--against", "v2"], "FAIL  1 finding at high or above in 1 agent"),
        (["v1..v2", "--fail-on", "low"], "FAIL  1 finding at low or above in 1 agent"),
        (["v2..", "--fail-on", "critical"], "PASS  no finding at critical or above"),
        (["HEAD..HEAD"], "PASS  no finding at high or above"),
    ],
)
def test_ranges_and_levels(repo: Path, arguments: list[str], says: str) -> None:
    code, head = review(repo, *arguments)
    assert head[0] == says
    assert code == ("FAIL" in says)


def test_what_is_staged_is_compared_with_head(repo: Path) -> None:
    (repo / PATH).write_text(agent("Read, Grep, Bash, Write"))
    (repo / "agents/new.md").write_text(agent(name="new"))
    git(repo, "add", PATH)
    (repo / PATH).write_text(agent("Read"))
    ran = run_cli("-C", repo, "review", "--staged")
    (head,) = ids(repo, "HEAD")
    assert "\n1 agent changed, 1 unchanged" in ran.out
    assert f"\nCompared HEAD ({head}) with the index\n" in ran.out
    assert "Write" in ran.out
    assert run_cli("-C", repo, "review", "--staged", "--against", "v1.0.0").out.count("Bash")


def test_the_work_tree_is_compared_with_head(repo: Path) -> None:
    (repo / PATH).write_text(agent("Read"))
    (repo / "agents/new.md").write_text(agent(name="new"))
    (repo / "agents/other.md").unlink()
    ran = run_cli("-C", repo / "agents", "review", "--worktree")
    assert "\n3 agents changed, 0 unchanged" in ran.out
    assert " with the work tree\n" in ran.out
    assert ran.code == 0


def test_in_a_hook_the_index_of_that_commit_counts(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repo / PATH).write_text(agent("Read, Grep, Bash, Write"))
    git(repo, "add", PATH)
    other = repo / ".git" / "next-index-1.lock"
    other.write_bytes((repo / ".git" / "index").read_bytes())
    git(repo, "reset", "-q")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/next-index-1.lock")
    assert "1 agent changed" in run_cli("-C", repo, "review", "--staged").out
    elsewhere = repo.parent / "index"
    other.rename(elsewhere)
    monkeypatch.setenv("GIT_INDEX_FILE", str(elsewhere))
    assert "0 agents changed" in run_cli("-C", repo, "review", "--staged").out


def test_in_a_hook_that_runs_between_two_revisions_these_count(
    repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert review(repo, "--staged")[0] == 0
    monkeypatch.setenv("PRE_COMMIT_FROM_REF", "v2")
    monkeypatch.setenv("PRE_COMMIT_TO_REF", "HEAD")
    assert review(repo, "--staged") == review(repo, "v2...HEAD")
    assert review(repo, "--staged")[0] == 1
    assert review(repo, "--staged", "--against", "HEAD")[0] == 0


def test_before_the_first_commit_all_that_is_staged_is_new(tmp_path: Path) -> None:
    repo = init(tmp_path / "repo")
    (repo / "worker.md").write_text(agent())
    git(repo, "add", "worker.md")
    ran = run_cli("-C", repo, "review", "--staged")
    assert ran.code == 0
    assert "\n1 agent changed, 0 unchanged: 1 low\n" in ran.out
    assert "\nCompared nothing with the index\n" in ran.out


def test_what_cannot_be_compared_is_no_pass(repo: Path) -> None:
    (repo / "agents/link.md").symlink_to("worker.md")
    commit(repo, {})
    ran = run_cli("-C", repo, "review", "HEAD~1..")
    assert ran.code == 3
    assert ran.out.startswith("INCOMPLETE  1 file could not be compared; no finding at high or above\n")
    assert "\n1 file could not be compared\n  agents/link.md: a symbolic link is never followed (" in ran.out
    assert ran.err == ""
    assert run_cli("-C", repo, "review", "v2..").code == 1
    told = run_cli("-C", repo, "review", "HEAD~1..", "--json").json
    assert told["ok"] is False
    assert [error["code"] for error in told["errors"]] == ["not-compared"]


@pytest.mark.parametrize("arguments", [["v1..v2"], [], ["v2...HEAD"], ["--against", "v1"]])
def test_the_command_shown_makes_the_same_review(repo: Path, arguments: list[str]) -> None:
    first = run_cli("-C", repo, "review", *arguments).out
    (command,) = re.findall(r"Reproduce at [0-9a-f]{12}: agentreg (.*)", first)
    again = run_cli("-C", repo, *command.split()).out
    # The one difference: what people called the two sides.
    assert first.partition("\nCompared ")[0] == again.partition("\nCompared ")[0]
    assert first.splitlines()[-1] == again.splitlines()[-1]


STATED = [
    ["--fail-on", "medium", "--trust-approvals"],
    ["--fail-on", "critical", "--no-policy"],
    ["--baseline", "it's known.json"],
]


@pytest.mark.parametrize("options", STATED, ids=" ".join)
def test_the_command_shown_has_the_options_that_decide_the_verdict(repo: Path, options: list[str]) -> None:
    run_cli("-C", repo, "review", "v2..", "--write-baseline", "it's known.json")
    first = run_cli("-C", repo, "review", "v2..", *options)
    command = shlex.split(first.out.splitlines()[-1].partition(": agentreg ")[2])
    assert command[2:] == options
    again = run_cli("-C", repo, *command)
    assert (again.code, again.out.splitlines()[0]) == (first.code, first.out.splitlines()[0])


@pytest.mark.parametrize("command", ["review", "diff", "changelog", "approve"])
@pytest.mark.parametrize("named", ["...HEAD", "..HEAD", "...", "..v2", "HEAD..", "HEAD..."])
def test_a_range_of_which_a_variable_was_empty_is_an_error(repo: Path, command: str, named: str) -> None:
    more = ["--reason", "a box"] if command == "approve" else []
    ran = run_cli("-C", repo, command, *more, "--", named)
    assert (ran.code, ran.out) == (2, "")
    assert f"the range {named} " in ran.err
    assert (
        "hint: name both sides, as in `main..HEAD`; if variables hold them, one of them is empty" in ran.err
    )


@pytest.mark.parametrize("given", [[""], ["--against", ""], ["--against", "", "--worktree"]])
def test_a_name_that_is_given_and_empty_is_not_left_out(repo: Path, given: list[str]) -> None:
    ran = run_cli("-C", repo, "review", *given)
    assert (ran.code, ran.out) == (2, "")
    assert "an empty name is nothing to compare with" in ran.err


def test_a_range_leaves_no_other_side_to_name(repo: Path) -> None:
    for option in (["--against", "v1"], ["--staged"], ["--worktree"]):
        assert run_cli("-C", repo, "review", "v1..v2", *option).code == 2
    assert "write A..B" in run_cli("-C", repo, "review", "v1").err


@pytest.mark.parametrize("option", ["--staged", "--worktree"])
def test_a_bare_repository_has_neither_index_nor_work_tree(repo: Path, tmp_path: Path, option: str) -> None:
    git(repo, "clone", "-q", "--bare", str(repo), str(tmp_path / "bare"))
    ran = run_cli("-C", tmp_path / "bare", "review", option)
    assert (ran.code, "is bare: it has no index and no work tree" in ran.err) == (3, True)


@pytest.mark.parametrize("command", ["review", "approve --reason r", "changelog"])
@pytest.mark.parametrize("options", [["--staged", "--worktree"], ["--worktree", "--staged"]], ids=" ".join)
def test_the_index_and_the_work_tree_are_two_reviews(repo: Path, command: str, options: list[str]) -> None:
    ran = run_cli("-C", repo, *command.split(), *options)
    assert (ran.code, "name one of them" in ran.err) == (2, True)


def test_the_ending_of_the_file_says_the_format(repo: Path, tmp_path: Path) -> None:
    ran = run_cli("-C", repo, "review", "v2..", "-o", tmp_path / "review.md")
    assert (ran.code, ran.out) == (1, "")
    assert "agent" in (tmp_path / "review.md").read_text()


@pytest.mark.parametrize("shown", [[], ["-f", "json"], ["-o", "first.xml"]])
def test_other_formats_are_written_beside_what_is_shown(repo: Path, shown: list[str]) -> None:
    alone = run_cli("-C", repo, "review", "v2..", *shown)
    ran = run_cli("-C", repo, "review", "v2..", *shown, "--also", "a.sarif", "--also", "b.md")
    assert (ran.code, ran.out) == (1, alone.out)
    assert json.loads((repo / "a.sarif").read_text())["version"] == "2.1.0"
    assert "permissions-were-gained" in (repo / "b.md").read_text()


def test_a_file_whose_ending_says_no_format_is_refused_before_anything_is_done(repo: Path) -> None:
    ran = run_cli("-C", repo, "review", "v2..", "--also", "a.doc")
    assert ran.code == 2
    assert "a.doc: its ending says no format (.txt, .json, .md" in ran.err


SHALLOW = (
    "this clone is shallow: `git fetch --unshallow --tags` gets the rest; in CI set `fetch-depth: 0`"
    " (actions/checkout) or `GIT_DEPTH: 0` (GitLab)"
)


@pytest.mark.parametrize(
    "named", [("v1..HEAD",), ("HEAD~1..HEAD",), ("{base}...HEAD",), ("--against", "v1"), ()], ids=" ".join
)
def test_what_a_shallow_clone_lacks_is_told_with_how_to_get_it(
    repo: Path, tmp_path: Path, named: tuple[str, ...]
) -> None:
    base, clone = git(repo, "rev-parse", "v1"), tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth=1", "--no-tags", repo.as_uri(), str(clone))
    words = [word.format(base=base) for word in named]
    ran = run_cli("-C", clone, "review", *words)
    assert ran.code in (2, 3)
    assert SHALLOW in ran.err
    git(clone, "fetch", "-q", "--unshallow", "--tags")
    assert SHALLOW not in run_cli("-C", clone, "review", *words).err
    assert SHALLOW not in run_cli("-C", clone, "review", "none..HEAD").err


def test_two_branches_whose_common_commit_was_cut_off_are_told_so(repo: Path, tmp_path: Path) -> None:
    git(repo, "checkout", "-q", "-b", "work", "v1")
    commit(repo, {"README.md": "Hello.\n"})
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth=1", "--no-single-branch", repo.as_uri(), str(clone))
    ran = run_cli("-C", clone, "review", "origin/main...HEAD")
    assert (ran.code, SHALLOW in ran.err) == (3, True)


def test_what_is_wrong_with_an_agent_as_it_is_counts_when_the_change_brought_it(repo: Path) -> None:
    dead = "\nRead [the rules](rules/none.md) and [these](../README.md).\n"
    commit(repo, {"README.md": "# Team\n", PATH: agent("Read, Grep, Bash") + dead})
    brought = run_cli("-C", repo, "review", "HEAD~1..", "--json").data["agents"][0]
    told = [one["subject"] for one in brought["findings"] if one["rule"] == "reference-is-dead"]
    assert len(told) == 1
    commit(repo, {PATH: agent("Read, Grep, Bash") + dead + "\nBe kind.\n"})
    later = run_cli("-C", repo, "review", "HEAD~1..", "--json").data["agents"][0]
    assert "reference-is-dead" not in {one["rule"] for one in later["findings"]}


def test_a_diff_of_the_same_range_tells_only_what_changed(repo: Path) -> None:
    commit(repo, {PATH: agent("Read, Grep, Bash") + "\nRead [the rules](rules/none.md).\n"})
    (told,) = run_cli("-C", repo, "diff", "HEAD~1..HEAD", "--json").data["agents"]
    assert "reference-is-dead" not in {one["rule"] for one in told["findings"]}
