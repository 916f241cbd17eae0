"""Where a name that is known is called."""

from __future__ import annotations

import pytest

from agentreg.formats.calls import find_calls
from agentreg.formats.read import read_definition
from agentreg.model.definition import Kind

PLANNER, REVIEWER = (Kind.AGENT, "planner"), (Kind.AGENT, "code-reviewer")
PDF, SHIP = (Kind.SKILL, "pdf"), (Kind.COMMAND, "ship")
NAMES = (PLANNER, REVIEWER, PDF, SHIP)

DECLARED = [
    ("tools: Read, Task(planner, code-reviewer)", [REVIEWER, PLANNER]),
    ("tools: Agent(planner)", [PLANNER]),
    ("tools: Bash(planner *)", []),
    ("agents: [planner, other]", [PLANNER]),
    ("agents:\n  - planner", [PLANNER]),
    ("handoffs:\n  - label: Plan\n    agent: planner\n    prompt: Use code-reviewer", [PLANNER]),
    ("skills: pdf, docx", [PDF]),
    ("skills:\n  - pdf", [PDF]),
    ("model: planner", []),
]
PROSE = [
    ("Use the planner agent.", [PLANNER]),
    ("Ask the `planner` subagent first.", [PLANNER]),
    ("Hand over to agent planner.", [PLANNER]),
    ("Start with @planner or @agent-planner.", [PLANNER, PLANNER]),
    ("Then call `planner`.", [PLANNER]),
    ("Task(planner)", [PLANNER]),
    ('subagent_type: "planner"', [PLANNER]),
    ("- Collaborate with code-reviewer on quality; other agents wait", [REVIEWER]),
    ("You are a planner of work.", []),
    ("The planner-agent package", []),
    ("See planner.md and plans/planner/x.", []),
    ("Use the pdf skill.", [PDF]),
    ("Load skill `pdf`.", [PDF]),
    ("Write a pdf file.", []),
    ("Run /ship when done.", [SHIP]),
    ("Run `/ship` when done.", [SHIP]),
    ("It is in /opt/ship or https://a.example/ship.", []),
    ("Never ship on Fridays.", []),
]


def calls(fields: str, prompt: str) -> list[tuple[Kind, str, bool]]:
    text = f"---\nname: lead\ndescription: d\n{fields}\n---\n{prompt}\n"
    definition = read_definition(text.encode(), ".claude/agents/lead.md")
    found = list(find_calls(definition, NAMES))
    assert all(call.name in call.span.of(text) for call in found)
    return [(call.kind, call.name, call.is_declared) for call in found]


@pytest.mark.parametrize(("fields", "expected"), DECLARED, ids=[row[0] for row in DECLARED])
def test_a_field_declares_what_a_host_follows(fields: str, expected: list[tuple[Kind, str]]) -> None:
    assert calls(fields, "x") == [(*called, True) for called in expected]


@pytest.mark.parametrize(("prompt", "expected"), PROSE, ids=[row[0] for row in PROSE])
def test_a_prompt_names_what_is_marked_as_a_name(prompt: str, expected: list[tuple[Kind, str]]) -> None:
    assert calls("color: red", prompt) == [(*called, False) for called in expected]


def test_only_what_is_asked_for_is_found() -> None:
    definition = read_definition(b"---\nname: a\ndescription: d\nskills: pdf\n---\n`pdf`\n", "agents/a.md")
    assert list(find_calls(definition, [PLANNER])) == []
