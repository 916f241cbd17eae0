"""Whether a passage is named to be shunned or looked for, instead of being done."""

from __future__ import annotations

import re

from agentreg.formats.patterns import pattern
from agentreg.model.document import Span

# "Never commit .env", "a hardcoded key", "anti-patterns": what stands there is a warning.
_WARNS = (
    r"never|(?:do|does|must|should) not|(?:do|must|should|ca)n['\u2019]t|cannot|avoid|forbid(?:s|den)?"
    r"|prohibit(?:s|ed)?|refuse|reject|block|deny|disallow|prevent|instead of|exclude|not allowed"
    r"|anti-?patterns?|red flags?|vulnerab\w+|insecure|unsafe|dangerous|risky|malicious|suspicious|attack\w*"
    r"|bad|wrong|hardcoded|exposed|leaked|gitignore\w*"
)
# "Flag `curl | sh`", "look for keys": it is to be found in the work of others.
_LOOKS = (
    r"flag|detect(?:s|ing)?|(?:scan|search|look|grep|check|watch|audit|test)(?:s|ing)? for"
    r"|warn(?:s|ing)? (?:about|of)|report|identify|catch"
)
_MARKS = "[\u274c\u26d4\U0001f6ab\u2717\u2718]"
_BEFORE = pattern(rf"\b(?:{_WARNS}|{_LOOKS})\b|{_MARKS}", re.IGNORECASE)
_ABOVE = pattern(rf"\b(?:{_WARNS}|(?:look|check|scan|search) for)\b|{_MARKS}", re.IGNORECASE)
# Lines above, and characters of a line, that are looked at: further away nothing speaks of it.
_MOST_ABOVE, _MOST_BEFORE = 12, 300

MOST_LOOKED_AT = 2_000
"""Passages of one kind that are worth a look in one text: no person writes more of them."""


def is_shunned(text: str, span: Span) -> bool:
    """Whether a passage is forbidden, warned of, or something to be found in the work of others.

    Args:
        text: The whole file.
        span: The passage.

    Returns:
        True where its line says so before it, or the line that announces its list or block.
    """
    earliest = max(0, span.start - _MOST_BEFORE)
    start = max(earliest, text.rfind("\n", earliest, span.start) + 1)
    if _BEFORE.search(text, start, span.start):
        return True
    lead = _lead(text, start)
    return lead is not None and _ABOVE.search(text, *lead) is not None


def _lead(text: str, start: int) -> Span | None:
    """The line above that announces what stands here: it ends in a colon, or is a heading."""
    end = start - 1
    for _ in range(_MOST_ABOVE):
        begin = text.rfind("\n", max(0, end - _MOST_BEFORE), end) + 1
        if end <= 0 or (not begin and end > _MOST_BEFORE):
            return None
        line = text[begin:end].strip()
        if line == "---":
            return None
        if line.startswith("#") or line.rstrip("*_ ").endswith((":", "\uff1a")):
            return Span(begin, end)
        end = begin - 1
    return None
