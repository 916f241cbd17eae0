"""What of a text a mask may hide: the secrets in it, without those that could be a command or a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.formats.escapes import readings
from agentreg.formats.patterns import pattern
from agentreg.formats.secret_hints import likely_formats
from agentreg.formats.unmasked import could_be_executed, is_plain_password, says_something
from agentreg.model.document import Span
from agentreg.records import NamedTuple
from agentreg.static import TYPE_CHECKING

if TYPE_CHECKING:
    from agentreg.formats.secrets import Secret

LEAST_LINE = 24
"""A line of a secret of many lines is known again from so many characters; shorter ones may be words."""

_LEAST_PREFIX = 3
"""Shorter ones stand before other words, too."""

_LEAST_LAST_LINE = 8
"""The last line of a key may be short, but not shorter: few characters are no more than a word."""

_KNOWN_PATH = 8
"""By so much before it a secret in the path of an address is known again."""

_PREFIX = pattern(r"[A-Za-z0-9][\w-]*\Z")
_BREAK = pattern(r"\s|\\n")
_LINE = pattern(r"(?:\\n)*((?:(?!\\n).)+)")
_BASE64 = pattern(r"[+/=]*[A-Za-z0-9][A-Za-z0-9+/=]*")


class Hidden(NamedTuple):
    """A secret, or a line of one.

    Attributes:
        text: What must not be shown, without a blank.
        prefix: What its issuer puts before it; empty where that is nothing, or too short to know it by.
        is_line: Whether it is a line of a secret of many lines.
        is_word: Whether it may be a word of prose: it is hidden only where an address could hold it.
        path: What stood before it where that ended with a slash: behind any other it may be a file's name.
    """

    text: str
    prefix: str = ""
    is_line: bool = False
    is_word: bool = False
    path: str = ""


def hidden_in_text(text: str) -> Iterator[tuple[Span, Hidden]]:
    """What a mask may hide of the secrets that we find in a text, as it is read, with where it is written."""
    for reading in readings(text):
        yield from ((reading.place(place), hidden) for place, hidden in _hidden(reading.text))


def _hidden(text: str) -> Iterator[tuple[Span, Hidden]]:
    if not likely_formats(text):
        return
    from agentreg.formats.secrets import secrets_as_written

    for secret in secrets_as_written(text):
        inner = secret.hidden.of(text)
        if _BREAK.search(inner):
            yield from _lines(text, secret.hidden)
        elif secret.is_word:
            if is_plain_password(inner):
                yield secret.hidden, Hidden(inner, is_word=True)
        elif not (could_be_executed(inner) or says_something(inner)):
            yield secret.hidden, _token(text, secret)


def hidden_of_leak(text: str, leak: Span) -> Iterator[tuple[Span, Hidden]]:
    """The same of a secret that another program found; what it begins with is no issuer's."""
    from agentreg.formats.secrets import hidden_in

    if _BREAK.search(leak.of(text)):
        yield from _lines(text, leak)
    elif not could_be_executed(leak.of(text)):
        hidden = hidden_in(leak)
        prefix, path = _prefix(text[leak.start : hidden.start]), _path(text, hidden.start)
        yield from ((hidden, Hidden(one.text, prefix, path=path)) for one in readings(hidden.of(text)))


def _token(text: str, secret: Secret) -> Hidden:
    start = secret.hidden.start
    return Hidden(secret.hidden.of(text), _prefix(text[secret.span.start : start]), path=_path(text, start))


def _path(text: str, start: int) -> str:
    return text[max(0, start - _KNOWN_PATH) : start] if text[start - 1 : start] == "/" else ""


def _prefix(before: str) -> str:
    prefix = _PREFIX.search(before)
    return prefix[0] if prefix and len(prefix[0]) >= _LEAST_PREFIX else ""


def _lines(text: str, block: Span) -> Iterator[tuple[Span, Hidden]]:
    """The lines of base64 in a block, of which only the last may be short; all else in it is prose."""
    found = []
    for line in _LINE.finditer(text, *block):
        words = [Span(*word.span()) for word in _BASE64.finditer(text, *line.span(1))]
        if len(words) == 1 or all(_is_long(word) for word in words):
            found += [word for word in words if word.end - word.start >= _LEAST_LAST_LINE]
    for word in found:
        if (_is_long(word) or word == found[-1]) and not says_something(word.of(text)):
            yield word, Hidden(word.of(text), is_line=True)


def _is_long(word: Span) -> bool:
    return word.end - word.start >= LEAST_LINE
