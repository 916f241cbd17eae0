"""Orders in what a rendered page does not show of a prompt: a model reads them, and follows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agentreg.formats.norms import find_norm
from agentreg.formats.overrides import find_overrides
from agentreg.formats.patterns import pattern
from agentreg.formats.text import sentences
from agentreg.formats.unrendered import Unrendered, find_unrendered
from agentreg.model.document import WAIVER_MARK, Span
from agentreg.model.prompt import Block, BlockKind, Strength

# An item, a comment of a script, or a line that prose would not begin so in the middle of a sentence.
_LINE = pattern(r"^[ \t]*+(?:(?:[-*+/]++|\d{1,9}[.)])[ \t]*+|(?=[A-Z]))", re.MULTILINE)
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


def hidden_orders(text: str, body: Span, blocks: tuple[Block, ...]) -> Iterator[Unrendered]:
    """What a rendered page does not show, and tells a model to do something.

    Args:
        text: The whole file.
        body: Where its prompt stands.
        blocks: The prompt's blocks; what stands in a fence is a sample.
    """
    fences = [block.span for block in blocks if block.kind is BlockKind.FENCE]
    for hidden in find_unrendered(text, body):
        inside = any(fence.start <= hidden.span.start < fence.end for fence in fences)
        if not inside and any(map(_speaks, hidden.said)):
            yield hidden


def _speaks(said: str) -> bool:
    return not _DIRECTIVE.match(said) and _orders(said)


def _orders(said: str) -> bool:
    if any(find_overrides(said)):
        return True
    if any(_is_order(span.of(said)) for span in sentences(said)):
        return True
    return any(_ORDER.match(said, line.end()) for line in _LINE.finditer(said))


def _is_order(sentence: str) -> bool:
    norm = find_norm(sentence)
    return bool(norm and norm.strength is Strength.MUST) or _ORDER.match(sentence) is not None
