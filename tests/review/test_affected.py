"""Who descends from what a review looks at."""

from __future__ import annotations

import pytest

from agentreg.config.values import VariantConfig
from agentreg.formats.read import read_definition
from agentreg.review.additions import Affected
from agentreg.review.affected import Origin, address, with_affected
from agentreg.review.compare import review_trees
from agentreg.sources.collection import Collection
from agentreg.variants.lock import LockEntry
from agentreg.variants.manifest import Manifest, Variant
from agentreg.variants.survey import Reading

ADDRESSES = [
    ("https://example.com/team/agents.git", "example.com/team/agents"),
    ("https://token@Example.com/team/agents/", "example.com/team/agents"),
    ("ssh://git@example.com:22/team/agents.git", "example.com/team/agents"),
    ("git@example.com:team/agents.git", "example.com/team/agents"),
    ("example.com:team/agents", "example.com/team/agents"),
    ("/srv/git/agents.git", ""),
    ("file:///srv/git/agents.git", ""),
    ("C:\\work\\agents", ""),
    ("C:/work/agents", ""),
    ("../agents", ""),
    ("", ""),
]


@pytest.mark.parametrize(("url", "expected"), ADDRESSES)
def test_one_repository_has_one_address_by_any_protocol(url: str, expected: str) -> None:
    assert address(url) == expected


def locked(base: str, source: str, path: str = "r.md", version: str = "1.0.0") -> Variant:
    entry = LockEntry(path, base, version, source, "c" * 40, "b" * 40, "f" * 64)
    return Variant(VariantConfig(path, base), entry)


REVIEWER = "---\nname: {name}\ndescription: d\ntools: {tools}\n---\nYou review code with care and patience.\n"
URL = "https://example.com/team/agents"
SHOP = [Affected("shop", "r.md", "1.0.0")]
ROWS = [
    ("by its address", locked("team/reviewer", URL), SHOP),
    ("by another protocol", locked("team/reviewer", "git@example.com:team/agents.git"), SHOP),
    ("by its path in its source", locked("team/agents/reviewer.md", URL), SHOP),
    ("by the name before", locked("team/checker", URL), SHOP),
    ("as a source of this registry", locked("ours/reviewer", "/srv/agents"), SHOP),
    ("another agent", locked("team/planner", URL), []),
    ("another repository", locked("team/reviewer", "https://example.com/else/agents"), []),
    ("another source on disk", locked("team/reviewer", "/srv/agents"), []),
    ("never locked", Variant(VariantConfig("r.md", "team/reviewer"), None), []),
    ("without a version", locked("team/reviewer", URL, version=""), [Affected("shop", "r.md", "c" * 10)]),
]


@pytest.mark.parametrize(("variant", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_a_variant_is_known_by_what_its_lock_says(variant: Variant, expected: list[Affected]) -> None:
    before, after = (
        read_definition(REVIEWER.format(name=name, tools=tools).encode(), "agents/reviewer.md")
        for name, tools in (("checker", "Read"), ("reviewer", "Read, Bash"))
    )
    origin = Origin(f"{URL}.git", frozenset({"ours"}))
    review = with_affected(
        review_trees(Collection((before,)), Collection((after,)), ("", "")),
        origin,
        [Reading("shop", manifest=Manifest((variant,)))],
    )
    assert list(review.agents[0].affected) == expected


def test_neither_a_new_agent_nor_a_copy_has_variants() -> None:
    after, copy = (
        read_definition(REVIEWER.format(name="reviewer", tools="Read").encode(), f"{folder}/reviewer.md")
        for folder in ("agents", ".kiro/agents")
    )
    reading = Reading("shop", manifest=Manifest((locked("team/reviewer", URL),)))
    for before, now in (((), (after,)), ((after,), (after, copy))):
        review = with_affected(
            review_trees(Collection(before), Collection(now), ("", "")), Origin(URL), [reading]
        )
        assert [agent.affected for agent in review.agents] == [()]
