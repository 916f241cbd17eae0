"""Imports: the files that a host takes into the prompt where `@path` stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agentreg.formats.fences import outside_fences
from agentreg.formats.patterns import pattern
from agentreg.model.document import LineIndex, Span

# What has to stand before the mark is asked behind it: so a search runs from mark to mark.
# Packages (`@types/node`) and aliases of modules (`@/lib/utils`) look alike: what is taken in is a text file,
# or lies where only a path can lie.
_IMPORT = pattern(
    r"@(?<![\w`@./]@)((?:~/|\.{1,2}/)[\w.\-]+(?:/[\w.\-]+)*"
    r"|/?[\w.\-]+(?:/[\w.\-]+)*\.(?:mdc?|markdown|txt|rst|json|ya?ml|toml))(?![\w@/])"
)
# From a home, the root, a drive or a server on, or by `..`; hosts read up to a blank without a backslash.
_AWAY = pattern(
    r"@(?<![^\s*_(\[>|]@)((?:~[\w.\-]{0,40}[\\/]|/(?=[\w.\-~])|[A-Za-z]:(?:\\|/(?!/))|\\{1,2}[\w.\-]{1,80}\\"
    r"|(?:[\w.\-]{1,80}[\\/]){0,40}?\.\.[\\/])"
    r"(?:\\ ?(?=\S)|[^\s\\`'\"<>()\[\]{}|*,;:?!\u3000-\u303f\uff00-\uffef]){1,400})"
)
# What projects call their own folders (`@/components/ui`): few machines have such a one at their root.
_ALIAS = pattern(
    r"actions?|api|app|assets|common|components?|composables?|config|constants?|contexts?|core|data|db|domain"
    r"|entities|features?|helpers?|hooks?|i18n|icons|images|layouts?|libs?|locales|middleware|models?|modules?"
    r"|pages?|plugins?|providers?|routes?r?|schemas?|screens?|server|services?|shared|src|stores?|styles?"
    r"|tests?|themes?|types?|ui|utils?|validators?|views?|widgets?",
    re.IGNORECASE,
)
# What may stand around an import that is all of its line or list item.
_AROUND = " \t\r>-*+"
_MOST_OF_LINE = 4_000


def read_imports(text: str, span: Span) -> Iterator[Span]:
    """Find the paths of imports as Claude Code writes them.

    A path that leads away needs no ending, but has to stand in prose: what begins so in a fence may be given
    to a command (`curl -d @/tmp/body`).

    Args:
        text: The whole file.
        span: Where to look.

    Yields:
        The place of each path, once and in no order; none in a code span.
    """
    away = [place for place in _leading_away(text, span) if not _is_alias(text, place)]
    yield from away
    known = {place.start for place in away}
    for match in _IMPORT.finditer(text, *span):
        if match.start(1) not in known and not _is_in_code(text, match.start(1)):
            yield Span(*match.span(1))


def _leading_away(text: str, span: Span) -> Iterator[Span]:
    found = [
        Span(match.start(1), match.start(1) + len(match.group(1).rstrip("._")))
        for match in _AWAY.finditer(text, *span)
    ]
    if not found:
        return
    lines = LineIndex(span.of(text))
    is_prose = list(outside_fences(span.of(text).split("\n")))
    for place in found:
        is_said = is_prose[lines.line(place.start - span.start) - 1] and not _is_in_code(text, place.start)
        # A folder is nothing that a host takes in.
        if is_said and text[place.end - 1] not in "/\\":
            yield place


def _is_alias(text: str, place: Span) -> bool:
    """Whether a path from the root on is more likely the name of a module, as prose names them in passing."""
    root, *folders = place.of(text).split("/")
    if root or any(folder.startswith(".") for folder in folders):
        return False
    if _line(text, place).strip(_AROUND) == f"@{place.of(text)}":
        return False
    return len(folders) == 1 or _ALIAS.fullmatch(folders[0]) is not None


def _is_in_code(text: str, place: int) -> bool:
    """Whether a place is inside a code span of its line, where no host takes anything in."""
    # A line without an end would be counted again for each name on it.
    earliest = max(0, place - _MOST_OF_LINE)
    return text.count("`", max(earliest, text.rfind("\n", earliest, place) + 1), place) % 2 == 1


def _line(text: str, place: Span) -> str:
    """The line of a place, as far as it is near."""
    before = text[max(0, place.start - _MOST_OF_LINE) : place.start].rpartition("\n")[2]
    return before + text[place.start : place.end + _MOST_OF_LINE].partition("\n")[0]
