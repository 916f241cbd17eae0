"""Of several agents of one name, each is told by its path, and nothing of those that did not change."""

from __future__ import annotations

import pytest

from agentreg.formats.read import read_definition
from agentreg.model.definition import Definition
from agentreg.report import headline
from agentreg.review.changelog import Changelog, Note, Part, changelog_of
from agentreg.review.compare import review_trees
from agentreg.review.values import Review
from agentreg.rules.finding import Bump
from agentreg.sources.collection import Collection
from support.notes import tree_of, wrongly_named

NEW = Part.NEW
TEXT = "Look at the freight of every harbour twice.\nWrite down what is missing.\nNever touch a crane."
OTHER = "Ask who the readers are.\nOutline the chapters in the wiki.\nFill in one chapter a day."
HERE, CURSOR = (f".{host}/agents/w.md" for host in ("claude", "cursor"))
PLAIN = "roles/w.md"

GONE = "the copy at this path is gone"

Files = dict[str, tuple[str, str, str]]
"""Name, tools and text of agents, by path."""


def agents(files: Files) -> list[Definition]:
    head = "---\nname: {}\ndescription: Does work. And more.\n{}---\n\n{}\n"
    return [
        read_definition(head.format(name, f"tools: {tools}\n" if tools else "", text).encode(), path)
        for path, (name, tools, text) in files.items()
    ]


def review(before: Files, after: Files) -> Review:
    return review_trees(Collection(tuple(agents(before))), Collection(tuple(agents(after))), ("", ""))


def lines(found: Review) -> list[str]:
    return [
        f"{part}: {', '.join(note.agents)}: {'; '.join(note.lines)}"
        for part, notes in changelog_of(found).parts
        for note in notes
    ]


W, WIDE, UNLIKE = ("w", "Read", TEXT), ("w", "", TEXT), ("w", "Bash", OTHER)
NOTES: dict[str, tuple[Files, Files, list[str]]] = {
    "a copy where no host is known to look, that may do all": (
        {HERE: W},
        {HERE: W, PLAIN: WIDE},
        [f"new: w ({PLAIN}): a new copy of the one in .claude/agents/"],
    ),
    "a copy for another host": (
        {HERE: W},
        {HERE: W, CURSOR: W},
        [f"new: w ({CURSOR}): a new copy of the one in .claude/agents/, for cursor"],
    ),
    "copies for another host, of several agents": (
        {HERE: W, ".claude/agents/v.md": ("v", "Read", OTHER)},
        {
            HERE: W,
            ".claude/agents/v.md": ("v", "Read", OTHER),
            PLAIN: WIDE,
            "roles/v.md": ("v", "", OTHER),
        },
        [f"new: v (roles/v.md), w ({PLAIN}): a new copy of the one in .claude/agents/"],
    ),
    "another one of the name": (
        {HERE: W},
        {HERE: W, CURSOR: UNLIKE},
        [f"new: w ({CURSOR}): Does work.; may use every tool; one more of this name, for cursor"],
    ),
    "two of a name that nobody had": (
        {},
        {HERE: W, PLAIN: UNLIKE},
        [
            f"new: w ({HERE}): Does work.; may only read",
            f"new: w ({PLAIN}): Does work.; may run commands, use the network and write files",
        ],
    ),
    "a copy under another name": (
        {HERE: W},
        {HERE: W, PLAIN: ("v", "", TEXT)},
        ["new: v: Does work.; may use every tool; a copy of w"],
    ),
    "a copy under a name that another one has": (
        {HERE: W, "a/v.md": ("v", "Read", OTHER)},
        {HERE: W, "a/v.md": ("v", "Read", OTHER), PLAIN: ("v", "", TEXT)},
        [f"new: v ({PLAIN}): Does work.; may use every tool; a copy of w; one more of this name"],
    ),
    "a twin that is gone": (
        {HERE: W, PLAIN: WIDE},
        {HERE: W},
        [f"breaking: w ({PLAIN}): {GONE}; the one in .claude/agents/ stays"],
    ),
    "one that is gone while an unlike one of its name stays": (
        {HERE: W, PLAIN: UNLIKE},
        {HERE: W},
        [f"breaking: w ({PLAIN}): {GONE}; the one in .claude/agents/ stays"],
    ),
    "one that is gone while many stay": (
        {PLAIN: W, "w.md": W, HERE: W, "a/b/w.md": W, "a/c/w.md": W},
        {"w.md": W, HERE: W, "a/b/w.md": W, "a/c/w.md": W},
        [
            f"breaking: w ({PLAIN}): {GONE}; those in ./, .claude/agents/ and 2 more folders stay",
        ],
    ),
    "all of a name that are gone": (
        {HERE: W, PLAIN: WIDE},
        {},
        [f"breaking: w ({HERE}), w ({PLAIN}): removed"],
    ),
    "one that changes while a copy stays": (
        {HERE: W, PLAIN: W},
        {HERE: ("w", "Read, LS", TEXT), PLAIN: W},
        [f"new: w ({HERE}): may now use LS"],
    ),
    "one that changes while a copy comes": (
        {HERE: W},
        {HERE: ("w", "Read, LS", TEXT), PLAIN: W},
        [f"new: w ({HERE}): may now use LS", f"new: w ({PLAIN}): a new copy of the one in .claude/agents/"],
    ),
    "one of two that gets another name": (
        {HERE: W, PLAIN: W},
        {HERE: ("v", "Read", TEXT), PLAIN: W},
        [f"breaking: v ({HERE}): was called w"],
    ),
    "one that gets another name, and nobody has the old one": (
        {HERE: W},
        {HERE: ("v", "Read", TEXT)},
        ["breaking: v: was called w"],
    ),
    "one of two that moved": (
        {HERE: W, PLAIN: W},
        {".claude/agents/sub/w.md": W, PLAIN: W},
        ["changed: w (.claude/agents/sub/w.md): its file moved"],
    ),
    "an agent alone of its name": ({HERE: W}, {HERE: ("w", "Read, LS", TEXT)}, ["new: w: may now use LS"]),
}


