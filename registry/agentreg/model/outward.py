"""What a prompt says of the world outside it; apart, because most questions about a prompt never need it."""

from __future__ import annotations

from enum import StrEnum

from agentreg.model.document import Span
from agentreg.records import NamedTuple


class OutputKind(StrEnum):
    """What kind of promise about output."""

    PATH = "path"
    TEMPLATE = "template"
    RULE = "rule"


class Output(NamedTuple):
    """A promise about what the agent returns or writes."""

    kind: OutputKind
    text: str
    span: Span


class ReferenceKind(StrEnum):
    """What a reference points at."""

    PATH = "path"
    URL = "url"
    IMPORT = "import"
    TOOL = "tool"
    AGENT = "agent"


class Reference(NamedTuple):
    """Something outside the definition that the prompt names."""

    kind: ReferenceKind
    target: str
    span: Span


class Outward(NamedTuple):
    """What a prompt says of the world outside it, in document order within each tuple."""

    outputs: tuple[Output, ...] = ()
    references: tuple[Reference, ...] = ()
