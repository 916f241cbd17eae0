"""Made-up secrets of every published form, by chance and with the right checksum."""

from __future__ import annotations

import base64
import json
import re._constants as kinds  # type: ignore[import-not-found]  # of the standard library, undocumented
import re._parser as parser  # type: ignore[import-not-found]
from random import Random
from typing import Any
from zlib import crc32

from agentreg.formats.secret_table import Proof, TokenFormat

_BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_MOST = 20


def make(token: TokenFormat, random: Random) -> str:
    """A secret of a kind, with all that stands around it by its form."""
    match token.proof:
        case Proof.HEADER:
            claims = {"sub": f"account-{random.randrange(10**9)}", "iat": random.randrange(10**9)}
            parts = [_encoded({"alg": "RS256", "typ": "JWT"}), _encoded(claims), _letters(random, 86)]
            return ".".join(parts)
        case Proof.BLOCK:
            lines = "\n".join(_letters(random, 64) for _ in range(12))
            return f"-----BEGIN RSA PRIVATE KEY-----\n{lines}\n-----END RSA PRIVATE KEY-----"
        case Proof.PASSWORD:
            return f"postgres://app:{_letters(random, 14)}@db.internal:5432/app"
        case Proof.CRC32:
            prefix = random.choice(token.hints)
            chance = _letters(random, 30)
            return f"{prefix}{chance}{_checksum(chance)}"
        case _:
            return _from_form(parser.parse(token.form.replace("\\b", "")), random)


def _letters(random: Random, length: int) -> str:
    return "".join(random.choice(_BASE62) for _ in range(length))


def _encoded(content: dict[str, object]) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


def _checksum(text: str) -> str:
    number, shown = crc32(text.encode()), ""
    while number:
        number, rest = divmod(number, 62)
        shown = _BASE62[rest] + shown
    return shown.rjust(6, "0")


def _from_form(tree: Any, random: Random) -> str:
    return "".join(_piece(kind, value, random) for kind, value in tree)


def _piece(kind: Any, value: Any, random: Random) -> str:
    if kind is kinds.LITERAL:
        return chr(value)
    if kind is kinds.NOT_LITERAL:
        return " "
    if kind is kinds.IN:
        return " " if value[0][0] is kinds.NEGATE else random.choice(_members(value))
    if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT):
        least, most, inner = value
        count = random.randint(least, max(least, min(int(most), least + _MOST)))
        return "".join(_from_form(inner, random) for _ in range(count))
    if kind is kinds.SUBPATTERN:
        return _from_form(value[-1], random)
    if kind is kinds.BRANCH:
        # A branch for the end of the text, or for what stands beside a token, gives nothing.
        return _from_form(random.choice(value[1]), random)
    return ""


def _members(value: Any) -> list[str]:
    members: list[str] = []
    for kind, member in value:
        if kind is kinds.RANGE:
            members += map(chr, range(member[0], member[1] + 1))
        elif kind is kinds.LITERAL:
            members.append(chr(member))
        else:
            members.append(" ")
    return members
