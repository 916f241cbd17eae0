"""Conflicts that the sides brought along: markers that somebody committed, which no merge resolves."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.formats.conflicts import GIT_SIZE
from agentreg.formats.fences import outside_fences
from agentreg.merge.markers import read_conflicts
from agentreg.merge.values import Caution, Clash, Danger
from agentreg.model.document import LineIndex, split_lines

_OPENING = b"<" * GIT_SIZE


def unresolved(result: bytes, ours: bytes, theirs: bytes) -> tuple[Caution, ...]:
    """Say of each old conflict in a result which side it comes from, and at which line it begins there.

    Args:
        result: The merged text, new conflicts decided for ours.
        ours: Our version.
        theirs: Their version.
    """
    if _OPENING not in result:
        return ()
    places = {clash: ("theirs", line) for clash, line in _committed(theirs)}
    places |= {clash: ("ours", line) for clash, line in _committed(ours)}
    found = [places.get(clash, ("the result", line)) for clash, line in _committed(result)]
    return tuple(
        Caution(Danger.UNRESOLVED, "file", f"{side} holds an unresolved conflict at line {line}")
        for side, line in found
    )


def _committed(data: bytes) -> Iterator[tuple[Clash, int]]:
    """The conflicts of a text and their first lines; what stands in a code fence is an example of one."""
    text = data.decode("utf-8", "surrogateescape").replace("\r\n", "\n")
    outside, lines = list(outside_fences(split_lines(text))), LineIndex(text)
    for *clash, span in read_conflicts(text):
        line = lines.line(span.start)
        if outside[line - 1]:
            yield Clash(*clash), line
