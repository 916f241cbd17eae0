"""A definition's prompt as structure and meaning; read on request, because most questions never need it."""

from __future__ import annotations

from agentreg.formats.blocks import Outline, read_outline
from agentreg.formats.constraints import read_constraints
from agentreg.formats.examples import read_examples
from agentreg.formats.role import read_roles
from agentreg.formats.sections import read_sections, with_sections
from agentreg.formats.steps import read_workflows
from agentreg.model.definition import Definition
from agentreg.model.document import Span
from agentreg.model.prompt import Prompt
from agentreg.static import TYPE_CHECKING

if TYPE_CHECKING:
    from agentreg.model.outward import Outward
    from agentreg.model.prompt import Constraint, Example, Section

# A body beyond this is no prompt; what it means is not worth the time that it would take.
MAX_CHARACTERS = 1024 * 1024


def read_prompt(definition: Definition) -> Prompt:
    """Draw the structure and the meaning from a definition's prompt.

    Args:
        definition: The definition; its body may hold anything.

    Returns:
        The prompt; every span is a range of `Document.text`, and the blocks together touch each non-blank
        line of the body once. A body of more than `MAX_CHARACTERS` gives a prompt without content.
    """
    body = definition.document.body
    if _is_too_large(body):
        return Prompt(body)
    text = definition.document.text
    outline, sections, examples = _structure(definition)
    return Prompt(
        span=body,
        blocks=outline.blocks,
        sections=sections,
        roles=read_roles(text, outline.blocks, sections),
        workflows=read_workflows(text, outline, sections),
        constraints=_rules(text, outline, sections, examples),
        examples=examples,
    )


def read_rules(definition: Definition) -> tuple[Constraint, ...]:
    """The constraints of `read_prompt` alone, for those who need nothing else and cannot wait for it.

    Args:
        definition: The definition; its body may hold anything.

    Returns:
        The constraints in document order; none for a body of more than `MAX_CHARACTERS`.
    """
    if _is_too_large(definition.document.body):
        return ()
    return _rules(definition.document.text, *_structure(definition))


def _is_too_large(body: Span) -> bool:
    return body.end - body.start > MAX_CHARACTERS


def _structure(definition: Definition) -> tuple[Outline, tuple[Section, ...], tuple[Example, ...]]:
    text, body, matter = definition.document.text, definition.document.body, definition.document.matter
    outline = read_outline(text, body)
    sections = read_sections(text, body, outline)
    examples = read_examples(text, Span(matter.start if matter else body.start, body.end))
    return Outline(with_sections(outline.blocks, sections), outline.groups), sections, examples


def _rules(
    text: str, outline: Outline, sections: tuple[Section, ...], examples: tuple[Example, ...]
) -> tuple[Constraint, ...]:
    return read_constraints(text, outline, sections, tuple(example.span for example in examples))


def read_outward(definition: Definition, prompt: Prompt) -> Outward:
    """Draw what a prompt says of the world outside it: what it promises to write, what it refers to.

    Args:
        definition: The definition.
        prompt: What `read_prompt` drew from it.

    Returns:
        The promises and references; none for a body that was too large to be read.
    """
    # Apart from the prompt: comparing two prompts does without it, and start-up time is a budget.
    from agentreg.formats.outputs import read_outputs
    from agentreg.formats.references import read_references
    from agentreg.model.outward import Outward

    if not prompt.blocks:
        return Outward()
    text = definition.document.text
    return Outward(
        read_outputs(text, prompt.blocks, prompt.sections), read_references(text, definition.document.body)
    )
