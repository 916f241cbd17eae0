"""What a reader does not see: hidden characters, and names that look like others.

These are facts about the whole definition, told beside the change of the text that they stand in.
What hides in the same word before and after is not told, wherever that word went.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from agentreg.diff.changes import Change, mirror
from agentreg.diff.kinds import Kind
from agentreg.formats.hidden import Hidden, find_hidden
from agentreg.formats.lookalikes import imitated
from agentreg.formats.patterns import pattern
from agentreg.model.definition import Definition
from agentreg.model.document import Span
from agentreg.records import NamedTuple

# So much of a word on either side of what hides in it tells it from others.
MOST_OF_WORD = 40
# More characters that hide are counted.
MOST_NAMED = 12
_END_OF_WORD, _START_OF_WORD = pattern(r"\S{0,40}+\Z"), pattern(r"\S*+")


class Place(NamedTuple):
    """Where something hides.

    Attributes:
        subject: What hides, or what has the name.
        word: The word that it hides in.
        told: What to tell of it.
        span: Where that stands; None for a name that no field states.
    """

    subject: str
    word: str
    told: str
    span: Span | None


def compare_hidden(before: Definition | None, after: Definition) -> list[Change]:
    """What came to hide, and what hides no longer.

    Args:
        before: The definition before; None for an agent that is new.
        after: The definition after.
    """
    hiding = [list(hidden_words(side.document.text)) if side else [] for side in (before, after)]
    posing = [list(posing_names(side)) if side else [] for side in (before, after)]
    return [
        *_more(Kind.HIDDEN_ADDED, *hiding),
        *map(mirror, _more(Kind.HIDDEN_ADDED, *reversed(hiding))),
        *_more(Kind.LOOKALIKE_ADDED, *posing),
        *map(mirror, _more(Kind.LOOKALIKE_ADDED, *reversed(posing))),
    ]


def _more(kind: Kind, before: list[Place], after: list[Place]) -> Iterator[Change]:
    """What is after and not before; of several that are the same, the last."""
    left = Counter(place[:2] for place in before)
    for place in after:
        if left[place[:2]]:
            left[place[:2]] -= 1
        else:
            yield Change(kind, place.subject, "", place.told, None, place.span)


def hidden_words(text: str) -> Iterator[Place]:
    """The words that hide something, each once for every kind of character that hides there."""
    group: list[Hidden] = []
    for found in find_hidden(text):
        if group and not (found.kind is group[-1].kind and _is_one_word(text, group[-1].span, found.span)):
            yield _place(text, group)
            group = []
        group.append(found)
    if group:
        yield _place(text, group)


def _is_one_word(text: str, one: Span, other: Span) -> bool:
    between = text[one.end : other.start]
    return len(between) <= MOST_OF_WORD and len(between.split()) == 1 and between == between.strip()


def _place(text: str, group: list[Hidden]) -> Place:
    span = Span(group[0].span.start, group[-1].span.end)
    start = _END_OF_WORD.search(text[max(0, span.start - MOST_OF_WORD) : span.start])
    end = _START_OF_WORD.match(text[span.end : span.end + MOST_OF_WORD])
    before, after = start.group() if start else "", end.group() if end else ""
    word = f"{before}{span.of(text)}{after}"
    told = "".join(found.spelled for found in group)
    hiding = "".join(found.span.of(text) for found in group)
    if not told and len(hiding) > MOST_NAMED:
        told = f"{before}[{_counted(hiding)}]{after}"
    return Place(group[0].kind, word, told or word, span)


def _counted(hiding: str) -> str:
    first, last = min(hiding), max(hiding)
    if first == last:
        return f"{len(hiding)} times U+{ord(first):04X}"
    return f"{len(hiding)} of U+{ord(first):04X} to U+{ord(last):04X}"


def posing_names(definition: Definition) -> Iterator[Place]:
    """The agent and its tools, as far as their names look like others."""
    if shown := imitated(definition.name):
        fields = (field.lines for field in definition.frontmatter.fields if field.key == "name")
        yield Place(f"agent {definition.name}", definition.name, shown, next(fields, None))
    for entry in (*definition.tools.entries, *definition.tools.denied):
        if shown := imitated(entry.raw):
            yield Place(f"tool {entry.raw}", entry.raw, shown, entry.span)
