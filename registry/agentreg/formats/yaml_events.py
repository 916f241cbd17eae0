"""YAML text to a tree of spans, built from libyaml's events with limits.

No loader is used: composing the tree in C overflows the stack on 25 KB of `[` (yaml/pyyaml#895), and
constructing values expands aliases and merge keys without bound. Events are flat and cannot.
"""

from __future__ import annotations

import re
from typing import Any, NoReturn

import yaml

from agentreg.formats.patterns import pattern
from agentreg.model.document import Span
from agentreg.model.fields import Field, Listing, Mapping, Scalar, Style, Value
from agentreg.records import NamedTuple

MAX_CHARACTERS = 64 * 1024
MAX_DEPTH = 32
MAX_EVENTS = 10_000

# The pure Python parser reads the same language, twelve times slower.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_STYLES = {
    None: Style.PLAIN,
    "": Style.PLAIN,
    "'": Style.SINGLE,
    '"': Style.DOUBLE,
    "|": Style.LITERAL,
    ">": Style.FOLDED,
}
_DIRECTIVE = pattern(r"^%", re.MULTILINE)


class YamlError(Exception):
    """A text that is no YAML, or not the small part of YAML that frontmatter needs.

    Attributes:
        reason: One sentence.
        offset: Where, as a character offset into `Document.text`.
        limit: Whether the text was refused for its size or nesting and not for its form.
    """

    def __init__(self, reason: str, offset: int, *, limit: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.offset = offset
        self.limit = limit


class Tree(NamedTuple):
    """A parsed piece of YAML.

    Attributes:
        root: Its value; None when the text holds none.
        shared: Where anchors and aliases stand: two hosts may read what they touch differently.
    """

    root: Value | None
    shared: tuple[int, ...]


def parse_yaml(text: str, span: Span) -> Tree:
    """Parse one YAML document.

    Args:
        text: The whole file.
        span: Where the YAML stands in it; all spans of the result are offsets into `text`.

    Returns:
        The tree.

    Raises:
        YamlError: When it is not YAML, or is beyond a limit, or uses a directive or a complex key.
    """
    source = span.of(text)
    _refuse_early(source, span.start)
    try:
        return _Builder(source, span.start).build()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        offset = min(mark.index, len(source)) if mark is not None else 0
        raise YamlError(_sentence(error), span.start + offset) from error
    except yaml.YAMLError as error:
        raise YamlError("it holds a character that YAML does not allow", span.start) from error
    except UnicodeEncodeError as error:
        raise YamlError("it holds bytes that are not UTF-8", span.start + error.start) from error


def _refuse_early(source: str, start: int) -> None:
    if len(source) > MAX_CHARACTERS:
        raise YamlError(f"it is longer than {MAX_CHARACTERS} characters", start, limit=True)
    directive = _DIRECTIVE.search(source) if "%" in source else None
    if directive is not None:
        # libyaml compares each %TAG with all the ones before it: 100,000 of them do not end.
        raise YamlError("it starts a line with %, a YAML directive", start + directive.start())
    if "\0" in source:
        raise YamlError("it holds a NUL character", start + source.index("\0"))


def _sentence(error: yaml.MarkedYAMLError) -> str:
    return error.problem or error.context or "it is not valid YAML"


class _Builder:
    """Walks the events once; recursion is as deep as MAX_DEPTH."""

    def __init__(self, source: str, start: int) -> None:
        self._source = source
        self._start = start
        self._left = MAX_EVENTS
        self._shared: list[int] = []
        self._next = _LOADER(source).get_event

    def build(self) -> Tree:
        self._event()
        event = self._event()
        if isinstance(event, yaml.StreamEndEvent):
            return Tree(None, ())
        root = self._value(self._event(), 0)
        self._event()
        if not isinstance(self._event(), yaml.StreamEndEvent):
            self._fail("it holds several YAML documents", len(self._source))
        return Tree(root, tuple(self._shared))

    def _event(self) -> Any:
        self._left -= 1
        if self._left < 0:
            self._refuse(f"it has more than {MAX_EVENTS} YAML events")
        return self._next()

    def _value(self, event: Any, depth: int) -> Value:
        if depth > MAX_DEPTH:
            self._refuse(f"it is nested deeper than {MAX_DEPTH} levels")
        if isinstance(event, yaml.AliasEvent):
            self._share(event)
            return Scalar(f"*{event.anchor}", Style.PLAIN, self._span(event))
        if event.anchor is not None:
            self._share(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._listing(event, depth)
        return self._mapping(event, depth)

    def _share(self, event: Any) -> None:
        self._shared.append(self._start + event.start_mark.index)

    def _scalar(self, event: Any) -> Scalar:
        style = _STYLES[event.style]
        span = self._span(event)
        if style in (Style.LITERAL, Style.FOLDED):
            span = self._without_blank_end(span)
        return Scalar(event.value, style, span)

    def _listing(self, start: Any, depth: int) -> Listing:
        items: list[Value] = []
        while not isinstance(event := self._event(), yaml.SequenceEndEvent):
            items.append(self._value(event, depth + 1))
        end = None if start.flow_style or not items else items[-1].span.end
        return Listing(tuple(items), bool(start.flow_style), self._closed(start, event, end))

    def _mapping(self, start: Any, depth: int) -> Mapping:
        fields: list[Field] = []
        while not isinstance(event := self._event(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._fail("it uses a key that is not plain text", event.start_mark.index)
            key, key_span = event.value, self._span(event)
            value = self._value(self._event(), depth + 1)
            fields.append(Field(key, value, key_span, self._lines(key_span.start, value.span.end)))
        end = None if start.flow_style or not fields else fields[-1].value.span.end
        return Mapping(tuple(fields), bool(start.flow_style), self._closed(start, event, end))

    def _closed(self, start: Any, last: Any, end: int | None) -> Span:
        # A block collection's end mark is the start of what follows it, comments and all.
        begin = self._start + start.start_mark.index
        return Span(begin, self._start + last.end_mark.index if end is None else max(end, begin))

    def _span(self, event: Any) -> Span:
        return Span(self._start + event.start_mark.index, self._start + event.end_mark.index)

    def _without_blank_end(self, span: Span) -> Span:
        written = self._source[span.start - self._start : span.end - self._start]
        header = written.partition("\n")[0]
        # `|+` keeps the blank lines at its end: there they are content.
        keeps = "+" in header.partition("#")[0]
        kept = written.removesuffix("\n").removesuffix("\r") if keeps else written.rstrip()
        return Span(span.start, span.start + len(kept))

    def _lines(self, start: int, end: int) -> Span:
        first = self._source.rfind("\n", 0, start - self._start) + 1
        feed = self._source.find("\n", end - self._start)
        return Span(self._start + first, self._start + (len(self._source) if feed < 0 else feed + 1))

    def _fail(self, reason: str, offset: int) -> NoReturn:
        raise YamlError(reason, self._start + offset)

    def _refuse(self, reason: str) -> NoReturn:
        raise YamlError(reason, self._start, limit=True)
