from __future__ import annotations

import pytest

from agentreg.errors import AgentregError, AmbiguousReference, UnknownReference
from agentreg.index.values import Agent, Revision, Status
from agentreg.variants.nearest import Nearness
from agentreg.variants.origin import NEAR, Origin, Written, find_origin
from agentreg.variants.standing import Base

TEXT = b"---\nname: reviewer\n---\n\nRead it.\nJudge it.\nTell it.\n"
OTHER = b"---\nname: planner\n---\n\nThink.\nPlan.\n"


def agent(path: str, name: str = "reviewer", *, live: bool = True) -> Agent:
    described = ("does", "", (), "absent", (), True, "claude-code", "strict", "b" * 40, 0, 1)
    return Agent(hash(path), "team", name, path, *described, live)


def revision(place: int) -> Revision:
    ids = (f"{place}" * 40, f"{place}" * 40, "", "", "Ada", "ada@example.org")
    return Revision(
        place, "team", 1, "reviewer", "r.md", *ids, 100 + place, "edit", Status.MODIFIED, mainline=True
    )


class FakeHistories:
    """Agents with their texts, newest first."""

    def __init__(self, texts: dict[Agent, list[bytes]]) -> None:
        self._texts = texts

    def candidates(self, origin: str, file: bytes) -> list[Agent]:
        assert (origin, bool(file)) == ("team", True)
        return list(self._texts)

    def written(self, agent: Agent) -> list[Written]:
        return [Written(revision(place), text) for place, text in enumerate(self._texts[agent])]

    def named_by(self, agent: Agent) -> str:
        return f"team/{agent.path}"

    def revised(self, agent: Agent, revision: Revision) -> Base:
        text = self._texts[agent][revision.id]
        return Base(text, agent.path, "", "/team", revision.commit, revision.blob)


def found(file: bytes, texts: dict[Agent, list[bytes]], path: str = "agents/reviewer.md") -> Origin:
    return find_origin(file, path, "team", FakeHistories(texts))


def test_the_nearest_revision_of_the_nearest_agent_is_found() -> None:
    newer = TEXT.replace(b"Read it.", b"Read all of it twice.")
    texts = {agent("p.md", "planner"): [OTHER], agent("r.md"): [newer, TEXT, OTHER]}
    origin = found(TEXT.replace(b"Tell it.", b"Tell all."), texts)
    assert (origin.name, origin.base.text, origin.base.commit) == ("team/r.md", TEXT, "1" * 40)
    assert origin.nearness == Nearness(10 / 12, 14 / 16)


@pytest.mark.parametrize(
    ("agents", "path", "name"),
    [
        # The name of the file, or of the definition, decides between equals.
        ([agent("a.md", "one"), agent("b.md", "two")], "agents/B.md", "team/b.md"),
        ([agent("a.md", "one"), agent("b.md", "Reviewer")], "agents/x.md", "team/b.md"),
        ([agent("x/y.agent.md", "one"), agent("b.md", "two")], "y.md", "team/x/y.agent.md"),
        # Then the folders do, but for the one that all have.
        (
            [agent("p/one/agents/r.md", "r"), agent("p/two/agents/r.md", "r")],
            "p/two/agents/r.md",
            "team/p/two/agents/r.md",
        ),
        # What is gone from its source counts only when nothing else is as near.
        ([agent("a.md", "one", live=False), agent("b.md", "two")], "agents/a.md", "team/b.md"),
    ],
)
def test_between_equally_near_agents_life_and_name_decide(agents: list[Agent], path: str, name: str) -> None:
    assert found(TEXT, {one: [TEXT] for one in agents}, path).name == name


def test_the_text_counts_more_than_the_name() -> None:
    texts = {agent("agents/reviewer.md"): [TEXT + b"More.\n"], agent("judge.md", "judge"): [TEXT]}
    assert found(TEXT, texts).name == "team/judge.md"


def test_a_text_that_is_the_same_beats_one_with_the_same_lines() -> None:
    turned = b"---\nname: reviewer\n---\n\nTell it.\nRead it.\nJudge it.\n"
    assert found(TEXT, {agent("a.md"): [turned], agent("b.md"): [TEXT]}).name == "team/b.md"


def test_at_the_threshold_a_file_is_a_copy_and_below_it_is_not() -> None:
    half = {agent("r.md"): [b"a\nb\n"]}
    assert found(b"a\nc\n", half).nearness.share == NEAR
    with pytest.raises(UnknownReference, match=r"nearest is team/r\.md, with 40%"):
        found(b"a\nc\nd\n", half)


@pytest.mark.parametrize(
    ("texts", "error", "said", "hint"),
    [
        ({}, UnknownReference, "team has nothing that is like it", "track --as-is"),
        ({agent("r.md"): []}, UnknownReference, "team has nothing that is like it", "track --as-is"),
        (
            {agent("r.md"): [OTHER]},
            UnknownReference,
            "nothing near to it; the nearest is team/r.md",
            "--as-is",
        ),
        (
            {agent("a.md"): [TEXT], agent("b.md"): [TEXT]},
            AmbiguousReference,
            "2 agents are equally near to it",
            "one of: team/a.md, team/b.md",
        ),
        (
            {agent(f"{name}.md"): [TEXT] for name in "edcba"},
            AmbiguousReference,
            "5 agents",
            "one of: team/a.md, team/b.md, team/c.md, team/d.md and 1 more",
        ),
        (
            {agent("p/agents/r.md", "r"): [TEXT], agent("r.md", "r"): [TEXT]},
            AmbiguousReference,
            "2 agents",
            "team/p/agents/r.md, team/r.md",
        ),
        ({agent("r.md", live=False): [TEXT]}, UnknownReference, "team/r.md, is gone", "--from"),
    ],
)
def test_what_has_no_one_base_is_refused_with_what_to_do(
    texts: dict[Agent, list[bytes]], error: type[AgentregError], said: str, hint: str
) -> None:
    with pytest.raises(error, match=r"agents/reviewer\.md: ") as caught:
        found(TEXT, texts)
    assert said in caught.value.message
    assert hint in caught.value.hint
