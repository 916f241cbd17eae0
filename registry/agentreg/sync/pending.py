"""Conflicts of a sync that wait for a person: files in the repository's Git folder, to be edited there.

A conflict belongs to one text of the variant and one of its base. When either is another one by now, the base
has to be merged anew, and what was kept is out of date.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path

from agentreg.config.whole import replace_file
from agentreg.git.locate import common_dir
from agentreg.git.process import Git
from agentreg.merge.unresolved import unfinished
from agentreg.records import NamedTuple
from agentreg.sync.journal import digest, unwritable
from agentreg.variants.standing import Standing

_FOLDER = Path("agentreg", "conflicts")
_STATE = "state.json"
_FORMAT = 1


class Answer(StrEnum):
    """What a person has said to a conflict.

    OPEN: nothing yet; the text has markers. RESOLVED: the text has none. SKIPPED: leave the variant as it is
    until its base moves on.
    """

    OPEN = "open"
    RESOLVED = "resolved"
    SKIPPED = "skipped"


class Pending(NamedTuple):
    """A conflict that waits.

    Attributes:
        path: The variant's path, from the top of its repository.
        ours: The digest of the variant's text that was merged.
        theirs: The Git blob id of the base that was merged into it.
        marked: The digest of the text with markers, before anybody edited it.
        file: Where the text with markers is to be edited.
        answer: What was said to it.
        text: The text as it is there now.
    """

    path: str
    ours: str
    theirs: str
    marked: str
    file: Path
    answer: Answer = Answer.OPEN
    text: bytes = b""

    def fits(self, standing: Standing) -> bool:
        """Whether the variant and its base are still those that were merged."""
        newest = standing.newest
        return newest is not None and newest.blob == self.theirs and digest(standing.file or b"") == self.ours

    def is_of(self, other: Pending) -> bool:
        """Whether both are the conflict of one text with one base."""
        return (self.path, self.ours, self.theirs) == (other.path, other.ours, other.theirs)


class Conflicts:
    """The conflicts that wait in one repository."""

    def __init__(self, git: Git) -> None:
        self._git_dir = git.git_dir
        self._folder = common_dir(git.git_dir) / _FOLDER

    def read(self) -> dict[str, Pending]:
        """All of them, by path; none where the state cannot be understood, which only this program writes."""
        try:
            state = json.loads((self._folder / _STATE).read_bytes())
            rows = state["conflicts"] if state["format"] == _FORMAT else []
            return {row["path"]: self._read(row) for row in rows}
        except (OSError, ValueError, KeyError, TypeError):
            return {}

    def keep(self, found: Iterable[Pending], done: Collection[str] = ()) -> None:
        """Make these the conflicts that wait; a file that somebody edited in vain is set aside, not lost.

        Args:
            found: What waits. One that waited already keeps its file as it is.
            done: Paths of which the conflict was resolved and written.

        Raises:
            SyncRefused: The Git folder cannot be written.
        """
        wanted, before = {one.path: one for one in found}, self.read()
        try:
            for path, old in before.items():
                if path in done:
                    old.file.unlink(missing_ok=True)
                elif path not in wanted or not old.is_of(wanted[path]):
                    _set_aside(old)
            self._write(wanted.values())
        except OSError as error:
            raise unwritable(self._git_dir, error) from error

    def drop(self) -> tuple[Pending, ...]:
        """Forget all of them, with what was edited in their files.

        Returns:
            What was forgotten.

        Raises:
            SyncRefused: The Git folder cannot be written.
        """
        before = tuple(self.read().values())
        try:
            for one in before:
                one.file.unlink(missing_ok=True)
            self._write(())
        except OSError as error:
            raise unwritable(self._git_dir, error) from error
        return before

    def place(self, path: str) -> Path:
        """Where the text of a variant's conflict is edited: its own name, in a folder of its own."""
        return self._folder / digest(path.encode("utf-8", "surrogateescape"))[:8] / Path(path).name

    def _write(self, wanted: Iterable[Pending]) -> None:
        rows = []
        for one in wanted:
            if one.text and not one.file.exists():
                one.file.parent.mkdir(parents=True, exist_ok=True)
                replace_file(one.file, one.text)
            rows.append(
                {
                    "path": one.path,
                    "ours": one.ours,
                    "theirs": one.theirs,
                    "marked": one.marked,
                    "answer": one.answer.value,
                }
            )
        state = self._folder / _STATE
        if not rows:
            state.unlink(missing_ok=True)
            return
        data = json.dumps({"format": _FORMAT, "conflicts": rows}, indent=1, sort_keys=True)
        replace_file(state, data.encode())

    def _read(self, row: Mapping[str, str]) -> Pending:
        file = self.place(row["path"])
        text = file.read_bytes() if file.is_file() else b""
        answer = Answer(row["answer"])
        if answer is Answer.OPEN and text and not unfinished(text.decode("utf-8", "surrogateescape")):
            answer = Answer.RESOLVED
        return Pending(row["path"], row["ours"], row["theirs"], row["marked"], file, answer, text)


def skipped(found: Iterable[Pending]) -> Iterator[Pending]:
    """The same conflicts, with every open one skipped."""
    for one in found:
        yield one._replace(answer=Answer.SKIPPED) if one.answer is Answer.OPEN else one


def _set_aside(old: Pending) -> None:
    if old.text and digest(old.text) != old.marked:
        old.file.replace(old.file.with_name(f"{old.file.name}.outdated"))
    else:
        old.file.unlink(missing_ok=True)
