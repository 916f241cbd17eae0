"""Constraints: normative sentences, wherever they stand, with their strength and polarity."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from agentreg.formats.blocks import Outline, blocks_holding, cells, content_start
from agentreg.formats.norm_table import MUST, MUST_NOT, NORM_HINTS, NOT_HINT, Norm
from agentreg.formats.norms import core_of, find_norm
from agentreg.formats.patterns import pattern
from agentreg.formats.text import lowered, normalize, sentences, unstruck
from agentreg.model.document import Span
from agentreg.model.prompt import Block, BlockKind, Constraint, Polarity, Section, Strength
from agentreg.records import NamedTuple

_TITLES: tuple[tuple[re.Pattern[str], Norm], ...] = (
    (
        pattern(
            r"(?:(?:what )?(?:you )?(?:must |should )?(?:never|not to|do not|[dw]on['\u2019]t|avoid)\b"
            r"|anti-?patterns|out of scope|forbidden|prohibited)",
            re.IGNORECASE,
        ),
        MUST_NOT,
    ),
    (
        pattern(
            r"(?:(?:you )?do(?:['\u2019]?s)?"
            r"|(?:\w+ ){0,2}(?:rules|constraints|guardrails|boundaries|restrictions|must|always))"
            r"(?: to follow| \([^)]*\))?$",
            re.IGNORECASE,
        ),
        MUST,
    ),
)
_OVER = (
    r"deprecated|obsolete|superseded|suspended|disabled|outdated|retired|revoked|repealed|withdrawn|archived"
)
_NO_MORE = (
    rf"not to follow|to ignore|ignored?(?: (?:this|these|them|all|it))?|{_OVER}|inactive|historical"
    r"|no longer (?:valid|binding|in (?:force|use|effect)|used|appl(?:y|ies|icable)|holds?|active|enforced)"
    r"|(?:not|do(?:es)? not|don['\u2019]t) (?:in (?:force|use|effect)|active|enforced|apply|hold)"
)
# `Rules (deprecated)`, `Rules: no longer in force`, `Old rules`: what stands below binds nobody.
_VOID = pattern(
    rf"\((?:[^()]*[ ,;])?(?:{_NO_MORE})(?:[,;][^()]*)?\)$|(?:[,;:]|\s[\u2013\u2014-])\s+(?:{_NO_MORE})\W*$"
    rf"|^(?:old|former|previous|abandoned|{_OVER})\s+(?:\w+\s+)?(?:rules|constraints|guardrails|boundaries|restrictions)\b",
    re.IGNORECASE,
)
_ENDS_IN_NORM = pattern(r"\b(?:must|shall|always|should)\W{0,4}$", re.IGNORECASE)
_BAN = pattern(r"\W*(?:no|none|nothing)\b", re.IGNORECASE)
_LEAVE = pattern(
    r"\W*(?:feel free to|(?:you|it|agents?|the agent) "
    r"(?:can|could|may|might|need not|do(?:es)?(?: not|n['\u2019]t) (?:need|have) to))\b",
    re.IGNORECASE,
)
BINDING = frozenset((BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING, BlockKind.TABLE))
"""The blocks whose sentences may bind a model."""


def read_constraints(
    text: str, outline: Outline, sections: tuple[Section, ...], quoted: tuple[Span, ...]
) -> tuple[Constraint, ...]:
    """Find the constraints of a prompt.

    Args:
        text: The whole file.
        outline: Its blocks, each with its section.
        sections: Its sections.
        quoted: Where examples stand: what they say binds nobody.

    Returns:
        The constraints in document order. A list's items inherit from a sentence such as `You NEVER:`
        before it, and from a section's title such as `Rules`.
    """
    found: list[Constraint] = []
    lead: _Lead | None = None
    normative = _normative(text, outline.blocks)
    titled = {index: norm for index, section in enumerate(sections) if (norm := stated_by(section.title))}
    for position, block in enumerate(outline.blocks):
        if block.kind not in BINDING or _is_quoted(quoted, block.span.start):
            continue
        if lead is not None and not lead.governs(block, outline, position):
            lead = None
        inherited = lead.norm if lead else None
        if inherited is None and block.kind is BlockKind.ITEM:
            inherited = titled.get(block.section)
        if inherited is None and position not in normative:
            continue
        own = list(_in_block(text, block, inherited))
        found += own
        if own and own[-1].span.end == block.span.end and _leads(own[-1], block):
            lead = _Lead(Norm(own[-1].strength, own[-1].polarity), block)
    return tuple(found)


def _normative(text: str, blocks: tuple[Block, ...]) -> frozenset[int]:
    """The positions of the blocks that may bind by a word of their own."""
    if not blocks:
        return frozenset()
    starts = [block.span.start for block in blocks]
    lower = lowered(text)
    found = NOT_HINT.finditer(lower, starts[0], blocks[-1].span.end)
    negated = (bisect_right(starts, match.start()) - 1 for match in found)
    return frozenset((*blocks_holding(NORM_HINTS, lower, blocks), *negated))


def _is_quoted(quoted: tuple[Span, ...], offset: int) -> bool:
    place = bisect_right(quoted, offset, key=lambda span: span.start) - 1
    return place >= 0 and offset < quoted[place].end


class _Lead(NamedTuple):
    """A sentence that ends in a colon and binds the list after it."""

    norm: Norm
    block: Block

    def governs(self, block: Block, outline: Outline, position: int) -> bool:
        if block.kind is not BlockKind.ITEM or block.section != self.block.section:
            return False
        if self.block.kind is BlockKind.ITEM:
            return block.depth > self.block.depth
        before = outline.blocks[position - 1]
        return before.kind is BlockKind.ITEM or before is self.block


def _leads(constraint: Constraint, block: Block) -> bool:
    """Whether a sentence binds the list after it: `You NEVER:` does, `You must list, say:` does not."""
    if block.kind is BlockKind.HEADING or not constraint.text.endswith((":", "\uff1a")):
        return False
    return constraint.polarity is not Polarity.DO or _ENDS_IN_NORM.search(constraint.text) is not None


def stated_by(title: str) -> Norm | None:
    """What a section's title says of the items in it."""
    if is_void(title):
        return None
    return next((norm for pattern, norm in _TITLES if pattern.match(title)), None)


