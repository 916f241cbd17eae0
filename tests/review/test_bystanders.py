"""Agents that did not change, and what a change around them does to them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from agentreg.git.process import Git
from agentreg.review.changelog import Note, Part, changelog_of
from agentreg.review.ranges import Tree, around, review_range
from agentreg.rules.finding import Bump
from agentreg.rules.policy import Ignore, Level, Policy
from agentreg.rules.settle import Terms
from agentreg.sources.revision import commit_tree
from agentreg.sources.work_tree import WorkTree
from support.bystanders import LEAD, OTHER, agent, hits, other, reviewed
from support.repos import build_repo, git


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


@pytest.mark.parametrize(
    ("path", "before", "after", "cause"), [row[1:] for row in LISTS], ids=[row[0] for row in LISTS]
)
def test_an_agent_that_a_manifest_drops_breaks_whoever_uses_it(
    tmp_path: Path, path: str, before: str, after: str, cause: str | None
) -> None:
    repo = build_repo(tmp_path / "repo", [{IN_PLUGIN: agent(), path: before}, {path: after}])
    review = reviewed(repo)
    parts = [(Part.BREAKING, (Note(("lead",), (f"{path} lists lead no more{cause}",)),))]
    assert review.bump is (Bump.NONE if cause is None else Bump.MAJOR)
    assert list(changelog_of(review).parts) == ([] if cause is None else parts)


def test_one_that_changed_as_well_asks_for_a_major_version_too(tmp_path: Path) -> None:
    files = {IN_PLUGIN: agent(), MANIFEST: plugin("./team")}
    changed = {IN_PLUGIN: agent(prompt="You lead.\n\n- Always ask.\n"), MANIFEST: plugin()}
    review = reviewed(build_repo(tmp_path / "repo", [files, changed]))
    (lead,) = review.agents
    assert (lead.is_bystander, review.bump) == (False, Bump.MAJOR)
    breaking, *others = changelog_of(review).parts
    assert breaking == (Part.BREAKING, (Note(("lead",), (f"{MANIFEST} lists lead no more",)),))
    assert [part for part, _ in others] == [Part.NEW]
