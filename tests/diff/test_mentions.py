from __future__ import annotations

import pytest

from agentreg.diff.mentions import read_mentions
from agentreg.diff.units import outline
from agentreg.formats.addresses import host_of, leads_nowhere
from agentreg.formats.read import read_definition

HEAD = "---\nname: worker\ndescription: d\n---\n"
HOSTS = [
    ("https://a.org", "a.org"),
    ("https://A.org/x?y#z", "a.org"),
    ("https://a.org?x=/y", "a.org"),
    ("https://a.org#b.org", "a.org"),
    ("https://me:word@a.org:8080/x", "a.org:8080"),
    ("http://[::1]/x", "[::1]"),
]
NOWHERE = [
    "https://example.com/x",
    "https://api.example.org",
    "http://localhost:3000/x",
    "http://127.0.0.1",
    "https://service.test/",
]
SOMEWHERE = ["https://a.org", "https://example.community", "https://notexample.com", "http://10.0.0.1"]


@pytest.mark.parametrize(("url", "expected"), HOSTS)
def test_the_host_is_what_a_browser_would_ask(url: str, expected: str) -> None:
    assert host_of(url) == expected


@pytest.mark.parametrize("url", NOWHERE)
def test_addresses_of_examples_and_of_the_machine_itself_lead_nowhere(url: str) -> None:
    assert leads_nowhere(url)


@pytest.mark.parametrize("url", SOMEWHERE)
def test_other_addresses_lead_somewhere(url: str) -> None:
    assert not leads_nowhere(url)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://A.org/x", "https://a.org/x/"),
        ("`./docs/a.md`", "`docs/a.md`"),
        ("`.claude/docs`", "`.claude/docs/`"),
        ("`docs/a.md`", "[the plan](docs/a.md)"),
    ],
)
def test_two_spellings_of_a_name_are_one(one: str, other: str) -> None:
    assert names(f"See {one} there.") == names(f"See {other} there.")


def test_a_file_to_be_written_is_an_output_path_and_a_file() -> None:
    assert {sort.value for sort, _ in names("Write it to `docs/a.md`.")} == {"output path", "file"}


def test_a_file_in_code_is_part_of_the_code() -> None:
    mentions = read_mentions(outline(read_definition(f"{HEAD}```\ndocs/a.md\n```\n".encode(), "x.md")))
    assert not any(mentions.by_place.values())
    assert mentions.names


def names(body: str) -> frozenset[tuple[object, str]]:
    return read_mentions(outline(read_definition(f"{HEAD}{body}\n".encode(), "x.md"))).names
