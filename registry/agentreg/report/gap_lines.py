"""What could not be compared as labelled lines: by reason, for a folder of links has one for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from agentreg.report.columns import wrapped
from agentreg.report.counts import plural
from agentreg.report.labels import Label, Line, Piece
from agentreg.report.page import Detail, Page
from agentreg.review.values import Gap, Lack

# So many files of one reason are named, unless all detail is asked for.
MOST_NAMED = 3

_INDENT = " " * 4


def render_gaps(gaps: tuple[Gap, ...], page: Page) -> Iterator[Line]:
    """Each reason with the files that it holds for.

    Args:
        gaps: What could not be compared.
        page: What the lines are to fit; with all detail every file is named.

    Yields:
        Lines, safe to show.
    """
    by_reason: dict[str, list[str]] = defaultdict(list)
    for gap in gaps:
        by_reason[gap.told].append(gap.place)
    for told, places in by_reason.items():
        if len(places) == 1:
            yield from wrapped([Piece(places[0], Label.PATH), Piece(f": {told}")], page.columns, "  ")
        else:
            yield from wrapped([Piece(f"{plural(len(places), 'file')}: {told}")], page.columns, "  ")
            yield from _places(places, page)


def not_whole(gaps: tuple[Gap, ...]) -> str:
    """That what is told is not all, in one sentence."""
    of_files = any(gap.lack is Lack.FILE for gap in gaps)
    return (
        f"{counted_gaps(gaps)}: {'this is not the whole difference' if of_files else 'this may not be all'}"
    )


def counted_gaps(gaps: Sequence[Gap], did: str = "compared") -> str:
    """`2 files could not be compared, and gitleaks could not be asked`.

    Args:
        gaps: What is missing; not nothing.
        did: What could not be done with the files.
    """
    files = sum(gap.lack is Lack.FILE for gap in gaps)
    said = [f"{plural(files, 'file')} could not be {did}"] if files else []
    said += [f"{gap.place} could not be asked" for gap in gaps if gap.lack is Lack.PROGRAM]
    return ", and ".join(said)


def _places(places: list[str], page: Page) -> Iterator[Line]:
    most = len(places) if page.detail is Detail.ALL else MOST_NAMED
    for place in places[:most]:
        yield from wrapped([Piece(place, Label.PATH)], page.columns, _INDENT)
    if most < len(places):
        yield (Piece(f"{_INDENT}… and {len(places) - most} more (-v shows all)", Label.FAINT),)
