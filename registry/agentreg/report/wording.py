"""How a change is named in a line: a mark for what happened, and what it happened to."""

from __future__ import annotations

from agentreg.diff.changes import Change
from agentreg.report.labels import Label, Piece

_ADDED = ("+", Label.ADDED)
_REMOVED = ("-", Label.REMOVED)
_MOVED = (">", Label.MOVED)
_CHANGED = ("~", Label.CHANGED)

# The last word of a kind says which way it goes.
_MARKS = {
    "added": _ADDED,
    "granted": _ADDED,
    "removed": _REMOVED,
    "revoked": _REMOVED,
    "moved": _MOVED,
    "copied": _MOVED,
}

# First words of subjects that are a noun by themselves, unlike those of `code block in Rules`.
_COUNTED = ("agent", "example", "file", "hook", "model", "section", "server", "step", "tool", "url")

# What these happened to needs no other word than the subject.
_PLAIN = ("changed", "edited", "moved", "widened", "narrowed")


def mark(change: Change) -> Piece:
    """One character for what happened: `+` is new, `-` is gone, `>` moved, `~` differs."""
    return Piece(*_MARKS.get(_verb(change), _CHANGED))


def phrase(change: Change) -> str:
    """What a change is about, and what happened where the mark does not say it; holds untrusted text."""
    words, verb = change.kind.value.split("-"), _verb(change)
    subject = name(change)
    if _MARKS.get(verb) in (_ADDED, _REMOVED):
        return subject
    if verb == "renamed" or (words[0] == "trigger" and subject == "description"):
        # The text beside it has both names; a trigger stands in the description unless a field is named.
        return " ".join(words)
    if len(words) == 1 or verb in _PLAIN or subject.casefold().startswith(words[0]):
        return f"{subject} {verb}"
    return f"{subject}: {' '.join(words)}"


def name(change: Change) -> str:
    """What a change is about, without the values that the text beside it has: `output path`."""
    subject = short_subject(change.subject)
    noun, arrow, _ = subject.partition(f" {change.before} -> {change.after}")
    return noun if arrow and change.before and change.after else subject


def short_subject(subject: str) -> str:
    """`step 3 -> 1` for `step 3 -> step 1`."""
    before, arrow, after = subject.partition(" -> ")
    if not arrow:
        return subject
    ones, others = before.split(" "), after.split(" ")
    same = 0
    while same < min(len(ones), len(others)) - 1 and ones[same] == others[same]:
        same += 1
    return f"{before} -> {' '.join(others[same:])}"


def joined(subjects: list[str]) -> str:
    """`tools Read, Bash` for `tool Read` and `tool Bash`."""
    noun = subjects[0].partition(" ")[0]
    same = noun in _COUNTED and all(subject.startswith(f"{noun} ") for subject in subjects)
    if len(subjects) == 1 or not same:
        return ", ".join(subjects)
    return f"{noun}s {', '.join(subject.removeprefix(f'{noun} ') for subject in subjects)}"


def _verb(change: Change) -> str:
    """What happened: the end of the kind's word, from `became` on where that is in it."""
    before, became, after = change.kind.value.partition("became-")
    return f"became {after}" if became else before.rpartition("-")[2]
