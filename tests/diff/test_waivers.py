"""A waiver that comes, goes or changes is one change, wherever it stands."""

from __future__ import annotations

import pytest

from agentreg.diff.compare import compare
from agentreg.diff.explain import unexplained_lines
from agentreg.diff.waivers import compare_waivers
from agentreg.formats.read import read_definition
from agentreg.model.definition import Definition

PLAIN = (
    "---\nname: w\ndescription: d\n---\nYou are a worker.\n\n## Rules\n\n- Never push.\n\n## Facts\n\nText.\n"
)
OWN = "# agentreg: ignore tool-was-granted -- known\n"
HTML = "<!-- agentreg: ignore constraint-was-removed until 2027-01-31 -- a hook does it -->"

MATTER = PLAIN.replace("description", f"{OWN}description")
RULES = PLAIN.replace("## Rules\n", f"## Rules\n\n{HTML}\n")
FACTS = PLAIN.replace("## Facts\n", f"## Facts\n\n{HTML}\n")
DATED = RULES.replace("2027-01-31", "2028-01-31")
EXCUSED = RULES.replace("a hook does it", "it is Friday")

ROWS = {
    "frontmatter": (PLAIN, MATTER, ["waiver-added waiver of tool-was-granted"]),
    "prompt": (PLAIN, RULES, ["waiver-added waiver of constraint-was-removed"]),
    "date": (RULES, DATED, ["waiver-changed waiver of constraint-was-removed"]),
    "reason": (RULES, EXCUSED, ["waiver-changed waiver of constraint-was-removed"]),
    "section": (RULES, FACTS, ["waiver-changed waiver of constraint-was-removed"]),
    "other rule": (
        RULES,
        RULES.replace("constraint-was-removed", "content-was-changed"),
        ["waiver-removed waiver of constraint-was-removed", "waiver-added waiver of content-was-changed"],
    ),
    "twice": (
        RULES,
        RULES.replace(HTML, f"{HTML}\n\n{HTML}"),
        ["waiver-added waiver of constraint-was-removed"],
    ),
    "same title": (
        RULES.replace("## Facts", "## Rules"),
        FACTS.replace("## Facts", "## Rules"),
        ["waiver-changed waiver of constraint-was-removed"],
    ),
    "kept": (
        RULES,
        RULES.replace("- Never push.\n", ""),
        ["constraint-removed constraint"],
    ),
}
_OPPOSITE = {"waiver-added": "waiver-removed", "waiver-removed": "waiver-added"}


def definition(text: str) -> Definition:
    return read_definition(text.encode(), ".claude/agents/w.md")


@pytest.mark.parametrize(("before", "after", "expected"), ROWS.values(), ids=ROWS)
def test_a_waiver_is_one_change(before: str, after: str, expected: list[str]) -> None:
    changes = compare(definition(before), definition(after))
    assert sorted(f"{change.kind} {change.subject}" for change in changes) == sorted(expected)
    assert unexplained_lines(before, after, changes) == ()


@pytest.mark.parametrize(("before", "after", "_"), list(ROWS.values())[:-1], ids=list(ROWS)[:-1])
def test_the_other_way_round_it_is_the_opposite(before: str, after: str, _: list[str]) -> None:
    there = [change.kind.value for change in compare(definition(before), definition(after))]
    back = [change.kind.value for change in compare(definition(after), definition(before))]
    assert sorted(_OPPOSITE.get(kind, kind) for kind in there) == sorted(back)


def test_a_new_agent_brings_its_waivers() -> None:
    [change] = compare_waivers(None, definition(RULES))
    assert (change.kind, change.after_span and change.after_span.of(RULES)) == ("waiver-added", HTML)
    assert change.after == "for Rules, until 2027-01-31: a hook does it"
