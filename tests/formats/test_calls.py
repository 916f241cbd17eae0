"""Where a name that is known is called."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentreg.formats import calls as formats_calls
from agentreg.formats.agent_names import read_agent_names
from agentreg.formats.calls import find_calls
from agentreg.formats.read import read_definition
from agentreg.model.definition import Definition, Kind
from agentreg.model.document import Span
from agentreg.model.outward import Reference

PLANNER, REVIEWER = (Kind.AGENT, "planner"), (Kind.AGENT, "code-reviewer")
PDF, SHIP = (Kind.SKILL, "pdf"), (Kind.COMMAND, "ship")
UX, BOARD, REVIEW = (Kind.AGENT, "UX Researcher"), (Kind.AGENT, "Review Board"), (Kind.AGENT, "code-review")
NAMES = (PLANNER, REVIEWER, PDF, SHIP, UX, BOARD, REVIEW)

DECLARED = [
    ("tools: Read, Task(planner, code-reviewer)", [REVIEWER, PLANNER]),
    ("tools: Agent(planner)", [PLANNER]),
    ("tools: Bash(planner *)", []),
    ("agents: [planner, other]", [PLANNER]),
    ("agents:\n  - planner", [PLANNER]),
    ("handoffs:\n  - label: Plan\n    agent: planner\n    prompt: Use code-reviewer", [PLANNER]),
    ("skills: pdf, docx", [PDF]),
    ("skills:\n  - pdf", [PDF]),
    ("disallowedTools: Agent(planner)", [PLANNER]),
    ("tools: Read, Skill(pdf)", [PDF]),
    ("tools: Read, Write(planner)", []),
    ("base: planner", []),
    ("model: planner", []),
]
TASK = "permission:\n  task:\n    {}: {}"
BY_HOST = [
    (".opencode/agents/lead.md", TASK.format("planner", "allow"), [PLANNER]),
    (".opencode/agents/lead.md", TASK.format('"*"', "deny") + "\n    planner: ask", [PLANNER]),
    (".opencode/agents/lead.md", TASK.format("planner", "deny"), [PLANNER]),
    (".opencode/agents/lead.md", TASK.format('"plan*"', "allow"), []),
    (".opencode/agents/lead.md", "permission:\n  subagent:\n    planner: allow", [PLANNER]),
    (".opencode/agents/lead.md", "permission:\n  skill:\n    pdf: deny", [PDF]),
    (".opencode/agents/lead.md", "permission:\n  bash:\n    planner: allow", []),
    (".qwen/agents/lead.md", "tools: ['task(planner)']", [PLANNER]),
    (".github/agents/lead.agent.md", "agents: planner", [PLANNER]),
    (".mux/agents/lead.md", "base: planner", [PLANNER]),
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
    ("Use code-reviewer for audits.", [REVIEWER]),
    ("Delegate to code-reviewer, then wait.", [REVIEWER]),
    ("Hand off the diff to code-reviewer.", [REVIEWER]),
    ("- Provide endpoints to code-reviewer", [REVIEWER]),
    ("It writes code, while code-reviewer judges it.", [REVIEWER]),
    ("- **code-reviewer**: the last word", [REVIEWER]),
    ("- [code-reviewer](code-reviewer.md)", [REVIEWER]),
    ("Delegate to planner.", [PLANNER]),
    ("Delegate the whole of it to the planner.", [PLANNER]),
    ("Work is handed over to the planner when it is read.", [PLANNER]),
    ("Hand it off to **planner**", [PLANNER]),
    ("Escalates to: planner", [PLANNER]),
    ("Use planner when in doubt", []),
    ("- **planner**: who plans", []),
    ("Delegate work. Then go to planner", []),
    ("Use Review Board for it; then ask UX Researcher, not a UX Researcher.", [BOARD, UX]),
    ("The Review Board Meeting of a UX Researcher", []),
    ("A code-review after code-review, and the code-review comments", []),
    ("Run code-review, then **code-review**; pass it to code-review", [REVIEW, REVIEW, REVIEW]),
    ("Run `npm run code-review` first.", []),
    ("Run npm run code-review first, then `make -s code-review`.", []),
    ("```bash\nyarn run code-review\n$ docker run --rm code-reviewer\n```", []),
    ("`./tools/start code-reviewer --now`", []),
    ("Run npm test and ask code-reviewer; `ask code-reviewer`", [REVIEWER, REVIEWER]),
    ("`planner → code-reviewer`, `Have code-reviewer look`", [REVIEWER, REVIEWER]),
    ("`claude --agent code-reviewer`", [REVIEWER]),
    ("You are a code-reviewer of work.", []),
    ("See docs/code-reviewer, code-reviewer.md, senior-code-reviewer, --code-reviewer, code-reviewers", []),
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
    ("Use the senior planner agent, then the planner agent", [PLANNER, PLANNER]),
    ("Run /ship, load the pdf skill, ask @planner.", [SHIP, PDF, PLANNER]),
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


def lead(prompt: str) -> Definition:
    return read_definition(f"---\nname: lead\ndescription: d\n---\n{prompt}\n".encode(), "agents/lead.md")


@pytest.mark.parametrize("name", ["a b", "p:planner", "@all", "naïve", "plan.ner", "x_y", "_x", "--", "ß2"])
def test_a_name_is_found_whatever_it_is_made_of(name: str) -> None:
    found = find_calls(
        lead(f"First `{name}`, never `{name}s` nor `x{name}/y`."), [(Kind.AGENT, name), (Kind.AGENT, "")]
    )
    assert [(call.name, call.span.start) for call in found] == [(name, 41)]


def test_what_lists_neighbours_is_read_once_for_all_names(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Span] = []

    def counted(text: str, span: Span) -> list[Reference]:
        asked.append(span)
        return read_agent_names(text, span)

    monkeypatch.setattr(formats_calls, "read_agent_names", counted)
    names = [f"worker-{number}" for number in range(300)]
    definition = lead("".join(f"- Collaborate with {name} on it; other agents wait\n" for name in names))
    found = list(find_calls(definition, [(Kind.AGENT, name) for name in names]))
    assert [call.name for call in found] == names
    assert len(asked) == 1


def test_a_text_is_looked_at_once_however_many_names_begin_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []

    class Counted(Span):
        def of(self, text: str) -> str:
            looked.append(super().of(text))
            return looked[-1]

    monkeypatch.setattr(formats_calls, "Span", Counted)
    definition = lead("worker-x " * 300 + "worker-007")
    assert list(find_calls(definition, [(Kind.SKILL, f"worker-{number:03}") for number in range(300)])) == []
    assert len(looked) == 301


@given(
    st.lists(
        st.sampled_from(["a", "a-b", "b", "a b", "b.c", "@", "`", "/", " ", "agent", "-", "\n"]), max_size=30
    ),
    st.sets(st.sampled_from(["a", "a-b", "b", "a b", "b.c", "-b"]), max_size=4),
)
def test_many_names_are_found_as_each_alone_is(pieces: list[str], names: set[str]) -> None:
    definition = lead("".join(pieces))
    wanted = [(kind, name) for kind in (Kind.AGENT, Kind.SKILL, Kind.COMMAND) for name in names]
    alone = {call for one in wanted for call in find_calls(definition, [one])}
    found = list(find_calls(definition, wanted))
    assert set(found) == alone
    assert [call.span.start for call in found] == sorted(call.span.start for call in found)


@pytest.mark.parametrize(("path", "fields", "expected"), BY_HOST)
def test_what_a_permission_names_is_called_on_each_host(
    path: str, fields: str, expected: list[tuple[Kind, str]]
) -> None:
    text = f"---\nname: lead\ndescription: Leads.\n{fields}\n---\n\nYou lead.\n"
    calls = list(find_calls(read_definition(text.encode(), path), NAMES))
    assert [(one.kind, one.name) for one in calls] == expected
    assert all(one.is_declared for one in calls)
