"""Frontmatter that a person sees and no host finds: what is wrong, where, and whether an agent is meant."""

from __future__ import annotations

import pytest

from agentreg.formats.lost import lost_frontmatter
from agentreg.formats.read import read_definition
from agentreg.model.definition import Kind, Outcome

AGENT = "---\nname: a\ndescription: d\ntools: Read\n---\n\nText.\n"

LOST = {
    "a blank line": (f"\n{AGENT}", 1, "a blank line stands before its frontmatter", "\n---", True),
    "a blank line behind a mark": (f"\ufeff\n{AGENT}", 1, "a blank line stands before its", "\n---", True),
    "a blank": (f" {AGENT}", 1, "something unseen stands before the `---`", " ---", True),
    "two marks": (f"\ufeff\ufeff{AGENT}", 1, "something unseen stands before the `---`", None, True),
    "a heading": (f"# A\n\n{AGENT}", 3, "text stands before its frontmatter", "---", False),
    "a comment": (f"<!-- a -->\n{AGENT}", 2, "text stands before its frontmatter", "---", False),
    "a code fence": (f"```\n{AGENT}```\n", 2, "its frontmatter stands in a code fence", "---", False),
    "no opening": (AGENT[4:], 1, "the line `---` before its first field is missing", "name: a", True),
    "no opening but a blank line": (AGENT[3:], 2, "the line `---` before its first field", "name: a", True),
    "no closing": (AGENT.replace("Read\n---", "Read"), 1, "its frontmatter is never closed", "---", True),
    "closed by dots": (AGENT.replace("Read\n---", "Read\n..."), 1, "its frontmatter is never", "---", True),
    "four dashes": (f"-{AGENT}", 1, "its frontmatter does not begin with a plain `---`", "----", True),
    "a comment on the fence": (f"--- # a{AGENT[3:]}", 1, "its frontmatter does not begin", "--- # a", True),
    "pluses": (AGENT.replace("---", "+++"), 1, "its frontmatter does not begin with a", "+++", True),
    "bare CR": (AGENT.replace("\n", "\r"), 1, "its lines end in a bare CR", "---", True),
    "no name": (f"\n{AGENT.replace('name', 'title')}", 1, "a blank line stands before", "\n---", False),
    "other fields, never closed": ("---\ncolor: x\n# A\n", 1, "its frontmatter is never", "---", False),
}


@pytest.mark.parametrize(("text", "line", "reason", "place", "is_of_agent"), LOST.values(), ids=LOST)
def test_lost_frontmatter_is_told_with_its_line_and_remedy(
    text: str, line: int, reason: str, place: str | None, *, is_of_agent: bool
) -> None:
    lost = lost_frontmatter(text)
    assert lost
    assert lost.note.message.startswith(reason)
    assert (lost.note.line, lost.is_of_agent) == (line, is_of_agent)
    assert lost.note.hint
    assert place is None or lost.span.of(text) == place


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Text.\n",
        "\n\n",
        "# Title\n\nname: x\n",
        "Note: this.\n\n---\n\nMore.\n",
        "name: x\n\nText.\n",
        "---\n",
    ],
)
def test_other_texts_have_lost_nothing(text: str) -> None:
    assert lost_frontmatter(text) is None


PLACES = [
    (".claude/agents/a.md", f"\n{AGENT}", Kind.AGENT),
    ("agents/a.md", f"\n{AGENT}", Kind.AGENT),
    ("docs/a.md", f"\n{AGENT}", Kind.DOCUMENT),
    (".claude/agents/a.md", f"# How to write one\n\n{AGENT}", Kind.DOCUMENT),
    (".claude/agents/a.md", f"```\n{AGENT}```\n", Kind.DOCUMENT),
    (".claude/agents/README.md", f"\n{AGENT}", Kind.README),
]


@pytest.mark.parametrize(("path", "text", "kind"), PLACES)
def test_only_in_a_folder_of_agents_an_agent_is_meant(path: str, text: str, kind: Kind) -> None:
    assert read_definition(text.encode(), path).kind is kind


def test_a_host_that_skips_it_says_why() -> None:
    read = read_definition(f"\n{AGENT}".encode(), ".claude/agents/a.md")
    skipping = {one.host: one.because for one in read.hosts if one.outcome is Outcome.SKIPS}
    assert set(skipping) >= {"claude-code", "copilot"}
    assert set(skipping.values()) == {
        "a blank line stands before its frontmatter: hosts read the fields as text"
    }


@pytest.mark.parametrize("value", ["", "''", '" "', "null", "~"])
def test_a_field_that_a_host_requires_must_say_something(value: str) -> None:
    read = read_definition(AGENT.replace("name: a", f"name: {value}").encode(), ".claude/agents/a.md")
    assert (read.hosts[0].outcome, read.hosts[0].because) == (Outcome.SKIPS, "its `name` is empty")
