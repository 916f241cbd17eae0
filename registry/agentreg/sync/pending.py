"""Conflicts of a sync that wait for a person: files in the repository's Git folder, to be edited there.

A conflict belongs to one text of the variant and one of its base. When either is another one by now, the base
has to be merged anew, and what was kept is out of date.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from itertools import count
from pathlib import Path

from agentreg.config.whole import replace_file
from agentreg.git.locate import common_dir
from agentreg.git.process import Git
from agentreg.merge.unresolved import unfinished
from agentreg.records import NamedTuple
from agentreg.sync.hold import hold_repository
from agentreg.sync.journal import digest, unwritable
from agentreg.sync.terms import Versions
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


class Asked(NamedTuple):
    """What the sync that found a conflict was asked for: whoever goes on goes on with the same.

    Attributes:
        branch: The branch that it commits on; empty for the work tree.
        versions: Which versions of a base it brings.
    """

    branch: str
    versions: Versions = Versions.IN_RANGE


class Pending(NamedTuple):
    """A conflict that waits.

    Attributes:
        path: The variant's path, from the top of its repository.
        ours: The digest of the variant's text that was merged.
        theirs: The Git blob id of the base that was merged into it.
        time: When that base was committed, in seconds since 1970.
        marked: The digest of the text with markers, before anybody edited it.
        file: Where the text with markers is to be edited.
        asked: What the sync that found it was asked for.
        answer: What was said to it.
        text: The text as it is there now.
    """

    path: str
    ours: str
    theirs: str
    time: int
    marked: str
    file: Path
    asked: Asked
    answer: Answer = Answer.OPEN
    text: bytes = b""

    @property
    def is_edited(self) -> bool:
        """Whether somebody has worked on its file."""
        return bool(self.text) and digest(self.text) != self.marked

    def fits(self, standing: Standing) -> bool:
        """Whether the variant and its base are still those that were merged."""
        newest = standing.newest
        if newest is None or digest(standing.file or b"") != self.ours:
            return False
        locked = standing.variant.locked
        # Whoever has locked that base has decided.
        return newest.blob == self.theirs and not (locked and locked.blob == self.theirs)

    def may_come(self, standing: Standing) -> bool:
        """Whether the base that was merged is newer than all that is known of it here: it may come again."""
        newest, locked = standing.newest, standing.variant.locked
        if digest(standing.file or b"") != self.ours or (locked and locked.blob == self.theirs):
            return False
        return newest is None or newest.time < self.time

    def is_of(self, other: Pending) -> bool:
        """Whether both are the conflict of one text with one base."""
        return (self.path, self.ours, self.theirs) == (other.path, other.ours, other.theirs)


class Conflicts:
    """The conflicts that wait in one project; other projects of its repository have their own."""

    def __init__(self, git: Git, prefix: str) -> None:
        self._git = git
        self._prefix = prefix
        self._folder = common_dir(git.git_dir) / _FOLDER

    def read(self) -> dict[str, Pending]:
        """All of them, by path; none where the state cannot be understood, which only this program writes."""
        try:
            return {row["path"]: self._read(row) for row in self._rows() if row["project"] == self._prefix}
        except (OSError, ValueError, KeyError, TypeError):
            return {}

    def keep(self, wanted: Iterable[Pending], written: Mapping[str, bytes | None]) -> tuple[Path, ...]:
        """Make these the conflicts that wait; what somebody edited in vain is set aside, not lost.

        Args:
            wanted: What waits. One that waited already keeps its file as it is.
            written: What became of variants that were written, by path.

        Returns:
            Where texts that are out of date were set aside.

        Raises:
            SyncRefused: The Git folder cannot be written, or another run holds it for too long.
        """
        by_path, aside = {one.path: one for one in wanted}, []
        try:
            with hold_repository(self._git):
                known = self.read()
                for path, old in known.items():
                    if path not in by_path or not old.is_of(by_path[path]):
                        aside.append(_taken_away(old, written.get(path)))
                self._write(tuple(by_path.values()), known)
        except OSError as error:
            raise unwritable(self._git.git_dir, error) from error
        return tuple(filter(None, aside))

    def drop(self) -> None:
        """Forget all of them, with what was edited in their files.

        Raises:
            SyncRefused: The Git folder cannot be written, or another run holds it for too long.
        """
        try:
            with hold_repository(self._git):
                for one in self.read().values():
                    one.file.unlink(missing_ok=True)
                self._write((), {})
        except OSError as error:
            raise unwritable(self._git.git_dir, error) from error

    def place(self, path: str) -> Path:
        """Where the text of a variant's conflict is edited: its own name, in a folder of its own."""
        return self._folder / digest(path.encode("utf-8", "surrogateescape"))[:8] / Path(path).name

    def _rows(self) -> list[dict[str, str]]:
        """The rows of all projects of the repository."""
        state = json.loads((self._folder / _STATE).read_bytes())
        rows: list[dict[str, str]] = state["conflicts"] if state["format"] == _FORMAT else []
        return rows

    def _write(self, wanted: tuple[Pending, ...], known: Collection[str]) -> None:
        for one in wanted:
            if one.path not in known:
                # What lies there without a row is of a state that was lost.
                _taken_away(one._replace(text=_content(one.file)), None)
            if one.text and not _holds_something(one.file):
                one.file.parent.mkdir(parents=True, exist_ok=True)
                replace_file(one.file, one.text)
        rows = [*self._rows_of_others(), *(self._row(one) for one in wanted)]
        state = self._folder / _STATE
        if not rows:
            state.unlink(missing_ok=True)
            return
        data = json.dumps({"format": _FORMAT, "conflicts": rows}, indent=1, sort_keys=True)
        replace_file(state, data.encode())

    def _rows_of_others(self) -> list[dict[str, str]]:
        try:
            return [row for row in self._rows() if row["project"] != self._prefix]
        except (OSError, ValueError, KeyError, TypeError):
            return []

    def _row(self, one: Pending) -> dict[str, str]:
        return {
            "project": self._prefix,
            "path": one.path,
            "ours": one.ours,
            "theirs": one.theirs,
            "time": str(one.time),
            "marked": one.marked,
            "branch": one.asked.branch,
            "versions": one.asked.versions.value,
            "answer": one.answer.value,
        }

    def _read(self, row: Mapping[str, str]) -> Pending:
        file = self.place(row["path"])
        text = _content(file)
        asked, answer = Asked(row["branch"], Versions(row["versions"])), Answer(row["answer"])
        if answer is Answer.OPEN and text and not unfinished(text.decode("utf-8", "surrogateescape")):
            answer = Answer.RESOLVED
        time = int(row["time"])
        return Pending(
            row["path"], row["ours"], row["theirs"], time, row["marked"], file, asked, answer, text
        )


def _content(file: Path) -> bytes:
    return file.read_bytes() if file.is_file() else b""


def _holds_something(file: Path) -> bool:
    return file.is_file() and file.stat().st_size > 0


def _taken_away(old: Pending, written: bytes | None) -> Path | None:
    """Take a conflict's file away; what somebody wrote there and was not written is set aside."""
    if not old.is_edited or old.text == written:
        old.file.unlink(missing_ok=True)
        return None
    names = (f"{old.file.name}.outdated{f'-{number}' if number > 1 else ''}" for number in count(1))
    aside = next(place for name in names if not (place := old.file.with_name(name)).exists())
    return old.file.replace(aside)
