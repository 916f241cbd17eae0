"""Responsibilities: the items of the lists that say what the agent has to do or to care for.

A list of what it knows (expertise, capabilities, technologies) is knowledge, not duty.
"""

from __future__ import annotations

import re

from agentreg.formats.patterns import pattern
from agentreg.model.prompt import BlockKind, Prompt

_TITLE = pattern(
    r"\bresponsibilit(?:y|ies)\b|\bduties\b|\bmission\b|^\W*(?:your|core|key|primary|main) (?:tasks?|job)\b"
    r"|^\W*(?:what you (?:do|own|handle)|scope of work)\b"
    r"|职责|責任|责任|役割|responsabilidades|responsabilités|aufgaben",
    re.IGNORECASE,
)
_LEAD = pattern(
    r"(?:\b(?:responsibilit(?:y|ies)|duties)(?: (?:are|include))?|\byou are responsible for"
    r"|\byour (?:\w+ )?(?:tasks?|job)(?: (?:are|is|include)(?: to)?)?|\byou will)\W*[:\uff1a]\W*$",
    re.IGNORECASE,
)
# "When reviewing a file, you will:" says how, not what for.
_OCCASION = pattern(r"\W*(?:when|whenever|if|after|before|once|for each|during|at)\b", re.IGNORECASE)


def read_responsibilities(prompt: Prompt) -> frozenset[int]:
    """Find the responsibilities of a prompt.

    Args:
        prompt: Its structure.

    Returns:
        The positions in `Prompt.blocks` of the items that are responsibilities, nested ones included; an
        item of a workflow step is none, nor is one in an example.
    """
    titled = _titled(prompt)
    steps = [step.span for workflow in prompt.workflows for step in workflow.steps]
    others = [*steps, *(example.span for example in prompt.examples)]
    found: set[int] = set()
    led = False
    for position, block in enumerate(prompt.blocks):
        if block.kind is not BlockKind.ITEM:
            led = block.kind is BlockKind.PARAGRAPH and _leads(block.text)
        elif (led or block.section in titled) and not any(
            span.start <= block.span.start < span.end for span in others
        ):
            found.add(position)
    return frozenset(found)


def _titled(prompt: Prompt) -> set[int]:
    """The sections that are called so, with all that stands inside them."""
    titled: set[int] = set()
    for place, section in enumerate(prompt.sections):
        if section.parent in titled or _TITLE.search(section.title):
            titled.add(place)
    return titled


def _leads(text: str) -> bool:
    return _LEAD.search(text[-80:]) is not None and _OCCASION.match(text) is None
