"""The output contract: files to be written, templates to be filled, rules for the answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agentreg.formats.blocks import blocks_holding, content_start
from agentreg.formats.references import is_path
from agentreg.formats.text import lowered, normalize, sentences
from agentreg.model.document import Span
from agentreg.model.outward import Output, OutputKind
from agentreg.model.prompt import Block, BlockKind, Section

_TITLE = re.compile(
    r"\b(?:outputs?|deliverables?|report(?:ing)?|response|reply|return|result|template|format"
    r"|final (?:message|answer|report))\b"
    r"|输出|报告|交付|出力",
    re.IGNORECASE,
)
_LEADS_TEMPLATE = re.compile(
    r"\b(?:format|template|structure|schema|output|report|respond|return|reply)\b", re.IGNORECASE
)
_ANSWER = re.compile(
    r"\b(?:your (?:final |last )?(?:message|answer|response|output|reply|report|plan)\b|final message"
    r"|(?:return|output|respond|reply) (?:only|with|exactly|once)\b"
    r"|(?:must|always|only) (?:return|output|respond|reply)\b)",
    re.IGNORECASE,
)
_WRITES = re.compile(
    r"\b(?:save|write|create|update|output|store|generate|produce|append|record|document|log)s?\b",
    re.IGNORECASE,
)
_HINTS = ("your ", "final message", "return", "output", "respond", "reply", "`")
_QUOTED = re.compile(r"`([^`\n]{1,200})`")


def read_outputs(text: str, blocks: tuple[Block, ...], sections: tuple[Section, ...]) -> tuple[Output, ...]:
    """Find what the agent promises to return or to write.

    Args:
        text: The whole file.
        blocks: The prompt's blocks, each with its section.
        sections: Its sections.

    Returns:
        The promises in document order.
    """
    outputs: list[Output] = []
    promising = frozenset(blocks_holding(_HINTS, lowered(text), blocks))
    contracts = {index for index, section in enumerate(sections) if _TITLE.search(section.title)}
    previous: Block | None = None
    for position, block in enumerate(blocks):
        titled = block.section in contracts
        if block.kind is BlockKind.FENCE:
            if titled or (previous is not None and _leads_template(previous)):
                outputs.append(Output(OutputKind.TEMPLATE, block.text, block.span))
        elif block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and (titled or position in promising):
            outputs += _in_prose(text, block, titled=titled)
        previous = block
    return tuple(sorted(outputs, key=lambda output: output.span))


def _leads_template(block: Block) -> bool:
    last = block.text.rpartition(". ")[2]
    return block.text.endswith((":", "\uff1a")) and _LEADS_TEMPLATE.search(last) is not None


def _in_prose(text: str, block: Block, *, titled: bool) -> Iterator[Output]:
    start = content_start(text, block)
    for sentence in sentences(text[start : block.span.end]):
        span = Span(start + sentence.start, start + sentence.end)
        written = span.of(text)
        if titled or _ANSWER.search(written):
            yield Output(OutputKind.RULE, normalize(written), span)
        yield from _paths(written, span.start)


def _paths(sentence: str, start: int) -> Iterator[Output]:
    """The files that a sentence tells to write: those named after its verb."""
    verb = _WRITES.search(sentence)
    if verb is None:
        return
    for quoted in _QUOTED.finditer(sentence, verb.end()):
        if is_path(quoted.group(1)):
            yield Output(
                OutputKind.PATH, quoted.group(1), Span(start + quoted.start(1), start + quoted.end(1))
            )
