"""An edited text in which only the words that differ are marked, and what stayed is folded."""

from __future__ import annotations

from itertools import groupby

from agentreg.diff.words import Fate, Run, compare_words
from agentreg.report.labels import Label, Piece
from agentreg.report.visible import one_line

# So much of the unchanged text is shown around a change.
CONTEXT = 40

# More of a removed stretch is shown only where nothing was added: that must not be pushed out of sight.
MOST_REMOVED = 4 * CONTEXT

# With a smaller share of the shorter text in common, marked words are harder to read than the texts.
SAME_TEXT = 0.5

# The marks say without colour what was removed and what was added (as `git diff --word-diff` does).
_MARKS = {Fate.REMOVED: ("[-", "-]", Label.REMOVED), Fate.ADDED: ("{+", "+}", Label.ADDED)}

Runs = tuple[Run, ...]


def runs_of(before: str, after: str) -> Runs:
    """Which words of two texts differ; how the texts are broken into lines does not count."""
    return compare_words(one_line(before), one_line(after))


def inline(runs: Runs) -> tuple[Piece, ...]:
    """Both texts as one, unchanged stretches shortened.

    Args:
        runs: What `runs_of` gave.

    Returns:
        Labelled pieces; they hold untrusted text.
    """
    pieces = []
    for place, run in enumerate(runs):
        if run.fate is Fate.KEPT:
            pieces.append(_folded(runs, place))
        else:
            opening, closing, label = _MARKS[run.fate]
            # A blank at the end reads better outside; before an added run it would be there twice.
            replaced = runs[place + 1 : place + 2] and runs[place + 1].fate is Fate.ADDED
            text = run.text if replaced else run.text.rstrip()
            pieces.append(Piece(f"{opening}{text}{closing}", label))
            pieces += [Piece(run.text[len(text) :])] * (len(text) < len(run.text))
    return tuple(pieces)


def brief(runs: Runs) -> Runs:
    """The runs with long removed stretches shortened, where there is something added to be seen.

    Args:
        runs: What `runs_of` gave.
    """
    if all(run.fate is not Fate.ADDED for run in runs):
        return runs
    return tuple(
        run._replace(text=_ends(run.text))
        if run.fate is Fate.REMOVED and len(run.text) > MOST_REMOVED
        else run
        for run in runs
    )


def _ends(text: str) -> str:
    hidden = len(text) - 2 * CONTEXT
    return f"{text[:CONTEXT]}… ({hidden} more characters; -v shows all) …{text[-CONTEXT:]}"


def side(runs: Runs, fate: Fate) -> tuple[Piece, ...]:
    """One of the texts alone, unchanged stretches shortened.

    Args:
        runs: What `runs_of` gave.
        fate: Which of the texts: the one of what was removed, or of what was added.
    """
    own = tuple(
        Run(kind, "".join(run.text for run in group))
        for kind, group in groupby((run for run in runs if run.fate in (fate, Fate.KEPT)), key=_fate)
    )
    label = _MARKS[fate][2]
    return tuple(
        _folded(own, place) if run.fate is Fate.KEPT else Piece(run.text, label)
        for place, run in enumerate(own)
    )


def is_rewritten(runs: Runs) -> bool:
    """Whether so little stayed that both texts read better than one with marks."""
    lengths = {fate: sum(len(run.text) for run in runs if run.fate is fate) for fate in Fate}
    kept, removed, added = lengths[Fate.KEPT], lengths[Fate.REMOVED], lengths[Fate.ADDED]
    return kept + max(removed, added) > CONTEXT and kept < SAME_TEXT * (kept + min(removed, added))


def _fate(run: Run) -> Fate:
    return run.fate


def _folded(runs: Runs, place: int) -> Piece:
    return Piece(_context(runs[place].text, first=place == 0, last=place == len(runs) - 1))


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
