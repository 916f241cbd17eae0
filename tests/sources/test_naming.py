from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentreg.config.location import Location, LocationKind, parse_location
from agentreg.config.read import NAME
from agentreg.sources.naming import propose_names

# locations, names in use, the names proposed
NAMED = [
    (["https://example.com/ada/agents.git"], [], ["agents"]),
    (["https://example.com/ada/agents/"], [], ["agents"]),
    (["git@example.com:ada/agents.git"], [], ["agents"]),
    (["git@example.com:agents.git"], ["agents"], ["git-example.com-agents"]),
    (["/srv/ada/agents"], ["AGENTS"], ["ada-agents"]),
    (["/srv/ada/agents/.git"], [], ["agents"]),
    (["/srv/ada+agents.bundle"], [], ["agents"]),
    (["/srv/ada+agents.bundle"], ["agents"], ["ada-agents"]),
    (["/srv/ada/agents", "/srv/bob/agents", "/srv/bob/tools"], [], ["ada-agents", "bob-agents", "tools"]),
    (["/srv/ada/agents"], ["agents", "ada-agents"], ["ada-agents-2"]),
    (["/a/x", "/b/a/x", "/c/a/x"], [], ["a-x", "a-x-2", "a-x-3"]),
    (["/srv/we ird@näme"], [], ["we-ird-n-me"]),
    (["/"], [], ["source"]),
]


@pytest.mark.parametrize(("texts", "taken", "expected"), NAMED)
def test_a_source_is_named_after_its_repository(
    texts: list[str], taken: list[str], expected: list[str]
) -> None:
    assert propose_names([parse_location(text, Path("/")) for text in texts], taken) == expected


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


@given(st.lists(texts, max_size=6), st.lists(texts, max_size=3))
def test_every_name_can_be_used_and_is_unique(addresses: list[str], taken: list[str]) -> None:
    names = propose_names([Location(LocationKind.PATH, text) for text in addresses], taken)
    assert all(NAME.fullmatch(name) for name in names)
    folded = [name.casefold() for name in names]
    assert len(set(folded)) == len(addresses)
    assert set(folded).isdisjoint(name.casefold() for name in taken)
