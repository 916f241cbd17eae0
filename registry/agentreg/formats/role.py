"""The role: the opening persona statement, and what sections named for it say."""

from __future__ import annotations

import re

from agentreg.formats.blocks import content_start
from agentreg.formats.patterns import pattern
from agentreg.formats.text import normalize
from agentreg.model.document import Span
from agentreg.model.prompt import Block, BlockKind, Role, Section

# How many paragraphs from the start the persona may stand.
OPENING = 3
# How many blocks from the start a paragraph that is no persona still introduces the agent.
INTRODUCTION = 3

_PERSONA = pattern(
    r"(?:you(?:['\u2019]re| are)\b|your (?:role|job|task|mission|goal|purpose) is\b"
    r"|act as\b|as an? \w|i am\b|this agent\b"
    r"|你是|您是|作为|あなたは|당신은|eres\b|vous êtes\b|du bist\b|você é\b|sen\b)",
    re.IGNORECASE,
)
_LABEL = pattern(r"(\*\*|__)([^*_\n]{1,60}?):?\1[ \t]*[:\uff1a]?[ \t]*")
_TITLE = pattern(
    r"\W*(?:your |the |core |primary |agent |main |my )*"
    r"(?:role|identity|persona|mission|goal|goals|purpose|objective|objectives|角色|身份|使命|目标)\b"
    r"(?: (?:and|&) \w+| definition| statement| overview)?\W*$",
    re.IGNORECASE,
)


def read_roles(text: str, blocks: tuple[Block, ...], sections: tuple[Section, ...]) -> tuple[Role, ...]:
    """Find who the agent is told to be.

    Args:
        text: The whole file.
        blocks: The prompt's blocks, each with its section.
        sections: Its sections.

    Returns:
        The statements in document order: the opening one, labelled ones (`**Your Role**: ...`) and the
        first paragraph of each section called Role, Identity, Mission, Goal or the like. Without any of
        these, the paragraph that introduces the file.
    """
    roles: list[Role] = []
    paragraphs = 0
    told: set[int] = set()
    for block in blocks:
        if block.kind is BlockKind.ITEM and (labelled := _labelled(text, block)) is not None:
            roles.append(labelled)
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        paragraphs += 1
        opening = paragraphs <= OPENING and not roles and _PERSONA.match(block.text) is not None
        titled = (
            block.section >= 0 and block.section not in told and _names_role(sections[block.section].title)
        )
        if opening or titled:
            told.add(block.section)
            roles.append(Role(block.text, block.span))
        elif (labelled := _labelled(text, block)) is not None:
            roles.append(labelled)
    return tuple(roles or _introduction(blocks, sections))


def _introduction(blocks: tuple[Block, ...], sections: tuple[Section, ...]) -> list[Role]:
    """The paragraph right after the file's title, where nothing else says who the agent is."""
    for block in blocks[:INTRODUCTION]:
        if block.kind is BlockKind.PARAGRAPH:
            below_title = block.section < 0 or sections[block.section].level == 1
            return [Role(block.text, block.span)] if below_title and block.text else []
    return []


def _names_role(title: str) -> bool:
    return _TITLE.match(title) is not None


def _labelled(text: str, block: Block) -> Role | None:
    found = _LABEL.match(text, content_start(text, block), block.span.end)
    if found is None or not _names_role(found.group(2)) or found.end() >= block.span.end:
        return None
    span = Span(found.end(), block.span.end)
    return Role(normalize(span.of(text)), span)
