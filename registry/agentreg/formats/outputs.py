"""The output contract: files to be written, templates to be filled, rules for the answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from agentreg.formats.blocks import blocks_holding, content_start
from agentreg.formats.paths import bare_outward_paths
from agentreg.formats.patterns import pattern
from agentreg.formats.references import read_references
from agentreg.formats.text import lowered, normalize, sentences
from agentreg.model.document import Span
from agentreg.model.outward import Output, OutputKind, ReferenceKind
from agentreg.model.prompt import Block, BlockKind, Section

_TITLE = pattern(
    r"\b(?:outputs?|deliverables?|reports?|response|reply|return|result|template|format"
    r"|final (?:message|answer|report))\b"
    r"|^reporting$|输出|报告|交付|出力",
    re.IGNORECASE,
)
# Titles with the same words that are about the work.
_OTHER_TITLE = pattern(
    r"\b(?:inputs?|incident|handling|routing|approach|prevention|analytics|insights|time|progress)\b|处理|分析",
    re.IGNORECASE,
)
_LEADS_TEMPLATE = pattern(
    r"\b(?:format|template|structure|schema|output|report|respond|return|reply)\b", re.IGNORECASE
)
# Programs stand in sections about output as well.
_PROGRAM = pattern(
    r"[ \t]*[`~]{3,}[ \t]*(?:py(?:thon)?|jsx?|tsx?|javascript|typescript|(?:ba|z|fi)?sh|shell|powershell"
    r"|console|go|rust|java|kotlin|swift|c|cpp|csharp|cs|ruby|php|sql|s?css|vue|hcl|terraform|dockerfile)\b",
    re.IGNORECASE,
)
_ANSWER = pattern(
    r"\b(?:your (?:final |last )?(?:message|answer|response|output|reply|report|plan)\b|final message"
    r"|(?:return|output|respond|reply) (?:only|with|exactly|once)\b"
    r"|(?:must|always|only) (?:return|output|respond|reply)\b)",
    re.IGNORECASE,
)
_WRITES = pattern(
    r"\b(?:(?:save|write|create|update|store|generate|produce|append)s?|output|record|document|log)\b"
    r"(?! (?:access|permissions?|files?)\b)"
    r"|保存|写入|输出到|记录到",
    re.IGNORECASE,
)
# What stands behind these is read, or only where to look, even in a sentence that tells to write.
_READS = pattern(
    r"\b(?:from|per|see|scan|read|parse|using|based on|according to|follow(?:s|ing)?|adher(?:es|ing) to"
    r"|(?:defined|described|specified) in|if|when|like|e\.g)\b",
    re.IGNORECASE,
)
_REFUSES = pattern(
    r"\b(?:never|not|avoid|without|cannot|suggest|propose)\b|n['\u2019]t\b|不要|禁止", re.IGNORECASE
)
_HINTS = ("your ", "final message", "return", "output", "respond", "reply", "`", "/", ".md")
_PROSE = frozenset((BlockKind.PARAGRAPH, BlockKind.ITEM))


def read_outputs(
    text: str,
    blocks: tuple[Block, ...],
    sections: tuple[Section, ...],
    among: Iterable[int] | None = None,
) -> tuple[Output, ...]:
    """Find what the agent promises to return or to write.

    Args:
        text: The whole file.
        blocks: The prompt's blocks, each with its section.
        sections: Its sections.
        among: The positions of the blocks to look at; all by default.

    Returns:
        The promises in document order.
    """
    outputs: list[Output] = []
    promising = frozenset(blocks_holding(_HINTS, lowered(text), blocks))
    contracts = {index for index, section in enumerate(sections) if _is_contract(section.title)}
    for position in range(len(blocks)) if among is None else among:
        block = blocks[position]
        titled = block.section in contracts
        if block.kind is BlockKind.FENCE:
            led = titled or (position and _leads_template(blocks[position - 1]))
            if led and _PROGRAM.match(text, *block.span) is None:
                outputs.append(Output(OutputKind.TEMPLATE, block.text, block.span))
        elif block.kind in _PROSE and (titled or position in promising):
            outputs += _in_prose(text, block, titled=titled)
    return tuple(sorted(outputs, key=lambda output: output.span))


def output_paths(text: str, block: Block) -> Iterator[Span]:
    """Where a block names files to be written.

    Args:
        text: The whole file.
        block: One of its blocks.

    Yields:
        The place of each name, in order.
    """
    if block.kind not in _PROSE:
        return
    start = content_start(text, block)
    for sentence in sentences(text[start : block.span.end]):
        for output in _paths(text, Span(start + sentence.start, start + sentence.end)):
            yield output.span


def _is_contract(title: str) -> bool:
    return _TITLE.search(title) is not None and _OTHER_TITLE.search(title) is None


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
        yield from _paths(text, span)


def _paths(text: str, sentence: Span) -> Iterator[Output]:
    """The files that a sentence tells to write: those named after its verb."""
    verb = _WRITES.search(text, *sentence)
    if verb is None or _REFUSES.search(text, sentence.start, verb.start()):
        return
    stop = _READS.search(text, verb.end(), sentence.end)
    told = Span(verb.end(), stop.start() if stop else sentence.end)
    found = [one for one in read_references(text, told) if one.kind is ReferenceKind.PATH]
    yield from (Output(OutputKind.PATH, one.target, one.span) for one in found)
    for span in bare_outward_paths(text, told):
        if not any(one.span.start < span.end and span.start < one.span.end for one in found):
            yield Output(OutputKind.PATH, span.of(text), span)
