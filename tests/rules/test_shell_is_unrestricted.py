"""A shell that runs any command is told alike however that is written down."""

from __future__ import annotations

import pytest

from agentreg.formats.read import read_definition
from agentreg.rules.lint import lint


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ("Bash", ["note"]),
        ("Bash()", ["note"]),
        ("Bash(*)", ["note"]),
        ("Bash( * )", ["note"]),
        ("Bash(:*)", ["note"]),
        ("Bash(*:*)", ["note"]),
        ("Bash(**)", ["note"]),
        ("Bash(* *)", ["note"]),
        ("Bash(git *)", []),
        ("Bash(git:*)", []),
        ("Bash(* --version)", []),
    ],
)
def test_any_command_is_any_command(entry: str, found: list[str]) -> None:
    text = f"---\nname: a\ndescription: d\ntools: Read, {entry}\n---\n\nYou pilot.\n"
    hits = lint(read_definition(text.encode(), ".claude/agents/a.md"))
    assert [one.severity.value for one in hits if one.rule == "shell-is-unrestricted"] == found
