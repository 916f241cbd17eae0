from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentreg.errors import ConfigError
from agentreg.variants.lock import LockEntry, fingerprint, parse_lock, render_lock

ENTRY = LockEntry(
    path=".claude/agents/reviewer.md",
    base="team/reviewer",
    version="1.2.0",
    source="https://example.com/team/agents.git",
    commit="a" * 40,
    blob="b" * 40,
    sha256="c" * 64,
)

shas = st.text("0123456789abcdef", min_size=64, max_size=64)
ids = st.text("0123456789abcdef", min_size=40, max_size=40)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
entries = st.builds(
    LockEntry,
    path=words,
    base=words,
    version=words,
    source=words,
    commit=ids,
    blob=ids,
    sha256=shas,
    rendered=st.just("") | shas,
)


def test_a_lock_is_one_block_per_variant_sorted_by_path() -> None:
    other = ENTRY._replace(path=".claude/agents/planner.md", version="")
    assert (
        render_lock([ENTRY, other])
        == f"""\
# Written by agentreg; commit it. Variants are declared in agentreg.toml.
format = 1

[[variant]]
path = ".claude/agents/planner.md"
base = "team/reviewer"
version = ""
source = "https://example.com/team/agents.git"
commit = "{"a" * 40}"
blob = "{"b" * 40}"
sha256 = "{"c" * 64}"

[[variant]]
path = ".claude/agents/reviewer.md"
base = "team/reviewer"
version = "1.2.0"
source = "https://example.com/team/agents.git"
commit = "{"a" * 40}"
blob = "{"b" * 40}"
sha256 = "{"c" * 64}"
"""
    )


@given(st.lists(entries, max_size=4, unique_by=lambda entry: entry.path))
def test_what_is_written_is_read_back_and_written_the_same_again(locked: list[LockEntry]) -> None:
    text = render_lock(locked)
    read = parse_lock(text, "agentreg.lock")
    assert read == tuple(sorted(locked))
    assert render_lock(reversed(read)) == text


@pytest.mark.parametrize("key", ["base", "version", "source"])
def test_what_is_no_text_cannot_be_locked(key: str) -> None:
    with pytest.raises(ConfigError, match=r"agentreg\.lock cannot hold 'team/\\udcff': it is no UTF-8"):
        render_lock([ENTRY._replace(**{key: "team/\udcff"})])


def test_an_empty_file_locks_nothing() -> None:
    assert parse_lock("", "agentreg.lock") == ()
    assert tomllib.loads(render_lock([])) == {"format": 1}


GOOD = render_lock([ENTRY])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<<<<<<< ours\n", r"agentreg.lock: Invalid statement"),
        ("format = 2\n", r"agentreg.lock: lock format 2 is not known here"),
        ("variant = 1\n", r"not a list of \[\[variant\]\] blocks"),
        ("variant = [1]\n", r"agentreg.lock: variant 1: is not a table"),
        (GOOD.replace("base =", "bass ="), r"agentreg.lock: variant 1: `base` is missing"),
        (GOOD.replace('"1.2.0"', "1.2"), r"variant 1: `version` is missing or no string"),
        (
            GOOD.replace("a" * 40, "a" * 12),
            r"variant 1 \(.claude/agents/reviewer.md\): `commit` is not a full",
        ),
        (GOOD.replace("b" * 40, "B" * 40), r"`blob` is not a full"),
        (GOOD.replace("c" * 64, "c" * 40), r"`sha256` is not a full"),
        (GOOD + GOOD.split("\n\n", 1)[1], r".claude/agents/reviewer.md is locked twice"),
    ],
)
def test_a_lock_that_cannot_be_followed_is_refused_with_its_entry(text: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        parse_lock(text, "agentreg.lock")


def test_a_fingerprint_does_not_depend_on_line_ends() -> None:
    assert fingerprint(b"a\r\nb\n") == fingerprint(b"a\nb\n")
    assert fingerprint(b"a\nb") != fingerprint(b"a\nb\n")


def test_only_what_an_overlay_made_is_locked_with_its_own_fingerprint() -> None:
    made = ENTRY._replace(rendered="d" * 64)
    assert render_lock([made]) == render_lock([ENTRY]) + f'rendered = "{"d" * 64}"\n'
    with pytest.raises(ConfigError, match=r"`rendered` is not a full hexadecimal id"):
        parse_lock(render_lock([made._replace(rendered="d")]), "agentreg.lock")
