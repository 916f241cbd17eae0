"""Addresses that hold their content themselves (RFC 2397), and what a text in one says."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from agentreg.formats.patterns import pattern
from agentreg.model.document import Span

_ADDRESS = pattern(
    r"(?i)\bdata:(?P<kind>[\w.+-]{1,40}/[\w.+-]{1,80})?(?P<options>(?:;[\w=.+-]{1,60}){0,5}),"
    r"(?P<load>[^\s\"'()`]{8,40000})"
)
_TEXTS = (
    "text/",
    "application/json",
    "application/xml",
    "application/xhtml",
    "application/javascript",
    "image/svg",
)
_TAG = pattern(r"<!--|-->|<[^<>]*>")


def find_data_addresses(text: str, body: Span) -> Iterator[tuple[Span, str]]:
    """The addresses that hold a text.

    Args:
        text: The whole file.
        body: Where its prompt stands.

    Yields:
        Where each stands, and what it says, without the marks of HTML.
    """
    for found in _ADDRESS.finditer(text, *body):
        if (found["kind"] or "text/plain").lower().startswith(_TEXTS):
            said = _decoded(found["load"], is_base64=found["options"].lower().endswith(";base64"))
            if said:
                yield Span(*found.span()), _TAG.sub("\n", said)


def _decoded(load: str, *, is_base64: bool) -> str:
    content = unquote_to_bytes(load)
    if is_base64:
        try:
            content = base64.b64decode(content.rstrip(b"=") + b"=" * (-len(content.rstrip(b"=")) % 4))
        except binascii.Error:
            return ""
    return content.decode("utf-8", "ignore")
