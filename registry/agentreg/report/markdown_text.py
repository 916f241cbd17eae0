"""Untrusted text in Markdown: inline code and fences, each with more backticks than any run inside."""

from __future__ import annotations

import re

from agentreg.report.visible import visible_line

# GitHub refuses a comment of more than 65,536 characters.
MOST_CHARACTERS = 60_000

_TICKS = re.compile(r"`+")


def code(text: str) -> str:
    """Untrusted text as inline code."""
    line = visible_line(text)
    ticks = "`" * (_longest_run(line) + 1)
    pad = " " if line.startswith("`") or line.endswith("`") or not line.strip() else ""
    return f"{ticks}{pad}{line}{pad}{ticks}"


def fenced(text: str) -> str:
    """Untrusted lines as a fence."""
    ticks = "`" * max(3, _longest_run(text) + 1)
    return f"{ticks}text\n{text}\n{ticks}"


def _longest_run(text: str) -> int:
    return max((len(run) for run in _TICKS.findall(text)), default=0)
