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
SHELL, LIMITED = "tools: Bash\n", "tools: Bash(git status)\n"
HOOK = "tools: Read\nhooks: {Stop: [{command: make tidy}]}\n"
TAKEN = [
    ("as much", agent(NEW), agent(OLD), (NEW,), "medium"),
    ("more", agent(NEW, BASH), agent(OLD), (NEW,), "high"),
    ("everything", agent(NEW, WIDE), agent(OLD, BASH), (NEW,), "high"),
    ("more, without a limit", agent(NEW, SHELL), agent(OLD, LIMITED), (NEW,), "high"),
    ("the same limit", agent(NEW, LIMITED), agent(OLD, LIMITED), (NEW,), "medium"),
    ("a limit that was none", agent(NEW, LIMITED), agent(OLD, SHELL), (NEW,), "medium"),
    ("more, by a hook", agent(NEW, HOOK), agent(OLD), (NEW,), "high"),
    ("everything, as the other", agent(NEW, HOOK), agent(OLD, WIDE), (NEW,), "medium"),
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


def written(path: str, prompt: str, fields: str = "") -> Definition:
    text = f"---\nname: worker\ndescription: Works.\n{fields}---\n\n{prompt}\n"
    return read_definition(text.encode(), path)


PLANS, AUDITS = "You plan the work of a team with care.", "You audit the code of others for leaks of keys."
CLAUDE, GITHUB, CURSOR = (
    ".claude/agents/worker.md",
    ".github/agents/worker.agent.md",
    ".cursor/agents/worker.md",
)
BOTH = "worker is also the name of {}, because {} both"
COPILOT_AND_CODE = "copilot and vscode find"
FOLDERS = [
    ("Copilot's beside Claude Code's", (GITHUB, AUDITS), (CLAUDE, PLANS), COPILOT_AND_CODE),
    ("Claude Code's beside Copilot's", (CLAUDE, AUDITS), (GITHUB, PLANS), COPILOT_AND_CODE),
    ("Cursor's beside Claude Code's", (CURSOR, AUDITS), (CLAUDE, PLANS), "cursor finds"),
    ("for VS Code alone", (GITHUB, AUDITS, "target: vscode\n"), (CLAUDE, PLANS), "vscode finds"),
    ("for Copilot alone", (GITHUB, AUDITS, "target: github-copilot\n"), (CLAUDE, PLANS), "copilot finds"),
    ("one agent for two hosts", (GITHUB, f"{PLANS}\nUse `search`."), (CLAUDE, f"{PLANS}\nUse Grep."), ""),
    ("folders that no host reads both of", (CURSOR, AUDITS), (GITHUB, PLANS), ""),
    ("a host of its own", (".opencode/agents/worker.md", AUDITS), (CLAUDE, PLANS), ""),
    ("another project inside", (f"app/{GITHUB}", AUDITS), (CLAUDE, PLANS), ""),
    ("both in a project inside", (f"app/{GITHUB}", AUDITS), (f"app/{CLAUDE}", PLANS), COPILOT_AND_CODE),
    ("where nothing is installed", ("agents/worker.agent.md", AUDITS), (CLAUDE, PLANS), ""),
    (
        "another file, which VS Code calls by its field",
        (".github/agents/x.agent.md", AUDITS),
        (CLAUDE, PLANS),
        "vscode finds",
    ),
]


@pytest.mark.parametrize(
    ("judged", "other", "hosts"), [row[1:] for row in FOLDERS], ids=[row[0] for row in FOLDERS]
)
def test_a_host_that_reads_two_folders_finds_two_of_a_name(
    judged: tuple[str, ...], other: tuple[str, ...], hosts: str
) -> None:
    one, two = written(*judged), written(*other)
    found = lint(one, Surroundings(neighbours_of((one, two))))
    told = [(finding.severity.value, finding.message) for finding in found if finding.rule == "name-is-taken"]
    assert told == ([("medium", BOTH.format(two.path, hosts))] if hosts else [])
