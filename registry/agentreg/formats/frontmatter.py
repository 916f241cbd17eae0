"""Frontmatter in declared steps: strict YAML, then requoting, then line by line.

Real files need it: about one agent in twenty is no valid YAML, mostly for an unquoted `: ` in its
description, and hosts read many of those all the same. Which step was needed is part of the result,
because a host that is stricter may drop the file, or keep it with every tool.
"""

from __future__ import annotations

from bisect import bisect_left

from agentreg.formats.conflicts import DECIDE, MARKER
from agentreg.formats.one_line_fields import read_one_line_fields
from agentreg.formats.patterns import pattern
from agentreg.model.diagnostic import Diagnostic, Trouble
from agentreg.model.document import Document, Span
from agentreg.model.fields import Field, Frontmatter, Mapping, Scalar, Step, Style
from agentreg.static import TYPE_CHECKING

if TYPE_CHECKING:
    from agentreg.formats.yaml_events import YamlError

# Words that YAML 1.1 reads as booleans and YAML 1.2 as text.
_BOOLEAN_WORDS = frozenset(
    word for base in ("yes", "no", "on", "off", "y", "n") for word in (base, base.capitalize(), base.upper())
)
# NEL, LS and PS break a line in YAML 1.1 and are text in 1.2; a lone CR breaks one in YAML only.
_ODD_BREAKS = pattern("[\x85\u2028\u2029]|\r(?!\n)")

Read = tuple[Frontmatter, tuple[Diagnostic, ...]]


def read_frontmatter(document: Document) -> Read:
    """Read the fields of a document, as tolerantly as it takes.

    Args:
        document: The document; spans in the result are offsets into its text.

    Returns:
        The fields with the step that was needed, and what was noticed on the way.
    """
    if document.matter is None:
        return Frontmatter(Step.ABSENT), ()
    conflict = _conflict_line(document.text, document.matter)
    if conflict:
        message = "the frontmatter holds the markers of an unresolved merge"
        note = Diagnostic(Trouble.CONFLICT_MARKERS, conflict, message, DECIDE)
        return Frontmatter(Step.UNREADABLE), (note,)
    if fields := read_one_line_fields(document.text, document.matter):
        return _finish(document, Frontmatter(Step.STRICT, fields), ())
    return _read_yaml(document, document.matter)


def _read_yaml(document: Document, matter: Span) -> Read:
    # The parser is a tenth of what starting up costs, and most frontmatter is read without it.
    from agentreg.formats.yaml_events import YamlError, parse_yaml

    try:
        tree = parse_yaml(document.text, matter)
    except YamlError as error:
        return _after_error(document, matter, error)
    match tree.root:
        case Mapping(fields=fields):
            return _finish(document, Frontmatter(Step.STRICT, fields), tree.shared)
        case None:
            return Frontmatter(Step.STRICT), ()
        case Scalar() as scalar if scalar.is_null:
            return Frontmatter(Step.STRICT), ()
        case other:
            return _no_mapping(document, other.span)


def line_of(text: str, offset: int) -> int:
    """The 1-based line of a character offset, for the rare place that needs a single one."""
    return text.count("\n", 0, offset) + 1


def _conflict_line(text: str, matter: Span) -> int:
    # A row of `=` may underline a heading in a long description.
    found = (one for one in MARKER.finditer(text, matter.start, matter.end) if one[1] != "=")
    return next((line_of(text, one.start()) for one in found), 0)


def _no_mapping(document: Document, span: Span) -> Read:
    salvaged = _salvaged(document.text, _matter(document))
    if salvaged.fields:
        return _finish(document, salvaged, ())
    message = "the frontmatter is a list or a text, not fields"
    line = line_of(document.text, span.start)
    hint = "write fields, each on a line of its own: `name: value`"
    return Frontmatter(Step.UNREADABLE), (Diagnostic(Trouble.NOT_A_MAPPING, line, message, hint),)


def _after_error(document: Document, matter: Span, error: YamlError) -> Read:
    line = line_of(document.text, error.offset)
    if error.limit:
        message = f"the frontmatter was not read: {error.reason}"
        return Frontmatter(Step.UNREADABLE), (Diagnostic(Trouble.YAML_LIMIT, line, message),)
    from agentreg.formats.mending import why_invalid

    salvaged = _salvaged(document.text, matter)
    frontmatter, more = _finish(document, salvaged, ())
    return frontmatter, (why_invalid(document.text, matter, error, frontmatter), *more)


def _salvaged(text: str, matter: Span) -> Frontmatter:
    # Most files need no salvage, and starting up is part of every `diff`.
    from agentreg.formats.salvage import salvage

    return salvage(text, matter)


def _matter(document: Document) -> Span:
    return document.matter or Span(0, 0)


def _finish(document: Document, frontmatter: Frontmatter, shared: tuple[int, ...]) -> Read:
    ambiguous: list[str] = []
    notes: list[Diagnostic] = []
    seen: set[str] = set()
    odd = sorted((*shared, *_odd_places(document.text, _matter(document))))
    for field in frontmatter.fields:
        doubts = [(Trouble.DUPLICATE_KEY, f"`{field.key}` is stated twice")] if field.key in seen else []
        seen.add(field.key)
        reason = _doubt(document.text, field, odd)
        if reason:
            doubts.append((Trouble.AMBIGUOUS_VALUE, f"`{field.key}` {reason}"))
        if doubts:
            ambiguous.append(field.key)
            line = line_of(document.text, field.key_span.start)
            notes += [Diagnostic(trouble, line, message) for trouble, message in doubts]
    return frontmatter._replace(ambiguous=tuple(dict.fromkeys(ambiguous))), tuple(notes)


def _odd_places(text: str, matter: Span) -> tuple[int, ...]:
    return tuple(found.start() for found in _ODD_BREAKS.finditer(text, matter.start, matter.end))


def _doubt(text: str, field: Field, places: list[int]) -> str:
    value = field.value
    start, end = field.key_span.end, value.span.start
    if isinstance(value, Scalar) and value.style is Style.PLAIN:
        end = value.span.end
        if value.text in _BOOLEAN_WORDS:
            return "is a boolean in YAML 1.1 and a word in YAML 1.2"
    if "\t" in text[start:end]:
        return "holds a tab, which YAML readers treat differently"
    following = bisect_left(places, field.lines.start)
    if following < len(places) and places[following] < field.lines.end:
        return "uses an anchor, an alias or an unusual line break"
    return ""
