"""Constraints: normative English sentences, wherever they stand, with their strength and polarity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from agentreg.formats.blocks import Outline, blocks_holding, content_start
from agentreg.formats.text import lowered, normalize, sentences
from agentreg.model.document import Span
from agentreg.model.prompt import Block, BlockKind, Constraint, Polarity, Section, Strength


class _Norm(NamedTuple):
    strength: Strength
    polarity: Polarity


_MUST_NOT = _Norm(Strength.MUST, Polarity.DO_NOT)
_ONLY = _Norm(Strength.MUST, Polarity.ONLY)
_MUST = _Norm(Strength.MUST, Polarity.DO)
_SHOULD_NOT = _Norm(Strength.SHOULD, Polarity.DO_NOT)
_SHOULD = _Norm(Strength.SHOULD, Polarity.DO)
_MAY = _Norm(Strength.MAY, Polarity.DO)

# "You do not need to" frees, and "do not just" demands more.
_NO_BAN = r"\b(?! (?:just|only|need to|have to)\b)"
# In the order in which they are tried at one place: "must not" before "must", "may only" before "may".
# "can" and "will" are left out: they describe far more often than they permit or demand.
_WORDS: tuple[tuple[str, _Norm], ...] = (
    (r"(?:should|ought) (?:not|never)|shouldn['\u2019]t", _SHOULD_NOT),
    (rf"(?:must|shall|can|do|does|is|are) (?:not|never){_NO_BAN}(?: allowed to| permitted to)?", _MUST_NOT),
    (r"(?:you|it|agents?) may not", _MUST_NOT),
    (rf"(?:must|do|does|can)n['\u2019]t{_NO_BAN}|cannot|never", _MUST_NOT),
    (r"under no circumstances|(?:is|are) (?:strictly )?(?:forbidden|prohibited)|refuse to", _MUST_NOT),
    (r"forbidden|prohibited|not allowed|not permitted", _MUST_NOT),
    (r"(?:(?:you|it|agents?) )?(?:must|may|should|shall|can|will) only|you only", _ONLY),
    (r"(?<!to )avoid(?:ing)?", _SHOULD_NOT),
    (r"must|shall|always|(?:is|are) (?:required|mandatory)(?: to)?", _MUST),
    (r"should|prefer|(?:is|are) (?:strongly )?recommended|ideally", _SHOULD),
    (r"(?:you|it|agents?) may(?! (?:need|want|be|have)\b)|optionally", _MAY),
)
_NORMS = {f"n{place}": norm for place, (_pattern, norm) in enumerate(_WORDS)}
_WORD = re.compile(
    r"\b(?:" + "|".join(f"(?P<n{place}>{pattern})" for place, (pattern, _norm) in enumerate(_WORDS)) + r")\b"
)
# Each norm holds one of these words; where there is none, a block need not be cut into sentences.
_HINTS = (
    *("must", "never", "not", "n't", "n\u2019t", "only", "always", "shall", "avoid", "should", "prefer"),
    *("recommended", "ideally", "may", "optionally", "forbidden", "prohibited", "mandatory", "required"),
    *("circumstances", "refuse", "will"),
)
_ONLY_WORD = re.compile(r"\bONLY\b|^[^\w]*Only (?!if the\b)")
# In small letters these describe; in capitals they are meant as in RFC 2119.
_CAPITALS = re.compile(r"\b(?:MAY|(WILL))\b")
# "is not", "are not" state facts far more often than they forbid.
_FACTS = re.compile(r"(?:is|are|does) (?:not|never)", re.IGNORECASE)
_DESCRIBED = re.compile(
    r"\b(?:(?:if|when|whether|that|where|why|what|because|since)(?: (?:you|it))?"
    r"|which|who|they|users?|i|we)\s*$",
    re.IGNORECASE,
)
_EMPHASIS = re.compile(
    r"^(?:critical|important|mandatory|note|warning|remember|most important|rule)\s*[:\uff1a!-]\s*",
    re.IGNORECASE,
)
_TITLES: tuple[tuple[re.Pattern[str], _Norm], ...] = (
    (
        re.compile(
            r"(?:(?:what )?(?:you )?(?:must |should )?(?:never|not to|do not|don['\u2019]t|avoid)\b"
            r"|anti-?patterns|out of scope|forbidden|prohibited)",
            re.IGNORECASE,
        ),
        _MUST_NOT,
    ),
    (
        re.compile(
            r"(?:\w+ ){0,2}(?:rules|constraints|guardrails|boundaries|restrictions|must|always)"
            r"(?: to follow| \([^)]*\))?$",
            re.IGNORECASE,
        ),
        _MUST,
    ),
)
_ENDS_IN_NORM = re.compile(r"\b(?:must|shall|always|should)\W{0,4}$", re.IGNORECASE)
_CODE = re.compile(r"`[^`]*`")
_PROSE = frozenset((BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING, BlockKind.TABLE))
_BLANKS = re.compile(r"[^\S\n]+|\s+")


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
    normative = frozenset(blocks_holding(_HINTS, lowered(text), outline.blocks))
    for position, block in enumerate(outline.blocks):
        if block.kind not in _PROSE or any(span.start <= block.span.start < span.end for span in quoted):
            continue
        if lead is not None and not lead.governs(block, outline, position):
            lead = None
        inherited = lead.norm if lead else _titled(block, sections)
        if inherited is None and position not in normative:
            continue
        own = list(_in_block(text, block, inherited))
        found += own
        if own and own[-1].span.end == block.span.end and _leads(own[-1], block):
            lead = _Lead(_Norm(own[-1].strength, own[-1].polarity), block)
    return tuple(found)


class _Lead(NamedTuple):
    """A sentence that ends in a colon and binds the list after it."""

    norm: _Norm
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


def _titled(block: Block, sections: tuple[Section, ...]) -> _Norm | None:
    """What a section's title says of the items in it."""
    if block.kind is not BlockKind.ITEM or block.section < 0:
        return None
    title = sections[block.section].title
    return next((norm for pattern, norm in _TITLES if pattern.match(title)), None)


