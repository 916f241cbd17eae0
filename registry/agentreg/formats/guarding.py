"""Which hooks can still refuse what an agent is about to do.

Claude Code, VS Code and Copilot (their pages on hooks): a hook refuses by ending with an error (Claude Code:
with 2), or by a decision that it prints; one that runs beside the agent cannot.
"""

from __future__ import annotations

import re

from agentreg.formats.patterns import pattern

_COMMANDS = ("command", "bash", "powershell", "windows", "linux", "osx")
_OTHERS = ("prompt", "url", "server", "tool")
# What says when and how long it runs, but not what.
_CIRCUMSTANCES = frozenset(
    ("type", "matcher", "hooks", "if", "once", "timeout", "timeoutSec", "async", "statusMessage", "comment")
)
_COMMENT = pattern(r"(?:^|(?<=\s))#[^\n]*")
_SHELL = pattern(r"\s*(?:\S*/)?(?:ba|z|da|k)?sh\s+(?:-\w+\s+)*-\w*c\s+(['\"]?)(.*)\1\s*\Z", re.DOTALL)
# A decision, or an end that is not good: `exit 2`, `exit $status`.
_REFUSES = pattern(
    r"\b(?:exit|return)\s+[\"']?(?:0*[1-9]|\$)|\bfalse\b|block|deny|\bask\b|continue", re.IGNORECASE
)
_IDLE = pattern(
    r"[({\s]*(?:(?:\S*/)?(?:true|echo|printf|cat|sleep)(?![\w./-])[^|]*|:(?=\s|\Z).*"
    r"|(?:exit|return)(?:\s+(?:/b\s+)?[\"']?0[\"']?)?|rem\b.*|)[)}\s]*",
    re.IGNORECASE | re.DOTALL,
)
_PART = pattern(r"(\|\||&&|;|\n|&(?![>\d]))")


def can_refuse(handler: object) -> bool:
    """Whether what runs on an event can refuse what is about to be done.

    Args:
        handler: The handler as plain data: a mapping, or the command itself.

    Returns:
        False where nothing is run, where what is run always ends well and decides nothing (`true`, `exit 0`,
        `./check.sh || true`), and where it runs beside the agent. True wherever that is not sure.
    """
    if not isinstance(handler, dict):
        return _may_fail(str(handler or ""))
    if str(handler.get("async", "")).lower() == "true":
        return False
    if any(handler.get(key) for key in _OTHERS):
        return True
    commands = [f"{handler[key]} {_arguments(handler)}" for key in _COMMANDS if key in handler]
    return any(map(_may_fail, commands)) or not (commands or handler.keys() <= _KNOWN)


_KNOWN = _CIRCUMSTANCES | set(_OTHERS)


def _arguments(handler: dict[str, object]) -> str:
    stated = handler.get("args")
    return " ".join(map(str, stated)) if isinstance(stated, list) else ""


def _may_fail(command: str) -> bool:
    """Whether a command may end badly, or say that it refuses."""
    inner = _SHELL.match(command)
    text = _COMMENT.sub("", inner[2] if inner else command).strip()
    if _REFUSES.search(text):
        return True
    parts = _PART.split(text)
    while len(parts) > 1 and not parts[-1].strip() and parts[-2] != "&":
        del parts[-2:]
    # Behind `&&` stands what is reached only when all before ended well.
    while len(parts) > 1 and parts[-2] == "&&" and _IDLE.fullmatch(parts[-1]):
        del parts[-2:]
    return not _IDLE.fullmatch(parts[-1])
