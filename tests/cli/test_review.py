"""`agentreg review`: which trees it compares, what it says, and what it tells the shell."""

from __future__ import annotations

import json
import os
import re
import shlex
from pathlib import Path

import pytest

from support.cli import run_cli
from support.repos import build_repo, commit, git, init
from support.variants import REVIEWER, collection, project, tracked

HEAD = "---\nname: {name}\ndescription: Works.\ntools: {tools}\n---\n\nYou are a careful {name}.\n"
PATH = "agents/worker.md"


def agent(tools: str = "Read", name: str = "worker") -> str:
    return HEAD.format(name=name, tools=tools)


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A release `v1.0.0`; since then Grep (v2), and then Bash was granted."""
    files = {PATH: agent(), "agents/other.md": agent(name="other")}
    made = build_repo(tmp_path / "repo", [files, {PATH: agent("Read, Grep")}])
    git(made, "tag", "v1.0.0", "v1")
    git(made, "tag", "v2.0.0-rc.1", "v2")
    commit(made, {PATH: agent("Read, Grep, Bash")})
    return made


def review(repo: Path, *arguments: str) -> tuple[int, list[str]]:
    """The exit code, and the lines of the head: verdict, scope, counts."""
    ran = run_cli("-C", repo, "review", *arguments)
    return ran.code, ran.out.splitlines()[:3]


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
    assert f"\nCompared v1.0.0 ({one}) with HEAD ({other})\nReproduce: agentreg review {one}" in ran.out


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
    assert "hint: name one: `agentreg review --against REF`; this clone is shallow: " in ran.err


def test_with_nothing_to_compare_with_it_is_an_error(tmp_path: Path) -> None:
    repo = build_repo(tmp_path / "repo", [{PATH: agent()}])
    ran = run_cli("-C", repo, "review")
    assert (ran.code, ran.out) == (3, "")
    assert "hint: name one: `agentreg review --against REF`" in ran.err
    assert run_cli("-C", tmp_path, "review").code == 3
    assert "--staged" in run_cli("-C", init(tmp_path / "empty"), "review").err


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


def test_the_policy_says_what_fails_where_the_command_line_does_not(repo: Path) -> None:
    (repo / "agentreg.toml").write_text('[policy]\nfail-on = "critical"\n')
    assert review(repo, "v2..") == (0, review(repo, "v2..")[1])
    assert review(repo, "v2..", "--fail-on", "high")[0] == 1
    assert review(repo, "v2..", "--no-policy")[0] == 1
    (repo / "agentreg.toml").write_text('[policy.severity]\nurl-was-added = "high"\n')
    assert review(repo, "v2..")[0] == 1
    (repo / "agentreg.toml").write_text('[policy]\nfail-on = "off"\n')
    assert review(repo, "v2..")[1][0] == "PASS  no finding that fails: `fail-on` is `off`"


@pytest.mark.parametrize("command", ["review v2..", "diff v2..", "lint agents"])
def test_with_off_on_the_command_line_nothing_fails_whatever_the_policy_says(
    repo: Path, command: str
) -> None:
    (repo / "agentreg.toml").write_text('[policy]\nfail-on = "note"\n')
    (repo / PATH).write_text(agent("Read, Nonsense"))
    assert run_cli("-C", repo, *command.split()).code == 1
    assert run_cli("-C", repo, *command.split(), "--fail-on", "off").code == 0


def test_a_change_that_switches_the_gate_off_fails_all_the_same(repo: Path) -> None:
    commit(repo, {"agentreg.toml": '[policy]\nfail-on = "off"\n'})
    ran = run_cli("-C", repo, "review", "v2..", "--also", str(repo / "junit.xml"))
    assert ran.code == 1
    assert ran.out.startswith("FAIL  1 change of the policy itself, which no policy lets pass\n")
    assert 'failures="1"' in (repo / "junit.xml").read_text()
    commit(repo, {PATH: agent("Read, Bash, WebFetch")})
    assert review(repo, "HEAD~1..")[0] == 0


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
    (command,) = re.findall(r"Reproduce: agentreg (.*)", first)
    again = run_cli("-C", repo, *command.split()).out
    # The one difference: what people called the two sides.
    assert first.splitlines()[:-2] == again.splitlines()[:-2]
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
    command = shlex.split(first.out.splitlines()[-1])
    assert command[4:] == options
    again = run_cli("-C", repo, *command[2:])
    assert (again.code, again.out.splitlines()[0]) == (first.code, first.out.splitlines()[0])


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


def test_a_baseline_written_here_is_heeded(repo: Path) -> None:
    assert run_cli("-C", repo, "review", "v2..", "--write-baseline", "known.json").code == 0
    assert run_cli("-C", repo, "review", "v2..", "--baseline", "known.json").code == 0


def test_a_policy_that_the_range_loosens_fails(repo: Path) -> None:
    commit(repo, {"agentreg.toml": '[policy]\nfail-on = "off"\n'})
    code, head = review(repo, "HEAD~1..", "--fail-on", "high")
    assert (code, head[0]) == (1, "FAIL  1 finding at high or above")
    (repo / "agentreg.toml").write_text(
        '[policy]\nfail-on = "off"\n[policy.severity]\nurl-was-added = "off"\n'
    )
    assert review(repo, "--worktree", "--fail-on", "high")[0] == 1


def versioned(version: str, tools: str = "Read") -> str:
    return agent(tools).replace("tools:", f"version: {version}\ntools:")


def test_the_version_asked_for_stands_beside_the_declared_one(tmp_path: Path) -> None:
    manifest = "plugins/p/.claude-plugin/plugin.json"
    repo = build_repo(
        tmp_path / "repo",
        [
            {
                "a.md": versioned("1.0.0"),
                "plugins/p/agents/b.md": agent(name="b"),
                manifest: '{"version": "2.0"}',
            },
            {"a.md": versioned("1.0.1", "Read, Bash"), "plugins/p/agents/b.md": agent("Read, Bash", "b")},
        ],
    )
    git(repo, "tag", "v3.1.0", "v1")
    told = run_cli("-C", repo, "review", "v1..v2", "--json").data
    assert {one["agent"]: one["advice"] for one in told["agents"]} == {
        "worker": {"fit": "too small", "before": "1.0.0", "after": "1.0.1", "wanted": "1.1.0"},
        "b": {"fit": "kept", "before": "2.0", "after": "2.0", "wanted": "2.1.0"},
    }
    assert told["release"] == {"fit": "undeclared", "before": "3.1.0", "after": "", "wanted": "3.2.0"}
    git(repo, "tag", "v3.1.1", "v2")
    assert run_cli("-C", repo, "review", "v1..v2", "--json").data["release"]["fit"] == "too small"


def test_the_variants_of_a_fleet_are_named(tmp_path: Path) -> None:
    source = collection(tmp_path / "team")
    shop = project(tmp_path / "shop", source)
    tracked(shop, "team/reviewer@1.1.0")
    (source / "agentreg.toml").write_text(
        '[[source]]\nname = "team"\nlocation = "."\n[fleet]\nrepositories = ["../shop", "../gone"]\n'
    )
    (tmp_path / "gone").mkdir()
    ran = run_cli("-C", source, "review", "v1.1.0..v2.0.0", "--json")
    affected = [{"repository": "../shop", "path": REVIEWER, "version": "1.1.0"}]
    assert [one["affected"] for one in ran.data["agents"]] == [affected]
    assert "../gone was not looked into for variants" in ran.err
    (source / "agentreg.toml").write_text("")
    assert run_cli("-C", source, "review", "v1.1.0..v2.0.0", "--json").data["agents"][0]["affected"] == []


def test_copies_in_other_sources_are_told_apart_from_variants(tmp_path: Path) -> None:
    source = collection(tmp_path / "team")
    shop = project(tmp_path / "shop", source)
    tracked(shop, "team/reviewer@1.1.0")
    text = git(source, "show", "v1.1.0:agents/reviewer.md")
    other = build_repo(tmp_path / "other", [{".claude/agents/reviewer.md": f"{text}\n"}])
    (source / "agentreg.toml").write_text(
        '[[source]]\nname = "team"\nlocation = "."\n[[source]]\nname = "shop"\nlocation = "../shop"\n'
        f'[[source]]\nname = "other"\nlocation = "{other}"\n[fleet]\nrepositories = ["../shop"]\n'
    )
    range_ = ("-C", source, "review", "v1.1.0..v2.0.0")
    unindexed = run_cli(*range_, "--json")
    assert unindexed.data["agents"][0]["copies"] == []
    assert "no copies were looked for: nothing is indexed here" in unindexed.err
    assert run_cli("-C", source, "index").code == 0
    (agent,) = run_cli(*range_, "--json").data["agents"]
    assert [one["repository"] for one in agent["affected"]] == ["../shop"]
    path = ".claude/agents/reviewer.md"
    assert agent["copies"] == [{"source": "other", "path": path, "share": 1.0, "exact": True}]
    told = run_cli(*range_).out
    assert "copies, not tracked: 1 in 1 source (1 with the same text): other (1);" in told.replace("\n", " ")
    assert f"  copies, not tracked: other/{path}" in told


def test_a_fleet_that_is_not_here_fails_no_gate(repo: Path) -> None:
    (repo / "agentreg.toml").write_text('[fleet]\nrepositories = ["../none/*"]\n')
    ran = run_cli("-C", repo, "review", "v1..v2")
    assert ran.code == 0
    assert "warning: no variants were looked for: " in ran.err


def test_a_policy_extends_files_from_its_own_folder(repo: Path) -> None:
    (repo / "shared").mkdir()
    (repo / "shared/base.toml").write_text('[policy]\nfail-on = "critical"\n')
    (repo / "shared/team.toml").write_text('[policy]\nextends = "base.toml"\n')
    (repo / "agentreg.toml").write_text('[policy]\nextends = "shared/team.toml"\n')
    assert review(repo, "v2..")[0] == 0
    (repo / "agentreg.toml").write_text('[policy]\nextends = "shared/team.toml"\nfail-on = "high"\n')
    assert review(repo, "v2..")[0] == 1
    (repo / "agentreg.toml").write_text('[policy]\nextends = "shared/team.toml"\nfail-on = "off"\n')
    ran = run_cli("-C", repo / "agents", "review", "v2..")
    assert ran.code == 2
    assert "../agentreg.toml:3: 'fail-on' cannot be 'off': 'critical' fails already" in ran.err


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


@pytest.mark.parametrize(
    ("extends", "message", "hint"),
    [
        (
            "https://example.org/a.toml",
            "is an address: a policy is read from files alone",
            "keep a copy",
        ),
        ("shared", "is a folder", "name the file in it: shared/agentreg.toml"),
        ("pipe", "is no regular file", "a path from the folder of this file"),
        ("../elsewhere.toml", "is outside of the repository: no range tells its changes", "keep a copy"),
        ("linked.toml", "is outside of the repository: no range tells its changes", "keep a copy"),
        ("/etc/hostname", "is outside of the repository: no range tells its changes", "keep a copy"),
        ("\\u0000", "cannot be read: it is no path", "a path from the folder of this file"),
        ("x" * 300, "cannot be read: File name too long", "a path from the folder of this file"),
    ],
)
def test_what_a_policy_extends_is_a_file_of_the_repository(
    repo: Path, extends: str, message: str, hint: str
) -> None:
    (repo / "shared").mkdir()
    os.mkfifo(repo / "pipe")
    (repo.parent / "elsewhere.toml").write_text("[policy]\n")
    (repo / "linked.toml").symlink_to("../elsewhere.toml")
    (repo / "agentreg.toml").write_text(f'[policy]\nextends = "{extends}"\n')
    ran = run_cli("-C", repo, "review", "v1..v2")
    assert ran.code == 2
    assert f"agentreg.toml:2: '{extends}' {message}\n" in ran.err.replace("\\x00", "\\u0000")
    assert hint in ran.err


@pytest.mark.parametrize(
    ("extends", "message"),
    [
        ("gone.toml", "agentreg.toml:2: 'gone.toml' cannot be read: No such file or directory"),
        ("agentreg.toml", "agentreg.toml extends itself, by way of 'agentreg.toml'"),
        ("other.toml", "other.toml holds no [policy], which agentreg.toml extends"),
        ("loop.toml", "loop.toml extends itself, by way of 'agentreg.toml'"),
    ],
)
def test_what_a_policy_extends_must_be_there(repo: Path, extends: str, message: str) -> None:
    (repo / "other.toml").write_text("")
    (repo / "loop.toml").write_text('[policy]\nextends = "agentreg.toml"\n')
    (repo / "agentreg.toml").write_text(f'[policy]\nextends = "{extends}"\n')
    ran = run_cli("-C", repo, "review", "v2..")
    assert ran.code == 2
    assert message in ran.err


def test_a_range_that_loosens_what_is_extended_says_so(repo: Path) -> None:
    commit(
        repo, {"agentreg.toml": '[policy]\nextends = "shared/base.toml"\n', "shared/base.toml": "[policy]\n"}
    )
    commit(repo, {"shared/base.toml": '[policy]\nfail-on = "critical"\n'})
    ran = run_cli("-C", repo, "review", "HEAD~1..")
    assert ran.code == 1
    assert "policy in shared/base.toml: fail-on unstated -> critical" in ran.out


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
