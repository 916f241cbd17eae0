"""What earlier syncs left to people, as sentences and as plain data."""

from __future__ import annotations

from collections.abc import Iterable

from agentreg.report.drift_types import ConflictData
from agentreg.sync.pending import Answer, Pending
from agentreg.sync.waiting import Waiting


def waiting_lines(waiting: Waiting) -> list[str]:
    """One sentence for each thing that waits, with what to do about it; they hold untrusted paths."""
    told = [f"the branch {waiting.branch} waits to be merged"] if waiting.branch else []
    for one in waiting.conflicts:
        if one.answer is Answer.RESOLVED:
            told.append(f"{one.path}: its conflict is resolved: `agentreg sync --continue` takes that")
        else:
            told.append(
                f"{one.path}: a conflict waits in {one.file}: edit that, then `agentreg sync --continue`"
            )
    return told


def conflicts_data(conflicts: Iterable[Pending]) -> list[ConflictData]:
    """The conflicts that wait, for JSON."""
    return [{"path": one.path, "file": str(one.file), "answer": one.answer.value} for one in conflicts]
