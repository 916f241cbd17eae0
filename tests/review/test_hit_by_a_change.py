"""What each kind of change does to an agent that it does not touch."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.bystanders import LEAD, OTHER, agent, hits, other, reviewed
from support.repos import build_repo

SKILL, COMMAND = ".claude/skills/pdf/SKILL.md", ".claude/commands/ship.md"
FIELDED = "{}tools: Read, Task(planner)\n---\n\nYou lead.\n"
HOOK = """{}hooks:
  PreToolUse:
    - hooks:
        - command: "$CLAUDE_PROJECT_DIR/scripts/check.sh"
---

You lead.
"""
HANDOFF = (
    "---\ndescription: Leads.\nhandoffs:\n  - label: Go\n    agent: {}\n    prompt: Go.\n---\n\nYou lead.\n"
)
SHOWN = "---\n{}description: Plans.\n---\n\nYou plan.\n"
GONE = "because {} is gone"
ROWS = [
    (
        "an agent that a field hands work to is deleted",
        {LEAD: agent(matter=FIELDED), OTHER: other()},
        {OTHER: None},
        ["medium name-is-gone: it names agent planner, which is there no more, " + GONE.format(OTHER)],
    ),
    (
        "an agent that a prompt hands work to is deleted",
        {LEAD: agent(prompt="Use the planner agent."), OTHER: other()},
        {OTHER: None},
        ["low name-is-gone: it names agent planner, which is there no more, " + GONE.format(OTHER)],
    ),
    (
        "of two of a name, the nearer one is the cause",
        {LEAD: agent(prompt="Use the planner agent."), OTHER: other(), ".a/agents/planner.md": other()},
        {OTHER: None, ".a/agents/planner.md": None},
        ["low name-is-gone: it names agent planner, which is there no more, " + GONE.format(OTHER)],
    ),
    (
        "an agent that a sentence names without a mark takes another name",
        {LEAD: agent(prompt="Use security-auditor for audits."), OTHER: other("security-auditor")},
        {OTHER: other("security-engineer")},
        [("low name-is-gone: it names agent security-auditor, which is there no more, because"
         f" {OTHER} is called security-engineer now")],
    ),
    (
        "an agent is deleted whose name is a word of prose",
        {LEAD: agent(prompt="Use a planner of work, and plan with planner tools."), OTHER: other()},
        {OTHER: None},
        [],
    ),
    (
        "it takes another name",
        {LEAD: agent(matter=FIELDED), OTHER: other()},
        {OTHER: other("plotter")},
        [(f"medium name-is-gone: it names agent planner, which is there no more, because {OTHER} is called"
         " plotter now")],
    ),
    (
        "it is moved and takes another name",
        {LEAD: agent(matter=FIELDED), OTHER: other()},
        {OTHER: None, ".claude/agents/plotter.md": other("plotter")},
        [("medium name-is-gone: it names agent planner, which is there no more, because"
         " .claude/agents/plotter.md is called plotter now")],
    ),
    (
        "it is moved and keeps its name",
        {LEAD: agent(matter=FIELDED), OTHER: other()},
        {OTHER: None, ".claude/agents/more/planner.md": other()},
        [],
    ),
    (
        "it is loaded no more",
        {LEAD: agent(matter=FIELDED), OTHER: other()},
        {OTHER: "# Notes\n"},
        [("medium name-is-gone: it names agent planner, which is there no more, because no host finds it in"
         f" {OTHER} now")],
    ),
    (
        "it moves to where no host reads it",
        {LEAD: agent(matter=FIELDED), OTHER: other()},
        {OTHER: None, "docs/planner.md": other()},
        [f"medium name-is-gone: it names agent planner, which is there no more, {GONE.format(OTHER)}"],
    ),
    (
        "its host requires a name, and it has none any more",
        {LEAD: agent(matter=FIELDED), OTHER: other()},
        {OTHER: other().replace("name: planner\n", "")},
        [("medium name-is-gone: it names agent planner, which is there no more, because no host finds it in"
         f" {OTHER} now")],
    ),
    (
        "it goes over to another host",
        {LEAD: agent(matter=FIELDED), OTHER: other()},
        {OTHER: None, ".github/agents/planner.agent.md": other()},
        [],
    ),
    (
        "another one still has the name",
        {LEAD: agent(matter=FIELDED), OTHER: other(), "agents/planner.md": other()},
        {OTHER: None},
        [],
    ),
    (
        "an agent that a field forbids to call takes another name",
        {LEAD: agent(matter="{}disallowedTools: Agent(planner)\n---\n\nYou lead.\n"), OTHER: other()},
        {OTHER: other("plotter")},
        [(f"medium name-is-gone: it names agent planner, which is there no more, because {OTHER} is called"
         " plotter now")],
    ),
    (
        "what nobody names is deleted",
        {LEAD: agent(prompt="You are a planner."), OTHER: other()},
        {OTHER: None},
        [],
    ),
    (
        "what was missing before is missing still",
        {LEAD: agent(prompt="Use the `ghost` agent, [this](x.md), @docs/none.md and `a/b/c.sh`.")},
        {"README.md": "# Team\n"},
        [],
    ),
    (
        "a skill is deleted",
        {LEAD: agent(matter="{}skills: pdf\n---\n"), SKILL: "---\nname: pdf\ndescription: d\n---\nx\n"},
        {SKILL: None},
        ["medium name-is-gone: it names skill pdf, which is there no more, " + GONE.format(SKILL)],
    ),
    (
        "a command is deleted",
        {LEAD: agent(prompt="Then run /ship."), COMMAND: "Ship it.\n"},
        {COMMAND: None},
        ["low name-is-gone: it names command ship, which is there no more, " + GONE.format(COMMAND)],
    ),
    (
        "an import is deleted",
        {LEAD: agent(prompt="@docs/rules.md"), "docs/rules.md": "x"},
        {"docs/rules.md": None},
        ["medium reference-is-dead: import docs/rules.md is not there, " + GONE.format("docs/rules.md")],
    ),
    (
        "a linked file is moved",
        {LEAD: agent(prompt="[It](../../docs/rules.md)"), "docs/rules.md": "x"},
        {"docs/rules.md": None, "docs/team/rules.md": "x"},
        [("low reference-is-dead: link ../../docs/rules.md is not there, because docs/rules.md is gone, and"
         " docs/team/rules.md is new")],
    ),
    (
        "a script in code is deleted",
        {LEAD: agent(prompt="Run `scripts/check.sh`."), "scripts/check.sh": "x"},
        {"scripts/check.sh": None},
        ["low reference-is-dead: file scripts/check.sh is not there, " + GONE.format("scripts/check.sh")],
    ),
    (
        "the script of a hook is deleted",
        {LEAD: agent(matter=HOOK), "scripts/check.sh": "x"},
        {"scripts/check.sh": None},
        ["medium reference-is-dead: file $CLAUDE_PROJECT_DIR/scripts/check.sh is not there, "
         + GONE.format("scripts/check.sh")],
    ),
    (
        "a file that the agent writes is deleted",
        {LEAD: agent(prompt="Save the report to `docs/out/report.md`."), "docs/out/report.md": "x"},
        {"docs/out/report.md": None},
        [],
    ),
    (
        "a file of a name that any project has is deleted",
        {LEAD: agent(prompt="Read `package.json`."), "package.json": "{}"},
        {"package.json": None},
        [],
    ),
    (
        "a second agent takes the name",
        {LEAD: agent()},
        {".claude/agents/boss.md": agent("Lead", "You are the boss of all, and lead.")},
        [("medium name-is-taken: lead is also the name of .claude/agents/boss.md, because"
         " .claude/agents/boss.md is new")],
    ),
    (
        "another agent is called so now",
        {LEAD: agent(), OTHER: other()},
        {OTHER: other("lead")},
        [f"medium name-is-taken: lead is also the name of {OTHER}, because {OTHER} is called so now"],
    ),
    (
        "one of two that had its name goes",
        {LEAD: agent(), OTHER: other("lead"), ".claude/agents/x.md": agent("lead", "Elsewhere, x.")},
        {OTHER: None},
        [],
    ),
    (
        "another that had its name moves",
        {LEAD: agent(), OTHER: other("lead")},
        {OTHER: None, ".claude/agents/deep/planner.md": other("lead")},
        [],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "change", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS]
)
def test_an_agent_that_did_not_change_is_told_what_a_change_does_to_it(
    tmp_path: Path, before: dict[str, str], change: dict[str, str | None], expected: list[str]
) -> None:
    review = reviewed(build_repo(tmp_path / "repo", [before, change]))
    assert hits(review) == expected


GONE_IN_VSCODE = (
    "it names agent {}, which is there no more, because .github/agents/plan.agent.md is called Plotter now"
)


@pytest.mark.parametrize(
    ("lead", "name", "expected"),
    [
        (HANDOFF.format("Planner"), "name: Planner\n", [GONE_IN_VSCODE.format("Planner")]),
        (HANDOFF.format("plan"), "", [GONE_IN_VSCODE.format("plan")]),
        (HANDOFF.format("plan"), "name: Planner\n", []),
        (SHOWN.format("") + "Use the `plan` agent.\n", "", []),
    ],
    ids=[
        "its name",
        "its file, which was its name",
        "its file, which never was",
        "a prompt may mean Copilot",
    ],
)
def test_a_handoff_of_vs_code_misses_an_agent_by_the_name_that_it_has_there(
    tmp_path: Path, lead: str, name: str, expected: list[str]
) -> None:
    plan = ".github/agents/plan.agent.md"
    before = {".github/agents/lead.agent.md": lead, plan: SHOWN.format(name)}
    repo = build_repo(tmp_path / "repo", [before, {plan: SHOWN.format("name: Plotter\n")}])
    told = [one.message for agent in reviewed(repo).agents if agent.is_bystander for one in agent.findings]
    assert told == expected
