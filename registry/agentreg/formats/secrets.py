"""Secrets in a text: what looks like a token of some issuer and is no sample."""

from __future__ import annotations

import base64
import binascii
import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from string import ascii_lowercase, ascii_uppercase, digits
from typing import Any, assert_never
from zlib import crc32

from agentreg.formats.patterns import pattern
from agentreg.formats.secret_table import TOKEN_FORMATS, Proof, TokenFormat
from agentreg.model.document import Span
from agentreg.records import NamedTuple

SHOWN = 4
"""Characters of a secret that may be shown."""


class Secret(NamedTuple):
    """A secret.

    Attributes:
        what: What it is, for people.
        span: Where it stands.
    """

    what: str
    span: Span


_BASE62 = f"{digits}{ascii_uppercase}{ascii_lowercase}"
_CHECKSUM = 6
# Bits of a character below which a run of its length is none of chance; hexadecimal has four at most.
_LEAST_BITS, _LEAST_BITS_OF_HEX = 3.2, 2.8
_HEX = frozenset("0123456789abcdefABCDEF-")
_SAMPLE = pattern(
    r"example|sample|placeholder|dummy|changeme|redacted|replace|insert|your|xxxx|aaaa|0000|1111|\.\.\.|\*\*\*|<|>|\$\{"
    r"|(?:0123|1234|2345|3456|4567|5678|6789|abcd|bcde|cdef|wxyz|qwer|asdf|dead|beef|foobar|test){2}"
    r"|0123456|1234567|abcdefg|fake|test_?(?:key|token|secret)",
    re.IGNORECASE,
)
# The subject of the token that jwt.io shows.
_SHOWN_SUBJECTS = frozenset(("1234567890", "user123", "123", "user_123", "12345"))
_LEAST_BLOCK = 200


def find_secrets(text: str) -> Iterator[Secret]:
    """Find secrets.

    Args:
        text: Any text.

    Yields:
        Each secret once, by kind, then by place. Placeholders and samples of documentation are none.
    """
    likely = [token for token in TOKEN_FORMATS if any(hint in text for hint in token.hints)]
    if not likely:
        return
    # A lone surrogate is no character to RE2; what stands in for it keeps the offsets.
    plain = text.encode("utf-8", "replace").decode("utf-8")
    for token in likely:
        for found in _compiled(token.form).finditer(plain):
            group = next(number for number, held in enumerate(found.groups(), 1) if held is not None)
            if _is_real(token, found.group(group)):
                start = (
                    found.start()
                    if found.group()[0].isalnum() or found.group()[0] == "-"
                    else found.start(group)
                )
                yield Secret(token.what, Span(start, found.end(group)))


def masked(secret: str) -> str:
    """A secret as it may be shown: its first characters and its length."""
    return f"{secret[:SHOWN]}… ({len(secret)} characters)"


@cache
def _compiled(form: str) -> Any:
    # RE2 takes time that is linear in the text, whatever the text is.
    import re2  # type: ignore[import-untyped]  # it has no stubs

    return re2.compile(form)


def _is_real(token: TokenFormat, part: str) -> bool:
    match token.proof:
        case Proof.RANDOM:
            return _is_random(part)
        case Proof.CRC32:
            return _is_random(part) and _checksum(part[:-_CHECKSUM]) == part[-_CHECKSUM:]
        case Proof.HEADER:
            return _is_signed(part)
        case Proof.BLOCK:
            return len(part) >= _LEAST_BLOCK and not _SAMPLE.search(part) and _bits(part) > _LEAST_BITS
        case other:
            assert_never(other)


def _is_random(part: str) -> bool:
    least = _LEAST_BITS_OF_HEX if _HEX.issuperset(part) or len(part) < 20 else _LEAST_BITS
    return not _SAMPLE.search(part) and _bits(part) >= least


def _bits(text: str) -> float:
    """How many bits a character of a text holds, by how often each occurs."""
    counts = Counter(text).values()
    return -sum(count / len(text) * math.log2(count / len(text)) for count in counts)


def _checksum(text: str) -> str:
    number, shown = crc32(text.encode("ascii")), ""
    while number:
        number, rest = divmod(number, len(_BASE62))
        shown = _BASE62[rest] + shown
    return shown.rjust(_CHECKSUM, "0")


def _is_signed(token: str) -> bool:
    """Whether a token's parts are what they should be, and it is not the one that everybody shows."""
    header, payload, signature = token.split(".")[:3]
    head, claims = _decoded(header), _decoded(payload)
    if "alg" not in head or not claims or _SAMPLE.search(signature):
        return False
    return str(claims.get("sub", "")) not in _SHOWN_SUBJECTS and _bits(signature) >= _LEAST_BITS


def _decoded(part: str) -> dict[str, object]:
    try:
        content = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}
