"""Agents that did not change, and what a change around them does to them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from agentreg.git.process import Git
from agentreg.review.ranges import Tree, around, review_range
from agentreg.review.values import Review
from agentreg.rules.policy import Ignore, Level, Policy
from agentreg.rules.settle import Terms
from agentreg.sources.revision import commit_tree
from agentreg.sources.work_tree import WorkTree
from support.repos import build_repo, git

LEAD, OTHER = ".claude/agents/lead.md", ".claude/agents/planner.md"
SKILL, COMMAND = ".claude/skills/pdf/SKILL.md", ".claude/commands/ship.md"
FIELDED = "{}tools: Read, Task(planner)\n---\n\nYou lead.\n"
HOOK = """{}hooks:
  PreToolUse:
    - hooks:
        - command: "$CLAUDE_PROJECT_DIR/scripts/check.sh"
---

You lead.
"""


def agent(name: str = "lead", prompt: str = "You lead.", matter: str = "{}---\n\n{}\n") -> str:
    return matter.format(f"---\nname: {name}\ndescription: Works.\n", prompt)


def other(name: str = "planner") -> str:
    return agent(name, f"You plan the work of others with care, {'a' * 20}.")


GONE = "because {} is gone"
ROWS = [
    (
        "an agent that a field hands work to is deleted",
        {LEAD: agent(matter=FIELDED), OTHER: other()},
        {OTHER: None},
        ["medium name-is-gone: it names agent planner, which is there no more, " + GONE.format(OTHER)],
    ),
    (
        "an agent that a prompt hands work to is deleted",
        {LEAD: agent(prompt="Use the planner agent."), OTHER: other()},
        {OTHER: None},
        ["low name-is-gone: it names agent planner, which is there no more, " + GONE.format(OTHER)],
    ),
    (
        "an agent that a sentence names without a mark takes another name",
        {LEAD: agent(prompt="Use security-auditor for audits."), OTHER: other("security-auditor")},
        {OTHER: other("security-engineer")},
        [("low name-is-gone: it names agent security-auditor, which is there no more, because"
         f" {OTHER} is called security-engineer now")],
    ),
    (
        "an agent is deleted whose name is a word of prose",
        {LEAD: agent(prompt="Use a planner of work, and plan with planner tools."), OTHER: other()},
        {OTHER: None},
        [],
    ),
    (
        "it takes another name",
        {LEAD: agent(matter=FIELDED), OTHER: other()},
        {OTHER: other("plotter")},
        [(f"medium name-is-gone: it names agent planner, which is there no more, because {OTHER} is called"
         " plotter now")],
    ),
    (
        "it is moved and takes another name",
        {LEAD: agent(matter=FIELDED), OTHER: other()},
        {OTHER: None, ".claude/agents/plotter.md": other("plotter")},
        [("medium name-is-gone: it names agent planner, which is there no more, because"
         " .claude/agents/plotter.md is called plotter now")],
    ),
    (
        "it is moved and keeps its name",
        {LEAD: agent(matter=FIELDED), OTHER: other()},
        {OTHER: None, ".claude/agents/more/planner.md": other()},
        [],
    ),
    (
        "it is loaded no more",
        {LEAD: agent(matter=FIELDED), OTHER: other()},
        {OTHER: "# Notes\n"},
        [("medium name-is-gone: it names agent planner, which is there no more, because no host finds it in"
         f" {OTHER} now")],
    ),
    (
        "it moves to where no host reads it",
        {LEAD: agent(matter=FIELDED), OTHER: other()},
        {OTHER: None, "docs/planner.md": other()},
        [f"medium name-is-gone: it names agent planner, which is there no more, {GONE.format(OTHER)}"],
    ),
    (
        "its host requires a name, and it has none any more",
        {LEAD: agent(matter=FIELDED), OTHER: other()},
        {OTHER: other().replace("name: planner\n", "")},
        [("medium name-is-gone: it names agent planner, which is there no more, because no host finds it in"
         f" {OTHER} now")],
    ),
    (
        "it goes over to another host",
        {LEAD: agent(matter=FIELDED), OTHER: other()},
        {OTHER: None, ".github/agents/planner.agent.md": other()},
        [],
    ),
    (
        "another one still has the name",
        {LEAD: agent(matter=FIELDED), OTHER: other(), "agents/planner.md": other()},
        {OTHER: None},
        [],
    ),
    (
        "what nobody names is deleted",
        {LEAD: agent(prompt="You are a planner."), OTHER: other()},
        {OTHER: None},
        [],
    ),
    (
        "what was missing before is missing still",
        {LEAD: agent(prompt="Use the `ghost` agent, [this](x.md), @docs/none.md and `a/b/c.sh`.")},
        {"README.md": "# Team\n"},
        [],
    ),
    (
        "a skill is deleted",
        {LEAD: agent(matter="{}skills: pdf\n---\n"), SKILL: "---\nname: pdf\ndescription: d\n---\nx\n"},
        {SKILL: None},
        ["medium name-is-gone: it names skill pdf, which is there no more, " + GONE.format(SKILL)],
    ),
    (
        "a command is deleted",
        {LEAD: agent(prompt="Then run /ship."), COMMAND: "Ship it.\n"},
        {COMMAND: None},
        ["low name-is-gone: it names command ship, which is there no more, " + GONE.format(COMMAND)],
    ),
    (
        "an import is deleted",
        {LEAD: agent(prompt="@docs/rules.md"), "docs/rules.md": "x"},
        {"docs/rules.md": None},
        ["medium reference-is-dead: import docs/rules.md is not there, " + GONE.format("docs/rules.md")],
    ),
    (
        "a linked file is moved",
        {LEAD: agent(prompt="[It](../../docs/rules.md)"), "docs/rules.md": "x"},
        {"docs/rules.md": None, "docs/team/rules.md": "x"},
        [("low reference-is-dead: link ../../docs/rules.md is not there, because docs/rules.md is gone, and"
         " docs/team/rules.md is new")],
    ),
    (
        "a script in code is deleted",
        {LEAD: agent(prompt="Run `scripts/check.sh`."), "scripts/check.sh": "x"},
        {"scripts/check.sh": None},
        ["low reference-is-dead: file scripts/check.sh is not there, " + GONE.format("scripts/check.sh")],
    ),
    (
        "the script of a hook is deleted",
        {LEAD: agent(matter=HOOK), "scripts/check.sh": "x"},
        {"scripts/check.sh": None},
        ["medium reference-is-dead: file $CLAUDE_PROJECT_DIR/scripts/check.sh is not there, "
         + GONE.format("scripts/check.sh")],
    ),
    (
        "a file that the agent writes is deleted",
        {LEAD: agent(prompt="Save the report to `docs/out/report.md`."), "docs/out/report.md": "x"},
        {"docs/out/report.md": None},
        [],
    ),
    (
        "a file of a name that any project has is deleted",
        {LEAD: agent(prompt="Read `package.json`."), "package.json": "{}"},
        {"package.json": None},
        [],
    ),
    (
        "a second agent takes the name",
        {LEAD: agent()},
        {".claude/agents/boss.md": agent("Lead", "You are the boss of all, and lead.")},
        [("medium name-is-taken: lead is also the name of .claude/agents/boss.md, because"
         " .claude/agents/boss.md is new")],
    ),
    (
        "another agent is called so now",
        {LEAD: agent(), OTHER: other()},
        {OTHER: other("lead")},
        [f"medium name-is-taken: lead is also the name of {OTHER}, because {OTHER} is called so now"],
    ),
    (
        "one of two that had its name goes",
        {LEAD: agent(), OTHER: other("lead"), ".claude/agents/x.md": agent("lead", "Elsewhere, x.")},
        {OTHER: None},
        [],
    ),
    (
        "another that had its name moves",
        {LEAD: agent(), OTHER: other("lead")},
        {OTHER: None, ".claude/agents/deep/planner.md": other("lead")},
        [],
    ),
]  # fmt: skip


def marketplace(*plugins: str) -> str:
    return json.dumps({"name": "m", "plugins": [{"name": one, "source": f"./{one}"} for one in plugins]})


def plugin(*agents: str) -> str:
    return json.dumps({"name": "p", "agents": [*agents]})


MARKET, MANIFEST = ".claude-plugin/marketplace.json", "p/.claude-plugin/plugin.json"
IN_PLUGIN = "p/team/lead.md"
DROPPED, UNREAD = "", ", because nobody can read it"
LISTS = [
    ("a plugin leaves the marketplace", MARKET, marketplace("p", "q"), marketplace("q"), DROPPED),
    ("a plugin stays", MARKET, marketplace("p", "q"), marketplace("p"), None),
    ("a plugin drops the folder", MANIFEST, plugin("./team/", "./x.md"), plugin("./x.md"), DROPPED),
    ("a plugin becomes another", MARKET, marketplace("p"), json.dumps({"plugins": 1}), DROPPED),
    ("a marketplace is no object", MARKET, marketplace("p"), "[]", UNREAD),
    (
        "a plugin lies elsewhere now",
        MARKET,
        marketplace("p"),
        '{"plugins": [{"source": {"repo": "x"}}]}',
        DROPPED,
    ),
    ("a plugin drops the file", MANIFEST, plugin("./team/lead.md"), plugin(), DROPPED),
    ("a plugin lists the folder instead", MANIFEST, plugin("./team/lead.md"), plugin("./team"), None),
    ("the manifest is broken", MANIFEST, plugin("./team"), "{", UNREAD),
    ("the manifest was broken", MANIFEST, "{", plugin("./team"), None),
    ("nothing of it was listed", MANIFEST, plugin("../team", "/team"), "{}", None),
]


@pytest.mark.parametrize(
    ("path", "before", "after", "cause"), [row[1:] for row in LISTS], ids=[row[0] for row in LISTS]
)
def test_an_agent_that_a_manifest_drops_is_told(
    tmp_path: Path, path: str, before: str, after: str, cause: str | None
) -> None:
    repo = build_repo(tmp_path / "repo", [{IN_PLUGIN: agent(), path: before}, {path: after}])
    told = [(one.rule, one.message) for hit in reviewed(repo).agents for one in hit.findings]
    assert told == ([] if cause is None else [("agent-is-unlisted", f"{path} lists lead no more{cause}")])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({MANIFEST: plugin("./x.md")}, f"{MANIFEST} lists lead no more"),
        ({MANIFEST: None}, f"{MANIFEST} lists lead no more"),
        ({MARKET: marketplace("q")}, f"{MARKET} lists lead no more"),
        ({MARKET: None}, f"{MARKET} lists lead no more"),
        ({MARKET: marketplace("p", "q")}, ""),
    ],
)
def test_a_marketplace_and_its_plugin_each_have_to_list_an_agent(
    tmp_path: Path, change: dict[str, str | None], told: str
) -> None:
    both = {IN_PLUGIN: agent(), MANIFEST: plugin("./team/lead.md"), MARKET: marketplace("p")}
    repo = build_repo(tmp_path / "repo", [both, change])
    assert [one.message for hit in reviewed(repo).agents for one in hit.findings] == ([told] if told else [])


def test_what_a_broken_manifest_drops_is_not_to_be_deleted(tmp_path: Path) -> None:
    repo = build_repo(tmp_path / "repo", [{IN_PLUGIN: agent(), MANIFEST: plugin("./team")}, {MANIFEST: "{"}])
    (lead,) = reviewed(repo).agents
    assert [one.hint for one in lead.findings] == ["mend the manifest"]


def test_the_usual_folder_of_a_plugin_needs_no_list(tmp_path: Path) -> None:
    usual = {"p/agents/lead.md": agent(), MANIFEST: plugin("./agents/lead.md")}
    assert reviewed(build_repo(tmp_path / "repo", [usual, {MANIFEST: plugin("./x.md")}])).agents == ()


def reviewed(repo: Path, terms: Terms | None = None) -> Review:
    sides = [git(repo, "rev-parse", name) for name in ("v1", "v2")]
    trees = [Tree(oid, commit_tree(Git(repo / ".git"), oid), f"{oid}:", oid) for oid in sides]
    return review_range(*trees, terms, state_of=around)


def hits(review: Review) -> list[str]:
    agents = [one for one in review.agents if one.is_bystander]
    assert all(one.paths == (LEAD, LEAD) for one in agents)
    return [f"{one.severity} {one.rule}: {one.message}" for agent in agents for one in agent.findings]


@pytest.mark.parametrize(
    ("before", "change", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS]
)
def test_an_agent_that_did_not_change_is_told_what_a_change_does_to_it(
    tmp_path: Path, before: dict[str, str], change: dict[str, str | None], expected: list[str]
) -> None:
    review = reviewed(build_repo(tmp_path / "repo", [before, change]))
    assert hits(review) == expected


def test_a_note_is_not_worth_an_agent_that_did_not_change(tmp_path: Path) -> None:
    change = {"docs/ja/agents/lead.md": agent(prompt="Another one, in other words.")}
    review = reviewed(build_repo(tmp_path / "repo", [{"agents/lead.md": agent()}, change]))
    assert [(one.paths, one.is_bystander) for one in review.agents] == [(("docs/ja/agents/lead.md",), False)]


def broken(folder: Path) -> Path:
    files = {LEAD: agent(prompt="@docs/rules.md\n\n[dead](none.md)"), "docs/rules.md": "x", OTHER: other()}
    return build_repo(folder / "repo", [files, {"docs/rules.md": None}])


def test_it_is_counted_apart_from_what_changed_and_from_what_did_not(tmp_path: Path) -> None:
    review = reviewed(broken(tmp_path))
    (lead,) = review.agents
    assert (lead.is_bystander, lead.changes, lead.existing) == (True, (), ())
    assert review.unchanged == 1
    assert lead.advice is not None
    assert lead.advice.wanted == ""


def test_in_the_next_review_it_is_said_no_more(tmp_path: Path) -> None:
    repo = broken(tmp_path)
    git(repo, "tag", "-f", "v1", "v2")
    (repo / "README.md").write_text("# Team\n")
    git(repo, "add", "--all")
    git(repo, "commit", "-q", "-m", "more")
    git(repo, "tag", "-f", "v2")
    assert hits(reviewed(repo)) == []


def test_a_changed_agent_is_told_the_cause_too(tmp_path: Path) -> None:
    files = {LEAD: agent(prompt="@docs/rules.md"), "docs/rules.md": "x"}
    change = {LEAD: agent(prompt="Be kind.\n\n@docs/rules.md"), "docs/rules.md": None}
    (lead,) = reviewed(build_repo(tmp_path / "repo", [files, change])).agents
    told = [one.message for one in lead.findings if one.rule == "reference-is-dead"]
    assert told == ["import docs/rules.md is not there, because docs/rules.md is gone"]


def test_the_cause_is_no_part_of_the_fingerprint(tmp_path: Path) -> None:
    moved = {LEAD: agent(prompt="@docs/rules.md"), "docs/rules.md": "x"}
    one = reviewed(build_repo(tmp_path / "one", [moved, {"docs/rules.md": None}]))
    other = reviewed(build_repo(tmp_path / "two", [moved, {"docs/rules.md": None, "new/rules.md": "x"}]))
    prints = [review.agents[0].findings[0].fingerprint for review in (one, other)]
    assert prints[0] == prints[1]


def ignoring(rule: str) -> Terms:
    ignore = Ignore(rule, "known", "agentreg.toml:3")
    return Terms(date(2026, 11, 21), Policy(ignores=(ignore,)))


def test_what_is_accepted_of_it_is_in_use_and_no_finding(tmp_path: Path) -> None:
    review = reviewed(broken(tmp_path), ignoring("reference-is-dead"))
    (lead,) = review.agents
    assert (lead.findings, [one.place for one in lead.settled]) == ((), ["agentreg.toml:3"])
    assert review.findings == ()


def test_what_other_rules_are_accepted_for_is_not_called_idle_because_of_it(tmp_path: Path) -> None:
    assert reviewed(broken(tmp_path), ignoring("text-is-hidden")).findings == ()


def test_a_rule_that_is_off_shows_no_agent(tmp_path: Path) -> None:
    terms = Terms(date(2026, 11, 21), Policy(levels={"reference-is-dead": Level.OFF}))
    assert reviewed(broken(tmp_path), terms).agents == ()


def test_a_file_that_is_deleted_on_disk_counts(tmp_path: Path) -> None:
    repo = broken(tmp_path)
    git(repo, "reset", "-q", "--hard", "v1")
    (repo / "docs" / "rules.md").unlink()
    opened, oid = Git(repo / ".git"), git(repo, "rev-parse", "v1")
    sides = Tree("HEAD", commit_tree(opened, oid), "", oid), Tree("disk", WorkTree(opened, repo))
    assert len(hits(review_range(*sides, state_of=around))) == 1


def test_two_definitions_alone_have_nothing_around_them(tmp_path: Path) -> None:
    repo = broken(tmp_path)
    sides = [git(repo, "rev-parse", name) for name in ("v1", "v2")]
    trees = [Tree(oid, commit_tree(Git(repo / ".git"), oid), "", oid) for oid in sides]
    assert review_range(*trees).agents == ()
