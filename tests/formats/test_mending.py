"""Frontmatter that is no valid YAML: the line to look at, the reason, and the remedy that fits it."""

from __future__ import annotations

import pytest

from agentreg.formats.mending import INVALID
from agentreg.formats.read import read_definition
from agentreg.model.diagnostic import Trouble
from agentreg.rules.lint import lint

AGENT = "---\nname: a\ndescription: Does work.\ntools: Read, Grep\n---\n\nText.\n"

BROKEN = {
    "a byte": (b"Does w\xe9rk", 3, "byte 0xE9 is no UTF-8", "save the file as UTF-8"),
    "a zero": (b"Does w\0rk", 3, "the file holds a NUL byte", "take the byte out"),
    "a bell": (b"Does w\x07rk", 3, "it holds a character that YAML does not allow", "take out the character"),
    "a colon": (b"Does: work", 3, "mapping values", "quote the value of `description`: it holds a colon"),
    "a bracket": (b"[Does work", 4, "did not find expected", "quote the value of `description`, or mend"),
    "a quote": (b'"Does work', 5, "found unexpected end", "quote the value of `description`, or mend"),
    "a tab": (
        b"Does work.\ntags:\n\t- a",
        5,
        "found character that cannot",
        "indent by blanks, not by a tab",
    ),
    "no blank": (
        b"Does work.\ncolor:red",
        5,
        "could not find expected ':'",
        "quote the value of `description`",
    ),
}


@pytest.mark.parametrize(("value", "line", "reason", "hint"), BROKEN.values(), ids=BROKEN)
def test_invalid_frontmatter_is_told_with_line_reason_and_remedy(
    value: bytes, line: int, reason: str, hint: str
) -> None:
    read = read_definition(AGENT.encode().replace(b"Does work.", value), ".claude/agents/a.md")
    found = next(one for one in read.diagnostics if one.trouble is Trouble.INVALID_YAML)
    assert found.message.startswith(INVALID + reason)
    assert found.line == line
    assert found.hint.startswith(hint)
    for finding in (one for one in lint(read) if one.rule == "frontmatter-is-invalid"):
        assert f": {reason}" in finding.message
        assert finding.hint == found.hint
        assert finding.after_span
        assert read.document.text.count("\n", 0, finding.after_span.start) + 1 == line


def test_the_reason_is_no_part_of_what_a_reviewer_decides_about() -> None:
    texts = (AGENT.replace("Does work.", value) for value in ("Does: work", "Does: more", "[Does work"))
    found = [lint(read_definition(text.encode(), ".claude/agents/a.md")) for text in texts]
    prints = [{one.fingerprint for one in each if one.rule == "frontmatter-is-invalid"} for each in found]
    assert prints[0] == prints[1] == prints[2]


def test_a_list_and_a_conflict_are_no_fields() -> None:
    for matter, hint in (("- a\n", "write fields"), ("<<<<<<< a\nname: a\n=======\n>>>>>>> b\n", "decide")):
        (found,) = read_definition(f"---\n{matter}---\nText.\n".encode(), "agents/a.md").diagnostics
        assert found.hint.startswith(hint)
