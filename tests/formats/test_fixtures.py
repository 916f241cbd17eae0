"""The definitions of `fixtures/definitions`, read as the hosts would find them in their folders."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from agentreg.formats.permissions import effective
from agentreg.formats.prompt import read_prompt
from agentreg.formats.read import read_definition
from agentreg.model.definition import Host, Kind, Outcome
from agentreg.model.fields import Step
from formats.reading import uncovered

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "definitions"


class Case(NamedTuple):
    """What one fixture shows."""

    installed: str
    host: Host
    outcome: Outcome
    name: str
    step: Step
    granted: tuple[str, ...] | None
    steps: tuple[str, ...] = ()
    constraints: tuple[str, ...] = ()


CASES = {
    "claude-code/release-notes-writer.md": Case(
        ".claude/agents/release-notes-writer.md",
        Host.CLAUDE_CODE,
        Outcome.LOADS,
        "release-notes-writer",
        Step.REQUOTED,
        ("Bash", "Grep", "Read", "mcp__tracker__list_issues"),
        ("Collect", "Group", "Write"),
        ("must do not", "should do"),
    ),
    "claude-code/un-indented.md": Case(
        ".claude/agents/un-indented.md",
        Host.CLAUDE_CODE,
        Outcome.SKIPS,
        "un-indented",
        Step.LINEWISE,
        ("Read",),
    ),
    "claude-plugin/migration-guide.md": Case(
        "plugins/database/agents/migration-guide.md",
        Host.CLAUDE_PLUGIN,
        Outcome.LOADS,
        "migration-guide",
        Step.STRICT,
        ("Agent", "Edit", "Read", "Write"),
        ("Survey", "Plan", "Report", "List the steps.", "Name the risks."),
        ("must do",),
    ),
    "copilot/dependency-keeper.agent.md": Case(
        ".github/agents/dependency-keeper.agent.md",
        Host.COPILOT,
        Outcome.LOADS,
        "Dependency keeper",
        Step.STRICT,
        ("edit", "github/*", "read", "search"),
        (),
        ("must only",),
    ),
    "vscode/planner.chatmode.md": Case(
        ".github/chatmodes/planner.chatmode.md",
        Host.VSCODE,
        Outcome.LOADS,
        "planner",
        Step.STRICT,
        ("search/codebase", "search/usages", "web/fetch"),
        (),
        ("must do not",),
    ),
    "opencode/log-reader.md": Case(
        ".opencode/agents/log-reader.md",
        Host.OPENCODE,
        Outcome.LOADS,
        "log-reader",
        Step.STRICT,
        (
            "*_*",
            "bash",
            "glob",
            "grep",
            "list",
            "lsp",
            "question",
            "read",
            "skill",
            "task",
            "todoread",
            "todowrite",
            "webfetch",
            "websearch",
        ),
        ("find the first error.", "explain it."),
    ),
    "gemini/glossary_keeper.md": Case(
        ".gemini/agents/glossary_keeper.md",
        Host.GEMINI,
        Outcome.LOADS,
        "glossary_keeper",
        Step.STRICT,
        ("grep_search", "read_file"),
    ),
    "cursor/checker.md": Case(
        ".cursor/agents/checker.md",
        Host.CURSOR,
        Outcome.LOADS,
        "checker",
        Step.STRICT,
        ("file_search", "grep_search", "list_dir", "read_file"),
    ),
    "codex/surveyor.toml": Case(
        ".codex/agents/surveyor.toml",
        Host.CODEX,
        Outcome.LOADS,
        "surveyor",
        Step.STRICT,
        ("grep_files", "list_dir", "read_file", "shell"),
        ("List the modules.", "Never change a file."),
        ("must do not",),
    ),
    "kiro/tide-watcher.md": Case(
        ".kiro/agents/harbour/tide-watcher.md",
        Host.KIRO,
        Outcome.LOADS,
        "tide-watcher",
        Step.STRICT,
        ("@tides/next", "read", "write"),
        (),
        ("must do not",),
    ),
    "qwen/rope-counter.md": Case(
        ".qwen/agents/rope-counter.md",
        Host.QWEN,
        Outcome.LOADS,
        "rope-counter",
        Step.STRICT,
        ("grep_search", "mcp__store__count", "read_file"),
    ),
    "openhands/bell-ringer.md": Case(
        ".openhands/agents/bell-ringer.md",
        Host.OPENHANDS,
        Outcome.LOADS,
        "bell-ringer",
        Step.STRICT,
        (),
    ),
    "mux/chart-drawer.md": Case(
        ".mux/agents/chart-drawer.md",
        Host.MUX,
        Outcome.LOADS,
        "Chart drawer",
        Step.STRICT,
        ("file_edit_replace_lines", "file_edit_replace_string", "file_read"),
    ),
    "unknown/crane-driver.md": Case(
        ".harbour/agents/crane-driver.md",
        Host.UNKNOWN,
        Outcome.UNCERTAIN,
        "crane-driver",
        Step.STRICT,
        (),
    ),
    "generic/naming-adviser.md": Case(
        "agents/naming-adviser.md",
        Host.GENERIC,
        Outcome.UNCERTAIN,
        "Naming Adviser",
        Step.STRICT,
        None,
        (),
        ("must do", "should do not"),
    ),
}


@pytest.mark.parametrize("file", CASES)
def test_each_fixture_is_read_as_its_host_reads_it(file: str) -> None:
    case, data = CASES[file], (FIXTURES / file).read_bytes()
    definition = read_definition(data, case.installed)
    permissions, prompt = effective(definition), read_prompt(definition)
    reading = definition.hosts[0]
    assert definition.kind is Kind.AGENT
    assert (reading.host, reading.outcome, definition.name) == (case.host, case.outcome, case.name)
    assert definition.frontmatter.step is case.step
    assert (None if permissions.unrestricted else permissions.tools) == case.granted
    assert tuple(step.title for flow in prompt.workflows for step in flow.steps) == case.steps
    assert tuple(f"{each.strength} {each.polarity}" for each in prompt.constraints) == case.constraints
    assert definition.document.render() == data
    assert uncovered(definition, prompt) == []


@pytest.mark.parametrize(
    ("file", "kind"),
    [("README.md", Kind.README), ("AGENTS.md", Kind.INSTRUCTIONS), ("SKILL.md", Kind.SKILL)],
)
def test_what_only_looks_like_an_agent_is_recognised(file: str, kind: Kind) -> None:
    data = (FIXTURES / "none" / file).read_bytes()
    assert read_definition(data, f"agents/{file}").kind is kind


def test_no_fixture_is_without_a_case() -> None:
    files = {path.relative_to(FIXTURES).as_posix() for path in FIXTURES.rglob("*.*") if path.is_file()}
    assert files - {"README.md"} == set(CASES) | {
        f"none/{name}" for name in ("README.md", "AGENTS.md", "SKILL.md")
    }


def test_every_host_has_a_fixture() -> None:
    assert {case.host for case in CASES.values()} == set(Host)
