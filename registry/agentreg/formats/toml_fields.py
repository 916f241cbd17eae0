"""Codex's agents: a TOML file's top-level keys as fields with spans.

tomllib gives values without places, so the places are found by a scan that knows strings and nothing
else; the two are matched by key.
"""

from __future__ import annotations

from collections.abc import Iterable

from agentreg.formats.patterns import pattern
from agentreg.model.diagnostic import Diagnostic, Trouble
from agentreg.model.document import BOM, Document, LineEnds, Span, split_lines
from agentreg.model.fields import Field, Frontmatter, Listing, Mapping, Scalar, Step, Style, Value

MAX_CHARACTERS = 256 * 1024
MAX_DEPTH = 32
PROMPT_KEY = "developer_instructions"

_KEY = pattern(r"[ \t]*([\w-]+)[ \t]*=[ \t]*")
_TABLE = pattern(r"[ \t]*\[\[?[ \t]*([\w-]+)")
_LINE_NUMBER = pattern(r"at line (\d+)")
_QUOTES = ('"""', "'''")


def read_toml(document: Document) -> tuple[Document, Frontmatter, tuple[Diagnostic, ...]]:
    """Read a TOML file as a definition.

    Args:
        document: The file as split for Markdown; its split is not used.

    Returns:
        The document with the whole file as its matter and the prompt's text as its body, the fields,
        and what was noticed.
    """
    whole = Span(0, len(document.text))
    document = document._replace(matter=whole, fence=None, body=Span(whole.end, whole.end))
    if whole.end > MAX_CHARACTERS:
        message = f"it is longer than {MAX_CHARACTERS} characters"
        return document, Frontmatter(Step.UNREADABLE), (Diagnostic(Trouble.TOO_LARGE, 0, message),)
    import tomllib

    text = _as_lines(document)
    try:
        values = tomllib.loads(text.removeprefix(BOM))
    except (ValueError, RecursionError) as error:
        # A TOMLDecodeError, or the plain ValueError of an integer with more digits than Python reads.
        return document, Frontmatter(Step.UNREADABLE), (_invalid(error),)
    if _is_deep(values):
        note = Diagnostic(Trouble.INVALID_TOML, 0, f"it is nested deeper than {MAX_DEPTH} levels")
        return document, Frontmatter(Step.UNREADABLE), (note,)
    fields = _fields(text, values)
    frontmatter = Frontmatter(Step.STRICT, fields)
    return document._replace(body=_body(document.text, frontmatter)), frontmatter, ()


def _as_lines(document: Document) -> str:
    return document.text.replace("\r", "\n") if document.line_ends is LineEnds.CR else document.text


def _invalid(error: Exception) -> Diagnostic:
    found = _LINE_NUMBER.search(str(error))
    line = int(found.group(1)) if found else 0
    return Diagnostic(
        Trouble.INVALID_TOML, line, "it is no valid TOML", "write `name = value`, and texts in quotes"
    )


def _is_deep(values: dict[str, object]) -> bool:
    level: list[object] = [values]
    for _ in range(MAX_DEPTH):
        level = [inner for outer in level for inner in _inside(outer)]
    return bool(level)


def _inside(value: object) -> Iterable[object]:
    match value:
        case dict():
            return value.values()
        case list():
            return value
        case _:
            return ()


def _fields(text: str, values: dict[str, object]) -> tuple[Field, ...]:
    places = _places(text)
    fields = []
    for position, (key, key_span, start) in enumerate(places):
        if key not in values:
            continue
        limit = places[position + 1][1].start if position + 1 < len(places) else len(text)
        end = _value_end(text, start, limit)
        lines = Span(text.rfind("\n", 0, key_span.start) + 1, _line_end(text, end))
        fields.append(Field(key, _value(text, values[key], Span(start, end)), key_span, lines))
    return tuple(fields)


def _places(text: str) -> list[tuple[str, Span, int]]:
    """Key, its place and where its value starts, for each top-level key and for a table's first header."""
    places: list[tuple[str, Span, int]] = []
    seen: set[str] = set()
    open_quote, in_table, offset = "", False, 0
    for line in split_lines(text):
        table, pair = _TABLE.match(line), _KEY.match(line)
        if not open_quote and (found := table or (None if in_table else pair)):
            in_table = in_table or table is not None
            if found.group(1) not in seen:
                seen.add(found.group(1))
                key_span = Span(offset + found.start(1), offset + found.end(1))
                start = key_span.start if table else offset + found.end()
                places.append((found.group(1), key_span, start))
        open_quote = _quote_after(line, open_quote)
        offset += len(line)
    return places


def _quote_after(line: str, open_quote: str) -> str:
    """Which multi-line quote is open at the end of a line."""
    position = 0
    while True:
        if open_quote:
            closed = line.find(open_quote, position)
            if closed < 0:
                return open_quote
            open_quote, position = "", closed + 3
        starts = [(line.find(quote, position), quote) for quote in _QUOTES]
        begun = [start for start in starts if start[0] >= 0]
        if not begun:
            return ""
        position, open_quote = min(begun)[0] + 3, min(begun)[1]


def _value_end(text: str, start: int, limit: int) -> int:
    line_start = text.rfind("\n", 0, limit) + 1
    end = limit if line_start <= start else max(line_start, start)
    lines = split_lines(text[start:end])
    while len(lines) > 1 and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
        end -= len(lines.pop())
    return start + len(text[start:end].rstrip())


def _line_end(text: str, offset: int) -> int:
    feed = text.find("\n", offset)
    return len(text) if feed < 0 else feed + 1


def _value(text: str, value: object, span: Span) -> Value:
    if isinstance(value, str):
        return Scalar(value, _style(span.of(text)), span)
    if isinstance(value, list):
        return Listing(tuple(_value(text, item, span) for item in value), flow=True, span=span)
    if isinstance(value, dict):
        fields = (Field(str(key), _value(text, item, span), span, span) for key, item in value.items())
        return Mapping(tuple(fields), flow=True, span=span)
    return Scalar(str(value).lower() if isinstance(value, bool) else str(value), Style.PLAIN, span)


def _style(written: str) -> Style:
    if written.startswith(_QUOTES):
        return Style.LITERAL
    return Style.SINGLE if written.startswith("'") else Style.DOUBLE


def _body(text: str, frontmatter: Frontmatter) -> Span:
    value = frontmatter.get(PROMPT_KEY)
    if not isinstance(value, Scalar):
        return Span(len(text), len(text))
    for quote in (*_QUOTES, '"', "'"):
        inner = Span(value.span.start + len(quote), value.span.end - len(quote))
        if value.span.of(text).startswith(quote) and inner.of(text).lstrip("\r\n") == value.text.lstrip("\n"):
            return inner
    return value.span
