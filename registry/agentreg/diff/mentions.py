"""What a prompt names that lies outside it, unit by unit."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from enum import StrEnum

from agentreg.diff.units import Outline
from agentreg.formats.outputs import output_paths
from agentreg.formats.paths import bare_outward_paths
from agentreg.formats.references import read_references
from agentreg.model.document import Span
from agentreg.model.outward import ReferenceKind
from agentreg.model.prompt import BlockKind
from agentreg.records import NamedTuple


class Sort(StrEnum):
    """What kind of thing is named; the value is the word for it in a report."""

    OUTPUT = "output path"
    FILE = "file"
    IMPORT = "import"
    URL = "url"
    TOOL = "tool"
    AGENT = "agent"


class Mention(NamedTuple):
    """A place where something outside is named.

    Attributes:
        sort: What kind of thing.
        key: Equal for two spellings of one thing.
        target: The name as it is written.
        span: Where it is written.
        place: The unit that it stands in.
    """

    sort: Sort
    key: str
    target: str
    span: Span
    place: int

    @property
    def name(self) -> tuple[Sort, str]:
        """Equal for two mentions of one thing as the same."""
        return self.sort, self.key


class Mentions(NamedTuple):
    """All that a prompt names.

    Attributes:
        by_place: The mentions in a unit, in order.
        names: All that is named anywhere, and as what; an output path or import is a file as well.
    """

    by_place: dict[int, list[Mention]]
    names: frozenset[tuple[Sort, str]]


_SORTS = {
    ReferenceKind.PATH: Sort.FILE,
    ReferenceKind.URL: Sort.URL,
    ReferenceKind.IMPORT: Sort.IMPORT,
    ReferenceKind.TOOL: Sort.TOOL,
    ReferenceKind.AGENT: Sort.AGENT,
}


def read_mentions(side: Outline) -> Mentions:
    """Find all that a prompt names."""
    found: dict[int, list[Mention]] = defaultdict(list)
    for reference in read_references(side.text, side.prompt.span):
        place = bisect_right(side.starts, reference.span.start) - 1
        if place >= 0:
            sort = _SORTS[reference.kind]
            key = _key(sort, reference.target)
            found[place].append(Mention(sort, key, reference.target, reference.span, place))
    _add_outward(side, found)
    for place, mentions in found.items():
        if any(mention.sort is Sort.FILE for mention in mentions):
            written = set(output_paths(side.text, side.prompt.blocks[place]))
            found[place] = [
                _as_output(mention) if mention.span in written else mention for mention in mentions
            ]
    every = [mention for mentions in found.values() for mention in mentions]
    names = {mention.name for mention in every}
    names |= {(Sort.FILE, mention.key) for mention in every if mention.sort in (Sort.OUTPUT, Sort.IMPORT)}
    return Mentions({place: _worth(side, mentions) for place, mentions in found.items()}, frozenset(names))


def _add_outward(side: Outline, found: dict[int, list[Mention]]) -> None:
    """Add the places outside of the project that are to be written and named in no code: `/etc/motd`."""
    starts = [span.start for span in bare_outward_paths(side.text, side.prompt.span)]
    for place in dict.fromkeys(bisect_right(side.starts, start) - 1 for start in starts):
        if place < 0:
            continue
        known = {mention.span.start for mention in found[place]}
        for span in output_paths(side.text, side.prompt.blocks[place]):
            if span.start not in known:
                target = span.of(side.text)
                found[place].append(Mention(Sort.OUTPUT, _key(Sort.OUTPUT, target), target, span, place))
        found[place].sort(key=lambda mention: mention.span)
        if not found[place]:
            del found[place]


def _worth(side: Outline, mentions: list[Mention]) -> list[Mention]:
    """Files that code names are part of the code."""
    if side.units[mentions[0].place].kind is not BlockKind.FENCE:
        return mentions
    return [mention for mention in mentions if mention.sort is not Sort.FILE]


def _as_output(mention: Mention) -> Mention:
    return mention._replace(sort=Sort.OUTPUT)


def _key(sort: Sort, target: str) -> str:
    """A slash at the end says nothing, nor does how a host name is written, nor `./` before a path."""
    if sort is Sort.URL:
        scheme, mark, rest = target.partition("://")
        host, slash, path = rest.partition("/")
        return f"{scheme.lower()}{mark}{host.lower()}{slash}{path}".rstrip("/")
    if sort in (Sort.TOOL, Sort.AGENT):
        return target
    return target.removeprefix("./").rstrip("/")
