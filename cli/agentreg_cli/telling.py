"""Who tells histories in this program, and where what was told is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from agentreg.errors import IndexUnavailable
from agentreg.index.store import Pair, Told
from agentreg.index.telling import Edit, Teller
from agentreg.rules.telling import algorithm, tell
from agentreg_cli.output import progress
from agentreg_cli.session import Session


def teller(session: Session, index: Path | None = None) -> Teller:
    """A teller that shows how far it is.

    Args:
        session: The run.
        index: The index that keeps what was told; None to keep nothing.
    """

    def tell_all(edits: Iterable[Edit], count: int) -> dict[Pair, Told]:
        told = {}
        with progress(session, "comparing revisions", count) as line:
            for edit in edits:
                told[edit.pair] = tell(edit)
                line.advance(edit.pair.path)
        if told and index is not None:
            _keep(index, told)
        return told

    return Teller(algorithm(), tell_all)


def _keep(index: Path, told: Mapping[Pair, Told]) -> None:
    """Keep it for the next time; where the index cannot be written now, it is simply told again."""
    from agentreg.index.access import writing

    try:
        with writing(index, patience=0) as writer, writer.transaction():
            writer.save_told(told, algorithm())
    except IndexUnavailable:
        return
