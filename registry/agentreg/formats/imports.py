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
# From a home, the root, a drive or a server on, or by `..`. Claude Code looks for
# `(?:^|\s)@((?:[^\s\\]|\\ )+)` in what Markdown has as text: behind a quotation mark it takes nothing in,
# but a model may read by itself what is named there.
_AWAY = pattern(
    r"@(?<![^\s*_(\[>|\"'\u201c\u2018\u00ab]@)((?:~[\w.\-]{0,40}[\\/]|/{1,2}(?=[\w.\-~])"
    r"|[A-Za-z]:(?:\\|/(?!/))|\\{1,2}[\w.\-]{1,80}\\|(?:[\w.\-]{1,80}[\\/]){0,40}?\.\.[\\/])"
    r"(?:\\ ?(?=\S)|[^\s\\`'\"<>()\[\]{}|*,;:?!\u2018-\u201d\u00ab\u00bb\u3000-\u303f\uff00-\uffef]){1,400})"
)
# What bundlers have projects call their own folders by (`@/components/ui`).
_ALIAS = pattern(
    r"actions?|api|app|assets|common|components?|composables?|config|constants?|contexts?|core|data|db|domain"
    r"|entities|features?|helpers?|hooks?|i18n|icons|images|layouts?|libs?|locales|middleware|models?|modules?"
    r"|pages?|plugins?|providers?|routes?r?|schemas?|screens?|server|services?|shared|src|stores?|styles?"
    r"|tests?|themes?|types?|ui|utils?|validators?|views?|widgets?",
    re.IGNORECASE,
)
# Of these, what may as well lie at the root of a machine or a container.
_ALIAS_OR_ROOT = frozenset(("app", "config", "data", "lib", "libs", "server", "src"))
# What does lie there, and is no folder of a project.
_ROOT = pattern(
    r"applications|bin|boot|builds|dev|etc|home|library|media|mnt|nix|opt|private|proc|root|run|s?bin|snap|srv"
    r"|sys|system|tmp|users|usr|var|volumes|workspaces?",
    re.IGNORECASE,
)
_MODULE = pattern(r"\.(?:[cm]?[jt]sx?|vue|svelte|s?css|less)\Z|[a-z][A-Z]")
_FROM_MODULE = pattern(r"\b(?:from|import|require\()\s*[\"']?@\Z")
# Nobody takes in a module, or obeys one.
_ORDERED = pattern(
    r"\b(?:take[ns]?|taking) in|\b(?:read|load|include|follow|obey|heed|adopt|apply|open|ingest|absorb)s?\b",
    re.IGNORECASE,
)
_MOST_BETWEEN = 40
# What may stand around an import that is all of its line or list item.
_AROUND = " \t\r>-*+\"'\u201c\u201d\u2018\u2019\u00ab\u00bb"
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
    """Whether a path from the root on is more likely the name of a module of the project.

    An import of what is on nobody's machine takes nothing in. So what counts is whether machines have such a
    folder at their root; where they may, whether the path is all of its line, or somebody is told to read it.
    """
    root, *folders = place.of(text).split("/")
    if root or any(folder.startswith(".") or not folder for folder in folders) or _ROOT.fullmatch(folders[0]):
        return False
    line, before = _line(text, place)
    is_known = _ALIAS.fullmatch(folders[0]) is not None
    is_module = _MODULE.search(folders[-1]) is not None
    if _FROM_MODULE.search(before) or (is_known and (is_module or folders[0].lower() not in _ALIAS_OR_ROOT)):
        return True
    if line.strip(_AROUND) == f"@{place.of(text)}" or _ORDERED.search(before[-_MOST_BETWEEN:]):
        return False
    return len(folders) == 1 or is_known or is_module


def _is_in_code(text: str, place: int) -> bool:
    """Whether a place is inside a code span of its line, where no host takes anything in."""
    # A line without an end would be counted again for each name on it.
    earliest = max(0, place - _MOST_OF_LINE)
    return text.count("`", max(earliest, text.rfind("\n", earliest, place) + 1), place) % 2 == 1


def _line(text: str, place: Span) -> tuple[str, str]:
    """The line of a place as far as it is near, and what of it stands before the place."""
    before = text[max(0, place.start - _MOST_OF_LINE) : place.start].rpartition("\n")[2]
    return before + text[place.start : place.end + _MOST_OF_LINE].partition("\n")[0], before
