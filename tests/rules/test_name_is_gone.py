"""What names that a change took away cost where a file calls many of them, or one very often."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from agentreg.formats.calls import Call, find_calls
from agentreg.formats.read import read_definition
from agentreg.model.definition import Definition, Kind
from agentreg.rules.state import name_is_gone
from agentreg.rules.state.scene import Lost, Scene, Surroundings


def scene(prompt: str, *names: str) -> Scene:
    definition = read_definition(f"---\nname: lead\n---\n{prompt}\n".encode(), "agents/lead.md")
    lost = Lost(names={(Kind.AGENT, name): {"agents/gone.md": "it went"} for name in names})
    return Scene(definition, Surroundings(lost=lost))


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the calls that were read so far."""
    so_far: list[str] = []

    def counted(definition: Definition, names: Iterable[tuple[Kind, str]]) -> Iterator[Call]:
        for call in find_calls(definition, names):
            so_far.append(call.name)
            yield call

    monkeypatch.setattr(name_is_gone, "find_calls", counted)
    return so_far


def test_who_wants_few_hits_has_no_more_calls_read(read: list[str]) -> None:
    hits = name_is_gone.find(scene("`b` `a` `c`", "a", "b", "c"))
    assert [next(hits).subject for _ in range(2)] == ["agent b", "agent a"]
    assert read == ["b", "a"]


def test_nothing_is_read_once_every_name_is_told(read: list[str]) -> None:
    hits = list(name_is_gone.find(scene("`a` `a` `b` " + "`a` " * 500, "a", "b")))
    assert [hit.subject for hit in hits] == ["agent a", "agent b"]
    assert read == ["a", "a", "b"]


@pytest.mark.parametrize("quote", ["", '"'])
def test_the_own_name_in_frontmatter_that_is_lost_is_no_call(quote: str) -> None:
    text = f"\n---\nname: {quote}tide-helper{quote}\ndescription: Helps.\n---\n\nAsk the tide-helper agent.\n"
    definition = read_definition(text.encode(), ".claude/agents/a.md")
    lost = Lost(names={(Kind.AGENT, "tide-helper"): {"agents/gone.md": "it went"}})
    hits = list(name_is_gone.find(Scene(definition, Surroundings(lost=lost))))
    assert [text.count("\n", 0, hit.after_span.start) + 1 for hit in hits if hit.after_span] == [7]
