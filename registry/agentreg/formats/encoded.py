"""Text that is encoded so that nobody reads it."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from itertools import chain

from agentreg.formats.patterns import pattern
from agentreg.model.document import Span
from agentreg.records import NamedTuple


class Encoded(NamedTuple):
    """An encoded passage.

    Attributes:
        what: How it is encoded.
        span: Where it stands.
        decoded: The text that it stands for; empty when it is none.
    """

    what: str
    span: Span
    decoded: str = ""


_BASE64 = pattern(r"(?<![A-Za-z0-9+/_=-])(?:[A-Za-z0-9+/]{80,}|[A-Za-z0-9_-]{80,})={0,2}(?![A-Za-z0-9+/_-])")
_LONG = pattern(r"\S{80,}")
_ESCAPES = pattern(r"(?:\\x[0-9A-Fa-f]{2}){20,}|(?:\\u[0-9A-Fa-f]{4}){20,}|(?:&#x?[0-9A-Fa-f]{2,6};){20,}")
_DECODED = pattern(
    r"\bbase64 (?:-d|-D|--decode)\b[^\n|]{0,80}\|\s{0,4}(?:sudo )?(?:\S{0,40}/)?"
    r"(?:(?:ba|z|da)?sh|python3?|node|perl|eval)\b"
    r"|\b(?:powershell|pwsh)(?:\.exe)?\s[^\n]{0,80}?-e(?:nc|ncodedcommand|c)?\s+[A-Za-z0-9+/=]{16,}"
    r"|\bexec\s*\([^\n]{0,80}b64decode"
    r"|\beval\s*[(\"']?\s*(?:atob\(|base64[._]|\$\([^\n)]{0,80}base64 (?:-d|--decode))",
    re.IGNORECASE,
)
_DECODED_HINTS = ("base64", "b64decode", "atob(", "powershell", "pwsh")
_READABLE = 0.9
_MOST_SHOWN = 400


def find_encoded(text: str, body: Span) -> Iterator[Encoded]:
    """The encoded passages of a prompt: long runs of base64 or escapes, and commands that decode some."""
    long = _LONG.finditer(text, *body)
    for found in chain.from_iterable(_BASE64.finditer(text, *word.span()) for word in long):
        run = found.group()
        if _is_mixed(run) and not text[: found.start()].endswith(("data:image/", ";base64,")):
            yield Encoded("base64", Span(*found.span()), _decoded(run))
    if "\\x" in text or "\\u" in text or "&#" in text:
        for found in _ESCAPES.finditer(text, *body):
            yield Encoded("escapes", Span(*found.span()))
    lower = text.lower()
    if any(hint in lower for hint in _DECODED_HINTS):
        for found in _DECODED.finditer(text, *body):
            yield Encoded("a command that decodes what it runs", Span(*found.span()))


def _is_mixed(run: str) -> bool:
    """Whether a run is no word and no path: letters of both cases and digits, nowhere a readable piece."""
    kinds = (str.islower, str.isupper, str.isdigit)
    return all(any(map(kind, run)) for kind in kinds) and run.count("/") + run.count("-") < len(run) // 10


def _decoded(run: str) -> str:
    padded = run.rstrip("=").translate({ord("-"): "+", ord("_"): "/"})
    try:
        content = base64.b64decode(padded + "=" * (-len(padded) % 4))
        text = content.decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return ""
    readable = sum(map(str.isprintable, text)) + text.count("\n")
    return re.sub(r"\s+", " ", text)[:_MOST_SHOWN] if readable >= _READABLE * len(text) else ""
