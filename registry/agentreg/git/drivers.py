"""What Git is told so that it uses our drivers: configuration, and the attributes of agents' paths."""

from __future__ import annotations

from collections.abc import Sequence

ATTRIBUTES = "diff=agentreg merge=agentreg"

PATTERNS = (
    "**/.claude/agents/**/*.md",
    "**/.codex/agents/*.toml",
    "**/.cursor/agents/*.md",
    "**/.gemini/agents/*.md",
    "**/.github/agents/*.md",
    "**/.kiro/agents/**/*.md",
    "**/.mux/agents/*.md",
    "**/.opencode/agent/**/*.md",
    "**/.opencode/agents/**/*.md",
    "**/.opencode/mode/**/*.md",
    "**/.opencode/modes/**/*.md",
    "**/.openhands/agents/*.md",
    "**/.qwen/agents/*.md",
    "**/opencode/agent/**/*.md",
    "**/opencode/agents/**/*.md",
    "**/opencode/mode/**/*.md",
    "**/opencode/modes/**/*.md",
    "**/plugins/*/agents/**/*.md",
    "*.agent.md",
    "*.chatmode.md",
)
"""Where hosts look for agents (the `reads` of their profiles); a test compares."""

# The parent of the shell that runs such a line is Git, which may run it for many files.
_CALLER = "for $PPID"


def attribute_lines(patterns: Sequence[str]) -> tuple[str, ...]:
    """The lines of an attributes file that give patterns to the drivers."""
    return tuple(f"{_quoted_pattern(one)} {ATTRIBUTES}" for one in patterns)


def patterns_of(lines: Sequence[str]) -> tuple[str, ...]:
    """The patterns of such lines, without those that every installation has."""
    suffix = f" {ATTRIBUTES}"
    known = set(attribute_lines(PATTERNS))
    own = (line.removesuffix(suffix) for line in lines if line.endswith(suffix) and line not in known)
    return tuple(_unquoted(one) for one in own)


def config_lines(program: Sequence[str], version: str) -> tuple[str, ...]:
    """The lines of Git's configuration that define the drivers.

    Args:
        program: What starts the drivers, word by word.
        version: Our version, for `status`.
    """
    driver = " ".join(map(_shell_word, program))
    name = f"agent definitions by meaning (agentreg {version})"
    return (
        '[merge "agentreg"]',
        _setting("name", name),
        _setting("driver", _merge_command(driver)),
        '[diff "agentreg"]',
        _setting("command", _diff_command(driver)),
        _setting("textconv", _text_command(driver)),
        '[mergetool "agentreg"]',
        _setting("cmd", f'{driver} mergetool "$BASE" "$LOCAL" "$REMOTE" "$MERGED"'),
        _setting("trustExitCode", "true"),
    )


def _merge_command(driver: str) -> str:
    # Git quotes %P, %S, %X and %Y itself, so that quotes of ours would open them again. Without a program
    # (or killed, or not to be loaded, which is 1) a driver would leave ours alone, theirs unseen: so all but
    # clean and conflicts, 0 and 3, is Git's own merge.
    return (
        f"{driver} {_CALLER} merge %O %A %B %L %P %S %X %Y; case $? in 0) exit 0;; 3) exit 1;; esac; "
        "git merge-file --marker-size=%L -L ours -L base -L theirs %A %O %B"
    )


def _diff_command(driver: str) -> str:
    # A driver that fails ends `git diff` for all files; so it never fails. Git does not tell it about colour.
    color = "$(git config --get-colorbool color.diff $(test -t 1 && echo true || echo false))"
    plain = 'git --no-pager diff --no-index --no-ext-diff --no-textconv -- "$2" "$5"'
    return f'f() {{ {driver} {_CALLER} diff {color} "$@" || {{ echo "$1"; {plain}; }}; return 0; }}; f'


def _text_command(driver: str) -> str:
    return f'f() {{ {driver} {_CALLER} text "$1" || cat -- "$1"; }}; f'


def _shell_word(text: str) -> str:
    """A word that the shell takes as it is, in single quotes unless it needs none."""
    if text and all(char.isalnum() or char in "-_./" for char in text) and text.isascii():
        return text
    return "'" + text.replace("'", "'\\''") + "'"


def _setting(key: str, value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'\t{key} = "{escaped}"'


def _quoted_pattern(pattern: str) -> str:
    if not any(char in ' \t"\\' for char in pattern) and pattern[:1] not in ("#", "!"):
        return pattern
    return '"' + pattern.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _unquoted(pattern: str) -> str:
    if not pattern.startswith('"'):
        return pattern
    return pattern[1:-1].replace('\\"', '"').replace("\\\\", "\\")
