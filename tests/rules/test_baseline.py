"""A baseline: the same findings are the same bytes, and a damaged file is never an empty one."""

from __future__ import annotations

import json

import pytest

from agentreg.errors import ConfigError
from agentreg.rules.baseline import Baseline, Known, extend_baseline, parse_baseline, render_baseline

ONE = Known("auditor", "tool-was-granted", "tool Bash", "1" * 16)
OTHER = Known("auditor", "model-was-changed", "model", "2" * 16)
WRITER = Known("writer", "tool-was-granted", "tool Bash", "3" * 16)


def baseline(*entries: Known) -> Baseline:
    return Baseline("b.json", {entry.fingerprint: entry for entry in entries})


def test_it_is_written_sorted_and_read_back() -> None:
    text = render_baseline(baseline(WRITER, ONE, OTHER))
    assert text == render_baseline(baseline(OTHER, ONE, WRITER))
    assert [entry["fingerprint"][0] for entry in json.loads(text)["findings"]] == ["2", "1", "3"]
    assert [line.count("fingerprint") for line in text.splitlines()] == [0, 0, 0, 1, 1, 1, 0, 0]
    assert json.loads(render_baseline(baseline())) == {"version": 1, "findings": []}
    assert parse_baseline(text, "b.json") == baseline(OTHER, ONE, WRITER)


def test_names_of_any_kind_are_plain_ascii() -> None:
    entry = ONE._replace(agent="\u202eevil\udc80\n")
    text = render_baseline(baseline(entry))
    assert text.isascii()
    assert parse_baseline(text, "b.json") == baseline(entry)


def test_what_was_not_compared_stays_and_what_is_not_found_any_more_goes() -> None:
    old = baseline(ONE, WRITER)
    assert extend_baseline(old, ["auditor"], [OTHER]) == baseline(OTHER, WRITER)
    assert extend_baseline(old, [], []) == old


DAMAGED = {
    "no JSON": "{",
    "a list": "[]",
    "no findings": '{"version": 1}',
    "a newer one": '{"version": 2, "findings": []}',
    "no object": '{"version": 1, "findings": ["x"]}',
    "a number": json.dumps({"version": 1, "findings": [{**ONE._asdict(), "fingerprint": 1}]}),
    "deep": "[" * 100_000,
}


@pytest.mark.parametrize("text", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_is_an_error_with_a_way_out(text: str) -> None:
    with pytest.raises(ConfigError, match=r"b\.json is no baseline: ") as caught:
        parse_baseline(text, "b.json")
    assert caught.value.hint == "write it anew with --write-baseline"
