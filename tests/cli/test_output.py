from __future__ import annotations

import json

import pytest

from agentreg.report.labels import Label, Piece
from agentreg_cli import output
from agentreg_cli.color import ColorChoice
from agentreg_cli.session import Session


@pytest.fixture
def session() -> Session:
    return Session()


@pytest.mark.parametrize(
    ("text", "written"), [("a\n", "a\n"), ("a", "a\n"), ("", ""), ("\x1b[1m", "<U+001B>[1m\n")]
)
def test_data_ends_in_a_line_feed_and_hides_nothing(session, capsys, text, written):
    output.data(session, text)
    assert capsys.readouterr().out == written


def test_labels_become_colours_only_when_asked(session, capsys):
    lines = [(Piece("+ Bash", Label.ADDED), Piece(" rest"))]
    output.data(session, lines)
    session.color = ColorChoice.ALWAYS
    output.data(session, lines)
    assert capsys.readouterr().out == "+ Bash rest\n\x1b[32m+ Bash\x1b[0m rest\n"


def test_a_piece_cannot_bring_its_own_colours(session, capsys):
    session.color = ColorChoice.ALWAYS
    output.data(session, [(Piece("\x1b[31m", Label.NAME),)])
    assert capsys.readouterr().out == "\x1b[1m<U+001B>[31m\x1b[0m\n"


def test_pieces_make_no_command_of_a_ci_log_together(session, capsys):
    output.data(session, [(Piece("  "), Piece(":", Label.REMOVED), Piece(":error::x"))])
    assert capsys.readouterr().out == "  <U+003A>:error::x\n"


def test_the_envelope_holds_no_command_of_a_ci_log(session, capsys):
    text = "## a ###[b] \\##vso[c"
    output.json_result(session, "show", text)
    written = capsys.readouterr().out
    assert "## a #\\u0023#[b]" in written
    assert "##vso[" not in written
    assert json.loads(written)["data"] == text


def test_a_line_stays_one_line_whatever_it_holds(session, capsys):
    output.data(session, [(Piece("safe\n\nclaude-code\tloads", Label.NAME),)])
    output.note(session, "a\nwarning: b")
    output.warn("a\nwarning: b")
    written = capsys.readouterr()
    assert written.out == "safe  claude-code loads\n"
    assert written.err == "a warning: b\nwarning: a warning: b\n"


def test_the_envelope_is_ascii_and_exact(session, capsys):
    text = "caf\u00e9 \x1b \x7f \u202e \udcff"
    output.json_result(session, "show", {"text": text}, ["one"])
    written = capsys.readouterr().out
    assert written.isascii()
    assert "\x7f" not in written
    assert json.loads(written) == {
        "schema_version": 1,
        "ok": True,
        "command": "show",
        "data": {"text": text},
        "warnings": ["one"],
        "errors": [],
    }


def test_on_a_terminal_a_row_fits_and_its_first_cell_stays_whole(monkeypatch):
    monkeypatch.setattr("agentreg_cli.places.room", lambda: 30)
    rows = [("team/a", "claude-code", "Bash, Read, Write"), ("a-very-long-source/agent", "cursor", "Read")]
    assert output.table(rows, ("agent", "host", "tools"), ("tools",)).splitlines() == [
        "agent   host         tools",
        "team/a  claude-code  Bash, Re…",
        "a-very-long-source/agent",
        "        cursor       Read",
    ]


def test_on_a_terminal_a_long_line_is_folded_and_in_a_pipe_it_is_not(session, capsys, monkeypatch):
    line = (Piece("name  ", Label.FAINT), Piece("one two three four five"))
    output.data(session, [line])
    monkeypatch.setattr("agentreg_cli.places.room", lambda: 20)
    output.data(session, [line])
    assert capsys.readouterr().out == (
        "name  one two three four five\nname  one two three\n      four five\n"
    )


def test_a_table_keeps_text_as_it_is_and_one_row_a_line():
    rows = [("1.10", "12e4567", "a\nb"), ("2.0", "007", "\x1b")]
    assert output.table(rows, ("version", "commit", "name")) == (
        "version  commit   name\n1.10     12e4567  a<U+000A>b\n2.0      007      <U+001B>\n"
    )


def test_an_empty_table_shows_its_headers():
    assert output.table([], ("name", "model")) == "name  model\n"


@pytest.mark.parametrize(
    ("verbosity", "told"), [(-1, "warning: w\n"), (0, "n\nwarning: w\n"), (1, "n\nd\nwarning: w\n")]
)
def test_notes_follow_verbosity_and_warnings_do_not(session, capsys, verbosity, told):
    session.verbosity = verbosity
    output.note(session, "n")
    output.detail(session, "d")
    output.warn("w")
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", told)


def test_progress_is_silent_in_a_pipe(session, capsys):
    with output.progress(session, "Indexing", 3) as progress:
        progress.advance("one")
    captured = capsys.readouterr()
    assert captured.out + captured.err == ""


def test_progress_on_a_terminal_is_one_line_and_gone_at_the_end(capsys):
    with output.Progress("Indexing", 3, live=True) as progress:
        progress.INTERVAL = 0.0
        progress.advance("one")
        progress.advance("two")
    told = capsys.readouterr().err
    assert "\n" not in told
    assert "Indexing 1/3" in told
    assert "two" in told
    assert told.endswith("\r\x1b[K")


@pytest.mark.parametrize(
    ("done", "total", "elapsed", "line"),
    [
        (50, 100, 10.0, "Indexing 50/100 (5/s, 10 s left) x"),
        (5, 10, 50.0, "Indexing 5/10 (50 s, 50 s left) x"),
        (5, 0, 1.0, "Indexing 5 (5/s) x"),
        (0, 10, 1.0, "Indexing 0/10 (1 s) x"),
    ],
)
def test_progress_says_how_far_and_how_long(done, total, elapsed, line):
    progress = output.Progress("Indexing", total, live=False)
    progress.update(done, total, "x")
    assert progress.line(elapsed, "x") == line
    assert len(progress.line(elapsed, "x" * 500)) == 79
