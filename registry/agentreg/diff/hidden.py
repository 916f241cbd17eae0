"""What a reader does not see: hidden characters, and names that look like others.

These are facts about the whole definition, told beside the change of the text that they stand in.
What hides in the same word before and after is not told, wherever that word went.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from agentreg.diff.changes import Change, mirror
from agentreg.diff.kinds import Kind
from agentreg.formats.hidden import Hidden, find_hidden
from agentreg.formats.lookalikes import imitated
from agentreg.model.definition import Definition
from agentreg.model.document import Span
from agentreg.records import NamedTuple

# So much of a word on either side of what hides in it tells it from others.
MOST_OF_WORD = 40
# More characters that hide are counted, and so are more words in which something of a kind does.
MOST_NAMED = 12
MOST_WORDS = 12


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
    hiding = [hidden_words(side.document.text) if side else () for side in (before, after)]
    posing = [tuple(posing_names(side)) if side else () for side in (before, after)]
    return [
        *_told(Kind.HIDDEN_ADDED, in_few(_more(*hiding))),
        *map(mirror, _told(Kind.HIDDEN_ADDED, in_few(_more(*reversed(hiding))))),
        *_told(Kind.LOOKALIKE_ADDED, _more(*posing)),
        *map(mirror, _told(Kind.LOOKALIKE_ADDED, _more(*reversed(posing)))),
    ]


def _told(kind: Kind, places: Iterable[Place]) -> Iterator[Change]:
    return (Change(kind, place.subject, "", place.told, None, place.span) for place in places)


def _more(before: Sequence[Place], after: Sequence[Place]) -> Iterator[Place]:
    """What is after and not before; of several that are the same, the last."""
    left = Counter(place[:2] for place in before)
    for place in after:
        if left[place[:2]]:
            left[place[:2]] -= 1
        else:
            yield place


def in_few(places: Iterable[Place]) -> list[Place]:
    """Places as a reader wants them: the first of each kind, and all others of the kind as one.

    Args:
        places: Words in which something hides, in order.
    """
    kinds: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        kinds[place.subject].append(place)
    few = (one for each in kinds.values() for one in (*each[:MOST_WORDS], *_as_one(each[MOST_WORDS:])))
    return sorted(few, key=lambda place: place.span or Span(0, 0))


def _as_one(places: list[Place]) -> list[Place]:
    spans = [place.span for place in places if place.span]
    if len(spans) < 2:  # one is told as it is
        return places
    told = f"{len(spans):,} more words"
    return [Place(places[0].subject, told, told, Span(spans[0].start, spans[-1].end))]


@lru_cache(maxsize=2)
def hidden_words(text: str) -> tuple[Place, ...]:
    """The words that hide something, each once for every kind of character that hides there.

    The two texts that were asked about last are kept: rules and comparers ask about the same.
    """
    return tuple(_place(text, group) for group in _words(text))


def _words(text: str) -> Iterator[list[Hidden]]:
    group: list[Hidden] = []
    for found in find_hidden(text):
        if group and not (found.kind is group[-1].kind and _is_one_word(text, group[-1].span, found.span)):
            yield group
            group = []
        group.append(found)
    if group:
        yield group


def _is_one_word(text: str, one: Span, other: Span) -> bool:
    if other.start - one.end > MOST_OF_WORD:
        return False
    between = text[one.end : other.start]
    return between.split() == [between]


def _place(text: str, group: list[Hidden]) -> Place:
    span = Span(group[0].span.start, group[-1].span.end)
    before, after = _end_of_word(text, span.start), _start_of_word(text, span.end)
    word = f"{before}{span.of(text)}{after}"
    told = "".join(found.spelled for found in group)
    if not told and span.end - span.start > MOST_NAMED:
        hiding = "".join(found.span.of(text) for found in group)
        told = f"{before}[{_counted(hiding)}]{after}" if len(hiding) > MOST_NAMED else ""
    return Place(group[0].kind, word, told or word, span)


def _end_of_word(text: str, end: int) -> str:
    before = text[max(0, end - MOST_OF_WORD) : end]
    return before.split()[-1] if before and not before[-1].isspace() else ""


def _start_of_word(text: str, start: int) -> str:
    after = text[start : start + MOST_OF_WORD]
    return after.split(maxsplit=1)[0] if after and not after[0].isspace() else ""


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
