"""`agentreg log`."""

from agentreg.index.history import Teller
from support.cli import run_cli


def test_the_log_reads_as_history(work):
    lines = run_cli("-C", work, "log", "team/reviewer").out.splitlines()
    assert [line[:10] for line in lines] == ["2023-11-15", "2023-11-14"]
    assert "(v2)  +Bash; " in lines[0]
    assert lines[1].endswith("(v1, v1.0.5)  added")


def test_the_log_follows_a_move_and_tells_the_rest_on_request(work):
    ran = run_cli("-C", work, "log", "docs/writer", "-v")
    assert [line.strip().split("  ")[-1] for line in ran.out.splitlines()] == [
        "moved from agents/",
        "version 2, by Ada Author, in moved/writer.md",
        "added",
        "version 1, by Ada Author, in agents/writer.md",
    ]


def test_the_log_is_cut_at_a_limit_and_says_so(work):
    ran = run_cli("-C", work, "log", "team/reviewer", "-n", "1")
    assert (ran.out.count("\n"), ran.err) == (1, "1 more: older (-n), or on other branches (--all)\n")


def test_a_summary_is_made_once_and_kept(work, monkeypatch):
    first = run_cli("-C", work, "log", "team/reviewer").out
    monkeypatch.setattr("agentreg_cli.commands.log._tell", None)
    assert run_cli("-C", work, "log", "team/reviewer").out == first


def test_an_index_that_cannot_be_written_is_no_reason_to_say_nothing(work, monkeypatch):
    said = run_cli("-C", work, "log", "reviewer").out
    monkeypatch.setattr(
        "agentreg_cli.commands.log._teller", lambda: Teller("another", lambda *_: "told anew")
    )
    [index] = (work.parent / "cache" / "index").glob("*.sqlite")
    lock = index.with_name(index.name + ".lock")
    lock.unlink(missing_ok=True)
    lock.mkdir()
    ran = run_cli("-C", work, "log", "reviewer")
    lock.rmdir()
    assert (ran.code, len(ran.out.splitlines())) == (0, len(said.splitlines()))
    assert "told anew" in ran.out
