"""What a comparison of two trees says of an agent whose file is still there, and is an agent no more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from agentreg.formats.read import read_definition
from agentreg.model.diagnostic import Diagnostic
from agentreg.review.compare import review_trees
from agentreg.review.pairing import gaps_between, pair_trees
from agentreg.review.values import Review
from agentreg.sources.collection import SUBMODULE, SYMLINK, Collection, Unread, collection

HERE = ".claude/agents/a.md"
FIELDS = "name: a\ndescription: Does work.\ntools: Read\n"
TEXT = "\nYou are a worker who counts every ship in the harbour twice a day.\n"
AGENT = f"---\n{FIELDS}---\n{TEXT}"
OTHER = AGENT.replace("name: a", "name: b").replace("ship", "crane").replace("counts", "paints")


def tree(*files: tuple[str, str | bytes], unread: tuple[Unread, ...] = ()) -> Collection:
    read = [
        read_definition(text.encode() if isinstance(text, str) else text, path)
        for path, text in ((*files, (".claude/agents/b.md", OTHER)))
    ]
    return collection(read, list(unread))


def told(review: Review) -> list[str]:
    """The rules about which agent it is, and the gaps."""
    identity = [
        finding.rule
        for agent in review.agents
        for finding in agent.findings
        if finding.rule.startswith("agent-")
    ]
    return [*identity, *(f"{gap.place}: {gap.reason}" for gap in review.gaps)]


CONFLICT = f"<<<<<<< ours\n{AGENT}=======\n{OTHER}>>>>>>> theirs\n"
UNREADABLE: dict[str, tuple[str | bytes, str]] = {
    "utf-16": (AGENT.encode("utf-16"), ":1: the file is written in UTF-16, not UTF-8"),
    "a bad byte": (b"\n\xe9" + AGENT.encode(), ":2: byte 0xE9 is no UTF-8"),
    "a zero": (b"\0" + AGENT.encode(), ":1: the file holds a NUL byte"),
    "a conflict over all of it": (CONFLICT, ":1: its frontmatter is lost in an unresolved conflict"),
    "a conflict in its fields": (
        f"---\nname: a\n<<<<<<< ours\nmodel: x\n=======\n>>>>>>> theirs\n---\n{TEXT}",
        ":3: its frontmatter is lost in an unresolved conflict",
    ),
    "a pointer": (
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n",
        ":1: it is a pointer of Git LFS",
    ),
}


@pytest.mark.parametrize("path", [HERE, "team/a.md"])
@pytest.mark.parametrize(("data", "reason"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_told_once_and_is_not_gone(path: str, data: str | bytes, reason: str) -> None:
    review = review_trees(tree((path, AGENT)), tree((path, data)), ("", ""))
    (only,) = told(review)
    assert only.startswith(f"{path}{reason}")
    assert review.gaps[0].hint
    assert (review.agents, review.unchanged) == ((), 1)


@pytest.mark.parametrize(("data", "reason"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_could_not_be_read_before_is_judged_whole_and_not_called_new(
    data: str | bytes, reason: str
) -> None:
    review = review_trees(tree((HERE, data)), tree((HERE, AGENT)), ("", ""))
    enabled, gap = told(review)
    place, _, why = reason.partition(": ")
    assert (enabled, gap.startswith(f"{HERE}{place}: before the change, {why}")) == (
        "agent-was-enabled",
        True,
    )
    assert review.agents[0].gained == ("read",)


def test_what_is_equally_unreadable_on_both_sides_is_no_gap() -> None:
    assert told(review_trees(tree((HERE, CONFLICT)), tree((HERE, CONFLICT)), ("", ""))) == []


INSTEAD = {
    "a link": (HERE, SYMLINK, f"{HERE}: a symbolic link is never followed"),
    "a submodule": (HERE, SUBMODULE, f"{HERE}: a submodule is never entered"),
    "a link for the folder": (
        ".claude/agents",
        SYMLINK,
        ".claude/agents: a symbolic link is never followed; 2 agents were below it",
    ),
}


@pytest.mark.parametrize(("path", "why", "expected"), INSTEAD.values(), ids=INSTEAD)
def test_what_is_not_entered_hides_agents_and_removes_none(path: str, why: Diagnostic, expected: str) -> None:
    before = tree((HERE, AGENT))
    after = Collection((), (Unread(path, why, "x"),))
    if path == HERE:
        after = tree(unread=after.unread)
    assert told(review_trees(before, after, ("", ""))) == [expected]


def test_what_was_not_entered_before_is_told_with_the_agents_that_are_below_it() -> None:
    before, after = Collection((), (Unread("lib", SUBMODULE, "x"),)), tree((f"lib/{HERE}", AGENT))
    assert told(review_trees(before, after, ("", "")))[-1] == (
        "lib: before the change, a submodule is never entered; 1 agent is below it"
    )
    after = tree((f"lib/{HERE}", AGENT), ("lib/agents/c.md", OTHER), ("library/agents/a.md", AGENT))
    assert told(review_trees(before, after, ("", "")))[-1].endswith("; 2 agents are below it")


def test_of_folders_inside_each_other_the_topmost_hides_an_agent() -> None:
    before = Collection((), (Unread("lib", SUBMODULE, "x"), Unread("lib/.claude", SYMLINK, "x")))
    (finding,) = (
        finding
        for agent in review_trees(before, tree((f"lib/{HERE}", AGENT)), ("", "")).agents
        for finding in agent.findings
        if finding.rule == "agent-was-enabled"
    )
    assert "a submodule is never entered" in finding.message


class Walked(tuple[Any, ...]):  # noqa: SLOT001  it holds a count
    """What counts how often somebody walks over it."""

    times: int = 0

    def __iter__(self) -> Iterator[Any]:
        self.times += 1
        return super().__iter__()


def walks(count: int) -> int:
    """How often two trees are walked over, of which one has links where the other has folders with agents."""
    agents = [read_definition(AGENT.encode(), f"{number}/{HERE}") for number in range(count)]
    links = [Unread(f"{number}", SYMLINK, "x") for number in range(count)]
    before, after = Collection(Walked(agents), Walked()), Collection(Walked(), Walked(links))
    for one, other, told in ((before, after, 0), (after, before, count)):
        assert (len(pair_trees(one, other, ("", ""))), len(gaps_between(one, other))) == (told, count)
    return sum(part.times for side in (before, after) for part in side if isinstance(part, Walked))


def test_trees_are_walked_over_as_often_however_much_of_them_is_unread() -> None:
    assert walks(40) == walks(2)


def test_an_agent_that_is_elsewhere_too_is_a_copy_of_what_cannot_be_read() -> None:
    after = tree(("team/a.md", AGENT), unread=(Unread(HERE, SYMLINK, "x"),))
    review = review_trees(tree((HERE, AGENT)), after, ("", ""))
    assert told(review) == ["agent-was-copied", f"{HERE}: a symbolic link is never followed"]


NO_AGENT = {
    "a blank line before it": f"\n{AGENT}",
    "a heading before it": f"# A\n\n{AGENT}",
    "no opening fence": AGENT[4:],
    "no closing fence": f"---\n{FIELDS}{TEXT}",
    "no frontmatter": TEXT,
    "neither name nor description": f"---\ntools: Read\n---\n{TEXT}",
    "nothing": "",
}


@pytest.mark.parametrize("text", NO_AGENT.values(), ids=NO_AGENT)
def test_a_file_that_stays_and_is_no_agent_any_more_is_not_gone(text: str) -> None:
    for path in (HERE, ".github/agents/a.md"):
        one, other = tree((path, AGENT)), tree((path, text))
        assert "agent-was-disabled" in told(review_trees(one, other, ("", "")))
        assert "agent-was-enabled" in told(review_trees(other, one, ("", "")))


def test_a_plugins_agent_without_its_fences_has_every_tool() -> None:
    path = "plugins/p/agents/a.md"
    review = review_trees(tree((path, AGENT)), tree((path, TEXT)), ("", ""))
    assert "tools-became-unrestricted" in {one.rule for one in review.agents[0].findings}


def test_where_an_agent_moved_another_file_may_take_its_place() -> None:
    after = tree(("team/a.md", AGENT), (HERE, "Moved to team/.\n"))
    assert told(review_trees(tree((HERE, AGENT)), after, ("", ""))) == [
        "agent-was-withdrawn",
        "agent-file-was-moved",
    ]


def test_an_agent_that_is_moved_and_rewritten_is_judged_by_what_it_was() -> None:
    moved = OTHER.replace("name: b", "name: a").replace("tools: Read", "tools: Read, Bash")
    review = review_trees(tree((HERE, AGENT)), tree((".claude/agents/sub/a.md", moved)), ("", ""))
    (agent,) = review.agents
    assert "permissions-were-gained" in {one.rule for one in agent.findings}
    assert told(review) == ["agent-file-was-moved"]
