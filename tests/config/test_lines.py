from __future__ import annotations

import pytest

from agentreg.config.lines import find_line, is_header

TEXT = """\
name = "top"

[registry]  # ours
"quoted" = 1
'single' = 2
bare.dotted = 3

[[ source ]]
name = "first"

[[source]]
name = "second"

[ "tool" . agentreg ]
name = "inner"
[source.extra]
"""

# table, number, key, the line
PLACES = [
    ("", 0, "name", 1),
    ("registry", 0, "", 3),
    ("registry", 0, "quoted", 4),
    ("registry", 0, "single", 5),
    ("registry", 0, "bare", 6),
    ("source", 0, "", 8),
    ("source", 0, "name", 9),
    ("source", 1, "", 11),
    ("source", 1, "name", 12),
    ("source", 1, "absent", 11),
    ("source", 2, "name", 0),
    ("tool.agentreg", 0, "name", 15),
    ("source", 0, "extra", 8),
    ("source", 1, "extra", 16),
    ("absent", 0, "", 0),
]


@pytest.mark.parametrize(("table", "number", "key", "line"), PLACES)
def test_a_key_or_its_table_is_found(table: str, number: int, key: str, line: int) -> None:
    assert find_line(TEXT, table, number, key) == line


@pytest.mark.parametrize("line", ["[a]\n", "[[a]]\r\n", "  [a.b] # x\n", '["a"]'])
def test_a_header_is_known(line: str) -> None:
    assert is_header(line)


@pytest.mark.parametrize("line", ["", "a = [1]\n", "# [a]\n", "[1, 2],\n]", "[]"])
def test_other_lines_are_no_headers(line: str) -> None:
    assert not is_header(line)


def test_what_a_text_over_several_lines_quotes_is_no_key() -> None:
    text = """a = '''\n[b]\nc = 1\n''' # "not one \n[b]\nd = "'''"\nc = 2\n"""
    assert find_line(text, "b", 0, "") == 5
    assert find_line(text, "b", 0, "c") == 7
