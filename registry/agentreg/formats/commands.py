"""Patterns of shell commands, as tool lists and rules have them: what one lets through."""

from __future__ import annotations

from agentreg.formats.patterns import pattern

# What runs whatever it is given; of some of them the command behind them counts as well.
_RUNNING_ANOTHER = frozenset(("doas", "env", "eval", "exec", "nohup", "su", "sudo", "timeout", "xargs"))
_RUNNING = frozenset(
    (
        *("sh", "bash", "zsh", "dash", "ksh", "fish", "cmd", "pwsh", "powershell", "source"),
        *("iex", "invoke-expression", "npx", "pnpx", "bunx", "uvx", "pipx"),
        *("python", "node", "deno", "bun", "perl", "ruby", "php", "lua", "awk", "osascript"),
    )
)
_REACHING = frozenset(
    (
        *("curl", "wget", "iwr", "irm", "invoke-webrequest", "invoke-restmethod"),
        *("ssh", "scp", "sftp", "ftp", "rsync", "nc", "ncat", "netcat", "socat", "telnet"),
    )
)
_DELETING = frozenset(("rm", "rmdir", "del", "erase", "remove-item", "shred", "unlink", "truncate", "dd"))
_GRAVE = _RUNNING_ANOTHER | _RUNNING | _REACHING | _DELETING

# A pattern with several commands in it, or one inside another.
_JOINED = pattern(r"[;&|`\n]|[$<>]\(")


def is_wide_command(text: str) -> bool:
    """Whether a pattern lets a command through that does whatever it is given, and leaves open what that is.

    Args:
        text: The pattern, `curl *`, `python -c *`, `git log *`.

    Returns:
        True for a whole interpreter, and for whatever reaches any address or deletes anything; also for a
        pattern that leaves the command itself open. False where something is named that the command is for
        (`python tool.py *`), and for every other command.
    """
    return any(_is_wide(part.split()) for part in _JOINED.split(text))


def _is_wide(words: list[str]) -> bool:
    words = [word.strip("'\"") for word in words]
    if not words:
        return False
    inner = range(1, len(words)) if _name(words[0]) in _RUNNING_ANOTHER else ()
    return any(_takes_anything(words, start) for start in (0, *inner))


def _takes_anything(words: list[str], start: int) -> bool:
    """Whether the words from one on are such a command, of which nothing says what it is for."""
    if not _may_be_grave(words[start]):
        return False
    for place in range(start + 1, len(words)):
        word = words[place]
        if word == "*":
            break
        if not word.startswith("-") and any(map(str.isalnum, word)):
            return False
    return True


def _may_be_grave(word: str) -> bool:
    path, star, _rest = word.partition("*")
    if not star:
        return _name(word) in _GRAVE
    folder, _slash, start = path.lower().rpartition("/")
    # `./scripts/*` is any script of a folder of the project; one of the system has every command.
    is_own = any(map(str.isalnum, folder)) and not folder.startswith("/")
    return not is_own and any(name.startswith(start) for name in _GRAVE)


def _name(word: str) -> str:
    """What a command is called: `/usr/bin/python3.12` is `python`."""
    name = word.lower().rpartition("/")[2].removesuffix(".exe")
    return name.rstrip("0123456789.") or name
