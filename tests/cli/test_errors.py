from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from agentreg import errors as library
from agentreg_cli.errors import EXIT_CODES, ExitCode, explain_error, wants_json
from support.cli import run_cli


@pytest.fixture
def failing(monkeypatch):
    """Make `agentreg completion bash` raise what the test gives."""

    def arm(error: BaseException) -> None:
        def fail(*_arguments: object) -> None:
            raise error

        monkeypatch.setattr("agentreg_cli.commands.completion.data", fail)

    return arm


EXPECTED = [
    (library.ConfigError("agentreg.toml: line 3", hint="remove it"), 2, "config-error"),
    (library.UnknownReference("no agent 'x'", hint="did you mean 'y'?"), 2, "unknown-reference"),
    (library.AmbiguousReference("'x' is two agents"), 2, "ambiguous-reference"),
    (library.ReadError("a.md: gone"), 3, "read-error"),
    (library.GitError("git said no"), 3, "git-error"),
    (library.GitTimeout("git took too long"), 3, "git-timeout"),
    (library.IndexUnavailable("no index"), 3, "index-unavailable"),
    (library.CannotCompare("not the same kind"), 3, "cannot-compare"),
    (library.SyncRefused("x.md has local edits"), 3, "sync-refused"),
    (PermissionError(13, "Permission denied", "a.md"), 3, "permission-error"),
    (OSError(28, "No space left on device"), 3, "os-error"),
    (KeyboardInterrupt(), 130, "interrupted"),
]


@pytest.mark.parametrize(("error", "exit_code", "code"), EXPECTED, ids=str)
def test_each_error_has_its_exit_code_and_its_word(failing, error, exit_code, code):
    failing(error)
    ran = run_cli("completion", "bash")
    assert ran.code == exit_code
    assert ran.out == ""
    assert explain_error(error).code == code


def test_a_question_answered_by_an_interrupt_is_one(failing):
    failing(click.Abort())
    ran = run_cli("completion", "bash")
    assert (ran.code, ran.err) == (130, "agentreg: interrupted\n")


def test_every_error_of_the_library_is_in_the_table():
    classes = [value for value in vars(library).values() if isinstance(value, type)]
    assert all(any(issubclass(each, known) for known in EXIT_CODES) for each in classes)


def test_message_and_hint_go_to_standard_error(failing):
    failing(library.UnknownReference("no agent 'revewer'", hint="did you mean 'reviewer'?"))
    ran = run_cli("completion", "bash")
    assert ran.err == "agentreg: no agent 'revewer'\nhint: did you mean 'reviewer'?\n"


def test_a_file_that_cannot_be_used_is_named_without_jargon(failing):
    failing(PermissionError(13, "Permission denied", "a.md"))
    assert run_cli("completion", "bash").err == "agentreg: a.md: Permission denied\n"


def test_an_escape_in_a_message_is_shown_not_obeyed(failing):
    failing(library.ReadError("\x1b[2J\u202e.md: unreadable"))
    ran = run_cli("completion", "bash")
    assert ran.err == "agentreg: <U+001B>[2J<U+202E>.md: unreadable\n"


def test_a_failure_is_valid_json_when_json_was_asked_for():
    ran = run_cli("completion", "no-such-shell", "--json")
    assert ran.code == 2
    assert ran.json["ok"] is False
    assert ran.json["command"] == "completion"
    assert ran.json["data"] is None
    assert [sorted(error) for error in ran.json["errors"]] == [["code", "hint", "message"]]


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (["list", "--json"], True),
        (["diff", "-f", "json", "a", "b"], True),
        (["diff", "--format", "json"], True),
        (["diff", "--format=json"], True),
        (["diff", "-fjson"], True),
        (["diff", "-f", "text"], False),
        (["show", "--", "--json"], False),
        (["show", "json"], False),
    ],
)
def test_json_is_asked_for_by_option(arguments, wanted):
    assert wants_json(arguments) is wanted


def test_a_crash_leaves_a_report_that_can_be_pasted(failing, house):
    failing(ZeroDivisionError("boom"))
    ran = run_cli("completion", "bash")
    assert ran.code == ExitCode.FAILED
    assert "this is a bug in agentreg: ZeroDivisionError: boom" in ran.err
    (report,) = (house / "cache" / "agentreg" / "crashes").iterdir()
    assert str(report) in ran.err
    text = report.read_text()
    assert "arguments: ['completion', 'bash']" in text
    assert "Traceback" in text


def test_a_crash_without_a_place_for_the_report_tells_it_whole(failing, house, monkeypatch):
    blocked = house / "file"
    blocked.write_text("")
    monkeypatch.setenv("AGENTREG_CACHE", str(blocked))
    failing(ZeroDivisionError("boom"))
    assert "Traceback" in run_cli("completion", "bash").err


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGPIPE")
def test_a_reader_that_goes_away_ends_the_program_quietly():
    command = [sys.executable, "-c", "from agentreg_cli.main import main; raise SystemExit(main())"]
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [*command, "completion", "bash"], stdout=writer, stderr=subprocess.PIPE, check=False
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (ExitCode.BROKEN_PIPE, b"")


def test_text_that_the_terminal_cannot_encode_is_escaped(tmp_path: Path):
    (tmp_path / "café").mkdir()
    code = "from agentreg_cli.main import main; raise SystemExit(main())"
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-c", code, "-C", "caf\u00e9-missing", "completion", "bash"],
        env=environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert b"caf\\xe9-missing" in done.stderr
