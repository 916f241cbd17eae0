"""Stance: whether the agent is told to change code, or never to.

Only definite sentences count. "Never write code" is one; "never write code before the tests" tells when, and
"the reviewer never writes code" is about another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum

from agentreg.formats.blocks import content_start
from agentreg.formats.patterns import pattern
from agentreg.formats.text import lowered, normalize, sentences
from agentreg.model.document import Span
from agentreg.model.prompt import Block, BlockKind, Prompt
from agentreg.records import NamedTuple


class Work(StrEnum):
    """What an agent is told to do, as its stance calls it."""

    IMPLEMENTS = "implements"
    PLANS = "plans"
    REVIEWS = "reviews"
    RESEARCHES = "researches"
    DIAGNOSES = "diagnoses"
    COORDINATES = "coordinates"
    DESIGNS = "designs"
    DOCUMENTS = "documents"
    ADVISES = "advises"


class Stand(NamedTuple):
    """A definite sentence about whether the agent changes code.

    Attributes:
        text: What it says, without formatting noise.
        span: Where it is written.
    """

    text: str
    span: Span


# Each refusal holds one of these.
HINTS = ("implement", "code", "coding", "coder", "files", "read-only", "readonly", " only")

_SUBJECT = r"(?:(?:and|but|then|also|you|i|this agent|the agent|it|please|strictly|your job is to|to)[ ,]+)*"
_NOT = (
    r"(?:(?:must |will |should |may )?never|(?:do|does|must|will|shall|should|may|can) ?not"
    r"|(?:do|does|must|wo|ca)n['\u2019]t|(?:are|is) not (?:allowed|permitted) to)"
    r"(?: (?:directly|actually|ever|itself))?"
)
_VERB = r"(?:implement|write|modify|edit|change|generate|produce|touch|alter|refactor|rewrite|fix|create)s?"
_VERBS = rf"{_VERB}(?:(?:,? (?:or|and)|,|/) ?{_VERB})*"
_THING = (
    r"(?:(?:any|actual|real|the|your|production|application|source|project|implementation|or|new) )*"
    r"(?:code(?:base)?|files|source|implementations?|solutions|tests)"
)
_EDITS = r"(?:edits|changes|modifications)"
_WORD = r"(?!(?:or|and|without)\b)[\w-]+"
_TAIL = rf"(?:,? (?:yourself|myself|directly|itself|here|at all|in this mode|(?:or|and)(?: {_WORD}){{1,8}}))*"
_WORK = (
    r"(?:plan(?:ning)?|research|review(?:ing)?|design(?:ing)?|analysis|analy[sz](?:e|ing)|advi[sc](?:e|ory|ing)"
    r"|diagnos(?:e|is|ing)|audit(?:ing)?|recommend(?:ations?)?|document(?:ation|ing)?|report(?:ing)?)"
)
_WORKS = rf"{_WORK}(?:(?:,? and|,|/|,? or) ?{_WORK})*"
_TASK = r"(?:planning|research|review|design|analysis|diagnosis|audit)"
_DO = r"do (?:the |any )?(?:actual )?(?:implementation|coding)"
_UNDENIED = r"(?:(?!never|not |no ).){1,160}[, ]"
# As a label or alone; behind other words it is about something else ("Default permissions: read-only").
_LABEL = pattern(
    r"(?:strictly )?read-?only(?: (?:review|audit|critique|diagnosis|review only|mode|agent|reviewer|role))?"
)
# Each is matched against a whole clause.
_REFUSALS = pattern(
    "|".join(
        (
            rf"{_SUBJECT}{_NOT} (?:{_VERBS} {_THING}|implements?|code|{_DO}){_TAIL}",
            rf"{_SUBJECT}{_NOT} make (?:any code {_EDITS}|(?:any )?(?:code )?{_EDITS} to {_THING}){_TAIL}",
            rf"you are .{{1,80}} (?:who|that) {_NOT} (?:{_VERBS} {_THING}|implements?){_TAIL}",
            r"(?:strictly )?no (?:actual )?(?:implementation|coding)",
            r"no (?:source )?code (?:modification|change|edit|editing|writing|generation|implementation)s?",
            rf"(?:.{{1,60}} )?(?:focus(?:ed|es|ing)? (?:exclusively )?on|you) {_WORKS} only",
            rf"{_TASK}(?:(?: and|,|/) ?{_TASK})* only",
            rf"{_SUBJECT}only {_WORKS}(?: and [\w-]+)?",
            r"(?:.{1,120}[, ])?not an? (?:implementation agent|implementer|implementor|coding agent|coder)",
            rf"{_UNDENIED}(?:without|not) implementing(?: it| anything| {_THING})?{_TAIL}",
            rf"{_UNDENIED}without (?:writing|modifying|editing|changing) {_THING}{_TAIL}",
            rf"(?:you|this agent|it) (?:are|is|works?|operates?|stays?) (?:in )?(?:a )?{_LABEL.pattern}",
        )
    )
)
# What holds at some time, under a condition or beside an own act ("you fix the error only") is no stance.
_LIMITED = pattern(
    r"\b(?:unless|until|yet|except|before|after|when|whenever|if|while|during|first|phase|just|merely|simply"
    r"|you (?:only )?(?:implement|write|edit|fix|change|refactor))\b"
)
_CLAUSE = pattern(
    r"[;:.!?\u2013\u2014()]+(?=\s|$)|\s[-\u2013\u2014]\s|\u2014|,? but "
    r"|, (?=(?:and )?(?:never|do not|don['\u2019]t)\b)"
)

_WORK_WORDS = (
    (Work.PLANS, r"plan"),
    (Work.REVIEWS, r"review|audit|critique|judge"),
    (Work.RESEARCHES, r"research"),
    (Work.DIAGNOSES, r"diagnos|analy[sz]"),
    (Work.COORDINATES, r"coordinat|orchestrat|delegat"),
    (Work.DESIGNS, r"design|architect"),
)


def read_refusals(text: str, prompt: Prompt, among: Iterable[int]) -> list[Stand]:
    """Find the sentences that forbid the agent to change code, whatever the task.

    Args:
        text: The whole file.
        prompt: Its structure.
        among: The positions of the blocks to look at.

    Returns:
        The sentences in order; none from steps, examples, tables and fences.
    """
    steps = [step.span for workflow in prompt.workflows for step in workflow.steps]
    return [
        stand
        for stand in sentences_holding(HINTS, text, prompt, among)
        if _refuses(stand.text) and not is_inside(stand.span, steps)
    ]


def work_of(refusal: str, prompt: Prompt) -> Work:
    """What an agent that refuses to change code does instead, by its refusal, else by its role."""
    for said in (refusal, *(role.text for role in prompt.roles)):
        text = lowered(said)
        found = [(match.start(), work) for work, word in _WORK_WORDS if (match := re.search(word, text))]
        if found:
            return min(found)[1]
        if "document" in text:
            # Plans and findings are documented as well.
            return Work.DOCUMENTS
    return Work.ADVISES


def sentences_holding(
    hints: tuple[str, ...], text: str, prompt: Prompt, among: Iterable[int]
) -> Iterator[Stand]:
    """The sentences of those paragraphs and items that hold one of some words; none from examples.

    Args:
        hints: The words, in lower case.
        text: The whole file.
        prompt: Its structure.
        among: The positions of the blocks to look at.
    """
    for position in among:
        block = prompt.blocks[position]
        if block.kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM) or _is_quoted(prompt, block):
            continue
        said = block.text.lower()
        if any(hint in said for hint in hints):
            start = content_start(text, block)
            for piece in sentences(text[start : block.span.end]):
                span = Span(start + piece.start, start + piece.end)
                yield Stand(normalize(span.of(text)), span)


def _is_quoted(prompt: Prompt, block: Block) -> bool:
    return is_inside(block.span, [example.span for example in prompt.examples])


def is_inside(span: Span, places: list[Span]) -> bool:
    """Whether a span begins inside one of some others."""
    return any(place.start <= span.start < place.end for place in places)


def _refuses(sentence: str) -> bool:
    said = lowered(sentence)
    if _LIMITED.search(said):
        return False
    clauses = clauses_of(said)
    return any(map(_REFUSALS.fullmatch, clauses)) or _LABEL.fullmatch(clauses[0]) is not None


def clauses_of(said: str) -> list[str]:
    """The parts of a sentence in lower case, without the marks between them."""
    return [clause.strip(" ,*_\"'`") for clause in _CLAUSE.split(said)] or [""]
