"""A baseline: the same findings are the same bytes, and a damaged file is never an empty one."""

from __future__ import annotations

import json
from itertools import permutations

import pytest

from agentreg.errors import ConfigError
from agentreg.rules.baseline import Known, baseline_of, parse_baseline, render_baseline

ONE = Known("agents/auditor.md", "", "auditor", "tool-was-granted", "tool Bash", "1" * 16)
OTHER = Known("agents/auditor.md", "", "auditor", "model-was-changed", "model", "2" * 16)
MOVED = Known("agents/auditor.md", "old/auditor.md", "auditor", "tool-was-granted", "tool Bash", "1" * 16)
WRITER = Known("a/writer.md", "", "writer", "tool-was-granted", "tool Bash", "3" * 16)
TEXT = """\
{
  "version": 2,
  "findings": [
    {"path": "a/writer.md", "agent": "writer", "rule": "tool-was-granted", "subject": "tool Bash", \
"fingerprint": "3333333333333333"},
    {"path": "agents/auditor.md", "agent": "auditor", "rule": "model-was-changed", "subject": "model", \
"fingerprint": "2222222222222222"},
    {"path": "agents/auditor.md", "before": "old/auditor.md", "agent": "auditor", \
"rule": "tool-was-granted", "subject": "tool Bash", "fingerprint": "1111111111111111"}
  ]
}
"""


def test_it_is_written_sorted_a_line_for_each_whatever_the_order() -> None:
    for entries in permutations((WRITER, MOVED, OTHER)):
        assert render_baseline(baseline_of(entries, "b.json")) == TEXT
    assert json.loads(render_baseline(baseline_of([], "b.json"))) == {"version": 2, "findings": []}


def test_it_is_read_back() -> None:
    assert parse_baseline(TEXT, "b.json").entries == (WRITER, OTHER, MOVED)
    assert render_baseline(parse_baseline(TEXT, "b.json")) == TEXT


def test_names_and_paths_of_any_kind_are_plain_ascii() -> None:
    entry = ONE._replace(agent="\u202eevil\udc80\n", path="r\\xe9viewer\udc80\u00e9.md")
    text = render_baseline(baseline_of([entry], "b.json"))
    assert text.isascii()
    assert parse_baseline(text, "b.json").entries == (entry,)


def test_what_is_said_twice_counts_once() -> None:
    again = TEXT.replace('"findings": [', f'"findings": [{json.dumps(OTHER._asdict())},')
    assert parse_baseline(again, "b.json").entries == (WRITER, OTHER, MOVED)


def test_an_absolute_path_is_named_from_the_folder_of_the_file() -> None:
    baseline = baseline_of([], "b.json", "/home/me/")
    assert baseline.named(["/home/me/agents/a.md", "/home/you/a.md", "a.md"]) == (
        "agents/a.md",
        "/home/you/a.md",
        "a.md",
    )


def with_entry(entry: object) -> str:
    return TEXT.replace(
        '{"path": "agents/auditor.md", "agent"', f'{json.dumps(entry)},\n{{"path": "", "agent"'
    )


DAMAGED = {
    "no JSON": ("{", "b.json:1: this is no baseline: it is no JSON: Expecting property name"),
    "a conflict": (
        TEXT.replace("  ]", "<<<<<<< ours\n  ]"),
        "b.json:7: this is no baseline: it is no JSON: Expecting ',' delimiter",
    ),
    "a list": ("[]", "b.json: this is no baseline: it holds no list of findings"),
    "no findings": ('{"version": 2}', "b.json: this is no baseline: it holds no list of findings"),
    "an older one": (
        TEXT.replace('"version": 2', '"version": 1'),
        "b.json:2: this is no baseline: its version is 1, not 2",
    ),
    "no version": ('{"findings": []}', "b.json: this is no baseline: its version is None, not 2"),
    "no object": (with_entry("x"), "b.json:5: this is no baseline: a finding is no str"),
    "no path": (
        TEXT.replace('{"path": "a/writer.md", ', "{"),
        "b.json:4: this is no baseline: a finding needs the text 'path'",
    ),
    "a number": (
        with_entry({**ONE._asdict(), "fingerprint": 1}),
        "b.json:5: this is no baseline: a finding needs the text 'fingerprint'",
    ),
    "a short one": (
        with_entry({**ONE._asdict(), "fingerprint": "1"}),
        "b.json:5: this is no baseline: '1' is no fingerprint of 16 hexadecimal digits",
    ),
    "a misspelt key": (
        with_entry({**ONE._asdict(), "befor": "x"}),
        "b.json:5: this is no baseline: a finding has no 'befor'",
    ),
    "deep": ("[" * 100_000, "b.json: this is no baseline: it is no JSON: "),
    "a number of many digits": (
        f'{{"version": {"1" * 5000}}}',
        "b.json: this is no baseline: it is no JSON: ",
    ),
    "a name that misleads": (
        TEXT.replace('"subject": "model"', '"subject": "findings"').replace('"3333333333333333"', "3"),
        "b.json: this is no baseline: a finding needs the text 'fingerprint'",
    ),
    "large": (" " * (16 * 1024 * 1024 + 1), "b.json is larger than 16,777,216 characters"),
}


@pytest.mark.parametrize(("text", "message"), DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_is_an_error_with_its_line_and_a_way_out(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_baseline(text, "b.json")
    assert caught.value.message.startswith(message)
    assert caught.value.hint == "delete the file, and write it anew with --write-baseline"
