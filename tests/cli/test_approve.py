"""`agentreg approve`: which findings are meant, what is written, and what it does to the next review."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.cli import run_cli
from support.repos import build_repo, commit, git

HEAD = "---\nname: {name}\ndescription: d\ntools: {tools}\n---\nYou are a {name}.\n{more}"
FILE = "agentreg.approvals"


def agent(name: str, tools: str = "Read", more: str = "") -> str:
    return HEAD.format(name=name, tools=tools, more=more)


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """Two agents get Bash; one of them loses a rule."""
    return build_repo(
        tmp_path / "repo",
        [
            {"a.md": agent("alpha"), "b.md": agent("beta", more="\nNever push.\n")},
            {"a.md": agent("alpha", "Read, Bash"), "b.md": agent("beta", "Read, Bash")},
        ],
    )


def approve(repo: Path, *arguments: str) -> list[str]:
    """The rules and agents that are accepted."""
    ran = run_cli("-C", repo, "approve", "v1..v2", "--reason", "a box", "--json", *arguments)
    assert ran.code == 0, ran.err
    return [f"{one['rule']} of {one['agent']}" for one in ran.data["findings"]]


def fingerprint(repo: Path, rule: str, name: str) -> str:
    agents = run_cli("-C", repo, "review", "v1..v2", "--json").data["agents"]
    return next(
        str(found["fingerprint"])
        for one in agents
        for found in one["findings"]
        if (found["rule"], one["agent"]) == (rule, name)
    )


TRUST = "--trust-approvals"
NEXT = (
    "next: a range counts what stood where it begins. Commit agentreg.approvals to the base branch by itself,"
    " then merge that into this one; or commit it with the change, where the gate says --trust-approvals (in"
    " the action `trust-approvals: true`) and the file has owners\n"
)
WAITS = "note: 1 finding that fails is accepted in agentreg.approvals, which does not count yet: "
GAINED = "permissions-were-gained"


def test_by_default_all_that_fails_is_accepted_and_passes_then(repo: Path) -> None:
    assert approve(repo) == [f"{GAINED} of alpha", f"{GAINED} of beta"]
    ran = run_cli("-C", repo, "review", "v1..v2", TRUST)
    assert ran.code == 0
    assert "2 approved: -v shows them" in ran.out
    assert "a box (agentreg.approvals:4)" in run_cli("-C", repo, "review", "v1..v2", TRUST, "-v").out
    assert run_cli("-C", repo, "diff", "v1..v2", TRUST, "--fail-on", "high").code == 0
    assert run_cli("-C", repo, "review", "v1..v2", "--no-policy").code == 1


def test_the_comment_on_a_request_says_what_was_approved_and_by_whom(repo: Path) -> None:
    approve(repo, "--by", "Ada")
    shown = run_cli("-C", repo, "review", "v1..v2", TRUST, "-f", "markdown").out
    folded = shown[shown.index("<details><summary>2 approved</summary>") :]
    assert f"APPROVED {GAINED} of alpha" in folded
    assert "a box, approved by Ada (agentreg.approvals:4)" in folded
    assert "-v shows" not in shown


def test_one_finding_or_one_agent_can_be_named(repo: Path) -> None:
    assert approve(repo, "--finding", "Alpha") == [f"{GAINED} of alpha", "tool-was-granted of alpha"]
    chosen = fingerprint(repo, "constraint-was-removed", "beta")
    assert approve(repo, "--finding", chosen[:8]) == ["constraint-was-removed of beta"]
    assert (repo / FILE).read_text().count("[[approval]]") == 3
    assert run_cli("-C", repo, "review", "v1..v2", TRUST).code == 1


def test_what_is_named_must_be_there(repo: Path) -> None:
    ran = run_cli("-C", repo, "approve", "v1..v2", "--reason", "a box", "--finding", "alpah")
    assert (ran.code, (repo / FILE).exists()) == (2, False)
    assert "did you mean alpha?" in ran.err
    assert run_cli("-C", repo, "approve", "v1..v2", "--reason", " ").code == 2
    assert run_cli("-C", repo, "approve", "v1..v2").code == 2


def test_where_all_is_accepted_already_it_says_so_and_how_the_gate_learns_of_it(repo: Path) -> None:
    approve(repo)
    ran = run_cli("-C", repo, "approve", "v1..v2", "--reason", "again")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == (
        "nothing accepted: no open finding fails: 2 approved already; of these, what the range brings itself"
        " counts with `agentreg review --trust-approvals`\n"
    )


def test_where_nothing_fails_it_says_what_is_below_the_gate(repo: Path) -> None:
    (repo / "agentreg.toml").write_text('[policy]\nfail-on = "critical"\n')
    ran = run_cli("-C", repo, "approve", "v1..v2", "--reason", "a box")
    assert (ran.code, (repo / FILE).exists()) == (0, False)
    assert ran.err.startswith("nothing accepted: no finding fails at critical or above: ")
    assert ran.err.endswith(" findings below; --finding accepts what it names\n")
    ran = run_cli("-C", repo, "approve", "v2..v2", "--reason", "a box")
    assert (ran.code, ran.err) == (0, "nothing accepted: there is no open finding to accept\n")


def test_what_no_decision_accepts_is_told_with_what_to_do_instead(repo: Path) -> None:
    commit(repo, {"agentreg.toml": '[policy]\nfail-on = "off"\n'})
    ran = run_cli("-C", repo, "approve", "v2..HEAD", "--reason", "a box")
    assert (ran.code, (repo / FILE).exists()) == (1, False)
    assert ran.err.startswith("warning: no approval accepts policy-was-changed (policy in agentreg.toml: ")
    assert "take that out of this change, or have whoever answers for the gate merge it" in ran.err
    assert ran.err.endswith("nothing accepted: there is no open finding to accept\n")


def test_what_could_not_be_compared_is_no_matter_of_decisions(repo: Path) -> None:
    commit(repo, {"agents/broken.md": b"---\nname: x\n---\n" + b"x" * 1_100_000})
    ran = run_cli("-C", repo, "approve", "v2..HEAD", "--reason", "a box", "--json")
    assert (ran.code, (repo / FILE).exists()) == (3, False)
    assert ran.json["warnings"][-1] == (
        "no approval makes up for this: 1 file could not be compared; mend that"
    )


def test_a_later_change_of_the_text_voids_it(repo: Path) -> None:
    approve(repo)
    commit(repo, {"a.md": agent("alpha", "Read, Bash", "More.\n")})
    ran = run_cli("-C", repo, "review", "v1..HEAD", TRUST)
    assert ran.code == 1
    assert ran.out.startswith("FAIL  1 finding at high or above in 1 agent\n")
    assert "approval of permissions-were-gained no longer holds (a box)" in " ".join(ran.out.split())
    accepted = run_cli("-C", repo, "approve", "v1..HEAD", "--reason", "still a box", "--json").data[
        "findings"
    ]
    assert [one["agent"] for one in accepted] == ["alpha"]
    assert run_cli("-C", repo, "review", "v1..HEAD", TRUST).code == 0


def test_an_agent_of_the_same_name_in_another_path_is_asked_about_again(repo: Path) -> None:
    widened = agent("alpha", "Read, Bash")
    commit(repo, {"sandbox/agents/a.md": agent("alpha"), ".claude/agents/a.md": agent("alpha")})
    commit(repo, {"sandbox/agents/a.md": widened})
    assert run_cli("-C", repo, "approve", "HEAD~1..HEAD", "--reason", "a box").code == 0
    commit(repo, {".claude/agents/a.md": widened})
    assert run_cli("-C", repo, "review", "HEAD~1..HEAD", TRUST).code == 1
    ran = run_cli("-C", repo, "approve", "HEAD~2..HEAD", "--reason", "both")
    assert ran.err == f"1 finding accepted in agentreg.approvals\n{NEXT}"
    assert (repo / FILE).read_text().count("[[approval]]") == 2


def test_of_two_agents_of_one_name_each_is_accepted_and_written(repo: Path) -> None:
    places = ("one/agents/a.md", "two/agents/a.md")
    commit(repo, dict.fromkeys(places, agent("gamma")))
    commit(repo, dict.fromkeys(places, agent("gamma", "Read, Bash")))
    ran = run_cli("-C", repo, "approve", "HEAD~1..HEAD", "--reason", "a box")
    assert ran.err == f"2 findings accepted in agentreg.approvals\n{NEXT}"
    text = (repo / FILE).read_text()
    assert [line for line in text.splitlines() if line.startswith("path")] == [
        f'path = "{place}"' for place in places
    ]
    assert run_cli("-C", repo, "review", "HEAD~1..HEAD", TRUST).code == 0


def test_the_range_that_brings_decisions_says_so(repo: Path) -> None:
    approve(repo)
    commit(repo, {})
    out = run_cli("-C", repo, "review", "v1..HEAD").out
    assert (
        "  MEDIUM   approvals-were-changed\n           agentreg.approvals accepts 2 findings (not counted"
        in out
    )
    trusted = run_cli("-C", repo, "review", "v1..HEAD", TRUST)
    assert trusted.code == 0
    assert "approvals-were-changed\n           agentreg.approvals accepts 2 findings\n" in trusted.out
    (repo / "agentreg.toml").write_text('[policy.severity]\napprovals-were-changed = "high"\n')
    assert run_cli("-C", repo, "review", "v1..HEAD", TRUST).code == 1


@pytest.mark.parametrize("named", [["v1..HEAD"], ["--against", "v1"], ["v1...HEAD"]])
def test_decisions_that_a_range_brings_count_only_where_the_command_line_says_so(
    repo: Path, named: list[str]
) -> None:
    approve(repo)
    commit(repo, {})
    assert run_cli("-C", repo, "review", *named).code == 1
    assert run_cli("-C", repo, "review", *named, TRUST).code == 0


def test_decisions_that_the_side_before_holds_count_always(repo: Path) -> None:
    approve(repo)
    decided = (repo / FILE).read_text()
    git(repo, "checkout", "-q", "v1")
    commit(repo, {FILE: decided})
    commit(repo, {"a.md": agent("alpha", "Read, Bash")})
    ran = run_cli("-C", repo, "review", "HEAD~1..HEAD", "-v")
    assert ran.code == 0
    assert "a box (HEAD~1:agentreg.approvals:4)" in ran.out


@pytest.mark.parametrize("option", ["--staged", "--worktree"])
def test_who_looks_at_what_is_not_committed_has_their_own_decisions(repo: Path, option: str) -> None:
    git(repo, "checkout", "-q", "v1")
    (repo / "a.md").write_text(agent("alpha", "Read, Bash"))
    git(repo, "add", "a.md")
    assert run_cli("-C", repo, "review", option).code == 1
    assert run_cli("-C", repo, "approve", option, "--reason", "a box").code == 0
    assert run_cli("-C", repo, "review", option).code == 0


def test_the_file_stands_beside_the_policy_else_at_the_top(repo: Path) -> None:
    (repo / "sub").mkdir()
    run_cli("-C", repo / "sub", "approve", "v1..v2", "--reason", "a box")
    assert (repo / FILE).is_file()
    (repo / FILE).unlink()
    (repo / "sub" / "agentreg.toml").write_text("")
    run_cli("-C", repo / "sub", "approve", "v1..v2", "--reason", "a box")
    assert (repo / "sub" / FILE).is_file()


def test_a_dry_run_writes_nothing(repo: Path) -> None:
    ran = run_cli("-C", repo, "approve", "v1..v2", "--reason", "a box", "-n")
    assert (ran.code, (repo / FILE).exists()) == (0, False)
    assert ran.out.count("HIGH     permissions-were-gained of ") == 2
    assert ran.err == f"2 findings would be accepted in agentreg.approvals\n{NEXT}"


def test_the_file_has_no_date_but_the_one_given_and_the_same_bytes_again(repo: Path) -> None:
    approve(repo)
    first = (repo / FILE).read_bytes()
    assert b"date" not in first
    (repo / FILE).unlink()
    approve(repo)
    assert (repo / FILE).read_bytes() == first
    approve(repo, "--finding", "alpha", "--by", "Ada", "--date", "2026-11-21")
    assert b'by = "Ada"\ndate = 2026-11-21\n' in (repo / FILE).read_bytes()


def test_a_linked_file_is_refused(repo: Path) -> None:
    approve(repo)
    (repo / FILE).rename(repo / "decided.txt")
    (repo / FILE).symlink_to("decided.txt")
    ran = run_cli("-C", repo, "review", "v1..v2")
    assert (ran.code, ran.out) == (2, "")
    assert f"{FILE} is a symbolic link" in ran.err
    assert run_cli("-C", repo, "approve", "v1..v2", "--reason", "a box").code == 2
    assert run_cli("-C", repo, "review", "v1..v2", "--no-policy").code == 1


@pytest.mark.parametrize("options", [[], ["-n"]])
def test_nothing_is_written_through_a_link_that_leads_nowhere(repo: Path, options: list[str]) -> None:
    (repo / FILE).symlink_to(repo.parent / "elsewhere")
    ran = run_cli("-C", repo, "approve", "v1..v2", "--reason", "a box", *options)
    assert (ran.code, (repo.parent / "elsewhere").exists()) == (2, False)
    assert f"{FILE} is a symbolic link" in ran.err


def test_a_broken_file_opens_no_gate(repo: Path) -> None:
    (repo / FILE).write_text("format = 9\n")
    assert run_cli("-C", repo, "review", "v1..v2").code == 2
    git(repo, "checkout", "-q", "v1")


PLACES = ("one/agents/a.md", "two/agents/a.md")


@pytest.fixture
def twins(repo: Path) -> Path:
    commit(repo, dict.fromkeys(PLACES, agent("gamma")))
    commit(repo, dict.fromkeys(PLACES, agent("gamma", "Read, Bash")))
    return repo


def decide(repo: Path, *names: str) -> tuple[int, list[str], str]:
    """The exit code, the paths that were decided on, and the hint."""
    given = [part for name in names for part in ("--finding", name)]
    ran = run_cli("-C", repo, "approve", "HEAD~1..HEAD", "--reason", "a box", "--json", *given)
    errors = ran.json["errors"]
    hint = errors[0]["hint"] if errors else ""
    return ran.code, [one["path"] for one in (ran.data or {}).get("findings", [])], hint


def test_a_name_or_fingerprint_of_several_agents_is_asked_back(twins: Path) -> None:
    found = run_cli("-C", twins, "review", "HEAD~1..HEAD", "--json").data["agents"][0]["findings"][0][
        "fingerprint"
    ]
    assert decide(twins, "Gamma") == (2, [], f"name one of: {', '.join(PLACES)}")
    shown = ", ".join(f"{place}:{found[:8]}" for place in PLACES)
    assert decide(twins, found[:8]) == (2, [], f"name one of: {shown}")
    assert not (twins / FILE).exists()
    assert decide(twins, f"{PLACES[1]}:{found[:8]}") == (0, [PLACES[1]], "")
    assert decide(twins, f"{PLACES[0]}:{found[:5]}")[0] == 2
    assert decide(twins, PLACES[0]) == (0, [PLACES[0]] * 2, "")


def test_both_of_a_name_are_told_apart_by_their_paths(twins: Path) -> None:
    out = run_cli("-C", twins, "approve", "HEAD~1..HEAD", "--reason", "a box").out
    assert [line.split(":")[0].rpartition(" of ")[2] for line in out.splitlines()] == [
        f"gamma ({place})" for place in PLACES
    ]


def test_what_no_host_loads_any_more_is_decided_on_like_what_is_gone(repo: Path) -> None:
    place = ".gemini/agents/d.md"
    commit(repo, {place: agent("delta")})
    commit(repo, {place: "# Delta\n"})
    gate = ("HEAD~1..HEAD", "--fail-on", "medium")
    assert run_cli("-C", repo, "review", *gate).code == 1
    assert decide(repo, "delta") == (0, [place], "")
    assert run_cli("-C", repo, "review", *gate, TRUST).code == 0


LIFE = {
    "as it was": ({}, 0, 0),
    "changed": ({"a.md": agent("alpha", "Read, Bash", "More.\n")}, 1, 1),
    "moved": ({"a.md": None, "agents/a.md": agent("alpha", "Read, Bash")}, 1, 1),
    "renamed": ({"a.md": agent("omega", "Read, Bash")}, 1, 0),
    "copied": ({"agents/a.md": agent("alpha", "Read, Bash")}, 1, 0),
    "with other line ends": ({"a.md": agent("alpha", "Read, Bash").replace("\n", "\r\n")}, 0, 0),
    "what was found is there no more": ({"a.md": agent("alpha")}, 0, 0),
    "gone": ({"a.md": None}, 0, 0),
}


@pytest.mark.parametrize(("later", "code", "void"), LIFE.values(), ids=LIFE)
def test_a_decision_over_the_life_of_its_agent(
    repo: Path, later: dict[str, str | None], code: int, void: int
) -> None:
    approve(repo)
    commit(repo, later)
    ran = run_cli("-C", repo, "review", "v1..HEAD", TRUST, "-v")
    assert (ran.code, ran.out.count("approval-became-void")) == (code, void)
    commit(
        repo,
        {"a.md": agent("alpha", "Read, Bash"), **({"agents/a.md": None} if "agents/a.md" in later else {})},
    )
    # Whoever decided has seen the text that stands there again.
    assert run_cli("-C", repo, "review", "v1..HEAD", TRUST).code == 0


def test_a_decision_that_names_another_rule_than_its_fingerprint_decides_nothing(repo: Path) -> None:
    approve(repo)
    (repo / FILE).write_text((repo / FILE).read_text().replace(GAINED, "step-was-added"))
    assert run_cli("-C", repo, "review", "v1..v2", TRUST).code == 1


def test_a_change_that_mends_the_file_can_pass(repo: Path) -> None:
    commit(repo, {FILE: "format = 9\n"})
    commit(repo, {FILE: None, "a.md": agent("alpha", "Read, Bash", "Be brief.\n")})
    ran = run_cli("-C", repo, "review", "HEAD~1..HEAD")
    assert (ran.code, ran.out) == (2, "")
    assert f"HEAD~1:{FILE}:1: its format is 9, not 1\nhint: mend it; --trust-approvals counts" in ran.err
    assert run_cli("-C", repo, "review", "HEAD~1..HEAD", TRUST).code == 0


@pytest.fixture
def branch(tmp_path: Path) -> Path:
    """A branch on which an agent gets Bash, and that is checked out."""
    repo = build_repo(tmp_path / "branch", [{"a.md": agent("alpha")}])
    git(repo, "checkout", "-q", "-b", "wider")
    commit(repo, {"a.md": agent("alpha", "Read, Bash")})
    return repo


def test_a_decision_that_comes_with_the_change_does_not_count_and_the_review_says_what_to_do(
    branch: Path,
) -> None:
    assert run_cli("-C", branch, "review", "main...wider").code == 1
    ran = run_cli("-C", branch, "approve", "main...wider", "--reason", "a box")
    assert ran.err == f"1 finding accepted in agentreg.approvals\n{NEXT}"
    for _ in ("not committed yet", "committed with the change"):
        ran = run_cli("-C", branch, "review", "main...wider")
        assert (ran.code, ran.err) == (1, WAITS + NEXT.removeprefix("next: "))
        git(branch, "add", FILE)
        commit(branch, {})
    assert run_cli("-C", branch, "review", "main...wider", TRUST).err == ""


@pytest.mark.parametrize("named", ["main...wider", "main..wider", "origin"])
def test_a_decision_that_is_committed_to_the_base_branch_counts(branch: Path, named: str) -> None:
    """Also before the branch is brought up to date: who may write there decides, and not the change."""
    assert run_cli("-C", branch, "approve", "main...wider", "--reason", "a box").code == 0
    decided = (branch / FILE).read_text()
    (branch / FILE).unlink()
    git(branch, "checkout", "-q", "main")
    commit(branch, {FILE: decided})
    git(branch, "checkout", "-q", "wider")
    if named == "origin":
        git(branch, "update-ref", "refs/remotes/origin/main", "main")
        git(branch, "tag", "-d", "v1")
    words = [] if named == "origin" else [named]
    ran = run_cli("-C", branch, "review", *words, "--json")
    assert (ran.code, [one["by"] for one in ran.data["agents"][0]["settled"]]) == (0, ["approval"])
    again = run_cli("-C", branch, *ran.data["scope"]["command"].split()[1:])
    assert again.code == 0
    git(branch, "merge", "-q", "--no-edit", "main")
    assert run_cli("-C", branch, "review", "main...wider").code == 0


def test_a_decision_that_the_base_branch_took_back_does_not_count(branch: Path) -> None:
    assert run_cli("-C", branch, "approve", "main...wider", "--reason", "a box").code == 0
    decided = (branch / FILE).read_text()
    (branch / FILE).unlink()
    git(branch, "checkout", "-q", "main")
    commit(branch, {FILE: decided})
    git(branch, "checkout", "-q", "wider")
    git(branch, "rebase", "-q", "main")
    git(branch, "checkout", "-q", "main")
    commit(branch, {FILE: None})
    git(branch, "checkout", "-q", "wider")
    assert run_cli("-C", branch, "review", "main...wider").code == 1


def test_another_text_than_the_one_that_was_decided_on_has_no_decision_that_waits(branch: Path) -> None:
    assert run_cli("-C", branch, "approve", "main...wider", "--reason", "a box").code == 0
    commit(branch, {"a.md": agent("alpha", "Read, Bash", "More.\n")})
    ran = run_cli("-C", branch, "review", "main...wider")
    assert (ran.code, ran.err) == (1, "")
