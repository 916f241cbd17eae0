"""Secrets in a text: what looks like a token of some issuer and is no sample."""

from __future__ import annotations

import base64
import binascii
import json
import math
from collections import Counter
from collections.abc import Iterator
from functools import cache
from string import ascii_lowercase, ascii_uppercase, digits
from typing import assert_never
from zlib import crc32

from agentreg.formats.escapes import readings
from agentreg.formats.linear import LinearPattern
from agentreg.formats.passwords import is_password
from agentreg.formats.patterns import pattern
from agentreg.formats.secret_hints import likely_formats
from agentreg.formats.secret_table import TOKEN_FORMATS, Proof, TokenFormat
from agentreg.model.document import Span
from agentreg.records import NamedTuple

SHOWN = 4
"""Characters of a secret that may be shown."""

_LEAST_HIDDEN = 8
"""Characters of a secret that are never shown, where nothing is known of what its issuer puts before."""


class Secret(NamedTuple):
    """A secret.

    Attributes:
        what: What it is, for people.
        span: Where it stands.
        hidden: What of it must not be shown: the part by chance, without its first characters where the
            secret is nothing else.
        is_word: Whether it may be a word that means something elsewhere, as somebody chose it: a password.
    """

    what: str
    span: Span
    hidden: Span
    is_word: bool = False


_BASE62 = f"{digits}{ascii_uppercase}{ascii_lowercase}"
_CHECKSUM = 6
# Bits of a character below which a run of its length is none of chance; hexadecimal has four at most.
_LEAST_BITS, _LEAST_BITS_OF_HEX = 3.2, 2.8
_HEX = frozenset("0123456789abcdefABCDEF-")
# A long token may hold four letters by chance, in any cases; people write a word in one, or a capital first.
_SAMPLE = pattern(
    r"(?i:example|sample|placeholder|dummy|changeme|redacted|replace|insert|\.\.\.|\*\*\*|<|>|\$\{"
    r"|(?:0123|1234|2345|3456|4567|5678|6789|abcd|bcde|cdef|wxyz|qwer|asdf|dead|beef|foobar|test){2}"
    r"|(.)\1{5}|0123456|1234567|abcdefg|test_?(?:key|token|secret))"
    r"|your|Your|YOUR|fake|Fake|FAKE"
)
# The subject of the token that jwt.io shows.
_SHOWN_SUBJECTS = frozenset(("1234567890", "user123", "123", "user_123", "12345"))
_LEAST_BLOCK = 200


def find_secrets(text: str) -> Iterator[Secret]:
    """Find secrets, behind the escapes of YAML, JSON and TOML, too.

    Args:
        text: Any text.

    Yields:
        Each secret once, where it is written, by kind, then by place. Placeholders and samples of
        documentation are none.
    """
    found: list[Span] = []
    # What is read behind escapes is the whole secret, what is written may be the piece before one.
    for reading in readings(text):
        for secret in secrets_as_written(reading.text):
            span = reading.place(secret.span)
            if not any(span.start < other.end and other.start < span.end for other in found):
                yield secret._replace(span=span, hidden=reading.place(secret.hidden))
                if reading.text is not text:
                    found.append(span)


def secrets_as_written(text: str) -> Iterator[Secret]:
    """The same of a text that has no escapes."""
    for token in likely_formats(text):
        for whole, *parts in _forms()[token.form].groups(text, Span(0, len(text))):
            part = next(filter(None, parts), None)
            if whole and part and _is_real(token, whole.of(text), part.of(text)):
                span = Span(_start(text, whole, part), part.end)
                is_word = token.proof is Proof.PASSWORD
                yield Secret(token.what, span, hidden_in(span, part.start), is_word)


def _start(text: str, whole: Span, part: Span) -> int:
    """Where a secret begins: with its prefix, and without what only has to stand before it."""
    first = text[whole.start]
    return whole.start if first.isalnum() or first == "-" else part.start


def hidden_in(secret: Span, prefix_end: int = 0) -> Span:
    """What of a secret must not be shown.

    Args:
        secret: Where it stands.
        prefix_end: Where what all of its kind begin with ends; 0 where nothing is known of that.
    """
    start = max(prefix_end, secret.start + SHOWN)
    return Span(max(secret.start, min(start, max(prefix_end, secret.end - _LEAST_HIDDEN))), secret.end)


def masked(secret: str) -> str:
    """A secret as a sentence tells it: its first characters and its length."""
    return f"{secret[:SHOWN]}… ({len(secret)} characters)"


@cache
def _forms() -> dict[str, LinearPattern]:
    return {token.form: LinearPattern(token.form) for token in TOKEN_FORMATS}


def _is_real(token: TokenFormat, whole: str, part: str) -> bool:
    match token.proof:
        case Proof.RANDOM:
            return _is_random(part)
        case Proof.CRC32:
            return _is_random(part) and _checksum(part[:-_CHECKSUM]) == part[-_CHECKSUM:]
        case Proof.HEADER:
            return _is_signed(part)
        case Proof.BLOCK:
            return len(part) >= _LEAST_BLOCK and not _SAMPLE.search(part) and _bits(part) > _LEAST_BITS
        case Proof.PASSWORD:
            return is_password(whole, part)
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