def is_leave(said: str) -> bool:
    """Whether a sentence that is a constraint only lets the model do something: `You may`, `No need to`."""
    norm = find_norm(said)
    return (
        norm.strength is Strength.MAY and norm.polarity is Polarity.DO if norm else bool(_LEAVE.match(said))
    )


def is_void(title: str) -> bool:
    """Whether a title takes all force from what stands below it, or is struck through."""
    return _VOID.search(title) is not None or not unstruck(title).strip()


def _in_block(text: str, block: Block, inherited: Norm | None) -> Iterator[Constraint]:
    # What is struck through binds nobody, though it can still be read.
    start, binding = block.span.start, unstruck(block.span.of(text))
    for span in _pieces(text, block):
        written = binding[span.start - start : span.end - start]
        # "You must **not** push" forbids, whatever stands around the word.
        said = block.text if block.kind is BlockKind.HEADING else normalize(written)
        norm = find_norm(said) or _inherited(inherited, said)
        if norm is not None and any(character.isalnum() for character in said):
            core = core_of(said)
            # A cell that says nothing but "Always" is a value.
            if core or block.kind is not BlockKind.TABLE:
                yield Constraint(said, core, norm.strength, norm.polarity, span, block.section)


def _inherited(norm: Norm | None, written: str) -> Norm | None:
    """What a sentence inherits: `No comments` under `Rules` forbids, and `You can ask` permits."""
    if norm is not None and norm.polarity is Polarity.DO and _LEAVE.match(written):
        return Norm(Strength.MAY, Polarity.DO)
    if norm is not None and norm.polarity is Polarity.DO and _BAN.match(written):
        return Norm(norm.strength, Polarity.DO_NOT)
    return norm


def _pieces(text: str, block: Block) -> Iterator[Span]:
    """The sentences of a block; of a table, its cells."""
    if block.kind is BlockKind.HEADING:
        yield block.span
        return
    if block.kind is BlockKind.TABLE:
        yield from cells(text, block.span)
        return
    start = content_start(text, block)
    for sentence in sentences(text[start : block.span.end]):
        yield Span(start + sentence.start, start + sentence.end)
