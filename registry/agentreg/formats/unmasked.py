"""What is never masked, though it has the form of a secret: what could be executed, or says something.

Whoever writes a definition chooses what looks like a secret in it. A path, a command or a sentence in that
form would vanish from the text of a reviewer: where in doubt it is shown, and the finding says what it is.
"""

from __future__ import annotations

from agentreg.formats.patterns import pattern

_SHELL = pattern(r"[\s;|&$()<>`']")
_PATH = pattern(r"\.{0,2}/|~")
_PART = pattern(r"[A-Z]?[a-z]{3,}\d*")
_WORD = pattern(r"[A-Z]?[a-z]{3,}")
_ROW = pattern(r"(?:[A-Z]?[a-z]{2,}[-_./]?)+")

_LEAST_ROW = 20
"""So many characters of words without a break stand in one of a thousand tokens by chance."""

_LEAST_SHARE = 0.6
"""What of a text is words; chance gives letters in a row, too, but seldom half of all."""

_LEAST_SHARE_OF_PATH = 0.2
_SHORT_PART = 8
"""Slashes that stand closer than this are none of chance."""

# What stands before the host of an address, but for quotation marks, what leads to files, and braces.
_USERINFO = pattern(r"[A-Za-z0-9._~!*+,=%:$&;()@^\[\]-]*")
_SEPARATOR = pattern(r"[;&()]+")
# Whatever is run between two separators: a program by its name, or one with its words behind a variable.
_PROGRAM = pattern(r"[a-z][a-z_.-]{2,}\d?|.*\$[\w{].*")
# With an `@` in a password, some programs go to another host.
_HOST = pattern(
    r"(?:[\w-]+\.)+[A-Za-z]{2,}(?![\w!$])|\d{1,3}(?:\.\d{1,3}){3}(?!\w)|localhost\b|\[|[\w.-]+:\d{2,5}(?!\w)"
)
_MOST_PASSWORD = 32
"""A longer one that consists of words is a sentence."""


def could_be_executed(text: str) -> bool:
    """Whether a text could be a path or a command."""
    return bool(_PATH.match(text) or _SHELL.search(text)) or _is_path_of_words(text)


def says_something(text: str) -> bool:
    """Whether a text consists of words, or has a row of them, to a degree that is none of chance."""
    words = sum(len(word) for word in _WORD.findall(text))
    in_rows = any(len(row) >= _LEAST_ROW for row in _ROW.findall(text))
    return in_rows or words >= _LEAST_SHARE * len(text) or _is_path_of_words(text)


def is_plain_password(text: str) -> bool:
    """Whether what stands for a password in an address can be nothing else: no command, host or sentence.

    A shell may end a word in one, but what begins the first part and what ends the last one are parts of the
    address: no programs. Between them a program has no words behind it, but for a variable that is a blank.
    """
    if not _USERINFO.fullmatch(text) or "$(" in text:
        return False
    between = _SEPARATOR.split(text)[1:-1]
    hosts = text.split("@")[1:]
    if any(map(_PROGRAM.fullmatch, between)) or any(map(_HOST.match, hosts)):
        return False
    return len(text) <= _MOST_PASSWORD or not says_something(text)


def _is_path_of_words(text: str) -> bool:
    parts = text.split("/")
    words = sum(len(part) for part in parts if _PART.fullmatch(part))
    return len(parts) > 1 and (
        len(text) < _SHORT_PART * len(parts) or words >= _LEAST_SHARE_OF_PATH * len(text)
    )
