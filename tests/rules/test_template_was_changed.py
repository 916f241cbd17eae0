"""How a sample of JSON is laid out is form, and a value in it weighs little: (before, after, expected)."""

from __future__ import annotations

import pytest

from agentreg.diff.changes import is_meaningful
from agentreg.diff.compare import compare
from agentreg.formats.read import read_definition
from agentreg.model.definition import Definition
from agentreg.rules.judge import judge

_WIDE = '{\n    "ship": "Ann",\n    "loads": [1, 2],\n    "berth": {"row": "a"}\n}'
_ROWS = {
    "a value": (_WIDE, _WIDE.replace("Ann", "Bea"), ["low"]),
    "a number": (_WIDE, _WIDE.replace("2", "3"), ["low"]),
    "a value, in one line": (_WIDE, '{"ship": "Bea", "loads": [1, 2], "berth": {"row": "a"}}', ["low"]),
    "a key": (_WIDE, _WIDE.replace("ship", "boat"), ["medium"]),
    "a key more": (_WIDE, _WIDE.replace('"row"', '"no": 1, "row"'), ["medium"]),
    "an item more": (_WIDE, _WIDE.replace("2", "2, 3"), ["medium"]),
    "a value of another kind": (_WIDE, _WIDE.replace('"Ann"', "7"), ["medium"]),
    "a choice": (_WIDE.replace("Ann", "in | out"), _WIDE.replace("Ann", "in | out | lost"), ["medium"]),
    "no JSON": (_WIDE, _WIDE.replace("[1, 2]", "[1, 2"), ["medium"]),
}


def _agent(sample: str, language: str = "json") -> Definition:
    head = "---\nname: clerk\ndescription: Keeps the book.\n---\n\nYou keep the book.\n\n## Output format\n\n"
    return read_definition(f"{head}```{language}\n{sample}\n```\n".encode(), ".claude/agents/a.md")


@pytest.mark.parametrize(("before", "after", "expected"), _ROWS.values(), ids=_ROWS)
def test_what_a_sample_shows_weighs_less_than_its_form(before: str, after: str, expected: list[str]) -> None:
    one, other = _agent(before), _agent(after)
    found = [item for item in judge(one, other, compare(one, other)) if item.rule == "template-was-changed"]
    assert [str(item.severity) for item in found] == expected


@pytest.mark.parametrize("language", ["json", ""])
@pytest.mark.parametrize(
    "after",
    [
        '{"ship":"Ann","loads":[1,2],"berth":{"row":"a"}}',
        '{ "ship": "Ann",\n\n  "loads": [\n    1,\n    2\n  ], "berth": {\n "row" : "a" } }',
    ],
)
def test_json_that_is_laid_out_anew_is_form(after: str, language: str) -> None:
    sides = _agent(_WIDE, language), _agent(after, language)
    assert [str(change.kind) for change in compare(*sides)] == ["reformatted"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{"a": "x  y"}', '{"a": "x y"}'),
        ('{"a": 1, "a": 2}', '{"a": 2}'),
        ('{"a": 1.0}', '{"a": 1.00}'),
        ('{"a": "\\u0041"}', '{"a": "A"}'),
    ],
)
def test_what_stands_in_a_string_and_how_a_value_is_spelled_is_no_form(before: str, after: str) -> None:
    assert any(map(is_meaningful, compare(_agent(before), _agent(after))))
