"""The structure and meaning of a prompt. Every value knows its exact span in `Document.text`."""

from __future__ import annotations

from enum import StrEnum

from agentreg.model.document import Span
from agentreg.records import NamedTuple


class BlockKind(StrEnum):
    """What a block of Markdown is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    FENCE = "fence"
    TABLE = "table"
    HTML = "html"
    RULE = "rule"


class Block(NamedTuple):
    """A leaf of the document: a heading, a paragraph, one list item's own text, a fence, a table.

    Attributes:
        kind: What it is. A paragraph inside a list item belongs to the item.
        text: Its content with formatting noise removed (markers, emphasis style, wrapping, numbering), so
            that two blocks with equal `kind` and `text` say the same; fences keep their lines as they are.
        span: Where it is written, from its marker to its last character (line end excluded). An item's span
            ends before its first nested block.
        section: Index into `Prompt.sections`, -1 before the first heading.
        depth: Nesting depth of an item (0 = top level); the level of a heading (1 to 6); 0 otherwise.
        number: The number written before an ordered item, None otherwise.
    """

    kind: BlockKind
    text: str
    span: Span
    section: int
    depth: int = 0
    number: int | None = None


class HeadingStyle(StrEnum):
    """How a section's title is written."""

    ATX = "atx"
    SETEXT = "setext"
    BOLD = "bold"
    TAG = "tag"


class Section(NamedTuple):
    """A titled part of the prompt.

    Attributes:
        title: The title as text: emphasis, markers and a trailing colon removed.
        level: 1 to 6; a bold line that acts as a heading is one below the section it stands in.
        path: Titles from the outermost section down to this one.
        style: How the title is written.
        heading: Where the title is written (the whole line, line end excluded).
        span: From the heading to the end of its own content and all its subsections.
        own: Its own content, without the heading, up to the first subsection.
        parent: Index of the enclosing section, -1 at the top.
    """

    title: str
    level: int
    path: tuple[str, ...]
    style: HeadingStyle
    heading: Span
    span: Span
    own: Span
    parent: int


class StepForm(StrEnum):
    """How a workflow step is written."""

    ITEM = "item"
    HEADING = "heading"
    PARAGRAPH = "paragraph"


class WorkflowStep(NamedTuple):
    """One step of a workflow.

    Attributes:
        text: What the step says (its own text: numbering, label words and markers removed), nested items
            and blocks included, so that an edit in a nested bullet is an edit of its step.
        title: The short name to show: a bold label or heading, or the start of the text.
        number: The position written in the file, or the position counted where none is written; from 1.
        span: Everything that belongs to the step, from its marker to its last nested line.
        form: How it is written.
    """

    text: str
    title: str
    number: int
    span: Span
    form: StepForm


class Workflow(NamedTuple):
    """An ordered run of steps.

    Attributes:
        steps: The steps in order.
        section: Index of the section it stands in, -1 before the first heading.
        span: From the first step to the end of the last.
    """

    steps: tuple[WorkflowStep, ...]
    section: int
    span: Span


class Strength(StrEnum):
    """How binding a constraint is, from the weakest."""

    MAY = "may"
    SHOULD = "should"
    MUST = "must"


class Polarity(StrEnum):
    """Whether a constraint demands or forbids."""

    DO = "do"
    DO_NOT = "do not"
    ONLY = "only"


class Constraint(NamedTuple):
    """A normative sentence, wherever it stands.

    Attributes:
        text: The sentence, formatting noise removed.
        core: The sentence without its normative words: what is demanded or forbidden.
        strength: How binding.
        polarity: Which way.
        span: Where the sentence is written.
        section: Index of its section, -1 before the first heading.
    """

    text: str
    core: str
    strength: Strength
    polarity: Polarity
    span: Span
    section: int


class Role(NamedTuple):
    """Who the agent is told to be: the opening persona statement, or a section called Role, Mission, Goal...

    Attributes:
        text: The statement, formatting noise removed.
        span: Where it is written.
    """

    text: str
    span: Span


class Example(NamedTuple):
    """An `<example>` block, in the description or in the body."""

    text: str
    span: Span


class Prompt(NamedTuple):
    """All that was drawn from a prompt itself, in document order within each tuple."""

    span: Span
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    roles: tuple[Role, ...] = ()
    workflows: tuple[Workflow, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    examples: tuple[Example, ...] = ()
