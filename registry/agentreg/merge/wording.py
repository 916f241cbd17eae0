"""Prose merged by sentence: wrapping and emphasis are form, different sentences are independent.

Inside a sentence, edits of different words are independent only under the conditions of `words`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from agentreg.formats.patterns import pattern
from agentreg.formats.text import normalize, sentences
from agentreg.merge.lines import Edit, Origin, Stretch, merge3
from agentreg.merge.words import merge_words
from agentreg.records import NamedTuple

_WORD = pattern(r"\w+")
# Two new texts of which one shares half its words with the other may say the same, or the opposite; any text
# shares many with a much longer one.
_ALIKE = 0.5
_ALIKE_IN_LONGER = 0.8
_LONGER = 3


class Sentence(NamedTuple):
    """One sentence.

    Attributes:
        raw: As it is written, line ends inside it included.
        lead: The blanks and line ends before it.
        says: What it says; equal for two sentences that differ in wrapping and emphasis only.
    """

    raw: str
    lead: str
    says: str


def merge_wording(base: str, ours: str, theirs: str) -> str | None:
    """Merge three texts of one paragraph, item or description.

    Edits of different sentences stand side by side; new sentences of both sides at one place come with ours
    first. Where only one side changed how the text is wrapped, its lines stay where its sentences do.

    Args:
        base: The common text.
        ours: Our version.
        theirs: Their version.

    Returns:
        The merged text; None where both sides edited the same words of a sentence or words near each other,
        or added sentences that may say the same or the opposite.
    """
    sides = [tuple(_read(text)) for text in (base, ours, theirs)]
    stretches = merge3(
        *([sentence.says for sentence in side] for side in sides),
        apart=_independence(ours=sides[1], theirs=sides[2]),
    )
    taken: list[Sentence] = []
    for stretch in stretches:
        sentences_taken = _taken(stretch, *sides)
        if sentences_taken is None:
            return None
        for sentence in sentences_taken:
            # What came first on neither side, or stands alone now, is set apart by one blank.
            lead = sentence.lead if not taken or sentence.lead else " "
            taken.append(sentence._replace(lead=lead if taken else ""))
    opening = _newer(*(side[0].lead if side else "" for side in sides))
    closing = _newer(*(text[len(text.rstrip()) :] for text in (base, ours, theirs)))
    return opening + "".join(sentence.lead + sentence.raw for sentence in taken) + closing


def alike(one: str, other: str) -> bool:
    """Whether two texts share so many words that they may say the same, or the opposite."""
    first, second = (set(_WORD.findall(text.lower())) for text in (one, other))
    shorter, longer = sorted((len(first), len(second)))
    least = _ALIKE_IN_LONGER if longer > _LONGER * shorter else _ALIKE
    return len(first & second) >= least * shorter


def _read(text: str) -> Iterator[Sentence]:
    end = 0
    for span in sentences(text):
        raw = span.of(text)
        yield Sentence(raw, text[end : span.start], normalize(raw))
        end = span.end


def _taken(
    stretch: Stretch, base: Sequence[Sentence], ours: Sequence[Sentence], theirs: Sequence[Sentence]
) -> Sequence[Sentence] | None:
    """The sentences of a stretch; None where they collide."""
    if stretch.origin not in (Origin.BASE, Origin.CONFLICT):
        return stretch.taken(ours, theirs)
    trio = [side[slice(*place)] for side, place in zip((base, ours, theirs), stretch[1:], strict=True)]
    if stretch.origin is Origin.CONFLICT:
        return _by_words(*trio) if all(len(side) == 1 for side in trio) else None
    return [
        Sentence(_newer(was.raw, mine.raw, other.raw), _newer(was.lead, mine.lead, other.lead), was.says)
        for was, mine, other in zip(*trio, strict=True)
    ]


def _by_words(
    base: Sequence[Sentence], ours: Sequence[Sentence], theirs: Sequence[Sentence]
) -> Sequence[Sentence] | None:
    (was,), (mine,), (other,) = base, ours, theirs
    raw = merge_words(was.raw, mine.raw, other.raw)
    return [Sentence(raw, _newer(was.lead, mine.lead, other.lead), normalize(raw))] if raw else None


def _newer(base: str, ours: str, theirs: str) -> str:
    """How a sentence that says the same is written: as the side that changed it does, ours where both did."""
    return theirs if ours == base else ours


def _independence(ours: Sequence[Sentence], theirs: Sequence[Sentence]) -> Callable[[Edit, Edit], bool]:
    """Whether two edits that touch can stand side by side: not when new sentences may say the same."""
    after = {Origin.OURS: ours, Origin.THEIRS: theirs}
    said = {side: {sentence.says for sentence in texts} for side, texts in after.items()}

    def independent(left: Edit, right: Edit) -> bool:
        if not (_adds(left) or _adds(right)):
            return True
        new, newer = (after[edit.side][edit.after_start : edit.after_end] for edit in (left, right))
        # What the side of the second edit says too is no rival of what it says next.
        rivals = [one for one in new if one.says not in said[right.side]]
        return not any(alike(one.says, other.says) for one in rivals for other in newer)

    return independent


def _adds(edit: Edit) -> bool:
    return edit.after_end - edit.after_start > edit.end - edit.start
