"""What an adoption found, as labelled lines and as plain data."""

from __future__ import annotations

import time
from collections.abc import Iterator

from agentreg.report.columns import safe
from agentreg.report.drift import revision_data
from agentreg.report.labels import Label, Line
from agentreg.report.variant_types import AdoptionData
from agentreg.sync.adopt import Adoption
from agentreg.variants.standing import base_name

_INDENT = "  "


def adoption_lines(adoption: Adoption) -> Iterator[Line]:
    """One file: its base, how near it is to that, its local edits, how far it is behind."""
    declared, origin = adoption.declared, adoption.origin
    yield (safe(declared.path, Label.PATH),)
    yield (
        safe(f"{_INDENT}base   ", Label.FAINT),
        safe(f"{declared.base} "),
        safe(base_name(origin.base), Label.VERSION),
        safe(f" of {_day(origin.base.time)}, {_behind(adoption.behind)}"),
    )
    yield (safe(f"{_INDENT}near   ", Label.FAINT), safe(_near(adoption)))
    yield (safe(f"{_INDENT}edits  ", Label.FAINT), safe(adoption.edits or "none"))


def adoption_data(adoption: Adoption) -> AdoptionData:
    """One file, for JSON."""
    declared, origin = adoption.declared, adoption.origin
    return {
        "path": declared.path,
        "base": declared.base,
        "range": declared.version,
        "owned": list(declared.owned),
        "revision": {
            **revision_data(origin.base),
            "path": origin.base.path,
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(origin.base.time)),
        },
        "lines_in_common": round(origin.nearness.lines, 4),
        "words_in_common": round(origin.nearness.words, 4),
        "edits": adoption.edits,
        "behind": adoption.behind,
    }


def _near(adoption: Adoption) -> str:
    nearness = adoption.origin.nearness
    if nearness.equal:
        return "the same text"
    # Rounded down: what is not the same never reads as 100%.
    return f"{int(nearness.lines * 100)}% of lines in common, {int(nearness.words * 100)}% of words"


def _behind(count: int) -> str:
    match count:
        case 0:
            return "the newest"
        case 1:
            return "1 revision behind"
        case _:
            return f"{count} revisions behind"


def _day(moment: int) -> str:
    return time.strftime("%Y-%m-%d", time.gmtime(moment))
