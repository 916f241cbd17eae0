"""Tools by any of their names, on any host."""

import pytest

from agentreg.formats.tool_names import names_of_tool, tool_names
from agentreg.model.definition import Host


@pytest.mark.parametrize(
    ("tool", "host", "names"),
    [
        ("bash", Host.CLAUDE_CODE, {"bash"}),
        ("Bash", Host.COPILOT, {"bash", "execute"}),
        ("execute", Host.CLAUDE_CODE, {"execute", "bash", "powershell"}),
        ("shell", Host.OPENCODE, {"shell", "bash"}),
        ("Bash", Host.GEMINI, {"bash", "run_shell_command"}),
        ("Task", Host.CLAUDE_CODE, {"task", "agent"}),
        ("WebFetch", Host.VSCODE, {"webfetch", "web", "web/fetch"}),
        ("edit", Host.CLAUDE_CODE, {"edit"}),
        ("editFiles", Host.VSCODE, {"editfiles", "edit/editfiles"}),
        ("mcp__github", Host.CLAUDE_CODE, {"mcp__github"}),
        ("Bahs", Host.OPENCODE, {"bahs"}),
        ("Bash", Host.KIRO, {"bash", "shell"}),
        ("fs_write", Host.KIRO, {"fs_write", "write"}),
        ("WebFetch", Host.KIRO, {"webfetch", "web", "web_fetch"}),
        ("Task", Host.QWEN, {"task", "agent"}),
        ("Bahs", Host.UNKNOWN, {"bahs"}),
    ],
)
def test_a_tool_is_found_by_any_of_its_names(tool, host, names):
    assert names_of_tool(tool)[host] == names


def test_all_names_are_known_as_they_are_spelled():
    assert {"Bash", "execute", "run_shell_command", "runsubagent"} <= tool_names()


def test_a_program_that_nobody_knows_may_call_a_tool_as_any_other_does():
    assert {"bash", "shell", "execute", "run_shell_command", "terminal"} <= names_of_tool("Bash")[
        Host.UNKNOWN
    ]