def _in_block(text: str, block: Block, inherited: _Norm | None) -> Iterator[Constraint]:
    for span in _pieces(text, block):
        written = span.of(text)
        norm = find_norm(written) or inherited
        if norm is not None and any(character.isalnum() for character in written):
            said = block.text if block.kind is BlockKind.HEADING else normalize(written)
            yield Constraint(said, _core(said), norm.strength, norm.polarity, span, block.section)


def _pieces(text: str, block: Block) -> Iterator[Span]:
    """The sentences of a block; of a table, its cells."""
    start, end = block.span
    if block.kind is BlockKind.HEADING:
        yield block.span
        return
    if block.kind is BlockKind.TABLE:
        for cell in re.finditer(r"[^|\n]+", text[start:end]):
            if cell.group().strip(" \t\r:-"):
                yield Span(start + cell.start(), start + cell.end())
        return
    start = content_start(text, block)
    for sentence in sentences(text[start:end]):
        yield Span(start + sentence.start, start + sentence.end)


def find_norm(sentence: str) -> _Norm | None:
    """How a sentence binds, or None when it does not.

    Args:
        sentence: One sentence as written.

    Returns:
        The strongest of its normative words decides the strength, the first of those the polarity.
    """
    plain = _CODE.sub(lambda code: " " * len(code.group()), sentence)
    best: _Norm | None = None
    for found in _WORD.finditer(lowered(plain)):
        norm = _NORMS[str(found.lastgroup)]
        if _states_fact(plain, found, norm):
            continue
        if best is None or _rank(norm) > _rank(best):
            best = norm
    if _ONLY_WORD.search(plain) and (best is None or best.polarity is Polarity.DO):
        return _ONLY
    capitals = _CAPITALS.search(plain) if best is None else None
    if capitals is not None:
        return _MUST if capitals.group(1) else _MAY
    return best


def _rank(norm: _Norm) -> int:
    return list(Strength).index(norm.strength)


def _states_fact(plain: str, found: re.Match[str], norm: _Norm) -> bool:
    word = found.group()
    if _FACTS.match(word):
        return not plain[found.start() : found.end()].isupper()
    if norm is _MUST and word == "always":
        return plain[: found.start()].lower().endswith(("not ", "isn't ", "almost "))
    if norm is _MUST_NOT and word in ("don't", "don\u2019t", "do not", "cannot", "can not", "can't"):
        return _DESCRIBED.search(plain, max(0, found.start() - 24), found.start()) is not None
    return False


def _core(said: str) -> str:
    """What is left of a sentence without its normative words."""
    bare = _WORD.sub(" ", lowered(_ONLY_WORD.sub(" ", _EMPHASIS.sub("", said))))
    return _BLANKS.sub(" ", bare).strip(" .!:;,-—")
