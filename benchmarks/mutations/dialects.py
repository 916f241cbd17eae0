"""A real prompt under the frontmatter of another host."""

from __future__ import annotations

import re

from mutations.sheet import Sheet, lay_out

_NAMED = "---\nname: freight\ndescription: Keeps the freight calendar.\n---\n"
_UNNAMED = "---\ndescription: Keeps the freight calendar.\n---\n"
_DIALECTS = {
    "copilot": (".github/agents/freight.agent.md", _NAMED),
    "vscode": (".github/chatmodes/freight.chatmode.md", _UNNAMED),
    "gemini": (".gemini/agents/freight.md", _NAMED),
    "opencode": (".opencode/agents/freight.md", _UNNAMED),
    "cursor": (".cursor/agents/freight.md", _NAMED),
}
_TOML = 'name = "freight"\ndescription = "Keeps the freight calendar."\n'


# Folders whose agents Claude Code does not read, also when they are put into its own.
_FOREIGN = re.compile(r"opencode|copilot|\.github/|gemini|cursor|codex|\.(?:agent|chatmode)\.md$")


def written_for(host: str, sheet: Sheet) -> Sheet | None:
    """The definition's prompt as an agent of a host; None where it cannot be written there.

    For Claude Code a definition in its dialect stays as it is, among the agents of a project; it loads none
    without a name and a description.
    """
    if host == "claude":
        path = f".claude/agents/{sheet.path.rpartition('/')[2]}"
        foreign = _FOREIGN.search(sheet.path) or not {"name", "description"} <= set(sheet.fields)
        return None if foreign else sheet._replace(path=path)
    if host == "codex":
        if "'''" in sheet.prompt:
            return None
        text = f"{_TOML}developer_instructions = '''\n{sheet.prompt}'''\n"
        return Sheet(".codex/agents/freight.toml", text, {}, len(_TOML), len(text), (), (), (), ())
    path, head = _DIALECTS[host]
    return lay_out(head + sheet.prompt, path)
