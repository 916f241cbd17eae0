"""What a review says of an agent and a file that is none."""

from __future__ import annotations

from datetime import date

import pytest

from agentreg.formats.read import read_definition
from agentreg.model.definition import Definition
from agentreg.report.headline import rights
from agentreg.report.newcomers import newcomers
from agentreg.review.compare import gather, review_pair, review_trees
from agentreg.review.values import AgentReview, Labelled
from agentreg.rules.finding import Bump
from agentreg.rules.policy import Ignore, Policy
from agentreg.rules.settle import Terms
from agentreg.sources.collection import Collection

AGENT = "---\nname: worker\ndescription: Does work.\ntools: Read\n---\n\nYou are a worker.\n"


def review_of(before: str, after: str) -> AgentReview:
    sides = [
        Labelled(read_definition(text.encode(), path), path)
        for text, path in ((before, "old.md"), (after, "new.md"))
    ]
    return review_pair(*sides)


@pytest.mark.parametrize("rest", ["", "# Notes\n\nFor people.\n"])
def test_an_agent_that_no_host_loads_any_more_is_gone_and_gains_nothing(rest: str) -> None:
    review = review_of(AGENT, rest)
    assert review.name == "worker"
    assert [change.kind for change in review.changes] == ["stopped-loading"]
    assert review.findings[0].rule == "agent-was-disabled"
    assert (review.bump, review.gained, review.lost) == ("major", (), ("read",))
    assert review.after is not None


def test_a_file_that_becomes_an_agent_is_one_that_nobody_reviewed() -> None:
    review = review_of("", AGENT)
    assert [change.kind for change in review.changes] == ["started-loading"]
    assert [finding.rule for finding in review.findings] == ["agent-was-enabled"]


def test_what_an_agent_may_do_that_no_host_loaded_before_is_told_with_it_as_of_a_new_one() -> None:
    free = AGENT.replace("tools: Read\n", "")
    assert free != AGENT
    review = review_of("# Notes\n\nFor people.\n", free)
    assert (review.severity, review.gained[0], review.was) == ("low", "execute", None)
    assert rights(review) == [f"may {', '.join(review.gained)}"]
    assert newcomers([review]) == "may execute"


def test_a_file_that_a_host_may_still_load_is_compared() -> None:
    review = review_of(AGENT, "---\ncolor: red\n---\n\nYou are a worker.\n")
    assert "tools-became-unrestricted" in {finding.rule for finding in review.findings}


def labelled(text: str) -> Labelled:
    return Labelled(read_definition(text.encode(), "agents/w.md"), "w.md")


def test_a_new_agent_accepts_nothing_of_itself_and_tells_its_waivers() -> None:
    text = "---\nname: w\n# agentreg: ignore agent-was-added -- hello\ndescription: d\n---\nText.\n"
    found = review_pair(None, labelled(text), terms=Terms(date(2026, 11, 21)))
    assert [finding.rule for finding in found.findings] == ["agent-was-added", "waiver-was-added"]
    assert found.settled == ()


def test_an_accepted_finding_still_asks_for_its_bump() -> None:
    before, after = (
        Labelled(
            read_definition(f"---\nname: w\ntools: {tools}\n---\nText.\n".encode(), "agents/w.md"), "w.md"
        )
        for tools in ("Read, Glob", "Read")
    )
    accepted = Policy(ignores=(Ignore("tool-was-revoked", "agreed", "agentreg.toml:1"),))
    found = review_pair(before, after, terms=Terms(date(2026, 11, 21), accepted))
    assert (found.findings, [one.finding.rule for one in found.settled]) == ((), ["tool-was-revoked"])
    assert (found.severity, found.bump) == (None, "major")


def test_a_policy_that_accepts_nothing_is_told_beside_the_agents() -> None:
    sides = [
        Labelled(
            read_definition(f"---\nname: w\ncolor: {color}\n---\nText.\n".encode(), "agents/w.md"), "w.md"
        )
        for color in ("red", "blue")
    ]
    unused = Ignore("url-was-added", "agreed", "agentreg.toml:1")
    terms = Terms(date(2026, 11, 21), Policy(ignores=(unused,)))
    review = gather([review_pair(*sides, terms=terms)], terms)
    assert [finding.rule for finding in review.findings] == ["waiver-became-unused"]
    assert gather([review_pair(*sides)]).findings == ()


def tree(path: str, fields: str) -> list[Definition]:
    text = f"---\nname: w\ndescription: d\n{fields}\n---\nLook at the freight of every harbour twice.\n"
    return [read_definition(text.encode(), path)]


def test_a_plugins_agent_that_is_copied_into_a_project_wakes_what_it_brings() -> None:
    brought = "hooks:\n  Stop:\n    - command: ./x\npermissionMode: auto"
    origin, copy = tree("plugins/p/agents/w.md", brought), tree(".claude/agents/w.md", brought)
    review = review_trees(Collection(tuple(origin)), Collection((*origin, *copy)), ("", ""))
    assert [f"{one.rule} {one.subject}" for one in review.agents[0].findings] == [
        "field-was-woken hooks",
        "field-was-woken permissionMode",
        "agent-was-copied file",
    ]


@pytest.mark.parametrize(
    ("name", "fields", "expected"),
    [
        ("v", "tools: Read", ["agent-was-copied minor"]),
        (
            "v",
            "tools: []",
            ["agent-was-copied minor", "permissions-were-lost minor", "tool-was-revoked minor"],
        ),
        ("v", "tools: Read\nversion: 1.0.0", ["agent-was-copied minor"]),
        (
            "w",
            "tools: []",
            ["agent-was-copied minor", "permissions-were-lost minor", "tool-was-revoked minor"],
        ),
    ],
)
def test_nobody_calls_a_copy_by_its_own_name_before_it_is_there(
    name: str, fields: str, expected: list[str]
) -> None:
    (origin,) = tree(".claude/agents/w.md", "tools: Read\nversion: 1.0.0")
    text = origin.document.text.replace("name: w", f"name: {name}")
    copy = read_definition(
        text.replace("tools: Read\nversion: 1.0.0", fields).encode(), ".claude/agents/v.md"
    )
    (agent,) = review_trees(Collection((origin,)), Collection((origin, copy)), ("", "")).agents
    told = [f"{one.rule} {one.bump}" for one in agent.findings if one.bump is not Bump.PATCH]
    assert told == expected


def test_agents_that_all_change_their_names_are_renamed_and_not_new() -> None:
    names = ("alpha", "beta", "gamma")
    sides = [
        [tree(f"agents/{name}.md", f"color: red\nname: {prefix}{name}")[0] for name in names]
        for prefix in ("", "team-")
    ]
    review = review_trees(Collection(tuple(sides[0])), Collection(tuple(sides[1])), ("", ""))
    rules = [finding.rule for agent in review.agents for finding in agent.findings]
    assert rules.count("agent-was-renamed") == len(names)
    assert not {"agent-was-added", "agent-was-removed", "agent-was-copied"} & set(rules)


def test_a_review_says_what_each_host_lets_the_agent_do() -> None:
    review = review_trees(
        Collection(tuple(tree(".claude/agents/w.md", "tools: Read"))),
        Collection(tuple(tree(".claude/agents/w.md", "tools: Bash"))),
        ("", ""),
    )
    views = {view.host: (view.held, view.holds) for view in review.agents[0].views}
    assert list(views) == ["claude-code", "copilot", "vscode", "cursor"]
    assert [side and side.tools for side in views["copilot"]] == [("read",), ("execute",)]
    assert [side and side.unrestricted for side in views["cursor"]] == [True, True]
