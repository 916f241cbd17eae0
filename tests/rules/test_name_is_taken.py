"""Whoever takes the name of another agent, or of one that a host brings along, is told by what that does."""

from __future__ import annotations

import pytest

from agentreg.formats.read import read_definition
from agentreg.model.definition import Definition
from agentreg.rules.lint import lint
from agentreg.rules.state.scene import Lost, Surroundings, neighbours_of

OLD, NEW, BELOW = ".claude/agents/a.md", ".claude/agents/x/a.md", "app/.claude/agents/a.md"


def agent(path: str, fields: str = "tools: Read\n", name: str = "worker") -> Definition:
    text = f"---\nname: {name}\ndescription: Works.\n{fields}---\n\nYou work.\n"
    return read_definition(text.encode(), path)


def about_names(judged: Definition, *others: Definition, came: tuple[str, ...] = ()) -> dict[str, str]:
    lost = Lost(newcomers={path: f"{path} is new" for path in came})
    found = lint(judged, Surroundings(neighbours_of((judged, *others)), lost=lost))
    return {one.rule: one.severity.value for one in found if one.rule.startswith("name-")}


WIDE, BASH = "", "tools: Read, Bash\n"
TAKEN = [
    ("as much", agent(NEW), agent(OLD), (NEW,), "medium"),
    ("more", agent(NEW, BASH), agent(OLD), (NEW,), "high"),
    ("everything", agent(NEW, WIDE), agent(OLD, BASH), (NEW,), "high"),
    ("less", agent(NEW), agent(OLD, WIDE), (NEW,), "medium"),
    ("other reading", agent(NEW, "tools: Read, Grep\n"), agent(OLD), (NEW,), "medium"),
    ("more, in another spelling", agent(NEW, BASH, "WORKER"), agent(OLD), (NEW,), "high"),
    ("more, and both are new", agent(NEW, BASH), agent(OLD), (NEW, OLD), "medium"),
    ("more, and it was there", agent(NEW, BASH), agent(OLD), (), "medium"),
    ("less than the one that is new", agent(OLD), agent(NEW, BASH), (NEW,), "medium"),
    ("more, in a folder below", agent(BELOW, BASH), agent(OLD), (BELOW,), "high"),
    ("as much, in a folder below", agent(BELOW), agent(OLD), (BELOW,), ""),
    ("more, in a folder above", agent(OLD, BASH), agent(BELOW), (OLD,), ""),
    ("more, beside", agent("b/.claude/agents/a.md", BASH), agent(BELOW), ("b/.claude/agents/a.md",), ""),
    ("more, where nothing is installed", agent("x/a.md", BASH), agent("y/a.md"), ("x/a.md",), "note"),
]


@pytest.mark.parametrize(
    ("judged", "other", "came", "severity"), [row[1:] for row in TAKEN], ids=[row[0] for row in TAKEN]
)
def test_who_takes_a_name_and_may_do_more(
    judged: Definition, other: Definition, came: tuple[str, ...], severity: str
) -> None:
    assert about_names(judged, other, came=came) == ({"name-is-taken": severity} if severity else {})


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("general-purpose", {"name-is-built-in": "high"}),
        ("General Purpose", {"name-is-built-in": "high"}),
        ("general_purpose", {"name-is-built-in": "high"}),
        ("GeneralPurpose", {"name-is-built-in": "high"}),
        ("statusline setup", {"name-is-built-in": "high"}),
        ("general-purpos", {"name-is-similar": "medium"}),
        ("general", {}),
    ],
)
def test_a_name_of_the_host_is_known_in_any_spelling(name: str, expected: dict[str, str]) -> None:
    assert about_names(agent(OLD, name=name)) == expected
