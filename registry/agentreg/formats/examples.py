"""Examples: `<example>` blocks, which show and do not demand."""

from __future__ import annotations

from agentreg.model.document import Span
from agentreg.model.prompt import Example

_OPEN, _CLOSE = "<example>", "</example>"


def read_examples(text: str, span: Span) -> tuple[Example, ...]:
    """Find the example blocks in a stretch of a file, the description's included.

    Args:
        text: The whole file.
        span: Where to look.

    Returns:
        The examples with their content; a block that is never closed is none.
    """
    examples: list[Example] = []
    position = span.start
    while (start := text.find(_OPEN, position, span.end)) >= 0:
        end = text.find(_CLOSE, start, span.end)
        if end < 0:
            break
        inner = text[start + len(_OPEN) : end]
        examples.append(Example(inner.strip(), Span(start, end + len(_CLOSE))))
        position = end
    return tuple(examples)
