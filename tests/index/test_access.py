"""The database file: old, new, damaged, locked, and used by many at once."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from agentreg.errors import IndexUnavailable
from agentreg.index.access import reading, rebuild, writing
from agentreg.index.schema import SCHEMA_VERSION
from agentreg.index.values import IndexedSource

SOURCE = IndexedSource(0, "team", "/team", "/team.git", "", "refs/heads/main", 1)


@pytest.fixture
def where(tmp_path: Path) -> Path:
    path = tmp_path / "deep" / "index.sqlite"
    with writing(path) as writer, writer.transaction():
        writer.save_source(SOURCE)
    return path


def stamp(path: Path, version: int) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()


def names(path: Path) -> list[str]:
    with reading(path) as reader:
        return [source.name for source in reader.sources()]


def test_what_was_written_is_read(where):
    assert names(where) == ["team"]


def test_without_an_index_the_hint_says_how_to_get_one(tmp_path):
    with pytest.raises(IndexUnavailable) as raised, reading(tmp_path / "none.sqlite"):
        pass
    assert "agentreg index" in raised.value.hint


def test_an_index_of_a_newer_program_is_neither_read_nor_written(where):
    stamp(where, SCHEMA_VERSION + 1)
    before = where.read_bytes()
    for opening in (reading, writing):
        with pytest.raises(IndexUnavailable, match="newer agentreg"), opening(where):
            pass
    assert where.read_bytes() == before


def test_an_index_of_an_older_program_is_not_read_and_emptied_for_writing(where):
    stamp(where, SCHEMA_VERSION - 1)
    with pytest.raises(IndexUnavailable, match="older agentreg"), reading(where):
        pass
    with writing(where) as writer:
        assert writer.sources() == []
    assert names(where) == []


def test_a_damaged_index_is_told_by_readers_and_replaced_by_the_writer(where):
    where.write_bytes(b"not a database at all " * 100)
    with pytest.raises(IndexUnavailable, match="cannot be used"), reading(where):
        pass
    with writing(where):
        pass
    assert names(where) == []


def test_rebuilding_starts_from_nothing(where):
    rebuild(where)
    with writing(where) as writer:
        assert writer.sources() == []


def test_a_second_writer_waits_and_gives_up_with_a_clear_error(where):
    with (
        writing(where),
        pytest.raises(IndexUnavailable, match="another agentreg"),
        writing(where, patience=0),
    ):
        pass


def test_at_rest_an_index_is_one_file(where):
    assert sorted(path.name for path in where.parent.iterdir()) == ["index.sqlite", "index.sqlite.lock"]


def test_an_index_whose_log_was_left_by_a_reader_is_read_and_written_on(where):
    with reading(where) as reader:
        reader.sources()
        with writing(where) as writer, writer.transaction():
            writer.save_source(SOURCE._replace(name="next"))
        assert names(where) == ["next", "team"]
    with writing(where) as writer, writer.transaction():
        writer.save_source(SOURCE._replace(name="third"))
    assert names(where) == ["next", "team", "third"]


def test_an_unfinished_transaction_leaves_nothing(where):
    with pytest.raises(KeyboardInterrupt):
        write_half(where)
    assert names(where) == ["team"]


def write_half(path: Path) -> None:
    with writing(path) as writer, writer.transaction():
        writer.save_source(SOURCE._replace(name="half"))
        raise KeyboardInterrupt


def test_readers_see_the_last_finished_state_while_another_process_writes(where):
    with writing(where) as writer, writer.transaction():
        writer.save_source(SOURCE._replace(name="half"))
        assert names(where) == ["team"]
    assert names(where) == ["half", "team"]


WRITER = """
import sys
from pathlib import Path
from agentreg.index.access import writing
from agentreg.index.values import IndexedSource
for number in range(5):
    with writing(Path(sys.argv[1])) as writer, writer.transaction():
        writer.save_source(IndexedSource(0, f"{sys.argv[2]}-{number}", "", "", "", "", 1))
"""


def test_many_processes_write_one_after_the_other_and_lose_nothing(where):
    processes = [subprocess.Popen([sys.executable, "-c", WRITER, where, str(number)]) for number in range(4)]
    assert [process.wait(timeout=60) for process in processes] == [0] * 4
    assert len(names(where)) == 1 + 4 * 5


KILLED = """
import os, sys
from pathlib import Path
from agentreg.index.access import writing
from agentreg.index.values import IndexedSource
with writing(Path(sys.argv[1])) as writer, writer.transaction():
    for number in range(20_000):
        writer.save_source(IndexedSource(0, str(number), "x" * 500, "", "", "", 1))
    os.kill(os.getpid(), 9)
"""


def test_after_a_kill_the_index_is_as_before_and_the_lock_is_free(where):
    assert subprocess.run([sys.executable, "-c", KILLED, where], check=False).returncode == -9
    assert names(where) == ["team"]
    with writing(where, patience=0) as writer, writer.transaction():
        writer.save_source(SOURCE._replace(name="next"))
    assert names(where) == ["next", "team"]


@pytest.mark.parametrize("version", [0, SCHEMA_VERSION + 1], ids=["older", "newer"])
def test_an_index_that_is_refused_is_closed_again(where, version, monkeypatch):
    stamp(where, version)
    opened = []
    connect = sqlite3.connect

    def remember(*arguments, **options):
        opened.append(connect(*arguments, **options))
        return opened[-1]

    monkeypatch.setattr(sqlite3, "connect", remember)
    with pytest.raises(IndexUnavailable):
        names(where)
    (connection,) = opened
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        connection.execute("SELECT 1")


def test_an_index_that_another_program_holds_is_not_replaced(where, monkeypatch):
    connect = sqlite3.connect
    monkeypatch.setattr(
        sqlite3, "connect", lambda *args, **options: connect(*args, **options | {"timeout": 0})
    )
    holder = connect(where, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(IndexUnavailable, match="database is locked") as raised, writing(where):
        pass
    assert "another program" in raised.value.hint
    holder.close()
    assert names(where) == ["team"]


def fill_the_disk(path: Path) -> None:
    with writing(path) as writer:
        (size,) = writer._db.execute("PRAGMA page_count").fetchone()
        writer._db.execute(f"PRAGMA max_page_count = {size}")
        with writer.transaction():
            writer.save_source(SOURCE._replace(name="large", location="x" * 1_000_000))


def test_a_full_disk_is_told_and_loses_nothing(where):
    with pytest.raises(IndexUnavailable, match="disk is full") as raised:
        fill_the_disk(where)
    assert raised.value.hint == "free some space and run it again"
    assert names(where) == ["team"]


def test_a_lock_that_cannot_be_made_is_told(where):
    where.with_name(where.name + ".lock").unlink(missing_ok=True)
    where.with_name(where.name + ".lock").mkdir()
    with pytest.raises(IndexUnavailable, match="cannot be locked"), writing(where):
        pass
