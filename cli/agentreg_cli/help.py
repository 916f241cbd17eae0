"""The text of `agentreg --help`, written without loading a parser: start-up time is a budget."""

from __future__ import annotations

from agentreg_cli.main import COMMANDS

GROUPS = (
    ("Registry", ("init", "add", "remove", "sources", "index")),
    ("Ask", ("list", "show", "log", "versions", "search", "stats")),
    ("Compare", ("diff", "review", "changelog", "approve", "lint", "explain", "checks")),
    (
        "Merge and sync",
        ("merge", "git", "track", "adopt", "variant", "status", "outdated", "why", "sync", "propose"),
    ),
    ("Programs", ("schema", "completion")),
)
"""The commands as the help groups them; every command is in exactly one group."""

GLOBAL_OPTIONS = (
    ("-C DIR", "Run as if started in DIR"),
    ("-q, --quiet", "Say less on standard error"),
    ("-v, --verbose", "Say more; may be repeated"),
    ("--color WHEN", "auto, always or never (NO_COLOR and FORCE_COLOR are heard)"),
    ("--no-progress", "Show no progress"),
    ("--offline", "Do not reach the network"),
    ("--version", "Show the version and exit"),
    ("-h, --help", "Show this help and exit"),
)
"""The options that every command takes, before or after its name."""

REFERENCES = (
    ("PATH", "a file, or - for standard input"),
    ("REV:PATH", "a file at a Git revision"),
    ("SOURCE/AGENT", "the newest indexed revision; AGENT alone when it is the only one"),
    ("AGENT@1.4.0", "a version; also @^1.2, @latest, @~3, @{2026-05-01}, @TAG, @BRANCH, @SHA"),
)
"""How a definition is named, the same in every command."""

_INDENT = 18
_WIDTH = 79 - _INDENT


def root_help() -> str:
    """The whole help of the program, ending in a line feed."""
    groups = [_block(title, [(name, COMMANDS[name]) for name in names]) for title, names in GROUPS]
    return "\n".join(
        [
            "Usage: agentreg [OPTIONS] COMMAND [ARGS]...\n",
            "Version control that understands AI agent definitions.\n",
            *groups,
            _block("Options (before or after the command)", GLOBAL_OPTIONS),
            _block("How to name a definition", REFERENCES),
            "`agentreg COMMAND --help` tells more about one command.\n",
        ]
    )


def _block(title: str, rows: tuple[tuple[str, str], ...] | list[tuple[str, str]]) -> str:
    return "".join([f"{title}:\n", *(f"  {left:<15} {_folded(right)}\n" for left, right in rows)])


def _folded(text: str) -> str:
    """A text on lines that fit a terminal of 80 columns; `textwrap` would take longer to load."""
    lines = [""]
    for word in text.split(" "):
        if len(lines[-1]) + 1 + len(word) > _WIDTH:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".lstrip()
    return f"\n{' ' * _INDENT}".join(lines)
