"""The coarser words for tools in which all hosts agree: read, search, edit, shell, web and so on.

Hosts cut the same abilities into other tools: Copilot has one `edit` for what are Write and Edit elsewhere.
"""

from __future__ import annotations

from collections import defaultdict

from agentreg.formats.hosts import HOSTS
from agentreg.model.definition import Host
from agentreg.model.tools import Effect, Permissions, Risk, ToolPolicy

_NAMES = {
    "read": ("read", "read_file", "read_many_files", "notebookread", "file_read"),
    "search": (
        *("glob", "grep", "ls", "lsp", "search", "list", "list_dir", "list_directory"),
        *("file_search", "grep_search", "grep_files"),
    ),
    "edit": (
        *("write", "edit", "multiedit", "notebookedit", "write_file", "replace"),
        *("patch", "apply_patch", "edit_file", "file_editor"),
        *("file_edit_insert", "file_edit_replace_lines", "file_edit_replace_string"),
    ),
    "shell": (
        *("bash", "powershell", "monitor", "execute", "shell", "terminal"),
        *("run_shell_command", "run_terminal_cmd"),
    ),
    "web": (
        "webfetch",
        "websearch",
        "web",
        "web_fetch",
        "web_search",
        "google_web_search",
        "browser_tool_set",
    ),
    "agent": ("agent", "task", "spawn_agent", "subagent", "delegate", "task_tool_set"),
    "skill": ("skill", "activate_skill"),
    "todo": (
        *("todowrite", "todoread", "todo", "write_todos", "taskcreate", "taskupdate"),
        *("todo_list", "todo_read", "todo_write", "task_create", "task_list", "task_update", "task_tracker"),
    ),
}
_CLASSES = {name: word for word, names in _NAMES.items() for name in names}


def tool_classes(permissions: Permissions) -> dict[str, str]:
    """What an agent may do, in words that mean the same on every host.

    Args:
        permissions: What it may do on its host.

    Returns:
        The words, each with the host's tools for which it stands; tools that only one host has are left out,
        and so is a shell that can run nothing.
    """
    classes: dict[str, list[str]] = defaultdict(list)
    for tool in permissions.tools:
        classes[_class_of(tool) or ""].append(tool)
    if Risk.EXECUTE not in permissions.risks:
        classes.pop("shell", None)
    return {name: ", ".join(tools) for name, tools in classes.items() if name}


def pool_classes(host: Host) -> frozenset[str]:
    """What agents of a host can be granted, in the same words."""
    return frozenset(name for name in map(_class_of, HOSTS[host].pool) if name)


def servers_of(policy: ToolPolicy) -> frozenset[str]:
    """The MCP servers of which a list grants tools."""
    entries = (entry for entry in policy.entries if entry.effect is not Effect.DENY)
    return frozenset(entry.server for entry in entries if entry.server is not None)


def _class_of(tool: str) -> str | None:
    """Copilot's `search/codebase` is of the class of `search`."""
    return _CLASSES.get(tool.casefold().partition("/")[0])
