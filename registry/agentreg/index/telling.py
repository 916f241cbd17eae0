"""What happened between two texts, told by the layers above and kept here: a line, and the bump it asks for.

Neither text ever changes, so what was told once is kept by both, by the places that they were read at, and by
the teller's version.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from agentreg.index.store import Pair, Reader, Told
from agentreg.records import NamedTuple

if TYPE_CHECKING:
    from agentreg.git.objects import BlobReader
    from agentreg.git.process import Git


class Edit(NamedTuple):
    """A pair with its texts."""

    pair: Pair
    before: bytes
    after: bytes


class Teller(NamedTuple):
    """Who says what happened between two texts.

    Attributes:
        version: Names this way of telling; a new one makes what was kept worthless.
        tell: Says it of every edit, of which there are at most so many, and may keep it for the next time.
    """

    version: str
    tell: Callable[[Iterable[Edit], int], Mapping[Pair, Told]]


def told_pairs(reader: Reader, source: str, pairs: Sequence[Pair], teller: Teller) -> dict[Pair, Told]:
    """What happened between some texts of a source; only what is not kept yet is told now.

    Args:
        reader: The index.
        source: The source's name.
        pairs: What to tell of.
        teller: Who tells.

    Returns:
        What there is to say; nothing of a pair whose texts are not in the mirror.

    Raises:
        GitError: The source's mirror cannot be read.
    """
    kept = reader.told(pairs, teller.version)
    untold = [pair for pair in dict.fromkeys(pairs) if pair not in kept]
    if not untold:
        return kept
    from agentreg.index.at_commit import mirror_of

    return kept | tell_pairs(mirror_of(reader, source), untold, teller)


def tell_pairs(git: Git, pairs: Sequence[Pair], teller: Teller) -> dict[Pair, Told]:
    """Tell of texts of a repository, whatever is kept.

    Raises:
        GitError: The repository cannot be read.
    """
    from agentreg.git.objects import BlobReader

    with BlobReader(git) as blobs:
        return dict(teller.tell(_edits(blobs, pairs), len(pairs)))


def _edits(blobs: BlobReader, pairs: Iterable[Pair]) -> Iterator[Edit]:
    for pair in pairs:
        before, after = blobs.read(pair.before_blob), blobs.read(pair.blob)
        if before is not None and after is not None:
            yield Edit(pair, before, after)
