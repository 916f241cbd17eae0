"""An edited text as one line in which only the words that differ are marked."""

from __future__ import annotations

from agentreg.diff.words import Fate, Run, compare_words
from agentreg.report.labels import Label, Piece

# So much of the unchanged text is shown around a change.
CONTEXT = 40

# With a smaller share of both texts in common, marked words are harder to read than the texts.
SAME_TEXT = 0.5

# The marks say without colour what was removed and what was added (as `git diff --word-diff` does).
_MARKS = {Fate.REMOVED: ("[-", "-]", Label.REMOVED), Fate.ADDED: ("{+", "+}", Label.ADDED)}


def inline(before: str, after: str) -> tuple[Piece, ...]:
    """Both texts as one, unchanged stretches shortened.

    Args:
        before: The text before.
        after: The text after.

    Returns:
        Labelled pieces; they hold untrusted text.
    """
    runs = compare_words(" ".join(before.split()), " ".join(after.split()))
    return tuple(_piece(runs, place) for place in range(len(runs)))


def is_rewritten(before: str, after: str) -> bool:
    """Whether so little stayed that both texts read better than one with marks."""
    if max(len(before), len(after)) <= CONTEXT:
        return False
    runs = compare_words(" ".join(before.split()), " ".join(after.split()))
    kept = sum(len(run.text) for run in runs if run.fate is Fate.KEPT)
    return 2 * kept < SAME_TEXT * (len(before) + len(after))


def _piece(runs: tuple[Run, ...], place: int) -> Piece:
    run = runs[place]
    if run.fate is Fate.KEPT:
        return Piece(_context(run.text, first=place == 0, last=place == len(runs) - 1))
    opening, closing, label = _MARKS[run.fate]
    return Piece(f"{opening}{run.text}{closing}", label)


def _context(text: str, *, first: bool, last: bool) -> str:
    if first and last:
        return text
    head = "" if first else text[:CONTEXT]
    tail = "" if last else text[-CONTEXT:]
    if len(head) + len(tail) + 3 >= len(text):
        return text
    if head:
        head = head[: head.rfind(" ")] if " " in head.strip() else head
    if tail:
        tail = tail[tail.find(" ") + 1 :] if " " in tail.strip() else tail
    return f"{head}{' ' if head else ''}…{' ' if tail else ''}{tail}"
