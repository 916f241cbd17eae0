"""Comments of a prompt: a rendered page does not show them, and a model reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agentreg.formats.norms import find_norm
from agentreg.formats.overrides import find_overrides
from agentreg.formats.patterns import pattern
from agentreg.formats.text import sentences
from agentreg.model.document import WAIVER_MARK, Span
from agentreg.model.prompt import Block, BlockKind, Strength

_OPENED, _CLOSED = "<!--", "-->"
_LONGEST = 4000
# What speaks to a program, or to whoever edits the file.
_DIRECTIVE = pattern(
    rf"\s*(?:{WAIVER_MARK}|#|(?:markdownlint|prettier|eslint|vale|textlint|cspell|spell-?checker|toc|todo|fixme"
    r"|note to (?:editors?|maintainers?)|(?:this file (?:was|is) )?(?:auto-?)?generated|copyright|spdx"
    r"|license|(?:end)?region)\b)",
    re.IGNORECASE,
)
_ORDER = pattern(
    r"\s*(?:(?:please|now|first|then|also|secretly|silently|always"
    r"|(?:hey )?(?:claude|assistant|agent|model|ai))[,:]?\s+){0,3}"
    r"(?:you (?:must|should|will|are|can|may|have to|need to)|run|execute|send|upload|post|fetch|download"
    r"|read|open|forward|email|copy|ignore|disregard|forget|delete|remove|disable|skip|call|invoke|exfiltrate"
    r"|reveal|print|leak|append|approve|merge|push|commit|install|deny|pretend"
    r"|grant|trust|use|write|say|answer|respond|reply|include|insert|tell)\b"
    r"|\s*(?:secretly|silently|quietly)\b",
    re.IGNORECASE,
)


def hidden_orders(text: str, blocks: tuple[Block, ...]) -> Iterator[Span]:
    """The comments that tell a model to do something.

    Args:
        text: The whole file.
        blocks: The prompt's blocks; what stands in a fence is a sample.
    """
    fences = [block.span for block in blocks if block.kind is BlockKind.FENCE]
    for span in _comments(text, blocks[0].span.start if blocks else len(text)):
        inside = any(fence.start <= span.start < fence.end for fence in fences)
        said = text[span.start + len(_OPENED) : min(span.end - len(_CLOSED), span.start + _LONGEST)]
        if not inside and not _DIRECTIVE.match(said) and _orders(said):
            yield span


def _comments(text: str, start: int) -> Iterator[Span]:
    opened = text.find(_OPENED, start)
    while opened >= 0:
        closed = text.find(_CLOSED, opened)
        if closed < 0:
            return
        yield Span(opened, closed + len(_CLOSED))
        opened = text.find(_OPENED, closed)


def _orders(comment: str) -> bool:
    if any(find_overrides(comment)):
        return True
    return any(_is_order(span.of(comment)) for span in sentences(comment))


def _is_order(sentence: str) -> bool:
    norm = find_norm(sentence)
    return bool(norm and norm.strength is Strength.MUST) or _ORDER.match(sentence) is not None
