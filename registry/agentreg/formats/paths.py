"""Names of files and folders in prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agentreg.formats.patterns import pattern
from agentreg.model.document import Span

_PATH = pattern(r"(?:~/|\.{0,2}/)?[\w.@\-\[\]{}*<>$]+(?:/[\w.@\-\[\]{}*<>$]+)*/?")
_FILE_ENDING = pattern(
    r"\.(?:mdc?|txt|jsonl?|ya?ml|toml|ini|cfg|py|[jt]sx?|mjs|go|rs|java|kt|rb|php|cs|c|h|cpp|swift|sh|sql"
    r"|html|s?css|vue|svelte|xml|csv|tf|lock|log|pdf|png|svg|gradle|proto|graphql)$",
    re.IGNORECASE,
)
_PRODUCT = pattern(
    r"(?:Node|Vue|React|Next|Nuxt|Express|Three|Ember|Alpine|Chart|Socket|uWebSockets|Discord|D3)\.js",
    re.IGNORECASE,
)
# Without code style only an ending says that a word is a file; one of code needs a folder as well.
_BARE_ENDING = pattern(
    r"\.(?:(mdc?|txt|jsonl?|ya?ml|toml)|py|[jt]sx?|go|rs|java|rb|php|cs|sh|sql|html|s?css|xml|csv|tf|proto)"
    r"(?![\w/(*\-]|\.\w)"
)
_LONGEST_BARE = 120
_OPENING = "([{\"'*_<\u201c\u2018\u300c\uff08"
# A word that begins with a slash is a command or a route of an API, unless it lies where files lie.
_ROOTS = pattern(r"/(?:home|Users|etc|usr|var|tmp|opt|mnt|root|workspace)/")
_HOME = pattern(r"\$HOME\b|\$\{HOME\}|%USERPROFILE%|\$env:USERPROFILE\b", re.IGNORECASE)
# Where files of the system, of a home, or above the project lie; a container has its own in `/workspace/`.
_OUTWARD = pattern(
    r"(?<![\w/.$~`\\:@-])(?:~/|(?:\.\./)+|(?:\$HOME|\$\{HOME\})/|/(?:home|Users|etc|usr|var|tmp|opt|mnt|root|srv)/"
    r"|[A-Za-z]:\\|%USERPROFILE%\\)[^\s\"'`<>|;,()]{0,200}[\w/\\}\]]"
)


def is_path(word: str) -> bool:
    """Whether a word in code style names a file or a folder."""
    if "://" in word or _PATH.fullmatch(word) is None or _PRODUCT.fullmatch(word):
        return False
    if not any(map(str.isalnum, word)):
        return False
    ending = _FILE_ENDING.search(word)
    if ending:
        return ending.start() > 0
    if word.rpartition("/")[2].startswith(".env"):
        return True
    if word.startswith("/"):
        return _ROOTS.match(word) is not None or (word.endswith("/") and len(word) > 1)
    # `async/await` and `and/or` are words; folders start or end like paths, or lie deeper.
    return (word.startswith((".", "~")) and "/" in word) or word.endswith("/") or word.count("/") > 1


def bare_paths(text: str, span: Span) -> Iterator[Span]:
    """Where files are named without code style.

    Args:
        text: The whole file.
        span: Where to look.

    Yields:
        The place of each name.
    """
    for found in _BARE_ENDING.finditer(text, *span):
        before = text[max(span.start, found.start() - _LONGEST_BARE) : found.start()]
        if not before or before[-1].isspace():
            continue
        word = before.split()[-1].lstrip(_OPENING) + found.group()
        if word[0] not in "@-/" and (found.group(1) or "/" in word) and is_path(word):
            yield Span(found.end() - len(word), found.end())


def bare_outward_paths(text: str, span: Span) -> Iterator[Span]:
    """Where places outside of a project are named without code style, with any ending or none.

    Args:
        text: The whole file.
        span: Where to look.

    Yields:
        The place of each name.
    """
    for found in _OUTWARD.finditer(text, *span):
        yield Span(*found.span())


def leaves_project(path: str, file: str = "") -> bool:
    """Whether a path leads out of the project.

    Args:
        path: The path.
        file: The file that names it, from the top of its project on; empty for one at the top.
    """
    if path.startswith(("~", "/", "\\")) or path[1:2] == ":" or _HOME.match(path):
        return True
    depth = file.count("/")
    for part in path.replace("\\", "/").split("/"):
        depth += {"..": -1, ".": 0, "": 0}.get(part, 1)
        if depth < 0:
            return True
    return False