@pytest.mark.parametrize(("before", "after", "expected"), NOTES.values(), ids=NOTES)
def test_notes_name_the_one_of_which_they_are_true(before: Files, after: Files, expected: list[str]) -> None:
    found = review(before, after)
    assert lines(found) == expected
    trees = tree_of(agents(before)), tree_of(agents(after))
    assert list(wrongly_named(changelog_of(found), *trees)) == []


def test_the_check_of_names_finds_those_that_are_unclear_and_those_that_did_not_change() -> None:
    before = tree_of(agents({HERE: W, "v.md": ("v", "", OTHER)}))
    after = tree_of(agents({HERE: W, PLAIN: W, "v.md": ("v", "", OTHER)}))
    called = ("w", "v", f"w ({HERE})", f"w ({PLAIN})", "nobody")
    notes = Changelog(((NEW, (Note(called, ("new",)),)),))
    assert list(wrongly_named(notes, before, after)) == ["w", "v", f"w ({HERE})", "nobody"]


def told(found: Review) -> list[tuple[str, str, str]]:
    return [
        (f"{agent.called} {agent.paths[-1]}", one.rule, one.message)
        for agent in found.agents
        for one in agent.findings
        if one.rule.startswith(("agent-", "permissions-", "tools-"))
    ]


def test_a_copy_that_may_do_more_than_its_origin_is_new_and_judged_as_gravely() -> None:
    found = review({HERE: W}, {HERE: W, PLAIN: WIDE})
    (copy,) = found.agents
    beside = f"compared with {HERE}"
    assert told(found) == [
        (
            f"w {PLAIN}",
            "tools-became-unrestricted",
            f"{beside}: the agent now has every tool of claude-code once installed, MCP servers included",
        ),
        (
            f"w {PLAIN}",
            "permissions-were-gained",
            f"{beside}: gains execute, network, spawn, write, ask, session on claude-code once installed",
        ),
        (f"w {PLAIN}", "agent-was-copied", f"{PLAIN} is a copy of {HERE}"),
    ]
    assert (copy.severity, copy.bump) == ("critical", "minor")
    assert (copy.was, copy.gained[-1], copy.lost) == (None, "read", ())
    assert [*headline.rights(copy), headline.verdict(copy)] == [
        "may execute, network, spawn, write, ask, session, read",
        "new copy",
    ]


def test_a_copy_that_may_do_less_takes_nothing_from_anybody() -> None:
    found = review({HERE: WIDE}, {HERE: WIDE, CURSOR: ("w", "Read", TEXT)})
    assert {one.bump for agent in found.agents for one in agent.findings} <= {Bump.MINOR, Bump.PATCH}
    assert [agent.lost for agent in found.agents] == [()]


def test_of_an_agent_whose_twin_is_gone_nothing_is_told() -> None:
    found = review({HERE: W, CURSOR: WIDE}, {HERE: W})
    (gone,) = found.agents
    assert told(found) == [
        (f"w {CURSOR}", "agent-was-merged", f"{CURSOR} is gone; {HERE} is nearly the same and stays"),
    ]
    assert (gone.after, gone.gained, headline.verdict(gone), found.unchanged) == (None, (), "gone", 1)


ELSEWHERE = ".opencode/agent/w.md"
SUB = ".claude/agents/sub/w.md"
HEIRS: dict[str, tuple[Files, str, bool]] = {
    "one host reads both": ({SUB: W, HERE: WIDE}, SUB, ["permissions-were-gained", "agent-was-merged"]),
    "the one that stays may do less": (
        {SUB: WIDE, HERE: W},
        SUB,
        ["agent-was-merged", "permissions-were-lost"],
    ),
    "another host reads the one that stays": (
        {ELSEWHERE: W, HERE: WIDE},
        ELSEWHERE,
        ["agent-was-removed", "agent-was-merged"],
    ),
    "no host is known to read the one that is gone": ({PLAIN: W, HERE: WIDE}, PLAIN, ["agent-was-merged"]),
    "no host is known to read the one that stays": (
        {HERE: W, PLAIN: WIDE},
        HERE,
        ["agent-was-removed", "agent-was-merged"],
    ),
    "the one that stays has another name": (
        {SUB: W, HERE: ("v", "", TEXT)},
        SUB,
        ["agent-was-removed", "agent-was-merged"],
    ),
}


@pytest.mark.parametrize(("before", "gone", "rules"), HEIRS.values(), ids=HEIRS)
def test_an_agent_is_gone_for_those_whom_its_name_leads_nowhere(
    before: Files, gone: str, rules: list[str]
) -> None:
    found = review(before, {path: one for path, one in before.items() if path != gone})
    assert [(place.rpartition(" ")[2], rule) for place, rule, _ in told(found)] == [
        (gone, rule) for rule in rules
    ]
    told_by_name = [
        message.partition(" now: ")[0] for _, rule, message in told(found) if "permissions" in rule
    ]
    assert told_by_name == [f"its name leads to {HERE}"] * len(told_by_name)
