"""Lists of tools written as text, cut at their commas."""

from __future__ import annotations

from agentreg.model.document import Span


def split_entries(text: str) -> tuple[Span, ...]:
    """Split a tool list written as text at its commas and line ends, except inside parentheses.

    Args:
        text: The list, e.g. `Read, Bash(git *), Agent(a, b)`.

    Returns:
        Where each entry stands in `text`, blanks and quotes around it left out; empty entries are dropped.
    """
    spans: list[Span] = []
    depth, start = 0, 0
    for position, character in enumerate(text):
        if character == "(":
            depth += 1
        elif character == ")":
            depth = max(0, depth - 1)
        elif character in ",\n" and not depth:
            spans.append(_trimmed(text, start, position))
            start = position + 1
    spans.append(_trimmed(text, start, len(text)))
    return tuple(span for span in spans if span.end > span.start)


def _trimmed(text: str, start: int, end: int) -> Span:
    while end > start and (text[end - 1].isspace() or text[end - 1] in "'\""):
        end -= 1
    while start < end:
        if text[start].isspace() or text[start] in "'\"":
            start += 1
        elif text.startswith("- ", start, end):
            start += 2
        else:
            break
    return Span(start, end)
