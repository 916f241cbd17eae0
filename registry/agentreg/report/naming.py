"""Lists of names: whole ones only, and how many are left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agentreg.report.columns import shortened, width
from agentreg.report.visible import one_line

_COMMA = ", "


def first_names(names: Sequence[str], columns: int) -> str:
    """Names on one line, and how many do not fit on it.

    Args:
        names: What to list; untrusted text.
        columns: What the line is to fit; the first name is cut rather than left out.

    Returns:
        `lead, tester and 4 more`, safe to show.
    """
    shown = list(map(one_line, names))
    whole = _COMMA.join(shown)
    if width(whole) <= columns or len(shown) < 2:
        return shortened(whole, columns)
    rest = f" and {len(shown) - 1} more"
    told = f"{shortened(shown[0], max(1, columns - len(rest)))}{rest}"
    used = width(shown[0])
    for count, name in enumerate(shown[1:-1], 2):
        used += len(_COMMA) + width(name)
        rest = f" and {len(shown) - count} more"
        if used + len(rest) > columns:
            break
        told = f"{_COMMA.join(shown[:count])}{rest}"
    return told


def name_lines(names: Sequence[str], columns: int) -> Iterator[str]:
    """Names on as many lines as they need, none of them broken.

    Args:
        names: What to list; untrusted text.
        columns: What a line is to fit; a longer name stands alone.

    Yields:
        Lines, safe to show.
    """
    line = ""
    for place, name in enumerate(map(one_line, names), 1):
        token = name if place == len(names) else f"{name},"
        if line and width(line) + 1 + width(token) > columns:
            yield line
            line = ""
        line = f"{line} {token}" if line else token
    if line:
        yield line
