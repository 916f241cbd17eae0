"""The JSON of a review has the documented keys, and its places are those of an editor."""

from __future__ import annotations

import inspect
import json
import re

import pytest

from agentreg.formats.read import read_definition
from agentreg.report import agent_types, json_types
from agentreg.report.json import agent_data, review_data
from agentreg.review.compare import gather, review_pair
from agentreg.review.values import Labelled

BEFORE = "---\nname: a\ndescription: Does it.\n---\n\nBe brief.\n\nNever run\nthe code.\n"
AFTER = BEFORE.replace("Never run", "Avoid running")

MODULES = (json_types, agent_types)
TYPES = [
    value
    for module in MODULES
    for value in vars(module).values()
    if getattr(value, "__module__", "") == module.__name__
]


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_every_key_is_documented(kind: type) -> None:
    told = re.findall(r"^    (\w+): \S", inspect.getdoc(kind) or "", re.MULTILINE)
    inherited = inspect.get_annotations(agent_types.AgentData) if kind is json_types.PairData else {}
    assert told == [key for key in inspect.get_annotations(kind) if key not in inherited]


def review_of(before: str, after: str, version: str = "") -> agent_types.AgentData:
    sides = (Labelled(read_definition(text.encode(), "a.md"), "a.md", version) for text in (before, after))
    return agent_data(review_pair(*sides))


def test_a_place_has_offsets_and_the_lines_that_it_covers() -> None:
    data = review_of(BEFORE, AFTER)
    (change,) = [change for change in data["changes"] if change["area"] == "constraints"]
    span = change["spans"]["after"]
    assert span is not None
    assert AFTER[span["start"] : span["end"]] == "Avoid running\nthe code."
    assert (span["line"], span["last_line"]) == (8, 9)


def test_a_side_has_its_version_or_null() -> None:
    for version, told in (("1.2.0*", "1.2.0*"), ("", None)):
        side = review_of(BEFORE, AFTER, version)["before"]
        assert side is not None
        assert side["version"] == told


def test_the_keys_are_those_of_the_types_and_all_is_plain_data() -> None:
    agent = review_pair(
        *(Labelled(read_definition(text.encode(), "a.md"), "a.md") for text in (BEFORE, AFTER))
    )
    data = review_data(gather([agent]))
    assert set(data) == set(inspect.get_annotations(json_types.ReviewData))
    assert set(data["agents"][0]) == set(inspect.get_annotations(agent_types.AgentData))
    assert set(data["agents"][0]["findings"][0]) == set(inspect.get_annotations(agent_types.FindingData))
    assert json.loads(json.dumps(data)) == data


def test_what_the_agent_may_do_is_told_host_by_host_where_it_can_differ() -> None:
    limited = BEFORE.replace("Does it.", "Does it.\ntools: Read, Bash(git log *)")
    (host,) = review_of(limited, BEFORE)["permissions"]
    assert host["host"] == "claude-code"
    assert host["before"] == {
        "unrestricted": False,
        "tools": ["Bash", "Read"],
        "limits": ["Bash(git log *)"],
        "risks": ["execute", "network", "read", "write"],
        "because": "`tools` lists 2 entries",
        "unsure": False,
    }
    assert host["after"] is not None
    assert host["after"]["unrestricted"]
    assert review_of(BEFORE, AFTER)["permissions"] == []
