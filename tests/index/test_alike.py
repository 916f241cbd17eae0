from __future__ import annotations

from pathlib import Path

import pytest

from agentreg.index.access import reading
from agentreg.index.alike import most_alike
from support.indexed import definition, index
from support.repos import build_repo

COMMON = tuple(f"Rule {number}." for number in range(30))
OWN = {name: tuple(f"{name} {number}." for number in range(10)) for name in ("first", "second", "third")}


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three agents of one template, one of them rewritten and one gone since, and one that is unlike them."""
    folder = tmp_path_factory.mktemp("alike")
    texts = {f"agents/{name}.md": definition(name, *COMMON, *own) for name, own in OWN.items()}
    alone = {"agents/alone.md": "---\nname: alone\ndescription: Is alone.\n---\n\nUnlike all.\n"}
    rewritten = {"agents/first.md": definition("first", "All is new here."), "agents/second.md": None}
    team = build_repo(folder / "team", [{**texts, **alone}, rewritten])
    index(folder / "index.sqlite", team, build_repo(folder / "other", [texts]))
    return folder / "index.sqlite"


@pytest.mark.parametrize(
    ("text", "count", "names"),
    [
        # What an agent once said counts as much as what it says now, also when it is gone.
        (definition("copy", *COMMON, *OWN["first"]), 1, ["first"]),
        (definition("copy", *COMMON, *OWN["second"]), 1, ["second"]),
        (definition("copy", *COMMON[:-1], *OWN["third"], "Ours."), 1, ["third"]),
        (definition("copy", *COMMON), 3, ["first", "second", "third"]),
        ("Nothing in common.\n", 9, []),
        ("", 9, []),
    ],
)
def test_agents_are_chosen_by_the_lines_that_any_of_their_texts_has_in_common(
    where: Path, text: str, count: int, names: list[str]
) -> None:
    with reading(where) as reader:
        found = most_alike(reader, "team", text.encode(), count=count)
    assert [agent.name for agent in found] == names
    assert {agent.source for agent in found} <= {"team"}
